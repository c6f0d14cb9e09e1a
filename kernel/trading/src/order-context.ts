import {
  assert,
  ledgerScaleOf,
  toMinor,
  toQuantity,
  type InstrumentIndex,
  type Minor,
  type Price,
  type Quantity,
  type SessionPhase,
  type Timestamp,
} from 'argosy/core';
import type { Instrument, InstrumentStatus, Order, OrderRequest, OrderTerms } from 'argosy/domain';
import type { AccountStanding, CheckContext, KnownPrices, RiskLimits } from 'argosy/risk';

import { HeldView } from './held-view.ts';
import type { TradingParts } from './trading-parts.ts';

/** An order as somebody wants it to be. */
type Wish = {
  readonly request: OrderRequest;
  readonly qty: Quantity;
  readonly terms: OrderTerms;
  readonly filled: Quantity;
  readonly isIdSeen: boolean;
  readonly isTriggerSpent: boolean;
};

/** What the checks look at, for one order; what only some checks need is looked up when they ask. */
export class OrderContext implements CheckContext {
  readonly request: OrderRequest;
  readonly qty: Quantity;
  readonly terms: OrderTerms;
  readonly filled: Quantity;
  readonly now: Timestamp;
  readonly instrument: Instrument | undefined;
  readonly prices: KnownPrices;
  readonly held: HeldView;
  readonly isIdSeen: boolean;
  readonly isTriggerSpent: boolean;
  readonly #parts: TradingParts;
  readonly #index: InstrumentIndex | undefined;

  private constructor(parts: TradingParts, wish: Wish, now: Timestamp) {
    const { config, fold, touches } = parts;
    this.request = wish.request;
    this.qty = wish.qty;
    this.terms = wish.terms;
    this.filled = wish.filled;
    this.isIdSeen = wish.isIdSeen;
    this.isTriggerSpent = wish.isTriggerSpent;
    this.now = now;
    this.#parts = parts;
    this.#index = config.instruments.indexOf(wish.request.instrument);
    this.instrument = config.instruments.find(wish.request.instrument);
    this.prices = this.#index === undefined ? unknownPrices : touches.prices(this.#index);
    this.held = new HeldView(fold, wish.request);
  }

  /** A new order; `isIdSeen` says whether its id was used before it came. */
  static ofSubmit(
    parts: TradingParts,
    request: OrderRequest,
    { now, isIdSeen }: { readonly now: Timestamp; readonly isIdSeen: boolean },
  ): OrderContext {
    const { qty, terms } = request;
    const wish = { request, qty, terms, filled: toQuantity(0), isIdSeen, isTriggerSpent: false };
    return new OrderContext(parts, wish, now);
  }

  /** An order as an amendment, or a broker's report, would have it. */
  static ofAmend(
    parts: TradingParts,
    order: Order,
    { now, qty, terms }: { readonly now: Timestamp } & Pick<Order, 'qty' | 'terms'>,
  ): OrderContext {
    const { request, filled } = order;
    const isTriggerSpent = order.settled === 'TRIGGERED' || filled > 0;
    const wish = { request, qty, terms, filled, isIdSeen: false, isTriggerSpent };
    return new OrderContext(parts, wish, now);
  }

  get limits(): RiskLimits {
    return this.#parts.config.limits;
  }

  get activeFrom(): Timestamp {
    return this.#parts.config.activeFrom;
  }

  get account(): AccountStanding | undefined {
    return this.#parts.fold.accounts.find(this.request.account);
  }

  get ledgerScale(): number {
    return ledgerScaleOf(this.#parts.config.scales, this.#listed.currency);
  }

  get session(): SessionPhase | null {
    const clock = this.#parts.config.calendars.get(this.#listed.calendar);
    assert(clock !== undefined, `calendar ${this.#listed.calendar} is missing`);
    return clock.phaseAt(this.now);
  }

  get status(): InstrumentStatus['state'] | null {
    return this.#index === undefined ? null : this.#parts.touches.status(this.#index);
  }

  get freeCash(): Minor {
    const { book } = this.#parts.fold;
    const { id, account } = this.request;
    const own = book.holdOf(id)?.money.amount ?? 0n;
    return toMinor(book.freeCash(account, this.#listed.currency) + own);
  }

  get sameSentAt(): Timestamp | null {
    const { duplicateWindow } = this.limits;
    if (duplicateWindow === null) return null;
    return this.#parts.fold.recent.sameSentAt(this.request, this.now - duplicateWindow);
  }

  /** Only charges in the currency of the price are set aside, and a rebate is not counted on. */
  estimateFee(price: Price): Minor {
    const { request, qty, terms, filled } = this;
    const left = toQuantity(qty - filled);
    const isAsAsked = left === request.qty && terms === request.terms;
    const asked = isAsAsked ? request : { ...request, qty: left, terms };
    const { amount, currency } = this.#parts.config.estimateFee(asked, price);
    return currency === this.#listed.currency && amount > 0n ? amount : toMinor(0n);
  }

  get #listed(): Instrument {
    const { instrument, request } = this;
    assert(instrument !== undefined, `instrument ${request.instrument} is not known`);
    return instrument;
  }
}

const unknownPrices: KnownPrices = { bid: Number.NaN, ask: Number.NaN, last2: Number.NaN };
