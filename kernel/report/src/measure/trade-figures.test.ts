import { toCurrency, toTimestamp } from 'argosy/core';
import { anInstrument } from '@argosy/testkit';
import { foldedTrip, sheetFacts } from '@argosy/testkit/sheets';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';

import type { SheetFacts } from '../fold/sheet-facts.ts';
import { isAbsent, type Part } from '../sheet.ts';
import { excursionsOf, tradesOf } from './trade-figures.ts';

const HOUR = 3_600_000_000;
type Trips = SheetFacts['trips'];

function present<Value>(part: Part<Value>): Value {
  if (isAbsent(part)) throw new Error(part.absent);
  return part;
}

function tradesWith(trips: Trips) {
  return present(tradesOf(sheetFacts({ trips, tripCount: trips.length })));
}

function excursionsWith(trips: Trips, changes: Partial<SheetFacts> = {}) {
  return present(excursionsOf(sheetFacts({ trips, dataCount: 1, ...changes })));
}

describe('the trades of a sheet', () => {
  it('say why there are none', () => {
    expect(tradesOf(sheetFacts())).toEqual({ absent: 'nothing was traded' });
    expect(tradesOf(sheetFacts({ open: 2 }))).toEqual({
      absent: 'no position has been closed yet',
    });
  });

  it('count winners, losers and what was long, and sum their nets to the paisa', () => {
    const trips = [
      foldedTrip(100_00n),
      foldedTrip(-50_01n, { side: 'short' }),
      foldedTrip(0n),
      foldedTrip(200_00n),
    ];
    expect(tradesWith(trips)).toMatchObject({
      count: 4,
      winners: 2,
      losers: 1,
      long: 3,
      net: '249.99',
      open: 0,
    });
  });

  it('are held for the middle of all: of an even number, between the two in the middle', () => {
    const held = (hours: readonly number[]) =>
      tradesWith(hours.map((one) => foldedTrip(1n, { closedAt: toTimestamp(one * HOUR) })))
        .hoursHeld;
    expect(held([10, 1, 3, 2])).toEqual({ median: 2.5, mean: 4, longest: 10 });
    expect(held([5, 1, 3])).toEqual({ median: 3, mean: 3, longest: 5 });
    expect(held([7])).toEqual({ median: 7, mean: 7, longest: 7 });
  });

  it('name at most five of the best and of the worst, and no loser among the best', () => {
    const trips = [-3n, 9n, -1n, 4n, 0n, 7n, 1n, 2n, 8n].map((net) => foldedTrip(net));
    const { best, worst } = tradesWith(trips);
    expect(best.map(({ net }) => net)).toEqual(['0.09', '0.08', '0.07', '0.04', '0.02']);
    expect(worst.map(({ net }) => net)).toEqual(['-0.03', '-0.01']);
    expect(tradesWith([foldedTrip(-5n)]).best).toEqual([]);
  });

  it('say what a trade brought of what it had cost, where it had cost anything', () => {
    const [best] = tradesWith([foldedTrip(25_00n, { charges: 1_00n })]).best;
    expect(best).toMatchObject({ return: 0.025, charges: '1.00', qty: '10' });
    const [free] = tradesWith([foldedTrip(25_00n, { cost: 0 })]).best;
    expect(free?.return).toBeNull();
  });

  it('leave a trip out whose money nobody knows in the currency of the sheet', () => {
    const trips = [foldedTrip(100n), foldedTrip(900n, { netInSheet: null })];
    expect(tradesWith(trips)).toMatchObject({ count: 2, winners: 1, net: '1.00' });
  });

  it('stand in bars of one width, each trade in one, with an edge at zero', () => {
    const nets = fc.array(fc.bigInt({ min: -9_999_999n, max: 9_999_999n }), {
      minLength: 1,
      maxLength: 60,
    });
    fc.assert(
      fc.property(nets, (all) => {
        const { edges, counts } = tradesWith(all.map((net) => foldedTrip(net))).distribution;
        expect(counts.reduce((sum, one) => sum + one, 0)).toBe(all.length);
        expect(edges).toHaveLength(counts.length + 1);
        expect(edges).toContain(0);
        const [low = 0, high = 0] = [edges[0], edges.at(-1)];
        const rupees = all.map((net) => Number(net) / 100);
        expect(Math.min(...rupees)).toBeGreaterThanOrEqual(low - 1e-9);
        expect(Math.max(...rupees)).toBeLessThanOrEqual(high + 1e-9);
      }),
    );
  });

  it('tell losses and gains apart in their bars', () => {
    const nets = fc.array(fc.bigInt({ min: -99_999n, max: 99_999n }), { minLength: 1 });
    fc.assert(
      fc.property(nets, (all) => {
        const { edges, counts } = tradesWith(all.map((net) => foldedTrip(net))).distribution;
        const zero = edges.indexOf(0);
        const below = counts.slice(0, zero).reduce((sum, one) => sum + one, 0);
        const atZeroAsLast = zero === counts.length ? all.filter((net) => net === 0n).length : 0;
        expect(below - atZeroAsLast).toBe(all.filter((net) => net < 0n).length);
      }),
    );
  });
});

describe('how far trades went', () => {
  it('is not there without prices, and without trades', () => {
    expect(excursionsOf(sheetFacts({ trips: [foldedTrip(1n)] }))).toEqual({
      absent: 'no prices are in the record: nobody knows how far trades went',
    });
    expect(excursionsOf(sheetFacts({ dataCount: 9 }))).toEqual({
      absent: 'no position has been closed',
    });
  });

  it('is told before charges', () => {
    const trip = foldedTrip(75_00n, { charges: 5_00n, adverse: -20_00, favourable: 110_00 });
    expect(excursionsWith([trip])).toMatchObject({
      adverse: [-20],
      favourable: [110],
      gain: [80],
      trades: 1,
    });
  });

  it('is in the currency of the sheet at the rate of its end, also where the net is nothing', () => {
    const dollars = anInstrument({ currency: toCurrency('USD') });
    const abroad = { instrument: dollars, adverse: -10_00, favourable: 3_00, rate: 80 };
    const trips = [foldedTrip(5_00n, { ...abroad, netInSheet: 400_00n }), foldedTrip(0n, abroad)];
    expect(excursionsWith(trips)).toMatchObject({
      adverse: [-800, -800],
      favourable: [240, 240],
      gain: [400, 0],
    });
  });

  it('minds currencies of another scale', () => {
    const yen = anInstrument({ currency: toCurrency('JPY') });
    const trip = foldedTrip(100n, { instrument: yen, adverse: -500, netInSheet: 55_00n, rate: 55 });
    const scaleOf: SheetFacts['scaleOf'] = (currency) => (currency === 'JPY' ? 0 : 2);
    expect(excursionsWith([trip], { scaleOf })).toMatchObject({ adverse: [-275], gain: [55] });
  });

  it('is a cloud of bounded size that keeps the extremes of many trades', () => {
    const trips = Array.from({ length: 5_000 }, (_, at) =>
      foldedTrip(BigInt(((at * 7919) % 5_000) - 2_500), {
        adverse: -((at * 31) % 4_999) - 1,
        favourable: (at * 17) % 4_993,
      }),
    );
    const cloud = excursionsWith(trips);
    expect(cloud.trades).toBe(5_000);
    expect(cloud.gain.length).toBeLessThanOrEqual(600);
    expect(Math.min(...cloud.adverse)).toBe(Math.min(...trips.map((one) => one.adverse)) / 100);
    expect(Math.max(...cloud.favourable)).toBe(
      Math.max(...trips.map((one) => one.favourable)) / 100,
    );
  });
});
