import { assertNever, type InstrumentIndex } from 'argosy/core';
import type { FundingRate, IndexPrice, MarkPrice } from 'argosy/domain';

import type { EngineParts } from './engine-parts.ts';
import type { StrategySeat } from './strategy-seat.ts';

/** Takes in what an instrument is reckoned by: kept, marked with, and told to who listens. */
export function takeReference(
  { market, portfolio, topics }: EngineParts<StrategySeat>,
  datum: MarkPrice | IndexPrice | FundingRate,
  instrument: InstrumentIndex,
): void {
  market.keepReference(instrument, datum);
  switch (datum.kind) {
    case 'mark':
      portfolio.mark(instrument, 2 * datum.price);
      for (const seat of topics.marks.listeners(instrument) ?? []) {
        seat.call('onMarkPrice', (strategy) => strategy.onMarkPrice(datum));
      }
      return;
    case 'index':
      portfolio.level(instrument, datum.price);
      for (const seat of topics.indexes.listeners(instrument) ?? []) {
        seat.call('onIndexPrice', (strategy) => strategy.onIndexPrice(datum));
      }
      return;
    case 'funding':
      for (const seat of topics.fundings.listeners(instrument) ?? []) {
        seat.call('onFundingRate', (strategy) => strategy.onFundingRate(datum));
      }
      return;
    default:
      assertNever(datum);
  }
}
