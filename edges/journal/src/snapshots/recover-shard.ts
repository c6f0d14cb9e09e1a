import { ArgosyError, decodeVersioned, type InputNumber } from 'argosy/core';
import { shardStateCodec, type Shard } from 'argosy/shard';

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
};

/** From where a shard took what it knows. */
export type ShardRecovery = {
  /** The position of the snapshot it began with; 0 where the journal told all. */
  readonly position: number;
  /** The snapshots that could not be used, newest first: somebody should look at them. */
  readonly passedOver: readonly PassedSnapshot[];
};

/**
 * Lets a shard know what its journal holds, before it opens: the newest snapshot that is whole and
 * fits, then every record behind it. What comes of it is what a fold of the whole journal would give.
 *
 * @example
 * const { passedOver } = recoverShard(shard, { journal, snapshots });
 * shard.open(now);
 */
export function recoverShard(
  shard: Shard,
  { journal, snapshots, taped = null }: RecoverySources,
): ShardRecovery {
  const passedOver: PassedSnapshot[] = [];
  let position = 0;
  for (const kept of snapshots?.newestFirst(journal.recovered.next - 1) ?? []) {
    const { path } = kept;
    const reason = kept.snapshot === null ? kept.problem : takeIn(shard, kept.snapshot.state);
    if (reason === null) {
      position = kept.snapshot?.position ?? 0;
      break;
    }
    passedOver.push({ path, reason });
  }
  shard.recover(journal.read(position + 1), taped);
  return { position, passedOver };
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
