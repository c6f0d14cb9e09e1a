import { toTimestamp } from 'argosy/core';
import { toInputNumber } from 'argosy/domain';
import { SimDisk } from '@argosy/testkit';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';

import { markPath } from '../log/lease.ts';
import { thisProcess } from '../log/lease-holder.ts';
import { FileJournal } from '../records/file-journal.ts';
import { FileTape } from '../records/file-tape.ts';
import { readTape } from '../records/read-tape.ts';
import { readJournal } from '../records/journal-reader.ts';
import { verifyLog } from '../records/verify-log.ts';
import { Snapshots } from '../snapshots/snapshots.ts';
import { archiveLog, deleteTape, type ArchiveOptions, type ArchiveReport } from './archive-log.ts';
import { withArchive } from './archived-disk.ts';
import { loadManifest } from './manifest.ts';

const [folder, archive, snapshots] = ['/live', '/archive', '/snapshots'];
const DAY = 24 * 60 * 60 * 1_000_000;
const START = 1_700_000_000_000_000;
const place = { folder, archive };

function options(disk: SimDisk, day: number) {
  return {
    folder,
    disk,
    shard: 'main',
    region: 'in',
    segmentBytes: 16 * 1024,
    reserveBytes: 1024,
    blockBytesMax: 4 * 1024,
    recordBytesMax: 1024,
    takeOver: true,
    now: () => START + day * DAY,
    onFatal: (error: Error) => {
      throw error;
    },
  };
}

const openJournal = (disk: SimDisk, day = 0, more = {}): Promise<FileJournal> =>
  FileJournal.open({ ...options(disk, day), accountOf: () => null, ...more });
const timeAt = (number: number) =>
  ({ kind: 'time', availableAt: toTimestamp(number * 1000) }) as const;

/** A journal of a segment a day, each of ten records. */
async function days(count: number, disk = new SimDisk()): Promise<SimDisk> {
  for (let day = 0; day < count; day += 1) {
    const journal = await openJournal(disk, day);
    for (let one = 1; one <= 10; one += 1) {
      const number = day * 10 + one;
      journal.append({ kind: 'input', number: toInputNumber(number), input: timeAt(number) });
      if (one % 4 === 0) await journal.flush();
    }
    await journal.close();
  }
  return disk;
}

async function tapeOf(count: number): Promise<SimDisk> {
  const disk = new SimDisk();
  for (let day = 0; day < count; day += 1) {
    const tape = await FileTape.open(options(disk, day));
    for (let one = 1; one <= 10; one += 1)
      tape.append(toInputNumber(day * 10 + one), timeAt(day * 10 + one));
    await tape.close();
  }
  return disk;
}

function snapshotAt(disk: SimDisk, ...positions: readonly number[]): void {
  const kept = new Snapshots(snapshots, disk);
  for (const position of positions) kept.keep({ position, state: Uint8Array.of(1) });
}

function run(disk: SimDisk, more: Partial<ArchiveOptions> = {}): ArchiveReport {
  return archiveLog({ ...place, kind: 'journal', disk, snapshots, takeOver: true, ...more });
}

const segmentsIn = (disk: SimDisk, kind = 'journal'): number =>
  disk.list(folder).filter((name) => name.endsWith(`.${kind}`)).length;
const whole = (disk: SimDisk) => verifyLog(folder, 'journal', withArchive(place, disk));

