import { normalCdf } from '../normal-distribution.ts';

/** Statistics that come by chance once in 100, 20 and 10 times. */
export type CriticalValues = {
  readonly one: number;
  readonly five: number;
  readonly ten: number;
};

/** How many series wander: one in a test for a unit root, two in one for cointegration. */
export type SeriesCount = 1 | 2;

type Polynomial = readonly number[];
type Tail = {
  /** Up to here `low` holds, above it `high`. */
  readonly turns: number;
  readonly least: number;
  readonly most: number;
  readonly low: Polynomial;
  readonly high: Polynomial;
};

/** J. MacKinnon, Critical Values for Cointegration Tests, 2010, table 2, with a constant: in powers of 1 / rows. */
const surfaces: Readonly<Record<SeriesCount, Readonly<Record<keyof CriticalValues, Polynomial>>>> =
  {
    1: {
      one: [-3.43035, -6.5393, -16.786, -79.433],
      five: [-2.86154, -2.8903, -4.234, -40.04],
      ten: [-2.56677, -1.5384, -2.809],
    },
    2: {
      one: [-3.89644, -10.9519, -33.527],
      five: [-3.33613, -6.1101, -6.823],
      ten: [-3.04445, -4.2412, -2.72],
    },
  };

/** J. MacKinnon, Approximate Asymptotic Distribution Functions, 1994, tables 3 and 4, with a constant. */
const tails: Readonly<Record<SeriesCount, Tail>> = {
  1: {
    turns: -1.61,
    least: -18.83,
    most: 2.74,
    low: [2.1659, 1.4412, 0.038269],
    high: [1.7339, 0.93202, -0.12745, -0.010368],
  },
  2: {
    turns: -2.62,
    least: -18.86,
    most: 0.92,
    low: [2.92, 1.5012, 0.039796],
    high: [2.1945, 0.64695, -0.29198, -0.042377],
  },
};

/** The critical values of a test with a constant, for so many rows; of none, those of endless ones. */
export function mackinnonCritical(series: SeriesCount, rows: number): CriticalValues {
  const { one, five, ten } = surfaces[series];
  const part = rows > 0 ? 1 / rows : 0;
  return { one: valueOf(one, part), five: valueOf(five, part), ten: valueOf(ten, part) };
}

/** How likely a statistic this low or lower is where nothing comes back. */
export function mackinnonProbability(statistic: number, series: SeriesCount): number {
  const { turns, least, most, low, high } = tails[series];
  if (statistic > most) return 1;
  if (statistic < least) return 0;
  return normalCdf(valueOf(statistic <= turns ? low : high, statistic));
}

function valueOf(polynomial: Polynomial, at: number): number {
  return polynomial.reduceRight((sum, coefficient) => sum * at + coefficient, 0);
}
