import { BarIndicator } from '../base/by-inputs.ts';
import { define, inOwnPane, measure, whole, type Definition } from '../base/definition.ts';
import type { Measure, Whole } from '../base/particulars.ts';
import { Sma } from '../averages/sma.ts';

const SCALE_MAX = 1e15;

/** Ease of movement: how far the middle of bars moved for what was traded and the range it took, on average; 0 of a bar without volume. */
export class EaseOfMovement extends BarIndicator {
  readonly #scale: number;
  private readonly average: Sma;
  private before = NaN;

  constructor(period: number, scale = 10_000) {
    super('EaseOfMovement', [period, scale], period + 1);
    this.#scale = scale;
    this.average = new Sma(period);
  }

  step(high: number, low: number, volume: number): number {
    const middle = (high + low) / 2;
    const moved = middle - this.before;
    this.before = middle;
    if (Number.isNaN(moved)) return NaN;
    return this.average.step(volume === 0 ? 0 : (moved * (high - low) * this.#scale) / volume);
  }
}

/** How easily prices move. */
export const easeOfMovement: Definition<
  { readonly period: Whole; readonly scale: Measure },
  EaseOfMovement,
  'easeOfMovement'
> = define({
  name: 'easeOfMovement',
  title: 'Ease of movement',
  group: 'volume',
  formula: 'SMA(s·Δ((high + low) / 2)·(high − low) / volume, n)',
  by: 'Richard Arms, 1996',
  inputs: ['high', 'low', 'volume'],
  parameters: { period: whole(14), scale: measure(10_000, 1, SCALE_MAX) },
  lines: { easeOfMovement: inOwnPane },
  make: ({ period, scale }) => new EaseOfMovement(period, scale),
  loop: (made, [high, low, volume], { easeOfMovement: line }, from) => {
    for (let row = from; row < high.length; row += 1) {
      line[row] = made.step(high[row] ?? NaN, low[row] ?? NaN, volume[row] ?? NaN);
    }
  },
});
