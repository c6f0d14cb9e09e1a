import {
  closeSync,
  existsSync,
  fdatasyncSync,
  mkdirSync,
  openSync,
  rmSync,
  statfsSync,
  writeSync,
} from 'node:fs';
import { dirname, join } from 'node:path';

import { leaseHolder } from '@argosy/journal';
import { PROJECTIONS_FILE, readSchema, RECORDS_FILE, type StorePlace } from '@argosy/storage';

import { inGib } from './check-machine.ts';
import { doubtful, fine, wrong, type Finding } from './finding.ts';

const SYNCS = 20;
const BLOCK = Buffer.alloc(4096);
const SYNC_MILLIS_MAX = 20;
const GIB = 1024 ** 3;
const FREE_MIN = GIB;
const FREE_GOOD = 10 * GIB;

/** Whether the data folder can be written, on what disk it is, and how long that takes to keep something. */
export function checkFolder(data: string, elapsed: () => number): Finding {
  const isNew = !existsSync(data);
  try {
    mkdirSync(data, { recursive: true });
    const millis = syncMillis(join(data, `.doctor-${process.pid}`), elapsed);
    if (isNew) rmSync(data, { recursive: true });
    const told = `${data}, ${kindOf(isNew ? dirname(data) : data)}`;
    const typical = millis[Math.floor(millis.length / 2)] ?? 0;
    const slowest = millis.at(-1) ?? 0;
    const detail = `${told}, kept within ${typical.toFixed(1)} ms, at most ${slowest.toFixed(1)} ms`;
    if (typical <= SYNC_MILLIS_MAX) return fine('data folder', detail);
    const advice = 'each order waits for the disk: put the data onto a faster one';
    return doubtful('data folder', detail, advice);
  } catch (error) {
    const advice = 'let the user that runs the node write there, or set ARGOSY_DATA';
    return wrong('data folder', reasonOf(error), advice);
  }
}

/** How long each of some small writes took to be safe, in order. */
function syncMillis(path: string, elapsed: () => number): readonly number[] {
  const handle = openSync(path, 'w', 0o600);
  try {
    const taken = Array.from({ length: SYNCS }, (_, at) => {
      const before = elapsed();
      writeSync(handle, BLOCK, 0, BLOCK.length, at * BLOCK.length);
      fdatasyncSync(handle);
      return elapsed() - before;
    });
    return taken.toSorted((one, other) => one - other);
  } finally {
    closeSync(handle);
    rmSync(path, { force: true });
  }
}

/** File systems by the numbers that Linux has for them. */
const kinds: ReadonlyMap<number, string> = new Map([
  [0xef53, 'ext4'],
  [0x58465342, 'XFS'],
  [0x9123683e, 'Btrfs'],
  [0x2fc12fc1, 'ZFS'],
  [0x01021994, 'in memory'],
  [0x6969, 'NFS'],
  [0x794c7630, 'overlay'],
]);

function kindOf(folder: string): string {
  const { type } = statfsSync(folder);
  return kinds.get(type) ?? `file system 0x${type.toString(16)}`;
}

/** How much room is left. */
export function checkSpace(data: string): Finding {
  const folder = nearest(data);
  const { bavail, bsize } = statfsSync(folder);
  const free = bavail * bsize;
  const detail = `${inGib(free)} free`;
  const advice = 'make room: a node whose disk is full takes no new orders';
  if (free < FREE_MIN) return wrong('free space', detail, advice);
  return free < FREE_GOOD ? doubtful('free space', detail, advice) : fine('free space', detail);
}

/** The folder itself, or the nearest one above it that is there. */
function nearest(path: string): string {
  return existsSync(path) || dirname(path) === path ? path : nearest(dirname(path));
}

/** Whether another process runs on the data. */
export function checkLease(data: string): Finding {
  const folder = join(data, 'journal');
  const holder = existsSync(folder) ? leaseHolder(folder) : null;
  if (holder === null) return fine('journal', 'no process writes it');
  const detail = `process ${holder.pid} on ${holder.host} writes it`;
  return doubtful('journal', detail, 'a node runs on these data: a second one would be refused');
}

/** Whether the tables are ones that this version knows. */
export async function checkSchemas(data: string): Promise<readonly Finding[]> {
  const stores = [
    ['records', join(data, RECORDS_FILE)],
    ['projections', join(data, PROJECTIONS_FILE)],
  ] as const;
  return Promise.all(stores.map(([which, file]) => checkSchema(which, { engine: 'sqlite', file })));
}

async function checkSchema(
  which: 'records' | 'projections',
  place: StorePlace & { readonly engine: 'sqlite' },
): Promise<Finding> {
  const check = `schema of ${which}`;
  if (!existsSync(place.file)) return fine(check, 'made at the first start');
  try {
    const { found, newest } = await readSchema(place, which);
    const detail = `version ${found}, this version knows ${newest}`;
    if (found > newest) return wrong(check, detail, 'a newer Argosy has written it: use that one');
    return fine(check, found < newest ? `${detail}: brought up at the next start` : detail);
  } catch (error) {
    return wrong(check, reasonOf(error), `${place.file} cannot be read: restore it from a copy`);
  }
}

/** Why something could not be done. */
export function reasonOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
