import {
  ArgosyError,
  divideRounded,
  formatMoney,
  formatScaled,
  formatScaledBigint,
  formatTimestamp,
  ledgerScaleOf,
  type InstrumentId,
  type LedgerScales,
  type Minor,
  type Currency,
  type Money,
  type Timestamp,
} from 'argosy/core';
import { notionalScale, type Instrument, type InstrumentTable } from 'argosy/domain';
import type * as contract from '@argosy/contract';

/** How fine amounts are: of instruments their own, of money its currency's. */
export type Scales = {
  readonly instruments: Pick<InstrumentTable, 'find'>;
  readonly scales: LedgerScales;
};

/** Places that an average has beyond a price. */
const AVERAGE_PLACES = 4;
const AVERAGE_FACTOR = 10n ** BigInt(AVERAGE_PLACES);

/** The instrument that says how fine an amount is. Without it nobody can tell what a scaled number means. */
export function instrumentOf({ instruments }: Scales, id: InstrumentId): Instrument {
  const found = instruments.find(id);
  if (found !== undefined) return found;
  throw new ArgosyError('INSTRUMENT_UNKNOWN', `no such instrument is traded here: ${id}`, { id });
}

/** A price as a decimal. */
export function priceText({ pricePrecision }: Instrument, price: number): contract.Decimal {
  return formatScaled(price, pricePrecision);
}

/** A price as a decimal; null stays null. */
export function priceTextOrNull(
  instrument: Instrument,
  price: number | null,
): contract.Decimal | null {
  return price === null ? null : priceText(instrument, price);
}

/** What positions are valued at, exactly: half of a price's unit has a place of its own. Null stays null. */
export function markText(instrument: Instrument, mark2: number | null): contract.Decimal | null {
  if (mark2 === null) return null;
  const HALF = 5;
  return mark2 % 2 === 0
    ? priceText(instrument, mark2 / 2)
    : formatScaled(mark2 * HALF, instrument.pricePrecision + 1);
}

/** A quantity as a decimal; one of a position has a sign. */
export function qtyText({ sizePrecision }: Instrument, qty: number): contract.Decimal {
  return formatScaled(qty, sizePrecision);
}

/** An average, rounded half to even beyond what a price can be; its last zeros are left out down to a price's places. */
export function averageText(
  { pricePrecision }: Instrument,
  sum: bigint,
  count: bigint,
): contract.Decimal | null {
  if (count === 0n) return null;
  const scaled = divideRounded(sum * AVERAGE_FACTOR, count, 'halfEven');
  const text = formatScaledBigint(scaled, pricePrecision + AVERAGE_PLACES);
  const least = text.length - AVERAGE_PLACES;
  const kept = text.slice(0, least) + text.slice(least).replace(/0+$/u, '');
  return kept.endsWith('.') ? kept.slice(0, -1) : kept;
}

/** Money with its currency. */
export function moneyShape({ scales }: Scales, money: Money): contract.Money {
  const { currency } = money;
  return { amount: formatMoney(money, ledgerScaleOf(scales, currency)), currency };
}

/** An amount of a currency without it. */
export function minorText(
  { scales }: Scales,
  amount: Minor | bigint,
  currency: Currency,
): contract.Decimal {
  return formatScaledBigint(amount, ledgerScaleOf(scales, currency));
}

/** An exact value of an instrument, with all its places. */
export function notionalShape(instrument: Instrument, value: bigint): contract.Money {
  const amount = formatScaledBigint(value, notionalScale(instrument));
  return { amount, currency: instrument.currency };
}

/** An instant; null stays null. */
export function instantOrNull(at: Timestamp | null): contract.Instant | null {
  return at === null ? null : formatTimestamp(at);
}
