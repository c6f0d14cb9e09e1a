import { BarIndicator } from '../base/by-inputs.ts';
import { define, inOwnPane, type Definition, type NoParameters } from '../base/definition.ts';

/** Williams' accumulation and distribution: how far closes came from the other end of the true range, added up; it reads no volume. */
export class WilliamsAccumulation extends BarIndicator {
  private before = NaN;
  private total = 0;

  constructor() {
    super('WilliamsAccumulation', [], 1);
  }

  step(high: number, low: number, close: number): number {
    const { before } = this;
    this.before = close;
    if (close > before) this.total += close - Math.min(low, before);
    else if (close < before) this.total += close - Math.max(high, before);
    return this.total;
  }
}

/** How far closes came from the other end of the range. */
export const williamsAccumulation: Definition<
  NoParameters,
  WilliamsAccumulation,
  'williamsAccumulation'
> = define({
  name: 'williamsAccumulation',
  title: 'Williams’ accumulation and distribution',
  group: 'volume',
  formula:
    'WAD₁ + close − min(low, close₁) as close rises, WAD₁ + close − max(high, close₁) as it falls',
  by: 'Larry Williams, 1972',
  inputs: ['high', 'low', 'close'],
  parameters: {},
  lines: { williamsAccumulation: inOwnPane },
  make: () => new WilliamsAccumulation(),
  loop: (made, [high, low, close], { williamsAccumulation: line }, from) => {
    for (let row = from; row < high.length; row += 1) {
      line[row] = made.step(high[row] ?? NaN, low[row] ?? NaN, close[row] ?? NaN);
    }
  },
});
