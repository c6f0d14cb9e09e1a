import {
  checkDaysPerYear,
  checkSample,
  DAYS_PER_YEAR,
  finiteOrNull,
  type Sample,
} from './sample.ts';

/** The deepest fall of an equity from a peak. */
export type Drawdown = {
  /** Trough over peak, less one: -0.2 is a fall by a fifth, 0 is none. */
  readonly fraction: number;
  /** Places of the peak and of the trough; the same place where it never fell. */
  readonly peakIndex: number;
  readonly troughIndex: number;
};

/** Statistics of an equity curve; null where undefined. */
export type EquityStatistics = Readonly<
  Record<'CAGR' | 'CalmarRatio' | 'MaxDrawdown', number | null>
>;

/** What an equity curve is measured by. */
export type EquityOptions = {
  readonly daysPerYear?: number | undefined;
  /** The deepest fall where a finer series than the days has seen it. */
  readonly deepestFall?: number | null | undefined;
};

/**
 * Simple return of each day over the day before, one fewer than the days of `dailyEquity`.
 * Null where a day begins with nothing or less: its return is undefined.
 */
export function computeDailyReturns(dailyEquity: Sample): Float64Array | null {
  checkSample(dailyEquity);
  const returns = new Float64Array(Math.max(0, dailyEquity.length - 1));
  for (const at of returns.keys()) {
    const before = dailyEquity[at] ?? NaN;
    const value = (dailyEquity[at + 1] ?? NaN) / before - 1;
    if (!(before > 0) || !Number.isFinite(value)) return null;
    returns[at] = value;
  }
  return returns;
}

/**
 * The deepest fall from the highest point before it; the first of equals.
 * Null for no equity at all, and for one that begins with nothing or less.
 *
 * @example
 * computeDrawdown([100, 120, 90, 130])?.fraction; // -0.25
 */
export function computeDrawdown(equity: Sample): Drawdown | null {
  checkSample(equity);
  let peak = equity[0] ?? 0;
  if (peak <= 0) return null;
  let peakIndex = 0;
  let deepest: Drawdown = { fraction: 0, peakIndex: 0, troughIndex: 0 };
  for (const [index, value] of equity.entries()) {
    if (value > peak) {
      peak = value;
      peakIndex = index;
    }
    const fraction = value / peak - 1;
    if (fraction < deepest.fraction) deepest = { fraction, peakIndex, troughIndex: index };
  }
  return deepest;
}

/** The deepest fall of an equity that is too long to keep: it is told point by point. */
export class RunningDrawdown {
  #peak: number | null = null;
  #fraction = 0;

  /** Takes the next point. */
  update(value: number): void {
    checkSample([value]);
    if (this.#peak === null || value > this.#peak) {
      // A curve that begins with nothing has no fraction, whatever comes.
      this.#peak = this.#peak !== null && this.#peak <= 0 ? this.#peak : value;
    } else if (this.#peak > 0) this.#fraction = Math.min(this.#fraction, value / this.#peak - 1);
  }

  /** As `computeDrawdown` of the same points has it. */
  get fraction(): number | null {
    return this.#peak === null || this.#peak <= 0 ? null : this.#fraction;
  }
}

/**
 * Compound yearly growth from the first to the last equity, `daysPerYear` steps a year; a shorter
 * run is extrapolated. Null for fewer than two days, a start of nothing, or an end below nothing.
 */
export function computeCagr(
  dailyEquity: Sample,
  daysPerYear: number = DAYS_PER_YEAR,
): number | null {
  checkSample(dailyEquity);
  checkDaysPerYear(daysPerYear);
  const start = dailyEquity.at(0) ?? 0;
  const end = dailyEquity.at(-1) ?? 0;
  const days = dailyEquity.length - 1;
  if (start <= 0 || end < 0 || days < 1) return null;
  return finiteOrNull((end / start) ** (daysPerYear / days) - 1);
}

/** CAGR, deepest drawdown (a fraction, 0 or below) and Calmar: the first over the second's size. */
export function computeEquityStatistics(
  dailyEquity: Sample,
  { daysPerYear = DAYS_PER_YEAR, deepestFall }: EquityOptions = {},
): EquityStatistics {
  const growth = computeCagr(dailyEquity, daysPerYear);
  const ofDays = computeDrawdown(dailyEquity)?.fraction ?? null;
  const fall = finiteOrNull((deepestFall === undefined ? ofDays : deepestFall) ?? NaN);
  const calmar = growth === null || fall === null ? NaN : growth / -fall;
  return { CAGR: growth, CalmarRatio: finiteOrNull(calmar), MaxDrawdown: fall };
}
