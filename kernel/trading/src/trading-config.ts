import {
  MICROS_PER_DAY,
  type AccountId,
  type BookId,
  type CalendarId,
  type Currency,
  type LedgerScales,
  type Micros,
  type Minor,
  type Money,
  type Price,
  type Rounding,
  type SessionClock,
  type Timestamp,
} from 'argosy/core';
import type { InstrumentTable, OrderRequest, Product, TradingState } from 'argosy/domain';
import {
  parseLeverage,
  type AccountKind,
  type BookMode,
  type MaintenanceTerms,
  type RiskLimits,
  type ScanChanges,
} from 'argosy/risk';

import { CARRY_PPM_MAX, type CarryRate, type CarryTerms } from './accounts/carry-terms.ts';
import { tradingError } from './errors.ts';

/** An account as it is set up. */
export type AccountConfig = {
  readonly id: AccountId;
  /** A cash account pays in full and sells only what it holds; a margin account does neither. */
  readonly kind: AccountKind;
  /** How its books keep positions, unless a book says otherwise. */
  readonly mode: BookMode;
  /** On margin, how many times its margin a position may be worth, by product; 1 unless listed. */
  readonly leverage?: Readonly<Partial<Record<Product, string>>>;
  /**
   * On margin, futures and options of one underlying are margined together, by scanning what they
   * would lose; what differs from `scanDefaults`, by underlying. Left out, leverage says it.
   */
  readonly scanMargin?: ScanChanges;
  /** On margin, what positions have to keep, and what happens where they do not; left out, nothing. */
  readonly maintenance?: MaintenanceTerms;
  /** What nights cost, and bring; left out, nothing. */
  readonly carry?: CarryTerms;
  /** The books that differ from the account's ways. */
  readonly books?: readonly BookConfig[];
  readonly base: Currency;
  /** What it opens with, one amount for each currency. */
  readonly balances: readonly Money[];
  /** The state it opens in; ACTIVE unless told otherwise. */
  readonly state?: TradingState;
  /** The products its orders may use. */
  readonly products: readonly Product[];
  /** When the cash of its trades settles; at once unless told otherwise. */
  readonly settlement?: Settlement;
};

/** When the cash of an account's trades is really there, or gone. */
export type Settlement = {
  /** How many trading days after the trade: 1 for T+1. */
  readonly days: number;
  /** The calendar whose days count. */
  readonly calendar: CalendarId;
  /** How far into its day, by the clock of UTC, the money moves; may be below zero. */
  readonly at: Micros;
  /** Whether what is still to come may pay for orders; it can never be withdrawn. */
  readonly receipts: 'payAtOnce' | 'payOnSettlement';
};

/** A book with ways of its own. */
export type BookConfig = {
  readonly id: BookId;
  readonly mode?: BookMode;
  /** What its positions and orders may bind together, in the account's base currency. */
  readonly allotment?: Minor;
};

/** The charges to expect for an order if it fills at a price, by what is charged at an instant. */
export type FeeEstimate = (request: OrderRequest, price: Price, at: Timestamp) => Money;

/** Everything a trading machine is made of. */
export type TradingConfig = {
  readonly instruments: InstrumentTable;
  readonly accounts: readonly AccountConfig[];
  readonly calendars: ReadonlyMap<CalendarId, SessionClock>;
  readonly limits: RiskLimits;
  readonly scales: LedgerScales;
  readonly estimateFee: FeeEstimate;
  /** Before this instant the run only warms up: orders are refused. */
  readonly activeFrom: Timestamp;
  /** How postings are rounded; half to even unless told otherwise. */
  readonly rounding?: Rounding;
  /** How many closed orders are kept for late fills and busts; 10,000 unless told otherwise. */
  readonly closedOrdersMax?: number;
  /** How many sent orders the duplicate check looks back on; 256 unless told otherwise. */
  readonly recentOrdersMax?: number;
  /** How far before midnight UTC a day of the loss and message limits ends; 0 unless told. */
  readonly dayOffset?: number;
  /** How many orders may wait here for a price; 200,000 unless told otherwise. */
  readonly waitingOrdersMax?: number;
  /** A price older than this lets no order go that waits here; one of this session unless told otherwise. */
  readonly staleAfter?: Micros;
  /** Whether a strategy may act on its own orders only (the default) or on any. */
  readonly originPolicy?: 'own' | 'any';
};

/** The longest settlement there is, in trading days. */
const SETTLEMENT_DAYS_MAX = 30;

/** The bounds that hold unless a configuration says otherwise. */
export const tradingDefaults = {
  rounding: 'halfEven',
  closedOrdersMax: 10_000,
  recentOrdersMax: 256,
  waitingOrdersMax: 200_000,
  originPolicy: 'own',
} as const;

