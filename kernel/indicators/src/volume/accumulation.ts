import { FourIndicator } from '../base/by-inputs.ts';
import { define, inOwnPane, type Definition, type NoParameters } from '../base/definition.ts';

/** Accumulation and distribution: volume by where each close stands in its bar; bars without a range add nothing. */
export class Accumulation extends FourIndicator {
  private total = 0;

  constructor() {
    super('Accumulation', [], 1);
  }

  step(high: number, low: number, close: number, volume: number): number {
    const range = high - low;
    if (range > 0) this.total += ((close - low - (high - close)) / range) * volume;
    return this.total;
  }
}

/** Volume by where closes stand in their bars. */
export const accumulation: Definition<NoParameters, Accumulation, 'accumulation'> = define({
  name: 'accumulation',
  title: 'Accumulation and distribution',
  group: 'volume',
  formula: 'AD₁ + volume·((close − low) − (high − close)) / (high − low)',
  by: 'Marc Chaikin',
  inputs: ['high', 'low', 'close', 'volume'],
  parameters: {},
  lines: { accumulation: inOwnPane },
  make: () => new Accumulation(),
  loop: (made, [high, low, close, volume], { accumulation }, from) => {
    for (let row = from; row < high.length; row += 1) {
      accumulation[row] = made.step(
        high[row] ?? NaN,
        low[row] ?? NaN,
        close[row] ?? NaN,
        volume[row] ?? NaN,
      );
    }
  },
});
