import {
  MICROS_PER_SECOND,
  toInstrumentId,
  toMicros,
  toPrice,
  toQuantity,
  toTimestamp,
  toTradeId,
} from 'argosy/core';
import { Strategy } from 'argosy/engine';
import { feePerShare, feeTable, noLatency } from 'argosy/matching';
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

const bse = { ...sbin, id: toInstrumentId('SBIN.BSE'), exchange: 'BSE' };
const elsewhere = quotes.map((quote) => ({ ...quote, instrument: bse.id, ask: toPrice(10_010) }));
const twoVenues = {
  instruments: [sbin, bse],
  sources: [arraySource('quotes', quotes), arraySource('elsewhere', elsewhere)],
  commands: [{ ...byHand, plan: twap({ slices: 4, until: at(45), routes: [bse.id] }) }],
};

/** Where a run has traded, and how much. */
function tradedAt(config: BacktestConfig): Readonly<Record<string, number>> {
  const { positions, executions } = runBacktest(config);
  expect(executions).toMatchObject([{ outcome: 'filled', filled: 100 }]);
  return Object.fromEntries(positions.map(({ key, qty }) => [key.instrument, qty]));
}

test('of two venues the cheaper one is taken', () => {
  expect(tradedAt(configOf(twoVenues))).toEqual({ [sbin.id]: 100 });
});

test('of two venues the one is taken that is cheaper with its fees', () => {
  const fees = feeTable([{ exchanges: ['NSE'], fee: feePerShare('1') }]);
  expect(tradedAt(configOf({ ...twoVenues, venue: { fees } }))).toEqual({ [bse.id]: 100 });
});

test('of two venues at one price the one is taken that answers sooner', () => {
  const same = elsewhere.map((quote) => ({ ...quote, ask: toPrice(10_005) }));
  const sources = [arraySource('quotes', quotes), arraySource('elsewhere', same)];
  const slow = { ...noLatency, insert: toMicros(4 * MICROS_PER_SECOND) };
  const latency = { ...noLatency, byExchange: { BSE: slow } };
  const config = configOf({ ...twoVenues, sources, venue: { latency } });
  // The first part goes by name, to the one that turns out to be slow.
  expect(tradedAt(config)).toEqual({ [bse.id]: 25, [sbin.id]: 75 });
  expect(proveBacktest(config).holds).toBe(true);
});

test('each exchange takes its own time', () => {
  const slow = { ...noLatency, insert: toMicros(3 * MICROS_PER_SECOND) };
  const venue = { latency: { ...noLatency, byExchange: { BSE: slow } } };
  const answered: number[] = [];
  const plan = twap({ slices: 1, until: at(45) });
  const commands = [
    { ...byHand, plan },
    { ...byHand, plan, instrument: bse.id },
  ];
  runBacktest(configOf({ ...twoVenues, commands, venue }), {
    event: (event) => {
      const isAnswer = event.kind === 'order' && event.change.type === 'accepted';
      if (isAnswer) answered.push(event.receivedAt / MICROS_PER_SECOND);
    },
  });
  expect(answered).toEqual([5, 8]);
});
