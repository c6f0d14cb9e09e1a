import { ValueIndicator } from '../base/by-inputs.ts';
import { defineLine, inOwnPane, type Definition } from '../base/definition.ts';
import type { Period } from '../base/particulars.ts';
import { Window } from '../base/window.ts';
import { settled } from '../momentum/settled.ts';
import { Sum } from '../statistics/sum.ts';
import { SlowPass } from './filters.ts';

const NEW = 0.04;
const OLD = 0.96;

/** What a `Flex` measures the smoothed line from: where it was, or the straight line from there to here. */
export type FlexFrom = 'past' | 'slope';

/** How far the smoothed inputs of the last period lie on average from the newest, or from the way to it, over the root of what that is squared: trendflex and reflex. The smoother begins with the first input. */
export class Flex extends ValueIndicator {
  readonly #period: number;
  readonly #isFromSlope: boolean;
  private readonly smooth: SlowPass;
  private readonly window: Window;
  private readonly total: Sum;
  private first = NaN;
  /** The sum of those smoothed before the newest. */
  private sum = NaN;
  private power = 0;

  constructor(period: number, from: FlexFrom) {
    super('Flex', [period, from], period + 1);
    this.#period = period;
    this.#isFromSlope = from === 'slope';
    this.smooth = new SlowPass(period / 2);
    this.window = new Window(period);
    this.total = new Sum(period);
  }

  step(value: number): number {
    if (Number.isNaN(this.first)) this.first = value;
    // Taken from the first input, so that the smoother need not come up to it.
    const now = this.smooth.step(value - this.first);
    const before = this.window.oldest;
    const isFull = this.window.isFull;
    const period = this.#period;
    const mean = this.sum / period;
    this.window.push(now);
    this.sum = this.total.step(now);
    if (!isFull) return NaN;
    const lean = this.#isFromSlope ? ((before - now) * (period + 1)) / (2 * period) : 0;
    const distance = settled(now + lean - mean, value);
    this.power = NEW * distance * distance + OLD * this.power;
    return this.power === 0 ? 0 : distance / Math.sqrt(this.power);
  }
}

/** How far smoothed inputs have come. */
export const trendflex: Definition<Period, Flex, 'trendflex'> = defineLine({
  name: 'trendflex',
  title: 'Trendflex',
  group: 'cycle',
  formula: 'd / √P, d = F₀ − mean of F₁ … Fₙ, P = 0.04·d² + 0.96·P₁, F the super smoother of n / 2',
  by: 'John Ehlers, 2020',
  standard: 20,
  least: 8,
  plot: inOwnPane,
  make: (period) => new Flex(period, 'past'),
  loop: (made, [values], line, from) => {
    for (let row = from; row < values.length; row += 1) {
      line[row] = made.step(values[row] ?? NaN);
    }
  },
});

/** How far smoothed inputs bent from the straight way. */
export const reflex: Definition<Period, Flex, 'reflex'> = defineLine({
  name: 'reflex',
  title: 'Reflex',
  group: 'cycle',
  formula:
    'd / √P, d = mean of F₀ + k·(Fₙ − F₀) / n − Fₖ, k = 1 … n, P = 0.04·d² + 0.96·P₁, F the super smoother of n / 2',
  by: 'John Ehlers, 2020',
  standard: 20,
  least: 8,
  plot: inOwnPane,
  make: (period) => new Flex(period, 'slope'),
  loop: (made, [values], line, from) => {
    for (let row = from; row < values.length; row += 1) {
      line[row] = made.step(values[row] ?? NaN);
    }
  },
});
