import {
  formatTimestamp,
  toPrice,
  toTimestamp,
  type InstrumentIndex,
  type Price,
  type Timestamp,
} from 'argosy/core';
import type {
  Bar,
  BookUpdate,
  Instrument,
  InstrumentStatus,
  Quote,
  Touch,
  Trade,
} from 'argosy/domain';

import { BarFeed } from './bar-feed.ts';
import { BookFeed } from './book-feed.ts';
import { Depth } from './depth.ts';
import { venueReason } from './errors.ts';
import type { MomentQueue } from './moment-queue.ts';
import type { Occasion } from './occasion.ts';
import { OrderDesk } from './order-desk.ts';
import { reasonOfKind, type Amendment } from './order-reasons.ts';
import type { OrderRegistry } from './order-registry.ts';
import type { PriceStep } from './price-step.ts';
import { patientQueue } from './queue/patient-queue.ts';
import type { SessionGate } from './session-gate.ts';
import type { FedBy, VenueConfig, VenueOutbox } from './venue-config.ts';
import type { VenueOrder } from './venue-order.ts';

/** What a market is made of. */
export type MarketOptions = {
  readonly instrument: Instrument;
  readonly index: InstrumentIndex;
  readonly fedBy: FedBy;
  readonly gate: SessionGate;
  readonly config: VenueConfig;
  readonly registry: OrderRegistry;
  readonly queue: MomentQueue;
};

/** How many orders of one instrument may work at once. */
export const WORKING_ORDERS_MAX = 10_000;

/** One instrument at the venue: its price, its state, its orders. It knows of no other. */
export class InstrumentMarket {
  readonly #options: MarketOptions;
  readonly #takesQuotes: boolean;
  readonly #takesTrades: boolean;
  readonly #bars: BarFeed | null;
  readonly #book: BookFeed | null;
  readonly #desk: OrderDesk;
  readonly #quoteDepth = new Depth(false);
  readonly #tradeDepth = new Depth(true);
  #state: InstrumentStatus['state'] = 'open';
  #openSince: number = Number.NEGATIVE_INFINITY;
  #buyAt = Number.NaN;
  #sellAt = Number.NaN;
  #pricedAt: number = Number.NEGATIVE_INFINITY;
  #last = Number.NaN;
  #stays = 0;
  #buyStay = 0;
  #sellStay = 0;
  #lastStay = 0;
  #dayEndsAt: number = Number.NEGATIVE_INFINITY;