describe('archiving a journal', () => {
  it('moves what is closed and covered; archive and live folder together are the same journal', async () => {
    const disk = await days(6);
    const before = verifyLog(folder, 'journal', disk);
    snapshotAt(disk, 35, 60);
    const report = run(disk);
    expect([report.archived, report.removed, report.uncovered].map(({ length }) => length)).toEqual(
      [5, 3, 2],
    );
    expect(segmentsIn(disk)).toBe(3);
    expect(whole(disk)).toEqual(before);
    const numbers = [...readJournal({ folder, disk: withArchive(place, disk) })];
    expect(numbers.map(({ position }) => position)).toEqual(
      Array.from({ length: 60 }, (_, at) => at + 1),
    );
  });

  it('goes on from the manifest where only the live folder is looked at', async () => {
    const disk = await days(4);
    snapshotAt(disk, 40);
    const { hash } = verifyLog(folder, 'journal', disk);
    run(disk);
    expect(verifyLog(folder, 'journal', disk)).toMatchObject({
      first: 31,
      last: 40,
      hash,
      problem: null,
    });
  });

  it('refuses to read what has left as if it had never been', async () => {
    const disk = await days(4);
    snapshotAt(disk, 40);
    run(disk);
    expect(() => [...readJournal({ folder, disk })]).toThrow(
      expect.objectContaining({ code: 'ARCHIVED' }),
    );
    expect([...readJournal({ folder, disk, from: 31 })]).toHaveLength(10);
  });

  it('lets the journal be opened and written on; a start without a snapshot reads the archive', async () => {
    const disk = await days(4);
    snapshotAt(disk, 40);
    run(disk);
    const journal = await openJournal(disk, 5, { archive });
    expect(journal.recovered.next).toBe(41);
    expect([...journal.read()]).toHaveLength(40);
    journal.append({ kind: 'input', number: toInputNumber(41), input: timeAt(41) });
    await journal.close();
    expect(whole(disk)).toMatchObject({ records: 41, problem: null });
  });

  it('removes nothing that no snapshot covers, and says so', async () => {
    const disk = await days(3);
    for (const more of [{}, { snapshots: null }]) {
      const { removed, uncovered } = run(disk, more);
      expect([removed.length, uncovered.length, segmentsIn(disk)]).toEqual([0, 2, 3]);
    }
    snapshotAt(disk, 30);
    expect(run(disk)).toMatchObject({ archived: [], uncovered: [] });
    expect(segmentsIn(disk)).toBe(1);
  });

  it('does not count a snapshot that is damaged', async () => {
    const disk = await days(3);
    snapshotAt(disk, 30);
    disk.flip(`${snapshots}/0000000000000030.snapshot`, 400);
    expect(run(disk).removed).toEqual([]);
  });

  it('leaves alone what ended after a date, and the segments behind the last record', async () => {
    const disk = await days(4);
    snapshotAt(disk, 40);
    expect(run(disk, { before: START + 2 * DAY }).removed).toHaveLength(1);
    await (await openJournal(disk, 6)).close();
    expect(run(disk).removed).toHaveLength(2);
    expect(verifyLog(folder, 'journal', disk)).toMatchObject({ first: 31, last: 40 });
    expect((await openJournal(disk, 7)).recovered.next).toBe(41);
  });

  it('refuses a segment that was changed since, and one of another journal', async () => {
    const disk = await days(3);
    run(disk);
    const changed = disk.afterCrash();
    const [name = ''] = changed.list(folder).filter((one) => one.endsWith('.journal'));
    changed.flip(`${folder}/${name}`, 8 * 4200);
    expect(() => run(changed)).toThrow(expect.objectContaining({ code: 'DAMAGED' }));
    const other = await days(5);
    const manifest = disk.readAll(`${archive}/journal.manifest`) ?? new Uint8Array(0);
    other.replace(`${archive}/journal.manifest`, manifest);
    other.remove(`${folder}/${name}`);
    other.rename(
      `${folder}/0000000000000011-00000002.journal`,
      `${folder}/0000000000000011-00000009.journal`,
    );
    expect(() => run(other)).toThrow(expect.objectContaining({ code: 'CHAIN_BROKEN' }));
  });

  it('is done by one process at a time', async () => {
    const disk = await days(2);
    disk.failAt(disk.calls + 12);
    expect(() => run(disk)).toThrow(/EIO/u);
    disk.create(markPath(archive, 1, thisProcess()));
    expect(() => run(disk, { takeOver: false })).toThrow(
      expect.objectContaining({ code: 'IN_USE' }),
    );
    expect(run(disk).archived.length).toBeGreaterThan(0);
  });
});

