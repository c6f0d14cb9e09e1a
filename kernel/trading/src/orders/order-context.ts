import {
  assert,
  ledgerScaleOf,
  toMinor,
  toQuantity,
  type Currency,
  type InstrumentIndex,
  type Minor,
  type OriginCode,
  type Price,
  type Quantity,
  type Rounding,
  type SessionPhase,
  type Timestamp,
} from 'argosy/core';
import type {
  Instrument,
  InstrumentStatus,
  Order,
  OrderRequest,
  OrderTerms,
  OrderType,
} from 'argosy/domain';
import { siblingGroupOf } from 'argosy/orders';
import {
  leverageFor,
  type Actor,
  type BookMode,
  type CheckContext,
  type CheckStage,
  type KnownPrices,
  type RiskLimits,
  type SetValues,
  type TradingRecord,
} from 'argosy/risk';

import type { ScanBeside } from '../accounts/account-funds.ts';
import type { AccountRecord } from '../accounts/account-store.ts';
import { HeldView } from '../positions/held-view.ts';
import { RecordView } from '../record-view.ts';
import { besideOf } from '../margin/scan-beside.ts';
import type { TradingParts } from '../trading-parts.ts';

/** An order as somebody wants it to be. */
type Wish = {
  readonly request: OrderRequest;
  readonly actor: Actor | null;
  readonly confirmation: string | null;
  readonly qty: Quantity;
  readonly terms: OrderTerms;
  readonly filled: Quantity;
  readonly typeBefore: OrderType;
  readonly isTriggerSpent: boolean;
  /** Whether it is judged for a moment to come: the prices of now say nothing then. */
  readonly isWaiting: boolean;
  /** Whether it is judged as if the other orders that its list sends had filled. */
  readonly isOfFilledList?: boolean;
};

/** When an amendment is looked at, and at which stage of its order. */
type AmendMoment = {
  readonly now: Timestamp;
  readonly stage: CheckStage;
  readonly actor: OriginCode | null;
};

/** A parent as somebody wants it to be, and how much of it needs nothing any more. */
type RestMoment = Pick<Order, 'qty' | 'terms'> & {
  readonly now: Timestamp;
  readonly out: number;
  readonly actor: OriginCode | null;
};

/** When and by whom an order is submitted, and whether it is put to wait. */
type SubmitMoment = {
  readonly now: Timestamp;
  readonly isWaiting: boolean;
  readonly actor: OriginCode;
  readonly confirmation: string | null;
  readonly isOfFilledList?: boolean;
};

/** What the checks look at, for one order; what only some checks need is looked up when they ask. */
export class OrderContext implements CheckContext {
  readonly request: OrderRequest;
  readonly actor: Actor | null;
  readonly confirmation: string | null;
  readonly qty: Quantity;
  readonly terms: OrderTerms;
  readonly typeBefore: OrderType;
  readonly filled: Quantity;
  readonly now: Timestamp;
  readonly instrument: Instrument | undefined;
  readonly prices: KnownPrices;
  readonly held: HeldView;
  /** Ids were looked at before an order came to be. */
  readonly isIdSeen: boolean = false;
  readonly isTriggerSpent: boolean;
  readonly #parts: TradingParts;
  readonly #index: InstrumentIndex | undefined;
  readonly #isOfFilledList: boolean;
  #limits: RiskLimits | null = null;

