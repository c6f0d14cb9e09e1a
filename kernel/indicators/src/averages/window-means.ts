import { sin } from 'argosy/core';

import { defineLine, overPrices, type Definition } from '../base/definition.ts';
import type { Period } from '../base/particulars.ts';
import { checkPeriod } from '../errors.ts';
import { FixedWeights } from './fixed-weights.ts';

/** A mean by half a wave of the sine: the middle of the window weighs most. */
export class SineWma extends FixedWeights {
  constructor(period: number) {
    checkPeriod(period);
    const weights = weightsOf(period, (place) => sin(((place + 1) * Math.PI) / (period + 1)));
    super({ name: 'SineWma', settings: [period], weights });
  }
}

/** A mean with weights that rise by one an input to the middle of the window, and fall behind it. */
export class SymmetricWma extends FixedWeights {
  constructor(period: number) {
    checkPeriod(period);
    const weights = weightsOf(period, (place) => Math.min(place + 1, period - place));
    super({ name: 'SymmetricWma', settings: [period], weights });
  }
}

/** A mean by Fibonacci's numbers, the greatest for the newest input; as parts of it, so that none is too great. */
export class FibonacciWma extends FixedWeights {
  constructor(period: number) {
    checkPeriod(period);
    const weights = new Float64Array(period);
    const golden = (Math.sqrt(5) - 1) / 2;
    // Binet's formula over the newest: F(k) / F(n), of which the small term falls to nothing.
    for (let place = 0; place < period; place += 1) {
      weights[place] = binet(place + 1, golden) * golden ** (period - 1 - place);
    }
    super({ name: 'FibonacciWma', settings: [period], weights });
  }
}

/** A mean by a row of Pascal's triangle: a bell. */
export class PascalWma extends FixedWeights {
  constructor(period: number) {
    checkPeriod(period);
    const weights = new Float64Array(period);
    // From the middle on, as the numbers of a long row are too great and those of its ends too small.
    const middle = Math.floor((period - 1) / 2);
    weights[middle] = 1;
    for (let place = middle + 1; place < period; place += 1) {
      weights[place] = ((weights[place - 1] ?? NaN) * (period - place)) / place;
    }
    for (let place = 0; place < middle; place += 1) {
      weights[place] = weights[period - 1 - place] ?? NaN;
    }
    super({ name: 'PascalWma', settings: [period], weights });
  }
}

function weightsOf(period: number, weight: (place: number) => number): Float64Array {
  return Float64Array.from({ length: period }, (_, place) => weight(place));
}

/** Of Fibonacci's k-th number what is left once it is divided by the golden ratio's power. */
function binet(k: number, golden: number): number {
  return 1 - (k % 2 === 0 ? 1 : -1) * golden ** (2 * k);
}

const least = 2;

/** The mean by half a wave. */
export const sineWma: Definition<Period, SineWma, 'sineWma'> = defineLine({
  name: 'sineWma',
  title: 'Sine-weighted moving average',
  group: 'average',
  formula: 'Σ wₖ·x / Σ wₖ, wₖ = sin(k·π / (n + 1)), k = 1 … n',
  by: 'not known',
  standard: 14,
  least,
  plot: overPrices,
  make: (period) => new SineWma(period),
  loop: (made, [values], line, from) => {
    made.fill(values, line, from);
  },
});

/** The mean by a triangle. */
export const symmetricWma: Definition<Period, SymmetricWma, 'symmetricWma'> = defineLine({
  name: 'symmetricWma',
  title: 'Symmetrically weighted moving average',
  group: 'average',
  formula: 'Σ wₖ·x / Σ wₖ, wₖ = min(k, n + 1 − k), k = 1 … n',
  by: 'not known',
  standard: 10,
  least,
  plot: overPrices,
  make: (period) => new SymmetricWma(period),
  loop: (made, [values], line, from) => {
    made.fill(values, line, from);
  },
});

/** The mean by Fibonacci's numbers. */
export const fibonacciWma: Definition<Period, FibonacciWma, 'fibonacciWma'> = defineLine({
  name: 'fibonacciWma',
  title: 'Fibonacci’s weighted moving average',
  group: 'average',
  formula: 'Σ wₖ·x / Σ wₖ, wₖ = Fₖ, k = 1 … n, n for the newest',
  by: 'not known',
  standard: 10,
  least,
  plot: overPrices,
  make: (period) => new FibonacciWma(period),
  loop: (made, [values], line, from) => {
    made.fill(values, line, from);
  },
});

/** The mean by a row of Pascal’s triangle. */
export const pascalWma: Definition<Period, PascalWma, 'pascalWma'> = defineLine({
  name: 'pascalWma',
  title: 'Pascal’s weighted moving average',
  group: 'average',
  formula: 'Σ wₖ·x / Σ wₖ, wₖ = (n − 1 over k), k = 0 … n − 1',
  by: 'not known',
  standard: 10,
  least,
  plot: overPrices,
  make: (period) => new PascalWma(period),
  loop: (made, [values], line, from) => {
    made.fill(values, line, from);
  },
});
