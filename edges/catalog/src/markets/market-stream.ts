import { brand, Random, type Quantity } from 'argosy/core';
import type { InstrumentStatus, MarketData } from 'argosy/domain';

import { Crowd, drawLots } from './crowd.ts';
import { FairValues } from './fair-values.ts';
import type { MarketGround } from './market-ground.ts';
import { auctionDepth, auctionOrders, auctionPrice, type AuctionOrder } from './opening-auction.ts';
import { PricePath, type Stretch } from './price-path.ts';
import { QuoteBoard, type BoardState } from './quote-board.ts';
import { RowPrinter, type Happening, type StreamOptions } from './row-printer.ts';

type Parts = {
  readonly path: PricePath;
  readonly random: Random;
  readonly printer: RowPrinter;
  readonly board: BoardState | null;
  readonly isQuoted: boolean;
  readonly events: StepEvents | null;
};

/** A step whose events are being told. */
type StepEvents = {
  readonly stretch: Stretch;
  readonly count: number;
  told: number;
  at: number;
  nanos: number;
};

/** How many events in a hundred are trades. */
export const TRADES_OF_HUNDRED = 35;
/** How sure it is who takes, where the price has left the quote. */
export const TAKER_BIAS_MOST = 0.45;

/**
 * Market data of a synthetic market as a stream of batches in order of time, one for each step. What it holds
 * does not grow with what it has brought.
 *
 * @example
 * const stream = MarketStream.begin(groundMarket({ seed: 7 }));
 * for (let rows = stream.next(); rows !== null; rows = stream.next()) record(rows);
 */
export class MarketStream {
  readonly #ground: MarketGround;
  readonly #options: StreamOptions;
  readonly #path: PricePath;
  readonly #values: FairValues;
  readonly #board: QuoteBoard;
  readonly #crowd: Crowd;
  readonly #random: Random;
  readonly #printer: RowPrinter;
  /** Whether the day's first quotes are out. */
  #isQuoted: boolean;
  /** The step under way; null between two. */
  #events: StepEvents | null;
  /** The stretch that a stream which begins in the middle of a day begins with. */
  #first: Stretch | null = null;

  private constructor(ground: MarketGround, options: StreamOptions, parts: Parts) {
    const { path, random, printer, board, isQuoted, events } = parts;
    this.#ground = ground;
    this.#options = options;
    this.#path = path;
    this.#random = random;
    this.#printer = printer;
    this.#isQuoted = isQuoted;
    this.#events = events;
    this.#values = new FairValues(ground, path);
    this.#board = new QuoteBoard(ground, { path, values: this.#values }, board);
    this.#crowd = new Crowd(ground, this.#values);
    if (events !== null) this.#values.value(events.stretch);
  }

  /** The stream from the plan's first day. */
  static begin(ground: MarketGround, options: StreamOptions = {}): MarketStream {
    return MarketStream.#of(ground, options, PricePath.begin(ground));
  }

