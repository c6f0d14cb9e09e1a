import { ValueIndicator } from '../base/by-inputs.ts';
import { define, inOwnPane, measure, whole, type Definition } from '../base/definition.ts';
import type { Measure, Whole } from '../base/particulars.ts';
import { Moments } from './moments.ts';
import { Sum } from './sum.ts';

const YEAR = 252;
const YEAR_MAX = 1e8;

type RatioParameters = {
  readonly period: Whole;
  readonly year: Measure;
  readonly rate: Measure;
};

/** What of a ratio may be chosen. */
export type RatioOptions = {
  /** How many bars a year has. */
  readonly year?: number;
  /** What a year brings without risk, as a part. */
  readonly rate?: number;
};

/** What returns bring for how far they spread, as of a sample, for a year; 0 where they do not spread. */
export class RollingSharpe extends ValueIndicator {
  readonly #scale: number;
  readonly #rate: number;
  private readonly moments: Moments;
  private before = NaN;

  constructor(period: number, { year = YEAR, rate = 0 }: RatioOptions = {}) {
    super('RollingSharpe', [period, { year, rate }], period + 1);
    this.#scale = Math.sqrt(year * (period - 1));
    this.#rate = rate / year;
    this.moments = new Moments(period);
  }

  step(value: number): number {
    const { before, moments } = this;
    this.before = value;
    if (Number.isNaN(before)) return NaN;
    const spread = moments.step(returnOf(value, before));
    return spread === 0 ? 0 : ((moments.mean - this.#rate) / Math.sqrt(spread)) * this.#scale;
  }
}

/** What returns bring for how far they fall, of all of them, for a year; 0 where none does. */
export class RollingSortino extends ValueIndicator {
  readonly #period: number;
  readonly #year: number;
  readonly #rate: number;
  private readonly total: Sum;
  private readonly falls: Sum;
  private before = NaN;

  constructor(period: number, { year = YEAR, rate = 0 }: RatioOptions = {}) {
    super('RollingSortino', [period, { year, rate }], period + 1);
    this.#period = period;
    this.#year = year;
    this.#rate = rate / year;
    this.total = new Sum(period);
    this.falls = new Sum(period);
  }

  step(value: number): number {
    const { before } = this;
    this.before = value;
    if (Number.isNaN(before)) return NaN;
    const excess = returnOf(value, before) - this.#rate;
    const mean = this.total.step(excess) / this.#period;
    const falls = Math.max(0, this.falls.step(Math.min(0, excess) ** 2));
    return falls === 0 ? 0 : mean / Math.sqrt(falls / this.#period / this.#year);
  }
}

function returnOf(value: number, before: number): number {
  return before === 0 ? 0 : (value - before) / before;
}

const parameters: RatioParameters = {
  period: whole(60, 2),
  year: measure(YEAR, 1, YEAR_MAX),
  rate: measure(0, -1, 1),
};

/** What returns bring for how far they spread. */
export const rollingSharpe: Definition<RatioParameters, RollingSharpe, 'rollingSharpe'> = define({
  name: 'rollingSharpe',
  title: 'Rolling Sharpe ratio',
  group: 'statistics',
  formula: '√y·(r̄ − f / y) / s(r), r = x₀ / x₁ − 1',
  by: 'William Sharpe, 1966',
  inputs: ['value'],
  parameters,
  lines: { rollingSharpe: inOwnPane },
  make: ({ period, ...options }) => new RollingSharpe(period, options),
  loop: (made, [values], { rollingSharpe: line }, from) => {
    for (let row = from; row < values.length; row += 1) {
      line[row] = made.step(values[row] ?? NaN);
    }
  },
});

/** What returns bring for how far they fall. */
export const rollingSortino: Definition<RatioParameters, RollingSortino, 'rollingSortino'> = define(
  {
    name: 'rollingSortino',
    title: 'Rolling Sortino ratio',
    group: 'statistics',
    formula: '√y·ē / √(Σmin(e, 0)² / n), e = x₀ / x₁ − 1 − f / y',
    by: 'Frank Sortino and Robert van der Meer, 1991',
    inputs: ['value'],
    parameters,
    lines: { rollingSortino: inOwnPane },
    make: ({ period, ...options }) => new RollingSortino(period, options),
    loop: (made, [values], { rollingSortino: line }, from) => {
      for (let row = from; row < values.length; row += 1) {
        line[row] = made.step(values[row] ?? NaN);
      }
    },
  },
);
