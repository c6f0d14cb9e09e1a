import { Backtest, type BacktestConfig } from 'argosy/backtest';
import { parseScaledBigint, toAccountId, toBookId, toTimestamp, unwrap } from 'argosy/core';
import { feePercent, noFees } from 'argosy/matching';
import { aStory, runOfStory } from '@argosy/testkit/sheets';
import fc from 'fast-check';
import { expect, test } from 'vitest';

import { compareFacts } from './compare/compare-facts.ts';
import type { SheetFacts } from './fold/sheet-facts.ts';
import { makeTearSheet } from './measure/make-sheet.ts';
import { RecordSheet } from './record-sheet.ts';
import { RunSheet } from './run-sheet.ts';
import { unknownCard } from './sheet-card.ts';
import type { TearSheet } from './sheet.ts';

const account = toAccountId('A');
const minorOf = (text: string): bigint => unwrap(parseScaledBigint(text, 2));

/** Reads a run as the record of it is read: its journal and its tape, by number. */
function recordOf(config: BacktestConfig, of: { book?: string; day?: number } = {}): SheetFacts {
  const { book, day = null } = of;
  const record = new RecordSheet({
    config,
    account,
    book: book === undefined ? null : toBookId(book),
    day,
  });
  const run = new Backtest(config, {
    taped: (number, input) => void record.take({ number, input, events: [] }),
    entry: (entry) => {
      if (entry.kind === 'input')
        record.take({ number: entry.number, input: entry.input, events: [] });
      else record.take({ number: entry.event.number, input: null, events: [entry.event] });
    },
  });
  while (run.advance(1_000) === 'running');
  return record.finish();
}

function sheetOf(facts: SheetFacts): TearSheet {
  return makeTearSheet(facts, { title: '', kind: 'journal', card: unknownCard('') });
}

function runSheetOf(config: BacktestConfig): TearSheet {
  const listens = new RunSheet(config);
  const run = new Backtest(config, listens.sink);
  while (run.advance(1_000) === 'running');
  return listens.make(run.result(), { title: '', kind: 'backtest' });
}

test('the sheet of a record is that of its run', () => {
  fc.assert(
    fc.property(aStory, (story) => {
      const config = runOfStory(story);
      const [own, other] = [sheetOf(recordOf(config)), runSheetOf(config)];
      expect(own.summary).toEqual(other.summary);
      expect(own.days).toEqual(other.days);
      expect(own.costs).toEqual(other.costs);
      expect(own.instruments).toEqual(other.instruments);
      expect(own.trades).toEqual(other.trades);
    }),
    { numRuns: 60 },
  );
});

test('the book of the only strategy has gained what its account has', () => {
  fc.assert(
    fc.property(aStory, (story) => {
      const config = runOfStory({ ...story, deposits: [] });
      const [own, whole] = [
        sheetOf(recordOf(config, { book: 'wishes' })),
        sheetOf(recordOf(config)),
      ];
      expect(own.summary.net).toBe(whole.summary.net);
      expect(own.costs).toEqual(whole.costs);
      expect(own.instruments).toEqual(whole.instruments);
    }),
    { numRuns: 40 },
  );
});

test('the days of a record, one by one, sum to the whole of it', () => {
  fc.assert(
    fc.property(aStory, (story) => {
      const config = runOfStory({ ...story, deposits: [] });
      const whole = recordOf(config);
      const days = Math.ceil(((whole.until ?? 0) - 1) / 86_400_000_000);
      let sum = 0n;
      for (let day = 0; day < days; day += 1) {
        const facts = recordOf(config, { day });
        if (facts.from !== null && facts.from <= toTimestamp((day + 1) * 86_400_000_000)) {
          sum += minorOf(sheetOf(facts).summary.net);
        }
      }
      expect(sum).toBe(minorOf(sheetOf(whole).summary.net));
    }),
    { numRuns: 25 },
  );
});

const words = { with: 'the backtest', settings: [] };

test('beside itself a record differs in nothing', () => {
  fc.assert(
    fc.property(aStory, (story) => {
      const config = runOfStory(story);
      const { causes, orders, figures, net } = compareFacts(
        { here: recordOf(config), there: recordOf(config) },
        words,
      );
      expect(net.difference).toBe('0.00');
      expect(causes).toEqual([]);
      expect(orders).toEqual([]);
      expect(figures.filter(({ isShown }) => isShown)).toEqual([]);
    }),
    { numRuns: 25 },
  );
});

test('other charges are the only cause where only charges are others', () => {
  fc.assert(
    fc.property(aStory, (story) => {
      const config = runOfStory({ ...story, deposits: [] });
      const dear = { ...config, venue: { ...config.venue, fees: feePercent('0.5') } };
      const cheap = { ...config, venue: { ...config.venue, fees: noFees } };
      const { causes, net } = compareFacts({ here: recordOf(dear), there: recordOf(cheap) }, words);
      expect(causes.map(({ kind }) => kind).filter((kind) => kind !== 'charges')).toEqual([]);
      expect(causes.reduce((sum, { amount }) => sum + minorOf(amount), 0n)).toBe(
        minorOf(net.difference),
      );
    }),
    { numRuns: 25 },
  );
});

test('whatever differs, the causes add up to the difference, and little is left unexplained', () => {
  const two = fc.tuple(aStory, fc.integer({ min: -2, max: 2 }), fc.nat(20));
  fc.assert(
    fc.property(two, ([story, more, from]) => {
      const plain = { ...story, deposits: [] };
      const steps = plain.steps.map((step, at) =>
        at < from ? step : { ...step, wish: step.wish + more },
      );
      const here = recordOf(runOfStory({ ...plain, steps, slips: !plain.slips }));
      const { causes, net } = compareFacts({ here, there: recordOf(runOfStory(plain)) }, words);
      const sum = causes.reduce((all, { amount }) => all + minorOf(amount), 0n);
      expect(sum).toBe(minorOf(net.difference));
      const left = minorOf(causes.find(({ kind }) => kind === 'remainder')?.amount ?? '0.00');
      // Each cause is rounded to a paisa, and so is each booking.
      expect(Math.abs(Number(left))).toBeLessThanOrEqual(10 + plain.steps.length);
    }),
    { numRuns: 60 },
  );
});
