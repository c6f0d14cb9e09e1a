import { FourIndicator } from '../base/by-inputs.ts';
import { define, inOwnPane, type Definition, type NoParameters } from '../base/definition.ts';

/** Accumulation and distribution: volume by where each close stands in its bar; bars without a range add nothing. */
export class Accumulation extends FourIndicator {
  private total = 0;

  constructor() {
    super('Accumulation', [], 1);
  }

  step(high: number, low: number, close: number, volume: number): number {
    this.total += flow(high, low, close, volume);
    return this.total;
  }
}

/** What a bar adds. */
export function flow(high: number, low: number, close: number, volume: number): number {
  const range = high - low;
  return range > 0 ? ((close - low - (high - close)) / range) * volume : 0;
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
  loop: (_, [high, low, close, volume], { accumulation: line }, from) => {
    let sum = 0;
    let total = 0;
    for (let row = from; row < high.length; row += 1) {
      const top = high[row] ?? NaN;
      const bottom = low[row] ?? NaN;
      const last = close[row] ?? NaN;
      const traded = volume[row] ?? NaN;
      total += flow(top, bottom, last, traded);
      line[row] = total;
      sum += top + bottom + (last + traded);
    }
    return sum;
  },
});
