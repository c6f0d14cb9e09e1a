import { assert, type TradingCalendar } from 'argosy/core';
import type { Instrument } from 'argosy/domain';
import type { ReplayControl, SimClock } from '@argosy/sim';
import type { Logger, Metrics } from '@argosy/telemetry';

import type { NodeConfig, ServerSecrets } from '../config/index.ts';
import type { CoreMarket } from './live-core.ts';

/** The market of a node, and the time that it lives in. */
export type NodeMarket = {
  readonly market: CoreMarket;
  readonly clock: SimClock;
  /** By which a day of the node goes. */
  readonly calendar: TradingCalendar;
  /** Keeps what is listed for the next start, once the data are this node's alone. */
  readonly keep: () => void;
  /** Has the exchange list anew, and gives back what its core does not know yet; null where it lists nothing more. */
  readonly relist: (() => readonly Instrument[]) | null;
  /** By which people hold a recording, hurry it and let it skip; null where the market is none. */
  readonly replay: ReplayControl | null;
};

/** What a market is opened with. */
export type MarketOptions = {
  readonly node: NodeConfig;
  readonly secrets: ServerSecrets;
  readonly log: Logger;
  readonly metrics: Metrics;
};

/** The calendar of the first instruments by their id. */
export function firstCalendar(calendars: readonly TradingCalendar[]): TradingCalendar {
  const [first] = calendars;
  assert(first !== undefined, 'a market lists at least one instrument');
  return first;
}
