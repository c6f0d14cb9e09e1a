import type { FeeModel } from './fee-model.ts';
import { parsePaidRate, percentOf, toFee } from './rate.ts';

/**
 * A share of the traded value; the rate is per cent, as exact as it is written.
 *
 * @example
 * const fees = feePercent('0.03'); // 3 of every 10,000
 */
export function feePercent(rate: string): FeeModel {
  const percent = parsePaidRate(rate);
  return {
    compute: (fill, scale) =>
      toFee(percentOf(fill, percent), fill.instrument, { scale, rounding: 'halfUp' }),
    estimate: (order, scale) =>
      toFee(percentOf(order, percent), order.instrument, { scale, rounding: 'up' }),
    describe: () => ({ model: 'feePercent', parameters: { rate } }),
  };
}