describe('damage', () => {
  it('in an archived segment is found with its position', async () => {
    const disk = await days(4);
    snapshotAt(disk, 40);
    run(disk);
    const packed = disk.list(archive).filter((name) => name.endsWith('.zst'));
    for (const [at, name] of packed.entries()) {
      const damaged = disk.afterCrash();
      damaged.flip(`${archive}/${name}`, 8 * 100 + 3);
      expect(whole(damaged).problem).toMatchObject({ code: 'DAMAGED', position: at * 10 + 1 });
      const gone = disk.afterCrash();
      gone.remove(`${archive}/${name}`);
      expect(whole(gone).problem).toMatchObject({ code: 'DAMAGED', position: at * 10 + 1 });
    }
  });

  it('of any byte of a manifest is found', async () => {
    const disk = await days(3);
    snapshotAt(disk, 30);
    run(disk);
    const path = `${archive}/journal.manifest`;
    const size = disk.readAll(path)?.length ?? 0;
    fc.assert(
      fc.property(fc.integer({ min: 0, max: size * 8 - 1 }), (bit) => {
        const damaged = disk.afterCrash();
        damaged.flip(path, bit);
        expect(() => loadManifest(damaged, archive, 'journal')).toThrow(/its sum is wrong/u);
      }),
    );
  });

  it('of the live folder is seen where it ends before what the manifest says has left it', async () => {
    const disk = await days(4);
    snapshotAt(disk, 40);
    run(disk);
    for (const name of disk.list(folder).filter((one) => one.endsWith('.journal'))) {
      disk.remove(`${folder}/${name}`);
    }
    expect(verifyLog(folder, 'journal', disk).problem).toMatchObject({
      code: 'RECORDS_LOST',
      position: 1,
    });
    await expect(openJournal(disk, 5)).rejects.toMatchObject({
      code: 'RECORDS_LOST',
      details: { position: 0, proven: 30 },
    });
    expect(segmentsIn(disk)).toBe(0);
  });

  it('of the live folder is seen by the manifest of the archive, where a start knows it', async () => {
    const disk = await days(4);
    snapshotAt(disk, 40);
    run(disk);
    for (const name of disk.list(folder)) disk.remove(`${folder}/${name}`);
    await expect(openJournal(disk, 5, { archive })).rejects.toMatchObject({
      code: 'RECORDS_LOST',
      details: { position: 0, proven: 30 },
    });
  });

  it('is what a first segment is whose forerunner is in no manifest', async () => {
    const disk = await days(3);
    const [name = ''] = disk.list(folder).filter((one) => one.endsWith('.journal'));
    disk.remove(`${folder}/${name}`);
    expect(verifyLog(folder, 'journal', disk).problem).toMatchObject({
      code: 'CHAIN_BROKEN',
      position: 11,
    });
  });
});

