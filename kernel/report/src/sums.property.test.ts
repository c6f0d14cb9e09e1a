import {
  money,
  parseScaledBigint,
  toAccountId,
  toCurrency,
  toInstrumentId,
  toQuantity,
  toTimestamp,
  unwrap,
} from 'argosy/core';
import {
  marginAccount,
  runBacktest,
  arraySource,
  type BacktestConfig,
  type EquitySample,
} from 'argosy/backtest';
import type { Bar } from 'argosy/domain';
import { Strategy } from 'argosy/engine';
import { cappedFee, constantSlippage, feeLines, feePercent, noSlippage } from 'argosy/matching';
import { aBar, anInstrument } from '@argosy/testkit';
import fc from 'fast-check';
import { expect, test } from 'vitest';

import { RunSheet } from './run-sheet.ts';
import { isAbsent, type Part, type TearSheet } from './sheet.ts';

const HOUR = 3_600_000_000;
const one = anInstrument();
const other = anInstrument({ id: toInstrumentId('OTHER.NSE'), multiplier: 15n });
const rupees = toCurrency('INR');

const fees = feeLines([
  { name: 'brokerage', fee: cappedFee(feePercent('0.03'), { min: null, max: '20' }) },
  { name: 'stt', fee: feePercent('0.025'), side: 'sell' },
  { name: 'gst', fee: { percent: '18', of: ['brokerage'] } },
]);

/** A bar of either, by how far it goes, and what is wanted of it at its end: so many, short or long. */
type Step = {
  readonly isOther: boolean;
  readonly move: number;
  readonly wick: number;
  readonly wish: number;
};
const step: fc.Arbitrary<Step> = fc.record({
  isOther: fc.boolean(),
  move: fc.integer({ min: -60, max: 60 }),
  wick: fc.nat(30),
  wish: fc.integer({ min: -4, max: 4 }),
});
const story = fc.record({
  steps: fc.array(step, { minLength: 2, maxLength: 60 }),
  deposits: fc.array(
    fc.record({
      after: fc.nat(59),
      rupees: fc.integer({ min: -2000, max: 9000 }).filter((one) => one !== 0),
    }),
    { maxLength: 3 },
  ),
  slips: fc.boolean(),
});
type Story = typeof story extends fc.Arbitrary<infer Of> ? Of : never;

function barsOf(steps: readonly Step[]): readonly Bar[] {
  const last = { true: 20_000, false: 10_000 };
  return steps.map(({ isOther, move, wick }, row) => {
    const open = last[`${isOther}`];
    const close = Math.max(1_000, open + move * 5);
    last[`${isOther}`] = close;
    const high = Math.max(open, close) + wick * 5;
    const low = Math.max(5, Math.min(open, close) - wick * 5);
    const { id: instrument } = isOther ? other : one;
    return aBar({ instrument, at: (row + 1) * 7 * HOUR, open, high, low, close });
  });
}

