import type { TradeLog } from './trade-log.ts';

/** What a run came to, in numbers; of returns from bar to bar, not of a year. */
export type RunFigures = {
  /** The worth at the end, in the smallest units of the money. */
  readonly worth: number;
  /** The gain as a part of what was there at first. */
  readonly gain: number;
  /** The deepest fall below an earlier height, as a part of it. */
  readonly deepestFall: number;
  /** The mean return of a bar, and the sample deviation of all. */
  readonly mean: number;
  readonly deviation: number;
  readonly fills: number;
  /** What fills were charged. */
  readonly charges: number;
};

/** What of a run is measured. */
type MeasuredRun = {
  readonly equity: Float64Array;
  readonly funds: number;
  readonly trades: TradeLog;
};

/** Where the sums of blocks of bars go: of each the returns, then their squares. */
export type BlockSums = {
  readonly blocks: number;
  readonly cells: Float64Array;
  /** Where the first one stands. */
  readonly at: number;
};

/** Measures a run, and its blocks where they are asked for. Behind a bar that left nothing no return counts. */
export function measureRun({ equity, funds, trades }: MeasuredRun, sums?: BlockSums): RunFigures {
  const { blocks, cells, at } = sums ?? { blocks: 1, cells: new Float64Array(2), at: 0 };
  const rows = equity.length;
  let [last, peak, low, fall] = [funds, funds, funds, 0];
  let [total, totalSquares, row] = [0, 0, 0];
  for (let block = 0; block < blocks; block += 1) {
    const until = Math.floor((rows * (block + 1)) / blocks);
    let [sum, squares] = [0, 0];
    for (; row < until; row += 1) {
      const worth = equity[row] ?? NaN;
      const change = last > 0 ? worth / last - 1 : 0;
      sum += change;
      squares += change * change;
      if (worth > peak) {
        fall = Math.max(fall, (peak - low) / peak);
        [peak, low] = [worth, worth];
      } else if (worth < low) low = worth;
      last = worth;
    }
    cells[at + 2 * block] = sum;
    cells[at + 2 * block + 1] = squares;
    total += sum;
    totalSquares += squares;
  }
  fall = Math.max(fall, (peak - low) / peak);
  const sumsOfAll = { total, squares: totalSquares };
  return computeFigures({ rows, worth: last, funds, deepestFall: fall, trades, ...sumsOfAll });
}

/** What was added up of a run. */
export type RunSums = {
  readonly rows: number;
  readonly worth: number;
  readonly funds: number;
  readonly deepestFall: number;
  /** Of the returns, and of their squares. */
  readonly total: number;
  readonly squares: number;
  readonly trades: TradeLog;
};

/** The figures of what was added up. */
export function computeFigures(sums: RunSums): RunFigures {
  const { rows, worth, funds, deepestFall, total, squares, trades } = sums;
  const mean = total / rows;
  const spread = Math.max(0, squares - total * mean);
  return {
    worth,
    gain: worth / funds - 1,
    deepestFall,
    mean,
    deviation: rows > 1 ? Math.sqrt(spread / (rows - 1)) : 0,
    fills: trades.size,
    charges: trades.charges(),
  };
}
