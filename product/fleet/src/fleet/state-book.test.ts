import { toOrderId, toOriginCode, toStrategyId, toTimestamp } from 'argosy/core';
import { toInputNumber, type Command, type OrderChange, type TradingEvent } from 'argosy/domain';
import type { JournalEntry } from 'argosy/shard';
import { describe, expect, test } from 'vitest';

import { OWN_EVENTS_MAX } from './own-events.ts';
import { StateBook } from './state-book.ts';
import type { KeptState } from './state-records.ts';

const one = toStrategyId('one');
const SECOND = 1_000_000;
const canceled: OrderChange = { type: 'cancelRejected', reason: 'r' };

function event(number: number, index = 0, change = canceled): TradingEvent {
  const at = toTimestamp(number);
  const head = { number: toInputNumber(number), index, at, receivedAt: at };
  return { ...head, kind: 'order', order: toOrderId('LIVEONE000000A'), change };
}

function command(order: string): Command {
  const number = toInputNumber(5);
  const head = { kind: 'command', origin: toOriginCode('ONE0'), strategy: one } as const;
  const body = { type: 'cancel', order: toOrderId(order) } as const;
  return { ...head, readTo: number, at: toTimestamp(5), body };
}

type Told = Parameters<StateBook['note']>[0];
function told(changes: Partial<Told['states'][number]> = {}, sent: Told['sent'] = []): Told {
  const state = { strategy: one, state: { seen: 1 }, heard: { number: 5, index: 0 }, held: [] };
  return { readTo: 5, states: [{ ...state, ...changes }], sent };
}

/** A book of a node whose journal says this of before. */
function bookOf(past: readonly JournalEntry[] = [], states: readonly KeptState[] = []): StateBook {
  const journal = { position: () => past.length, read: () => past };
  const book = new StateBook(journal, () => one);
  book.open(states);
  return book;
}
const hear = (book: StateBook, given: TradingEvent): void => {
  const turn = { number: given.number, now: given.at };
  book.send({ type: 'event', turn, event: given });
};
const missed = (book: StateBook): readonly (readonly [number, string])[] =>
  (book.missedBy(one)?.events ?? []).map((own) => [
    own.number,
    own.kind === 'position' ? own.kind : own.change.type,
  ]);
const kept = (book: StateBook, ...given: Parameters<typeof told>): KeptState => {
  const [state] = book.note(told(...given), toTimestamp(100 * SECOND));
  if (state === undefined) throw new Error('nothing is kept');
  return state;
};

describe('what a strategy is told again', () => {
  test('is what has happened behind what its state knew, to the event', () => {
    const book = bookOf();
    for (const place of [event(4), event(5), event(5, 1), event(6)]) hear(book, place);
    kept(book);
    hear(book, event(7));
    expect(missed(book)).toEqual([
      [5, 'cancelRejected'],
      [6, 'cancelRejected'],
      [7, 'cancelRejected'],
    ]);
  });

  test('is nothing of before its start, where it has heard nothing since', () => {
    const book = bookOf();
    hear(book, event(4));
    book.started(one);
    kept(book, { heard: null });
    hear(book, event(6));
    expect(missed(book)).toEqual([[6, 'cancelRejected']]);
  });

  test('of a node that was killed stands in its journal', () => {
    const state = kept(bookOf());
    const past = [4, 5, 6].map((number) => ({ kind: 'event', event: event(number) }) as const);
    expect(missed(bookOf(past, [state]))).toEqual([[6, 'cancelRejected']]);
  });

  test('has a bound, and says so', () => {
    const book = bookOf();
    kept(book);
    for (let at = 0; at <= OWN_EVENTS_MAX; at += 1) hear(book, event(10 + at));
    expect(book.missedBy(one)).toMatchObject({ isCut: true });
    expect(book.missedBy(one)?.events).toHaveLength(OWN_EVENTS_MAX);
  });
});

describe('a command that a state counts as sent', () => {
  const [first, second] = [command('LIVEONE000000A'), command('LIVEONE000000B')];

  test('and that never arrived is told as refused, once', () => {
    const book = bookOf();
    kept(book, {}, [first, second]);
    book.arrived(one, true);
    expect(missed(book)).toEqual([[5, 'cancelRejected']]);
    expect(book.missedBy(one)?.events).toEqual([]);
  });

  test('is told by the shard where that turned it away', () => {
    const book = bookOf();
    kept(book, {}, [first]);
    book.arrived(one, false);
    expect(missed(book)).toEqual([]);
  });

  test('and that the journal of a killed node has not is told as refused', () => {
    const state = kept(bookOf(), {}, [first, second]);
    expect(state.sent).toHaveLength(2);
    // It has the time at which it arrived there.
    const arrived = { ...first, at: toTimestamp(99) };
    const input = { kind: 'input', number: toInputNumber(6), input: arrived } as const;
    const past = [{ kind: 'event', event: event(5) } as const, input];
    const book = bookOf(past, [state]);
    const [lost, ...others] = book.missedBy(one)?.events ?? [];
    expect(others).toEqual([]);
    expect(lost).toMatchObject({ order: 'LIVEONE000000B', change: { type: 'cancelRejected' } });
  });
});

describe('a state that knows what the journal has lost', () => {
  const past = [4, 5].map((number) => ({ kind: 'event', event: event(number) }) as const);

  test('is passed over for an older one', () => {
    const older = kept(bookOf());
    const newer = kept(bookOf(), { heard: { number: 6, index: 0 }, state: { seen: 2 } });
    const journal = { position: () => 2, read: () => past };
    const book = new StateBook(journal, () => one);
    expect(book.open([older, newer])).toEqual([one]);
    expect(book.states.get(one)).toEqual({ seen: 1 });
  });

  test('is told by what was known where the reading begins', () => {
    const known = { number: 3, index: 0 };
    const open = (heard: number): readonly string[] => {
      const state = { ...kept(bookOf(), { heard: { number: heard, index: 0 } }), fromEvent: known };
      return new StateBook({ position: () => 2, read: () => [] }, () => one).open([state]);
    };
    expect([open(3), open(4)]).toEqual([[], [one]]);
  });

  test('is not one that knows less', () => {
    const book = new StateBook({ position: () => 2, read: () => past }, () => one);
    expect(book.open([kept(bookOf())])).toEqual([]);
    expect(book.states.get(one)).toEqual({ seen: 1 });
  });
});

test('what is nobody’s here is told nobody', () => {
  const book = new StateBook({ position: () => 0, read: () => [] }, () => null);
  book.note(told(), toTimestamp(1));
  hear(book, event(9));
  expect(missed(book)).toEqual([]);
});
