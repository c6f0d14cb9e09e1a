import {
  absBigint,
  money,
  parseScaledBigint,
  rescale,
  toMinor,
  type Money,
  type Rounding,
} from 'argosy/core';
import { exactNotional, notionalScale, type Instrument } from 'argosy/domain';

import { matchingError } from '../errors.ts';
import type { FeeBasis } from './fee-model.ts';

/** Decimal places a rate may have. */
export const RATE_SCALE = 9;

/** An exact fee before it is rounded to money: `value / 10 ** scale`. */
export type ExactFee = { readonly value: bigint; readonly scale: number };

/** Reads a rate or an amount such as `'0.00297'` exactly; throws `BAD_RATE`. */
export function parseRate(text: string): bigint {
  // Whoever calls without types may give a number, which has lost its decimals already.
  if (typeof text !== 'string') {
    throw matchingError(
      'BAD_RATE',
      `expected a decimal text such as '0.03', found ${String(text)}`,
    );
  }
  const parsed = parseScaledBigint(text, RATE_SCALE);
  if (!parsed.ok) throw matchingError('BAD_RATE', `"${text}": ${parsed.refusal.reason}`);
  return parsed.value;
}

/** Reads a rate that is paid, never received; a rebate is for `feeMakerTaker` to give. */
export function parsePaidRate(text: string): bigint {
  const rate = parseRate(text);
  if (rate < 0n) throw matchingError('BAD_RATE', `"${text}" is below zero`);
  return rate;
}

/** A share of the traded value; the rate is in per cent. */
export function percentOf(basis: FeeBasis, ratePercent: bigint): ExactFee {
  const notional = absBigint(exactNotional(basis.instrument, basis.price, basis.qty));
  return {
    value: notional * ratePercent,
    scale: notionalScale(basis.instrument) + RATE_SCALE + 2,
  };
}

/** The one place a fee is rounded. */
export function toFee(
  fee: ExactFee,
  instrument: Instrument,
  options: { readonly scale: number; readonly rounding: Rounding },
): Money {
  const amount = rescale(fee.value, fee.scale, options.scale, options.rounding);
  return money(toMinor(amount), instrument.currency);
}
