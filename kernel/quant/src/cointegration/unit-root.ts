import { quantError } from '../errors.ts';
import { checkSample } from '../sample.ts';
import { levelStatistic } from './level-statistic.ts';
import { mackinnonCritical, mackinnonProbability, type CriticalValues } from './mackinnon.ts';
import { checkPair, computeHalfLife, fitHedge } from './hedge-line.ts';

/** What a test for a unit root says: whether a series comes back to a mean, or wanders off. */
export type UnitRootTest = {
  /** The lower, the surer it comes back; null without enough that moves. */
  readonly statistic: number | null;
  /** How likely a wanderer shows as low a statistic: below 0.05 it is taken to come back. */
  readonly probability: number | null;
  /** The statistics that a wanderer goes below once in 100, 20 and 10 times, for as many rows. */
  readonly critical: CriticalValues;
  /** How many changes it was reckoned over. */
  readonly rows: number;
};

/** What Engle and Granger's test says of a pair. */
export type CointegrationTest = UnitRootTest & {
  readonly ratio: number | null;
  readonly constant: number | null;
  /** In how many steps half of a distance from the line is gone; null where it does not come back. */
  readonly halfLife: number | null;
};

/** How many changes of before the test knows of; one unless told. */
export type LagOptions = { readonly lags?: number };

/** Most lags of a test. */
const LAGS_MAX = 30;

/** How the tests of this folder are reckoned, and by whom. */
export const cointegrationConventions = {
  unitRoot:
    'augmented Dickey–Fuller with a constant: t of b in Δx₀ = a + b·x₁ + Σcₖ·Δxₖ over all rows that have their lags (D. Dickey, W. Fuller, 1979)',
  cointegration:
    'first = a + ratio × second by least squares, then the test without a constant over what that leaves (R. Engle, C. Granger, 1987)',
  critical: 'response surfaces of J. MacKinnon (2010), table 2, for the rows that there are',
  probability: 'tail polynomials of J. MacKinnon (1994), tables 3 and 4, for endless rows',
} as const;

/**
 * Augmented Dickey–Fuller with a constant: whether a series comes back to a mean.
 *
 * @example
 * const { statistic, critical } = testUnitRoot(spread, { lags: 1 });
 */
export function testUnitRoot(values: readonly number[], options: LagOptions = {}): UnitRootTest {
  checkSample(values);
  const lags = lagsOf(options);
  const rows = Math.max(0, values.length - 1 - lags);
  const statistic = levelStatistic(values, { lags, hasConstant: true });
  return {
    statistic,
    probability: statistic === null ? null : mackinnonProbability(statistic, 1),
    critical: mackinnonCritical(1, rows),
    rows,
  };
}

/**
 * Engle and Granger: whether two series that wander keep together, so that the spread between them can be
 * traded. The first is hedged by `ratio` of the second.
 */
export function testCointegration(
  first: readonly number[],
  second: readonly number[],
  options: LagOptions = {},
): CointegrationTest {
  checkPair(first, second);
  const lags = lagsOf(options);
  const { ratio, constant, residuals } = fitHedge(first, second);
  const statistic = levelStatistic(residuals, { lags, hasConstant: false });
  return {
    statistic,
    probability: statistic === null ? null : mackinnonProbability(statistic, 2),
    // As Stata's egranger and statsmodels take it: the rows of the first step less one.
    critical: mackinnonCritical(2, Math.max(0, first.length - 1)),
    rows: Math.max(0, residuals.length - 1 - lags),
    ratio,
    constant,
    halfLife: computeHalfLife(residuals),
  };
}

function lagsOf({ lags = 1 }: LagOptions): number {
  if (Number.isSafeInteger(lags) && lags >= 0 && lags <= LAGS_MAX) return lags;
  throw quantError('BAD_LAGS', `${lags}`);
}
