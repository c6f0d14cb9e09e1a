import { hash } from 'node:crypto';

import { historyError } from './history-errors.ts';
import type { ObjectStore } from './object-store.ts';

/** Inputs that a tape says it may be without; `upTo` is null while none has come since. */
export type HistoryGap = { readonly from: number; readonly upTo: number | null };

/** How far a tape was rolled: all up to here is in Parquet. */
export type TapeProgress = {
  /** The name of the tape's shard. */
  readonly tape: string;
  /** The position of the last record. */
  readonly position: number;
  /** The number of the last input. */
  readonly number: number;
  /** What the tape was left without up to there, the latest last; at most `GAPS_MAX`. */
  readonly gaps: readonly HistoryGap[];
};

/** How many gaps are kept; of more the latest. */
const GAPS_MAX = 10_000;

const nameOfTape = /^[A-Za-z0-9][A-Za-z0-9._-]{0,63}$/u;

/** How far a tape was rolled into a store; nothing of it, where the store does not know it. */
export async function loadProgress(store: ObjectStore, tape: string): Promise<TapeProgress> {
  const key = keyOf(tape);
  const bytes = await store.get(key);
  if (bytes === null) return { tape, position: 0, number: 0, gaps: [] };
  const [body = '', seal] = Buffer.from(bytes).toString().split('\n');
  if (seal !== hash('sha256', body, 'hex')) {
    const path = `${store.name}/${key}`;
    throw historyError('HISTORY_DAMAGED', `${path}: its sum is wrong`, { path });
  }
  // The sum vouches that this is what was written.
  return JSON.parse(body) as TapeProgress;
}

/** Puts what is known of a tape in its place, whole or not at all. */
export async function saveProgress(store: ObjectStore, progress: TapeProgress): Promise<void> {
  const gaps = progress.gaps.slice(-GAPS_MAX);
  const body = JSON.stringify({ ...progress, gaps });
  await store.put(keyOf(progress.tape), Buffer.from(`${body}\n${hash('sha256', body, 'hex')}\n`));
}

/** Every tape that was rolled into a store. */
export async function rolledTapes(store: ObjectStore): Promise<readonly TapeProgress[]> {
  const objects = await store.list('tapes');
  const names = objects.flatMap(({ key }) => /^tapes\/(.+)\.json$/u.exec(key)?.[1] ?? []);
  return Promise.all(names.map((name) => loadProgress(store, name)));
}

function keyOf(tape: string): string {
  if (nameOfTape.test(tape)) return `tapes/${tape}.json`;
  const detail = `a tape of the shard ${JSON.stringify(tape)}, expected letters, digits and . _ - in its name, up to 64`;
  throw historyError('HISTORY_BAD_OPTION', detail);
}
