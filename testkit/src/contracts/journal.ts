import { toInputNumber } from 'argosy/domain';
import { toTimestamp } from 'argosy/core';
import type { Journal, JournalEntry } from 'argosy/shard';
import { describe, expect, test } from 'vitest';

/** A journal under test. */
export type JournalUnderTest = {
  readonly journal: Journal;
  /** Waits until all that was appended is safe. */
  readonly settle: () => Promise<void>;
  /** Opens it again after a loss of power; null where it keeps nothing. */
  readonly reopen: (() => Promise<Journal>) | null;
};

function entry(number: number): JournalEntry {
  const availableAt = toTimestamp(number * 1000);
  return { kind: 'input', number: toInputNumber(number), input: { kind: 'time', availableAt } };
}

/** What every journal does, whatever it is made of. */
export function describeJournal(name: string, open: () => Promise<JournalUnderTest>): void {
  describe(`${name}, a journal`, () => {
    test('positions are dense and begin with 1', async () => {
      const { journal } = await open();
      expect([1, 2, 3].map((number) => journal.append(entry(number)))).toEqual([1, 2, 3]);
    });

    test('what is appended is safe in the end, and is heard of once, in order', async () => {
      const { journal, settle } = await open();
      const heard: number[] = [];
      journal.onDurable((position) => heard.push(position));
      for (let number = 1; number <= 50; number += 1) {
        journal.append(entry(number));
        if (number % 7 === 0) await settle();
      }
      await settle();
      expect(journal.durable).toBe(50);
      expect(heard.at(-1)).toBe(50);
      expect(heard).toEqual([...new Set(heard)].sort((one, other) => one - other));
    });

    test('everybody who asked hears what is safe, in the order in which they asked', async () => {
      const { journal, settle } = await open();
      const heard: string[] = [];
      journal.onDurable((position) => heard.push(`first ${position}`));
      journal.onDurable((position) => heard.push(`second ${position}`));
      journal.append(entry(1));
      await settle();
      expect(heard.slice(-2)).toEqual(['first 1', 'second 1']);
    });

    test('nothing is safe before it was appended', async () => {
      const { journal } = await open();
      const ahead: number[] = [];
      let appended = 0;
      journal.onDurable((position) => {
        if (position > appended) ahead.push(position);
      });
      for (let number = 1; number <= 5; number += 1) {
        appended += 1;
        journal.append(entry(number));
      }
      expect(ahead).toEqual([]);
      expect(journal.durable).toBeLessThanOrEqual(5);
    });

    test('entries are read as they were written, oldest first', async () => {
      const { journal, settle } = await open();
      const entries = Array.from({ length: 30 }, (_, place) => entry(place + 1));
      for (const one of entries) journal.append(one);
      await settle();
      expect([...journal.read()]).toEqual(entries);
    });

    test('what was safe is there after a loss of power, and positions go on behind it', async () => {
      const { journal, settle, reopen } = await open();
      if (reopen === null) return;
      for (let number = 1; number <= 20; number += 1) journal.append(entry(number));
      await settle();
      const again = await reopen();
      expect([...again.read()]).toHaveLength(20);
      expect(again.append(entry(21))).toBe(21);
    });
  });
}
