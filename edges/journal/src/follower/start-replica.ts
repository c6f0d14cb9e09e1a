import { journalError } from '../errors.ts';
import { blockSpace, readBlockHead } from '../log/block.ts';
import { listSegments, type LogPlace } from '../log/log-reader.ts';
import { recoverLog, type Recovered } from '../log/recover.ts';
import { SegmentScan } from '../log/segment-scan.ts';
import type { FollowerEnd, FollowerOptions } from './follower.ts';
import { aheadOf, isFatal } from './replica.ts';

/** What a start found out about its follower: where it ends, or why it does not answer. */
export type FoundFollower =
  | { readonly end: FollowerEnd; readonly lost: null; readonly recovered: Recovered }
  | { readonly end: null; readonly lost: Error; readonly recovered: Recovered };

/**
 * Asks a follower where its log ends. A block that it has and this log has not was on its way when the
 * power went: it is taken over from there. More than that cannot be, and is refused.
 */
export async function findFollower(
  { follower, policy }: FollowerOptions,
  place: LogPlace,
  { epoch, recovered }: { readonly epoch: number; readonly recovered: Recovered },
): Promise<FoundFollower> {
  let end: FollowerEnd;
  try {
    end = await follower.attach(epoch);
  } catch (error) {
    const lost = error instanceof Error ? error : new Error(String(error));
    if (policy === 'wait' || isFatal(lost)) throw lost;
    return { end: null, lost, recovered };
  }
  const own = recovered.next - 1;
  if (end.position <= own) return { end, lost: null, recovered };
  if (!takeOver(place, recovered, end)) throw aheadOf(end.position, own);
  const after = recoverLog(place);
  if (after.next - 1 !== end.position) throw aheadOf(end.position, after.next - 1);
  return { end, lost: null, recovered: { ...after, torn: recovered.torn } };
}

/** Puts the follower's last block behind ours, where it is the one that was on its way. */
function takeOver(place: LogPlace, { next, hash }: Recovered, { last }: FollowerEnd): boolean {
  const path = listSegments(place).at(-1);
  const head = last === null ? null : readBlockHead(last);
  if (path === undefined || last === null || head === null) return false;
  const scan = SegmentScan.open(place.disk, path);
  try {
    while (scan.next() !== null);
    const isNext =
      head.first === next &&
      head.epoch === scan.header.epoch &&
      Buffer.compare(head.previous, hash) === 0;
    if (!isNext) return false;
    if (last.length !== blockSpace(head.length)) throw journalError('DIVERGED', path, { path });
    scan.append(last);
    return true;
  } finally {
    scan.close();
  }
}
