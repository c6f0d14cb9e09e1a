import { toTimestamp } from 'argosy/core';
import { toInputNumber } from 'argosy/domain';
import { describeJournal } from '@argosy/testkit/contracts';
import { expect, it } from 'vitest';

import { MemoryJournal, type JournalKeep } from './memory-journal.ts';
import type { JournalEntry } from './ports.ts';

describeJournal('MemoryJournal', () =>
  Promise.resolve({
    journal: new MemoryJournal('all', 1000),
    settle: () => Promise.resolve(),
    reopen: null,
  }),
);

function entry(place: number): JournalEntry {
  const input = { kind: 'time', availableAt: toTimestamp(place) } as const;
  return { kind: 'input', number: toInputNumber(place), input };
}

function filled(keep: JournalKeep): MemoryJournal {
  const journal = new MemoryJournal(keep);
  for (let place = 0; place < 5; place += 1) journal.append(entry(place));
  return journal;
}

it('counts positions and keeps no entry when only the hash is wanted', () => {
  const journal = filled('hash');
  expect(journal.durable).toBe(5);
  expect([...journal.read()]).toEqual([]);
});

it('keeps the last entries, oldest first', () => {
  expect([...filled({ last: 2 }).read()]).toEqual([entry(3), entry(4)]);
});

it('keeps all entries', () => {
  expect([...filled('all').read()]).toHaveLength(5);
});

it('refuses to go on rather than forget where it keeps all', () => {
  const journal = new MemoryJournal('all', 2);
  journal.append(entry(0));
  journal.append(entry(1));
  const code = 'JOURNAL_FULL';
  expect(() => journal.append(entry(2))).toThrow(expect.objectContaining({ code }));
  expect([...journal.read()]).toEqual([entry(0), entry(1)]);
});

it('tells its listener of each new position', () => {
  const journal = new MemoryJournal();
  const seen: number[] = [];
  journal.onDurable((position) => seen.push(position));
  journal.append(entry(0));
  journal.append(entry(1));
  expect(seen).toEqual([1, 2]);
});
