import { assertNever, type StrategyId } from 'argosy/core';
import type { OwnEvent } from 'argosy/engine';
import type { TradingMachine } from 'argosy/trading';

import type { HostedStrategy } from '../host/messages.ts';

/** Tells whose an event of an order, a parent order or a position is; null where no strategy's. */
export function ownersIn(
  trading: Pick<TradingMachine, 'order' | 'view'>,
  strategies: readonly Pick<HostedStrategy, 'seat'>[],
): (event: OwnEvent) => StrategyId | null {
  return (event) => {
    switch (event.kind) {
      case 'order':
        return trading.order(event.order)?.request.strategy ?? null;
      case 'execution':
        return trading.view.execution(event.execution)?.request.strategy ?? null;
      case 'position': {
        const { account, book } = event.key;
        const owner = strategies.find(({ seat }) => seat.account === account && seat.book === book);
        return owner?.seat.id ?? null;
      }
      default:
        return assertNever(event);
    }
  };
}
