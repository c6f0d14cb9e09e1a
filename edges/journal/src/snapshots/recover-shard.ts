import { ArgosyError, decodeVersioned, type InputNumber } from 'argosy/core';
import { shardStateCodec, type Shard } from 'argosy/shard';

import { journalError } from '../errors.ts';
import type { FileJournal } from '../records/file-journal.ts';
import type { Snapshots } from './snapshots.ts';

/** A snapshot that a start could not use, and why. */
export type PassedSnapshot = { readonly path: string; readonly reason: string };

/** Where a shard's past stands. */
export type RecoverySources = {
  readonly journal: Pick<FileJournal, 'recovered' | 'read'>;
  /** Null where none are kept: the journal tells all. */
  readonly snapshots: Snapshots | null;
  /** The last number on the tape. */
  readonly taped?: InputNumber | null;
  /**
   * Goes on although records that were safe, and maybe acknowledged and acted on, are gone: all up to
   * this position, the `proven` of the refusal (`RECORDS_LOST`). For no other loss, so it may stay set.
   * What those records did (orders sent, fills, money moved) is forgotten: reconcile with the broker
   * before trading, and give order ids under a new session, or they are given twice.
   */
  readonly acceptLoss?: number;
};

/** Records that were safe once and are gone from the end of the journal. */
export type LostRecords = {
  readonly from: number;
  /** As far as is known: there may have been more. */
  readonly to: number;
  /** The snapshots that told of them, under their new names: they are not used any more. */
  readonly setAside: readonly string[];
};

/** From where a shard took what it knows. */
export type ShardRecovery = {
  /** The position of the snapshot it began with; 0 where the journal told all. */
  readonly position: number;
  /** The snapshots that could not be used, newest first: somebody should look at them. */
  readonly passedOver: readonly PassedSnapshot[];
  /** What was lost and accepted at this start; null where nothing was. */
  readonly lost: LostRecords | null;
};

/**
 * Lets a shard know what its journal holds, before it opens: the newest snapshot that is whole and
 * fits, then every record behind it. What comes of it is what a fold of the whole journal would give.
 * A snapshot ahead of the journal proves that records are gone: that is refused (`RECORDS_LOST`), for a
 * damaged last block looks like one that was never finished.
 *
 * @example
 * const { passedOver } = recoverShard(shard, { journal, snapshots });
 * shard.open(now);
 */
export function recoverShard(
  shard: Shard,
  { journal, snapshots, taped = null, acceptLoss = 0 }: RecoverySources,
): ShardRecovery {
  const last = journal.recovered.next - 1;
  const lost = snapshots === null ? null : findLoss(snapshots, last, acceptLoss);
  const passedOver: PassedSnapshot[] = [];
  let position = 0;
  for (const kept of snapshots?.newestFirst(last) ?? []) {
    const { path } = kept;
    const reason = kept.snapshot === null ? kept.problem : takeIn(shard, kept.snapshot.state);
    if (reason === null) {
      position = kept.snapshot?.position ?? 0;
      break;
    }
    passedOver.push({ path, reason });
  }
  shard.recover(journal.read(position + 1), taped);
  return { position, passedOver, lost };
}

/** Null where nothing is known to be lost; refuses a loss that nobody has accepted. */
function findLoss(snapshots: Snapshots, last: number, accepted: number): LostRecords | null {
  const ahead = snapshots.beyond(last);
  const newest = ahead.at(-1);
  if (newest === undefined) return null;
  const { path, position: proven } = newest;
  if (accepted !== proven) {
    const detail = `it ends with ${last}, and ${path} was kept when it was safe up to ${proven}`;
    throw journalError('RECORDS_LOST', detail, { position: last, proven, path });
  }
  // Before anything is written under the positions again: they would be taken for the state there. The
  // newest goes last, so that a start that was cut off here finds the same loss.
  const setAside = ahead.map((one) => snapshots.setAside(one.path));
  return { from: last + 1, to: proven, setAside };
}

/** Null where the shard has taken the state in; why not, where it could not. */
function takeIn(shard: Shard, bytes: Uint8Array): string | null {
  try {
    shard.importState(decodeVersioned(shardStateCodec, bytes));
    return null;
  } catch (error) {
    if (error instanceof ArgosyError) return error.message;
    throw error;
  }
}
