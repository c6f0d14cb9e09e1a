import { readPlain, writePlain, type Codec } from 'argosy/core';
import type { EngineMemory } from 'argosy/engine';
import type { TradingMemory } from 'argosy/trading';

/** What a shard knows at a position of its journal: all that folding everything up to it would tell. */
export type ShardState = {
  /** The number behind that of the last record. */
  readonly next: number;
  /** The instant of the last event; null before the first one. */
  readonly now: number | null;
  readonly trading: TradingMemory;
  readonly engine: EngineMemory;
};

/**
 * How the state of a shard goes into bytes. The version is raised whenever the form of anything in it
 * changes: a state of another version is not read, the journal tells all.
 */
export const shardStateCodec: Codec<ShardState> = {
  name: 'shardState',
  version: 9,
  encode: writePlain,
  // What is read was written by this version: a snapshot vouches for its bytes with their hash.
  decode: (reader) => readPlain(reader) as ShardState,
};
