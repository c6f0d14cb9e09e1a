import type { AccountId, InstrumentId, Micros, Price, Timestamp } from 'argosy/core';
import type { Instrument } from 'argosy/domain';

/**
 * What exchanges, brokers and careful owners ask beyond plain limits. A rule that is left out does
 * not hold.
 */
export type RiskRules = {
  /** What may not be traded, or only closed; by instrument. */
  readonly bans?: ReadonlyMap<InstrumentId, readonly InstrumentBan[]>;
  readonly priceBands?: PriceBands;
  /** How far beyond the last price a limit may pay, by kind of instrument. */
  readonly limitProtection?: Readonly<Partial<Record<Instrument['kind'], LimitProtection>>>;
  readonly collar?: PriceCollar;
};

/** A restricted list's word on one instrument. */
export type InstrumentBan = {
  /** The account it is for; null for the whole firm. */
  readonly account: AccountId | null;
  /** Whether what is held may still be closed, as in a ban period of derivatives. */
  readonly lets: 'nothing' | 'closes';
  /** The first instant at which it no longer holds; null while nobody knows. */
  readonly until: Timestamp | null;
  readonly why: string;
};

/** The prices the exchange takes of an instrument today; both ends are taken. */
export type PriceBand = { readonly low: Price; readonly high: Price };

/** The bands of the day; where an instrument has none, one around its last price. */
export type PriceBands = {
  readonly byInstrument: ReadonlyMap<InstrumentId, PriceBand>;
  /** Half the width of the dummy band, in hundredths of a percent; null for no dummy. */
  readonly dummyBps: number | null;
};

/** The larger of the two holds: a cheap option moves by more than a share of its price. */
export type LimitProtection = {
  readonly bps: number;
  /** In hundredths of the price's currency. */
  readonly leastHundredths: number;
};

/** How far from a reference an order may trade, and how old the last price may be. */
export type PriceCollar = {
  /** Null leaves the distance free. */
  readonly bps: number | null;
  /** The reference of each instrument; the last price where one is not given. */
  readonly references: ReadonlyMap<InstrumentId, Price>;
  /** An older last price takes no market orders; null for any age. */
  readonly staleAfter: Micros | null;
};
