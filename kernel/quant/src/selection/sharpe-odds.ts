import { quantError } from '../errors.ts';
import { normalCdf, normalQuantile } from '../normal-distribution.ts';

/** A Sharpe ratio as it was measured, and the returns it was measured over. All is of one period, none of a year. */
export type MeasuredSharpe = {
  readonly sharpe: number;
  /** Returns it was measured over. */
  readonly count: number;
  /** Of the returns, 0 unless told. */
  readonly skewness?: number;
  /** Of the returns, not the excess: 3, of the normal law, unless told. */
  readonly kurtosis?: number;
};

/** What was tried before this one was taken. */
export type Trials = {
  /** Independent trials. */
  readonly trials: number;
  /** The variance of their Sharpe ratios, of the same period as these. */
  readonly variance: number;
};

/** What the statistics of choosing assume, and who says so. */
export const selectionConventions = {
  probabilisticSharpe:
    'Φ((SR − SR*) √(T − 1) / √(1 − γ3 SR + (γ4 − 1)/4 SR²)), SR of one period, γ4 not the excess (Bailey and López de Prado, 2012)',
  expectedMaximumSharpe:
    'σ ((1 − γ) Φ⁻¹(1 − 1/N) + γ Φ⁻¹(1 − 1/(N e))), σ over the trials, γ of Euler; 0 of one trial (Bailey and López de Prado, 2014)',
  deflatedSharpe: 'the probabilistic Sharpe against the expected maximum of the trials',
  minimumTrackRecord: 'returns until the probabilistic Sharpe is as sure as asked',
  minimumBacktest:
    'years in which N trials without skill show this yearly Sharpe at best, on average (Bailey, Borwein, López de Prado, Zhu, 2014)',
  overfittingProbability:
    'combinatorially symmetric cross-validation: of all halves of S blocks, those whose best is at or below the median of the other half; the logarithm of w/(1 − w), w = rank/(N + 1) (Bailey, Borwein, López de Prado, Zhu, 2015)',
} as const;

const EULER_GAMMA = 0.5772156649015329;

/**
 * How likely the true Sharpe ratio is above `against`, 0 unless told, by what was measured.
 *
 * @example
 * computeProbabilisticSharpe({ sharpe: 0.1, count: 250 }); // 0.942
 */
export function computeProbabilisticSharpe(measured: MeasuredSharpe, against: number = 0): number {
  checkFinite('sharpe to compare with', against);
  const { sharpe, count } = checked(measured);
  return normalCdf(((sharpe - against) * Math.sqrt(count - 1)) / Math.sqrt(varianceOf(measured)));
}

/** The best Sharpe ratio that so many trials without skill show, on average. */
export function computeExpectedMaximumSharpe({ trials, variance }: Trials): number {
  if (!(trials >= 1 && trials < Number.POSITIVE_INFINITY)) {
    throw quantError('BAD_NUMBER', `${trials} trials, expected one or more`);
  }
  if (!(variance >= 0 && variance < Number.POSITIVE_INFINITY)) {
    throw quantError('BAD_NUMBER', `variance ${variance} of trials, expected zero or above`);
  }
  return Math.sqrt(variance) * expectedMaximum(trials);
}

/**
 * How likely the true Sharpe ratio is above what the best of all that was tried would show by chance.
 *
 * @example
 * const measured = { sharpe: 2.5 / Math.sqrt(250), count: 1250, skewness: -3, kurtosis: 10 };
 * computeDeflatedSharpe(measured, { trials: 100, variance: 0.5 / 250 }); // 0.9004
 */
export function computeDeflatedSharpe(measured: MeasuredSharpe, trials: Trials): number {
  return computeProbabilisticSharpe(measured, computeExpectedMaximumSharpe(trials));
}

/**
 * Returns that it takes until the probabilistic Sharpe is as sure as asked, 0.95 unless told; null where the
 * Sharpe is not above what it is compared with, and no number of them is enough.
 */
export function computeMinimumTrackRecord(
  measured: Omit<MeasuredSharpe, 'count'>,
  {
    against = 0,
    confidence = 0.95,
  }: { readonly against?: number; readonly confidence?: number } = {},
): number | null {
  checkFinite('sharpe to compare with', against);
  const { sharpe } = checked({ ...measured, count: 2 });
  if (!(sharpe > against)) return null;
  const distance = normalQuantile(confidence) / (sharpe - against);
  return 1 + varianceOf({ ...measured, count: 2 }) * distance * distance;
}

/**
 * Years of data that so many trials need at least, lest the best of them shows this yearly Sharpe ratio,
 * 1 unless told, without any skill. Of a Sharpe ratio of one bar they are bars.
 *
 * @example
 * computeMinimumBacktestYears(45); // 4.998
 */
export function computeMinimumBacktestYears(trials: number, yearlySharpe: number = 1): number {
  if (!(yearlySharpe > 0))
    throw quantError('BAD_NUMBER', `sharpe ${yearlySharpe}, expected above zero`);
  const best = computeExpectedMaximumSharpe({ trials, variance: 1 }) / yearlySharpe;
  return best * best;
}

function expectedMaximum(trials: number): number {
  if (trials === 1) return 0;
  const [some, all] = [normalQuantile(1 - 1 / trials), normalQuantile(1 - 1 / (trials * Math.E))];
  return (1 - EULER_GAMMA) * some + EULER_GAMMA * all;
}

/** Of the measured ratio, times the returns less one. */
function varianceOf({ sharpe, skewness = 0, kurtosis = 3 }: MeasuredSharpe): number {
  const variance = 1 - skewness * sharpe + ((kurtosis - 1) / 4) * sharpe * sharpe;
  if (variance > 0) return variance;
  const moments = `skewness ${skewness}, kurtosis ${kurtosis}`;
  throw quantError('BAD_NUMBER', `sharpe ${sharpe} with ${moments}, which no returns have`);
}

function checked(measured: MeasuredSharpe): MeasuredSharpe {
  const { sharpe, count, skewness = 0, kurtosis = 3 } = measured;
  checkFinite('sharpe', sharpe);
  checkFinite('skewness', skewness);
  checkFinite('kurtosis', kurtosis);
  if (count >= 2 && count < Number.POSITIVE_INFINITY) return measured;
  throw quantError('BAD_NUMBER', `${count} returns, expected two or more`);
}

function checkFinite(name: string, value: number): void {
  if (!Number.isFinite(value)) throw quantError('BAD_NUMBER', `${name} ${value}, expected finite`);
}