describe('wherever it is interrupted', () => {
  const kept = [() => false, () => true];

  /** Nothing is lost, the journal opens, and the next run brings it to its end. */
  async function goOn(disk: SimDisk, before: ReturnType<typeof whole>): Promise<void> {
    expect(whole(disk)).toEqual(before);
    expect(verifyLog(folder, 'journal', disk)).toMatchObject({ last: 50, problem: null });
    run(disk);
    expect([segmentsIn(disk), whole(disk)]).toEqual([1, before]);
    const journal = await openJournal(disk, 9, { archive });
    expect([journal.recovered.next, [...journal.read()].length]).toEqual([51, 50]);
  }

  it.each(['powerOffAt', 'failAt'] as const)(
    'no record is lost: %s',

    async (fault) => {
      const fresh = await days(5);
      snapshotAt(fresh, 50);
      const before = verifyLog(folder, 'journal', fresh);
      const trial = fresh.afterCrash();
      run(trial);
      expect(trial.calls).toBeGreaterThan(60);
      for (let call = 1; call <= trial.calls; call += 1) {
        const disk = fresh.afterCrash();
        disk[fault](call);
        expect(() => run(disk)).toThrow(/EIO|same moment/u);
        for (const keeps of kept) await goOn(disk.afterPowerLoss(keeps), before);
        await goOn(disk.afterCrash(), before);
      }
    },
  );

  it('whatever a loss of power keeps', async () => {
    const fresh = await days(5);
    snapshotAt(fresh, 50);
    const before = verifyLog(folder, 'journal', fresh);
    const answers = fc.array(fc.boolean(), { minLength: 1, maxLength: 20 });
    await fc.assert(
      fc.asyncProperty(fc.integer({ min: 1, max: 60 }), answers, async (call, kept) => {
        const disk = fresh.afterCrash();
        disk.powerOffAt(call);
        expect(() => run(disk)).toThrow(/EIO|same moment/u);
        let next = 0;
        await goOn(
          disk.afterPowerLoss(() => kept[next++ % kept.length] ?? true),
          before,
        );
      }),
      { numRuns: 60 },
    );
  });
});

describe('a tape', () => {
  const now = START + 100 * DAY;

  async function archivedTape(): Promise<SimDisk> {
    const disk = await tapeOf(6);
    archiveLog({ ...place, kind: 'tape', disk, snapshots: null, takeOver: true });
    return disk;
  }

  it('needs no snapshot to leave, and is read out of the archive', async () => {
    const disk = await archivedTape();
    expect(segmentsIn(disk, 'tape')).toBe(1);
    expect([...readTape(folder, withArchive(place, disk))]).toHaveLength(60);
    expect((await FileTape.open(options(disk, 8))).lastNumber).toBe(60);
  });

  it('is deleted once its days are over, and what follows is still vouched for', async () => {
    const disk = await archivedTape();
    const gone = deleteTape({ archive, disk, before: START + 3.5 * DAY, now, takeOver: true });
    expect(gone).toHaveLength(3);
    expect(disk.list(archive).filter((name) => name.endsWith('.zst'))).toHaveLength(2);
    const report = verifyLog(folder, 'tape', withArchive(place, disk));
    expect(report).toMatchObject({ first: 31, last: 60, problem: null });
  });

  it('is not deleted a microsecond before', async () => {
    const disk = await archivedTape();
    const edge = now - 97 * DAY;
    const tape = { archive, disk, now, tapeDays: 97, takeOver: true };
    expect(() => deleteTape({ ...tape, before: edge + 1 })).toThrow(
      expect.objectContaining({ code: 'RETAINED' }),
    );
    expect(deleteTape({ ...tape, before: edge })).toHaveLength(2);
    expect(() => deleteTape({ ...tape, tapeDays: 0, before: edge })).toThrow(/from 1 on/u);
  });

  it('is deleted by the next run where one was interrupted', async () => {
    const fresh = await archivedTape();
    const tape = { archive, before: START + 3.5 * DAY, now, takeOver: true };
    const trial = fresh.afterCrash();
    deleteTape({ ...tape, disk: trial });
    for (let call = 1; call <= trial.calls; call += 1) {
      const disk = fresh.afterCrash();
      disk.powerOffAt(call);
      expect(() => deleteTape({ ...tape, disk })).toThrow(/EIO|same moment/u);
      const found = disk.afterPowerLoss(() => false);
      const report = verifyLog(folder, 'tape', withArchive(place, found));
      expect(report).toMatchObject({ last: 60, problem: null });
      deleteTape({ ...tape, disk: found });
      expect(found.list(archive).filter((name) => name.endsWith('.zst'))).toHaveLength(2);
    }
  });
});
