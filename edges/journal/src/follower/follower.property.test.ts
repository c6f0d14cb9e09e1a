import { toTimestamp } from 'argosy/core';
import { toInputNumber } from 'argosy/domain';
import type { JournalEntry } from 'argosy/shard';
import { SimDisk } from '@argosy/testkit';
import fc from 'fast-check';
import { expect, test } from 'vitest';

import { FileJournal } from '../records/file-journal.ts';
import { readJournal } from '../records/journal-reader.ts';
import { verifyLog } from '../records/verify-log.ts';
import { FileFollower } from './file-follower.ts';
import type { Follower, FollowerPolicy, FollowerState } from './follower.ts';

const KIB = 1024;
const [first, second] = ['/first', '/second'] as const;

function entry(number: number): JournalEntry {
  const availableAt = toTimestamp(number);
  return { kind: 'input', number: toInputNumber(number), input: { kind: 'time', availableAt } };
}

type Writer = {
  readonly disk: SimDisk;
  readonly folder: string;
  readonly follower?: Follower;
  readonly policy?: FollowerPolicy;
  readonly states?: FollowerState[];
};

function write({ disk, folder, follower, policy = 'wait', states }: Writer): Promise<FileJournal> {
  const onState = (state: FollowerState): void => void states?.push(state);
  return FileJournal.open({
    folder,
    disk,
    shard: 'main',
    region: 'in',
    segmentBytes: 16 * KIB,
    reserveBytes: 2 * KIB,
    blockBytesMax: 4 * KIB,
    recordBytesMax: KIB,
    takeOver: true,
    schedule: queueMicrotask,
    accountOf: () => null,
    onFatal: () => {},
    ...(follower === undefined ? {} : { follower: { follower, policy, onState, retryMillis: 1 } }),
  });
}

const follow = (disk: SimDisk): FileFollower =>
  FileFollower.open({ folder: second, disk, shard: 'main', region: 'in', segmentBytes: 8 * KIB });

/** Appends until it has stopped or all is appended; what was acknowledged. */
async function append(journal: FileJournal, from: number, count: number): Promise<number> {
  try {
    for (let number = from; number < from + count; number += 1) {
      journal.append(entry(number));
      if (number % 3 === 0) await journal.flush();
    }
    await journal.flush();
  } catch {
    // The power went: what is durable was promised, the rest was not.
  }
  return journal.durable;
}

const numbersOf = (disk: SimDisk, folder: string): readonly number[] =>
  [...readJournal({ folder, disk })].map((record) =>
    record.entry.kind === 'input' ? record.entry.number : -1,
  );
const upTo = (last: number): readonly number[] => Array.from({ length: last }, (_, at) => at + 1);

test('whenever the first journal is lost, the second has every record that was acknowledged', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.nat({ max: 400 }),
      fc.infiniteStream(fc.boolean()),
      async (calls, keeps) => {
        const [one, other] = [new SimDisk(), new SimDisk()];
        const follower = follow(other);
        const journal = await write({ disk: one, folder: first, follower });
        one.powerOffAt(one.calls + calls);
        const acknowledged = await append(journal, 1, 120);
        const left = other.afterPowerLoss(() => keeps.next().value === true);
        const promoted = await write({ disk: left, folder: second });
        expect(promoted.position).toBeGreaterThanOrEqual(acknowledged);
        expect(numbersOf(left, second)).toEqual(upTo(promoted.position));
        await append(promoted, promoted.position + 1, 5);
        expect(verifyLog(second, 'journal', left).problem).toBeNull();
      },
    ),
    { numRuns: 150 },
  );
});

test('after a loss of power of both the two logs come to the same, with all that was acknowledged', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.nat({ max: 300 }),
      fc.boolean(),
      fc.infiniteStream(fc.boolean()),
      async (calls, isFirst, keeps) => {
        const [one, other] = [new SimDisk(), new SimDisk()];
        const journal = await write({ disk: one, folder: first, follower: follow(other) });
        const dying = isFirst ? one : other;
        dying.powerOffAt(dying.calls + calls);
        const appending = append(journal, 1, 90);
        const acknowledged = isFirst ? await appending : await settled(journal, appending);
        const keep = (): boolean => keeps.next().value === true;
        const [here, there] = [one.afterPowerLoss(keep), other.afterPowerLoss(keep)];
        const again = await write({ disk: here, folder: first, follower: follow(there) });
        expect(again.position).toBeGreaterThanOrEqual(acknowledged);
        await append(again, again.position + 1, 7);
        await again.close();
        expect(numbersOf(there, second)).toEqual(numbersOf(here, first));
        expect(numbersOf(here, first)).toEqual(upTo(again.position));
        for (const [folder, disk] of [
          [first, here],
          [second, there],
        ] as const) {
          expect(verifyLog(folder, 'journal', disk).problem).toBeNull();
        }
      },
    ),
    { numRuns: 150 },
  );
});

/** A follower that is dead for good leaves its journal waiting: what it has promised by then. */
async function settled(journal: FileJournal, appending: Promise<number>): Promise<number> {
  for (let turn = 0; turn < 3; turn += 1) await new Promise(setImmediate);
  void appending;
  return journal.durable;
}
