import { ValueIndicator } from '../base/by-inputs.ts';
import { define, inOwnPane, whole, type Definition } from '../base/definition.ts';
import type { Choice, Whole } from '../base/particulars.ts';
import { averageKind, averageOf, type AverageKind } from '../averages/by-kind.ts';

const PERCENT = 100;

/** Disparity: how far an input stands from its average, in percent of that. */
export class Disparity extends ValueIndicator {
  private readonly average: ValueIndicator;

  constructor(period: number, kind: AverageKind = 'sma') {
    const average = averageOf(kind, period);
    super('Disparity', [period, kind], average.warmUp);
    this.average = average;
  }

  step(value: number): number {
    const average = this.average.step(value);
    return average === 0 ? 0 : ((value - average) / average) * PERCENT;
  }
}

/** How far inputs stand from their average. */
export const disparity: Definition<
  { readonly period: Whole; readonly average: Choice<AverageKind> },
  Disparity,
  'disparity'
> = define({
  name: 'disparity',
  title: 'Disparity index',
  group: 'momentum',
  formula: '100·(x₀ − MA(x, n)) / MA(x, n)',
  by: 'Steve Nison, 1994',
  inputs: ['value'],
  parameters: { period: whole(14), average: averageKind('sma') },
  lines: { disparity: inOwnPane },
  make: ({ period, average }) => new Disparity(period, average),
  loop: (made, [values], { disparity }, from) => {
    for (let row = from; row < values.length; row += 1) {
      disparity[row] = made.step(values[row] ?? NaN);
    }
  },
});

/** The periods of a `Bias`. */
export type BiasPeriods = {
  readonly short: number;
  readonly middle: number;
  readonly long: number;
};

/** Bias: how far an input stands from a short average, which is the value, from a middle and from a long one, in percent of each. */
export class Bias extends ValueIndicator {
  private readonly near: Disparity;
  private readonly between: Disparity;
  private readonly far: Disparity;
  /** From the middle average; NaN before it has a value. */
  middle: number = NaN;
  /** From the long one. */
  long: number = NaN;

  constructor({ short, middle, long }: BiasPeriods) {
    super('Bias', [{ short, middle, long }], Math.max(short, middle, long));
    this.near = new Disparity(short);
    this.between = new Disparity(middle);
    this.far = new Disparity(long);
  }

  step(value: number): number {
    this.middle = this.between.step(value);
    this.long = this.far.step(value);
    return this.near.step(value);
  }
}

/** How far inputs stand from three averages. */
export const bias: Definition<
  { readonly short: Whole; readonly middle: Whole; readonly long: Whole },
  Bias,
  'short' | 'middle' | 'long'
> = define({
  name: 'bias',
  title: 'Bias',
  group: 'momentum',
  formula: '100·(x₀ − SMA(x, n)) / SMA(x, n) of three periods',
  by: 'of China, where it is common',
  inputs: ['value'],
  parameters: { short: whole(6), middle: whole(12), long: whole(24) },
  lines: { short: inOwnPane, middle: inOwnPane, long: inOwnPane },
  read: ({ middle, long }) => [middle, long],
  make: (periods) => new Bias(periods),
  loop: (made, [values], { short, middle, long }, from) => {
    for (let row = from; row < values.length; row += 1) {
      short[row] = made.step(values[row] ?? NaN);
      middle[row] = made.middle;
      long[row] = made.long;
    }
  },
});
