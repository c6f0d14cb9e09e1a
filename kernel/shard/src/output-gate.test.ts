import { toAccountId, toJournalPosition, toOrderId, toTimestamp } from 'argosy/core';
import type { JournalPosition } from 'argosy/core';
import type { Effect } from 'argosy/domain';
import { beforeEach, expect, it } from 'vitest';

import { OutputGate } from './output-gate.ts';
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
