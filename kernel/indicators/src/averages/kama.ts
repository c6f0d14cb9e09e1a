import { ValueIndicator } from '../base/by-inputs.ts';
import { defineLine, overPrices, type Definition } from '../base/definition.ts';
import type { Period } from '../base/particulars.ts';
import { Window } from '../base/window.ts';

const FASTEST = 2 / (2 + 1);
const SLOWEST = 2 / (30 + 1);

/**
 * Kaufman's adaptive moving average: it follows fast where prices go one way, and slowly where they go
 * to and fro. As in TA-Lib it begins at the input before its first value.
 */
export class Kama extends ValueIndicator {
  /** The inputs, and how far each lies from the one before it. */
  private readonly window: Window;
  private readonly moves: Window;
  private path = 0;
  private average = NaN;

  constructor(period: number) {
    super('Kama', [period], period + 1);
    this.window = new Window(period + 1);
    this.moves = new Window(period);
  }

  step(value: number): number {
    const { window, moves } = this;
    const before = window.at(0);
    window.push(value);
    if (Number.isNaN(before)) return NaN;
    this.#walk(Math.abs(value - before));
    if (!moves.isFull) return NaN;
    if (Number.isNaN(this.average)) this.average = before;
    const smoothing = this.#efficiency(value) * (FASTEST - SLOWEST) + SLOWEST;
    this.average += (value - this.average) * smoothing * smoothing;
    return this.average;
  }

  #walk(move: number): void {
    const left = this.moves.push(move);
    if (this.moves.isAtStart) this.path = this.moves.sum();
    else this.path += this.moves.isFull ? move - left : move;
  }

  /** How much of the way was made good: 1 where prices went one way, or nowhere. */
  #efficiency(value: number): number {
    const made = Math.abs(value - this.window.oldest);
    return this.path <= made || this.path === 0 ? 1 : made / this.path;
  }
}

/** An average as fast as prices are straight. */
export const kama: Definition<Period, Kama, 'kama'> = defineLine({
  name: 'kama',
  title: 'Kaufman’s adaptive moving average',
  group: 'average',
  formula: 'KAMA₁ + s²·(x₀ − KAMA₁), s = |x₀ − xₙ| / Σ|Δx|·(2/3 − 2/31) + 2/31',
  by: 'Perry Kaufman, 1995',
  standard: 30,
  plot: overPrices,
  make: (period) => new Kama(period),
});
