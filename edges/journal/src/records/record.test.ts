import { BinaryWriter, toJournalPosition } from 'argosy/core';
import type { CanonicalForms } from 'argosy/domain';
import type { Journal, JournalEntry } from 'argosy/shard';
import { aLivelyConfig, liveThrough, ShardRig, type LifeStep } from '@argosy/testkit';
import fc from 'fast-check';
import { expect, it } from 'vitest';

import { writeRecord } from './record.ts';

const step = fc.tuple(fc.nat(), fc.nat(), fc.nat(), fc.nat(), fc.nat(), fc.nat());

function bytesOf(entry: JournalEntry, forms: CanonicalForms | undefined): string {
  const writer = new BinaryWriter();
  writeRecord(writer, entry, { account: null, region: 'in', forms });
  return Buffer.from(writer.view()).toString('hex');
}

/** A journal that writes each record both ways, and counts the events that came with their form. */
class ComparingJournal implements Journal {
  readonly room: null = null;
  withForms = 0;
  differing = 0;
  #position = toJournalPosition(0);

  get durable(): ReturnType<typeof toJournalPosition> {
    return this.#position;
  }

  append(entry: JournalEntry, forms?: CanonicalForms): ReturnType<typeof toJournalPosition> {
    if (entry.kind === 'event' && forms !== undefined) this.withForms += 1;
    if (bytesOf(entry, forms) !== bytesOf(entry, undefined)) this.differing += 1;
    this.#position = toJournalPosition(this.#position + 1);
    return this.#position;
  }

  onDurable(): void {}

  read(): Iterable<JournalEntry> {
    return [];
  }
}

it('is the same whether the form of an event is handed over or made, in whatever life', () => {
  fc.assert(
    fc.property(fc.array(step, { minLength: 1, maxLength: 40 }), (life: readonly LifeStep[]) => {
      const journal = new ComparingJournal();
      const rig = new ShardRig({ journal, config: aLivelyConfig() }).open();
      for (const one of life) liveThrough(rig, one);
      expect(journal.differing).toBe(0);
      expect(journal.withForms).toBe(rig.said.length);
    }),
    { numRuns: 60, endOnFailure: true },
  );
});
