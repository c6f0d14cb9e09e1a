import type { Order } from 'argosy/domain';
import type { OutputGate } from 'argosy/shard';
import type { TradingMachine } from 'argosy/trading';

/** Whether nothing waits for the journal before it leaves, and no request for its answer. */
export function isSettled(
  trading: Pick<TradingMachine, 'openOrders'>,
  gate: Pick<OutputGate, 'size'>,
): boolean {
  return gate.size === 0 && !trading.openOrders().some(isAwaited);
}

/** An answer that is lost already comes by a round with the broker, if ever. */
function isAwaited({ state, pending, inDoubt }: Order): boolean {
  return inDoubt.length === 0 && (state === 'SUBMITTED' || pending !== null);
}
