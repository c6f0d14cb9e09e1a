import { ValueIndicator } from '../base/by-inputs.ts';
import { define, inOwnPane, whole, type Definition } from '../base/definition.ts';
import type { Whole } from '../base/particulars.ts';
import { Window } from '../base/window.ts';
import { checkPeriod } from '../errors.ts';

/** Each step looks at each input of the stretch: this bounds what it costs. */
const PERIOD_MOST = 500;

/** Trend score: of the inputs of a stretch that lies back, how many the newest has come up to, less how many it lies under. */
export class TrendScore extends ValueIndicator {
  readonly #nearest: number;
  private readonly window: Window;

  constructor(nearest: number, farthest: number) {
    for (const period of [nearest, farthest]) checkPeriod(period);
    super('TrendScore', [nearest, farthest], Math.max(nearest, farthest) + 1);
    this.#nearest = Math.min(nearest, farthest);
    this.window = new Window(Math.max(nearest, farthest) + 1);
  }

  step(value: number): number {
    const { window } = this;
    window.push(value);
    if (!window.isFull) return NaN;
    let score = 0;
    for (let age = this.#nearest; age < window.size; age += 1) {
      score += value >= window.at(age) ? 1 : -1;
    }
    return score;
  }
}

/** How many inputs of before the newest has come up to. */
export const trendScore: Definition<
  { readonly nearest: Whole; readonly farthest: Whole },
  TrendScore,
  'trendScore'
> = define({
  name: 'trendScore',
  title: 'Trend score',
  group: 'momentum',
  formula: 'Σ(1 where x₀ ≥ xₖ, else −1), k = nearest … farthest',
  by: 'Tushar Chande, 1993',
  inputs: ['value'],
  parameters: { nearest: whole(11, 1, PERIOD_MOST), farthest: whole(20, 1, PERIOD_MOST) },
  lines: { trendScore: inOwnPane },
  make: ({ nearest, farthest }) => new TrendScore(nearest, farthest),
  loop: (made, [values], { trendScore }, from) => {
    for (let row = from; row < values.length; row += 1) {
      trendScore[row] = made.step(values[row] ?? NaN);
    }
  },
});
