import {
  assert,
  assertNever,
  toTimestamp,
  type InstrumentIndex,
  type Random,
  type Timestamp,
} from 'argosy/core';
import type { Bar, Effect, Instrument, MarketData, Order, ReportBody, Turn } from 'argosy/domain';

import { matchingError, venueReason } from './errors.ts';
import { HaltWatch } from './guards/halt-watch.ts';
import { OrderMarket } from './exchange/order-market.ts';
import { InstrumentMarket } from './instrument-market.ts';
import { computeDelay, latencyAt, type VenueRequest } from './latency-model.ts';
import type { Market } from './market.ts';
import { MomentQueue, type Moment } from './moment-queue.ts';
import { reportAvailableAt, sendReport } from './occasion.ts';
import { OrderRegistry } from './order-registry.ts';
import { newsOnly, restoredOrder } from './restore-order.ts';
import { SessionGate } from './session-gate.ts';
import type { VenueConfig, VenueOutbox } from './venue-config.ts';
import { delayStreamOf, orderKey, VenueOrder } from './venue-order.ts';

const requestOf: Readonly<Record<Effect['type'], VenueRequest>> = {
  submit: 'insert',
  amend: 'amend',
  cancel: 'cancel',
};

/**
 * A simulated venue: market data and requests go in, reports come out, instruments never touch each
 * other. The owner feeds it in the order of time and rank: before each input it lets the venue
 * `wake` while (`nextWakeAt`, `nextWakeRank`) comes first.
 *
 * @example
 * const venue = new SimulatedVenue(config);
 * venue.onData(quote, turn, outbox);
 * venue.send({ type: 'submit', account, order: request.id, request }, turn.now);
 * while (venue.nextWakeAt <= now) venue.wake(outbox);
 */
export class SimulatedVenue {
  readonly #config: VenueConfig;
  readonly #markets: Market[] = [];
  readonly #queue = new MomentQueue();
  readonly #registry = new OrderRegistry();
  /** What stops whole markets, and the index whose prices it goes by; -1 without one. */
  readonly #halts: HaltWatch | null;
  readonly #haltIndex: number;
  #now: number = Number.NEGATIVE_INFINITY;

  constructor(config: VenueConfig) {
    this.#config = config;
    this.openMarkets();
    const { terms = null } = config.halts ?? {};
    this.#haltIndex = terms === null ? -1 : (config.instruments.indexOf(terms.index) ?? -1);
    const index = this.#haltIndex === -1 ? undefined : config.instruments.all[this.#haltIndex];
    const known = terms !== null && index !== undefined;
    this.#halts = known ? new HaltWatch(terms, this.#gateOf(index)) : null;
  }

  /** The instant at which the venue next acts by itself; Infinity when it never will. */
  get nextWakeAt(): number {
    return this.#queue.nextAt;
  }

  /** The rank of that moment among the inputs of its instant. */
  get nextWakeRank(): number {
    return this.#queue.nextRank;
  }

  /** How many orders work at the venue; those on their way are not there yet. */
  openOrders(): number {
    return this.#registry.openCount;
  }

