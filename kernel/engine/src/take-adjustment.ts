import type { InstrumentIndex } from 'argosy/core';
import { mapTwice, type Adjustment } from 'argosy/domain';

import type { EngineParts } from './engine-parts.ts';
import type { StrategySeat } from './strategy-seat.ts';

/**
 * Takes in that prices of an instrument mean something else: what is known of before is said anew where it
 * asks for that, its mark follows, and whoever listens is told. A bar under way would be of both, and is
 * dropped.
 */
export function takeAdjustment(
  { market, portfolio, bars, topics, moment }: EngineParts<StrategySeat>,
  adjustment: Adjustment,
  instrument: InstrumentIndex,
): void {
  const mark2 = portfolio.mark2(instrument);
  // What is told late finds the prices of after it.
  const isOfBefore = market.touch(instrument, moment.now).at <= adjustment.eventAt;
  market.adjust(instrument, adjustment);
  if (mark2 !== null && isOfBefore) portfolio.mark(instrument, mapTwice(adjustment, mark2));
  if (adjustment.restates) bars.drop(instrument);
  for (const seat of topics.adjustments.listeners(instrument) ?? []) {
    seat.call('onAdjustment', (strategy) => strategy.onAdjustment(adjustment));
  }
}
