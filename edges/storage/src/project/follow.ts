import { setTimeout as pause } from 'node:timers/promises';

import {
  JournalReader,
  lastPosition,
  nodeDisk,
  type Disk,
  type JournalRecord,
} from '@argosy/journal';

import { storageError } from '../errors.ts';
import type { LagGauge } from './lag-gauge.ts';
import type { Projector } from './projector.ts';

/** So many records, at least, are one transaction where there is that much to do. */
export const BATCH_RECORDS = 2_000;
const POLL_MS = 50;

/** Where a shard's journal is. */
export type JournalPlace = { readonly folder: string; readonly disk?: Disk };

/** How a journal is followed. */
export type FollowJournalOptions = JournalPlace & {
  readonly signal: AbortSignal;
  readonly pollMs?: number;
  /** Tells how far behind it is. */
  readonly lag?: LagGauge;
};

/** How a journal is projected as it is now. */
export type CatchUpOptions = JournalPlace & {
  /** The last position to project; the end of the journal unless told. */
  readonly to?: number;
  readonly batchRecords?: number;
};

/**
 * Projects what a journal holds by now, and gives the position it has come to. A turn of trading is in one
 * transaction, so no reader sees half of it, unless `to` asks for that.
 */
export async function catchUp(
  projector: Projector,
  { folder, disk = nodeDisk, to, batchRecords = BATCH_RECORDS }: CatchUpOptions,
): Promise<number> {
  requireBehind(projector, { folder, disk });
  const reader = new JournalReader({ folder, disk, from: projector.progress.position + 1 });
  try {
    for (;;) {
      const batch = takeBatch(reader, batchRecords);
      const wanted = to === undefined ? batch : batch.filter(({ position }) => position <= to);
      if (wanted.length === 0) return projector.progress.position;
      reader.sync();
      await projector.apply(wanted);
    }
  } finally {
    reader.close();
  }
}

/**
 * Projects what comes, until it is told to stop. What it writes is safe in the journal: a reader beside the writer
 * may see a block before that is on the disk, so the reader syncs it first. An error of the database ends it:
 * whoever started it may start it again, and nothing is counted twice.
 */
export async function followInto(
  projector: Projector,
  { folder, disk = nodeDisk, signal, pollMs = POLL_MS, lag }: FollowJournalOptions,
): Promise<void> {
  requireBehind(projector, { folder, disk });
  const reader = new JournalReader({ folder, disk, from: projector.progress.position + 1 });
  try {
    while (!signal.aborted) {
      const batch = takeBatch(reader, BATCH_RECORDS);
      lag?.hear(batch);
      if (batch.length === 0) await pauseFor(pollMs, signal);
      else {
        reader.sync();
        await projector.apply(batch);
      }
    }
  } finally {
    reader.close();
  }
}

async function pauseFor(millis: number, signal: AbortSignal): Promise<void> {
  try {
    await pause(millis, undefined, { signal });
  } catch (error) {
    if (!signal.aborted) throw error;
  }
}

/** Whole blocks until there is enough for a transaction, or no more of them. */
function takeBatch(reader: JournalReader, atLeast: number): readonly JournalRecord[] {
  const batch: JournalRecord[] = [];
  while (batch.length < atLeast) {
    const some = reader.take();
    if (some === null) return batch;
    for (const record of some) batch.push(record);
  }
  return batch;
}

/** Tables that know more than their journal are of another one, or the journal has lost its end. */
function requireBehind(
  { progress, shard }: Projector,
  { folder, disk }: Required<JournalPlace>,
): void {
  const last = lastPosition(folder, disk);
  if (progress.position <= last) return;
  const found = `the tables of shard ${shard} are at ${progress.position}, ${folder} ends at ${last}`;
  throw storageError('PROJECTION_AHEAD', `${found}: rebuild them`, { last });
}
