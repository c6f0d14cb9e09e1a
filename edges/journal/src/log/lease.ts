import { join } from 'node:path';

import type { Disk } from '../disk/disk.ts';
import { journalError } from '../errors.ts';
import { formatHolder, isAlive, readHolder, thisProcess } from './lease-holder.ts';

/** How many past leases are kept, so that a writer that slept through as many starts still sees it. */
const LEASES_KEPT = 1000;

/**
 * The right to write a log. Each is numbered by an epoch; the file of an epoch can be made once only,
 * so of two who reach for the same one, one fails. A writer whose lease is followed by another has
 * lost it: whatever it wrote since was never promised to anyone.
 */
export class Lease {
  readonly epoch: number;
  readonly #disk: Disk;
  readonly #folder: string;

  private constructor(disk: Disk, folder: string, epoch: number) {
    this.#disk = disk;
    this.#folder = folder;
    this.epoch = epoch;
  }

  /** Takes the next epoch; refuses while the process that holds the last one lives, unless told to take over. */
  static take(disk: Disk, folder: string, takeOver: boolean): Lease {
    const names = leaseNames(disk, folder);
    const last = names.at(-1);
    if (last !== undefined && !takeOver) requireFree(disk, join(folder, last));
    const epoch = epochOf(last) + 1;
    const lease = new Lease(disk, folder, epoch);
    lease.#claim();
    for (const name of names.slice(0, -LEASES_KEPT)) disk.remove(join(folder, name));
    return lease;
  }

  /** Whether another writer has taken over, or somebody has removed what says that none has. */
  isLost(): boolean {
    return (
      this.#disk.exists(this.#path(this.epoch + 1)) || !this.#disk.exists(this.#path(this.epoch))
    );
  }

  /** Gives the lease back, so that the next one need not ask whether this process lives. */
  release(): void {
    if (!this.isLost()) this.#disk.replace(this.#path(this.epoch), new Uint8Array(0));
  }

  #claim(): void {
    const path = this.#path(this.epoch);
    try {
      this.#disk.create(path).close();
    } catch {
      throw journalError('FENCED', `${path} was taken in the same moment`, { path });
    }
    this.#disk.replace(path, formatHolder(thisProcess()));
  }

  #path(epoch: number): string {
    return leasePath(this.#folder, epoch);
  }
}

/** The file of an epoch. */
export function leasePath(folder: string, epoch: number): string {
  return join(folder, `${String(epoch).padStart(8, '0')}.lease`);
}

/** The last epoch that was taken in a folder; 0 where none was. */
export function lastEpoch(disk: Disk, folder: string): number {
  return epochOf(leaseNames(disk, folder).at(-1));
}

function leaseNames(disk: Disk, folder: string): readonly string[] {
  return disk.list(folder).filter((name) => name.endsWith('.lease'));
}

function epochOf(name: string | undefined): number {
  return name === undefined ? 0 : Number(name.slice(0, -'.lease'.length));
}

function requireFree(disk: Disk, path: string): void {
  const holder = readHolder(disk.readAll(path));
  if (holder === null || !isAlive(holder)) return;
  const detail = `process ${holder.pid} on ${holder.host}; end it, or take over`;
  throw journalError('IN_USE', detail, { path, pid: holder.pid });
}
