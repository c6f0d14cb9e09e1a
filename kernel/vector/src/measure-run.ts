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

/** Measures a run. Returns behind a bar that left nothing are none. */
export function measureRun({ equity, funds, trades }: SignalRun): RunFigures {
  const rows = equity.length;
  let last = funds;
  let peak = funds;
  let fall = 0;
  let sum = 0;
  let squares = 0;
  for (let row = 0; row < rows; row += 1) {
    const worth = equity[row] ?? NaN;
    const change = last > 0 ? worth / last - 1 : 0;
    sum += change;
    squares += change * change;
    if (worth > peak) peak = worth;
    else if (peak - worth > fall * peak) fall = (peak - worth) / peak;
    last = worth;
  }
  const mean = sum / rows;
  const spread = Math.max(0, squares - sum * mean);
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
