import { toOrderId, toPrice, toQuantity, toTimestamp, type OrderId } from 'argosy/core';
import type { ExecutionPlan, OrderRequest, OrderTerms } from 'argosy/domain';
import { progressOf, type ExecutionProgress } from 'argosy/orders';

import { aQuote } from './market-data.ts';
import { aTouch } from './order.ts';
import { anOrderRequest } from './order-request.ts';
import { TradingRig, type TradingRigOptions } from './trading-rig.ts';

const SECOND = 1_000_000;

/** A trading rig with cash, a price, and one parent order to look at. */
export class ParentRig extends TradingRig {
  /** The parent's id. */
  readonly parent: OrderId = toOrderId('0000TEST000001');
  /** What its children pay at most, unless told otherwise. */
  readonly limit: OrderTerms = { type: 'limit', limit: toPrice(10_000) };

  constructor(options: TradingRigOptions = {}) {
    super({ cash: 100_000_000n, ...options });
    this.feed(aQuote());
    this.said();
  }

  /** Sends the parent: 100, from now on, for 40 seconds unless told. */
  execute(
    algorithm: ExecutionPlan['algorithm'],
    { seconds = 40, ...plan }: Partial<ExecutionPlan> & { readonly seconds?: number } = {},
    changes: Partial<OrderRequest> = {},
  ): void {
    const { parent: id, limit: terms } = this;
    const request = anOrderRequest({ id, qty: toQuantity(100), terms, ...changes });
    const endAt = toTimestamp(this.now + seconds * SECOND);
    const whole = { algorithm, startAt: null, endAt, atEnd: 'cancel', ...plan } as const;
    this.command({ type: 'execute', request, touch: aTouch(), plan: whole });
  }

  /** Lets so many seconds pass, a turn each. */
  pass(seconds: number): void {
    for (let second = 0; second < seconds; second += 1) {
      this.take({ kind: 'time', availableAt: this.now });
    }
  }

  /** The id of a child, by its place. */
  child(place: number): OrderId {
    return toOrderId(`${this.parent}${place.toString(36).toUpperCase()}`);
  }

  /** How far the parent is. */
  get progress(): ExecutionProgress | undefined {
    const { parent } = this;
    const execution = this.machine.executions().find(({ request }) => request.id === parent);
    return execution === undefined ? undefined : progressOf(execution);
  }

  /** What is filled, open and left of it. */
  get sums(): readonly (number | undefined)[] {
    const { filled, open, left } = this.progress ?? {};
    return [filled, open, left];
  }
}
