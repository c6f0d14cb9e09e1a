import { money, toCurrency, toQuantity } from 'argosy/core';
import { runBacktest, type EquitySample, type FillRow } from 'argosy/backtest';
import type { Bar } from 'argosy/domain';
import {
  cappedFee,
  constantSlippage,
  feeLines,
  feeMakerTaker,
  feePercent,
  noFees,
  noSlippage,
  volumeShareSlippage,
} from 'argosy/matching';
import { aBar, anInstrument } from '@argosy/testkit';
import fc from 'fast-check';
import { expect, test } from 'vitest';

import { toBarColumns } from './bar-columns.ts';
import { measureRun, type BlockSums } from './measure-run.ts';
import { SignalEngine } from './signal-engine.ts';
import type { Distance, SignalRules } from './signal-rules.ts';
import { twinOf } from './twin.ts';

const share = anInstrument();
/** In lots, and worth more than its price. */
const contract = anInstrument({ lot: toQuantity(5), minQty: toQuantity(5), multiplier: 15n });
const inr = toCurrency('INR');
const TICK = 5;
const DAY_US = 86_400_000_000;
const causes: Readonly<Record<string, string>> = {
  market: 'signal',
  stopMarket: 'stop',
  trailingStopMarket: 'stop',
  limit: 'target',
};

/** A bar by how many days nobody trades before it, how far its open is from the last close, its close from its open, and what it shows beyond; in ticks. */
type Move = {
  gap: number;
  move: number;
  up: number;
  down: number;
  volume: number;
  signal: number;
  pause: number;
};

const move: fc.Arbitrary<Move> = fc.record({
  gap: fc.oneof(fc.constant(0), fc.integer({ min: -60, max: 60 })),
  move: fc.integer({ min: -60, max: 60 }),
  up: fc.nat(40),
  down: fc.nat(40),
  volume: fc.nat(5_000),
  signal: fc.constantFrom(-1, 0, 1),
  pause: fc.constantFrom(0, 0, 0, 3),
});

function barsOf(moves: readonly Move[], first = 10_000): readonly Bar[] {
  let [close, at] = [first, 0];
  return moves.map((one) => {
    at += 60_000_000 + one.pause * DAY_US;
    const open = Math.max(500, close + one.gap * TICK);
    close = Math.max(500, open + one.move * TICK);
    const high = Math.max(open, close) + one.up * TICK;
    const low = Math.max(TICK, Math.min(open, close) - one.down * TICK);
    const bar = aBar({ at, open, high, low, close });
    return { ...bar, volume: toQuantity(one.volume) };
  });
}

const distance: fc.Arbitrary<Distance> = fc.oneof(
  fc.integer({ min: 4, max: 120 }).map((ticks) => ({ ticks })),
  fc.integer({ min: 4, max: 50 }).map((tenths) => ({ percent: tenths / 10 })),
);
const exits = fc.oneof(
  fc.constant({}),
  fc.record({ stop: distance }),
  fc.record({ target: distance }),
  fc.record({ stop: distance, target: distance }),
  fc.record({ trail: distance }),
  fc.record({ stop: distance, trail: distance }),
  fc.record({ stop: distance, target: distance, trail: distance }),
);
const fees = fc.constantFrom(
  noFees,
  feePercent('0.033'),
  feeMakerTaker({ maker: '-0.01', taker: '0.05' }),
  cappedFee(feePercent('0.3'), { min: '1', max: '20' }),
  feeLines([
    { name: 'brokerage', fee: cappedFee(feePercent('0.03'), { min: null, max: '20' }) },
    { name: 'stt', fee: feePercent('0.025'), side: 'sell' },
    { name: 'gst', fee: { percent: '18', of: ['brokerage'] } },
  ]),
);
const slippages = fc.constantFrom(
  noSlippage,
  constantSlippage({ ticks: 2 }),
  constantSlippage({ basisPoints: 3 }),
  volumeShareSlippage({ share: 0.1, impact: 0.1 }),
);
const walks = fc.array(move, { minLength: 1, maxLength: 60, size: 'max' });
const rules: fc.Arbitrary<SignalRules> = fc.record({
  funds: fc
    .integer({ min: 20_000_00, max: 5_000_000_00 })
    .map((paise) => money(BigInt(paise), inr)),
  size: fc.oneof(
    fc.integer({ min: 1, max: 400 }).map((lots) => ({ qty: 5 * lots })),
    fc.integer({ min: 1, max: 100 }).map((percent) => ({ share: percent / 100 })),
  ),
  sides: fc.constantFrom('both', 'long', 'short'),
  leverage: fc.constantFrom(1, 2.5, 5),
  fees,
  slippage: slippages,
  exits,
});

