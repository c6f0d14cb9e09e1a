import { ledgerScaleOf, toQuantity, type AccountId } from 'argosy/core';
import type { Adjustment, Touch } from 'argosy/domain';

import type { BookEnd, BookListener } from '../books/book-face.ts';
import { venueReason } from '../errors.ts';
import { adjustedPrice } from '../guards/day-reference.ts';
import type { MarketOptions } from '../instrument-market.ts';
import { makeFill } from '../make-fill.ts';
import type { Occasion } from '../occasion.ts';
import { ReportLine } from '../report-line.ts';
import type { VenueOrder } from '../venue-order.ts';
import type { MarketTape } from './market-tape.ts';

/** What goes on while a book does something: when, before which market, and whether in an auction. */
export type BookWork = {
  readonly occasion: Occasion;
  readonly touch: Touch;
  readonly isAuction: boolean;
};

/** Knows whose the numbers of a book are, and reports what becomes of them. */
export class BookClerk implements BookListener {
  readonly line: ReportLine;
  readonly #options: MarketOptions;
  readonly #tape: MarketTape;
  readonly #feeScale: number;
  readonly #orders = new Map<number, VenueOrder>();
  readonly #numbers = new Map<VenueOrder, number>();
  readonly #owners = new Map<AccountId, number>();
  #lastNumber = 0;
  #work: BookWork | null = null;
  /** The price of the last trade; NaN before the first. */
  last: number = Number.NaN;
  #lastAt: number = Number.NEGATIVE_INFINITY;
  #prices: number[] = [];

  constructor(options: MarketOptions, tape: MarketTape) {
    this.#options = options;
    this.#tape = tape;
    const { config, instrument } = options;
    this.line = new ReportLine(() => config.latency.report);
    this.#feeScale = ledgerScaleOf(config.scales, instrument.currency);
  }

  /** The orders in the book, in the order in which they came. */
  get orders(): readonly VenueOrder[] {
    return [...this.#numbers.keys()];
  }

  /** How many orders are in the book. */
  get count(): number {
    return this.#numbers.size;
  }

  /** The prices of the trades since the last time this was asked. */
  takePrices(): readonly number[] {
    const prices = this.#prices;
    this.#prices = [];
    return prices;
  }

  /** The last trade is said in prices of now, where it is of before an action. */
  adjust(adjustment: Adjustment): void {
    if (this.#lastAt < adjustment.eventAt) this.last = adjustedPrice(adjustment, this.last);
  }

  /** Lets a book do something, and hears what comes of it. */
  during(work: BookWork, act: () => void): void {
    this.#work = work;
    act();
    this.#work = null;
  }

  /** Gives an order its number in the book. */
  enter(order: VenueOrder): number {
    this.#lastNumber += 1;
    this.#orders.set(this.#lastNumber, order);
    this.#numbers.set(order, this.#lastNumber);
    return this.#lastNumber;
  }

  /** The number of an order; undefined where it is not in the book. */
  numberOf(order: VenueOrder): number | undefined {
    return this.#numbers.get(order);
  }

  /** Forgets an order: what the book says of it from then on is passed over. */
  forget(order: VenueOrder): void {
    const number = this.#numbers.get(order);
    if (number !== undefined) this.#orders.delete(number);
    this.#numbers.delete(order);
  }

  /** The number of an account among the owners of the book. */
  ownerOf({ request: { account } }: VenueOrder): number {
    const known = this.#owners.get(account) ?? this.#owners.size + 1;
    this.#owners.set(account, known);
    return known;
  }

  rested(number: number): void {
    const order = this.#orders.get(number);
    if (order !== undefined) order.isArriving = false;
  }

  traded(maker: number, taker: number, price: number, qty: number): void {
    const [made, took] = [this.#orders.get(maker), this.#orders.get(taker)];
    const isAuction = this.#work?.isAuction ?? false;
    this.last = price;
    this.#lastAt = this.#work?.occasion.now ?? this.#lastAt;
    this.#prices.push(price);
    this.#tape.print({ price, qty, aggressor: isAuction ? null : (took?.request.side ?? null) });
    for (const order of [made, took]) {
      const liquidity = order === made && !isAuction ? 'maker' : 'taker';
      if (order !== undefined) this.#fill(order, { price, qty, liquidity });
    }
  }

  /** An amendment tells of itself. */
  reduced(): void {}

  filled(number: number): void {
    const order = this.#orders.get(number);
    if (order !== undefined) this.forget(order);
  }

  ended(number: number, left: number, why: BookEnd): void {
    const order = this.#orders.get(number);
    const occasion = this.#work?.occasion;
    if (order === undefined || occasion === undefined) return;
    if (why !== 'selfTrade') {
      this.#cancel(order, venueReason('NOT_ENOUGH_SIZE', `${left} left of ${order.qty}`), occasion);
      return;
    }
    order.qty -= left;
    if (order.qty === order.filled) {
      this.#cancel(order, venueReason('SELF_TRADE', order.request.account), occasion);
      return;
    }
    const { terms } = order;
    this.line.say(order, { type: 'updated', qty: toQuantity(order.qty), terms }, occasion);
  }

  #cancel(order: VenueOrder, reason: string, occasion: Occasion): void {
    this.forget(order);
    this.#options.registry.close(order);
    this.line.say(order, { type: 'canceled', reason }, occasion);
  }

  #fill(
    order: VenueOrder,
    { price, qty, liquidity }: { price: number; qty: number; liquidity: 'maker' | 'taker' },
  ): void {
    const work = this.#work;
    if (work === null) return;
    const { instrument, config, registry } = this.#options;
    const { occasion, touch } = work;
    order.fillCount += 1;
    order.filled += qty;
    order.filledAt = occasion.now;
    const told = { planned: { qty, price, level: null }, liquidity, touch, at: occasion.at };
    const fill = makeFill(order, told, { instrument, fees: config.fees, scale: this.#feeScale });
    if (order.filled === order.qty) registry.close(order);
    this.line.say(order, { type: 'filled', fill }, occasion);
  }
}
