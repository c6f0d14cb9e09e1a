import { maxBigint, minBigint, money, toMinor, type Money } from 'argosy/core';

import { matchingError } from '../errors.ts';
import type { FeeBasis, FeeModel } from './fee-model.ts';
import { parseRate, RATE_SCALE, toFee } from './rate.ts';

/** The least and the greatest fee of one fill, in the instrument's currency; null means no bound. */
export type FeeBounds = { readonly min: string | null; readonly max: string | null };

/**
 * Another model's fee, held between bounds.
 *
 * @example
 * const fees = cappedFee(feePercent('0.03'), { min: null, max: '20' });
 */
export function cappedFee(model: FeeModel, bounds: FeeBounds): FeeModel {
  const min = bounds.min === null ? null : parseRate(bounds.min);
  const max = bounds.max === null ? null : parseRate(bounds.max);
  if (min !== null && max !== null && min > max) {
    throw matchingError('BAD_BOUNDS', `${bounds.min} is above ${bounds.max}`);
  }
  const hold = (fee: Money, basis: FeeBasis, scale: number): Money => {
    const least = toBound(min, basis, scale);
    const most = toBound(max, basis, scale);
    const raised = least === null ? fee.amount : maxBigint(fee.amount, least);
    const held = most === null ? raised : minBigint(raised, most);
    return money(toMinor(held), fee.currency);
  };
  return {
    compute: (fill, scale) => hold(model.compute(fill, scale), fill, scale),
    estimate: (order, scale) => hold(model.estimate(order, scale), order, scale),
    describe: () => ({ model: 'cappedFee', parameters: { of: model.describe(), ...bounds } }),
  };
}

function toBound(bound: bigint | null, basis: FeeBasis, scale: number): bigint | null {
  if (bound === null) return null;
  const exact = { value: bound, scale: RATE_SCALE };
  return toFee(exact, basis.instrument, { scale, rounding: 'halfUp' }).amount;
}
