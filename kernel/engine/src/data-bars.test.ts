import { alwaysOpen, SessionClock, toPrice, toQuantity, toTradeId, unwrap } from 'argosy/core';
import {
  parseBarSpec,
  toBarSpecText,
  toInstrumentIndex,
  type Bar,
  type Trade,
} from 'argosy/domain';
import { aQuote, aTrade } from '@argosy/testkit';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';

import { BarDesk } from './bar-desk.ts';

type Print = { readonly price: number; readonly qty: number; readonly by: Trade['aggressor'] };
type Multiplied = { readonly multiplier: bigint; readonly multiplierScale: number };
/** What a bar comes to: open, high, low, close and volume. */
type Shape = readonly [number, number, number, number, number];

const index = toInstrumentIndex(0);

function shapeOf({ open, high, low, close, volume }: Bar): Shape {
  return [open, high, low, close, volume];
}

/** Prices have two places and a tick of 5, sizes none. */
function openDesk(
  spec: string,
  { multiplier = 1n, multiplierScale = 0 }: Partial<Multiplied> = {},
): { readonly desk: BarDesk; readonly bars: Bar[] } {
  const bars: Bar[] = [];
  const desk = new BarDesk({ late: 'nextBar', onBar: (bar) => bars.push(bar) });
  const clock = new SessionClock(alwaysOpen);
  const known = { sizePrecision: 0, pricePrecision: 2, tick: 5, multiplier, multiplierScale };
  const ground = { index, clock, ...known };
  desk.start(unwrap(parseBarSpec(`SBIN.NSE-${spec}`)), ground);
  return { desk, bars };
}

function build(
  spec: string,
  prints: readonly Print[],
  multiplied: Partial<Multiplied> = {},
): readonly Shape[] {
  const { desk, bars } = openDesk(spec, multiplied);
  for (const [at, { price, qty, by }] of prints.entries()) {
    const told = { price: toPrice(price), qty: toQuantity(qty), aggressor: by };
    desk.onTrade(index, { ...aTrade({ at }), ...told, tradeId: toTradeId(`T${at}`) }, at);
  }
  return bars.map(shapeOf);
}

const at = (price: number, qty: number = 1): Print => ({ price, qty, by: null });
const bought = (price: number, qty: number = 1): Print => ({ price, qty, by: 'buy' });
const sold = (price: number, qty: number = 1): Print => ({ price, qty, by: 'sell' });

const prints = fc.array(
  fc.record({
    price: fc.integer({ min: 80, max: 120 }).map((ticks) => ticks * 5),
    qty: fc.integer({ min: 1, max: 30 }),
    by: fc.constantFrom('buy', 'sell', null),
  }),
  { maxLength: 120 },
);
const volumeOf = (parts: readonly Print[]): number => parts.reduce((sum, { qty }) => sum + qty, 0);
const volumeIn = (bars: readonly Shape[]): number => bars.reduce((sum, bar) => sum + bar[4], 0);

describe('bars of value', () => {
  test('end with so much money traded', () => {
    expect(build('10-VALUE-LAST-INTERNAL', [at(250, 1), at(300, 2), at(150, 1)])).toEqual([
      [250, 300, 150, 150, 4],
    ]);
  });

  test('split a trade at the first unit that reaches the end', () => {
    expect(build('10-VALUE-LAST-INTERNAL', [at(300, 8)])).toEqual([
      [300, 300, 300, 300, 4],
      [300, 300, 300, 300, 4],
    ]);
  });

  test.each([
    [{ multiplier: 50n }, 500],
    [{ multiplier: 25n, multiplierScale: 1 }, 25],
  ])('count the money of a contract that stands for more than its price: %o', (of, step) => {
    const given = [at(250, 1), at(300, 2), at(150, 1)];
    expect(build(`${step}-VALUE-LAST-INTERNAL`, given, of)).toEqual([[250, 300, 150, 150, 4]]);
    expect(build(`${step + 1}-VALUE-LAST-INTERNAL`, given, of)).toEqual([]);
  });

  test.each(['IMBALANCE', 'RUNS'])('of %s count it likewise', (kind) => {
    const given = [bought(250, 1), bought(300, 2), bought(150, 1)];
    const ends = (step: number) =>
      build(`${step}-VALUE_${kind}-LAST-INTERNAL`, given, { multiplier: 25n, multiplierScale: 1 });
    expect([ends(25).length, ends(26).length]).toEqual([1, 0]);
  });

  test('lose no volume, and are worth the step and less than one unit more', () => {
    fc.assert(
      fc.property(prints, fc.integer({ min: 1, max: 60 }), (given, step) => {
        const bars = build(`${step}-VALUE-LAST-INTERNAL`, given);
        const left = volumeOf(given) - volumeIn(bars);
        expect(left).toBeGreaterThanOrEqual(0);
        expect(left * 400).toBeLessThan(step * 100 + 600 * left);
        for (const [, high, low, , volume] of bars) {
          expect(high * volume).toBeGreaterThanOrEqual(step * 100);
          expect(low * (volume - 1)).toBeLessThan(step * 100);
        }
      }),
    );
  });

  test('refuse a trade that would fill more bars than can be meant', () => {
    expect(() => build('1-VALUE-LAST-INTERNAL', [at(100_000, 1_000_000)])).toThrow(
      expect.objectContaining({ code: 'TOO_MANY_BARS' }),
    );
  });
});

