import { runBacktest, type BacktestConfig, type EquitySample } from 'argosy/backtest';
import { parseScaledBigint, unwrap } from 'argosy/core';
import { aStory, runOfStory } from '@argosy/testkit/sheets';
import fc from 'fast-check';
import { expect, test } from 'vitest';

import { RunSheet } from './run-sheet.ts';
import { isAbsent, type Part, type TearSheet } from './sheet.ts';

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
    fc.property(aStory, (told) => {
      const { sheet, result } = sheetOf(runOfStory(told));
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
    fc.property(aStory, (told) => {
      const { sheet, result } = sheetOf(runOfStory(told));
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
    fc.property(aStory, (told) => {
      const { sheet } = sheetOf(runOfStory(told));
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
    fc.property(aStory, (told) => {
      const { sheet, result } = sheetOf(runOfStory(told));
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
    fc.property(aStory, (told) => {
      const { sheet, result } = sheetOf(runOfStory(told));
      for (const [name, value] of Object.entries(result.statistics)) {
        const found = sheet.summary.figures[name] ?? null;
        if (value === null) expect([name, found]).toEqual([name, null]);
        // A sheet has eight digits of a figure, however large it is.
        else expect(Math.abs((found ?? NaN) - value)).toBeLessThan(5e-6 + 1e-7 * Math.abs(value));
      }
    }),
    { numRuns: 60 },
  );
});

test('the curve ends where the account does, and none of its points is above its height', () => {
  fc.assert(
    fc.property(aStory, (told) => {
      const { sheet, samples } = sheetOf(runOfStory(told));
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
    fc.property(aStory, (told) => {
      const { sheet } = sheetOf(runOfStory(told));
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
