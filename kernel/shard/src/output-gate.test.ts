import { toAccountId, toJournalPosition, toOrderId, toTimestamp } from 'argosy/core';
import type { JournalPosition } from 'argosy/core';
import { toInputNumber, type Effect, type TradingEvent } from 'argosy/domain';
import { anOrderEvent } from '@argosy/testkit';
import { beforeEach, describe, expect, it } from 'vitest';

import { GATED_EFFECTS_MAX, GATED_EVENTS_MAX, OutputGate } from './output-gate.ts';
import type { Journal, JournalRoom } from './ports.ts';

/** A journal that is safe only up to where the test says. */
class SlowJournal implements Journal {
  room: JournalRoom = 'open';
  durable: JournalPosition = toJournalPosition(0);
  #listener: (position: JournalPosition) => void = () => {};

  append(): JournalPosition {
    return this.durable;
  }

  onDurable(listener: (position: JournalPosition) => void): void {
    this.#listener = listener;
  }

  read(): Iterable<never> {
    return [];
  }

  reach(position: number): void {
    this.durable = toJournalPosition(position);
    this.#listener(this.durable);
  }
}

const now = toTimestamp(7);
let journal = new SlowJournal();
let sent: string[] = [];
let gate = new OutputGate(journal, { send: () => {} });

function cancel(order: string): Effect {
  return { type: 'cancel', account: toAccountId('A1'), order: toOrderId(order) };
}

function pass(order: string, after: number): void {
  gate.pass(cancel(order), toJournalPosition(after), now);
}

beforeEach(() => {
  journal = new SlowJournal();
  sent = [];
  gate = new OutputGate(journal, { send: ({ order }) => sent.push(order) });
});

it('lets out at once what the journal is already safe for', () => {
  pass('000000010001', 0);
  expect(sent).toEqual(['000000010001']);
});

it('counts what was ever given to it, and what still waits', () => {
  pass('000000010001', 0);
  pass('000000010002', 1);
  pass('000000010003', 2);
  expect([gate.passed, gate.size]).toEqual([3, 2]);
  journal.reach(1);
  expect([gate.passed, gate.size]).toEqual([3, 1]);
});

it('holds an effect until the journal is safe up to its position', () => {
  pass('000000010001', 2);
  journal.reach(1);
  expect(sent).toEqual([]);
  journal.reach(2);
  expect(sent).toEqual(['000000010001']);
});

it('never lets a later effect pass an earlier one', () => {
  pass('000000010001', 2);
  pass('000000010002', 0);
  expect(sent).toEqual([]);
  journal.reach(2);
  expect(sent).toEqual(['000000010001', '000000010002']);
});

it('keeps what still waits and says how much', () => {
  pass('000000010001', 1);
  pass('000000010002', 3);
  journal.reach(1);
  expect(sent).toEqual(['000000010001']);
  expect(gate.size).toBe(1);
});

describe('what is published', () => {
  let heard: number[] = [];
  const events = (...places: readonly number[]): readonly TradingEvent[] =>
    places.map((place) => anOrderEvent({ type: 'expired' }, { number: toInputNumber(place) }));
  const publisher = { publish: ({ number }: TradingEvent): void => void heard.push(number) };

  beforeEach(() => {
    heard = [];
    gate = new OutputGate(journal, { send: ({ order }) => sent.push(order) }, publisher);
  });

  it('waits until the journal is safe up to its turn, and comes in order', () => {
    gate.publish(events(1, 2), toJournalPosition(2));
    gate.publish(events(3), toJournalPosition(0));
    journal.reach(1);
    expect(heard).toEqual([]);
    journal.reach(2);
    expect(heard).toEqual([1, 2, 3]);
  });

  it('comes at once where the journal is safe already', () => {
    gate.publish(events(1), toJournalPosition(0));
    expect(heard).toEqual([1]);
  });

  it('holds no effect up', () => {
    gate.publish(events(1), toJournalPosition(5));
    pass('000000010001', 0);
    expect([sent, heard, gate.size]).toEqual([['000000010001'], [], 0]);
  });

  it('is bounded', () => {
    const many = events(...Array.from({ length: 1000 }, (_, place) => place));
    const fill = (): void => {
      for (let turn = 0; turn <= GATED_EVENTS_MAX / 1000; turn += 1)
        gate.publish(many, toJournalPosition(9));
    };
    expect(fill).toThrow(`${GATED_EVENTS_MAX} events wait for position 9`);
  });
});

it('an effect too many is refused', () => {
  for (let count = 0; count < GATED_EFFECTS_MAX; count += 1) pass('000000010001', 1);
  expect(() => pass('000000010001', 1)).toThrow(`${GATED_EFFECTS_MAX} effects wait for position 1`);
});
