import { ValueIndicator } from '../base/by-inputs.ts';
import { define, measure, overPrices, type Definition } from '../base/definition.ts';
import type { Measure } from '../base/particulars.ts';

/** How much of what is new is taken into the level, its speed and the growth of that. */
export type HwmaParts = {
  readonly level: number;
  readonly speed: number;
  readonly growth: number;
};

/** Holt and Winters' smoothing without seasons: a level with its speed and the growth of that, each smoothed. It begins with its first input, at rest. */
export class Hwma extends ValueIndicator {
  readonly #parts: HwmaParts;
  private level = NaN;
  private speed = 0;
  private growth = 0;

  constructor({ level, speed, growth }: HwmaParts) {
    super('Hwma', [{ level, speed, growth }], 1);
    this.#parts = { level, speed, growth };
  }

  step(value: number): number {
    const { level, speed, growth } = this;
    if (Number.isNaN(level)) {
      this.level = value;
      return value;
    }
    const parts = this.#parts;
    const reached = level + speed + growth / 2;
    this.level = (1 - parts.level) * reached + parts.level * value;
    this.speed = (1 - parts.speed) * (speed + growth) + parts.speed * (this.level - level);
    this.growth = (1 - parts.growth) * growth + parts.growth * (this.speed - speed);
    return this.level + this.speed + this.growth / 2;
  }
}

/** A level that knows where it goes. */
export const hwma: Definition<{ readonly [Name in keyof HwmaParts]: Measure }, Hwma, 'hwma'> =
  define({
    name: 'hwma',
    title: 'Holt-Winters moving average',
    group: 'average',
    formula:
      'F + V + A / 2: F = (1 − l)·(F₁ + V₁ + A₁ / 2) + l·x₀, V = (1 − s)·(V₁ + A₁) + s·(F − F₁), A = (1 − g)·A₁ + g·(V − V₁)',
    by: 'Charles Holt, 1957, and Peter Winters, 1960',
    inputs: ['value'],
    parameters: {
      level: measure(0.2, 0, 1),
      speed: measure(0.1, 0, 1),
      growth: measure(0.1, 0, 1),
    },
    lines: { hwma: overPrices },
    make: (parts) => new Hwma(parts),
    loop: (made, [values], { hwma: line }, from) => {
      for (let row = from; row < values.length; row += 1) {
        line[row] = made.step(values[row] ?? NaN);
      }
    },
  });
