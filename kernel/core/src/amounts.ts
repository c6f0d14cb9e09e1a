import { brand, type Brand } from './brand.ts';
import { coreError } from './errors.ts';

/** A price, scaled by the instrument's price precision: 100.25 at two places is 10025. */
export type Price = Brand<number, 'Price'>;
/** A quantity, scaled by the instrument's size precision; never negative. */
export type Quantity = Brand<number, 'Quantity'>;
/** A point in time: microseconds since 1970-01-01 UTC. */
export type Timestamp = Brand<number, 'Timestamp'>;
/** A span of microseconds. */
export type Micros = Brand<number, 'Micros'>;
/** An amount of money in minor units, at the currency's ledger scale. */
export type Minor = Brand<bigint, 'Minor'>;
/** A currency code, `INR` or `USDT`. */
export type Currency = Brand<string, 'Currency'>;
/** An amount with its currency. */
export type Money = { readonly amount: Minor; readonly currency: Currency };

const CURRENCY_LENGTH_MIN = 3;
const CURRENCY_LENGTH_MAX = 10;
const currencyPattern = /^[A-Z0-9]+$/;

/** A price from a scaled integer; spreads may be quoted below zero. */
export function toPrice(value: number): Price {
  return brand<Price>(checkInteger(value, 'price'));
}

/** A quantity from a scaled integer. */
export function toQuantity(value: number): Quantity {
  if (value < 0) throw coreError('OUT_OF_RANGE', `quantity ${value} is negative`, { value });
  return brand<Quantity>(checkInteger(value, 'quantity'));
}

/** A point in time from microseconds since 1970-01-01 UTC. */
export function toTimestamp(value: number): Timestamp {
  return brand<Timestamp>(checkInteger(value, 'timestamp'));
}

/** A span from microseconds. */
export function toMicros(value: number): Micros {
  return brand<Micros>(checkInteger(value, 'span'));
}

/** Money from minor units. */
export function toMinor(value: bigint): Minor {
  return brand<Minor>(value);
}

/** A currency from its code: 3 to 10 of `A-Z0-9`. */
export function toCurrency(code: string): Currency {
  if (!isCurrency(code)) {
    const expected = `${CURRENCY_LENGTH_MIN} to ${CURRENCY_LENGTH_MAX} of A-Z0-9`;
    throw coreError('BAD_CURRENCY', `${JSON.stringify(code)}, expected ${expected}`, { code });
  }
  return brand<Currency>(code);
}

/** Whether a text is the code of a currency. */
export function isCurrency(code: string): boolean {
  if (typeof code !== 'string' || code.length > CURRENCY_LENGTH_MAX) return false;
  return code.length >= CURRENCY_LENGTH_MIN && currencyPattern.test(code);
}

/** Minus zero becomes zero, so that equal amounts have equal bytes. */
function checkInteger(value: number, what: string): number {
  if (Number.isSafeInteger(value)) return value + 0;
  throw coreError('OUT_OF_RANGE', `${what} ${value} is not a safe integer`, { value });
}