  /** Opens the markets of what the table of instruments has and the venue does not know yet. */
  openMarkets(): void {
    const { all } = this.#config.instruments;
    for (const instrument of all.slice(this.#markets.length)) {
      this.#markets.push(this.#openMarket(instrument));
    }
  }

  /** Takes in market data, at the instant it becomes available. */
  onData(datum: MarketData, turn: Turn, out: VenueOutbox): void {
    const market = this.#markets[turn.instrument];
    assert(market !== undefined, 'market data comes with the index of a known instrument');
    const { now } = turn;
    this.#now = now;
    if (turn.instrument === this.#haltIndex) this.#watchIndex(datum, now);
    switch (datum.kind) {
      case 'quote':
        return market.onQuote(datum, now, out);
      case 'trade':
        return market.onTrade(datum, now, out);
      case 'bar':
        return market.onBar(datum, now, out);
      case 'status':
        return market.onStatus(datum, now, out);
      case 'book':
        return market.onBook(datum, now, out);
      case 'queue':
        return market.onQueue(datum, now, out);
      case 'mark':
      case 'index':
        return market.onReference({ by: datum.kind, price: datum.price }, now, out);
      case 'adjustment':
        // A dividend leaves the close what it was; orders that an action ends are cancelled by trading.
        if (datum.cause === 'action' && datum.addend === 0n) market.onAdjustment(datum);
        return;
      case 'funding':
        return;
      default:
        return assertNever(datum);
    }
  }

  /** Announces a bar before it opens, so that its points come at their own instants. */
  expectBar(bar: Bar, index: InstrumentIndex): void {
    this.#markets[index]?.expectBar(bar, this.#now);
  }

  /** Sends a request on its way; an order's requests arrive in the order they were sent. */
  send(effect: Effect, now: Timestamp): void {
    this.#now = now;
    const order = effect.type === 'submit' ? this.#admit(effect, now) : this.#find(effect);
    const instrument = order === undefined ? -1 : this.#indexOf(order);
    const delayUs = this.#delayOf(effect, order, instrument);
    const at = toTimestamp(Math.max(now + delayUs, order?.lastRequestAt ?? now));
    if (order !== undefined) order.lastRequestAt = at;
    this.#queue.push({ at, rank: 5, instrument, action: { type: 'arrival', effect } });
  }

  /**
   * Lets an order work on that worked at a venue which is no more, with what it had filled; it meets the next price
   * as one that comes in, behind all others. One whose time is over meanwhile expires. An order of an unknown
   * instrument, or that is here already, is left out.
   */
  restore(order: Order, now: Timestamp, out: VenueOutbox): void {
    const { instruments, random } = this.#config;
    const index = instruments.indexOf(order.request.instrument) ?? -1;
    const [instrument, market] = [instruments.all[index], this.#markets[index]];
    if (instrument === undefined || market === undefined) return;
    const restored = restoredOrder(order, random, { ...this.#config, instrument });
    if (this.#registry.find(restored.key) !== undefined) return;
    this.#now = now;
    this.#registry.add(restored);
    market.arrive(restored, now, newsOnly(out));
  }

  /** Does what the venue has to do next, and only that. */
  wake(out: VenueOutbox): void {
    const moment = this.#queue.pop();
    assert(moment !== undefined, 'the venue has something to do');
    this.#now = moment.at;
    const { action } = moment;
    switch (action.type) {
      case 'arrival':
        return this.#arrive(action.effect, moment, out);
      case 'barPoint':
        return this.#markets[moment.instrument]?.onBarPoint(action.bar, moment.at, out);
      case 'expiry':
        return this.#markets[moment.instrument]?.onExpiry(moment.at, out);
      case 'auction':
        return this.#markets[moment.instrument]?.onAuction(moment.at, out);
      case 'again':
        return action.meet(moment.at, out);
      case 'stop':
        return this.#markets[moment.instrument]?.stops.tell(moment.at, out);
      case 'dayEnd':
        return this.#markets[moment.instrument]?.onDayEnd(moment.at, out);
      default:
        return assertNever(action);
    }
  }

  #openMarket(instrument: Instrument): Market {
    const { instruments, fedBy } = this.#config;
    const index = instruments.indexOf(instrument.id);
    assert(index !== undefined, 'the table knows its own instruments');
    const options = {
      instrument,
      index,
      fedBy: fedBy(index),
      gate: this.#gateOf(instrument),
      config: {
        ...this.#config,
        latency: latencyAt(this.#config.latency, instrument.exchange),
      },
      registry: this.#registry,
      queue: this.#queue,
    };
    return options.fedBy === 'orders' ? new OrderMarket(options) : new InstrumentMarket(options);
  }

  #gateOf({ calendar, id }: Instrument): SessionGate {
    const clock = this.#config.calendars.get(calendar);
    if (clock === undefined) throw matchingError('UNKNOWN_CALENDAR', `${calendar} of ${id}`);
    return new SessionGate(clock);
  }

  /** An index moves: where it has gone too far, the markets of its exchanges stop. */
  #watchIndex(datum: MarketData, now: Timestamp): void {
    const { terms = null } = this.#config.halts ?? {};
    const price = indexPriceOf(datum);
    // A bar's close is of its end, however late it is told.
    const at = datum.kind === 'bar' ? datum.closesAt : now;
    const halt = price === null ? null : (this.#halts?.note(price, { at, now }) ?? null);
    if (halt === null || terms === null) return;
    for (const [at, { exchange }] of this.#config.instruments.all.entries()) {
      if (terms.exchanges.includes(exchange)) this.#markets[at]?.halt(halt);
    }
  }

  #admit(effect: Extract<Effect, { readonly type: 'submit' }>, now: Timestamp): VenueOrder {
    const order = new VenueOrder(effect.request, now, this.#config.random);
    assert(this.#registry.find(order.key) === undefined, 'an order is sent once');
    this.#registry.add(order);
    return order;
  }

  #find(effect: Effect): VenueOrder | undefined {
    return this.#registry.find(orderKey(effect.account, effect.order));
  }

  #indexOf(order: VenueOrder): InstrumentIndex | -1 {
    return this.#config.instruments.indexOf(order.request.instrument) ?? -1;
  }

  #delayOf(effect: Effect, order: VenueOrder | undefined, instrument: number): number {
    const { latency: anywhere, instruments, random } = this.#config;
    const { exchange = '' } = instruments.all[instrument] ?? {};
    const latency = latencyAt(anywhere, exchange);
    const key = orderKey(effect.account, effect.order);
    const stream = (): Random => order?.delayStream ?? delayStreamOf(random, key);
    const delayUs = computeDelay(latency, requestOf[effect.type], stream);
    return this.#markets[instrument]?.shorten(delayUs) ?? delayUs;
  }

  #arrive(effect: Effect, moment: Moment, out: VenueOutbox): void {
    const now = moment.at;
    const order = this.#find(effect);
    const market = this.#markets[moment.instrument];
    if (market === undefined || order === undefined) this.#refuse(effect, now, out);
    else if (effect.type === 'submit') market.arrive(order, now, out);
    else if (effect.type === 'amend') market.amend(order, effect, { at: now, now, out });
    else market.cancel(order, { at: now, now, out });
  }

  /** Answers a request for an instrument or an order that the venue does not know. */
  #refuse(effect: Effect, now: Timestamp, out: VenueOutbox): void {
    const order = this.#find(effect);
    if (order !== undefined) this.#registry.close(order);
    const { account, order: id } = effect;
    const occasion = { at: now, now, out };
    const availableAt = reportAvailableAt(occasion, this.#config.latency.report);
    sendReport({ account, order: id, availableAt }, toRefusal(effect), occasion);
  }
}

/** What a datum says of where an index is; null where it says nothing of it. */
function indexPriceOf(datum: MarketData): number | null {
  if (datum.kind === 'trade') return datum.price;
  if (datum.kind === 'bar') return datum.close;
  return datum.kind === 'quote' ? Math.floor((datum.bid + datum.ask) / 2) : null;
}

function toRefusal(effect: Effect): ReportBody {
  switch (effect.type) {
    case 'submit': {
      const { instrument } = effect.request;
      return { type: 'rejected', reason: venueReason('UNKNOWN_INSTRUMENT', instrument) };
    }
    case 'amend':
      return { type: 'modifyRejected', reason: venueReason('ORDER_NOT_OPEN', effect.order) };
    case 'cancel':
      return { type: 'cancelRejected', reason: venueReason('ORDER_NOT_OPEN', effect.order) };
    default:
      return assertNever(effect);
  }
}
