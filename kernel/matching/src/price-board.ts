import { toPrice, toTimestamp, type Price, type Timestamp } from 'argosy/core';
import type { Adjustment, Quote, Touch } from 'argosy/domain';

import { adjustedPrice } from './guards/day-reference.ts';
import type { AuctionKind } from './auction-kind.ts';
import type { BookFeed } from './book-feed.ts';
import { Depth } from './depth.ts';
import type { PriceStep } from './price-step.ts';

/** How a price is met: as any other, as the first one after a pause, or as the one of an auction. */
type Meeting = Pick<PriceStep, 'manner' | 'auction'>;

const anyPrice: Meeting = { manner: 'print', auction: null };

/** The prices of one instrument as its data told them last. */
export class PriceBoard {
  readonly #book: BookFeed | null;
  readonly #hasQuotes: boolean;
  readonly #quoteDepth = new Depth(false);
  readonly #tradeDepth = new Depth(true);
  #buyAt = Number.NaN;
  #sellAt = Number.NaN;
  #pricedAt: number = Number.NEGATIVE_INFINITY;
  #pricedBefore: number = Number.NEGATIVE_INFINITY;
  #last = Number.NaN;
  #lastAt: number = Number.NEGATIVE_INFINITY;
  #lastBefore: number = Number.NEGATIVE_INFINITY;
  #stays = 0;
  #buyStay = 0;
  #sellStay = 0;
  #lastStay = 0;

  constructor(book: BookFeed | null, takesQuotes: boolean) {
    this.#book = book;
    this.#hasQuotes = takesQuotes || book !== null;
  }

  /** When the price was last told; -Infinity before the first. */
  get pricedAt(): number {
    return this.#pricedAt;
  }

  /** When the price before it was told. */
  get pricedBefore(): number {
    return this.#pricedBefore;
  }

  /** When anything was told before the last trade: a trade or a price beside it. */
  get toldBefore(): number {
    return Math.max(this.#pricedAt, this.#lastBefore);
  }

  /** The last trade's price; NaN before the first. */
  get last(): number {
    return this.#last;
  }

  /** A quote tells both sides. */
  showQuote({ bid, ask, bidQty, askQty }: Quote, now: Timestamp): void {
    this.#quoteDepth.show(askQty, bidQty);
    this.#setTop(ask, bid, now);
  }

  /** A book tells its best prices; NaN stands for a side that is empty. */
  showBook(book: BookFeed, now: Timestamp): void {
    this.#quoteDepth.show(book.sizeFor(1), book.sizeFor(-1));
    this.#setTop(book.bestFor(1), book.bestFor(-1), now);
  }

  /** A trade tells what was paid; where nothing else tells the price, that is it. */
  showTrade(
    { price, qty }: { readonly price: number; readonly qty: number },
    now: Timestamp,
  ): void {
    if (price !== this.#last) this.#lastStay = ++this.#stays;
    this.#last = price;
    this.#lastBefore = this.#lastAt;
    this.#lastAt = now;
    this.#tradeDepth.show(qty, qty);
    if (this.#hasQuotes) return;
    this.#buyAt = price;
    this.#sellAt = price;
    this.#buyStay = this.#lastStay;
    this.#sellStay = this.#lastStay;
    this.#noteTime(now);
  }

  /** The last trade is said in prices of now, where it is of before an action. */
  adjust(adjustment: Adjustment): void {
    if (this.#lastAt >= adjustment.eventAt) return;
    this.#last = adjustedPrice(adjustment, this.#last);
  }

  /** The price of now, as orders meet it. */
  step(now: Timestamp, meeting: Meeting = anyPrice): PriceStep {
    return {
      ...meeting,
      at: now,
      buyAt: this.#buyAt,
      sellAt: this.#sellAt,
      from: Number.NaN,
      buyStay: this.#buyStay,
      sellStay: this.#sellStay,
      depth: this.#hasQuotes ? this.#quoteDepth : this.#tradeDepth,
      book: this.#book,
      touch: this.#touch(),
    };
  }

  /** The last trade's price, beside quotes that tell another. */
  tradeStep(now: Timestamp): PriceStep {
    return { ...this.#lastStep(now), ...anyPrice, touch: this.#touch() };
  }

  /** The last trade's price as the one at which everyone trades, in an auction or after the close. */
  crossStep(now: Timestamp, auction: AuctionKind | null): PriceStep {
    return { ...this.#lastStep(now), manner: 'cross', auction };
  }

  /** The price that an auction was settled at, as the one at which everyone trades. */
  settledStep(now: Timestamp, auction: AuctionKind, price: number): PriceStep {
    const touch = { bid: null, ask: null, mid2: 2 * price, at: now };
    const step = this.crossStep(now, auction);
    return { ...step, buyAt: price, sellAt: price, touch };
  }

  /** The last price there was, as the one that a day closes with: of a trade where any was told. */
  closingStep(now: Timestamp): PriceStep | null {
    const closing = { manner: 'cross', auction: 'closing' } as const;
    if (Number.isFinite(this.#lastAt)) {
      const step = this.#lastStep(now);
      return { ...step, ...closing, touch: { ...step.touch, at: toTimestamp(this.#lastAt) } };
    }
    return Number.isFinite(this.#pricedAt) ? this.step(now, closing) : null;
  }

  #lastStep(now: Timestamp): PriceStep {
    const last = this.#last;
    return {
      ...anyPrice,
      at: now,
      buyAt: last,
      sellAt: last,
      from: Number.NaN,
      buyStay: this.#lastStay,
      sellStay: this.#lastStay,
      depth: this.#tradeDepth,
      book: null,
      touch: { bid: null, ask: null, mid2: 2 * last, at: now },
    };
  }

  #setTop(ask: number, bid: number, now: Timestamp): void {
    if (ask !== this.#buyAt) this.#buyStay = ++this.#stays;
    if (bid !== this.#sellAt) this.#sellStay = ++this.#stays;
    this.#buyAt = ask;
    this.#sellAt = bid;
    this.#noteTime(now);
  }

  #noteTime(now: Timestamp): void {
    this.#pricedBefore = this.#pricedAt;
    this.#pricedAt = now;
  }

  #touch(): Touch {
    const at = toTimestamp(this.#pricedAt);
    if (!this.#hasQuotes) return { bid: null, ask: null, mid2: 2 * this.#last, at };
    const bid = toKnownPrice(this.#sellAt);
    const ask = toKnownPrice(this.#buyAt);
    return { bid, ask, mid2: bid === null || ask === null ? null : bid + ask, at };
  }
}

function toKnownPrice(price: number): Price | null {
  return Number.isNaN(price) ? null : toPrice(price);
}

/** The whole price between two, or the one there is; NaN where there is none. */
export function middleOf(bid: number, ask: number): number {
  if (Number.isNaN(bid)) return ask;
  return Number.isNaN(ask) ? bid : Math.floor((bid + ask) / 2);
}