function configOf({ steps, deposits, slips }: Story): BacktestConfig {
  const bars = barsOf(steps);
  class Wishes extends Strategy {
    #row = 0;

    override onStart(): void {
      for (const spec of new Set(bars.map((bar) => bar.spec))) this.data.subscribeBars(spec);
    }

    override onBar(bar: Bar): void {
      const { isOther = false, wish = 0 } = steps[this.#row] ?? {};
      this.#row += 1;
      const { id } = isOther ? other : one;
      const more = wish - this.portfolio.qty(id);
      if (more === 0 || bar.instrument !== id) return;
      const side = more > 0 ? 'buy' : 'sell';
      const qty = toQuantity(Math.abs(more));
      this.orders.submit(this.orders.market({ instrument: id, side, qty, tif: 'GTC' }));
    }
  }
  const account = marginAccount(toAccountId('A'), money(100_000_00n, rupees), { margin: '20' });
  return {
    instruments: [one, other],
    sources: [arraySource('bars', bars)],
    accounts: [account],
    strategies: [{ id: 'wishes', strategy: Wishes, account: 'A', product: 'margin' }],
    venue: { fees, slippage: slips ? constantSlippage({ ticks: 2 }) : noSlippage },
    commands: deposits.map(({ after, rupees: amount }) => ({
      at: toTimestamp((after + 1) * 7 * HOUR + 1),
      type: amount < 0 ? 'withdraw' : 'deposit',
      account: account.id,
      amount: money(BigInt(Math.abs(amount)) * 100n, rupees),
    })),
  };
}

function sheetOf(config: BacktestConfig) {
  const listens = new RunSheet(config);
  const samples: EquitySample[] = [];
  const result = runBacktest(config, {
    ...listens.sink,
    equity: (sample) => {
      listens.sink.equity(sample);
      samples.push(sample);
    },
  });
  return { sheet: listens.make(result, { title: 'A story', kind: 'backtest' }), result, samples };
}

const minorOf = (text: string): bigint => unwrap(parseScaledBigint(text, 2));

function present<Value>(part: Part<Value>): Value {
  if (isAbsent(part)) throw new Error(part.absent);
  return part;
}

function stepsBetween(sheet: TearSheet): bigint {
  if (isAbsent(sheet.costs)) return 0n;
  const [gross, ...rest] = sheet.costs.steps;
  return rest
    .slice(0, -1)
    .reduce((sum, { amount }) => sum + minorOf(amount), minorOf(gross?.amount ?? ''));
}

test('the way from gross to net adds up to what the account has gained, with nothing left over', () => {
  fc.assert(
    fc.property(story, (told) => {
      const { sheet, result } = sheetOf(configOf(told));
      const [account] = result.accounts;
      if (account === undefined) return;
      const { equity, opening, transferred } = account;
      const net = equity.amount - opening.amount - transferred.amount;
      expect(minorOf(sheet.summary.net)).toBe(net);
      expect(stepsBetween(sheet)).toBe(net);
      const kinds = isAbsent(sheet.costs) ? [] : sheet.costs.steps.map(({ kind }) => kind);
      expect(kinds).not.toContain('other');
    }),
    { numRuns: 60 },
  );
});

test('the charges of a sheet are those of the account, line by line', () => {
  fc.assert(
    fc.property(story, (told) => {
      const { sheet, result } = sheetOf(configOf(told));
      const charged = isAbsent(sheet.costs)
        ? 0n
        : sheet.costs.steps
            .filter(({ kind }) => kind === 'charge')
            .reduce((sum, { amount }) => sum - minorOf(amount), 0n);
      expect(charged).toBe(result.accounts[0]?.charges.amount);
    }),
    { numRuns: 40 },
  );
});

test('what instruments brought sums to the net, and to nothing beside them', () => {
  fc.assert(
    fc.property(story, (told) => {
      const { sheet } = sheetOf(configOf(told));
      if (isAbsent(sheet.instruments)) {
        expect(minorOf(sheet.summary.net)).toBe(0n);
        return;
      }
      const { rows, unassigned } = sheet.instruments;
      const sum = rows.reduce((all, { netInSheet }) => all + minorOf(netInSheet), 0n);
      expect(sum).toBe(minorOf(sheet.summary.net));
      expect(minorOf(unassigned)).toBe(0n);
      for (const row of rows) {
        const own = minorOf(row.realised) + minorOf(row.unrealised) - minorOf(row.charges);
        expect(own).toBe(minorOf(row.net));
      }
    }),
    { numRuns: 60 },
  );
});

test('months and years compound to the whole, and days are those of the run', () => {
  fc.assert(
    fc.property(story, (told) => {
      const { sheet, result } = sheetOf(configOf(told));
      const grown = (returns: readonly number[]): number =>
        returns.reduce((growth, part) => growth * (1 + part), 1) - 1;
      const whole = grown(present(sheet.days).return);
      expect(grown(present(sheet.months).map((month) => month.return))).toBeCloseTo(whole, 6);
      expect(grown(present(sheet.years).map((year) => year.return))).toBeCloseTo(whole, 6);
      expect(sheet.summary.growth).toBeCloseTo(whole, 6);
      expect(present(sheet.days).equity.map(minorOf)).toEqual(
        result.daily.map(({ equity }) => equity.amount),
      );
    }),
    { numRuns: 40 },
  );
});

test('figures are those of the run’s own statistics, also where money came and went', () => {
  fc.assert(
    fc.property(story, (told) => {
      const { sheet, result } = sheetOf(configOf(told));
      for (const [name, value] of Object.entries(result.statistics)) {
        const found = sheet.summary.figures[name] ?? null;
        if (value === null) expect([name, found]).toEqual([name, null]);
        else expect(found).toBeCloseTo(value, 5);
      }
    }),
    { numRuns: 60 },
  );
});

test('the curve ends where the account does, and none of its points is above its height', () => {
  fc.assert(
    fc.property(story, (told) => {
      const { sheet, samples } = sheetOf(configOf(told));
      const { equity, fall, samples: count } = sheet.curve;
      expect(count).toBe(samples.length);
      expect(minorOf(equity.at(-1) ?? '')).toBe(samples.at(-1)?.equity.amount);
      expect(fall.every((part) => part <= 0)).toBe(true);
      expect(Math.min(...fall)).toBeCloseTo(sheet.summary.figures['MaxDrawdown'] ?? 0, 6);
    }),
    { numRuns: 40 },
  );
});

test('no trade ends outside of how far it went', () => {
  fc.assert(
    fc.property(story, (told) => {
      const { sheet } = sheetOf(configOf(told));
      if (isAbsent(sheet.excursions)) return;
      const { adverse, favourable, gain } = sheet.excursions;
      for (const [at, end] of gain.entries()) {
        expect(adverse[at]).toBeLessThanOrEqual(Math.min(0, end) + 1e-6);
        expect(favourable[at]).toBeGreaterThanOrEqual(Math.max(0, end) - 1e-6);
      }
    }),
    { numRuns: 40 },
  );
});
