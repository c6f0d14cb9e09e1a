import { tanh } from 'argosy/core';

import { BarIndicator } from '../base/by-inputs.ts';
import { define, inOwnPane, whole, type Definition } from '../base/definition.ts';
import type { Whole } from '../base/particulars.ts';
import { Stochastic } from './stochastic.ts';
import { TwiceSmoothed } from './twice-smoothed.ts';

const SCALE = 0.1;
const MIDDLE = 50;

/** Premier stochastic: the place in the range, smoothed twice and bent so that it rests at −1 and 1. */
export class PremierStochastic extends BarIndicator {
  private readonly place: Stochastic;
  private readonly smoothed: TwiceSmoothed;

  constructor(period: number, smoothing: number) {
    super('PremierStochastic', [period, smoothing], period + 2 * smoothing - 2);
    // Nowhere in a range is in the middle of it.
    this.place = new Stochastic({ period, smoothing: 1, signal: 1 }, { flat: MIDDLE });
    this.smoothed = new TwiceSmoothed(smoothing, smoothing);
  }

  step(high: number, low: number, close: number): number {
    const place = this.place.step(high, low, close);
    if (Number.isNaN(place)) return NaN;
    // (eˢ − 1) / (eˢ + 1), without the powers that would overflow.
    return tanh(this.smoothed.step(SCALE * (place - MIDDLE)) / 2);
  }
}

/** Where the close stands in the range, bent towards its ends. */
export const premierStochastic: Definition<
  { readonly period: Whole; readonly smoothing: Whole },
  PremierStochastic,
  'premierStochastic'
> = define({
  name: 'premierStochastic',
  title: 'Premier stochastic',
  group: 'momentum',
  formula: '(eˢ − 1) / (eˢ + 1), s = EMA(EMA(0.1·(%K − 50), m), m)',
  by: 'Lee Leibfarth, 2008',
  inputs: ['high', 'low', 'close'],
  parameters: { period: whole(8, 2), smoothing: whole(5) },
  lines: { premierStochastic: inOwnPane },
  make: ({ period, smoothing }) => new PremierStochastic(period, smoothing),
  loop: (made, [high, low, close], { premierStochastic }, from) => {
    for (let row = from; row < high.length; row += 1) {
      premierStochastic[row] = made.step(high[row] ?? NaN, low[row] ?? NaN, close[row] ?? NaN);
    }
  },
});
