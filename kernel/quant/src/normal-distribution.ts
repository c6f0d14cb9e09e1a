import { quantError } from './errors.ts';
import { exp, ln } from 'argosy/core';

/** Beyond it the tail of the normal distribution is less than any number there is. */
export const NORMAL_REACH = 38.6;
const SQRT_TWO_PI = 2.5066282746310002;
const QUANTILE_STEPS = 4;

/** How dense the standard normal distribution is at a number. */
export function normalDensity(value: number): number {
  return exp(-0.5 * value * value) / SQRT_TWO_PI;
}

/**
 * How likely a standard normal number lies at or below this one: the tails too are right to some units
 * of the last place of their own, as far as the density is.
 */
export function normalCdf(value: number): number {
  const away = Math.abs(value);
  // The middle is a half, whatever the last place of the product.
  const tail = away > NORMAL_REACH ? 0 : Math.min(0.5, normalDensity(away) * millsRatio(away));
  return value > 0 ? 1 - tail : tail;
}

/**
 * What lies beyond a number over the density at it (J. P. Mills, 1926), for numbers of zero and above: it
 * falls from √(π/2) like one over the number. The ratio of two polynomials that agrees with it at 22
 * points between zero and infinity, solved with 60 digits: to 1e-16 everywhere.
 */
export function millsRatio(away: number): number {
  const square = away * away;
  if (square > 1e12) return 1 / away;
  const aboveEven =
    1.2533141373155003 +
    square *
      (1.834910619261584 +
        square *
          (0.38240053611259045 +
            square *
              (0.02227231237713713 +
                square * (0.00036480677892668326 + square * 8.634943994052038e-7))));
  const aboveOdd =
    2.1579260283211936 +
    square *
      (0.9988352702064789 +
        square *
          (0.1071983060313316 + square * (0.0033938124078970195 + square * 2.520291757581851e-5)));
  const belowEven =
    1 +
    square *
      (2.9744450028654907 +
        square *
          (1.0994979979367498 +
            square *
              (0.11054171261611408 +
                square * (0.0034190153254743364 + square * 2.520291757581852e-5))));
  const belowOdd =
    2.5196604221549936 +
    square *
      (2.1763502948175955 +
        square *
          (0.40395186933008204 +
            square *
              (0.022635392167090946 +
                square * (0.0003656702733260819 + square * 8.634943994052038e-7))));
  return (aboveEven + away * aboveOdd) / (belowEven + away * belowOdd);
}

/**
 * The number that a standard normal one lies at or below with this likelihood: a first guess of
 * Abramowitz and Stegun (26.2.23), made exact by steps of Halley on the logarithm of the tail.
 *
 * @example
 * normalQuantile(0.975); // 1.959963984540054
 */
export function normalQuantile(likelihood: number): number {
  if (!(likelihood > 0 && likelihood < 1)) {
    if (likelihood === 0) return Number.NEGATIVE_INFINITY;
    if (likelihood === 1) return Number.POSITIVE_INFINITY;
    throw quantError('BAD_NUMBER', `likelihood ${likelihood}, expected from 0 to 1`);
  }
  const isBelow = likelihood < 0.5;
  const tail = isBelow ? likelihood : 1 - likelihood;
  const wanted = ln(tail);
  const root = Math.sqrt(-2 * wanted);
  const above = 2.515517 + root * (0.802853 + root * 0.010328);
  const below = 1 + root * (1.432788 + root * (0.189269 + root * 0.001308));
  let away = Math.max(0, root - above / below);
  for (let step = 0; step < QUANTILE_STEPS; step += 1) {
    const mills = millsRatio(away);
    const excess = ln(mills / SQRT_TWO_PI) - 0.5 * away * away - wanted;
    const newton = excess * mills;
    away += newton / (1 - 0.5 * newton * (away - 1 / mills));
  }
  return isBelow ? 0 - away : away;
}
