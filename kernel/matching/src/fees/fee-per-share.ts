import type { FeeBasis, FeeModel } from './fee-model.ts';
import { parsePaidRate, RATE_SCALE, toFee, type ExactFee } from './rate.ts';

/**
 * An amount for each share, contract or coin, in the instrument's currency.
 *
 * @example
 * const fees = feePerShare('0.005');
 */
export function feePerShare(amount: string): FeeModel {
  const rate = parsePaidRate(amount);
  const exact = (basis: FeeBasis): ExactFee => ({
    value: BigInt(basis.qty) * rate,
    scale: basis.instrument.sizePrecision + RATE_SCALE,
  });
  return {
    compute: (fill, scale) => toFee(exact(fill), fill.instrument, { scale, rounding: 'halfUp' }),
    estimate: (order, scale) => toFee(exact(order), order.instrument, { scale, rounding: 'up' }),
    describe: () => ({ model: 'feePerShare', parameters: { amount } }),
  };
}
