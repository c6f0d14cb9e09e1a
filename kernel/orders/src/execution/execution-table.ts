import { assert, type OrderId } from 'argosy/core';
import {
  parentOf,
  type ExecutionEvent,
  type Order,
  type OrderEvent,
  type OrderRequest,
} from 'argosy/domain';

import {
  createExecution,
  evolveExecution,
  evolveWithChild,
  evolveWithOrder,
  isOfOrder,
  type Execution,
} from './execution.ts';

/** How many parents may work at once in a shard. */
export const EXECUTIONS_MAX = 1_000;
/** How many ended parents are kept. */
const ENDED_EXECUTIONS_MAX = 1_000;

const none: readonly Execution[] = [];
/** The refusals that another price may lift. */
const priceCodes: ReadonlySet<string | null> = new Set([
  'POST_ONLY_WOULD_TAKE',
  'MARKET_PRICE_UNKNOWN',
]);

/** The parents as plain data. */
export type ExecutionTableState = {
  readonly active: readonly Execution[];
  readonly ended: readonly Execution[];
};

/** The parent orders: a fold of their events and of their children's. Ended ones leave, the oldest first. */
export class ExecutionTable {
  readonly #active = new Map<string, Execution>();
  readonly #ended = new Map<string, Execution>();
  /** Those that wait for another price. */
  readonly #heldByPrice = new Set<OrderId>();

  /** A parent, while it is kept. */
  find(id: OrderId): Execution | undefined {
    return this.#active.get(id) ?? this.#ended.get(id);
  }

  /** A parent that is certainly kept. */
  get(id: OrderId): Execution {
    const execution = this.find(id);
    assert(execution !== undefined, `execution ${id} is not kept`);
    return execution;
  }

  /** How many have not ended. */
  get size(): number {
    return this.#active.size;
  }

  /** Those that have not ended, in the order they came. */
  active(): readonly Execution[] {
    return [...this.#active.values()];
  }

  /** Those of which the next child waits for another price. */
  heldByPrice(): readonly Execution[] {
    // Asked with every price: nearly always there are none.
    if (this.#heldByPrice.size === 0) return none;
    return [...this.#heldByPrice].map((id) => this.get(id));
  }

  /** All that are kept: those that have ended first. */
  all(): readonly Execution[] {
    return [...this.#ended.values(), ...this.#active.values()];
  }

  /** Folds an event of a parent in. */
  apply(event: ExecutionEvent): Execution {
    const { execution: id, change } = event;
    const execution =
      change.type === 'began' ? createExecution(event) : evolveExecution(this.get(id), change);
    if (execution.state === 'ended') this.#end(id, execution);
    else this.#active.set(id, execution);
    this.#noteHeld(execution);
    return execution;
  }

  /** The parent of a child, while it is kept; undefined for an order of its own. */
  parentOf(order: OrderId): Execution | undefined {
    const parent = parentOf(order);
    if (parent === null) return undefined;
    return this.#active.get(parent) ?? this.#ended.get(parent);
  }

  /** Whether an order is the child of a parent that is kept. */
  isChild(order: OrderId): boolean {
    const parent = parentOf(order);
    return parent !== null && (this.#active.has(parent) || this.#ended.has(parent));
  }

  /** The order, as it was asked for, that another one is a part of; undefined where that is none, or not kept. */
  wholeOf(order: OrderId): OrderRequest | undefined {
    const execution = this.parentOf(order);
    return execution !== undefined && isOfOrder(execution) ? execution.request : undefined;
  }

  /**
   * Folds an event of an order in, where it is the child of a parent that is kept, or the order that a parent
   * works; null where the order is not kept.
   */
  applyOrder(event: OrderEvent, before: Order | undefined, after: Order | null): void {
    const parent = parentOf(event.order);
    const { type } = event.change;
    if (after === null || (parent === null && type !== 'filled' && type !== 'busted')) return;
    const execution =
      this.#active.get(parent ?? event.order) ?? this.#ended.get(parent ?? event.order);
    if (execution === undefined) return;
    this.#keep(
      parent === null
        ? evolveWithOrder(execution, event, after)
        : evolveWithChild(execution, event, { before, after }),
    );
  }

  /** The state as plain data. */
  exportState(): ExecutionTableState {
    return { active: this.active(), ended: [...this.#ended.values()] };
  }

  /** Takes the place of all that was known so far. */
  importState({ active, ended }: ExecutionTableState): void {
    this.#active.clear();
    this.#ended.clear();
    this.#heldByPrice.clear();
    for (const execution of active) {
      this.#active.set(execution.request.id, execution);
      this.#noteHeld(execution);
    }
    for (const execution of ended) this.#ended.set(execution.request.id, execution);
  }

  #keep(execution: Execution): void {
    const { id } = execution.request;
    const isOver = execution.state === 'ended';
    if (!isOver) this.#ended.delete(id);
    (isOver ? this.#ended : this.#active).set(id, execution);
  }

  #noteHeld({ request: { id }, held }: Execution): void {
    if (priceCodes.has(held)) this.#heldByPrice.add(id);
    else this.#heldByPrice.delete(id);
  }

  #end(id: OrderId, execution: Execution): void {
    this.#active.delete(id);
    this.#ended.set(id, execution);
    if (this.#ended.size <= ENDED_EXECUTIONS_MAX) return;
    for (const oldest of this.#ended.keys()) {
      this.#ended.delete(oldest);
      return;
    }
  }
}
