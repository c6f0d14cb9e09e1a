import { ln } from 'argosy/core';

import { PairIndicator } from '../base/by-inputs.ts';
import { define, inOwnPane, whole, type Definition } from '../base/definition.ts';
import { ExtremeWindow } from '../base/extreme-window.ts';
import type { Period } from '../base/particulars.ts';

const NEW = 0.33;
const OLD = 0.67;
/** Nearer to one the logarithm would run away. */
const EDGE = 0.99;
const CLIPPED = 0.999;

/** Fisher transform: where the middle of bars stands in its range, smoothed and stretched so that turns are sharp. */
export class Fisher extends PairIndicator {
  private readonly highest: ExtremeWindow;
  private readonly lowest: ExtremeWindow;
  private place = 0;
  private line = 0;
  /** The line of the step before; 0 at its first value. */
  signal: number = NaN;

  constructor(period: number) {
    super('Fisher', [period], period);
    this.highest = new ExtremeWindow(period, 1);
    this.lowest = new ExtremeWindow(period, -1);
  }

  step(high: number, low: number): number {
    const middle = (high + low) / 2;
    const top = this.highest.push(middle);
    const bottom = this.lowest.push(middle);
    if (!this.highest.isFull) return NaN;
    const raw = top === bottom ? 0 : (middle - bottom) / (top - bottom) - 0.5;
    const place = NEW * 2 * raw + OLD * this.place;
    this.place = Math.abs(place) > EDGE ? Math.sign(place) * CLIPPED : place;
    this.signal = this.line;
    this.line = 0.5 * ln((1 + this.place) / (1 - this.place)) + 0.5 * this.line;
    return this.line;
  }
}

/** Where the middle of bars stands in its range, with sharp turns. */
export const fisher: Definition<Period, Fisher, 'fisher' | 'signal'> = define({
  name: 'fisher',
  title: 'Fisher transform',
  group: 'momentum',
  formula:
    'F = ½·ln((1 + v) / (1 − v)) + ½·F₁, v = 0.66·((m − lowest) / (highest − lowest) − ½) + 0.67·v₁, beyond ±0.99 ±0.999; signal = F₁',
  by: 'John Ehlers, 2002',
  inputs: ['high', 'low'],
  parameters: { period: whole(10, 2) },
  lines: { fisher: inOwnPane, signal: inOwnPane },
  read: ({ signal }) => [signal],
  make: ({ period }) => new Fisher(period),
  loop: (made, [high, low], { fisher, signal }, from) => {
    for (let row = from; row < high.length; row += 1) {
      fisher[row] = made.step(high[row] ?? NaN, low[row] ?? NaN);
      signal[row] = made.signal;
    }
  },
});
