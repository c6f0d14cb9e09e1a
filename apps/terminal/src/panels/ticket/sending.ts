import type { Order, Placed, PlacedList, Problem } from '@argosy/contract';
import type { ApiClient, ApiResult } from '@argosy/contract/client';
import { signal, type ReadonlySignal } from '@preact/signals-core';

import type { DraftOrder } from './ticket-of.ts';

/** An order that may go out. */
export type ReadyOrder = Extract<DraftOrder, { readonly ok: true }>;

/**
 * Where an order of the form is. `confirming`: it is asked about once more. `sending`: nothing else can be sent. `unknown`:
 * there was no answer, and the orders are looked through. `missing`: it is not among them.
 */
export type Sending =
  | { readonly step: 'editing' }
  | { readonly step: 'confirming'; readonly order: ReadyOrder }
  | { readonly step: 'sending'; readonly order: ReadyOrder; readonly key: string }
  | { readonly step: 'placed'; readonly placed: Order }
  | { readonly step: 'refused'; readonly problem: Problem }
  | {
      readonly step: 'unknown' | 'missing';
      readonly order: ReadyOrder;
      readonly key: string;
      readonly sentAt: number;
    };

/** What sending reaches. */
export type SendPlace = {
  readonly api: Pick<ApiClient, 'placeOrder' | 'placeOrderList' | 'listOrders'>;
  readonly newKey: () => string;
  readonly now: () => number;
  /** Hears of each order that was placed. */
  readonly onPlaced: (order: Order) => void;
};

const UNREACHABLE = 'UNREACHABLE';
/** Clocks of window and node differ: an order made a little before it was sent is taken for ours as well. */
const CLOCKS_APART_MS = 5_000;

/** The way of one order at a time from the form to the journal: never twice, never silently again. */
export class Sender {
  readonly #place: SendPlace;
  readonly #state = signal<Sending>({ step: 'editing' });

  constructor(place: SendPlace) {
    this.#place = place;
  }

  /** Where the order is. */
  get state(): ReadonlySignal<Sending> {
    return this.#state;
  }

  /** Asks about an order once more, or sends it where nobody wants to be asked. */
  submit(order: ReadyOrder, asks: boolean): void {
    const { step } = this.#state.peek();
    if (step === 'sending' || step === 'unknown') return;
    if (asks && step !== 'confirming') this.#state.value = { step: 'confirming', order };
    else void this.#send(order, this.#place.newKey());
  }

  /** Sends what was asked about. */
  confirm(): void {
    const state = this.#state.peek();
    if (state.step === 'confirming') void this.#send(state.order, this.#place.newKey());
  }

  /** Sends what is not among the orders, with the key it had: it is placed once at most. */
  again(): void {
    const state = this.#state.peek();
    if (state.step === 'missing') void this.#send(state.order, state.key);
  }

  /** Back to the form. What is under way is not forgotten. */
  back(): void {
    const { step } = this.#state.peek();
    if (step === 'sending' || step === 'unknown') return;
    this.#state.value = { step: 'editing' };
  }

  async #send(order: ReadyOrder, key: string): Promise<void> {
    const sentAt = this.#place.now();
    this.#state.value = { step: 'sending', order, key };
    const answer = await this.#ask(order, key);
    if (answer.ok) {
      const placed = firstOf(answer.value);
      if (placed !== null) this.#placed(placed);
      return;
    }
    if (answer.problem.code !== UNREACHABLE) {
      this.#state.value = { step: 'refused', problem: answer.problem };
      return;
    }
    this.#state.value = { step: 'unknown', order, key, sentAt };
    await this.#lookFor(order, key, sentAt);
  }

  #ask({ ticket, list }: ReadyOrder, key: string): Promise<ApiResult<Placed | PlacedList>> {
    return list === null
      ? this.#place.api.placeOrder({ body: ticket, key })
      : this.#place.api.placeOrderList({ body: { orders: list }, key });
  }

  /** Looks whether it arrived; again while nobody answers. */
  async #lookFor(order: ReadyOrder, key: string, sentAt: number): Promise<void> {
    const { account, instrument } = order.ticket;
    const from = new Date(sentAt - CLOCKS_APART_MS).toISOString();
    const answer = await this.#place.api.listOrders({ query: { account, instrument, from } });
    if (this.#state.peek().step !== 'unknown') return;
    if (!answer.ok) {
      const LOOK_AGAIN_MS = 2_000;
      setTimeout(() => void this.#lookFor(order, key, sentAt), LOOK_AGAIN_MS);
      return;
    }
    const found = answer.value.items.find((known) => isSame(known, order));
    if (found === undefined) this.#state.value = { step: 'missing', order, key, sentAt };
    else this.#placed(found);
  }

  #placed(placed: Order): void {
    this.#state.value = { step: 'placed', placed };
    this.#place.onPlaced(placed);
  }
}

function firstOf(answer: Placed | PlacedList): Order | null {
  return 'orders' in answer ? (answer.orders[0]?.order ?? null) : answer.order;
}

function isSame(known: Order, { ticket }: ReadyOrder): boolean {
  return (
    known.side === ticket.side &&
    known.qty === ticket.qty &&
    known.book === ticket.book &&
    JSON.stringify(known.terms) === JSON.stringify(ticket.terms)
  );
}
