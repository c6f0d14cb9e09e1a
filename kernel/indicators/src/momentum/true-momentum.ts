import { PairIndicator } from '../base/by-inputs.ts';
import { define, inOwnPane, whole, type Definition } from '../base/definition.ts';
import type { Whole } from '../base/particulars.ts';
import { Window } from '../base/window.ts';
import { Ema } from '../averages/ema.ts';
import { TwiceSmoothed } from './twice-smoothed.ts';

/** Each step looks at each open of the period: this bounds what it costs. */
const PERIOD_MOST = 500;

/** How far a `TrueMomentum` looks back, and how it is smoothed. */
export type TrueMomentumPeriods = {
  readonly period: number;
  readonly first: number;
  readonly second: number;
  readonly signal: number;
};

/** True momentum oscillator: above how many of the last opens the close stands, less below how many, smoothed twice. */
export class TrueMomentum extends PairIndicator {
  private readonly opens: Window;
  private readonly smoothed: TwiceSmoothed;
  private readonly average: Ema;
  /** The average of the line; NaN before it has a value. */
  signal: number = NaN;

  constructor({ period, first, second, signal }: TrueMomentumPeriods) {
    super(
      'TrueMomentum',
      [{ period, first, second, signal }],
      period + first + second + signal - 3,
    );
    this.opens = new Window(period);
    this.smoothed = new TwiceSmoothed(first, second);
    this.average = new Ema(signal);
  }

  step(open: number, close: number): number {
    const { opens } = this;
    opens.push(open);
    if (!opens.isFull) return NaN;
    let score = 0;
    for (let age = 0; age < opens.size; age += 1) score += Math.sign(close - opens.at(age));
    const line = this.smoothed.step(score);
    if (!Number.isNaN(line)) this.signal = this.average.step(line);
    return line;
  }
}

/** Above how many opens closes stand. */
export const tmo: Definition<
  {
    readonly period: Whole;
    readonly first: Whole;
    readonly second: Whole;
    readonly signal: Whole;
  },
  TrueMomentum,
  'tmo' | 'signal'
> = define({
  name: 'tmo',
  title: 'True momentum oscillator',
  group: 'momentum',
  formula: 'EMA(EMA(Σsign(close₀ − openₖ), f), s), k = 0 … n − 1; signal = EMA(TMO, g)',
  by: 'Mobius, 2018',
  inputs: ['open', 'close'],
  parameters: {
    period: whole(14, 1, PERIOD_MOST),
    first: whole(5),
    second: whole(3),
    signal: whole(3),
  },
  lines: { tmo: inOwnPane, signal: inOwnPane },
  read: ({ signal }) => [signal],
  make: (periods) => new TrueMomentum(periods),
  loop: (made, [open, close], { tmo, signal }, from) => {
    for (let row = from; row < open.length; row += 1) {
      tmo[row] = made.step(open[row] ?? NaN, close[row] ?? NaN);
      signal[row] = made.signal;
    }
  },
});
