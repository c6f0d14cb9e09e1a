import { ValueIndicator } from '../base/by-inputs.ts';
import { define, inOwnPane, measure, whole, type Definition } from '../base/definition.ts';
import type { Measure, Whole } from '../base/particulars.ts';
import { Ema } from '../averages/ema.ts';
import { Rsi } from './rsi.ts';
import { TwiceSmoothed } from './twice-smoothed.ts';

const WIDTH = 4.236;

/** The settings of a `Qqe`: over how many the strength is reckoned and averaged, and how far its trail follows. */
export type QqeSettings = {
  readonly strength: number;
  readonly smoothing: number;
  readonly width: number;
};

/**
 * Quantitative qualitative estimation: the smoothed relative strength, and a trail that follows it at a
 * width of its own mean change, never back while the strength stays on its side.
 */
export class Qqe extends ValueIndicator {
  readonly #width: number;
  private readonly strength: Rsi;
  private readonly smoothed: Ema;
  private readonly change: TwiceSmoothed;
  private before = NaN;
  /** What follows the line; NaN before it has a value. */
  trail: number = NaN;

  constructor({ strength, smoothing, width }: QqeSettings) {
    // Wilder's average of n weighs as an exponential one of 2n − 1.
    const double = 2 * strength - 1;
    super('Qqe', [{ strength, smoothing, width }], strength + smoothing + 2 * double - 1);
    this.#width = width;
    this.strength = new Rsi(strength, { flat: 50 });
    this.smoothed = new Ema(smoothing);
    this.change = new TwiceSmoothed(double, double);
  }

  step(value: number): number {
    const strength = this.strength.step(value);
    if (Number.isNaN(strength)) return NaN;
    const { before } = this;
    const line = this.smoothed.step(strength);
    this.before = line;
    if (Number.isNaN(before)) return line;
    const width = this.#width * this.change.step(Math.abs(line - before));
    if (!Number.isNaN(width)) this.trail = this.#follow(line, before, width);
    return line;
  }

  #follow(line: number, before: number, width: number): number {
    const { trail } = this;
    if (Number.isNaN(trail)) return line - width;
    if (line < trail) return before < trail ? Math.min(trail, line + width) : line + width;
    if (line > trail) return before > trail ? Math.max(trail, line - width) : line - width;
    return trail;
  }
}

/** The smoothed strength and what trails it. */
export const qqe: Definition<
  { readonly strength: Whole; readonly smoothing: Whole; readonly width: Measure },
  Qqe,
  'qqe' | 'trail'
> = define({
  name: 'qqe',
  title: 'Quantitative qualitative estimation',
  group: 'momentum',
  formula: 'R = EMA(RSI(x, n), s); trail = R ∓ w·EMA(EMA(|ΔR|, 2n − 1), 2n − 1), ratcheted',
  by: 'Roman Ignatov, 2006',
  inputs: ['value'],
  parameters: { strength: whole(14, 2), smoothing: whole(5), width: measure(WIDTH, 0, 100) },
  lines: { qqe: inOwnPane, trail: inOwnPane },
  read: ({ trail }) => [trail],
  make: (settings) => new Qqe(settings),
  loop: (made, [values], { qqe, trail }, from) => {
    for (let row = from; row < values.length; row += 1) {
      qqe[row] = made.step(values[row] ?? NaN);
      trail[row] = made.trail;
    }
  },
});
