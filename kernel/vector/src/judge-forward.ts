import { computeDeflatedSharpe, computeProbabilisticSharpe } from 'argosy/quant';

import type { ForwardReport } from './forward-windows.ts';
import { minimumBarsOf, type SharpeVerdict } from './judge-sharpe.ts';
import { scoreOf, shapeOf } from './judge-sweep.ts';
import { measureRun } from './measure-run.ts';
import type { SearchSpace } from './search-space.ts';
import { SignalEngine } from './signal-engine.ts';
import type { SweepOptions } from './sweep.ts';
import { walkedSignals } from './walk-forward.ts';

/** What that which was tried in walking forward is worth. Sharpe ratios are of a bar. */
export type ForwardVerdict = SharpeVerdict & {
  /** The gain of the one account that trades all steps: what each step holds at its end is sold at the next open. */
  readonly gain: number;
};

/**
 * Judges what was tried, one stretch after the other in one account.
 *
 * @example
 * const { deflatedSharpe } = judgeForward(sweep, walkForward(sweep, { train: 500, test: 100 }));
 */
export function judgeForward<Of extends SearchSpace>(
  options: SweepOptions<Of>,
  report: ForwardReport<Of>,
): ForwardVerdict {
  const { bars, signals } = walkedSignals(options, report);
  const run = new SignalEngine(bars, options.rules).run(signals);
  const figures = measureRun(run);
  const count = run.equity.length;
  const measured = { sharpe: scoreOf(figures, 'sharpe'), count, ...shapeOf(run, figures) };
  const isFlat = figures.deviation === 0;
  const trials = { trials: report.trials, variance: 1 / (count - 1) };
  return {
    gain: figures.gain,
    bars: count,
    sharpe: measured.sharpe,
    minimumBars: minimumBarsOf(measured.sharpe, report.trials),
    probabilisticSharpe: isFlat ? null : computeProbabilisticSharpe(measured),
    deflatedSharpe: isFlat ? null : computeDeflatedSharpe(measured, trials),
  };
}
