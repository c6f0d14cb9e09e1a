import type { CheckContext } from './check-context.ts';

/**
 * Whether an order, with everything that already works on its side, shrinks both its book's
 * position and the account's net, and turns neither round. Such a close is exempt from limits.
 */
export function isReducing({ request, qty, filled, held }: CheckContext): boolean {
  const leaves = qty - filled;
  const sign = request.side === 'sell' ? 1 : -1;
  return (
    leaves + held.workingPositionQty <= sign * held.positionQty &&
    leaves + held.workingAccountQty <= sign * held.accountQty
  );
}
