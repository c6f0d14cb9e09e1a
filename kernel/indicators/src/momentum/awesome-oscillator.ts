import { PairIndicator } from '../base/by-inputs.ts';
import { define, whole, type Definition } from '../base/definition.ts';
import type { Whole } from '../base/particulars.ts';
import { Sma } from '../averages/sma.ts';

/** Awesome oscillator: how far a fast average of the middles of bars stands from a slow one. */
export class AwesomeOscillator extends PairIndicator {
  private readonly fast: Sma;
  private readonly slow: Sma;

  constructor(fast: number, slow: number) {
    super('AwesomeOscillator', [fast, slow], Math.max(fast, slow));
    this.fast = new Sma(fast);
    this.slow = new Sma(slow);
  }

  step(high: number, low: number): number {
    const middle = (high + low) / 2;
    return this.fast.step(middle) - this.slow.step(middle);
  }
}

/** Accelerator oscillator: how far the awesome oscillator stands from its own average. */
export class AcceleratorOscillator extends PairIndicator {
  private readonly awesome: AwesomeOscillator;
  private readonly average: Sma;

  constructor(fast: number, slow: number, signal: number) {
    super('AcceleratorOscillator', [fast, slow, signal], Math.max(fast, slow) + signal - 1);
    this.awesome = new AwesomeOscillator(fast, slow);
    this.average = new Sma(signal);
  }

  step(high: number, low: number): number {
    const awesome = this.awesome.step(high, low);
    return Number.isNaN(awesome) ? NaN : awesome - this.average.step(awesome);
  }
}

/** How far the middles of bars have come lately. */
export const awesomeOscillator: Definition<
  { readonly fast: Whole; readonly slow: Whole },
  AwesomeOscillator,
  'awesomeOscillator'
> = define({
  name: 'awesomeOscillator',
  title: 'Awesome oscillator',
  group: 'momentum',
  formula: 'AO = SMA(m, f) − SMA(m, s), m = (high + low) / 2',
  by: 'Bill Williams, 1998',
  inputs: ['high', 'low'],
  parameters: { fast: whole(5), slow: whole(34) },
  lines: { awesomeOscillator: { as: 'histogram', over: 'own' } },
  make: ({ fast, slow }) => new AwesomeOscillator(fast, slow),
  loop: (made, [high, low], { awesomeOscillator }, from) => {
    for (let row = from; row < high.length; row += 1) {
      awesomeOscillator[row] = made.step(high[row] ?? NaN, low[row] ?? NaN);
    }
  },
});

/** How the awesome oscillator gathers speed. */
export const acceleratorOscillator: Definition<
  { readonly fast: Whole; readonly slow: Whole; readonly signal: Whole },
  AcceleratorOscillator,
  'acceleratorOscillator'
> = define({
  name: 'acceleratorOscillator',
  title: 'Accelerator oscillator',
  group: 'momentum',
  formula: 'AO − SMA(AO, g), AO = SMA(m, f) − SMA(m, s)',
  by: 'Bill Williams, 1998',
  inputs: ['high', 'low'],
  parameters: { fast: whole(5), slow: whole(34), signal: whole(5) },
  lines: { acceleratorOscillator: { as: 'histogram', over: 'own' } },
  make: ({ fast, slow, signal }) => new AcceleratorOscillator(fast, slow, signal),
  loop: (made, [high, low], { acceleratorOscillator }, from) => {
    for (let row = from; row < high.length; row += 1) {
      acceleratorOscillator[row] = made.step(high[row] ?? NaN, low[row] ?? NaN);
    }
  },
});
