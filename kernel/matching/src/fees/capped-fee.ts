import { maxBigint, minBigint, money, toMinor } from 'argosy/core';

import { matchingError } from '../errors.ts';
import type { FeeBasis, FeeModel } from './fee-model.ts';
import { FeeTally } from './fee-tally.ts';
import { parsePaidRate, parseRate, RATE_SCALE, toFee } from './rate.ts';

/** The least and the greatest fee of one order, in the instrument's currency; null means no bound. */
export type FeeBounds = { readonly min: string | null; readonly max: string | null };

/**
 * Another model's fee, held between bounds over all fills of an order: the first fill pays the least
 * at once, later ones only what their sum adds to it, up to the greatest.
 *
 * @example
 * const fees = cappedFee(feePercent('0.03'), { min: null, max: '20' });
 */
export function cappedFee(model: FeeModel, bounds: FeeBounds): FeeModel {
  const min = bounds.min === null ? null : parseRate(bounds.min);
  // The least may be below zero, where it bounds a rebate; the most is what is paid.
  const max = bounds.max === null ? null : parsePaidRate(bounds.max);
  if (min !== null && max !== null && min > max) {
    throw matchingError('BAD_BOUNDS', `${bounds.min} is above ${bounds.max}`);
  }
  const hold = (amount: bigint, basis: FeeBasis, scale: number): bigint => {
    const least = toBound(min, basis, scale);
    const most = toBound(max, basis, scale);
    const raised = least === null ? amount : maxBigint(amount, least);
    return most === null ? raised : minBigint(raised, most);
  };
  return {
    compute: (fill, scale) => {
      const tally = fill.tally ?? new FeeTally();
      const before = tally.total;
      const { amount, currency } = model.compute({ ...fill, tally: tally.inner }, scale);
      const held = hold(tally.add(amount), fill, scale);
      const paid = before === null ? 0n : hold(before, fill, scale);
      return money(toMinor(held - paid), currency);
    },
    estimate: (order, scale) => {
      const { amount, currency } = model.estimate(order, scale);
      return money(toMinor(hold(amount, order, scale)), currency);
    },
    describe: () => ({ model: 'cappedFee', parameters: { of: model.describe(), ...bounds } }),
  };
}

function toBound(bound: bigint | null, basis: FeeBasis, scale: number): bigint | null {
  if (bound === null) return null;
  const exact = { value: bound, scale: RATE_SCALE };
  return toFee(exact, basis.instrument, { scale, rounding: 'halfUp' }).amount;
}