  static #of(ground: MarketGround, options: StreamOptions, path: PricePath): MarketStream {
    return new MarketStream(ground, options, {
      path,
      random: Random.fromSeed(ground.plan.seed).fork('market data'),
      printer: new RowPrinter(ground, options, null),
      board: null,
      isQuoted: false,
      events: null,
    });
  }

  /**
   * The stream from an instant on, without the events before it: prices stand where they stand by then, what came
   * is others' events around them. Within a day it begins with a status of everything, and all quotes.
   */
  static beginAt(ground: MarketGround, at: number, options: StreamOptions = {}): MarketStream {
    const path = PricePath.begin(ground, at);
    const stream = MarketStream.#of(ground, options, path);
    stream.#skipTo(at);
    return stream;
  }

  /** The rows of the next step, maybe none; null behind the last day. */
  next(): readonly MarketData[] | null {
    if (this.#events !== null) {
      this.#tellEvents(this.#events);
      return this.#printer.take();
    }
    const stretch = this.#first ?? this.#path.advance();
    this.#first = null;
    if (stretch === null) return null;
    const { kind, from, day } = stretch;
    if (kind !== 'open') this.#printer.rollBars(from, day);
    this.#values.value(stretch);
    if (kind === 'open') this.#open(stretch);
    else if (kind === 'trade') this.#trade(stretch);
    else if (kind === 'halt') this.#halt(stretch);
    else this.#tellStatus('closed', from);
    return this.#printer.take();
  }

  /** A stream of its own from here on: with the same rows to come, or by a name with others. */
  fork(name: string | null = null): MarketStream {
    const random =
      name === null ? Random.importState(this.#random.exportState()) : this.#random.fork(name);
    return new MarketStream(this.#ground, this.#options, {
      path: this.#path.fork(name),
      random,
      printer: new RowPrinter(this.#ground, this.#options, this.#printer.exportState()),
      board: structuredClone(this.#board.state),
      isQuoted: this.#isQuoted,
      events: structuredClone(this.#events),
    });
  }

  #skipTo(at: number): void {
    let stretch = this.#path.advance();
    let isOpened = stretch !== null && stretch.kind === 'trade';
    while (stretch !== null && stretch.until <= at) {
      // The last stretch of a day is an instant: what comes behind it begins with the next day.
      isOpened = stretch.kind !== 'close';
      stretch = this.#path.advance();
    }
    this.#first = stretch;
    if (stretch === null || !isOpened || stretch.kind === 'open') return;
    this.#values.value(stretch);
    for (const number of this.#ground.shares.keys()) this.#openAtFair(number);
    this.#tellStatus('open', stretch.from);
  }

  #open(stretch: Stretch): void {
    const { shares } = this.#ground;
    const { day, from, until } = stretch;
    this.#isQuoted = false;
    if (day.preOpen === null) for (const number of shares.keys()) this.#openAtFair(number);
    else {
      this.#tellStatus('preOpen', from);
      const auctions = shares.map((_, number) => this.#collect(stretch, number));
      const shown = Math.floor((from + until) / 2);
      for (const [number, orders] of auctions.entries()) {
        const limits = orders.filter(({ price }) => Number.isFinite(price));
        this.#printer.book({ number, at: shown, nanos: 0 }, auctionDepth(limits));
      }
      for (const [number, orders] of auctions.entries()) this.#uncross(number, orders, until);
    }
    this.#tellStatus('open', day.from);
  }

  #openAtFair(number: number): void {
    this.#board.state.last[number] = this.#board.nearest(number);
  }

  #collect({ day }: Stretch, number: number): readonly AuctionOrder[] {
    const [fair, half] = [this.#values.fair[number] ?? 0, this.#values.half[number] ?? 0];
    const tick = this.#board.tickOf(number);
    return auctionOrders(this.#ground, { number, day: day.day, fair, half, tick });
  }

  #uncross(number: number, orders: readonly AuctionOrder[], at: number): void {
    const found = auctionPrice(orders, Math.round(this.#path.closeOf(number)));
    if (found === null) return this.#openAtFair(number);
    this.#board.state.last[number] = found.price;
    const print = { number, at, nanos: 0, price: found.price, qty: found.volume };
    this.#printer.trade({ ...print, aggressor: null });
  }

  #halt({ from, until, day }: Stretch): void {
    this.#tellStatus('halted', from);
    this.#printer.rollBars(until, day);
    if (until < day.until) this.#tellStatus('open', until);
  }

  #trade(stretch: Stretch): void {
    this.#requote(stretch);
    this.#publishIndex(stretch.from);
    const count = this.#crowd.count(stretch, this.#path.heat, this.#random);
    this.#tellEvents({ stretch, count, told: 0, at: stretch.from, nanos: 0 });
  }

  /** Events of a step, as many as a batch may have; the others are left for the next one. */
  #tellEvents(events: StepEvents): void {
    const { stretch, count } = events;
    const { eventsPerBatch = Number.POSITIVE_INFINITY } = this.#options;
    const span = (stretch.until - stretch.from) / Math.max(1, count);
    const { nanoseconds } = this.#ground.plan;
    const end = Math.min(count, events.told + eventsPerBatch);
    let { at, nanos } = events;
    for (let event = events.told; event < end; event += 1) {
      const whole = Math.floor(stretch.from + (event + this.#random.nextFloat()) * span);
      const drawn = nanoseconds ? this.#random.nextInt(1000) : 0;
      // Two events of one microsecond keep their order by the nanoseconds too.
      nanos = whole > at ? drawn : Math.max(nanos, drawn);
      at = Math.max(at, whole);
      this.#act({ number: this.#crowd.choose(stretch, this.#random), at, nanos });
    }
    this.#events = end < count ? { ...events, told: end, at, nanos } : null;
  }

  /** Everything at the day's first step; then, at each, what follows the index. */
  #requote({ from }: Stretch): void {
    const { shares, activity } = this.#ground;
    const first = this.#isQuoted ? shares.length : 0;
    for (let number = first; number < activity.length; number += 1) {
      if (this.#values.fair[number] === 0) continue;
      const isOther = this.#board.quote(number, 0);
      if (isOther || !this.#isQuoted) this.#tellQuote({ number, at: from, nanos: 0 });
    }
    this.#isQuoted = true;
  }

  /** The index by the last prices of its members, where it is another. */
  #publishIndex(at: number): void {
    const { index, weights, divisor, instruments } = this.#ground;
    if (index === null) return;
    const { last } = this.#board.state;
    let sum = 0;
    for (let share = 0; share < weights.length; share += 1) {
      sum += (weights[share] ?? 0) * (last[share] ?? 0);
    }
    const number = instruments.length - 1;
    const level = Math.round(sum / divisor);
    if (level === last[number]) return;
    last[number] = level;
    this.#printer.index({ number, at, nanos: 0 }, level);
  }

  /** Somebody trades at the quote, maybe; then it is quoted anew. */
  #act(happening: Happening): void {
    const { number } = happening;
    const random = this.#random;
    const { bid, ask } = this.#board.state;
    const [low, high] = [bid[number] ?? 0, ask[number] ?? 0];
    if (random.nextInt(100) < TRADES_OF_HUNDRED && low > 0) {
      const pull = ((this.#values.fair[number] ?? 0) - (low + high) / 2) / (high - low);
      const bias = Math.max(-TAKER_BIAS_MOST, Math.min(TAKER_BIAS_MOST, pull));
      const isBuyer = random.nextFloat() < 0.5 + bias;
      const qty = drawLots(this.#ground.lots[number] ?? 1, random) * this.#lotOf(number);
      const price = isBuyer ? high : low;
      this.#board.state.last[number] = price;
      this.#printer.trade({ ...happening, aggressor: isBuyer ? 'buy' : 'sell', price, qty });
    }
    this.#board.quote(number, 2 * random.nextFloat() - 1);
    this.#tellQuote(happening);
  }

  #tellQuote(happening: Happening): void {
    const { number } = happening;
    const { bid, ask } = this.#board.state;
    const [best, offer] = [bid[number] ?? 0, ask[number] ?? 0];
    const [bought, offered] = [this.#sizeOf(number), this.#sizeOf(number)];
    const bidQty = best === 0 ? brand<Quantity>(0) : bought;
    this.#printer.quote({ ...happening, bid: best, ask: offer, bidQty, askQty: offered });
  }

  /** What stands at the best price: less where it is hot. */
  #sizeOf(number: number): Quantity {
    const usual = (this.#ground.lots[number] ?? 1) / (this.#values.stir[number] ?? 1);
    return brand<Quantity>(drawLots(2 * usual, this.#random) * this.#lotOf(number));
  }

  #lotOf(number: number): number {
    return this.#ground.instruments[number]?.lot ?? 1;
  }

  #tellStatus(state: InstrumentStatus['state'], at: number): void {
    for (const number of this.#ground.activity.keys()) {
      if (this.#values.fair[number] !== 0) this.#printer.status({ number, at, nanos: 0 }, state);
    }
  }
}
