import { money, toMinor, type Money, type Price, type Quantity, type Timestamp } from 'argosy/core';
import type { Charge, Fill, Instrument, Product, Side } from 'argosy/domain';

import type { ModelCard } from '../model-card.ts';
import type { FeeTally } from './fee-tally.ts';

/** What a fee is reckoned on. */
export type FeeBasis = {
  readonly instrument: Instrument;
  readonly side: Side;
  readonly qty: Quantity;
  readonly price: Price;
  /** What the order is for; an estimate without one is the most of all. */
  readonly product?: Product;
  /** When it fills, or may fill at the earliest: of fees that change by date. */
  readonly at?: Timestamp;
};

/** One fill, as a fee model sees it. */
export type FilledBasis = FeeBasis & {
  readonly liquidity: Fill['liquidity'];
  /** What the order's earlier fills were charged; without one the fill is an order of its own. */
  readonly tally?: FeeTally;
};

/** What a venue charges. Fees are money in the instrument's currency; below zero is a rebate. */
export type FeeModel = {
  /** The fee of one fill, rounded half up once, at the ledger scale of its currency. */
  compute(fill: FilledBasis, scale: number): Money;
  /** The most that filling this at this price can cost, rounded up: for holds. */
  estimate(order: FeeBasis, scale: number): Money;
  /** What the model is, for the reproducibility card. */
  describe(): ModelCard;
  /** The lines that the fee of one fill is the sum of, where the model has any; in its place. */
  itemise?(fill: FilledBasis, scale: number): readonly Charge[];
};

/** What a fill is charged, in lines where the model has them. */
export function chargeFill(
  model: FeeModel,
  fill: FilledBasis,
  scale: number,
): Pick<Fill, 'fee' | 'charges'> {
  if (model.itemise === undefined) return { fee: model.compute(fill, scale) };
  const charges = model.itemise(fill, scale);
  const total = charges.reduce((sum, { amount }) => sum + amount, 0n);
  return { fee: money(toMinor(total), fill.instrument.currency), charges };
}
