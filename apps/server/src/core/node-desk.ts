import { SessionClock, toOriginCode, toSessionCode } from 'argosy/core';
import type { AccountConfig } from 'argosy/trading';
import { Desk } from '@argosy/desk';

import type { StrategyEntry } from '../config/index.ts';
import { HAND_BOOK } from './account-rows.ts';
import type { CoreMarket, LiveCore } from './live-core.ts';

/** Under which people's orders are named; counters go on after every restart. */
const DESK_SESSION = toSessionCode('DESK');
const DESK_ORIGIN = toOriginCode('HAND');

/** The accounts of a node, and the strategies that trade on them. */
export type DeskPlaces = {
  readonly accounts: readonly AccountConfig[];
  readonly strategies: readonly StrategyEntry[];
};

/** The desk of a node: it knows which keys have placed what, once the machines have recovered. */
export function nodeDesk(
  { live, trading, scales }: LiveCore,
  market: CoreMarket,
  { accounts, strategies }: DeskPlaces,
): Desk {
  return new Desk({
    live,
    trading,
    scales,
    session: DESK_SESSION,
    origin: DESK_ORIGIN,
    accounts: accounts.map(({ id }) => id),
    places: { books: [HAND_BOOK], strategies },
    after: market.time.after,
    margin: market.adapter.margin,
    fees: market.fees,
    calendars: new Map(market.calendars.map((one) => [one.id, new SessionClock(one)])),
  });
}
