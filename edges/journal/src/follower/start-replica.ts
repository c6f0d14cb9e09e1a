import { journalError } from '../errors.ts';
import { blockSpace, readBlockHead } from '../log/block.ts';
import { listSegments, type LogPlace } from '../log/log-reader.ts';
import { recoverLog, type Recovered } from '../log/recover.ts';
import { SegmentScan } from '../log/segment-scan.ts';
import type { FollowerEnd, FollowerOptions } from './follower.ts';
import { aheadOf, headAt, isFatal, supersedes } from './replica.ts';

/** What a start found out about its follower: where it ends, or why it does not answer. */
export type FoundFollower =
  | { readonly end: FollowerEnd; readonly lost: null; readonly recovered: Recovered }
  | { readonly end: null; readonly lost: Error; readonly recovered: Recovered };

/**
 * Asks a follower where its log ends. A block that it has and this log has not was on its way when the
 * power went: it is taken over from there, unless this log has begun anew since, whose next block will
 * stand in its place. More than that cannot be, and is refused.
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
  if (isSuperseded(place, end)) return { end, lost: null, recovered };
  if (!continues(recovered, end)) throw aheadOf(end.position, own);
  if (!takeOver(place, end)) return { end, lost: null, recovered };
  const after = recoverLog(place);
  if (after.next - 1 !== end.position) throw aheadOf(end.position, after.next - 1);
  return { end, lost: null, recovered: { ...after, torn: recovered.torn } };
}

/** Whether this log has gone on without the follower's last block, from the same past. */
function isSuperseded(place: LogPlace, { last }: FollowerEnd): boolean {
  const head = last === null ? null : readBlockHead(last);
  const own = head === null ? null : headAt(place, head.first);
  return head !== null && own !== null && supersedes(own, head);
}

/** Whether the follower's last block is the one that comes next here. */
function continues({ next, hash }: Recovered, { last }: FollowerEnd): boolean {
  const head = last === null ? null : readBlockHead(last);
  return head !== null && head.first === next && Buffer.compare(head.previous, hash) === 0;
}

/** Puts the follower's last block behind ours; not where a later writer has begun a segment there. */
function takeOver(place: LogPlace, { last }: FollowerEnd): boolean {
  const path = listSegments(place).at(-1);
  const head = last === null ? null : readBlockHead(last);
  if (path === undefined || last === null || head === null) return false;
  const scan = SegmentScan.open(place.disk, path);
  try {
    while (scan.next() !== null);
    if (head.epoch !== scan.header.epoch) return false;
    if (last.length !== blockSpace(head.length)) throw journalError('DIVERGED', path, { path });
    scan.append(last);
    return true;
  } finally {
    scan.close();
  }
}
