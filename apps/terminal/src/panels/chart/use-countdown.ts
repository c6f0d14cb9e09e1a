import { useEffect, type RefObject } from 'react';

import { useTerminal } from '../../app/context.tsx';
import { formatClock } from '../../format/time.ts';
import { putText } from '../../hot/put-text.ts';
import type { PriceChart } from './price-chart.ts';
import type { Timeframe } from './timeframe.ts';

const SECOND_MS = 1_000;
/** Longer bars end with their session, not so long after they began. */
const SESSION_SECONDS = 86_400;

/** Writes how long the newest bar has to go: nothing once it is over, and of bars that last a session. */
export function useCountdown(
  cell: RefObject<HTMLElement | null>,
  chart: { readonly current: PriceChart | null },
  { seconds }: Timeframe,
): void {
  const { link } = useTerminal();
  useEffect(() => {
    const show = (): void => {
      const opened = chart.current?.newest?.time ?? Number.NaN;
      const left = (opened + seconds) * SECOND_MS - link.clock.now();
      const isKnown = seconds < SESSION_SECONDS && left >= 0 && left <= seconds * SECOND_MS;
      putText(cell.current ?? undefined, isKnown ? formatClock(left) : '');
    };
    show();
    const timer = setInterval(show, SECOND_MS);
    return () => clearInterval(timer);
  }, [cell, chart, seconds, link]);
}