test('fills and equity are those of a backtest of the same signals, to the paisa', () => {
  // Where prices are low, an exit may be asked for at zero or below: there is none.
  const firsts = fc.constantFrom(10_000, 600);
  const traded = fc.constantFrom(share, contract);
  fc.assert(
    fc.property(walks, rules, traded, firsts, (moves, by, instrument, first) => {
      const bars = toBarColumns(instrument, barsOf(moves, first));
      const signals = Int8Array.from(moves, ({ signal }) => signal);
      const fills: FillRow[] = [];
      const samples: EquitySample[] = [];
      const result = runBacktest(twinOf(bars, signals, by), {
        fill: (row) => fills.push(row),
        equity: (sample) => samples.push(sample),
      });
      const run = new SignalEngine(bars, by).run(signals);
      expect(result.denials).toEqual([]);
      expect([...run.trades].map(({ qty, price, cause }) => [qty, price, cause])).toEqual(
        fills.map(({ request, fill }) => [
          request.side === 'buy' ? fill.qty : -fill.qty,
          fill.price,
          causes[request.terms.type],
        ]),
      );
      const curve = samples
        .filter(({ kind }) => kind === 'bar')
        .map(({ equity }) => Number(equity.amount));
      expect([...run.equity]).toEqual(curve);
    }),
    { numRuns: 200 },
  );
});

test('measures in one go, of signals and of lines that cross, what is measured of its equity', () => {
  const blocks = fc.integer({ min: 1, max: 7 });
  fc.assert(
    fc.property(walks, rules, blocks, (moves, by, count) => {
      const engine = new SignalEngine(toBarColumns(share, barsOf(moves)), by);
      const signals = Int8Array.from(moves, ({ signal }) => signal);
      // Where a line has no value yet nothing is held.
      const one = Float64Array.from(moves, ({ signal, gap }) => signal || (gap === 0 ? NaN : 0));
      const sums = (): BlockSums => ({ blocks: count, cells: new Float64Array(2 * count), at: 0 });
      const [plain, walked, crossed] = [sums(), sums(), sums()];
      const expected = measureRun(engine.run(signals), plain);
      expect(engine.measure(signals, walked)).toEqual(expected);
      expect(engine.measure({ one, other: new Float64Array(one.length) }, crossed)).toEqual(
        expected,
      );
      expect([walked.cells, crossed.cells]).toEqual([plain.cells, plain.cells]);
    }),
    { numRuns: 300 },
  );
});

test('measures lines that cross as equity where a short sale leaves nothing for a while', () => {
  const climb = { gap: 0, up: 0, down: 0, volume: 0, signal: -1, pause: 0 };
  const ticks = [60, 400, 400, 400, -500, -500, 60, -60];
  const moves = ticks.map((move) => ({ ...climb, move }));
  const engine = new SignalEngine(toBarColumns(share, barsOf(moves)), {
    funds: money(20_000_00n, inr),
    size: { qty: 900 },
    fees: noFees,
    leverage: 5,
  });
  const run = engine.run(Int8Array.from(moves, ({ signal }) => signal));
  expect(Math.min(...run.equity)).toBeLessThan(0);
  const expected = measureRun(run);
  const [one, other] = [new Float64Array(moves.length), new Float64Array(moves.length).fill(1)];
  expect(engine.measure({ one, other })).toEqual(expected);
});
