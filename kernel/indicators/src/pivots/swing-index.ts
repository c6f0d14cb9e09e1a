import { FourIndicator } from '../base/by-inputs.ts';
import { define, inOwnPane, measure, type Definition } from '../base/definition.ts';
import type { Measure } from '../base/particulars.ts';

/** The move that a whole swing would be: the limit of a day where there is one. */
export type SwingLimit = { readonly limit: Measure };

const limit = measure(10, 1e-9, 1e12);

/**
 * How strong the swing from one bar to the next is, from closes and opens, in proportion to the reach of
 * both and to a `limit` move: within ±100 where no move passes that. 0 where nothing moved.
 */
export class SwingIndex extends FourIndicator {
  readonly #limit: number;
  private openBefore = NaN;
  private closeBefore = NaN;

  constructor(limitMove: number) {
    super('SwingIndex', [limitMove], 2);
    this.#limit = limitMove;
  }

  step(open: number, high: number, low: number, close: number): number {
    const { openBefore, closeBefore } = this;
    this.openBefore = open;
    this.closeBefore = close;
    if (Number.isNaN(closeBefore)) return NaN;
    const [up, down] = [Math.abs(high - closeBefore), Math.abs(low - closeBefore)];
    const body = closeBefore - openBefore;
    const reach = reachOf(up, down, high - low) + Math.abs(body) / 4;
    if (reach === 0) return 0;
    const move = close - closeBefore + (close - open) / 2 + body / 4;
    return (50 * (move / reach) * Math.max(up, down)) / this.#limit;
  }
}

/** How far a bar reached, by what of it is farthest: its ends from the close before, or from each other. */
function reachOf(up: number, down: number, range: number): number {
  if (up > down && up > range) return up - down / 2;
  if (down > range) return down - up / 2;
  return range;
}

/** All swings together: a line that trends as prices do. */
export class AccumulativeSwingIndex extends FourIndicator {
  private readonly index: SwingIndex;
  private sum = 0;

  constructor(limitMove: number) {
    super('AccumulativeSwingIndex', [limitMove], 2);
    this.index = new SwingIndex(limitMove);
  }

  step(open: number, high: number, low: number, close: number): number {
    const index = this.index.step(open, high, low, close);
    if (Number.isNaN(index)) return NaN;
    this.sum += index;
    return this.sum;
  }
}

/** How strong the last swing is. */
export const swingIndex: Definition<SwingLimit, SwingIndex, 'swingIndex'> = define({
  name: 'swingIndex',
  title: 'Swing index',
  group: 'pivot',
  formula:
    '50·(c − c₁ + (c − o) / 2 + (c₁ − o₁) / 4) / R·K / T, K = max(|h − c₁|, |l − c₁|), R the reach, T the limit',
  by: 'J. Welles Wilder, 1978',
  inputs: ['open', 'high', 'low', 'close'],
  parameters: { limit },
  lines: { swingIndex: { as: 'histogram', over: 'own' } },
  make: (values) => new SwingIndex(values.limit),
  loop: (made, [opens, highs, lows, closes], lines, from) => {
    for (let row = from; row < opens.length; row += 1) {
      const [open, high] = [opens[row] ?? NaN, highs[row] ?? NaN];
      lines.swingIndex[row] = made.step(open, high, lows[row] ?? NaN, closes[row] ?? NaN);
    }
    return undefined;
  },
});

/** The sum of all swings. */
export const accumulativeSwingIndex: Definition<
  SwingLimit,
  AccumulativeSwingIndex,
  'accumulativeSwingIndex'
> = define({
  name: 'accumulativeSwingIndex',
  title: 'Accumulative swing index',
  group: 'pivot',
  formula: 'Σ swing index',
  by: 'J. Welles Wilder, 1978',
  inputs: ['open', 'high', 'low', 'close'],
  parameters: { limit },
  lines: { accumulativeSwingIndex: inOwnPane },
  make: (values) => new AccumulativeSwingIndex(values.limit),
  loop: (made, [opens, highs, lows, closes], lines, from) => {
    for (let row = from; row < opens.length; row += 1) {
      const [open, high] = [opens[row] ?? NaN, highs[row] ?? NaN];
      lines.accumulativeSwingIndex[row] = made.step(
        open,
        high,
        lows[row] ?? NaN,
        closes[row] ?? NaN,
      );
    }
    return undefined;
  },
});
