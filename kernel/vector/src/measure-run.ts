import type { SignalRun } from './signal-engine.ts';

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

/** Where the sums of blocks of bars go: of each the returns, then their squares. */
export type BlockSums = {
  readonly blocks: number;
  readonly cells: Float64Array;
  /** Where the first one stands. */
  readonly at: number;
};

/** Measures a run, and its blocks where they are asked for. Behind a bar that left nothing no return counts. */
export function measureRun(
  { equity, funds, trades }: Omit<SignalRun, 'unit'>,
  sums?: BlockSums,
): RunFigures {
  const { blocks, cells, at } = sums ?? { blocks: 1, cells: new Float64Array(2), at: 0 };
  const rows = equity.length;
  let [last, peak, fall] = [funds, funds, 0];
  let [total, totalSquares, row] = [0, 0, 0];
  for (let block = 0; block < blocks; block += 1) {
    const until = Math.floor((rows * (block + 1)) / blocks);
    let [sum, squares] = [0, 0];
    for (; row < until; row += 1) {
      const worth = equity[row] ?? NaN;
      const change = last > 0 ? worth / last - 1 : 0;
      sum += change;
      squares += change * change;
      peak = worth > peak ? worth : peak;
      if (peak - worth > fall * peak) fall = (peak - worth) / peak;
      last = worth;
    }
    cells[at + 2 * block] = sum;
    cells[at + 2 * block + 1] = squares;
    total += sum;
    totalSquares += squares;
  }
  const mean = total / rows;
  const spread = Math.max(0, totalSquares - total * mean);
  return {
    worth: last,
    gain: last / funds - 1,
    deepestFall: fall,
    mean,
    deviation: rows > 1 ? Math.sqrt(spread / (rows - 1)) : 0,
    fills: trades.size,
    charges: trades.charges(),
  };
}
