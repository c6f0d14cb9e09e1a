import type { InstrumentIndex, Timestamp } from 'argosy/core';
import {
  limitOf,
  type Adjustment,
  type Bar,
  type BookUpdate,
  type Instrument,
  type InstrumentStatus,
  type QueueUpdate,
  type Quote,
  type Trade,
} from 'argosy/domain';

import { endOf, reasonAgainstTaking, reasonAtArrival, reasonOfNoPrice } from './arrival-check.ts';
import { auctionOf } from './book-auction.ts';
import { BarFeed } from './bar-feed.ts';
import { BarMeeting } from './bar-meeting.ts';
import { BookFeed, type PassingTrade } from './book-feed.ts';
import { haltFor, type Halt } from './guards/halt-watch.ts';
import { guardOf } from './guards/guard-of.ts';
import { StopTape } from './guards/stop-tape.ts';
import type { PriceGuard } from './guards/price-guard.ts';
import { longestDelay } from './latency-model.ts';
import type { Market } from './market.ts';
import { isForAnother } from './meeting-rules.ts';
import type { MomentQueue } from './moment-queue.ts';
import type { Occasion } from './occasion.ts';
import { OrderDesk } from './order-desk.ts';
import type { Amendment } from './order-reasons.ts';
import { OrderEnds } from './order-ends.ts';
import type { OrderRegistry } from './order-registry.ts';
import { middleOf, PriceBoard } from './price-board.ts';
import type { PriceStep } from './price-step.ts';
import { QueueFeed } from './queue-feed.ts';
import { patientQueue } from './queue/patient-queue.ts';
import type { SessionGate } from './session-gate.ts';
import { TradingSession, type VenuePhase } from './trading-session.ts';
import { SourceWatch, type Reference } from './source-watch.ts';
import { otherSourceOf } from './trigger-sources.ts';
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

/** The phases in which prices are found; behind the close they are those of the close. */
const trading: ReadonlySet<VenuePhase> = new Set(['open', 'matching']);

/** One instrument at the venue: its price, its state, its orders. It knows of no other. */
export class InstrumentMarket implements Market {
  readonly stops: StopTape;
  readonly #options: MarketOptions;
  readonly #takesQuotes: boolean;
  readonly #takesTrades: boolean;
  readonly #bars: BarFeed | null;
  readonly #meeting: BarMeeting | null;
  readonly #book: BookFeed | null;
  readonly #queue: QueueFeed | null;
  readonly #board: PriceBoard;
  readonly #session: TradingSession;
  readonly #guard: PriceGuard | null;
  readonly #desk: OrderDesk;
  readonly #sources: SourceWatch;
  readonly #ends: OrderEnds;
  /** Whether auctions are settled by the recorded book. */
  readonly #settles: boolean;

