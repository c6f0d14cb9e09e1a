import type { Order, OrderRequest, PositionKey, Side } from 'argosy/domain';
import { siblingGroupOf } from 'argosy/orders';

/** Exits that trade in each other's place, and how much of a position they cover. */
export type ExitGroup = { readonly request: OrderRequest; readonly covered: number };

/** What works to close a position. */
export type Exits = {
  /** The groups of exits that wait for their price. */
  readonly groups: readonly ExitGroup[];
  /** How much is being closed at the market already. */
  readonly closing: number;
};

/** Sorts the open orders that would close a position: those at the market, and groups of exits. */
export function exitsOf(
  open: readonly Order[],
  { key, side }: { readonly key: PositionKey; readonly side: Side },
): Exits {
  const closers = open.filter(({ request }) => request.side === side && isOf(request, key));
  const groups: ExitGroup[] = [];
  let closing = 0;
  for (const [group, members] of groupBySiblings(closers)) {
    const isClosing = members.some(isAtMarket);
    const [first] = members;
    if (group === null) closing += sumOf(members.filter(isAtMarket).map(leftOf));
    else if (isClosing) closing += Math.max(...members.map(leftOf));
    else if (first !== undefined) {
      groups.push({ request: first.request, covered: Math.max(...members.map(leftOf)) });
    }
  }
  return { groups, closing };
}

function groupBySiblings(orders: readonly Order[]): ReadonlyMap<string | null, readonly Order[]> {
  const groups = new Map<string | null, Order[]>();
  for (const order of orders) {
    const group = siblingGroupOf(order.request);
    const members = groups.get(group);
    if (members === undefined) groups.set(group, [order]);
    else members.push(order);
  }
  return groups;
}

/** What an order would still close; a child that waits for its parent closes nothing yet. */
function leftOf({ request, state, qty, filled }: Order): number {
  const isWaiting = state === 'INITIALIZED' && request.link !== null;
  return isWaiting ? 0 : qty - filled;
}

function isAtMarket({ terms }: Order): boolean {
  return terms.type === 'market';
}

function sumOf(numbers: readonly number[]): number {
  return numbers.reduce((sum, one) => sum + one, 0);
}

function isOf(request: OrderRequest, { instrument, product, id }: PositionKey): boolean {
  return (
    request.instrument === instrument && request.product === product && request.position === id
  );
}
