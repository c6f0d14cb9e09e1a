import { FourIndicator } from '../base/by-inputs.ts';
import { define, overPrices, type Definition, type NoParameters } from '../base/definition.ts';

/**
 * Heikin-Ashi candles: each opens in the middle of the body before it and closes at its average price, so
 * that trends show. Its `value` is the open; the first opens in the middle of its own body, as in TA-Lib.
 *
 * @example
 * const candles = new HeikinAshi();
 * candles.update(10, 12, 9, 11); // 10.5; its close is also 10.5
 * candles.update(11, 13, 10, 12); // 10.5, the middle of the body before
 */
export class HeikinAshi extends FourIndicator {
  private open = NaN;
  /** Its high: never below its own body. */
  high: number = NaN;
  /** Its low: never above its own body. */
  low: number = NaN;
  /** Its close. */
  close: number = NaN;

  constructor() {
    super('HeikinAshi', [], 1);
  }

  step(open: number, high: number, low: number, close: number): number {
    const isFirst = Number.isNaN(this.open);
    this.open = isFirst ? (open + close) / 2 : (this.open + this.close) / 2;
    this.close = (open + high + low + close) / 4;
    this.high = Math.max(high, this.open, this.close);
    this.low = Math.min(low, this.open, this.close);
    return this.open;
  }
}

/** Candles that show trends. */
export const heikinAshi: Definition<NoParameters, HeikinAshi, 'open' | 'high' | 'low' | 'close'> =
  define({
    name: 'heikinAshi',
    title: 'Heikin-Ashi candles',
    group: 'price',
    formula: 'close = (o + h + l + c) / 4; open = (open₁ + close₁) / 2; high and low around both',
    by: 'Munehisa Homma, 18th century; Dan Valcu, 2004',
    inputs: ['open', 'high', 'low', 'close'],
    parameters: {},
    lines: { open: overPrices, high: overPrices, low: overPrices, close: overPrices },
    read: ({ high, low, close }) => [high, low, close],
    make: () => new HeikinAshi(),
    loop: (made, [opens, highs, lows, closes], { open, high, low, close }, from) => {
      for (let row = from; row < opens.length; row += 1) {
        const [o, h] = [opens[row] ?? NaN, highs[row] ?? NaN];
        open[row] = made.step(o, h, lows[row] ?? NaN, closes[row] ?? NaN);
        high[row] = made.high;
        low[row] = made.low;
        close[row] = made.close;
      }
    },
  });
