import { toTimestamp } from 'argosy/core';
import { toInputNumber } from 'argosy/domain';
import { FileJournal, readJournal, Snapshots, verifyLog } from '@argosy/journal';
import { SimDisk } from '@argosy/testkit';

import type { ReliabilityTest } from '../figures.ts';

const folder = '/journal';
const RECORDS = 200;
const GROUP = 4;

/** One bit of every byte turned over, and every cut, in a journal and a snapshot: found, never passed over. */
export const damage: ReliabilityTest = {
  id: 'R-04',
  title: 'damage: a bit of every byte of 200 records and of a snapshot, and a cut at every byte',
  run: async ({ isFull }) => {
    const disk = await written();
    const [path = ''] = disk.list(folder).filter((name) => name.endsWith('.journal'));
    const notes: string[] = [];
    let runs = 0;
    for (const bit of bitsOf(sizeOf(disk, `${folder}/${path}`), isFull)) {
      disk.flip(`${folder}/${path}`, bit);
      runs += 1;
      if (!isFound(disk)) notes.push(`bit ${bit} of the journal was not found`);
      disk.flip(`${folder}/${path}`, bit);
    }
    const { runs: cuts, notes: missed } = cutEverywhere(disk, `${folder}/${path}`);
    const found = damageSnapshots(isFull);
    const all = [...notes, ...missed, ...found.notes];
    return {
      pass: all.length === 0,
      runs: runs + cuts + found.runs,
      notes: all,
    };
  },
};

async function written(): Promise<SimDisk> {
  const disk = new SimDisk();
  const journal = await FileJournal.open({
    folder,
    disk,
    shard: 'main',
    region: 'in',
    segmentBytes: 64 * 1024,
    reserveBytes: 1024,
    blockBytesMax: 4 * 1024,
    recordBytesMax: 1024,
    accountOf: () => null,
    onFatal: (error) => {
      throw error;
    },
  });
  for (let number = 1; number <= RECORDS; number += 1) {
    const input = { kind: 'time', availableAt: toTimestamp(number * 1000) } as const;
    journal.append({ kind: 'input', number: toInputNumber(number), input });
    if (number % GROUP === 0) await journal.flush();
  }
  await journal.close();
  return disk;
}

/** One bit of each byte; every bit in the long form. */
function* bitsOf(size: number, isFull: boolean): Generator<number> {
  for (let byte = 0; byte < size; byte += 1) {
    if (!isFull) yield byte * 8 + (byte % 8);
    else for (let bit = 0; bit < 8; bit += 1) yield byte * 8 + bit;
  }
}

/** Refused, or seen as the torn end that it may be: then what is before it is whole. */
function isFound(disk: SimDisk): boolean {
  const { problem, tornBytes, records } = verifyLog(folder, 'journal', disk);
  if (problem !== null) return true;
  return tornBytes > 0 && records === RECORDS - GROUP;
}

function cutEverywhere(disk: SimDisk, path: string): { runs: number; notes: readonly string[] } {
  const notes: string[] = [];
  const cut = disk.afterCrash();
  let runs = 0;
  let last = RECORDS;
  for (let size = sizeOf(disk, path) - 1; size >= 0; size -= 1) {
    cut.truncate(path, size);
    runs += 1;
    const { problem, records } = verifyLog(folder, 'journal', cut);
    if (problem === null && records > last)
      notes.push(`a cut to ${size} bytes gave ${records} records`);
    if (problem === null && [...readJournal({ folder, disk: cut })].length !== records) {
      notes.push(`a cut to ${size} bytes reads other records than it has`);
    }
    last = Math.min(last, records);
  }
  return { runs, notes };
}

function damageSnapshots(isFull: boolean): { runs: number; notes: readonly string[] } {
  const disk = new SimDisk();
  const snapshots = new Snapshots('/snapshots', disk);
  for (const position of [100, 200])
    snapshots.keep({ position, state: new Uint8Array(2000).fill(7) });
  const path = '/snapshots/0000000000000200.snapshot';
  const notes: string[] = [];
  let runs = 0;
  for (const bit of bitsOf(sizeOf(disk, path), isFull)) {
    disk.flip(path, bit);
    runs += 1;
    if (snapshots.last().snapshot?.position !== 100)
      notes.push(`bit ${bit} of a snapshot was not found`);
    disk.flip(path, bit);
  }
  return { runs, notes };
}

function sizeOf(disk: SimDisk, path: string): number {
  return disk.readAll(path)?.length ?? 0;
}
