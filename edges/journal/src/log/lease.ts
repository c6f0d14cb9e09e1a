import { join } from 'node:path';

import type { Disk } from '../disk/disk.ts';
import { nodeDisk } from '../disk/node-disk.ts';
import { journalError } from '../errors.ts';
import {
  formatHolder,
  isAlive,
  readHolder,
  thisProcess,
  type LeaseHolder,
} from './lease-holder.ts';

/** How many past leases are kept, so that a writer that slept through as many starts still sees it. */
const LEASES_KEPT = 1000;

/**
 * The right to write a log. Each is numbered by an epoch; the file of an epoch can be made once only,
 * so of two who reach for the same one, one fails. A writer whose lease is followed by another has
 * lost it: whatever it wrote since was never promised to anyone.
 *
 * Everything about it is in the names of empty files: a lease can be taken on a full disk.
 */
export class Lease {
  readonly epoch: number;
  /** Whether the writer before is known, and gone for good: what it made ready may be used. */
  readonly followsTheDead: boolean;
  readonly #disk: Disk;
  readonly #folder: string;
  /** Looked for at each commit. */
  readonly #own: string;
  readonly #next: string;

  private constructor(place: LeasePlace, epoch: number, followsTheDead: boolean) {
    this.#disk = place.disk;
    this.#folder = place.folder;
    this.epoch = epoch;
    this.#own = leasePath(place.folder, epoch);
    this.#next = leasePath(place.folder, epoch + 1);
    this.followsTheDead = followsTheDead;
  }

  /** Takes the next epoch; refuses while the process that holds the last one lives, unless told to take over. */
  static take(disk: Disk, folder: string, takeOver: boolean): Lease {
    const names = disk.list(folder);
    const marks = names.map(readMark).filter((mark) => mark !== null);
    const last = lastEpochOf(names);
    const alive = marks.find(({ epoch, holder }) => epoch === last && isAlive(holder));
    if (alive !== undefined && !takeOver) throw inUse(leasePath(folder, last), alive.holder);
    const followsTheDead = alive === undefined && marks.some(({ epoch }) => epoch === last);
    const lease = new Lease({ disk, folder }, last + 1, followsTheDead);
    const past = names.filter(isLease).slice(0, -LEASES_KEPT);
    const before = marks.filter(({ epoch }) => epoch <= last).map(({ name }) => name);
    lease.#claim([...past, ...before]);
    return lease;
  }

  /** Whether another writer has taken over, or somebody has removed what says that none has. */
  isLost(): boolean {
    return this.#disk.exists(this.#next) || !this.#disk.exists(this.#own);
  }

  /**
   * Gives the lease back, so that the next one need not ask whether this process lives. Its own empty
   * file stays: no epoch is given twice.
   */
  release(): void {
    const mark = this.#mark();
    if (this.#disk.exists(mark)) this.#disk.remove(mark);
  }

  /** Who holds it is said first: there is no moment in which it looks like nobody's. */
  #claim(stale: readonly string[]): void {
    const mark = this.#mark();
    if (!this.#disk.exists(mark)) this.#disk.create(mark).close();
    try {
      this.#create();
      this.#disk.syncFolder(this.#folder);
      // Only now: until this epoch is taken they say who holds the last one.
      for (const name of stale) this.#disk.remove(join(this.#folder, name));
    } catch (error) {
      this.release();
      throw error;
    }
  }

  #create(): void {
    const path = this.#own;
    try {
      this.#disk.create(path).close();
    } catch (error) {
      if (!this.#disk.exists(path)) throw error;
      throw journalError('FENCED', `${path} was taken in the same moment`, { path });
    }
  }

  #mark(): string {
    return markPath(this.#folder, this.epoch, thisProcess());
  }
}

type LeasePlace = { readonly disk: Disk; readonly folder: string };

/** Who holds an epoch, by the name of a file. */
type Mark = { readonly name: string; readonly epoch: number; readonly holder: LeaseHolder };

/** The living process that holds a log; null where none does. */
export function leaseHolder(folder: string, disk: Disk = nodeDisk): LeaseHolder | null {
  const names = disk.list(folder);
  const last = lastEpochOf(names);
  const marks = names.map(readMark).filter((mark) => mark !== null);
  const found = marks.find(({ epoch, holder }) => epoch === last && isAlive(holder));
  return found?.holder ?? null;
}

/** Refuses a log that another living process holds: before anything beside it is touched. */
export function refuseHeld(folder: string, disk: Disk = nodeDisk): void {
  const holder = disk.exists(folder) ? leaseHolder(folder, disk) : null;
  if (holder !== null) throw inUse(folder, holder);
}

function inUse(path: string, { pid, host }: LeaseHolder): Error {
  return journalError('IN_USE', `process ${pid} on ${host}; end it, or take over`, { path, pid });
}

/** The file of an epoch. */
export function leasePath(folder: string, epoch: number): string {
  return join(folder, `${digitsOf(epoch)}.lease`);
}

/** The file that says who holds an epoch. */
export function markPath(folder: string, epoch: number, holder: LeaseHolder): string {
  return join(folder, `${digitsOf(epoch)}.held-by-${formatHolder(holder)}`);
}

/**
 * The last epoch that was taken in a folder; 0 where none was. Segments count by their names as well as
 * leases, which somebody may have removed: two writers of one epoch could not be told apart.
 */
export function lastEpoch(disk: Disk, folder: string): number {
  return lastEpochOf(disk.list(folder));
}

function lastEpochOf(names: readonly string[]): number {
  let last = 0;
  for (const name of names) last = Math.max(last, epochOf(name));
  return last;
}

function epochOf(name: string): number {
  const [, ofLease, ofSegment] = /^(?:(\d{8})\.lease$|\d{16}-(\d{8})\.)/u.exec(name) ?? [];
  return Number(ofLease ?? ofSegment ?? 0);
}

function isLease(name: string): boolean {
  return /^\d{8}\.lease$/u.test(name);
}

function readMark(name: string): Mark | null {
  const [, epoch, text] = /^(\d{8})\.held-by-(.+)$/u.exec(name) ?? [];
  const holder = text === undefined ? null : readHolder(text);
  return holder === null ? null : { name, epoch: Number(epoch), holder };
}

function digitsOf(epoch: number): string {
  return String(epoch).padStart(8, '0');
}
