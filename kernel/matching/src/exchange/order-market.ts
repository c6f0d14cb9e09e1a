import { toBrokerOrderId, toPrice, toQuantity, type Timestamp } from 'argosy/core';
import {
  limitOf,
  type Adjustment,
  type InstrumentStatus,
  type ReportBody,
  type Touch,
} from 'argosy/domain';

import { reasonAgainstTaking, reasonAtArrival } from '../arrival-check.ts';
import { DEFAULT_SELF_TRADE, type BookRefusal, type BookTif } from '../books/book-face.ts';
import { MatchingBook } from '../books/matching-book.ts';
import { venueReason, type VenueReasonCode } from '../errors.ts';
import { guardOf } from '../guards/guard-of.ts';
import { haltFor, type Halt } from '../guards/halt-watch.ts';
import { StopTape } from '../guards/stop-tape.ts';
import type { PriceGuard } from '../guards/price-guard.ts';
import type { MarketOptions } from '../instrument-market.ts';
import type { Market } from '../market.ts';
import type { Occasion } from '../occasion.ts';
import { OrderEnds } from '../order-ends.ts';
import { reasonAgainst, type Amendment } from '../order-reasons.ts';
import { TradingSession } from '../trading-session.ts';
import type { VenueOutbox } from '../venue-config.ts';
import type { VenueOrder } from '../venue-order.ts';
import { BookClerk } from './book-clerk.ts';
import { MarketTape } from './market-tape.ts';

/** What such a market does by itself. */
const offered: ReadonlySet<string> = new Set([
  'market',
  'limit',
  'stopMarket',
  'stopLimit',
  'marketIfTouched',
  'limitIfTouched',
]);

const refusals: Readonly<Record<BookRefusal, VenueReasonCode>> = {
  AUCTION: 'NO_PRICE',
  WOULD_TAKE: 'POST_ONLY_WOULD_TAKE',
  BOOK_FULL: 'TOO_MANY_ORDERS',
  BAD_PRICE: 'ORDER_NOT_OFFERED',
  BAD_QTY: 'ORDER_NOT_OFFERED',
  BAD_ID: 'ORDER_NOT_OFFERED',
  ID_IN_USE: 'ORDER_NOT_OFFERED',
  NOT_IN_BOOK: 'ORDER_NOT_OPEN',
};

/**
 * A market that no data feeds: the orders of our accounts trade with each other, by price and time, and
 * what they do is the market data. A simulated exchange.
 */
export class OrderMarket implements Market {
  readonly stops: StopTape;
  readonly #options: MarketOptions;
  readonly #session: TradingSession;
  readonly #guard: PriceGuard | null;
  readonly #ends: OrderEnds;
  readonly #tape: MarketTape;
  readonly #clerk: BookClerk;
  readonly #book: MatchingBook;
  /** Orders that wait for a trade at their trigger, in the order in which they came. */
  #waiting: VenueOrder[] = [];
  /** Until when orders are collected; NaN while they trade as they come. */
  #collectsUntil = Number.NaN;

