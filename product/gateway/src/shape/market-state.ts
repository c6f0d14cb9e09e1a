import type { InstrumentIndex, Timestamp } from 'argosy/core';
import type { IndexPrice, Instrument, Trade } from 'argosy/domain';
import type { Cached, MarketCache } from '@argosy/bridge';
import type * as contract from '@argosy/contract';

import { priceText } from './amounts.ts';
import { levelShape, quoteShape, tickShape } from './quote.ts';

const MICROS_PER_MILLI = 1_000;

/** What the market has said of an instrument by now; of an index where it stands is its last price. */
export function marketStateShape(
  market: MarketCache,
  instrument: Instrument,
  index: InstrumentIndex,
  now: Timestamp,
): Omit<contract.MarketState, 'day'> {
  const quote = market.latest(index, 'quote', now);
  const trade = market.latest(index, 'trade', now);
  const mark = market.latest(index, 'mark', now);
  const level = market.latest(index, 'index', now);
  const status = market.statusOf(index);
  const prices = [quote, trade, mark, level].filter((known) => known !== null);
  const ages = prices.map(({ ageMicros }) => ageMicros / MICROS_PER_MILLI);
  return {
    instrument: instrument.id,
    quote: quote === null ? null : quoteShape(quote.value, instrument),
    last: lastOf(instrument, trade, level),
    mark: mark === null ? null : priceText(instrument, mark.value.price),
    index: level === null ? null : priceText(instrument, level.value.price),
    status: status?.state ?? null,
    ageMillis: ages.length === 0 ? null : Math.min(...ages),
    // One fresh price is a fresh instrument; none at all is not known to be old.
    isStale: prices.length > 0 && prices.every((known) => known.isStale),
  };
}

function lastOf(
  instrument: Instrument,
  trade: Cached<Trade> | null,
  level: Cached<IndexPrice> | null,
): contract.Tick | null {
  if (trade !== null) return tickShape(trade.value, instrument);
  return level !== null && instrument.kind === 'index' ? levelShape(level.value, instrument) : null;
}
