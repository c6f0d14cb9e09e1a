import { money, toAccountId, toCurrency, toPrice, toQuantity } from 'argosy/core';
import type { Quote, TradingEvent } from 'argosy/domain';
import { Strategy } from 'argosy/engine';
import type { JournalEntry, JournalKeep } from 'argosy/shard';
import { anInstrument, aQuote } from '@argosy/testkit';
import { describe, expect, test } from 'vitest';

import { Backtest } from './backtest.ts';
import { cashAccount } from './config.ts';
import { arraySource } from './source.ts';

const instrument = anInstrument();
const account = cashAccount(toAccountId('A1'), money(1_000_000_00n, toCurrency('INR')));

/** Buys at each quote: at the market, and now and then with a limit that it takes back. */
class Buyer extends Strategy {
  override onStart(): void {
    this.data.subscribeQuotes(instrument.id);
  }

  override onQuote({ sourceSequence }: Quote): void {
    const of = { instrument: instrument.id, side: 'buy', qty: toQuantity(1) } as const;
    const { orders } = this;
    if (sourceSequence % 3 === 0) orders.submit(orders.limit({ ...of, limit: toPrice(9_000) }));
    else orders.submit(orders.market(of));
    if (sourceSequence % 3 === 2) orders.cancelAll();
  }
}

const quotes = Array.from({ length: 12 }, (_, n) => ({
  ...aQuote({ at: (n + 1) * 1_000_000 }),
  sourceSequence: n,
}));

type Run = {
  readonly hash: string;
  readonly kept: readonly JournalEntry[];
  readonly events: readonly TradingEvent[];
};

function runWith(journal?: JournalKeep): Run {
  const events: TradingEvent[] = [];
  const run = new Backtest(
    {
      instruments: [instrument],
      sources: [arraySource('quotes', quotes)],
      accounts: [account],
      strategies: [{ id: 'buyer', strategy: Buyer, account: account.id }],
      ...(journal === undefined ? {} : { journal }),
    },
    { event: (event) => events.push(event) },
  );
  while (run.advance(1_000) === 'running');
  return { hash: run.result().hash, kept: [...run.journal.read()], events };
}

const all = runWith('all');

describe('a journal that keeps all', () => {
  test('has every event of trading in order', () => {
    const kept = all.kept.flatMap((entry) => (entry.kind === 'event' ? [entry.event] : []));
    expect(kept.length).toBeGreaterThan(50);
    expect(kept).toEqual(all.events);
  });

  test('has every command and report and the opening, and no market data', () => {
    const kinds = all.kept.flatMap((entry) => (entry.kind === 'input' ? [entry.input.kind] : []));
    expect(kinds[0]).toBe('time');
    expect(new Set(kinds.slice(1))).toEqual(new Set(['command', 'report']));
  });

  test('has each input before the events it caused', () => {
    let number = -1;
    for (const entry of all.kept) {
      if (entry.kind === 'input') number = entry.number;
      else expect(entry.event.number).toBe(number);
    }
  });
});

describe('whatever a journal keeps', () => {
  const keeps: readonly JournalKeep[] = ['hash', 'all', { last: 1 }, { last: 7 }, { last: 10_000 }];

  test.each(keeps)('the hash of the run is the same: %j', (keep) => {
    expect(runWith(keep).hash).toBe(all.hash);
  });

  test.each([1, 7, all.kept.length, 10_000])(
    'its last %i entries are those of the whole',
    (last) => {
      expect(runWith({ last }).kept).toEqual(all.kept.slice(-last));
    },
  );

  test('it keeps nothing where only the hash is wanted', () => {
    expect(runWith('hash').kept).toEqual([]);
  });

  test('it keeps nothing unless told otherwise', () => {
    expect(runWith().kept).toEqual([]);
  });
});

test.each([0, -1, 1.5, Number.NaN])('a journal cannot keep the last %s entries', (last) => {
  const mistake = `journal.last: expected a whole number above 0, found ${last}`;
  expect(() => runWith({ last })).toThrow(mistake);
});
