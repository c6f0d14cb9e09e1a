export {
  archiveLog,
  deleteTape,
  type ArchiveOptions,
  type ArchiveReport,
  type DeleteTapeOptions,
} from './archive/archive-log.ts';
export { withArchive, type ArchivePlace } from './archive/archived-disk.ts';
export { requireOver, TAPE_DAYS } from './archive/retention.ts';
export type { Disk, DiskFile, Done } from './disk/disk.ts';
export { nodeDisk } from './disk/node-disk.ts';
export { FileFollower, type FileFollowerOptions } from './follower/file-follower.ts';
export type {
  Follower,
  FollowerEnd,
  FollowerOptions,
  FollowerPolicy,
  FollowerState,
} from './follower/follower.ts';
export { FollowerServer, type FollowerServerOptions } from './follower/follower-server.ts';
export { SocketFollower, type SocketFollowerOptions } from './follower/socket-follower.ts';
export { FileJournal, type FileJournalOptions } from './records/file-journal.ts';
export { FileTape } from './records/file-tape.ts';
export { LiveTape, type LiveTapeOptions, type TapeState } from './records/live-tape.ts';
export {
  readTape,
  readTapeGaps,
  readTapePart,
  tapeExtent,
  type PlacedTapeRecord,
  type TapeExtent,
  type TapeGap,
  type TapePart,
} from './records/read-tape.ts';
export {
  followJournal,
  readJournal,
  JournalReader,
  type FollowOptions,
  type JournalQuery,
} from './records/journal-reader.ts';
export { readTurns, type KeptTurn, type Placed, type RecordLogs } from './records/read-turns.ts';
export { journalIdentity } from './records/journal-identity.ts';
export { accountOfEntry, type AccountOf } from './records/record-names.ts';
export type { JournalRecord } from './records/record.ts';
export type { TapeRecord } from './records/tape-record.ts';
export { verifyLog, type LogProblem, type LogReport } from './records/verify-log.ts';
export {
  recoverShard,
  type LostRecords,
  type PassedSnapshot,
  type RecoverySources,
  type ShardRecovery,
} from './snapshots/recover-shard.ts';
export { SnapshotKeeper, type SnapshotKeeperOptions } from './snapshots/snapshot-keeper.ts';
export {
  Snapshots,
  type FoundSnapshot,
  type KeptSnapshot,
  type Snapshot,
} from './snapshots/snapshots.ts';
export {
  describeLog,
  lastPosition,
  oldestPosition,
  shardOf,
  type SegmentReport,
} from './records/describe-log.ts';
export { leaseHolder, refuseHeld } from './log/lease.ts';
export { ClientNames, type ClientNamesOptions } from './names/client-names.ts';
export { MasterKey } from './names/master-key.ts';
export { parsePerson, type Person } from './names/person.ts';
