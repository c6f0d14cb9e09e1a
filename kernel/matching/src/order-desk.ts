import {
  assert,
  ledgerScaleOf,
  toBrokerOrderId,
  toPrice,
  toQuantity,
  type InstrumentIndex,
} from 'argosy/core';
import type { Instrument, ReportBody } from 'argosy/domain';

import type { BookFeed, PassingTrade } from './book-feed.ts';
import { venueReason } from './errors.ts';
import { planFills, type Filling, type PlannedFill } from './fill-plan.ts';
import type { PriceGuard } from './guards/price-guard.ts';
import { makeFill } from './make-fill.ts';
import type { Match } from './match-trigger.ts';
import { decideMatch } from './match.ts';
import { isFired, isForAnother, onlyMaking, wasThere } from './meeting-rules.ts';
import type { MomentQueue } from './moment-queue.ts';
import type { Occasion } from './occasion.ts';
import { reasonAgainst, reasonOfMiss, reasonOfTaking, type Amendment } from './order-reasons.ts';
import type { OrderRegistry } from './order-registry.ts';
import { PassedOver, type Passed } from './passed-over.ts';
import type { PriceStep } from './price-step.ts';
import { ReportLine } from './report-line.ts';
import { noSlippage } from './slippage/no-slippage.ts';
import { firesBy, type ToldPrices } from './trigger-sources.ts';
import type { VenueConfig } from './venue-config.ts';
import type { VenueOrder } from './venue-order.ts';
import { WorkingOrders } from './working-orders.ts';

/** What a desk is made of. */
export type DeskOptions = {
  readonly instrument: Instrument;
  readonly index: InstrumentIndex;
  readonly queue: MomentQueue;
  readonly config: VenueConfig;
  readonly registry: OrderRegistry;
  /** The recorded book that the orders stand in; null where another feed sets the price. */
  readonly book: BookFeed | null;
  /** Which prices the instrument may have; null where it may have any. */
  readonly guard: PriceGuard | null;
  /** How long a report of this instrument takes to get back, in microseconds. */
  readonly reportDelay: () => number;
  /** Whether a fill's report and what it leads to come back at the very instant of the fill. */
  readonly isAnsweredAtOnce: () => boolean;
};

/** A price that orders meet and the occasion of it. */
type Meeting = { readonly step: PriceStep; readonly occasion: Occasion };

/** Keeps one instrument's working orders, lets them meet prices and reports what becomes of them. */
export class OrderDesk {
  readonly #options: DeskOptions;
  readonly #feeScale: number;
  readonly #orders = new WorkingOrders();
  readonly #line: ReportLine;
  readonly #passed: PassedOver;

  constructor(options: DeskOptions) {
    this.#options = options;
    this.#passed = new PassedOver(options, (passed, on) => this.#meetStill(passed, on));
    this.#line = new ReportLine(options.reportDelay);
    this.#feeScale = ledgerScaleOf(options.config.scales, options.instrument.currency);
  }

  /** How many orders work here. */
  get orderCount(): number {
    return this.#orders.inOrder.length;
  }

  /** The orders that work here, in order of arrival. */
  get orders(): readonly VenueOrder[] {
    return this.#orders.inOrder;
  }

  /** Whether any order could do something at these prices. */
  mayMatch(buyAt: number, sellAt: number): boolean {
    return this.#orders.mayMatch(buyAt, sellAt);
  }

  /** Turns an order away. */
  reject(order: VenueOrder, reason: string, occasion: Occasion): void {
    this.#close(order, { type: 'rejected', reason }, occasion);
  }

