import { ValueIndicator } from '../base/by-inputs.ts';
import { define, whole, type Definition } from '../base/definition.ts';
import type { Whole } from '../base/particulars.ts';
import { Sma } from '../averages/sma.ts';
import { Rsi } from './rsi.ts';
import { TwiceSmoothed } from './twice-smoothed.ts';

/** The periods of a `DerivativeOscillator`: of the strength, of its two averages and of theirs. */
export type DerivativePeriods = {
  readonly strength: number;
  readonly first: number;
  readonly second: number;
  readonly signal: number;
};

/** Derivative oscillator: how far the relative strength, smoothed twice, stands from its own average. */
export class DerivativeOscillator extends ValueIndicator {
  private readonly strength: Rsi;
  private readonly smoothed: TwiceSmoothed;
  private readonly average: Sma;

  constructor({ strength, first, second, signal }: DerivativePeriods) {
    super(
      'DerivativeOscillator',
      [{ strength, first, second, signal }],
      strength + first + second + signal - 2,
    );
    this.strength = new Rsi(strength);
    this.smoothed = new TwiceSmoothed(first, second);
    this.average = new Sma(signal);
  }

  step(value: number): number {
    const strength = this.strength.step(value);
    if (Number.isNaN(strength)) return NaN;
    const smoothed = this.smoothed.step(strength);
    return Number.isNaN(smoothed) ? NaN : smoothed - this.average.step(smoothed);
  }
}

/** How the smoothed strength turns. */
export const derivativeOscillator: Definition<
  {
    readonly strength: Whole;
    readonly first: Whole;
    readonly second: Whole;
    readonly signal: Whole;
  },
  DerivativeOscillator,
  'derivativeOscillator'
> = define({
  name: 'derivativeOscillator',
  title: 'Derivative oscillator',
  group: 'momentum',
  formula: 'S − SMA(S, g), S = EMA(EMA(RSI(x, n), f), s)',
  by: 'Constance Brown, 1999',
  inputs: ['value'],
  parameters: { strength: whole(14, 2), first: whole(5), second: whole(3), signal: whole(9) },
  lines: { derivativeOscillator: { as: 'histogram', over: 'own' } },
  make: (periods) => new DerivativeOscillator(periods),
  loop: (made, [values], { derivativeOscillator }, from) => {
    for (let row = from; row < values.length; row += 1) {
      derivativeOscillator[row] = made.step(values[row] ?? NaN);
    }
  },
});
