import type {
  AccountId,
  Currency,
  InstrumentId,
  Micros,
  Minor,
  OriginCode,
  Price,
  Quantity,
  Timestamp,
} from 'argosy/core';
import type { Instrument, Product } from 'argosy/domain';

/** So many within so many microseconds. */
export type RateLimit = { readonly count: number; readonly within: Micros };

/**
 * What exchanges, brokers and careful owners ask beyond plain limits. A rule that is left out does
 * not hold.
 */
export type RiskRules = {
  /** Who may do what for which account, by origin; another origin may do nothing. */
  readonly actors?: ReadonlyMap<OriginCode, ActorRight>;
  /** What may not be traded, or only closed; by instrument. */
  readonly bans?: ReadonlyMap<InstrumentId, readonly InstrumentBan[]>;
  readonly priceBands?: PriceBands;
  /** How far beyond the last price a limit may pay, by kind of instrument. */
  readonly limitProtection?: Readonly<Partial<Record<Instrument['kind'], LimitProtection>>>;
  readonly collar?: PriceCollar;
  /** Who may sell short; nothing on margin bars it where this is left out. */
  readonly shortSales?: ShortSaleRule;
  /** The largest part of an account's equity in one instrument, in hundredths of a percent. */
  readonly concentrationBps?: number;
  /** The least last price of a share that is opened, by currency, in its hundredths. */
  readonly leastPriceHundredths?: ReadonlyMap<Currency, number>;
  readonly options?: OptionRule;
  /** How much of its equity an account on margin may bind before it only reduces. */
  readonly utilisation?: UtilisationRule;
  /** What positions and open orders of all accounts may be worth, by currency. */
  readonly maxFirmValue?: ReadonlyMap<Currency, Minor>;
  /** Above this value, by currency, an order needs a person's confirmation. */
  readonly confirmAbove?: ReadonlyMap<Currency, Minor>;
  /** How many messages all accounts and strategies may send together within a time. */
  readonly firmRate?: RateLimit;
  /** What has to stand on every order. */
  readonly identity?: readonly ('algo' | 'tag')[];
  /** Whether what a list's account could not margin alone waits for the list's other orders to fill. */
  readonly netLists?: boolean;
  /** Where a venue cancels our orders if the connection is lost; others take none. */
  readonly cancelOnDisconnect?: { readonly armedAt: readonly string[] };
};

/** What an actor may do to orders; cancels are everyone's who may touch the order. */
export type ActorRight = {
  /** The accounts it may act for; null for all. */
  readonly accounts: readonly AccountId[] | null;
  readonly actions: readonly OrderAction[];
};

/** What is asked of an order. */
export type OrderAction = 'submit' | 'amend';

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

/** Which short sales pass. */
export type ShortSaleRule = {
  readonly accounts: readonly AccountId[];
  readonly products: readonly Product[];
  /** How much of each instrument can be borrowed; null where nobody asks. */
  readonly located: ReadonlyMap<InstrumentId, Quantity> | null;
};

/** What holds for options; null where it does not. */
export type OptionRule = {
  /** The accounts that may write options without cover. */
  readonly nakedWriters: readonly AccountId[] | null;
  /** How long before its expiry an option is only closed. */
  readonly closedBeforeExpiry: Micros | null;
  /** How far a strike may be from the last price of its underlying, in hundredths of a percent. */
  readonly strikeDistanceBps: number | null;
};

/** From what part of the equity an account only reduces, and below what part it is free again. */
export type UtilisationRule = { readonly enterBps: number; readonly leaveBps: number };