describe('bars of imbalance', () => {
  test('end with the trade that takes buyers less sellers to the step, either way', () => {
    const given = [bought(100), sold(105), bought(110), bought(115), sold(100), sold(95)];
    expect(build('2-TICK_IMBALANCE-LAST-INTERNAL', given)).toEqual([
      [100, 115, 100, 115, 4],
      [100, 100, 95, 95, 2],
    ]);
  });

  test('count units, and never split a trade', () => {
    const given = [bought(100, 30), sold(100, 50), sold(100, 200)];
    expect(build('100-VOLUME_IMBALANCE-LAST-INTERNAL', given)).toEqual([[100, 100, 100, 100, 280]]);
  });

  test('count money', () => {
    const given = [bought(250, 2), bought(250, 1), bought(300, 1)];
    expect(build('10-VALUE_IMBALANCE-LAST-INTERNAL', given)).toEqual([[250, 300, 250, 300, 4]]);
  });

  test('go by the price where nobody says who took', () => {
    const given = [at(100), at(105), at(105), at(100), at(105), at(110), at(115)];
    expect(build('2-TICK_IMBALANCE-LAST-INTERNAL', given)).toEqual([
      [100, 105, 100, 105, 3],
      [100, 115, 100, 115, 4],
    ]);
  });
});

describe('bars of runs', () => {
  test('end when one side has taken so often in a row', () => {
    const given = [bought(100), bought(105), sold(100), bought(105), bought(110), bought(115)];
    expect(build('3-TICK_RUNS-LAST-INTERNAL', given)).toEqual([[100, 115, 100, 115, 6]]);
  });

  test.each([
    ['VOLUME_RUNS', 10],
    ['VALUE_RUNS', 10],
  ])('count %s from the first of the side', (unit, step) => {
    const given = [sold(100, 9), bought(100, 4), bought(100, 6)];
    expect(build(`${step}-${unit}-LAST-INTERNAL`, given)).toEqual([[100, 100, 100, 100, 19]]);
  });
});

describe('bars of who takes', () => {
  const units = ['TICK_IMBALANCE', 'VOLUME_IMBALANCE', 'VALUE_IMBALANCE'] as const;
  const runs = ['TICK_RUNS', 'VOLUME_RUNS', 'VALUE_RUNS'] as const;

  test.each([...units, ...runs])('of %s are what a plain walk over the trades finds', (unit) => {
    fc.assert(
      fc.property(prints, fc.integer({ min: 1, max: 40 }), (given, step) => {
        const amountOf = ({ price, qty }: Print): number => {
          if (unit.startsWith('TICK')) return 1;
          return unit.startsWith('VOLUME') ? qty : (price * qty) / 100;
        };
        const ends: number[] = [];
        let [balance, sign, last] = [0, 0, Number.NaN];
        for (const [place, print] of given.entries()) {
          if (print.by !== null) sign = print.by === 'buy' ? 1 : -1;
          else if (print.price !== last)
            sign = print.price > last ? 1 : print.price < last ? -1 : sign;
          last = print.price;
          const isTurn = unit.endsWith('RUNS') && balance * sign < 0;
          balance = (isTurn ? 0 : balance) + sign * amountOf(print);
          if (Math.abs(balance) < step - 1e-9) continue;
          ends.push(place);
          balance = 0;
        }
        const volumes = ends.map((end, count) =>
          volumeOf(given.slice(count === 0 ? 0 : (ends[count - 1] ?? 0) + 1, end + 1)),
        );
        expect(build(`${step}-${unit}-LAST-INTERNAL`, given).map((bar) => bar[4])).toEqual(volumes);
      }),
    );
  });
});

