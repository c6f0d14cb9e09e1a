import { powerOfTen, toQuantity, type Price, type Quantity } from 'argosy/core';
import { notionalScale, type Instrument } from 'argosy/domain';
import type { Leverage } from 'argosy/risk';

/** What there is to spend, and on what. */
export type Budget = {
  /** In minor units at `scale`. */
  readonly cash: bigint;
  readonly scale: number;
  readonly price: Price;
  /** The part of the cash to use, above 0 up to 1; kept to a millionth. */
  readonly share: number;
  /** How many times its margin a position may be worth. */
  readonly leverage: Leverage;
  /** The charges of buying a quantity, in the same units, where they are to be paid of it too. */
  readonly chargesOf?: (qty: Quantity) => bigint;
};

const SHARE_UNITS = 1_000_000;

/**
 * The most whole lots that a share of the money pays for, or margins; 0 where there is none. What
 * is left after charges pays for them too if the budget says what they are.
 */
export function affordableQty(instrument: Instrument, budget: Budget): Quantity {
  const { cash, price, share, chargesOf } = budget;
  if (cash <= 0n || price <= 0 || !(share > 0)) return toQuantity(0);
  const shareUnits = BigInt(Math.floor(share * SHARE_UNITS));
  const money = (cash * shareUnits) / BigInt(SHARE_UNITS);
  const most = lotsFor(instrument, budget, cash * shareUnits);
  if (chargesOf === undefined) return toQuantity(most * instrument.lot);
  return toQuantity(largest(most, isWithin) * instrument.lot);

  function isWithin(lots: number): boolean {
    const charges = chargesOf?.(toQuantity(lots * instrument.lot)) ?? 0n;
    if (charges >= money) return false;
    return lotsFor(instrument, budget, (money - charges) * BigInt(SHARE_UNITS)) >= lots;
  }
}

function lotsFor(
  instrument: Instrument,
  { scale, price, leverage }: Budget,
  money: bigint,
): number {
  const oneLot = BigInt(price) * BigInt(instrument.lot) * instrument.multiplier;
  const lots =
    (money * leverage.units * powerOfTen(notionalScale(instrument))) /
    (oneLot * BigInt(SHARE_UNITS) * powerOfTen(scale + leverage.scale));
  return Number(lots);
}

/** The largest number up to a bound that something holds for; it holds for all below one it holds for. */
function largest(most: number, holds: (value: number) => boolean): number {
  let [low, high] = [0, most];
  while (low < high) {
    const middle = Math.ceil((low + high) / 2);
    if (holds(middle)) low = middle;
    else high = middle - 1;
  }
  return low;
}