  /** Takes an order in; what is still open once it has met the price is kept by `keep`. */
  accept(order: VenueOrder, occasion: Occasion): void {
    this.#options.registry.open(order);
    order.follow(this.#options.instrument.tick);
    const brokerId = toBrokerOrderId(`V-${order.request.id}`);
    this.#line.say(order, { type: 'accepted', brokerId }, occasion);
  }

  /** Lets a new order work on, after all that came before it. */
  keep(order: VenueOrder): void {
    this.#orders.add(order);
  }

  /** Looks again at what is left, after an order was changed. */
  refresh(): void {
    this.#orders.refresh();
  }

  /**
   * Changes an order; says whether it was changed so that it has to meet the price again. Who waits at a limit and
   * only wants less keeps its place, and waits on.
   */
  amend(order: VenueOrder, amendment: Amendment, occasion: Occasion): boolean {
    const refusal =
      reasonAgainst(this.#options.instrument, order, amendment) ??
      this.#options.guard?.refusalOf(order.request, amendment.terms, occasion.now) ??
      null;
    if (refusal !== null) {
      this.refuseAmendment(order, refusal, occasion);
      return false;
    }
    const { qty, terms } = amendment;
    const { limit, isResting } = order;
    const isMore = qty > order.qty;
    order.ask(qty, terms);
    order.heardAt = occasion.now;
    const keepsPlace = limit === order.limit && !isMore;
    if (!keepsPlace) this.#options.book?.leave(order);
    const waitsOn = isResting && keepsPlace;
    if (!waitsOn) order.arriveAnew(occasion.at);
    this.#line.say(order, { type: 'updated', qty: toQuantity(qty), terms }, occasion);
    return !waitsOn;
  }

  /** Turns an amendment away; the order works on as it was. */
  refuseAmendment(order: VenueOrder, reason: string, occasion: Occasion): void {
    this.#line.say(order, { type: 'modifyRejected', reason }, occasion);
  }

  /** Ends an order, at its owner's wish or for want of a price. */
  cancel(order: VenueOrder, reason: string | null, occasion: Occasion): void {
    this.#close(order, { type: 'canceled', reason }, occasion);
  }

  /** Ends the orders whose prices may not be any more. */
  dropOutside(guard: PriceGuard, occasion: Occasion): void {
    for (const order of this.#orders.inOrder) {
      const { request, terms, trigger } = order;
      const reason = trigger === null ? guard.refusalOf(request, terms, occasion.now) : null;
      if (reason !== null) this.cancel(order, reason, occasion);
    }
    this.#orders.refresh();
  }

  /** Ends the orders whose time is over; only those that end at an instant of their own where told. */
  expire(occasion: Occasion, tif: 'GTD' | null = null): void {
    for (const order of this.#orders.inOrder) {
      if (tif !== null && order.request.tif !== tif) continue;
      if (order.expiresAt <= occasion.now) this.#close(order, { type: 'expired' }, occasion);
    }
    this.#orders.refresh();
  }

  /** Lets every order that was there in time meet a price, in order of arrival. */
  meetAll(step: PriceStep, occasion: Occasion): void {
    let hasChanged = false;
    for (const order of this.#orders.inOrder) {
      if (wasThere(order, step)) hasChanged = this.meet(order, step, occasion) || hasChanged;
    }
    if (hasChanged) this.#orders.refresh();
  }

  /** Lets the orders that are for the close of the day that ends meet its price. */
  meetClose(step: PriceStep, occasion: Occasion): void {
    let hasChanged = false;
    for (const order of this.#orders.inOrder) {
      const isDue = order.auction === 'closing' && order.expiresAt <= occasion.now;
      if (isDue) hasChanged = this.meet(order, step, occasion) || hasChanged;
    }
    if (hasChanged) this.#orders.refresh();
  }

  /** Lets only resting limit orders meet a price: a trade beside a quote tells nothing else. */
  meetResting(step: PriceStep, occasion: Occasion): void {
    let hasChanged = false;
    for (const order of this.#orders.inOrder) {
      if (order.isResting) hasChanged = this.meet(order, step, occasion) || hasChanged;
    }
    if (hasChanged) this.#orders.refresh();
  }

  /** A trade passes the queues of a recorded book: who is reached fills at its limit. */
  meetTrade(trade: PassingTrade, step: PriceStep, occasion: Occasion): void {
    let hasChanged = false;
    step.book?.pass(trade, (order, reached) => {
      if (this.#awaitsItsOwner(order, occasion)) {
        this.#passed.note({ order, step, reached }, occasion.now);
      } else if (this.#make(order, reached, { step, occasion })) hasChanged = true;
    });
    if (hasChanged) this.#orders.refresh();
  }

  /** An order makes so much at its limit, as far as the fill model gives it out. */
  #make(order: VenueOrder, reached: number, meeting: Meeting): boolean {
    const { limit } = order;
    const wanted = Math.min(reached, order.qty - order.filled);
    if (limit === null || wanted === 0) return false;
    const { config, instrument } = this.#options;
    const room = { wanted, shown: wanted, taken: 0, lot: instrument.lot };
    const qty = Math.min(wanted, config.fills.nextPortion(room).qty);
    if (qty === 0) return false;
    const filling = { type: 'fill', price: limit, liquidity: 'maker', triggers: false } as const;
    this.#book(order, { qty, price: limit, level: null }, { filling, meeting });
    return true;
  }

  /** Who was passed over meets the price, or makes what a trade would have brought it. */
  #meetStill({ order, step, reached }: Passed, occasion: Occasion): void {
    if (reached === null) this.#meetOnce(order, step, occasion);
    else if (order.isResting) this.#make(order, reached, { step, occasion });
    this.#orders.refresh();
  }

  /** Whether any order waits for the close, which no price of the day wakes. */
  get hasClosers(): boolean {
    return this.#orders.hasClosers;
  }

  /** Whether any order waits for another price than those it trades at. */
  get hasWatchers(): boolean {
    return this.#orders.hasWatchers;
  }

  /** Such a price was told: whose trigger it fires works from then on, and meets the price of now if there is one. */
  watch(told: ToldPrices, step: PriceStep | null, occasion: Occasion): void {
    let hasFired = false;
    for (const order of this.#orders.inOrder) {
      const isWaiting = order.firedBy !== null && order.trigger !== null;
      if (!isWaiting || !firesBy(order, told) || this.#awaitsItsOwner(order, occasion)) continue;
      this.#trigger(order, occasion);
      order.isArriving = true;
      if (step !== null) this.meet(order, step, occasion);
      hasFired = true;
    }
    if (hasFired) this.#orders.refresh();
  }

  /**
   * Lets one order meet a price; says whether other prices wake it now, or none. One of whose group
   * another has just filled waits for what its owner makes of that, where that takes no time.
   */
  meet(order: VenueOrder, step: PriceStep, occasion: Occasion): boolean {
    if (isForAnother(order, step)) return false;
    if (!this.#awaitsItsOwner(order, occasion)) return this.#meetOnce(order, step, occasion);
    this.#passed.note({ order, step, reached: null }, occasion.now);
    return false;
  }

  #meetOnce(order: VenueOrder, step: PriceStep, occasion: Occasion): boolean {
    const match = this.#decide(order, step);
    const wasArriving = order.isArriving;
    order.isArriving = false;
    this.#act(order, match, { step, occasion });
    if (order.isOpen && order.isForOnePrice) {
      this.cancel(order, this.#reasonOfMiss(order, match, step), occasion);
    }
    if (order.isResting) this.#options.book?.join(order);
    return (
      wasArriving || order.isArriving || !order.isOpen || match.type === 'follow' || isFired(match)
    );
  }

  #act(order: VenueOrder, match: Match, meeting: Meeting): void {
    const { step, occasion } = meeting;
    if (match.type === 'fill') this.#fill(order, match, meeting);
    else if (isFired(match)) this.#trigger(order, occasion);
    else if (match.type === 'refuse') {
      const { limit } = order;
      const reason = reasonOfTaking(this.#options.instrument, order.sign, { limit, step });
      this.cancel(order, reason, occasion);
    }
  }

  #awaitsItsOwner(order: VenueOrder, { now }: Occasion): boolean {
    const { registry, isAnsweredAtOnce } = this.#options;
    return registry.hasFilledSibling(order, now) && order.filledAt !== now && isAnsweredAtOnce();
  }

  /** At the end of its band a market has one side only; a book tells by itself who is there. */
  #findsNobody({ sign }: VenueOrder, { buyAt, sellAt, book }: PriceStep): boolean {
    return book === null && this.#options.guard?.pinnedSide(sellAt, buyAt) === sign;
  }

  #reasonOfMiss(order: VenueOrder, match: Match, step: PriceStep): string {
    const { instrument } = this.#options;
    return this.#findsNobody(order, step)
      ? venueReason('NOBODY_THERE', `${order.request.side} ${instrument.id}`)
      : reasonOfMiss(instrument, order, { match, step });
  }

