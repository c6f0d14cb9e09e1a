import { nodeDisk } from '../disk/node-disk.ts';
import type { Disk } from '../disk/disk.ts';
import { journalError } from '../errors.ts';
import type { FollowerOptions } from '../follower/follower.ts';
import { blockSpace, RECORD_HEAD_BYTES } from './block.ts';
import { LOG_NAME_BYTES_MAX, SEGMENT_HEADER_BYTES, type LogKind } from './segment-header.ts';

/** All that a log has to know; `logOptions` fills in what is left out. */
export type CommitLogOptions = {
  readonly disk: Disk;
  readonly folder: string;
  readonly kind: LogKind;
  readonly shard: string;
  /** Where the shard trades; part of every segment's header. */
  readonly region: string;
  /** How many bytes a segment file takes from the disk at once. */
  readonly segmentBytes: number;
  /** How many bytes of the last segment are kept for what must not be refused. */
  readonly reserveBytes: number;
  readonly recordBytesMax: number;
  readonly blockBytesMax: number;
  /** How many bytes may wait for the disk. */
  readonly backlogBytes: number;
  /** Takes the log over from a process that still lives. */
  readonly takeOver: boolean;
  /** Runs a commit soon: what is appended until then goes with it. */
  readonly schedule: (run: () => void) => void;
  /** The time in microseconds, for the age of segments. */
  readonly now: () => number;
  /** Where segments are that have left the folder: a start without a snapshot reads them there. */
  readonly archive?: string;
  /** A second log that has each block before it is called safe; none unless told. */
  readonly follower?: FollowerOptions;
  /** Hears why the log has stopped; the process should end then. */
  readonly onFatal: (reason: Error) => void;
};

/** What must be said of a log; the rest has defaults. */
export type LogOptions = Pick<CommitLogOptions, 'folder' | 'shard' | 'region' | 'onFatal'> &
  Partial<Omit<CommitLogOptions, 'kind'>>;

const MIB = 1024 * 1024;
const SIZE_MAX = 2 ** 31;

const sizes = {
  segmentBytes: 64 * MIB,
  reserveBytes: 16 * MIB,
  recordBytesMax: MIB,
  blockBytesMax: 4 * MIB,
  backlogBytes: 64 * MIB,
} as const;

/** Fills in the defaults; refuses sizes that cannot go together. */
export function logOptions(
  given: LogOptions,
  kind: LogKind,
  schedule: CommitLogOptions['schedule'],
): CommitLogOptions {
  const options = {
    disk: nodeDisk,
    takeOver: false,
    schedule,
    now: () => Date.now() * 1000,
    ...sizes,
    ...given,
    kind,
  };
  for (const [name, value, most] of boundsOf(options)) {
    if (Number.isSafeInteger(value) && value > 0 && value <= most) continue;
    throw journalError('BAD_OPTION', `${name} is ${value}, expected 1 to ${most}`, { name });
  }
  for (const name of ['shard', 'region'] as const) checkName(name, options[name]);
  return options;
}

/** A record fits into a block, a block into a segment. */
function boundsOf(options: CommitLogOptions): readonly (readonly [string, number, number])[] {
  const { segmentBytes, reserveBytes, blockBytesMax, recordBytesMax, backlogBytes } = options;
  const room = segmentBytes - SEGMENT_HEADER_BYTES;
  return [
    ['segmentBytes', segmentBytes, SIZE_MAX],
    ['reserveBytes', reserveBytes, room],
    ['blockBytesMax', blockBytesMax, room - blockSpace(0)],
    ['recordBytesMax', recordBytesMax, blockBytesMax - RECORD_HEAD_BYTES],
    ['backlogBytes', backlogBytes, SIZE_MAX],
  ];
}

function checkName(name: string, value: string): void {
  const length = Buffer.byteLength(value);
  if (length > 0 && length <= LOG_NAME_BYTES_MAX) return;
  const detail = `${name} has ${length} bytes, expected 1 to ${LOG_NAME_BYTES_MAX}`;
  throw journalError('BAD_OPTION', detail, { name });
}
