import { toOrderId, toPrice, toQuantity, type OrderId } from 'argosy/core';
import { instructOrder, type OrderInstructions, type OrderRequest } from 'argosy/domain';
import { progressOf, type ExecutionProgress } from 'argosy/orders';

import { aLimit, orderId } from './bracket-rig.ts';
import { rupees } from './order.ts';
import { anOrderRequest } from './order-request.ts';
import { anAccount, type TradingRigOptions } from './trading-rig.ts';
import { WaitingRig } from './waiting-rig.ts';

/** Drives a trading machine whose venue hides nothing, and an order that shows a part of itself. */
export class SlicedRig extends WaitingRig {
  /** The order's id. */
  readonly id: OrderId = orderId(5);

  /** The account pays in full, ten thousand rupees unless told. */
  constructor(options: TradingRigOptions = {}) {
    super({
      accounts: [anAccount({ balances: [rupees(options.cash ?? 10_000_00n)] })],
      ...options,
    });
  }

  /** The order: it buys a hundred at ninety rupees unless told, and shows so many. */
  hidden(
    display: number,
    changes: Partial<OrderRequest> = {},
    also: Partial<OrderInstructions> = {},
  ): OrderRequest {
    const of = { qty: toQuantity(100), terms: aLimit(9_000), ...changes };
    const request = anOrderRequest({ id: this.id, ...of });
    return instructOrder(request, { display: toQuantity(display), ...also });
  }

  /** Submits it. */
  show(...[display, changes, also]: Parameters<SlicedRig['hidden']>): void {
    this.submit(this.hidden(display, changes, also));
  }

  /** Fills its parts one after the other, as large as told, at its limit. */
  fillParts(...parts: readonly number[]): void {
    for (const [place, qty] of parts.entries()) {
      this.fill(this.child(place), { qty, price: 9_000, trade: `T-${place}` });
    }
  }

  /** The id of a part, by its place. */
  child(place: number): OrderId {
    return toOrderId(`${this.id}${place.toString(36).toUpperCase()}`);
  }

  /** Has the account hold so many of the share. */
  hold(qty: number): void {
    const order = this.submit({
      id: orderId(1),
      qty: toQuantity(qty),
      terms: { type: 'limit', limit: toPrice(10_000) },
    });
    this.fill(order, { qty, price: 10_000, trade: 'held' });
    this.effects.length = 0;
    this.events.length = 0;
  }

  /** A person sets how many an order may be for. */
  setOrderQty(qty: number): void {
    const { account } = anOrderRequest();
    const scope = { kind: 'account' } as const;
    const of = { limit: 'orderQty', value: BigInt(qty), until: null } as const;
    this.command({ type: 'setLimit', account, scope, ...of, reason: 'test' }, { strategy: null });
  }

  /** Lets so many seconds pass, a turn each. */
  pass(seconds: number): void {
    for (let second = 0; second < seconds; second += 1) {
      this.take({ kind: 'time', availableAt: this.now });
    }
  }

  /** What the account has set aside, in paise. */
  get held(): bigint {
    const { account } = anOrderRequest();
    return this.machine.book.held(account, rupees(0n).currency);
  }

  /** How far it is. */
  get progress(): ExecutionProgress {
    const [parent] = this.machine.executions();
    if (parent === undefined) throw new Error('there is no parent');
    return progressOf(parent);
  }
}
