import type { OrderId, Refusal, StrategyId } from 'argosy/core';
import type { Command, ExecutionEvent, OrderChange, OrderEvent } from 'argosy/domain';

import type { Moment } from './engine-parts.ts';
import type { OrderCache } from './order-cache.ts';

/** The place of an event that is none of trading's: it stands behind no other. */
const NO_INDEX = -1;

/** What a strategy is told of a command that was turned away. */
export type ToldEvent = OrderEvent | ExecutionEvent;
type Told = {
  readonly strategy: StrategyId;
  readonly body:
    | Pick<OrderEvent, 'kind' | 'order' | 'change'>
    | Pick<ExecutionEvent, 'kind' | 'execution' | 'change'>;
};

/**
 * What strategies are still to be told of commands of theirs that the shard has turned away: no event
 * of trading's says it. They hear with the next input, as of everything else, so that one that answers
 * with another command has its turn once for each input and not without end.
 */
export class TurnedAway {
  readonly #orders: OrderCache;
  #told: Told[] = [];

  constructor(orders: OrderCache) {
    this.#orders = orders;
  }

  /** Notes a command that was turned away; the orders it would have made do not come to be. */
  note(made: readonly OrderId[], command: Command | null, { code, reason }: Refusal): void {
    for (const order of made) {
      const strategy = this.#orders.forgetUnanswered(order)?.request.strategy ?? null;
      if (strategy !== null) this.#tell(strategy, order, { type: 'denied', code, reason });
    }
    if (command !== null) this.#noteUnmade(command, `${code}: ${reason}`);
  }

  /** Tells all that there is to tell by now. */
  tell({ now, number }: Moment, give: (strategy: StrategyId, event: ToldEvent) => void): void {
    if (this.#told.length === 0) return;
    const told = this.#told;
    this.#told = [];
    const head = { number, index: NO_INDEX, at: now, receivedAt: now } as const;
    for (const { strategy, body } of told) give(strategy, { ...head, ...body });
  }

  /** A parent order that did not come to be has ended; an amendment is rejected. */
  #noteUnmade({ body, strategy: sender }: Command, reason: string): void {
    if (sender === null) return;
    if (body.type === 'execute') {
      const change = { type: 'ended', outcome: 'denied', reason } as const;
      const { id: execution } = body.request;
      this.#told.push({ strategy: sender, body: { kind: 'execution', execution, change } });
    } else if (body.type === 'amend') {
      const owner = this.#orders.find(body.order)?.request.strategy ?? null;
      // Whoever else may amend it has its answer from the shard.
      if (owner === sender) this.#tell(sender, body.order, { type: 'modifyRejected', reason });
    }
  }

  #tell(strategy: StrategyId, order: OrderId, change: OrderChange): void {
    this.#told.push({ strategy, body: { kind: 'order', order, change } });
  }
}
