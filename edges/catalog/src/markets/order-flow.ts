import { assert, brand, Random, type InstrumentId, type Timestamp } from 'argosy/core';

import { Crowd, drawLots } from './crowd.ts';
import { FairValues } from './fair-values.ts';
import type { MarketGround } from './market-ground.ts';
import { auctionOrders } from './opening-auction.ts';
import { PricePath, type Stretch } from './price-path.ts';

/** What is asked of a real order book; prices in hundredths, on the tick. */
export type FlowMessage =
  | (Addressed & {
      readonly kind: 'limit';
      /** A number that no other order of the flow has. */
      readonly order: number;
      readonly side: 'buy' | 'sell';
      readonly price: number;
      readonly qty: number;
    })
  | (Addressed & {
      readonly kind: 'market';
      readonly order: number;
      readonly side: 'buy' | 'sell';
      readonly qty: number;
    })
  /** The order may have traded already; then a book answers that it has none such. */
  | (Addressed & { readonly kind: 'cancel'; readonly order: number })
  /** Orders are collected; the auction is matched and trading begins; nothing trades; the day is over. */
  | { readonly kind: 'phase'; readonly at: Timestamp; readonly phase: FlowPhase };

/** What a market does with orders from an instant on. */
export type FlowPhase = 'collect' | 'open' | 'halt' | 'close';

type Addressed = { readonly at: Timestamp; readonly instrument: InstrumentId };
type FlowState = {
  orders: number;
  /** Orders that may rest, so many places for each instrument; 0: free. */
  readonly resting: Float64Array;
};
type Parts = { readonly path: PricePath; readonly random: Random; readonly state: FlowState };

/** How many orders may rest for an instrument at a time. */
const PLACES = 64;
/** One in so many takes at any price. */
const TAKERS = 9;
/** How far from the touch limits lie, in halves of a spread: the deviation. */
const DEPTH = 6;

/**
 * The orders of a lively crowd for matching books of your own: limits around the fair price, some that take,
 * cancels, opening auctions. It goes on whatever becomes of its orders: what a book has at a time is bounded
 * because old orders are canceled. Prices are those of the plan's market data.
 *
 * @example
 * const flow = OrderFlow.begin(groundMarket({ seed: 7 }));
 * for (let messages = flow.next(); messages !== null; messages = flow.next()) send(messages);
 */
export class OrderFlow {
  readonly #ground: MarketGround;
  readonly #path: PricePath;
  readonly #values: FairValues;
  readonly #crowd: Crowd;
  readonly #random: Random;
  readonly #state: FlowState;
  #messages: FlowMessage[] = [];

  private constructor(ground: MarketGround, { path, random, state }: Parts) {
    this.#ground = ground;
    this.#path = path;
    this.#random = random;
    this.#state = state;
    this.#values = new FairValues(ground, path);
    this.#crowd = new Crowd(ground, this.#values);
  }

  /** The flow from the plan's first day. */
  static begin(ground: MarketGround): OrderFlow {
    const resting = new Float64Array(ground.activity.length * PLACES);
    return new OrderFlow(ground, {
      path: PricePath.begin(ground),
      random: Random.fromSeed(ground.plan.seed).fork('order flow'),
      state: { orders: 0, resting },
    });
  }

  /** The messages of the next step, in order of time; null behind the last day. */
  next(): readonly FlowMessage[] | null {
    const stretch = this.#path.advance();
    if (stretch === null) return null;
    this.#messages = [];
    this.#values.value(stretch);
    if (stretch.kind === 'open') this.#open(stretch);
    else if (stretch.kind === 'trade') this.#trade(stretch);
    else if (stretch.kind === 'halt') this.#halt(stretch);
    else this.#close(stretch);
    return this.#messages;
  }

