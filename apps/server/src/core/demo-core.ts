import { join } from 'node:path';

import { InstrumentTable, type Instrument } from 'argosy/domain';
import { demoExchange, LISTED_LATER_MAX, machineClock, type DemoPlan } from '@argosy/sim';

import { keepListings, LISTINGS_FILE, listingsOf } from './listings.ts';
import { lastInstant, liveTime, patienceBesideIt } from './market-time.ts';
import type { NodeMarket } from './node-market.ts';

/** Founds the demo exchange of a data folder. Where its time runs fast it goes on from where the journal ends. */
export function demoCore(folder: string, plan: DemoPlan, charges: string): NodeMarket {
  const from = isFast(plan) ? lastInstant(join(folder, 'journal')) : null;
  const demo = demoExchange({
    clock: machineClock(),
    plan,
    charges,
    ...(from === null ? {} : { from }),
  });
  const { market, clock, adapter } = demo;
  const file = join(folder, LISTINGS_FILE);
  const look = (): readonly Instrument[] => listingsOf(file, market.instruments, clock.now());
  const listed = look();
  const instruments = new InstrumentTable(listed, { room: listed.length + LISTED_LATER_MAX });
  return {
    clock,
    calendar: market.calendar,
    keep: () => keepListings(file, listed),
    relist: () => {
      demo.relist();
      const all = look();
      keepListings(file, all);
      return all.filter(({ id }) => instruments.indexOf(id) === undefined);
    },
    replay: null,
    market: {
      adapter,
      paper: adapter,
      fed: null,
      begin: () => {},
      parts: [],
      instruments,
      calendars: [market.calendar],
      fees: demo.fees,
      policy: patienceBesideIt(clock.pace),
      time: liveTime(clock),
    },
  };
}

function isFast({ hours = 'always' }: DemoPlan): boolean {
  return typeof hours !== 'string';
}
