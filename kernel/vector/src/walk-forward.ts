import { sliceColumns, type BarColumns } from './bar-columns.ts';
import { ForwardSearch } from './forward-search.ts';
import type { ForwardReport, ForwardStep, ForwardWindows } from './forward-windows.ts';
import type { Objective } from './judge-sweep.ts';
import type { SearchSpace } from './search-space.ts';
import { SignalLines } from './signal-lines.ts';
import type { SweepOptions } from './sweep.ts';

/**
 * Chooses parameters on one stretch of bars and tries them on the next, again and again. Each stretch is
 * traded from nothing held; indicators have seen all bars before it, never one behind.
 *
 * @example
 * const { steps, efficiency } = walkForward(sweep, { train: 500, test: 100 });
 */
export function walkForward<Of extends SearchSpace>(
  options: SweepOptions<Of>,
  windows: ForwardWindows,
  by: Objective = 'sharpe',
): ForwardReport<Of> {
  const search = new ForwardSearch(options, { windows, by });
  search.run(0, search.size);
  return search.report();
}

/**
 * What was chosen, in walking forward or for the groups of a path of cross-validation, traded on the bars it was
 * tried on, one stretch after the other in one account: bars from the
 * first stretch on, and their signals. At the last bar of each stretch all is given up, so that none takes over
 * what another holds.
 *
 * @example
 * const { bars, signals } = walkedSignals(sweep, walkForward(sweep, { train: 500, test: 100 }));
 */
export function walkedSignals<Of extends SearchSpace>(
  { bars, strategy, search }: SweepOptions<Of>,
  { steps }: { readonly steps: readonly Pick<ForwardStep, 'trial' | 'test'>[] },
): { readonly bars: BarColumns; readonly signals: Int8Array } {
  const lines = new SignalLines(bars);
  const walked = new Int8Array(bars.close.length);
  const signals = new Int8Array(bars.close.length);
  for (const { trial, test } of steps) {
    strategy.signals(lines, search.valuesAt(trial), signals);
    walked.set(signals.subarray(test.from, test.until - 1), test.from);
  }
  const [from, until] = [steps[0]?.test.from ?? 0, steps.at(-1)?.test.until ?? 0];
  return { bars: sliceColumns(bars, from, until), signals: walked.slice(from, until) };
}
