import type { Occasion } from './occasion.ts';
import type { OrderDesk } from './order-desk.ts';
import type { PriceStep } from './price-step.ts';
import type { FedBy } from './venue-config.ts';

/** Prices of others, which are told beside those that orders trade at. */
export type Reference = { readonly by: 'mark' | 'index'; readonly price: number };

/** Tells the orders of an instrument of the prices that fire triggers beside those they trade at. */
export class SourceWatch {
  readonly #desk: OrderDesk;
  readonly #fedBy: FedBy;

  constructor(desk: OrderDesk, fedBy: FedBy) {
    this.#desk = desk;
    this.#fedBy = fedBy;
  }

  /** The price that orders trade at has moved: of trades alone it is their last. */
  onPrice(step: PriceStep, occasion: Occasion): void {
    if (!this.#desk.hasWatchers) return;
    const isLast = this.#fedBy === 'trades';
    const told = { last: isLast ? step.buyAt : null, quote: isLast ? null : step };
    this.#desk.watch({ ...told, reference: null }, step, occasion);
  }

  /** A trade beside a quote: who wakes meets the quote. */
  onTrade(last: number, step: PriceStep, occasion: Occasion): void {
    if (!this.#desk.hasWatchers) return;
    this.#desk.watch({ last, quote: null, reference: null }, step, occasion);
  }

  /** A price of others; where there is none to trade at, who wakes waits for one. */
  onReference(reference: Reference, step: PriceStep | null, occasion: Occasion): void {
    if (!this.#desk.hasWatchers) return;
    this.#desk.watch({ last: null, quote: null, reference }, step, occasion);
  }
}
