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
  /** Lets time go by, in milliseconds. */
  readonly pass: (millis: number) => Promise<void>;
  /** The orders that are known by now: none of them is the one that is sent next. */
  readonly known: () => readonly string[];
  /** Hears of each order that was placed. */
  readonly onPlaced: (order: Order) => void;
};

/**
 * Answers that leave open whether anything was done: none that can be read, a bug on the way, one that stands between, and
 * one that did not come in time.
 */
const doubtful: ReadonlySet<number> = new Set([0, 500, 502, 504]);
const UNREACHABLE = 'UNREACHABLE';
/** An order that was long on its way is not among the others at once. */
const LOOKS = 4;
const LOOK_AGAIN_MS = 1_500;
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
    const known = new Set(this.#place.known());
    this.#state.value = { step: 'sending', order, key };
    const answer = await this.#ask(order, key);
    if (answer.ok) {
      const placed = firstOf(answer.value);
      if (placed !== null) this.#placed(placed);
      return;
    }
    const { status, code } = answer.problem;
    if (code !== UNREACHABLE && !doubtful.has(status)) {
      this.#state.value = { step: 'refused', problem: answer.problem };
      return;
    }
    this.#state.value = { step: 'unknown', order, key, sentAt };
    const found = await this.#lookFor(order, sentAt, known);
    if (found === null) this.#state.value = { step: 'missing', order, key, sentAt };
    else this.#placed(found);
  }

  #ask({ ticket, list }: ReadyOrder, key: string): Promise<ApiResult<Placed | PlacedList>> {
    return list === null
      ? this.#place.api.placeOrder({ body: ticket, key })
      : this.#place.api.placeOrderList({ body: { orders: list }, key });
  }

  /** Looks whether it arrived: some times, and again while nobody answers. */
  async #lookFor(
    { ticket }: ReadyOrder,
    sentAt: number,
    known: ReadonlySet<string>,
  ): Promise<Order | null> {
    const { account, instrument } = ticket;
    const from = new Date(sentAt - CLOCKS_APART_MS).toISOString();
    for (let looks = 0; looks < LOOKS;) {
      const answer = await this.#place.api.listOrders({ query: { account, instrument, from } });
      if (answer.ok) {
        looks += 1;
        const found = answer.value.items.find(
          ({ id, ...one }) => !known.has(id) && isSame(one, ticket),
        );
        if (found !== undefined) return found;
      }
      await this.#place.pass(LOOK_AGAIN_MS);
    }
    return null;
  }

  #placed(placed: Order): void {
    this.#state.value = { step: 'placed', placed };
    this.#place.onPlaced(placed);
  }
}

function firstOf(answer: Placed | PlacedList): Order | null {
  return 'orders' in answer ? (answer.orders[0]?.order ?? null) : answer.order;
}

function isSame(
  known: Pick<Order, 'side' | 'qty' | 'book' | 'terms'>,
  { side, qty, book, terms }: ReadyOrder['ticket'],
): boolean {
  return (
    known.side === side &&
    known.qty === qty &&
    known.book === book &&
    JSON.stringify(known.terms) === JSON.stringify(terms)
  );
}
