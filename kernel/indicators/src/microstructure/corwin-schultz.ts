import { tanh } from 'argosy/core';

import { BarIndicator } from '../base/by-inputs.ts';
import { defineLine, inOwnPane, type Definition } from '../base/definition.ts';
import type { Period } from '../base/particulars.ts';
import { Sma } from '../averages/sma.ts';
import { logRatio } from '../volatility/year.ts';

const SHARE = 3 - 2 * Math.SQRT2;

/** The spread, as a part of the price, by how much less two bars reach together than each by itself would say. */
export class CorwinSchultz extends BarIndicator {
  private readonly mean: Sma;
  private highBefore = NaN;
  private lowBefore = NaN;
  private closeBefore = NaN;

  constructor(period: number) {
    super('CorwinSchultz', [period], period + 1);
    this.mean = new Sma(period);
  }

  step(high: number, low: number, close: number): number {
    const { highBefore, lowBefore, closeBefore } = this;
    this.highBefore = high;
    this.lowBefore = low;
    this.closeBefore = close;
    if (Number.isNaN(closeBefore)) return NaN;
    // A bar beyond the close before it is moved back to it.
    const gap = Math.max(0, low - closeBefore) - Math.max(0, closeBefore - high);
    const [top, bottom] = [high - gap, low - gap];
    const beta = logRatio(highBefore, lowBefore) ** 2 + logRatio(top, bottom) ** 2;
    const both = logRatio(Math.max(highBefore, top), Math.min(lowBefore, bottom));
    const alpha =
      (Math.sqrt(2 * beta) - Math.sqrt(beta) - Math.abs(both) * Math.sqrt(SHARE)) / SHARE;
    // As (eᵅ − 1) / (eᵅ + 1), without what overflows.
    return this.mean.step(Math.max(0, 2 * tanh(alpha / 2)));
  }
}

/** The spread by the ranges of bars. */
export const corwinSchultz: Definition<Period, CorwinSchultz, 'corwinSchultz'> = defineLine({
  name: 'corwinSchultz',
  title: 'Corwin–Schultz spread',
  group: 'microstructure',
  formula:
    'SMA(max(0, 2·(eᵅ − 1) / (1 + eᵅ)), n), α = (√(2β) − √β) / (3 − 2√2) − √(γ / (3 − 2√2)), β = ln²(h₁ / l₁) + ln²(h / l), γ = ln² of both bars’ range; gaps taken out',
  by: 'Shane Corwin and Paul Schultz, 2012',
  inputs: ['high', 'low', 'close'],
  standard: 20,

  plot: inOwnPane,
  make: (period) => new CorwinSchultz(period),
  loop: (made, [high, low, close], line, from) => {
    for (let row = from; row < high.length; row += 1) {
      line[row] = made.step(high[row] ?? NaN, low[row] ?? NaN, close[row] ?? NaN);
    }
  },
});
