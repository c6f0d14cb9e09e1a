import { ValueIndicator } from '../base/by-inputs.ts';
import { define, inOwnPane, measure, whole, type Definition } from '../base/definition.ts';
import type { Measure, Whole } from '../base/particulars.ts';

const PERCENT = 100;

/** One and a half times an average less half of the average of that, three times over: smooth, and with hardly any lag. All begin at 0. */
class ThriceLed extends ValueIndicator {
  readonly #alpha: number;
  private first = 0;
  private second = 0;
  private third = 0;
  private fourth = 0;
  private fifth = 0;
  private sixth = 0;

  constructor(alpha: number) {
    super('ThriceLed', [alpha], 1);
    this.#alpha = alpha;
  }

  step(value: number): number {
    const [alpha, kept] = [this.#alpha, 1 - this.#alpha];
    this.first = alpha * value + kept * this.first;
    this.second = alpha * this.first + kept * this.second;
    const one = 1.5 * this.first - 0.5 * this.second;
    this.third = alpha * one + kept * this.third;
    this.fourth = alpha * this.third + kept * this.fourth;
    const two = 1.5 * this.third - 0.5 * this.fourth;
    this.fifth = alpha * two + kept * this.fifth;
    this.sixth = alpha * this.fifth + kept * this.sixth;
    return 1.5 * this.fifth - 0.5 * this.sixth;
  }
}

/** RSX: a relative strength without the noise of it: changes, of their sizes, both smoothed without lag; from 0 to 100, `flat` where nothing moved. */
export class Rsx extends ValueIndicator {
  readonly #flat: number;
  readonly #period: number;
  private readonly changes: ThriceLed;
  private readonly sizes: ThriceLed;
  private before = NaN;
  private begun = 0;

  constructor(period: number, flat: number = PERCENT / 2) {
    super('Rsx', [period, flat], period + 1);
    this.#flat = flat;
    this.#period = period;
    this.changes = new ThriceLed(3 / (period + 2));
    this.sizes = new ThriceLed(3 / (period + 2));
  }

  step(value: number): number {
    const change = value - this.before;
    this.before = value;
    if (Number.isNaN(change)) return NaN;
    const changes = this.changes.step(change);
    const sizes = this.sizes.step(Math.abs(change));
    if (this.begun < this.#period) this.begun += 1;
    if (this.begun < this.#period) return NaN;
    if (sizes <= 0) return this.#flat;
    return Math.max(0, Math.min(PERCENT, (changes / sizes + 1) * (PERCENT / 2)));
  }
}

/** A smooth relative strength. */
export const rsx: Definition<{ readonly period: Whole; readonly flat: Measure }, Rsx, 'rsx'> =
  define({
    name: 'rsx',
    title: 'RSX',
    group: 'momentum',
    formula: '50·(L(Δx) / L(|Δx|) + 1), L three times 1.5·E − 0.5·E(E), E of α = 3 / (n + 2)',
    by: 'Mark Jurik; as others have published it',
    inputs: ['value'],
    parameters: { period: whole(14), flat: measure(PERCENT / 2, 0, PERCENT) },
    lines: { rsx: inOwnPane },
    make: ({ period, flat }) => new Rsx(period, flat),
    loop: (made, [values], { rsx }, from) => {
      for (let row = from; row < values.length; row += 1) {
        rsx[row] = made.step(values[row] ?? NaN);
      }
    },
  });
