import { ValueIndicator } from '../base/by-inputs.ts';
import { define, inOwnPane, measure, type Definition } from '../base/definition.ts';
import type { Measure } from '../base/particulars.ts';

/** Before so many inputs the filter has nothing to go on with: until then it is how prices bend, a quarter of it. */
const BEGIN = 7;

/** Cyber cycle: what of the inputs, smoothed over four, is faster than a trend; with itself of a step before. */
export class CyberCycle extends ValueIndicator {
  readonly #alpha: number;
  private begun = 0;
  private one = NaN;
  private two = NaN;
  private three = NaN;
  private smooth = NaN;
  private smoothBefore = NaN;
  private cycle = 0;
  private cycleBefore = 0;
  /** The line of the step before; NaN before it has a value. */
  signal: number = NaN;

  constructor(alpha: number) {
    super('CyberCycle', [alpha], BEGIN);
    this.#alpha = alpha;
  }

  step(value: number): number {
    const { one, two, three, smooth, smoothBefore, cycle, cycleBefore } = this;
    const now = (value + 2 * one + 2 * two + three) / 6;
    if (this.begun < BEGIN) this.begun += 1;
    const isBegun = this.begun === BEGIN;
    const bend = Number.isNaN(two) ? 0 : (value - 2 * one + two) / 4;
    this.three = two;
    this.two = one;
    this.one = value;
    this.smoothBefore = smooth;
    this.smooth = now;
    this.cycleBefore = cycle;
    const [gain, kept] = [1 - this.#alpha / 2, 1 - this.#alpha];
    const filtered = gain * gain * (now - 2 * smooth + smoothBefore);
    this.cycle = isBegun ? filtered + 2 * kept * cycle - kept * kept * cycleBefore : bend;
    if (!isBegun) return NaN;
    this.signal = cycle;
    return this.cycle;
  }
}

/** What in inputs is faster than a trend. */
export const cyberCycle: Definition<{ readonly alpha: Measure }, CyberCycle, 'cycle' | 'signal'> =
  define({
    name: 'cyberCycle',
    title: 'Cyber cycle',
    group: 'cycle',
    formula:
      '(1 − α / 2)²·(s₀ − 2·s₁ + s₂) + 2·(1 − α)·C₁ − (1 − α)²·C₂, s = (x₀ + 2·x₁ + 2·x₂ + x₃) / 6; signal = C₁',
    by: 'John Ehlers, 2004',
    inputs: ['value'],
    parameters: { alpha: measure(0.07, 0.01, 0.99) },
    lines: { cycle: inOwnPane, signal: inOwnPane },
    read: ({ signal }) => [signal],
    make: ({ alpha }) => new CyberCycle(alpha),
    loop: (made, [values], { cycle, signal }, from) => {
      for (let row = from; row < values.length; row += 1) {
        cycle[row] = made.step(values[row] ?? NaN);
        signal[row] = made.signal;
      }
    },
  });
