import type { FeeModel } from './fee-model.ts';
import { parseRate, percentOf, toFee } from './rate.ts';

/** The two rates, per cent of the traded value; below zero is a rebate. */
export type MakerTakerRates = { readonly maker: string; readonly taker: string };

/**
 * One rate for who waited in the book, another for who took.
 *
 * @example
 * const fees = feeMakerTaker({ maker: '-0.005', taker: '0.05' });
 */
export function feeMakerTaker(rates: MakerTakerRates): FeeModel {
  const maker = parseRate(rates.maker);
  const taker = parseRate(rates.taker);
  const dearer = maker > taker ? maker : taker;
  return {
    compute: (fill, scale) => {
      const percent = fill.liquidity === 'maker' ? maker : taker;
      return toFee(percentOf(fill, percent), fill.instrument, { scale, rounding: 'halfUp' });
    },
    estimate: (order, scale) =>
      toFee(percentOf(order, dearer), order.instrument, { scale, rounding: 'ceiling' }),
    describe: () => ({ model: 'feeMakerTaker', parameters: { ...rates } }),
  };
}
