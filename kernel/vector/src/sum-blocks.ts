import type { SignalRun } from './signal-engine.ts';
import type { TrialTable } from './trial-table.ts';

/** Sums the returns of a run, and their squares, in each of a table's blocks of bars. */
export function sumBlocks({ equity, funds }: SignalRun, table: TrialTable, trial: number): void {
  const { blocks, cells } = table;
  const rows = equity.length;
  const at = table.blocksAt(trial);
  let last = funds;
  let row = 0;
  for (let block = 0; block < blocks; block += 1) {
    const until = Math.floor((rows * (block + 1)) / blocks);
    let sum = 0;
    let squares = 0;
    for (; row < until; row += 1) {
      const worth = equity[row] ?? NaN;
      const change = last > 0 ? worth / last - 1 : 0;
      sum += change;
      squares += change * change;
      last = worth;
    }
    cells[at + 2 * block] = sum;
    cells[at + 2 * block + 1] = squares;
  }
}
