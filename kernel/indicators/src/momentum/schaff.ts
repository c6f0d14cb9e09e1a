import { ValueIndicator } from '../base/by-inputs.ts';
import { define, inOwnPane, measure, whole, type Definition } from '../base/definition.ts';
import { ExtremeWindow } from '../base/extreme-window.ts';
import type { Measure, Whole } from '../base/particulars.ts';
import { PriceOscillator } from './price-oscillator.ts';
import { settled } from './settled.ts';

const PERCENT = 100;

/** Where an input stands in its range, in percent, taken in by a factor; where there is no range it stands as it stood. */
class SmoothedPlace extends ValueIndicator {
  readonly #factor: number;
  private readonly highest: ExtremeWindow;
  private readonly lowest: ExtremeWindow;
  private place = 0;
  private smoothed = NaN;

  constructor(period: number, factor: number) {
    super('SmoothedPlace', [period, factor], period);
    this.#factor = factor;
    this.highest = new ExtremeWindow(period, 1);
    this.lowest = new ExtremeWindow(period, -1);
  }

  step(value: number): number {
    const top = this.highest.push(value);
    const bottom = this.lowest.push(value);
    if (!this.highest.isFull) return NaN;
    if (top > bottom) this.place = (PERCENT * (value - bottom)) / (top - bottom);
    const isFirst = Number.isNaN(this.smoothed);
    this.smoothed = isFirst
      ? this.place
      : this.smoothed + this.#factor * (this.place - this.smoothed);
    return this.smoothed;
  }
}

/** The averages of a `Schaff`, its cycle and how much of each new place it takes in. */
export type SchaffSettings = {
  readonly fast: number;
  readonly slow: number;
  readonly cycle: number;
  readonly factor: number;
};

/** Schaff's trend cycle: where the distance of two averages stands in its range, and where that stands in its own. */
export class Schaff extends ValueIndicator {
  private readonly distance: PriceOscillator;
  private readonly first: SmoothedPlace;
  private readonly second: SmoothedPlace;

  constructor({ fast, slow, cycle, factor }: SchaffSettings) {
    super('Schaff', [{ fast, slow, cycle, factor }], Math.max(fast, slow) + 2 * cycle - 2);
    this.distance = new PriceOscillator({ fast, slow, average: 'ema' }, 'price');
    this.first = new SmoothedPlace(cycle, factor);
    this.second = new SmoothedPlace(cycle, factor);
  }

  step(value: number): number {
    const distance = settled(this.distance.step(value), value);
    if (Number.isNaN(distance)) return NaN;
    const place = this.first.step(distance);
    return Number.isNaN(place) ? NaN : this.second.step(place);
  }
}

/** Where a trend stands in its cycle. */
export const schaff: Definition<
  {
    readonly fast: Whole;
    readonly slow: Whole;
    readonly cycle: Whole;
    readonly factor: Measure;
  },
  Schaff,
  'schaff'
> = define({
  name: 'schaff',
  title: 'Schaff trend cycle',
  group: 'momentum',
  formula: 'P(P(EMA(x, f) − EMA(x, s))), P = P₁ + c·(100·(x − lowest) / (highest − lowest) − P₁)',
  by: 'Doug Schaff, 1999',
  inputs: ['value'],
  parameters: {
    fast: whole(23, 2),
    slow: whole(50, 2),
    cycle: whole(10, 2),
    factor: measure(0.5, 0.01, 1),
  },
  lines: { schaff: inOwnPane },
  make: (settings) => new Schaff(settings),
  loop: (made, [values], { schaff }, from) => {
    for (let row = from; row < values.length; row += 1) {
      schaff[row] = made.step(values[row] ?? NaN);
    }
  },
});
