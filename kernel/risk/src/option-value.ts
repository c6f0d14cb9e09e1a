import { exp, ln } from 'argosy/core';

/** What an option's value depends on; amounts in whole units of its currency. */
export type OptionTerms = {
  readonly right: 'call' | 'put';
  readonly strike: number;
  /** In years; at or below zero the option has expired. */
  readonly years: number;
};

/**
 * The value of a European option on a forward price, without interest: Black's formula. It serves
 * estimates of margin; whoever prices options for trading needs more.
 */
export function optionValue(
  { right, strike, years }: OptionTerms,
  forward: number,
  volatility: number,
): number {
  const intrinsic = right === 'call' ? forward - strike : strike - forward;
  const deviation = volatility * Math.sqrt(Math.max(0, years));
  if (deviation <= 0 || forward <= 0 || strike <= 0) return Math.max(0, intrinsic);
  const high = ln(forward / strike) / deviation + deviation / 2;
  const low = high - deviation;
  const value =
    right === 'call'
      ? forward * normalShare(high) - strike * normalShare(low)
      : strike * normalShare(-low) - forward * normalShare(-high);
  return Math.max(0, value, intrinsic);
}

/** The standard normal distribution up to a value: Zelen and Severo's polynomial, right to 1e-7. */
function normalShare(value: number): number {
  const size = Math.abs(value);
  const step = 1 / (1 + 0.231_641_9 * size);
  const terms =
    step *
    (0.319_381_53 +
      step *
        (-0.356_563_782 + step * (1.781_477_937 + step * (-1.821_255_978 + step * 1.330_274_429))));
  const tail = 0.398_942_280_401_432_7 * exp((-size * size) / 2) * terms;
  return value >= 0 ? 1 - tail : tail;
}
