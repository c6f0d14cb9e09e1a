import type { OrderAmendment, OrderScope, OrderTicket, Position } from '@argosy/contract';
import type { ApiResult } from '@argosy/contract/client';

import type { Link } from '../link/link.ts';
import { timesDecimal } from '../format/exact.ts';
import { actionTexts } from '../text/actions.ts';

/** What can be done with orders and positions from anywhere: each says what became of it. */
export class Actions {
  readonly #link: Pick<Link, 'api' | 'notices'>;

  constructor(link: Pick<Link, 'api' | 'notices'>) {
    this.#link = link;
  }

  /** Asks for the end of an order. */
  async cancel(order: string): Promise<boolean> {
    const answer = await this.#link.api.cancelOrder({ params: { order } });
    return this.#tell(answer, actionTexts.cancelling(order), order);
  }

  /** Changes an order that works. */
  async amend(order: string, body: OrderAmendment): Promise<boolean> {
    const answer = await this.#link.api.amendOrder({ params: { order }, body });
    return this.#tell(answer, actionTexts.changing(order), order);
  }

  /** Asks for the end of all orders that work. */
  async cancelAll(scope: OrderScope): Promise<boolean> {
    const answer = await this.#link.api.cancelAllOrders({ body: scope, key: crypto.randomUUID() });
    const count = answer.ok ? answer.value.orders.length : 0;
    return this.#tell(answer, actionTexts.cancellingAll(count));
  }

  /** Cancels what works and closes what is held, of an account or of one of its instruments. */
  async flatten(scope: OrderScope): Promise<boolean> {
    const answer = await this.#link.api.flatten({ body: scope, key: crypto.randomUUID() });
    const count = answer.ok ? answer.value.orders.length : 0;
    return this.#tell(answer, actionTexts.closing(count));
  }

  /** Closes one position by an order at market that only reduces. */
  async exit(held: Position): Promise<boolean> {
    const qty = held.qty.replace('-', '');
    const answer = await this.#against(held, { qty, reduceOnly: true, position: held.position });
    return this.#tell(answer, actionTexts.exiting(held.instrument));
  }

  /** Turns a position to as much on the other side, by one order at market of twice its size. */
  async reverse(held: Position): Promise<boolean> {
    const answer = await this.#against(held, { qty: reversingQty(held.qty) });
    return this.#tell(answer, actionTexts.reversing(held.instrument));
  }

  /** Halts an account: nothing new goes out, and what works is cancelled. */
  async kill(account: string, reason: string): Promise<boolean> {
    const answer = await this.#link.api.kill({
      body: { account, scope: { kind: 'account' }, reason },
    });
    return this.#tell(answer, actionTexts.killed(account));
  }

  /** An order at market on the other side of a position. */
  #against(
    { account, book, instrument, product, qty }: Position,
    order: Pick<OrderTicket, 'qty' | 'reduceOnly' | 'position'>,
  ): ReturnType<Link['api']['placeOrder']> {
    const side = qty.startsWith('-') ? 'buy' : 'sell';
    const terms = { type: 'market' } as const;
    const body = { account, book, instrument, product, side, terms, ...order } as const;
    return this.#link.api.placeOrder({ key: crypto.randomUUID(), body });
  }

  #tell(answer: ApiResult<unknown>, text: string, order: string | null = null): boolean {
    const { notices } = this.#link;
    if (answer.ok) {
      notices.tell({ level: 'info', text, order });
      return true;
    }
    const { title, detail, code, requestId } = answer.problem;
    notices.tell({
      level: 'error',
      text: `${text}: ${title}`,
      detail: `${detail} · ${code} · ${requestId}`,
      order,
    });
    return false;
  }
}

/** How much turns a position to as much on the other side: exactly twice what it is. */
export function reversingQty(qty: string): string {
  return timesDecimal(qty.startsWith('-') ? qty.slice(1) : qty, 2);
}
