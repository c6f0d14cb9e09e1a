import { isConditional, isIfTouched, type OrderRequest } from 'argosy/domain';

import { parentOf, shareOf, type List, type ListMember } from './list-share.ts';
import { isClosed, isOpen } from './order-view.ts';

/** Exits that do each other's work: of what they want the largest counts for all. */
export type ExitGroup = {
  readonly members: readonly ListMember[];
  /** What they may still trade because of their parent and their siblings. */
  readonly wanted: number;
  /** Whether they work for less than that: they wait, or were made smaller. */
  readonly isLacking: boolean;
};

/**
 * Whether a child may close what its parent opens: it trades the other way, the same position, and
 * no more.
 */
export function mayExit(child: OrderRequest, parent: OrderRequest): boolean {
  return (
    child.side !== parent.side &&
    child.instrument === parent.instrument &&
    child.product === parent.product &&
    child.position === parent.position &&
    child.qty <= parent.qty
  );
}

/**
 * Whether such a child is an exit whatever its parent turns out to do. One that comes alone after
 * its parent is done may as well buy back what the parent has sold.
 */
export function isMadeToExit({ link }: Pick<OrderRequest, 'link'>): boolean {
  return link !== null && (link.release === 'eachFill' || link.contingency !== null);
}

/** The exits of a list, those together that stand for each other. */
export function exitGroupsOf(list: List): readonly ExitGroup[] {
  const groups = new Map<string, ListMember[]>();
  for (const member of list.members) {
    if (!member.isExit) continue;
    const name = groupNameOf(member.order.request, list);
    const group = groups.get(name);
    if (group === undefined) groups.set(name, [member]);
    else group.push(member);
  }
  return [...groups.values()].map((members) => toGroup(members, list));
}

/** Whether a group can trade no more although its entry may: it has done its work, or was ended. */
export function isSpent(
  { members }: ExitGroup,
  canTrade: (member: ListMember) => boolean,
): boolean {
  return (
    !members.some((member) => isOpen(member.order) && canTrade(member)) &&
    members.some(({ order }) => isOpen(order) || order.state === 'FILLED')
  );
}

/** Whether a stop of a group has begun to fill: what its entry still brings would be beyond it at once. */
export function isStopped({ members }: ExitGroup): boolean {
  return members.some(({ order }) => order.filled > 0 && exitKindOf(order.request) === 'stop');
}

/** What an exit is for: a stop bounds a loss, a target takes a gain. None does the other's work. */
export type ExitKind = 'stop' | 'target';

/** Which of the two an exit is. */
export function exitKindOf({ terms }: Pick<OrderRequest, 'terms'>): ExitKind {
  return isConditional(terms) && !isIfTouched(terms) ? 'stop' : 'target';
}

/** The kinds of exit that a group had, and of which none is left at work, or every one is about to end. */
export function endedKindsOf({ members }: ExitGroup): readonly ExitKind[] {
  const [had, left] = [new Set<ExitKind>(), new Set<ExitKind>()];
  for (const { order } of members) {
    const kind = exitKindOf(order.request);
    had.add(kind);
    if (isOpen(order) && order.pending !== 'cancel') left.add(kind);
  }
  return [...had].filter((kind) => !left.has(kind));
}

function toGroup(members: readonly ListMember[], list: List): ExitGroup {
  let wanted = 0;
  let isLacking = false;
  for (const { order } of members) {
    const isEnding = isClosed(order) || order.pending === 'cancel';
    const share = isEnding ? null : shareOf(order, list);
    if (share === null || share <= order.filled) continue;
    wanted = Math.max(wanted, share - order.filled);
    isLacking ||= order.state === 'INITIALIZED' || order.qty < share;
  }
  return { members, wanted, isLacking };
}

/**
 * Siblings stand for each other; those without an entry are siblings by their list. Without a
 * contingency each counts alone, unless together they are more than their entry.
 */
function groupNameOf(request: OrderRequest, { members }: List): string {
  const { id, link } = request;
  const name = link?.parent ?? link?.list ?? id;
  if (link?.contingency !== null) return name;
  const entry = parentOf(request, members);
  const siblings = members.filter(
    ({ isExit, order }) => isExit && order.request.link?.parent === link.parent,
  );
  const sum = siblings.reduce((total, { order }) => total + order.request.qty, 0);
  return entry !== null && sum <= entry.request.qty ? id : name;
}