  constructor(options: MarketOptions) {
    const { instrument, index, fedBy, config, queue, gate } = options;
    this.#options = options;
    this.#takesQuotes = fedBy === 'quotes' || fedBy === 'quotesAndTrades';
    this.#takesTrades = fedBy === 'trades' || fedBy === 'quotesAndTrades';
    this.#bars = fedBy === 'bars' ? new BarFeed({ index, policy: config.bars, queue }) : null;
    this.#queue = fedBy === 'queue' ? new QueueFeed() : null;
    const book = fedBy === 'book' ? new BookFeed(config.queue ?? patientQueue) : null;
    this.#book = this.#queue?.feed ?? book;
    this.#board = new PriceBoard(this.#book, this.#takesQuotes);
    this.#session = new TradingSession(gate, this.#bars !== null);
    this.stops = new StopTape({ instrument: instrument.id, index, queue, session: this.#session });
    this.#settles = this.#book !== null && config.auctions === 'book';
    this.#ends = new OrderEnds({ index, queue, isByBars: this.#bars !== null });
    this.#guard = guardOf(options);
    const changes = ['amend', 'cancel'] as const;
    const longestChange = Math.max(...changes.map((one) => longestDelay(config.latency, one)));
    const reportDelay = (): number => this.shorten(config.latency.report);
    const isAnsweredAtOnce = (): boolean =>
      reportDelay() === 0 && this.shorten(longestChange) === 0;
    const told = { ...options, book: this.#book, guard: this.#guard };
    this.#desk = new OrderDesk({ ...told, reportDelay, isAnsweredAtOnce });
    this.#sources = new SourceWatch(this.#desk, fedBy);
    this.#meeting = this.#bars === null ? null : this.#meetingOf(this.#bars);
  }

  /** A latency as it counts here: none where only bars feed the venue and it is shorter than one. */
  shorten(delayUs: number): number {
    return this.#bars !== null && delayUs < this.#bars.spanUs ? 0 : delayUs;
  }

  /** A quote sets the price; almost always nothing else happens. */
  onQuote(quote: Quote, now: Timestamp, out: VenueOutbox): void {
    if (!this.#takesQuotes) return;
    this.#board.showQuote(quote, now);
    if (this.#guard !== null && !this.#takesTrades) {
      this.#notePrice(this.#guard, middleOf(quote.bid, quote.ask), { at: now, now, out });
    }
    if (!this.#desk.mayMatch(quote.ask, quote.bid) || !this.#isTrading(now)) return;
    this.#meetPrice({ at: now, now, out });
  }

  /** A book sets the price and says how much there is of it; whoever waits in it moves up. */
  onBook(update: BookUpdate, now: Timestamp, out: VenueOutbox): void {
    const feed = this.#book;
    if (feed === null || this.#queue !== null) return;
    feed.apply(update);
    this.#meetBook(feed, now, out);
  }

  /** An order of a recorded book does something: what trades with it may have been ours before. */
  onQueue(update: QueueUpdate, now: Timestamp, out: VenueOutbox): void {
    const queue = this.#queue;
    if (queue === null) return;
    const trade = queue.tradeOf(update);
    if (trade !== null) {
      this.#board.showTrade(trade, now);
      this.#passTrade(trade, { at: now, now, out });
    }
    if (queue.apply(update)) this.#meetBook(queue.feed, now, out);
  }

  #meetBook(feed: BookFeed, now: Timestamp, out: VenueOutbox): void {
    this.#board.showBook(feed, now);
    const [ask, bid] = [feed.bestFor(1), feed.bestFor(-1)];
    if (this.#guard !== null) {
      this.#notePrice(this.#guard, middleOf(bid, ask), { at: now, now, out });
    }
    // A side without prices wakes who has met none yet, as the worst price would.
    const worstAsk = Number.isNaN(ask) ? Number.POSITIVE_INFINITY : ask;
    const worstBid = Number.isNaN(bid) ? Number.NEGATIVE_INFINITY : bid;
    if (!this.#desk.mayMatch(worstAsk, worstBid) || !this.#isTrading(now)) return;
    this.#meetPrice({ at: now, now, out });
  }

  /** A trade sets the price where no quotes do; beside quotes it only fills limits it prints at. */
  onTrade(trade: Trade, now: Timestamp, out: VenueOutbox): void {
    if (this.#book === null && !this.#takesTrades) return;
    this.#board.showTrade(trade, now);
    const { price } = trade;
    const occasion = { at: now, now, out };
    if (this.#guard !== null && this.#book === null) {
      this.#notePrice(this.#guard, price, occasion);
    }
    // Between auctions a book told order by order tells its trades itself.
    if (this.#queue !== null) this.#meetCross(occasion);
    else if (this.#book !== null) this.#passTrade(trade, occasion);
    else if (this.#desk.mayMatch(price, price) || this.#desk.hasClosers) {
      this.#meetTrade(price, occasion);
    }
  }

  /** Nothing trades at the prices of others, but they fire triggers. */
  onReference(reference: Reference, now: Timestamp, out: VenueOutbox): void {
    this.#sources.onReference(reference, this.#stepFor(now), { at: now, now, out });
  }

  /** What is remembered of prices of before is said in those of now. */
  onAdjustment(adjustment: Adjustment): void {
    this.#board.adjust(adjustment);
    this.#guard?.adjust(adjustment);
  }

  /** After a stop in trading no price from before counts. */
  onStatus(status: InstrumentStatus, now: Timestamp): void {
    if (!this.stops.takeBack(status)) this.#session.onStatus(status.state, now);
  }

  /** Trading stops, and begins again with an auction. */
  halt(halt: Halt): void {
    this.stops.begin(halt);
  }

  /** A bar brings its close, and whatever of its path has not been met. */
  onBar(bar: Bar, now: Timestamp, out: VenueOutbox): void {
    if (this.#bars === null || !this.#bars.close(bar, now)) return;
    const occasion = { at: bar.closesAt, now, out };
    for (let step = this.#bars.nextStep(); step !== null; step = this.#bars.nextStep()) {
      this.#meeting?.meet(step, occasion);
    }
  }

  /** Plans the points of a bar to come. */
  expectBar(bar: Bar, now: number): void {
    this.#bars?.expect(bar, now);
  }

  /** The price comes to a planned point of a bar. */
  onBarPoint(bar: Bar, now: Timestamp, out: VenueOutbox): void {
    const step = this.#bars?.stepAt(bar) ?? null;
    if (step !== null) this.#meeting?.meet(step, { at: now, now, out });
  }

  /** An order comes in. */
  arrive(order: VenueOrder, now: Timestamp, out: VenueOutbox): void {
    const occasion = { at: now, now, out };
    const isForDay = order.request.tif === 'DAY' || order.auction !== null;
    order.expiresAt = endOf(order, this.#options.gate, this.#bars !== null);
    order.arrivedAt = now;
    order.firedBy = otherSourceOf(order, this.#options.fedBy);
    const refusal = this.#findRefusal(order, now);
    if (refusal !== null) {
      this.#desk.reject(order, refusal, occasion);
      return;
    }
    if (isForDay) this.#ends.endWithDay(order.expiresAt);
    if (order.expiryAt !== null) this.#ends.planExpiry(order.expiryAt);
    this.#desk.accept(order, occasion);
    if (this.#settles) this.#ends.planAuction(this.#session.collectsUntil(now));
    this.#meetNow(order, occasion);
    if (order.isOpen) this.#desk.keep(order);
  }

  /** An amendment comes in. */
  amend(order: VenueOrder, amendment: Amendment, occasion: Occasion): void {
    const taking = this.#findTaking(order, limitOf(amendment.terms), occasion.now);
    if (taking !== null) {
      this.#desk.refuseAmendment(order, taking, occasion);
      return;
    }
    if (!this.#desk.amend(order, amendment, occasion)) return;
    this.#meetNow(order, occasion);
    this.#desk.refresh();
  }

  /** A cancel comes in: it always passes. */
  cancel(order: VenueOrder, occasion: Occasion): void {
    this.#desk.cancel(order, null, occasion);
    this.#desk.refresh();
  }

  /**
   * A trading day ends; under a bar that goes on past it, its orders end with the bar. Those that are
   * for the close, and that no closing auction has given a price, get the last one of the day.
   */
  onDayEnd(now: Timestamp, out: VenueOutbox): void {
    const barEndsAt = this.#bars?.endsAt ?? null;
    if (barEndsAt !== null && barEndsAt > now) {
      this.#ends.planDayEnd(barEndsAt);
      return;
    }
    const occasion = { at: now, now, out };
    const step = this.#bars === null ? this.#board.closingStep(now) : this.#bars.lastStep(now);
    if (step !== null && this.#options.gate.isOfDay(step.touch.at, now))
      this.#desk.meetClose(step, occasion);
    this.#desk.expire(occasion);
  }

  /** Orders end at an instant of their own. */
  onExpiry(now: Timestamp, out: VenueOutbox): void {
    this.#desk.expire({ at: now, now, out }, 'GTD');
  }

  /** Orders have been collected: where the book settles what came of them, it does now. */
  onAuction(now: Timestamp, out: VenueOutbox): void {
    const auction = this.#session.collectedFor(now);
    if (this.#book === null || auction === null) return;
    const { last } = this.#board;
    const ours = this.#desk.orders.filter((order) => !isForAnother(order, { auction }));
    const met = auctionOf(this.#book.book, ours, Number.isFinite(last) ? last : 0);
    if (met === null) return;
    this.#session.noteCross(now, true);
    const { equilibrium, allotted } = met;
    const step = this.#board.settledStep(now, auction, equilibrium.price);
    this.#desk.meetAll({ ...step, allotted }, { at: now, now, out });
  }

  #meetingOf(bars: BarFeed): BarMeeting {
    const guard = this.#guard;
    return new BarMeeting({
      bars,
      guard,
      desk: this.#desk,
      gate: this.#options.gate,
      session: this.#session,
      notePrice: (...told) => {
        if (guard !== null) this.#notePrice(guard, ...told);
      },
    });
  }

  /** Looks whether a price may be before anyone trades at it. */
  #notePrice(guard: PriceGuard, price: number, occasion: Occasion, opens: boolean = false): void {
    const { at, now } = occasion;
    if (Number.isNaN(price) || !trading.has(this.#session.phaseAt(at))) return;
    const verdict = guard.note(price, at, opens);
    const { terms = null } = this.#options.config.interruptions ?? {};
    if (verdict === 'bandMoved') this.#desk.dropOutside(guard, occasion);
    if (verdict !== 'interrupts' || terms === null) return;
    this.stops.begin(haltFor(at, terms.halt, terms.auction), now);
  }

  /** The first price after a pause is everyone's, with nothing traded between. */
  #meetPrice(occasion: Occasion): void {
    const { now } = occasion;
    const auction = this.#session.openingBy(now, this.#board.pricedBefore);
    const manner = auction === null ? 'print' : 'jump';
    const step = this.#board.step(now, { manner, auction });
    this.#sources.onPrice(step, occasion);
    this.#desk.meetAll(step, occasion);
  }

  #meetTrade(price: number, occasion: Occasion): void {
    if (this.#meetCross(occasion) || !this.#isTrading(occasion.now)) return;
    if (!this.#takesQuotes) this.#meetPrice(occasion);
    // Before its first price nothing rests: what came is still waiting for a quote.
    else if (Number.isFinite(this.#board.pricedAt)) {
      this.#sources.onTrade(price, this.#board.step(occasion.now), occasion);
      this.#desk.meetResting(this.#board.tradeStep(occasion.now), occasion);
    }
  }

  /** Before a book's first update nobody stands in it. */
  #passTrade(trade: PassingTrade, occasion: Occasion): void {
    const { now } = occasion;
    if (this.#desk.orderCount === 0 || this.#meetCross(occasion)) return;
    if (!Number.isFinite(this.#board.pricedAt) || !this.#isTrading(now)) return;
    const step = this.#board.step(now);
    this.#desk.meetTrade(trade, step, occasion);
    this.#sources.onTrade(trade.price, step, occasion);
  }

  /** Trades at one price: of an auction, or of the session after the close. Says whether this is one. */
  #meetCross(occasion: Occasion): boolean {
    const { now } = occasion;
    if (this.#desk.orderCount === 0) return false;
    const isBesideQuotes = this.#takesQuotes || this.#book !== null;
    const auction = this.#session.crossedBy(now, isBesideQuotes ? this.#board.toldBefore : null);
    if (auction === null && this.#session.phaseAt(now) !== 'postClose') return false;
    if (auction !== null) this.#session.noteCross(now);
    this.#desk.meetAll(this.#board.crossStep(now, auction), occasion);
    return true;
  }

  #meetNow(order: VenueOrder, occasion: Occasion): void {
    const step = this.#stepFor(occasion.now);
    if (step !== null) {
      this.#desk.meet(order, step, occasion);
      return;
    }
    const waits = this.#bars !== null || !order.isImmediate || order.trigger !== null;
    if (waits) return;
    this.#desk.cancel(order, reasonOfNoPrice(this.#board.pricedAt), occasion);
  }

  /** The price an arriving order meets at once, or null where it has to wait for the next one. */
  #stepFor(now: Timestamp): PriceStep | null {
    if (!this.#isTrading(now)) return null;
    if (this.#bars !== null) return this.#bars.closingStep(now);
    const { config } = this.#options;
    const { pricedAt } = this.#board;
    const isOfSession = pricedAt >= this.#session.pricedSince(now);
    const isStale = config.staleAfter !== null && now - pricedAt > config.staleAfter;
    return isOfSession && !isStale ? this.#board.step(now) : null;
  }

  #findRefusal(order: VenueOrder, now: Timestamp): string | null {
    const { fedBy, instrument } = this.#options;
    const { orderCount } = this.#desk;
    const phase = this.#session.phaseAt(now);
    const flaw = reasonAtArrival(order, {
      now,
      instrument,
      fedBy,
      orderCount,
      phase,
      guard: this.#guard,
    });
    return flaw ?? this.#findTaking(order, order.limit, now);
  }

  /** An order that only makes is turned away where the price of now would fill it. */
  #findTaking(order: VenueOrder, limit: number | null, now: Timestamp): string | null {
    if (!order.isPostOnly) return null;
    return reasonAgainstTaking(this.#options.instrument, order, {
      limit,
      step: this.#stepFor(now),
    });
  }

  #isTrading(now: Timestamp): boolean {
    return this.#session.phaseAt(now) === 'open';
  }
}
