import type { InstrumentIndex, Timestamp } from 'argosy/core';
import type { Instrument } from 'argosy/domain';
import type { MarketCache } from '@argosy/bridge';
import type * as contract from '@argosy/contract';

import { priceText } from './amounts.ts';
import { quoteShape, tickShape } from './quote.ts';

const MICROS_PER_MILLI = 1_000;

/** What the market has said of an instrument by now. */
export function marketStateShape(
  market: MarketCache,
  instrument: Instrument,
  index: InstrumentIndex,
  now: Timestamp,
): contract.MarketState {
  const quote = market.latest(index, 'quote', now);
  const trade = market.latest(index, 'trade', now);
  const mark = market.latest(index, 'mark', now);
  const level = market.latest(index, 'index', now);
  const status = market.latest(index, 'status', now);
  const prices = [quote, trade, mark, level].filter((known) => known !== null);
  const ages = prices.map(({ ageMicros }) => ageMicros / MICROS_PER_MILLI);
  return {
    instrument: instrument.id,
    quote: quote === null ? null : quoteShape(quote.value, instrument),
    last: trade === null ? null : tickShape(trade.value, instrument),
    mark: mark === null ? null : priceText(instrument, mark.value.price),
    index: level === null ? null : priceText(instrument, level.value.price),
    status: status?.value.state ?? null,
    ageMillis: ages.length === 0 ? null : Math.min(...ages),
    // One fresh price is a fresh instrument; none at all is not known to be old.
    isStale: prices.length > 0 && prices.every((known) => known.isStale),
  };
}
