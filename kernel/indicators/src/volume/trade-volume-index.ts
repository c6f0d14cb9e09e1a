import { PairIndicator } from '../base/by-inputs.ts';
import { define, inOwnPane, measure, type Definition } from '../base/definition.ts';
import type { Measure } from '../base/particulars.ts';

const TICK_MAX = 1e9;

/** Trade volume index: volume added while prices rise and taken while they fall; a move of no more than a tick goes on as before. */
export class TradeVolumeIndex extends PairIndicator {
  readonly #tick: number;
  private before = NaN;
  private direction = 0;
  private total = 0;

  constructor(tick: number) {
    super('TradeVolumeIndex', [tick], 1);
    this.#tick = tick;
  }

  step(price: number, volume: number): number {
    const change = price - this.before;
    this.before = price;
    if (Math.abs(change) > this.#tick) this.direction = Math.sign(change);
    this.total += this.direction * volume;
    return this.total;
  }
}

/** Volume by which way prices go. */
export const tradeVolumeIndex: Definition<
  { readonly tick: Measure },
  TradeVolumeIndex,
  'tradeVolumeIndex'
> = define({
  name: 'tradeVolumeIndex',
  title: 'Trade volume index',
  group: 'volume',
  formula: 'TVI₁ ± volume by the sign of the last Δclose beyond a tick',
  by: 'as in Steven Achelis, 1995',
  inputs: ['close', 'volume'],
  parameters: { tick: measure(0.5, 0, TICK_MAX) },
  lines: { tradeVolumeIndex: inOwnPane },
  make: ({ tick }) => new TradeVolumeIndex(tick),
  loop: (made, [close, volume], { tradeVolumeIndex: line }, from) => {
    for (let row = from; row < close.length; row += 1) {
      line[row] = made.step(close[row] ?? NaN, volume[row] ?? NaN);
    }
  },
});