  private constructor(parts: TradingParts, wish: Wish, now: Timestamp) {
    const { config, fold, touches } = parts;
    this.request = wish.request;
    this.actor = wish.actor;
    this.confirmation = wish.confirmation;
    this.qty = wish.qty;
    this.terms = wish.terms;
    this.typeBefore = wish.typeBefore;
    this.filled = wish.filled;
    this.isTriggerSpent = wish.isTriggerSpent;
    this.now = now;
    this.#isOfFilledList = wish.isOfFilledList === true;
    this.#parts = parts;
    this.#index = config.instruments.indexOf(wish.request.instrument);
    this.instrument = config.instruments.find(wish.request.instrument);
    // What waits is judged again at its release, at the prices of then: those of now would only mislead.
    const arePricesKnown = this.#index !== undefined && !wish.isWaiting;
    this.prices = arePricesKnown ? touches.prices(this.#index) : unknownPrices;
    this.held = new HeldView(fold, wish.request);
  }

  /** A new order, or one that is put to wait for its parent. */
  static ofSubmit(
    parts: TradingParts,
    request: OrderRequest,
    { now, actor: origin, ...moment }: SubmitMoment,
  ): OrderContext {
    const { qty, terms } = request;
    const asked = { request, qty, terms, typeBefore: terms.type, filled: toQuantity(0) };
    const actor = { origin, action: 'submit' } as const;
    return new OrderContext(parts, { ...asked, ...moment, actor, isTriggerSpent: false }, now);
  }

  /** An order as an amendment, or a broker's report, would have it. */
  static ofAmend(
    parts: TradingParts,
    order: Order,
    { now, qty, terms, stage, actor: origin }: Pick<Order, 'qty' | 'terms'> & AmendMoment,
  ): OrderContext {
    const { request, filled } = order;
    // A trigger that has done its work may lie on the wrong side of the market, and a child that is let
    // go late is sent as what it would have become.
    const isTriggerSpent =
      order.settled === 'TRIGGERED' || filled > 0 || stage === 'release' || stage === 'resize';
    const before = { typeBefore: order.terms.type, filled, confirmation: null };
    const asked = { request, qty, terms, ...before };
    const isWaiting = stage === 'wait';
    const actor = origin === null ? null : ({ origin, action: 'amend' } as const);
    return new OrderContext(parts, { ...asked, actor, isTriggerSpent, isWaiting }, now);
  }

  /** What is not out of a parent that was asked for as one order; `out` is filled, or works already. */
  static ofRest(
    parts: TradingParts,
    { request, terms: { type: typeBefore } }: Pick<Order, 'request' | 'terms'>,
    { now, out, actor: origin, ...wished }: RestMoment,
  ): OrderContext {
    const actor = origin === null ? null : ({ origin, action: 'amend' } as const);
    const asked = { request, typeBefore, actor, filled: toQuantity(out), confirmation: null };
    return new OrderContext(
      parts,
      { ...asked, ...wished, isTriggerSpent: false, isWaiting: false },
      now,
    );
  }

  /** A child that its parent's fill lets go. */
  static ofRelease(parts: TradingParts, order: Order, now: Timestamp): OrderContext {
    const { qty, terms } = order;
    return OrderContext.ofAmend(parts, order, { now, qty, terms, stage: 'release', actor: null });
  }

  /** Those that are configured, with those that were set for this order by now; many checks ask, once is enough. */
  get limits(): RiskLimits {
    this.#limits ??= this.#parts.fold.limits.over(this.#parts.config.limits, {
      ...this.request,
      now: this.now,
      currency: this.instrument?.currency ?? null,
    });
    return this.#limits;
  }

  get setValues(): SetValues {
    return this.#parts.fold.limits.valuesOver(this.request, this.now);
  }

  get activeFrom(): Timestamp {
    return this.#parts.config.activeFrom;
  }

  get account(): AccountRecord | undefined {
    return this.#parts.fold.accounts.find(this.request.account);
  }

  get restriction(): CheckContext['restriction'] {
    return this.#parts.fold.accounts.restrictionOn(this.request);
  }

  get storageShortage(): string | null {
    return this.#parts.fold.accounts.storageShortage;
  }

  get record(): TradingRecord {
    return new RecordView(this.#parts, this.request, this.now);
  }

  get base(): Currency {
    return this.account?.base ?? this.#listed.currency;
  }

  get baseScale(): number {
    return ledgerScaleOf(this.#parts.config.scales, this.base);
  }

  get bookMode(): BookMode {
    return this.#parts.fold.accounts.book(this.request.account, this.request.book).mode;
  }

  get underlying(): CheckContext['underlying'] {
    const { instrument } = this;
    if (instrument?.kind !== 'option') return null;
    const { config, touches } = this.#parts;
    const { instruments } = config;
    const index = instruments.indexOf(instrument.underlying);
    if (index === undefined) return null;
    const last2 = touches.orLevel2(index, touches.last2(index));
    return { last2, pricePrecision: instruments.at(index).pricePrecision };
  }

  get equity(): Minor | null {
    const { account } = this;
    return account === undefined ? null : this.#parts.funds.equity(account);
  }

  get marginUse(): CheckContext['marginUse'] {
    const { account } = this;
    return account === undefined ? null : this.#parts.funds.marginUse(account);
  }

  get freeMargin(): Minor | null {
    const { account } = this;
    return account === undefined ? null : this.#parts.funds.freeMargin(account, this.request);
  }

  /** What a portfolio binds more with this order filled: less than its own margin where it hedges what is there. */
  addedMargin(signed: number): bigint | null {
    const { account, instrument } = this;
    const { funds } = this.#parts;
    const added = instrument === undefined ? null : funds.valuer.legOf(instrument, signed);
    if (account === undefined || added === null) return null;
    return funds.addedMargin(account, added, this.#besideIt());
  }

  /** What options written beside it, or it itself, bind less with this order filled. */
  addedRelief(signed: number): bigint {
    const { account, instrument, request } = this;
    if (account === undefined || instrument?.kind !== 'option') return 0n;
    const leverage = leverageFor({ key: request, qty: -1 }, instrument, account.leverage);
    const { funds } = this.#parts;
    const added = { instrument, qty: signed, leverage };
    const beside = (): ScanBeside => this.#besideIt();
    return funds.addedRelief(account, added, { beside, isOfFilledList: this.#isOfFilledList });
  }

  #besideIt(): ScanBeside {
    return besideOf(this.#parts, this.request, this.#isOfFilledList);
  }

  /** Without what this order, or a sibling in its place, binds of the book already. */
  get allotmentLeft(): Minor | null {
    const { account, request } = this;
    if (account === undefined) return null;
    const { fold, funds } = this.#parts;
    const without = fold.working.placesOf(request);
    return funds.allotmentLeft(account, { book: request.book, without });
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

  get lastAt(): Timestamp | null {
    return this.#index === undefined ? null : this.#parts.touches.lastAt(this.#index);
  }

  get freeCash(): Minor {
    const { id: order, account } = this.request;
    const holder = { order, account, group: siblingGroupOf(this.request) };
    return this.#parts.fold.book.freeCashFor(holder, this.#listed.currency);
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
    // Nearly every order is asked about as it came: no copy for that.
    const isAsAsked = left === request.qty && terms === request.terms;
    const asked = isAsAsked ? request : { ...request, qty: left, terms };
    const { amount, currency } = this.#parts.config.estimateFee(asked, price, this.now);
    return currency === this.#listed.currency && amount > 0n ? amount : toMinor(0n);
  }

  toBase(amount: bigint, currency: Currency, rounding?: Rounding): bigint | null {
    return this.#parts.funds.valuer.rates.convert(amount, currency, this.base, rounding);
  }

  get #listed(): Instrument {
    const { instrument, request } = this;
    assert(instrument !== undefined, `instrument ${request.instrument} is not known`);
    return instrument;
  }
}

/** As the tables of prices have it where nothing is known: a check that reckons with it can tell. */
const unknownPrices: KnownPrices = { bid: Number.NaN, ask: Number.NaN, last2: Number.NaN };