  /** What a price does to an order once chance has decided about a touch. */
  #decide(order: VenueOrder, step: PriceStep): Match {
    const match = decideMatch(order, step);
    const asksSomebody = match.type === 'fill' || match.type === 'touch';
    if (asksSomebody && this.#findsNobody(order, step)) {
      return match.triggers ? { type: 'trigger' } : { type: 'none' };
    }
    if (match.type !== 'touch') return order.isPostOnly ? onlyMaking(order, match, step) : match;
    const { price, triggers } = match;
    // A book says how much has come to the limit: chance has no part in it.
    const isSettled = step.book !== null || step.allotted !== undefined;
    return isSettled || this.#fillsOnTouch(order, step)
      ? { type: 'fill', price, liquidity: 'maker', triggers }
      : match;
  }

  #fillsOnTouch(order: VenueOrder, step: PriceStep): boolean {
    const stay = order.sign > 0 ? step.buyStay : step.sellStay;
    if (order.touchedStay === stay) return order.fillsTouch;
    order.touchedStay = stay;
    order.fillsTouch = this.#options.config.fills.fillsOnTouch(order.fillStream);
    return order.fillsTouch;
  }

  /** Fills what there is room for. What is left of an order that takes goes on taking. */
  #fill(order: VenueOrder, filling: Filling, meeting: Meeting): void {
    if (filling.triggers) this.#trigger(order, meeting.occasion);
    const { instrument, config } = this.#options;
    const { fills, slippage = noSlippage } = config;
    const { step, occasion } = meeting;
    const isToRest = order.terms.type === 'marketToLimit' && order.limit === null;
    if (isToRest) order.bound(filling.price);
    for (const planned of planFills(order, { filling, step, instrument, fills, slippage })) {
      this.#book(order, planned, { filling, meeting });
    }
    if (isToRest) this.#rest(order, occasion);
    // Behind a book's last price within its limit nothing is left to take: the order rests.
    const isThrough = order.limit !== null && (step.book !== null || isToRest);
    order.isArriving = order.isOpen && filling.liquidity === 'taker' && !isThrough;
  }

  /** What is left of a market order stays at the price it got; where it got none, it goes on asking. */
  #rest(order: VenueOrder, occasion: Occasion): void {
    if (order.filled === 0) order.bound(null);
    else if (order.isOpen && order.limit !== null) {
      order.terms = { type: 'marketToLimit', limit: toPrice(order.limit) };
      this.#tellTerms(order, occasion);
    }
  }

  #book(
    order: VenueOrder,
    planned: PlannedFill,
    { filling, meeting }: { readonly filling: Filling; readonly meeting: Meeting },
  ): void {
    const { step, occasion } = meeting;
    const { instrument, config, registry } = this.#options;
    const { qty } = planned;
    const { liquidity } = filling;
    order.fillCount += 1;
    order.filled += qty;
    order.filledAt = occasion.now;
    registry.noteFill(order, occasion.now);
    step.depth.take(order.sign, qty);
    if (planned.level !== null) step.book?.take(order.sign, planned.level, qty);
    assert(order.filled <= order.qty, 'an order fills no more than its quantity');
    const told = { planned, liquidity, touch: step.touch, at: occasion.at };
    const fill = makeFill(order, told, { instrument, fees: config.fees, scale: this.#feeScale });
    if (order.filled === order.qty) this.#forget(order);
    else if (liquidity === 'maker' && order.showNext(qty)) this.#options.book?.requeue(order);
    this.#line.say(order, { type: 'filled', fill }, occasion);
  }

  #trigger(order: VenueOrder, occasion: Occasion): void {
    order.fire();
    if (order.trailing !== null) this.#tellTerms(order, occasion);
    this.#line.say(order, { type: 'triggered' }, occasion);
  }

  /** Says what an order has come to by itself; it answers no request on its way. */
  #tellTerms(order: VenueOrder, occasion: Occasion): void {
    const { qty, terms } = order;
    this.#line.say(order, { type: 'updated', qty: toQuantity(qty), terms }, occasion);
  }

  #close(order: VenueOrder, body: ReportBody, occasion: Occasion): void {
    this.#forget(order);
    this.#line.say(order, body, occasion);
  }

  #forget(order: VenueOrder): void {
    this.#options.registry.close(order);
    this.#options.book?.leave(order);
  }
}
