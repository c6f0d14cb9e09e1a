import { ok, refuse, type Result } from 'argosy/core';
import type { Contingency, OrderLink, OrderRequest, ReleasePolicy } from 'argosy/domain';

import type { OrdersErrorCode } from './errors.ts';

/** How many orders a list may have. */
export const LIST_MAX = 20;

/**
 * One cancels the others: the first fill of one, even a partial one, cancels the rest.
 *
 * @example
 * const pair = linkOco([buyAbove, sellBelow]);
 */
export function linkOco(requests: readonly OrderRequest[]): readonly OrderRequest[] {
  return linkSiblings(requests, 'OCO');
}

/**
 * One updates the others: what one fills, the others no longer have to. It is what the two exits of
 * a position need, because a half-filled target leaves the other half protected. In a hedging book
 * they share one position: the one that one of them names, else the first one's own.
 */
export function linkOuo(requests: readonly OrderRequest[]): readonly OrderRequest[] {
  const siblings = requests.filter(({ link }) => link === null || link.parent === null);
  const [first] = siblings;
  const named = siblings.find((one) => one.position !== null && !opensOwn(one)) ?? first;
  if (named === undefined) return [];
  const moved = siblings.filter((one) => opensOwn(one) && isForTheSame(one, named));
  return linkSiblings(moveTo(requests, moved, named.position), 'OUO');
}

/**
 * One triggers the others: the children wait until the parent fills. Each then asks for its share:
 * its quantity times what the parent has filled of its own. With `eachFill`, which suits exits, a
 * child goes out at the first partial fill and grows with the next ones; with `whenDone` it goes
 * out once, when the parent is filled or ends with a part. In a hedging book a child that trades the
 * other way exits the parent's position, unless it names another.
 *
 * @example
 * const bracket = linkOto(entry, linkOuo([target, stop]), 'eachFill');
 */
export function linkOto(
  parent: OrderRequest,
  children: readonly OrderRequest[],
  release: ReleasePolicy = 'whenDone',
): readonly OrderRequest[] {
  const own: OrderLink = parent.link ?? alone(parent);
  const { list } = own;
  const exits = children.filter(
    (child) => child.side !== parent.side && isOfOneKind(child, parent) && opensOwn(child),
  );
  const linked = moveTo(children, exits, parent.position).map((child): OrderRequest => {
    const link = child.link ?? alone(child);
    const isFirst = link.parent === null;
    return {
      ...child,
      link: {
        list,
        parent: isFirst ? parent.id : link.parent,
        release: isFirst ? release : link.release,
        contingency: link.contingency,
      },
    };
  });
  return [{ ...parent, link: own }, ...linked];
}

/** Whether an order opens a position of its own, named after itself: no other was named. */
function opensOwn({ id, position }: OrderRequest): boolean {
  return position !== null && String(position) === String(id);
}

/** Gives orders another position, and those with them that trade the position they would have opened. */
function moveTo(
  requests: readonly OrderRequest[],
  moved: readonly OrderRequest[],
  position: OrderRequest['position'],
): readonly OrderRequest[] {
  const left = new Set(moved.map((one) => one.position));
  return requests.map((one) => (left.has(one.position) ? { ...one, position } : one));
}

function isOfOneKind(one: OrderRequest, other: OrderRequest): boolean {
  return one.instrument === other.instrument && one.product === other.product;
}

function isForTheSame(one: OrderRequest, other: OrderRequest): boolean {
  return one.side === other.side && isOfOneKind(one, other);
}

/** The text that names the siblings of an order; null where it has none. */
export function siblingGroupOf({ link }: Pick<OrderRequest, 'link'>): string | null {
  if (link === null || link.contingency === null) return null;
  return `${link.list}/${link.parent ?? link.list}`;
}

/** Whether two orders trade in each other's place: the same thing for the same owner. */
export function isSibling(one: OrderRequest, other: OrderRequest): boolean {
  const group = siblingGroupOf(one);
  if (group === null || group !== siblingGroupOf(other) || !hasSameOwner(one, other)) return false;
  return one.link?.release === other.link?.release && findOddity(one, other) === null;
}

/** Whether the list decides the order's quantity; its owner may still change its prices. */
export function isSizedByList({ link }: Pick<OrderRequest, 'link'>): boolean {
  return link !== null && (link.parent !== null || link.contingency === 'OUO');
}

/** Whether these requests make a list: named after its first, parents first, siblings alike. */
export function checkList(requests: readonly OrderRequest[]): Result<void> {
  const [first] = requests;
  if (first === undefined || requests.length < 2 || requests.length > LIST_MAX) {
    return badList(`${requests.length} orders, from 2 to ${LIST_MAX} make a list`);
  }
  const seen = new Map<string, OrderRequest>();
  for (const request of requests) {
    const misfit = findMisfit(request, first, seen);
    if (misfit !== null) return badList(`${request.id} ${misfit}`);
    seen.set(request.id, request);
  }
  return ok(undefined);
}

function linkSiblings(
  requests: readonly OrderRequest[],
  contingency: Contingency,
): readonly OrderRequest[] {
  const list = requests[0]?.link?.list ?? requests[0]?.id;
  return requests.map((request): OrderRequest => {
    const link = request.link ?? alone(request);
    const own = link.parent === null ? contingency : link.contingency;
    return { ...request, link: { ...link, list: list ?? link.list, contingency: own } };
  });
}

function alone({ id }: OrderRequest): OrderLink {
  return { list: id, parent: null, release: 'whenDone', contingency: null };
}

function findMisfit(
  request: OrderRequest,
  first: OrderRequest,
  seen: ReadonlyMap<string, OrderRequest>,
): string | null {
  const { id, link } = request;
  if (link?.list !== first.id) return `belongs to ${link?.list ?? 'no list'}, not ${first.id}`;
  if (seen.has(id)) return 'is there twice';
  if (!hasSameOwner(request, first)) return `has another owner than ${first.id}`;
  if (link.parent !== null && !seen.has(link.parent)) return `comes before ${link.parent}`;
  const sibling = [...seen.values()].find((one) => one.link?.parent === link.parent);
  return sibling === undefined ? null : findOddity(request, sibling);
}

function hasSameOwner(one: OrderRequest, other: OrderRequest): boolean {
  return (
    one.account === other.account && one.book === other.book && one.strategy === other.strategy
  );
}

/** What keeps two orders of one parent from being siblings. */
function findOddity(one: OrderRequest, sibling: OrderRequest): string | null {
  const contingency = one.link?.contingency ?? null;
  const others = sibling.link?.contingency ?? null;
  if (contingency !== others) return `is ${contingency}, its sibling ${sibling.id} ${others}`;
  if (contingency !== 'OUO') return null;
  if (!isForTheSame(one, sibling)) return `does not do what its OUO sibling ${sibling.id} does`;
  if (one.position === sibling.position) return null;
  const positions = `${one.position ?? 'none'}, its OUO sibling ${sibling.id} ${sibling.position ?? 'none'}`;
  return `trades position ${positions}: name one position for both`;
}

function badList(reason: string): Result<never> {
  const code: OrdersErrorCode = 'BAD_LIST';
  return refuse(code, reason);
}
