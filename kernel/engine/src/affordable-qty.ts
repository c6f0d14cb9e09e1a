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
};

const SHARE_UNITS = 1_000_000;

/** The most whole lots that a share of the cash pays for, before charges; 0 where there is none. */
export function affordableQty(instrument: Instrument, budget: Budget): Quantity {
  const { cash, scale, price, share, leverage } = budget;
  if (cash <= 0n || price <= 0 || !(share > 0)) return toQuantity(0);
  const spendable = cash * leverage.units * BigInt(Math.floor(Math.min(share, 1) * SHARE_UNITS));
  const oneLot = BigInt(price) * BigInt(instrument.lot) * instrument.multiplier;
  const lots =
    (spendable * powerOfTen(notionalScale(instrument))) /
    (oneLot * BigInt(SHARE_UNITS) * powerOfTen(scale + leverage.scale));
  return toQuantity(Number(lots) * instrument.lot);
}