  constructor(options: MarketOptions) {
    const { instrument, index, fedBy, config, registry, queue } = options;
    this.#options = options;
    this.#takesQuotes = fedBy === 'quotes' || fedBy === 'quotesAndTrades';
    this.#takesTrades = fedBy === 'trades' || fedBy === 'quotesAndTrades';
    this.#bars = fedBy === 'bars' ? new BarFeed({ index, policy: config.bars, queue }) : null;
    this.#book = fedBy === 'book' ? new BookFeed(config.queue ?? patientQueue) : null;
    const reportDelay = (): number => this.shorten(config.latency.report);
    const isAnsweredAtOnce = (): boolean => this.#isAnsweredAtOnce();
    const book = this.#book;
    this.#desk = new OrderDesk({
      instrument,
      config,
      registry,
      book,
      reportDelay,
      isAnsweredAtOnce,
    });
  }

  /** A latency as it counts here: none where only bars feed the venue and it is shorter than one. */
  shorten(delayUs: number): number {
    return this.#bars !== null && delayUs < this.#bars.spanUs ? 0 : delayUs;
  }

  /** A quote sets the price; almost always nothing else happens. */
  onQuote(quote: Quote, now: Timestamp, out: VenueOutbox): void {
    if (!this.#takesQuotes) return;
    const { bid, ask } = quote;
    this.#quoteDepth.show(quote.askQty, quote.bidQty);
    this.#setTop(ask, bid, now);
    if (!this.#desk.mayMatch(ask, bid) || !this.#isTrading(now)) return;
    this.#desk.meetAll(this.#currentPrint(now), { at: now, now, out });
  }

  /** A book sets the price and says how much there is of it; whoever waits in it moves up. */
  onBook(update: BookUpdate, now: Timestamp, out: VenueOutbox): void {
    const feed = this.#book;
    if (feed === null) return;
    feed.apply(update);
    this.#quoteDepth.show(feed.sizeFor(1), feed.sizeFor(-1));
    const [ask, bid] = [feed.bestFor(1), feed.bestFor(-1)];
    this.#setTop(ask, bid, now);
    // A side without prices wakes who has met none yet, as the worst price would.
    const worstAsk = Number.isNaN(ask) ? Number.POSITIVE_INFINITY : ask;
    const worstBid = Number.isNaN(bid) ? Number.NEGATIVE_INFINITY : bid;
    if (!this.#desk.mayMatch(worstAsk, worstBid) || !this.#isTrading(now)) return;
    this.#desk.meetAll(this.#currentPrint(now), { at: now, now, out });
  }

  /** A trade sets the price where no quotes do; beside quotes it only fills limits it prints at. */
  onTrade(trade: Trade, now: Timestamp, out: VenueOutbox): void {
    if (this.#book !== null) this.#passTrade(trade, { at: now, now, out });
    if (!this.#takesTrades) return;
    const { price, qty } = trade;
    if (price !== this.#last) this.#lastStay = ++this.#stays;
    this.#last = price;
    this.#tradeDepth.show(qty, qty);
    if (!this.#takesQuotes) this.#setLast(now);
    // Before its first price nothing rests: what came is still waiting for a quote.
    const isPriced = Number.isFinite(this.#pricedAt);
    if (!isPriced || !this.#desk.mayMatch(price, price) || !this.#isTrading(now)) return;
    const occasion = { at: now, now, out };
    if (this.#takesQuotes) this.#desk.meetResting(this.#tradePrint(now), occasion);
    else this.#desk.meetAll(this.#currentPrint(now), occasion);
  }

  /** After a stop in trading no price from before counts. */
  onStatus(status: InstrumentStatus, now: Timestamp): void {
    if (status.state === 'open' && this.#state !== 'open') this.#openSince = now;
    this.#state = status.state;
  }

  /** A bar brings its close, and whatever of its path has not been met. */
  onBar(bar: Bar, now: Timestamp, out: VenueOutbox): void {
    if (this.#bars === null || !this.#bars.close(bar, now)) return;
    const occasion = { at: bar.closesAt, now, out };
    for (let step = this.#bars.nextStep(); step !== null; step = this.#bars.nextStep()) {
      this.#meetBar(step, occasion);
    }
  }

  /** Plans the points of a bar to come. */
  expectBar(bar: Bar, now: number): void {
    this.#bars?.expect(bar, now);
  }

  /** The price comes to a planned point of a bar. */
  onBarPoint(bar: Bar, now: Timestamp, out: VenueOutbox): void {
    const step = this.#bars?.stepAt(bar) ?? null;
    if (step !== null) this.#meetBar(step, { at: now, now, out });
  }

  /** An order comes in. */
  arrive(order: VenueOrder, now: Timestamp, out: VenueOutbox): void {
    const occasion = { at: now, now, out };
    const { gate } = this.#options;
    if (order.request.tif === 'DAY') order.expiresAt = gate.dayEndAt(order.sentAt);
    order.arrivedAt = now;
    const refusal = this.#findRefusal(order, now);
    if (refusal !== null) {
      this.#desk.reject(order, refusal, occasion);
      return;
    }
    if (order.request.tif === 'DAY') this.#endWithDay(order.expiresAt);
    this.#desk.accept(order, occasion);
    this.#meetNow(order, occasion);
    if (order.isOpen) this.#desk.keep(order);
  }

  /** An amendment comes in. */
  amend(order: VenueOrder, amendment: Amendment, occasion: Occasion): void {
    if (!this.#desk.amend(order, amendment, occasion)) return;
    this.#meetNow(order, occasion);
    this.#desk.refresh();
  }

  /** A cancel comes in: it always passes. */
  cancel(order: VenueOrder, occasion: Occasion): void {
    this.#desk.cancel(order, null, occasion);
    this.#desk.refresh();
  }

  /** A trading day ends; under a bar that goes on past it, its orders end with the bar. */
  onDayEnd(now: Timestamp, out: VenueOutbox): void {
    const barEndsAt = this.#bars?.endsAt ?? null;
    if (barEndsAt !== null && barEndsAt > now) this.#planDayEnd(barEndsAt);
    else this.#desk.expire({ at: now, now, out });
  }

  /** The best prices of both sides; NaN where a side of a book is empty. */
  #setTop(ask: number, bid: number, now: Timestamp): void {
    if (ask !== this.#buyAt) this.#buyStay = ++this.#stays;
    if (bid !== this.#sellAt) this.#sellStay = ++this.#stays;
    this.#buyAt = ask;
    this.#sellAt = bid;
    this.#pricedAt = now;
  }

  /** Before a book's first update nobody stands in it. */
  #passTrade(trade: Trade, occasion: Occasion): void {
    const { now } = occasion;
    const isPriced = Number.isFinite(this.#pricedAt);
    if (!isPriced || this.#desk.orderCount === 0 || !this.#isTrading(now)) return;
    this.#desk.meetTrade(trade, this.#currentPrint(now), occasion);
  }

  #isAnsweredAtOnce(): boolean {
    const { report, amend, cancel, jitter } = this.#options.config.latency;
    return this.shorten(report) === 0 && this.shorten(Math.max(amend, cancel) + jitter) === 0;
  }

  #meetNow(order: VenueOrder, occasion: Occasion): void {
    const step = this.#stepFor(occasion.now);
    if (step !== null) {
      this.#desk.meet(order, step, occasion);
      return;
    }
    const waits = this.#bars !== null || !order.isImmediate || order.trigger !== null;
    if (waits) return;
    const wasPriced = Number.isFinite(this.#pricedAt);
    const last = wasPriced ? formatTimestamp(toTimestamp(this.#pricedAt)) : 'never';
    this.#desk.cancel(order, venueReason('NO_PRICE', `last priced at ${last}`), occasion);
  }

  /** The price an arriving order meets at once, or null where it has to wait for the next one. */
  #stepFor(now: Timestamp): PriceStep | null {
    if (!this.#isTrading(now)) return null;
    if (this.#bars !== null) return this.#bars.closingStep(now);
    const { gate, config } = this.#options;
    const isOfSession = this.#pricedAt >= Math.max(gate.pricedSince(now), this.#openSince);
    const isStale = config.staleAfter !== null && now - this.#pricedAt > config.staleAfter;
    return isOfSession && !isStale ? this.#currentPrint(now) : null;
  }

  #findRefusal(order: VenueOrder, now: Timestamp): string | null {
    const { fedBy, instrument } = this.#options;
    if (fedBy === 'none') return venueReason('NO_FEED', instrument.id);
    if (this.#desk.orderCount >= WORKING_ORDERS_MAX) {
      return venueReason('TOO_MANY_ORDERS', `${WORKING_ORDERS_MAX} of ${instrument.id}`);
    }
    const notOffered = reasonOfKind(order.request);
    if (notOffered !== null) return notOffered;
    const phase = this.#phaseAt(now);
    const mayWait = phase !== 'closed' && !(phase === 'preOpen' && order.isImmediate);
    if (mayWait) return this.#findDayOver(order, now);
    const { tif } = order.request;
    return venueReason(
      'SESSION_CLOSED',
      `${tif} order at ${formatTimestamp(now)}, ${instrument.id} is ${phase}`,
    );
  }

  /** A DAY order is for the day it was sent in, however long it takes to come. */
  #findDayOver({ sentAt, expiresAt }: VenueOrder, now: Timestamp): string | null {
    if (expiresAt > now) return null;
    const sent = formatTimestamp(sentAt);
    return venueReason('DAY_OVER', `sent at ${sent}, came at ${formatTimestamp(now)}`);
  }

  #isTrading(now: Timestamp): boolean {
    return this.#phaseAt(now) === 'open';
  }

  /** Bars are themselves the sign of a session: a day's bar may well run from midnight to midnight. */
  #phaseAt(now: Timestamp): InstrumentStatus['state'] {
    const phase = this.#bars === null ? this.#options.gate.phaseAt(now) : 'open';
    return phase === 'closed' || this.#state === 'open' ? phase : this.#state;
  }

  #endWithDay(endsAt: number): void {
    if (endsAt <= this.#dayEndsAt) return;
    this.#planDayEnd(toTimestamp(endsAt));
    this.#dayEndsAt = endsAt;
  }

  /** Before any data of that instant; under bars after the close of the bar that ends with it. */
  #planDayEnd(at: Timestamp): void {
    const { queue, index } = this.#options;
    const rank = this.#bars === null ? 1 : 6;
    queue.push({ at, rank, instrument: index, action: { type: 'dayEnd' } });
  }

  #meetBar(step: PriceStep, occasion: Occasion): void {
    if (this.#desk.orderCount > 0 && this.#isTrading(occasion.now))
      this.#desk.meetAll(step, occasion);
  }

  #setLast(now: Timestamp): void {
    this.#buyAt = this.#last;
    this.#sellAt = this.#last;
    this.#buyStay = this.#lastStay;
    this.#sellStay = this.#lastStay;
    this.#pricedAt = now;
  }

  #currentPrint(now: Timestamp): PriceStep {
    return {
      manner: 'print',
      at: now,
      buyAt: this.#buyAt,
      sellAt: this.#sellAt,
      from: Number.NaN,
      buyStay: this.#buyStay,
      sellStay: this.#sellStay,
      depth: this.#takesQuotes || this.#book !== null ? this.#quoteDepth : this.#tradeDepth,
      book: this.#book,
      touch: this.#touch(),
    };
  }

  #tradePrint(now: Timestamp): PriceStep {
    const stays = { buyStay: this.#lastStay, sellStay: this.#lastStay };
    const depth = this.#tradeDepth;
    const print = this.#currentPrint(now);
    return { ...print, buyAt: this.#last, sellAt: this.#last, ...stays, depth };
  }

  #touch(): Touch {
    const at = toTimestamp(this.#pricedAt);
    if (!this.#takesQuotes && this.#book === null) {
      return { bid: null, ask: null, mid2: 2 * this.#last, at };
    }
    const bid = toKnownPrice(this.#sellAt);
    const ask = toKnownPrice(this.#buyAt);
    return { bid, ask, mid2: bid === null || ask === null ? null : bid + ask, at };
  }
}

function toKnownPrice(price: number): Price | null {
  return Number.isNaN(price) ? null : toPrice(price);
}
