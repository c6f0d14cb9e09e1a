import type { Backtest } from '@argosy/contract';
import type { JSX } from 'react';

import { useTerminal } from '../../app/context.tsx';
import { formatSpan } from '../../format/time.ts';
import { backtestsText } from '../../text/backtests.ts';
import { useSignal } from '../../ui/use-signal.ts';
import { timeLeft } from './eta.ts';
import { showPercent } from './key-figures.ts';

/** How far a run is, and how long it still takes. */
export function RunProgress({ run }: { readonly run: Backtest }): JSX.Element {
  const { link, preferences } = useTerminal();
  const grouping = useSignal(preferences.grouping);
  const left = timeLeft(run, link.clock.now());
  return (
    <span className="run-progress">
      <progress
        className="run-progress__bar"
        aria-label={backtestsText.progressOf(run.title)}
        value={run.progress}
        max={1}
      />
      <span className="number run-progress__text">
        {showPercent(run.progress, grouping, 0)}
        {left === null ? '' : ` · ${backtestsText.left(formatSpan(left))}`}
      </span>
    </span>
  );
}
