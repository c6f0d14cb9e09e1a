import { SimDisk } from '@argosy/testkit';
import fc from 'fast-check';
import { expect, test } from 'vitest';

import { CommitLog } from './commit-log.ts';
import { thisProcess } from './lease-holder.ts';
import { markPath } from './lease.ts';
import { logOptions } from './log-options.ts';
import { LogReader } from './log-reader.ts';

const folder = '/log';

function open(disk: SimDisk): Promise<CommitLog> {
  const options = logOptions(
    {
      folder,
      disk,
      shard: 'main',
      region: 'in',
      segmentBytes: 48 * 1024,
      reserveBytes: 1024,
      blockBytesMax: 40 * 1024,
      recordBytesMax: 4096,
      backlogBytes: 256 * 1024,
      takeOver: true,
      now: () => 1_000_000,
      onFatal: () => {},
    },
    'journal',
    queueMicrotask,
  );
  return CommitLog.open(options);
}

/** Every record holds its own number, so that a gap, a change or one too many is seen. */
function record(number: number): Uint8Array {
  const bytes = new Uint8Array(20 + ((number * 137) % 2500)).fill(number % 251);
  new DataView(bytes.buffer).setUint32(0, number, true);
  return bytes;
}

function readAll(disk: SimDisk): Uint8Array[] {
  const reader = new LogReader({ disk, folder, kind: 'journal' });
  const records: Uint8Array[] = [];
  for (let block = reader.next(); block !== null; block = reader.next())
    records.push(...block.records);
  return records;
}

/**
 * Writes until told to stop or the disk fails; gives how far it was told that all is safe. Records of
 * a group belong together; where each group ends is noted.
 */
async function work(disk: SimDisk, groups: readonly number[], ends: Set<number>): Promise<number> {
  let safe = 0;
  try {
    const log = await open(disk);
    safe = log.durable;
    log.onDurable((position) => {
      safe = position;
    });
    for (const size of groups) {
      for (let count = 0; count < size; count += 1) {
        log.append(record(log.position + 1), count === 0 ? 'apart' : 'with');
      }
      ends.add(log.position);
      if (size % 3 !== 0) await log.flush();
    }
  } catch (error) {
    if (
      !(error instanceof Error) ||
      !/EIO|has stopped|disk is full|same moment/u.test(error.message)
    )
      throw error;
  }
  return safe;
}

/** Opens once more, and looks that everything is there, once, in order, and one more can be added. */
async function goOn(disk: SimDisk, safe: number, ends: ReadonlySet<number>): Promise<void> {
  const log = await open(disk);
  const found = log.position;
  expect(found).toBeGreaterThanOrEqual(safe);
  if (found > 0) expect(ends).toContain(found);
  log.append(record(found + 1));
  await log.close();
  expect(readAll(disk)).toEqual(Array.from({ length: found + 1 }, (_, place) => record(place + 1)));
}

/** Who held a lease before is known to be gone: what it had made ready is used. */
function bury(disk: SimDisk): SimDisk {
  for (const name of disk.list(folder).filter((one) => one.includes('.held-by-'))) {
    const grave = markPath(folder, Number.parseInt(name, 10), {
      ...thisProcess(),
      pid: 2 ** 22 + 1,
    });
    disk.rename(`${folder}/${name}`, grave);
  }
  disk.syncFolder(folder);
  return disk;
}

const groups = fc.array(fc.integer({ min: 1, max: 12 }), { minLength: 1, maxLength: 12 });
/** What of the unsynced survives: asked for in turn, over and over. */
const kept = fc.array(fc.boolean(), { minLength: 1, maxLength: 40 });

function inTurn(answers: readonly boolean[]): () => boolean {
  let next = 0;
  return () => answers[next++ % answers.length] ?? true;
}

test('whatever a loss of power takes, nothing that was called safe is lost or changed', async () => {
  const lives = fc.array(fc.tuple(groups, fc.integer({ min: 1, max: 160 }), kept), {
    minLength: 1,
    maxLength: 4,
  });
  await fc.assert(
    fc.asyncProperty(lives, async (all) => {
      let disk = new SimDisk();
      let safe = 0;
      const ends = new Set<number>();
      for (const [sizes, powerOff, answers] of all) {
        disk.powerOffAt(powerOff);
        safe = Math.max(safe, await work(disk, sizes, ends));
        disk = disk.afterPowerLoss(inTurn(answers));
        if (answers[0] === true) bury(disk);
      }
      await goOn(disk, safe, ends);
    }),
    { numRuns: 100 },
  );
});

test('whichever call of the disk fails, nothing that was called safe is lost or changed', async () => {
  const sizes = [
    3, 12, 1, 12, 12, 5, 12, 10, 12, 11, 2, 12, 10, 12, 4, 8, 7, 11, 12, 5, 1, 1, 2, 1,
  ];
  const segments = (disk: SimDisk): number =>
    disk.list(folder).filter((name) => name.endsWith('.journal')).length;
  const whole = new SimDisk();
  await work(whole, sizes, new Set());
  for (let call = 1; call <= whole.calls; call += 1) {
    const disk = new SimDisk();
    disk.failAt(call);
    const ends = new Set<number>();
    const safe = await work(disk, sizes, ends);
    await goOn(
      disk.afterPowerLoss(() => false),
      safe,
      ends,
    );
    await goOn(bury(disk.afterCrash()), safe, ends);
  }
  expect([whole.calls > 60, segments(whole)]).toEqual([true, 8]);
});

test('wherever power is lost, and whichever one sector with it, nothing that was called safe is', async () => {
  const sizes = [2, 8, 1, 5];
  const whole = new SimDisk();
  await work(whole, sizes, new Set());
  for (let call = 1; call <= whole.calls; call += 1) {
    for (let lost = 0; lost < 16; lost += 1) {
      const disk = new SimDisk();
      disk.powerOffAt(call);
      const ends = new Set<number>();
      const safe = await work(disk, sizes, ends);
      let asked = 0;
      await goOn(bury(disk.afterPowerLoss(() => asked++ !== lost)), safe, ends);
    }
  }
  expect(whole.calls).toBeGreaterThan(20);
});
