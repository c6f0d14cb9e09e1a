import { quantError } from './errors.ts';
import { checkSample, type Sample } from './sample.ts';

/**
 * A statistic of each window of a sample, as long as the sample: NaN, a gap in a plot, until the window is full and
 * where the statistic is null. The window handed in is a view, to be read at once.
 *
 * @example
 * computeRolling(returns, 63, (some) => computeRatios(some).sharpe);
 */
export function computeRolling(
  sample: Sample,
  window: number,
  statisticOf: (some: Float64Array) => number | null,
): Float64Array {
  return computeRollingBeside(sample, sample, window, statisticOf);
}

/**
 * A statistic of each window of a sample beside the same window of another, as `computeRolling`.
 *
 * @example
 * computeRollingBeside(returns, index, 63, (own, other) => computeBenchmarkRatios(own, other).beta);
 */
export function computeRollingBeside(
  sample: Sample,
  beside: Sample,
  window: number,
  statisticOf: (some: Float64Array, other: Float64Array) => number | null,
): Float64Array {
  checkSample(sample);
  checkSample(beside);
  if (sample.length !== beside.length) {
    throw quantError('BAD_NUMBER', `${sample.length} beside ${beside.length}, expected as many`);
  }
  if (!(Number.isSafeInteger(window) && window > 0)) {
    throw quantError('BAD_NUMBER', `a window of ${window}, expected a whole number above zero`);
  }
  const [own, other] = [Float64Array.from(sample), Float64Array.from(beside)];
  const rolled = new Float64Array(sample.length).fill(NaN);
  for (let end = window; end <= own.length; end += 1) {
    const from = end - window;
    rolled[end - 1] = statisticOf(own.subarray(from, end), other.subarray(from, end)) ?? NaN;
  }
  return rolled;
}
