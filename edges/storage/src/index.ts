export { storageErrors, type StorageErrorCode } from './errors.ts';
export { lagOf, type ProjectionLag } from './lag.ts';
export type { PostgresPlace } from './postgres/postgres-dialect.ts';
export {
  BATCH_RECORDS,
  catchUp,
  followInto,
  type CatchUpOptions,
  type FollowJournalOptions,
  type JournalPlace,
} from './project/follow.ts';
export { Projector, type ProjectorOptions } from './project/projector.ts';
export type { Progress } from './project/projection-target.ts';
export {
  rebuildProjections,
  type RebuildOptions,
  type RebuildReport,
  type RebuiltTable,
  type ShardJournal,
} from './rebuild/rebuild.ts';
export {
  openProjections,
  PROJECTIONS_FILE,
  Store,
  type StoreOptions,
  type ProjectionStore,
  type StorePlace,
} from './store.ts';
export { hashProjections, type TableHash } from './table-hash.ts';
