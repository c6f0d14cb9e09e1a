import type { CalendarId, LedgerScales, Random, SessionClock } from 'argosy/core';
import type { BarSpecText, InstrumentTable } from 'argosy/domain';

import type { EngineOutbox, FeeGuess } from './engine-parts.ts';
import type { LatePolicy } from './late-data.ts';
import type { SeatSetup } from './seat-setup.ts';

/** Everything an engine is made of. */
export type EngineConfig = {
  readonly instruments: InstrumentTable;
  readonly calendars: ReadonlyMap<CalendarId, SessionClock>;
  /** The bar specifications that come from outside. */
  readonly externalBars: readonly BarSpecText[];
  readonly scales: LedgerScales;
  readonly strategies: readonly SeatSetup[];
  readonly random: Random;
  readonly out: EngineOutbox;
  /** The charges to expect of an order, for sizing; none unless told. */
  readonly estimateFee?: FeeGuess;
  /** How many bars of each specification the cache keeps; 1,000 unless told otherwise. */
  readonly barsMax?: number;
  /** What becomes of prices that come after their bar has closed; `nextBar` unless told otherwise. */
  readonly lateData?: LatePolicy;
  /** How many closed orders the cache keeps; 10,000 unless told otherwise. */
  readonly closedOrdersMax?: number;
};
