import { BarIndicator } from '../base/by-inputs.ts';
import { define, inOwnPane, type Definition, type NoParameters } from '../base/definition.ts';

/** Cumulative volume delta: what was traded in bars that rose less what was in those that fell, added up from 0; of trades themselves `signedVolume` tells. */
export class VolumeDelta extends BarIndicator {
  private total = 0;

  constructor() {
    super('VolumeDelta', [], 1);
  }

  step(open: number, close: number, volume: number): number {
    if (close > open) this.total += volume;
    else if (close < open) this.total -= volume;
    return this.total;
  }
}

/** What was traded in bars that rose less what was in those that fell. */
export const volumeDelta: Definition<NoParameters, VolumeDelta, 'volumeDelta'> = define({
  name: 'volumeDelta',
  title: 'Cumulative volume delta',
  group: 'volume',
  formula: 'CVD₁ ± volume by the sign of close − open',
  by: 'arithmetic',
  inputs: ['open', 'close', 'volume'],
  parameters: {},
  lines: { volumeDelta: inOwnPane },
  make: () => new VolumeDelta(),
  loop: (made, [open, close, volume], { volumeDelta: line }, from) => {
    for (let row = from; row < open.length; row += 1) {
      line[row] = made.step(open[row] ?? NaN, close[row] ?? NaN, volume[row] ?? NaN);
    }
  },
});
