import type { BacktestStatus } from '@argosy/contract';
import type { JSX } from 'react';

import { backtestsText } from '../../text/backtests.ts';

/** Told apart by shape as well as by colour. */
const signs: Readonly<Record<BacktestStatus, string>> = {
  queued: '○',
  running: '▶',
  done: '✓',
  failed: '✗',
  cancelled: '■',
};

/** Where a run is in its life. */
export function StatusSign({ status }: { readonly status: BacktestStatus }): JSX.Element {
  return (
    <span className={`status-sign status-sign--${status}`}>
      <span aria-hidden="true">{signs[status]}</span> {backtestsText.statuses[status]}
    </span>
  );
}
