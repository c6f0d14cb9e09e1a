import type { Timestamp } from 'argosy/core';
import type { InstrumentTable, Position } from 'argosy/domain';
import type { MarketCache } from '@argosy/bridge';

/** What a position is valued at by what the market has said of late: as the desk values it. */
export function cachedMark(options: {
  readonly cache: Pick<MarketCache, 'latest'>;
  readonly instruments: Pick<InstrumentTable, 'indexOf'>;
  readonly now: () => Timestamp;
}): (position: Position) => number | null {
  const { cache, instruments, now } = options;
  return ({ key, qty }) => {
    const index = instruments.indexOf(key.instrument);
    if (index === undefined) return null;
    const at = now();
    const mark = cache.latest(index, 'mark', at);
    if (mark !== null) return mark.value.price;
    const quote = cache.latest(index, 'quote', at);
    if (quote === null) return cache.latest(index, 'trade', at)?.value.price ?? null;
    // Half of a price's unit is taken against the position.
    const twice = quote.value.bid + quote.value.ask;
    return qty > 0 ? Math.floor(twice / 2) : Math.ceil(twice / 2);
  };
}
