import { checkChoice, quantError, shownOf } from '../errors.ts';
import { normalDensity, normalQuantile } from '../normal-distribution.ts';
import { deviationOf } from '../return-statistics.ts';
import { checkSample, finiteOrNull, meanOf, type Sample, sumOf } from '../sample.ts';

/** How the tail of a sample is drawn, and what each way assumes. */
export const tailMethods = {
  historical:
    'the quantile of the sample, in a line between neighbours (as empyrical); beyond it the mean of what is at or below',
  normal:
    'mean + z σ of a normal law, σ with n − 1 (as quantstats); beyond it mean − σ φ(z) / level',
  lean: 'the normal one, rounded to three places (as LEAN)',
  cornishFisher:
    'the normal quantile bent by skewness and excess kurtosis of the population (Cornish and Fisher, 1938); beyond it its mean. Null where the bent quantile falls anywhere as far out as the level, or as one in a hundred: so skewed a sample it does not know',
} as const;

/** The normal quantile of one in a hundred: a middle of less says too little of a law. */
const REACH_MIN = 2.3263478740408408;

/** The names of `tailMethods`. */
export type TailMethod = keyof typeof tailMethods;

/** What a bad period brings, as a return: below zero where it loses. Null where undefined. */
export type Tail = {
  /** The return that a part `level` of the periods is below. */
  readonly valueAtRisk: number | null;
  /** The mean of those. */
  readonly conditional: number | null;
};

/**
 * Value at risk and what lies beyond it, of returns of even periods, by a part of them, 0.05 unless told.
 *
 * @example
 * computeTail(returns, { method: 'cornishFisher', level: 0.01 }).valueAtRisk; // -0.031
 */
export function computeTail(
  returns: Sample,
  options: { readonly level?: number; readonly method?: TailMethod } = {},
): Tail {
  const { level = 0.05, method = 'historical' } = options;
  checkSample(returns);
  checkChoice('method', method, Object.keys(tailMethods));
  if (!(Number.isFinite(level) && level > 0 && level < 1)) {
    throw quantError('BAD_NUMBER', `level ${shownOf(level)}, expected between 0 and 1`);
  }
  if (method === 'historical') return historicalTail(returns, level);
  const mean = meanOf(returns);
  const deviation = deviationOf(returns, mean, 1);
  const moments = method === 'cornishFisher' ? momentsOf(returns, mean) : [0, 0];
  if (!doesRise(level, moments)) return { valueAtRisk: null, conditional: null };
  const [quantile, bent] = bentTail(level, moments);
  // Where the bent quantile turns behind the level, what is reckoned of it there is no mean of worse.
  const beyond = bent <= quantile ? bent : NaN;
  const [valueAtRisk, conditional] = [mean + deviation * quantile, mean + deviation * beyond];
  const round = (value: number): number =>
    method === 'lean' ? Math.round(value * 1e3) / 1e3 : value;
  return {
    valueAtRisk: finiteOrNull(round(valueAtRisk)),
    conditional: finiteOrNull(round(conditional)),
  };
}

/** A quantile of a sample, in a line between neighbours; null of nothing. */
export function computeQuantile(sample: Sample, share: number): number | null {
  checkSample(sample);
  if (!(Number.isFinite(share) && share >= 0 && share <= 1)) {
    throw quantError('BAD_NUMBER', `share ${shownOf(share)}, expected from 0 to 1`);
  }
  if (sample.length === 0) return null;
  const sorted = Float64Array.from(sample).sort();
  const place = share * (sorted.length - 1);
  const below = sorted[Math.floor(place)] ?? 0;
  return below + (place - Math.floor(place)) * ((sorted[Math.ceil(place)] ?? 0) - below);
}

/** The high twentieth over the low one, by their sizes: above one where gains reach further than losses. */
export function computeTailRatio(returns: Sample): number | null {
  const [high, low] = [computeQuantile(returns, 0.95), computeQuantile(returns, 0.05)];
  return finiteOrNull(Math.abs(high ?? NaN) / Math.abs(low ?? NaN));
}

function historicalTail(returns: Sample, level: number): Tail {
  const valueAtRisk = computeQuantile(returns, level);
  // As many as the part of the places makes whole, and the lowest itself: what empyrical counts.
  const count = Math.floor((returns.length - 1) * level) + 1;
  const worst = Float64Array.from(returns).sort().subarray(0, count);
  return { valueAtRisk, conditional: finiteOrNull(meanOf(worst)) };
}

/** The quantile of Cornish and Fisher in deviations, and the mean of what lies beyond it, integrated term by term. */
function bentTail(
  level: number,
  [skewness = 0, excess = 0]: readonly number[],
): readonly [number, number] {
  const z = normalQuantile(level);
  const square = z * z;
  const both = skewness * skewness;
  const quantile =
    z +
    ((square - 1) * skewness) / 6 +
    (z * (square - 3) * excess) / 24 -
    (z * (2 * square - 5) * both) / 36;
  const beyond =
    1 + (z * skewness) / 6 + ((square - 1) * excess) / 24 - ((2 * square - 1) * both) / 36;
  return [quantile, (-normalDensity(z) / level) * beyond];
}

/**
 * Whether the bent quantile rises with the normal one, as a quantile must, all over the middle that the level, or one
 * in a hundred, leaves. Its slope is a parabola in the normal quantile (D. Maillard, 2012).
 */
function doesRise(level: number, [skewness = 0, excess = 0]: readonly number[]): boolean {
  const reach = Math.max(Math.abs(normalQuantile(level)), REACH_MIN);
  const square = excess / 8 - (skewness * skewness) / 6;
  const slopeAt = (z: number): number =>
    1 - excess / 8 + (5 * skewness * skewness) / 36 + z * (skewness / 3 + z * square);
  const turn = square > 0 ? -skewness / (6 * square) : 0;
  const inner = Math.max(-reach, Math.min(turn, reach));
  return [-reach, inner, reach].every((z) => !(slopeAt(z) < 0));
}

/** Skewness and excess kurtosis of the sample as it is, without a correction for its size. */
function momentsOf(returns: Sample, mean: number): readonly number[] {
  const deviation = deviationOf(returns, mean, 0);
  const powers = (power: number): number =>
    sumOf(returns, (value) => powerOfDistance((value - mean) / deviation, power)) / returns.length;
  return [powers(3), powers(4) - 3];
}

function powerOfDistance(distance: number, power: number): number {
  let product = 1;
  for (let factor = 0; factor < power; factor += 1) product *= distance;
  return product;
}
