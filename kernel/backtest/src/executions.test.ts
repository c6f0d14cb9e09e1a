import { MICROS_PER_SECOND, toQuantity, toTimestamp, toTradeId } from 'argosy/core';
import { Strategy } from 'argosy/engine';
import { twap } from 'argosy/orders';
import { anInstrument, aQuote, rupees } from '@argosy/testkit';
import { expect, test } from 'vitest';

import { runBacktest } from './backtest.ts';
import type { BrokerLine } from './broker-line.ts';
import { cashAccount, type BacktestConfig } from './config.ts';
import { proveBacktest } from './prove/prove.ts';
import { arraySource } from './source.ts';

const sbin = anInstrument();
const account = cashAccount(
  'MAIN' as BacktestConfig['accounts'][number]['id'],
  rupees(100_000_000n),
);
const at = (second: number): ReturnType<typeof toTimestamp> =>
  toTimestamp(second * MICROS_PER_SECOND);
const quotes = Array.from({ length: 100 }, (_, second) =>
  aQuote({ at: at(second + 1), bid: 10_000, ask: 10_005 }),
);

class Idle extends Strategy {}

function configOf(changes: Partial<BacktestConfig> = {}): BacktestConfig {
  return {
    instruments: [sbin],
    sources: [arraySource('quotes', quotes)],
    accounts: [account],
    strategies: [{ id: 'idle', strategy: Idle, account: 'MAIN' }],
    ...changes,
  };
}

const byHand = {
  at: at(5),
  type: 'execute',
  account: 'MAIN',
  book: 'desk',
  instrument: sbin.id,
  side: 'buy',
  qty: toQuantity(100),
  plan: twap({ slices: 4, until: at(45) }),
} as const;

test('a person works a parent order beside the strategies, and the result shows how it went', () => {
  const { executions, commands, positions } = runBacktest(configOf({ commands: [byHand] }));
  expect(executions).toMatchObject([{ outcome: 'filled', filled: 100, children: 4, left: 0 }]);
  expect(executions[0]?.averagePrice).toBe(10_005);
  expect(commands).toMatchObject([{ outcome: 'done' }]);
  expect(positions).toMatchObject([{ key: { book: 'desk' }, qty: 100 }]);
});

test('a part goes out at its instant, though no row comes then', () => {
  const sparse = quotes.filter((_, second) => second < 5 || second > 90);
  const sent: number[] = [];
  runBacktest(configOf({ commands: [byHand], sources: [arraySource('quotes', sparse)] }), {
    event: ({ receivedAt, ...event }) => {
      const isPart = event.kind === 'execution' && event.change.type === 'sliced';
      if (isPart) sent.push(receivedAt / MICROS_PER_SECOND);
    },
  });
  expect(sent).toEqual([5, 15, 25, 35]);
});

test('it comes out the same however the run is made', () => {
  const proof = proveBacktest(configOf({ commands: [byHand] }));
  expect(proof.holds).toBe(true);
});

test('a run that closes out at its end ends the parents first', () => {
  const plan = twap({ slices: 4, until: at(1_000) });
  const config = configOf({ commands: [{ ...byHand, plan }], atEnd: 'closeAtMark' });
  const { executions, openOrders, positions } = runBacktest(config);
  expect(executions).toMatchObject([{ state: 'ended', outcome: 'canceled' }]);
  expect([openOrders, positions]).toEqual([[], []]);
});

test('what a line does to a report is what we hear', () => {
  const line = (): BrokerLine => ({
    send: (effect, _now, ends) => ends.toVenue(effect),
    report: (report, ends) => {
      ends.toUs(report);
      if (report.body.type !== 'filled') return;
      const fill = { ...report.body.fill, trade: toTradeId('T-again') };
      ends.toUs({ ...report, body: { type: 'filled', fill } });
    },
  });
  const { counters, notes } = runBacktest(configOf({ commands: [byHand], line }));
  expect(counters.tooLargeFill).toBe(1);
  expect(notes.join()).toContain('line');
});
