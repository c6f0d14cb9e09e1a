import { absBigint, rescale } from 'argosy/core';
import {
  exactNotional,
  notionalScale,
  type Instrument,
  type Option,
  type Position,
} from 'argosy/domain';

import { noLeverage, type Leverage, type LeverageByProduct } from './leverage.ts';

/** A bought option is paid in full whatever the product; every other position has its leverage. */
export function leverageFor(
  { key, qty }: Pick<Position, 'qty'> & { readonly key: Pick<Position['key'], 'product'> },
  instrument: Instrument,
  leverage: LeverageByProduct,
): Leverage {
  if (instrument.kind === 'option' && qty > 0) return noLeverage;
  return leverage[key.product] ?? noLeverage;
}

/** The value of a quantity at a price, without its sign, rounded up to the ledger's scale. */
export function toExposure(
  instrument: Instrument,
  price: number,
  qty: number,
  scale: number,
): bigint {
  const exact = absBigint(exactNotional(instrument, price, qty));
  return rescale(exact, notionalScale(instrument), scale, 'ceiling');
}

/** Whether what is held are options that were sold: they are margined at their strike. */
export function isWrittenOption(instrument: Instrument, qty: number): instrument is Option {
  return instrument.kind === 'option' && qty < 0;
}