/** Throws where a configuration cannot work. */
export function assertConfig(config: TradingConfig): void {
  assertBound('closedOrdersMax', config.closedOrdersMax);
  assertBound('recentOrdersMax', config.recentOrdersMax);
  assertBound('waitingOrdersMax', config.waitingOrdersMax);
  const seen = new Set<AccountId>();
  for (const account of config.accounts) {
    if (seen.has(account.id)) throw tradingError('DUPLICATE_ACCOUNT', account.id);
    seen.add(account.id);
    assertBalances(account);
    assertBooks(account);
    assertLeverage(account);
    assertMaintenance(account);
    assertCarry(account);
    assertSettlement(account, config);
  }
  for (const { id, calendar } of config.instruments.all) {
    if (!config.calendars.has(calendar))
      throw tradingError('CALENDAR_MISSING', `${id}: ${calendar}`);
  }
}

function assertBound(name: string, bound: number | undefined): void {
  if (bound === undefined || (Number.isSafeInteger(bound) && bound > 0)) return;
  throw tradingError('BAD_BOUND', `${name} ${bound}`);
}

function assertBooks({ id, books = [] }: AccountConfig): void {
  const seen = new Set<BookId>();
  for (const book of books) {
    if (seen.has(book.id)) throw tradingError('DUPLICATE_BOOK', `${id}: ${book.id}`);
    if (book.allotment !== undefined && book.allotment <= 0n) {
      throw tradingError('BAD_ALLOTMENT', `${id}, book ${book.id}: ${book.allotment}`);
    }
    seen.add(book.id);
  }
}

function assertLeverage({ id, kind, leverage = {} }: AccountConfig): void {
  for (const [product, text] of Object.entries(leverage)) {
    if (kind === 'cash') throw tradingError('BAD_LEVERAGE', `${id} is a cash account`);
    const parsed = parseLeverage(text);
    if (!parsed.ok)
      throw tradingError('BAD_LEVERAGE', `${id}, ${product}: ${parsed.refusal.reason}`);
  }
}

function assertCarry({ id, carry }: AccountConfig): void {
  if (carry === undefined) return;
  const { at, daysOfYear = 1, rates } = carry;
  const fault = (text: string): Error => tradingError('BAD_CARRY', `${id}: ${text}`);
  if (!Number.isSafeInteger(at) || Math.abs(at) >= MICROS_PER_DAY) throw fault(`at ${at}`);
  if (!Number.isSafeInteger(daysOfYear) || daysOfYear < 1) throw fault(`daysOfYear ${daysOfYear}`);
  for (const rate of rates) {
    const isFit = ratesIn(rate).every(
      (ppm) => Number.isSafeInteger(ppm) && Math.abs(ppm) <= CARRY_PPM_MAX,
    );
    if (!isFit) throw fault(`a rate of ${rate.type} beyond ${CARRY_PPM_MAX} ppm`);
  }
}

function ratesIn(rate: CarryRate): readonly number[] {
  if (rate.type === 'borrow') return [rate.ratePpm];
  return rate.type === 'cash' ? [rate.earnsPpm, rate.owesPpm] : [rate.longPpm, rate.shortPpm];
}

function assertMaintenance({ id, kind, maintenance }: AccountConfig): void {
  if (maintenance === undefined) return;
  const { callBps, liquidateBps } = maintenance;
  const areFit = [callBps, liquidateBps].every((bps) => Number.isSafeInteger(bps) && bps > 0);
  if (kind === 'margin' && areFit && liquidateBps <= callBps) return;
  const detail = `${id}: ${kind}, call at ${callBps} bps, liquidate at ${liquidateBps} bps`;
  throw tradingError('BAD_MAINTENANCE', detail);
}

function assertSettlement({ id, kind, settlement }: AccountConfig, config: TradingConfig): void {
  if (settlement === undefined) return;
  const { days, calendar, at, receipts } = settlement;
  const fault = (text: string): Error => tradingError('BAD_SETTLEMENT', `${id}: ${text}`);
  if (!Number.isSafeInteger(days) || days < 1 || days > SETTLEMENT_DAYS_MAX) {
    throw fault(`days ${days}, from 1 to ${SETTLEMENT_DAYS_MAX}`);
  }
  if (Math.abs(at) > MICROS_PER_DAY) throw fault(`at ${at}, within a day`);
  if (!config.calendars.has(calendar)) throw fault(`calendar ${calendar} is not known`);
  if (kind === 'margin' && receipts === 'payOnSettlement') {
    throw fault('on margin, what is still to come counts as equity');
  }
}

function assertBalances({ id, balances }: AccountConfig): void {
  const seen = new Set<Currency>();
  for (const { amount, currency } of balances) {
    if (seen.has(currency)) throw tradingError('DUPLICATE_BALANCE', `${id}: ${currency}`);
    if (amount < 0n) throw tradingError('NEGATIVE_BALANCE', `${id}: ${amount} of ${currency}`);
    seen.add(currency);
  }
}
