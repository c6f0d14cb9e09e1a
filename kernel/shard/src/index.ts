export { engineFrameCodec, type EngineFrame, type UsedCounter } from './hosted/engine-frame.ts';
export {
  ENGINE_LINES_MAX,
  EngineRelay,
  type EngineLine,
  type OrderOrigin,
} from './hosted/engine-relay.ts';
export type { EngineSide } from './hosted/engine-side.ts';
export { HostedEngine } from './hosted/hosted-engine.ts';
export { shardErrors, type ShardErrorCode } from './errors.ts';
export { Link, LINK_MAX } from './link.ts';
export { JOURNAL_ENTRIES_MAX, MemoryJournal, type JournalKeep } from './memory-journal.ts';
export { GATED_EFFECTS_MAX, GATED_EVENTS_MAX, OutputGate } from './output-gate.ts';
export type {
  AskPort,
  Broker,
  Journal,
  JournalEntry,
  JournalRoom,
  Publisher,
  Tape,
} from './ports.ts';
export { ReferenceTape } from './reference-tape.ts';
export { ROOM_LOOK_EVERY, STORAGE_REFUSALS_MAX } from './room-watch.ts';
export { shardStateCodec, type ShardState } from './shard-state.ts';
export { Shard, type InputSwap, type ShardConfig, type VenueFeed } from './shard.ts';