  constructor(options: MarketOptions) {
    const { gate, config, index, queue, instrument } = options;
    this.#options = options;
    this.#session = new TradingSession(gate, false);
    this.stops = new StopTape({ instrument: instrument.id, index, queue, session: this.#session });
    this.#guard = guardOf(options);
    this.#ends = new OrderEnds({ index, queue, isByBars: false });
    this.#tape = new MarketTape(instrument.id);
    this.#clerk = new BookClerk(options, this.#tape);
    this.#book = new MatchingBook(config.selfTrade ?? DEFAULT_SELF_TRADE, this.#clerk);
  }

  shorten(delayUs: number): number {
    return delayUs;
  }

  /** What comes as data of it is what it told itself. */
  onQuote(): void {}
  onTrade(): void {}
  onBook(): void {}
  onQueue(): void {}
  onBar(): void {}
  expectBar(): void {}
  onBarPoint(): void {}
  onReference(): void {}

  onAdjustment(adjustment: Adjustment): void {
    this.#clerk.adjust(adjustment);
    this.#guard?.adjust(adjustment);
  }

  onStatus(status: InstrumentStatus, now: Timestamp, out: VenueOutbox): void {
    if (this.stops.takeBack(status)) return;
    this.#session.onStatus(status.state, now);
    if (this.#session.phaseAt(now) !== 'open') this.#collect(now);
    else if (!Number.isNaN(this.#collectsUntil)) this.#uncross({ at: now, now, out });
  }

  halt(halt: Halt): void {
    this.stops.begin(halt);
    this.#collectUntil(halt.opensAt);
  }

  onAuction(now: Timestamp, out: VenueOutbox): void {
    if (now < this.#collectsUntil) return;
    const phase = this.#session.phaseAt(now);
    if (phase === 'open' || phase === 'matching') this.#uncross({ at: now, now, out });
    else this.#collect(now);
  }

  arrive(order: VenueOrder, now: Timestamp, out: VenueOutbox): void {
    const occasion = { at: now, now, out };
    order.arrivedAt = now;
    if (order.request.tif === 'DAY') order.expiresAt = this.#options.gate.dayEndAt(order.sentAt);
    if (order.expiryAt !== null) order.expiresAt = order.expiryAt;
    const refusal = this.#refusalOf(order, now);
    if (refusal !== null) {
      this.#close(order, { type: 'rejected', reason: refusal }, occasion);
      return;
    }
    if (order.request.tif === 'DAY') this.#ends.endWithDay(order.expiresAt);
    if (order.expiryAt !== null) this.#ends.planExpiry(order.expiryAt);
    this.#options.registry.open(order);
    const brokerId = toBrokerOrderId(`V-${order.request.id}`);
    this.#clerk.line.say(order, { type: 'accepted', brokerId }, occasion);
    this.#collect(now);
    if (order.trigger !== null) this.#waiting.push(order);
    else this.#enterNow(order, occasion);
    this.#finish(occasion);
  }

  amend(order: VenueOrder, amendment: Amendment, occasion: Occasion): void {
    const { instrument } = this.#options;
    const { qty, terms } = amendment;
    const refusal =
      reasonAgainst(instrument, order, amendment) ??
      this.#guard?.refusalOf(order.request, terms, occasion.now) ??
      this.#takingOf(order, limitOf(terms));
    if (refusal !== null) {
      this.#clerk.line.say(order, { type: 'modifyRejected', reason: refusal }, occasion);
      return;
    }
    order.ask(qty, terms);
    order.heardAt = occasion.now;
    this.#clerk.line.say(order, { type: 'updated', qty: toQuantity(qty), terms }, occasion);
    const number = this.#clerk.numberOf(order);
    if (number !== undefined) {
      const price = priceOf(order);
      this.#during(occasion, () => {
        const cannot = this.#book.amend(number, { price, left: qty - order.filled });
        if (cannot !== null) this.#again(order, occasion);
      });
    }
    this.#finish(occasion);
  }

  cancel(order: VenueOrder, occasion: Occasion): void {
    this.#withdraw(order);
    this.#close(order, { type: 'canceled', reason: null }, occasion);
    this.#finish(occasion);
  }

  onDayEnd(now: Timestamp, out: VenueOutbox): void {
    this.#expire({ at: now, now, out });
  }

  onExpiry(now: Timestamp, out: VenueOutbox): void {
    this.#expire({ at: now, now, out });
  }

  #refusalOf(order: VenueOrder, now: Timestamp): string | null {
    const { instrument, fedBy } = this.#options;
    if (!offered.has(order.terms.type)) {
      return venueReason('ORDER_NOT_OFFERED', order.terms.type);
    }
    if (order.auction !== null) return venueReason('ORDER_NOT_OFFERED', order.request.tif);
    const phase = this.#session.phaseAt(now);
    if (phase === 'postClose') return venueReason('SESSION_CLOSED', `${instrument.id} is ${phase}`);
    const orderCount = this.#clerk.count + this.#waiting.length;
    return reasonAtArrival(order, {
      now,
      instrument,
      fedBy,
      orderCount,
      phase,
      guard: this.#guard,
    });
  }

  /** An order that only makes may not be changed to take what waits; while orders are collected nobody takes. */
  #takingOf(order: VenueOrder, limit: number | null): string | null {
    if (!Number.isNaN(this.#collectsUntil)) return null;
    const { asks, bids } = this.#book.resting;
    const step = { buyAt: asks.bestPrice, sellAt: bids.bestPrice };
    return reasonAgainstTaking(this.#options.instrument, order, { limit, step });
  }

  /** While the market does not trade its orders are collected, and matched once it does again. */
  #collect(now: Timestamp): void {
    const phase = this.#session.phaseAt(now);
    if (phase === 'open') return;
    this.#collectUntil(this.#session.phaseEndsAt(now) ?? Number.POSITIVE_INFINITY);
  }

  #collectUntil(at: number): void {
    this.#book.collect();
    if (at <= this.#collectsUntil) return;
    this.#collectsUntil = at;
    if (Number.isFinite(at)) this.#ends.planAuction(at);
  }

  #uncross(occasion: Occasion): void {
    this.#collectsUntil = Number.NaN;
    const { last } = this.#clerk;
    // What wants any price and is left rests at the price of the auction, as on exchanges, if there is one.
    const reference = Number.isFinite(last) ? last : 0;
    const hasPrice = this.#book.indicate(reference) !== null || Number.isFinite(last);
    this.#clerk.during({ occasion, touch: this.#touch(occasion.now), isAuction: true }, () => {
      this.#book.uncross(reference, hasPrice ? 'rest' : 'cancel');
    });
    this.#finish(occasion);
  }

  #enter(order: VenueOrder, occasion: Occasion): void {
    const { sign, qty, filled, display } = order;
    const refusal = this.#book.submit({
      id: this.#clerk.enter(order),
      sign,
      price: priceOf(order),
      qty: qty - filled,
      tif: this.#tifOf(order),
      peak: display ?? Number.POSITIVE_INFINITY,
      owner: this.#clerk.ownerOf(order),
    });
    if (refusal === null) return;
    this.#clerk.forget(order);
    const reason = venueReason(refusals[refusal], order.request.id);
    this.#close(order, { type: 'canceled', reason }, occasion);
  }

  /** An order that the book cannot change where it stands comes in anew. */
  #again(order: VenueOrder, occasion: Occasion): void {
    this.#withdraw(order);
    this.#enter(order, occasion);
  }

  #tifOf(order: VenueOrder): BookTif {
    const { tif } = order.request;
    if (tif === 'FOK') return 'whole';
    const isCollecting = !Number.isNaN(this.#collectsUntil);
    // In an auction nobody takes.
    if (order.isPostOnly) return isCollecting ? 'rest' : 'post';
    return tif === 'IOC' || (order.limit === null && !isCollecting) ? 'immediate' : 'rest';
  }

  /** An order leaves the market without a word. */
  #withdraw(order: VenueOrder): void {
    const number = this.#clerk.numberOf(order);
    this.#waiting = this.#waiting.filter((other) => other !== order);
    if (number === undefined) return;
    this.#clerk.forget(order);
    this.#book.cancel(number);
  }

  #expire(occasion: Occasion): void {
    for (const order of [...this.#clerk.orders, ...this.#waiting]) {
      if (order.expiresAt > occasion.now) continue;
      this.#withdraw(order);
      this.#close(order, { type: 'expired' }, occasion);
    }
    this.#finish(occasion);
  }

  /** Trades fire triggers, whose orders may trade; then the world hears of it. */
  #finish(occasion: Occasion): void {
    for (let fired = this.#nextFired(); fired !== undefined; fired = this.#nextFired()) {
      this.#waiting = this.#waiting.filter((order) => order !== fired);
      fired.fire();
      this.#clerk.line.say(fired, { type: 'triggered' }, occasion);
      this.#enterNow(fired, occasion);
    }
    for (const price of this.#clerk.takePrices()) this.#notePrice(price, occasion.now);
    this.#tape.tell(this.#book.resting, occasion.now, occasion.out);
  }

  /** A trade that has gone too far is the last before a pause. */
  #notePrice(price: number, now: Timestamp): void {
    const verdict = this.#guard?.note(price, now);
    const { terms = null } = this.#options.config.interruptions ?? {};
    if (verdict !== 'interrupts' || terms === null) return;
    this.halt(haltFor(now, terms.halt, terms.auction));
  }

  #nextFired(): VenueOrder | undefined {
    const { last } = this.#clerk;
    return this.#waiting.find(({ trigger, triggerWay }) => {
      return trigger !== null && triggerWay * (last - trigger) >= 0;
    });
  }

  #enterNow(order: VenueOrder, occasion: Occasion): void {
    this.#during(occasion, () => this.#enter(order, occasion));
  }

  #during(occasion: Occasion, act: () => void): void {
    const touch = this.#touch(occasion.now);
    this.#clerk.during({ occasion, touch, isAuction: false }, act);
  }

  #close(order: VenueOrder, body: ReportBody, occasion: Occasion): void {
    this.#options.registry.close(order);
    this.#clerk.line.say(order, body, occasion);
  }

  #touch(at: Timestamp): Touch {
    const { bids, asks } = this.#book.resting;
    const [bid, ask] = [bids.bestPrice, asks.bestPrice].map((price) =>
      Number.isFinite(price) ? toPrice(price) : null,
    );
    if (bid === undefined || ask === undefined) return { bid: null, ask: null, mid2: null, at };
    return { bid, ask, mid2: bid === null || ask === null ? null : bid + ask, at };
  }
}

/** The worst price an order takes, as a book has it. */
function priceOf({ sign, limit }: VenueOrder): number {
  return limit ?? sign * Number.POSITIVE_INFINITY;
}