  /** A flow of its own from here on: with the same messages to come, or by a name with others. */
  fork(name: string | null = null): OrderFlow {
    const random =
      name === null ? Random.importState(this.#random.exportState()) : this.#random.fork(name);
    const state = structuredClone(this.#state);
    return new OrderFlow(this.#ground, { path: this.#path.fork(name), random, state });
  }

  /** What is left of an auction rests in the books, and takes its place among the orders there. */
  #open(stretch: Stretch): void {
    const { shares } = this.#ground;
    const { day, from, until } = stretch;
    if (day.preOpen !== null) {
      this.#tellPhase('collect', from);
      const total = shares.length;
      for (const [number, { tick }] of shares.entries()) {
        const at = from + Math.floor(((until - from) * (number + 0.5)) / total);
        const [fair, half] = [this.#values.fair[number] ?? 0, this.#values.half[number] ?? 0];
        const orders = auctionOrders(this.#ground, { number, day: day.day, fair, half, tick });
        for (const order of orders) this.#collect({ number, at, ...order });
      }
    }
    this.#tellPhase('open', day.from);
  }

  #halt({ from, until, day }: Stretch): void {
    this.#tellPhase('halt', from);
    if (until < day.until) this.#tellPhase('open', until);
  }

  /** Whatever rests ends with the day. */
  #close({ from }: Stretch): void {
    this.#tellPhase('close', from);
    this.#state.resting.fill(0);
  }

  #trade(stretch: Stretch): void {
    const count = this.#crowd.count(stretch, this.#path.heat, this.#random);
    const span = (stretch.until - stretch.from) / Math.max(1, count);
    for (let event = 0; event < count; event += 1) {
      const at = Math.floor(stretch.from + (event + this.#random.nextFloat()) * span);
      this.#act(this.#crowd.choose(stretch, this.#random), at);
    }
  }

  /** Somebody takes, or an order comes, or the one that has its place goes. */
  #act(number: number, at: number): void {
    const random = this.#random;
    const sign = random.nextInt(2) === 0 ? 1 : -1;
    const usual = this.#ground.lots[number] ?? 1;
    const { tick, lot } = this.#ground.instruments[number] ?? { tick: 1, lot: 1 };
    const qty = drawLots(usual / (this.#values.stir[number] ?? 1), random) * lot;
    const place = number * PLACES + random.nextInt(PLACES);
    const away = Math.abs(random.nextNormal());
    const isTaker = random.nextInt(TAKERS) === 0;
    const resting = this.#state.resting[place] ?? 0;
    if (resting !== 0 && !isTaker) return this.#cancel(place, number, at);
    const anyPrice = sign * Number.POSITIVE_INFINITY;
    const taken = { number, at, sign, price: anyPrice, qty } as const;
    if (isTaker) return void this.#send(taken);
    const half = Math.max(tick / 2, this.#values.half[number] ?? 0);
    const distance = half * (1 + DEPTH * away * away);
    const fair = this.#values.fair[number] ?? 0;
    const exact = (fair - sign * distance) / tick;
    const price = Math.max(tick, (sign === 1 ? Math.floor(exact) : Math.ceil(exact)) * tick);
    this.#state.resting[place] = this.#send({ ...taken, price });
  }

  /** An order for the auction; where its place is taken, nobody ever cancels it before the close. */
  #collect(order: Sent): void {
    const sent = this.#send(order);
    const place = order.number * PLACES + (sent % PLACES);
    if (Number.isFinite(order.price)) this.#state.resting[place] ||= sent;
  }

  #cancel(place: number, number: number, at: number): void {
    const order = this.#state.resting[place] ?? 0;
    this.#state.resting[place] = 0;
    this.#messages.push({ kind: 'cancel', ...this.#address(number, at), order });
  }

  /** Sends an order, at any price where that is infinite; its number. */
  #send({ number, at, sign, price, qty }: Sent): number {
    this.#state.orders += 1;
    const { orders: order } = this.#state;
    const head = this.#address(number, at);
    const side = sign === 1 ? 'buy' : 'sell';
    const message: FlowMessage = Number.isFinite(price)
      ? { kind: 'limit', ...head, order, side, price, qty }
      : { kind: 'market', ...head, order, side, qty };
    this.#messages.push(message);
    return order;
  }

  #tellPhase(phase: FlowPhase, at: number): void {
    this.#messages.push({ kind: 'phase', at: brand<Timestamp>(at), phase });
  }

  #address(number: number, at: number): Addressed {
    const instrument = this.#ground.instruments[number]?.id;
    assert(instrument !== undefined, 'a message is about something that is listed');
    return { at: brand<Timestamp>(at), instrument };
  }
}

type Sent = {
  readonly number: number;
  readonly at: number;
  readonly sign: 1 | -1;
  readonly price: number;
  readonly qty: number;
};
