import { setTimeout as pause } from 'node:timers/promises';

import { JournalTail, type JournalPlace } from './journal-tail.ts';
import type { LagGauge } from './lag-gauge.ts';
import type { Projector } from './projector.ts';

/** So many records, at least, are one transaction where there is that much to do. */
export const BATCH_RECORDS = 2_000;
const POLL_MS = 50;
/** So often, and so long apart, a reader asks whether the writer has made safe what it has written before it does that itself. */
const SAFE_LOOKS = 10;
const SAFE_LOOK_MS = 2;

/** How a journal is followed. */
export type FollowJournalOptions = JournalPlace & {
  readonly signal: AbortSignal;
  /** How often it is looked for more; what has come meanwhile is one transaction. */
  readonly pollMs?: number;
  /** Tells how far behind it is. */
  readonly lag?: LagGauge;
  /** Whether the writer is known to have made all up to a position safe; where it is not, the reader does. */
  readonly isSafe?: (position: number) => boolean;
  /** How it waits for so long, where somebody may want it to look sooner. */
  readonly rest?: (millis: number) => Promise<void>;
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
  { to, batchRecords = BATCH_RECORDS, ...place }: CatchUpOptions,
): Promise<number> {
  const tail = JournalTail.open(projector, place);
  try {
    for (;;) {
      const { records, ...origin } = tail.take(batchRecords, to);
      if (records.length === 0) return projector.progress.position;
      tail.sync();
      await projector.apply(records, origin);
    }
  } finally {
    tail.close();
  }
}

/**
 * Projects what comes, until it is told to stop. What it writes is safe in the journal: a reader beside the writer
 * may see a block before that is on the disk, so the reader syncs it first, unless it comes to know that this was done. An
 * error of the database ends it: whoever started it may start it again, and nothing is counted twice.
 */
export async function followInto(
  projector: Projector,
  { signal, pollMs = POLL_MS, lag, isSafe, rest, ...place }: FollowJournalOptions,
): Promise<void> {
  const tail = JournalTail.open(projector, place);
  try {
    while (!signal.aborted) {
      const { records, ...origin } = tail.take(BATCH_RECORDS);
      lag?.hear(records);
      const last = records.at(-1)?.position;
      if (last !== undefined && !(await comesSafe(last, isSafe, signal))) tail.sync();
      if (last !== undefined) await projector.apply(records, origin);
      if (records.length >= BATCH_RECORDS) continue;
      // A transaction for each few records would cost more than they do.
      lag?.hear([]);
      await (rest === undefined ? pauseFor(pollMs, signal) : rest(pollMs));
    }
  } finally {
    tail.close();
  }
}

/** Whether the writer is known to have made all up to a position safe, now or soon: two that sync a file wait for each other. */
async function comesSafe(
  position: number,
  isSafe: FollowJournalOptions['isSafe'],
  signal: AbortSignal,
): Promise<boolean> {
  if (isSafe === undefined) return false;
  for (let look = 0; look < SAFE_LOOKS && !signal.aborted; look += 1) {
    if (isSafe(position)) return true;
    await pauseFor(SAFE_LOOK_MS, signal);
  }
  return isSafe(position);
}

async function pauseFor(millis: number, signal: AbortSignal): Promise<void> {
  try {
    await pause(millis, undefined, { signal });
  } catch (error) {
    if (!signal.aborted) throw error;
  }
}
