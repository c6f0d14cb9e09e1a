import { join } from 'node:path';

import { InstrumentTable } from 'argosy/domain';
import { FeedLine } from '@argosy/feed';
import { indianCharges, machineClock, paperBroker } from '@argosy/sim';
import type { PartHealth } from '@argosy/telemetry';

import { serverError } from '../errors.ts';
import { FedBroker } from './fed-broker.ts';
import { calendarsOf, listedIn } from './listed-file.ts';
import { keepListings, LISTINGS_FILE, listingsOf } from './listings.ts';
import { liveTime, patienceBesideIt } from './market-time.ts';
import { firstCalendar, type MarketOptions, type NodeMarket } from './node-market.ts';

/** A market of prices that another process brings, traded on paper. */
export function fedCore({ node, secrets, log, metrics }: MarketOptions): NodeMarket {
  const { data, market, paper, bridge } = node;
  if (market.instruments === null) throw serverError('START_FAILED', 'a feed of no instruments');
  const clock = machineClock();
  const given = listedIn(market.instruments);
  const file = join(data, LISTINGS_FILE);
  const listed = listingsOf(file, given.instruments, clock.now());
  const instruments = new InstrumentTable(listed);
  const calendars = calendarsOf(listed, given.calendars);
  const fees = indianCharges(paper.charges);
  const { at } = market.feed;
  const line = new FeedLine({
    at,
    secret: at.kind === 'port' ? (secrets.feed?.reveal() ?? null) : null,
    instruments,
    now: clock.now,
  });
  const adapter = paperBroker({
    clock,
    instruments: listed,
    calendars,
    // What the feed no longer brings nobody buys at: an order waits for it to be back.
    models: { fees, staleAfter: bridge.freshFor },
  });
  const fed = new FedBroker({ paper: adapter, line, log, metrics });
  return {
    clock,
    calendar: firstCalendar(calendars),
    keep: () => keepListings(file, listed),
    relist: null,
    replay: null,
    market: {
      adapter: fed,
      paper: adapter,
      fed,
      begin: () => {},
      parts: [{ name: 'feed', check: () => healthOf(fed) }],
      instruments,
      calendars,
      fees,
      policy: patienceBesideIt(1),
      time: liveTime(clock),
    },
  };
}

function healthOf({ state: { isFed, reason } }: FedBroker): PartHealth {
  return isFed ? { state: 'up', reason: null } : { state: 'down', reason };
}
