import type { Timestamp } from 'argosy/core';
import { toTimestamp } from 'argosy/core';
import type { Bar } from 'argosy/domain';

import type { BarPathPolicy } from './venue-config.ts';

/** Points of a bar's path: its open, two extremes, its close. */
export const BAR_POINTS = 4;

/** The prices of a bar in the order they are taken to have come. */
export function computeBarPath(bar: Bar, policy: BarPathPolicy): readonly number[] {
  return isHighFirst(bar, policy)
    ? [bar.open, bar.high, bar.low, bar.close]
    : [bar.open, bar.low, bar.high, bar.close];
}

/** The instant of a point: 0, a third, two thirds of the bar's span, and its end. */
export function barPointAt(bar: Bar, point: number): Timestamp {
  const span = bar.closesAt - bar.opensAt;
  return toTimestamp(bar.opensAt + Math.floor((span * point) / (BAR_POINTS - 1)));
}

/** A quarter of the bar's volume for each point, in whole units; all four make the whole. */
export function barPartAt({ volume }: Bar, point: number): number {
  const until = (points: number): number => Math.floor((volume * points) / BAR_POINTS);
  return until(point + 1) - until(point);
}

function isHighFirst(bar: Bar, policy: BarPathPolicy): boolean {
  if (policy === 'adaptive') return bar.high - bar.open < bar.open - bar.low;
  return policy === 'OHLC';
}
