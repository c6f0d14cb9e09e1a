import { brand, type InstrumentIndex, type Micros, type Timestamp } from 'argosy/core';

/** When an instrument trades; calendars answer it. */
export interface MarketHours {
  isOpen(instrument: InstrumentIndex, at: Timestamp): boolean;
}

/** What staleness is reckoned from. */
export type Heard = {
  readonly instrument: InstrumentIndex;
  readonly heardAt: number;
  readonly now: Timestamp;
  readonly limit: Micros;
};

/**
 * Whether a price is older than its limit, though its market has been open as long: nobody expects prices of a
 * market that is closed, nor within the limit after it has opened.
 */
export function isStale(hours: MarketHours, { instrument, heardAt, now, limit }: Heard): boolean {
  if (now - heardAt <= limit) return false;
  const then = brand<Timestamp>(now - limit);
  return hours.isOpen(instrument, now) && hours.isOpen(instrument, then);
}