describe('bricks', () => {
  test('are laid as far as the price has gone, up and down, the volume in the first', () => {
    const given = [at(1000, 1), at(1009, 2), at(1024, 4), at(1012, 8), at(998, 16)];
    expect(build('2-RENKO-LAST-INTERNAL', given)).toEqual([
      [1000, 1010, 1000, 1010, 7],
      [1010, 1020, 1010, 1020, 0],
      [1020, 1020, 1010, 1010, 24],
      [1010, 1010, 1000, 1000, 0],
    ]);
  });

  test('are built of quotes too', () => {
    const { desk, bars } = openDesk('1-RENKO-MID-INTERNAL');
    desk.onQuote(index, aQuote({ at: 1, bid: 1000, ask: 1010 }), 1);
    desk.onQuote(index, aQuote({ at: 2, bid: 1005, ask: 1015 }), 2);
    expect(bars.map(shapeOf)).toEqual([[1005, 1010, 1005, 1010, 0]]);
  });

  test('hang together, each of one height, and the price is within one of the last', () => {
    fc.assert(
      fc.property(prints, fc.integer({ min: 1, max: 6 }), (given, step) => {
        const bars = build(`${step}-RENKO-LAST-INTERNAL`, given);
        for (const [place, [open, high, low, close]] of bars.entries()) {
          expect(open).toBe(bars[place - 1]?.[3] ?? given[0]?.price);
          expect(high - low).toBe(step * 5);
          expect(Math.abs(close - open)).toBe(step * 5);
        }
        const end = bars.at(-1)?.[3] ?? given[0]?.price ?? 0;
        expect(Math.abs((given.at(-1)?.price ?? 0) - end)).toBeLessThan(step * 5);
      }),
    );
  });

  test('refuse a step that would lay more than can be meant', () => {
    expect(() => build('1-RENKO-LAST-INTERNAL', [at(5), at(5_000_000)])).toThrow(
      expect.objectContaining({ code: 'TOO_MANY_BARS' }),
    );
  });
});

describe('bars of range', () => {
  test('end with the price that takes their range to the step or beyond', () => {
    const given = [at(1000, 1), at(1005, 2), at(995, 4), at(995, 8), at(1030, 16)];
    expect(build('2-RANGE-LAST-INTERNAL', given)).toEqual([
      [1000, 1005, 995, 995, 7],
      [995, 1030, 995, 1030, 24],
    ]);
  });

  test('reach the step only with their last price, and lose no volume', () => {
    fc.assert(
      fc.property(prints, fc.integer({ min: 1, max: 8 }), (given, step) => {
        const bars = build(`${step}-RANGE-LAST-INTERNAL`, given);
        for (const [, high, low, close] of bars) {
          expect(high - low).toBeGreaterThanOrEqual(step * 5);
          expect([high, low]).toContain(close);
        }
        expect(volumeIn(bars)).toBeLessThanOrEqual(volumeOf(given));
      }),
    );
  });
});

test('bars of who takes stop with their subscription', () => {
  const spec = 'SBIN.NSE-1-TICK_RUNS-LAST-INTERNAL';
  const { desk, bars } = openDesk('1-TICK_RUNS-LAST-INTERNAL');
  desk.onTrade(index, aTrade({ at: 1, aggressor: 'buy' }), 1);
  desk.stop(toBarSpecText(spec));
  desk.onTrade(index, aTrade({ at: 2, aggressor: 'buy' }), 2);
  expect(bars).toHaveLength(1);
});

describe('bars under way', () => {
  test('are dropped where prices come to mean something else', () => {
    const { desk, bars } = openDesk('3-TICK-LAST-INTERNAL');
    const trade = (at: number, price: number): void =>
      desk.onTrade(index, aTrade({ at, price }), at);
    trade(1, 100);
    trade(2, 101);
    desk.drop(index);
    for (const at of [3, 4, 5]) trade(at, 50);
    expect(bars.map(shapeOf)).toEqual([[50, 50, 50, 50, 3]]);
  });

  test('of who takes do not compare a price with one of before', () => {
    const { desk, bars } = openDesk('2-TICK_IMBALANCE-LAST-INTERNAL');
    desk.onTrade(index, aTrade({ at: 1, price: 200, aggressor: 'buy' }), 1);
    desk.drop(index);
    for (const [at, price] of [100, 105].entries()) {
      desk.onTrade(index, aTrade({ at: at + 2, price, aggressor: null }), at + 2);
    }
    expect(bars.map(shapeOf)).toEqual([[100, 105, 100, 105, 2]]);
  });

  test('of other instruments go on', () => {
    const { desk, bars } = openDesk('2-TICK-LAST-INTERNAL');
    desk.onTrade(index, aTrade({ at: 1, price: 100 }), 1);
    desk.drop(toInstrumentIndex(1));
    desk.onTrade(index, aTrade({ at: 2, price: 50 }), 2);
    expect(bars.map(shapeOf)).toEqual([[100, 100, 50, 50, 2]]);
  });
});
