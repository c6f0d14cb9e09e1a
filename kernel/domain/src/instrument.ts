import type { CalendarId, Currency, InstrumentId, Price, Quantity, Timestamp } from 'argosy/core';

/** What every tradable or observable thing has, whatever its kind. */
export type Listing = {
  readonly id: InstrumentId;
  /** Where it is listed, for example `NSE`. */
  readonly exchange: string;
  /** The currency its price is quoted and settled in. */
  readonly currency: Currency;
  /** Decimal places of a price: a price of 101.25 with precision 2 is stored as 10125. */
  readonly pricePrecision: number;
  /** Decimal places of a quantity. */
  readonly sizePrecision: number;
  /** Smallest price step, in scaled price units. */
  readonly tick: Price;
  /** Smallest quantity step, in scaled size units. */
  readonly lot: Quantity;
  readonly minQty: Quantity;
  /** Largest quantity of one order (a freeze quantity where the exchange has one). */
  readonly maxQty: Quantity;
  /** Value of one unit of price times one unit of quantity: `multiplier / 10 ** multiplierScale`. */
  readonly multiplier: bigint;
  readonly multiplierScale: number;
  /** The trading calendar that says when it trades. */
  readonly calendar: CalendarId;
  readonly validFrom: Timestamp;
  /** First instant at which it can no longer be traded; null while open-ended. */
  readonly validTo: Timestamp | null;
};

/** A share, a fund, a unit. */
export type Equity = Listing & { readonly kind: 'equity'; readonly isin: string | null };
/** A computed level: it has prices, nobody can trade it. */
export type Index = Listing & { readonly kind: 'index' };
/** Whether the end of a dated instrument is paid in money, or by delivery of what it is on. */
export type DeliveryKind = 'cash' | 'physical';

/** A dated future. */
export type Future = Listing & {
  readonly kind: 'future';
  readonly underlying: InstrumentId;
  readonly expiresAt: Timestamp;
  /** How it ends; in cash unless told otherwise. */
  readonly settles?: DeliveryKind;
};
/** A listed option. */
export type Option = Listing & {
  readonly kind: 'option';
  readonly underlying: InstrumentId;
  readonly expiresAt: Timestamp;
  readonly strike: Price;
  readonly right: 'call' | 'put';
  /** How it is exercised; in cash unless told otherwise. */
  readonly settles?: DeliveryKind;
  /** From when: at its end only (European) unless told otherwise, or at any time. */
  readonly exercise?: 'european' | 'american';
};
/** A foreign-exchange pair, quoted in `currency` per unit of `base`. */
export type CurrencyPair = Listing & { readonly kind: 'currencyPair'; readonly base: Currency };
/** A crypto asset against a quote currency. */
export type CryptoSpot = Listing & { readonly kind: 'cryptoSpot'; readonly base: Currency };
/** A linear perpetual future. */
export type Perpetual = Listing & { readonly kind: 'perpetual'; readonly base: Currency };

/**
 * What is reckoned from others: a spread, a chain of futures, a share with its splits taken out. It has
 * prices, which may be below zero, and nobody can trade it.
 */
export type Derived = Listing & { readonly kind: 'derived' };

/** Every kind of instrument; the union is open to growth, so switches end in `assertNever`. */
export type Instrument =
  | Equity
  | Index
  | Future
  | Option
  | CurrencyPair
  | CryptoSpot
  | Perpetual
  | Derived;

/** The greatest price, either side of zero: twice it, as mids and marks are kept, stays exact. */
export const PRICE_MAX: number = 2 ** 52 - 1;

/**
 * The least price of each kind, in scaled units. What is owned is worth more than nothing; an option
 * may be worth nothing; a future may be worth less, as oil was in April 2020 and spreads often are.
 */
const leastPrices: Readonly<Record<Instrument['kind'], number>> = {
  equity: 1,
  index: 1,
  future: -PRICE_MAX,
  option: 0,
  currencyPair: 1,
  cryptoSpot: 1,
  perpetual: 1,
  derived: -PRICE_MAX,
};

/** The least price that an instrument of this kind can have, in scaled units. */
export function leastPriceOf({ kind }: Pick<Instrument, 'kind'>): number {
  return leastPrices[kind];
}

/**
 * Whether a trade moves its whole value: shares, options, currencies. Of a future only gains and
 * losses are paid, when they are realised.
 */
export function isPaidInFull({ kind }: Pick<Instrument, 'kind'>): boolean {
  return kind !== 'future' && kind !== 'perpetual';
}

/** What the end of an instrument delivers; null where it is paid in money, or has no end. */
export function deliveredBy(instrument: Instrument): InstrumentId | null {
  const isDated = instrument.kind === 'future' || instrument.kind === 'option';
  return isDated && instrument.settles === 'physical' ? instrument.underlying : null;
}

/** How fine the amounts of an instrument are. */
export type ListingScales = Pick<Listing, 'pricePrecision' | 'sizePrecision' | 'multiplierScale'>;

/** The scale of an exact notional of this instrument: price, size and multiplier places together. */
export function notionalScale(instrument: ListingScales): number {
  return instrument.pricePrecision + instrument.sizePrecision + instrument.multiplierScale;
}

/**
 * The exact value of a quantity at a price, at `notionalScale`. Signed like the quantity.
 * No rounding happens here: rounding belongs to the moment of posting.
 */
export function exactNotional(instrument: Listing, price: number, qty: number): bigint {
  const product = price * qty;
  const units = Number.isSafeInteger(product) ? BigInt(product) : BigInt(price) * BigInt(qty);
  return instrument.multiplier === 1n ? units : units * instrument.multiplier;
}
