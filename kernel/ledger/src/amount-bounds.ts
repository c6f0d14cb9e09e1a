import { absBigint, formatScaledBigint, type Money, type Refusal } from 'argosy/core';
import { COMMAND_AMOUNT_MAX } from 'argosy/domain';

import { refusal } from './errors.ts';

/** The largest amount that anybody may ask to move, in minor units: what fits in 128 bits with a sign. */
export const LEDGER_AMOUNT_MAX: bigint = COMMAND_AMOUNT_MAX;

/** Why an amount that must be above zero cannot be asked for; null where it can. */
export function findAmountFlaw(amount: Money, scale: number): Refusal | null {
  if (amount.amount > 0n) return findOverflow(amount, 0n);
  const text = formatScaledBigint(amount.amount, scale);
  return refusal('AMOUNT_NOT_POSITIVE', `${text} ${amount.currency}`);
}

/** Why an amount is too large for a balance it is added to; null where it is not. */
export function findOverflow({ amount, currency }: Money, balance: bigint): Refusal | null {
  const largest = [amount, balance + amount].find((sum) => absBigint(sum) > LEDGER_AMOUNT_MAX);
  if (largest === undefined) return null;
  const digits = absBigint(largest).toString().length;
  return refusal('AMOUNT_OVERFLOW', `${digits} digits of ${currency}, at most 38`);
}
