import { MICROS_PER_DAY, toTimestamp, type SessionClock, type Timestamp } from 'argosy/core';

import type { Future } from '../instrument.ts';

/** When a chain goes from one contract to the next. */
export type RollRule =
  /** As the day begins that is so many trading days before the one the contract ends on. */
  | { readonly rule: 'daysBefore'; readonly days: number }
  /** As the day begins after one on which the next contract was traded more; at the end at the latest. */
  | { readonly rule: 'volume' }
  /** At given instants, one for each contract but the last. */
  | { readonly rule: 'dates'; readonly dates: readonly Timestamp[] };

/** The furthest that a roll may lie before the end of its contract, in trading days. */
export const ROLL_DAYS_MAX = 250;
/** How many days without a session are looked over for one trading day. */
const CLOSED_DAYS_MAX = 30;

/** Until when each contract of a chain counts; Infinity for the last. */
export function rollInstants(
  contracts: readonly Future[],
  rule: RollRule,
  clockOf: (contract: Future) => SessionClock,
): readonly number[] {
  return contracts.map((contract, place) => {
    if (place === contracts.length - 1) return Number.POSITIVE_INFINITY;
    if (rule.rule === 'dates') return rule.dates[place] ?? Number.POSITIVE_INFINITY;
    if (rule.rule === 'volume') return contract.expiresAt;
    return beginningBefore(contract, rule.days, clockOf(contract));
  });
}

/** When the local day ends that an instant is traded on. */
export function endOfDay(clock: SessionClock, at: Timestamp): number {
  return (clock.tradingDay(at) + 1) * MICROS_PER_DAY - clock.offsetAt(at);
}

function beginningBefore({ expiresAt }: Future, days: number, clock: SessionClock): number {
  let day = clock.tradingDay(toTimestamp(expiresAt - 1));
  for (let left = days; left > 0; left -= 1) day = tradingDayBefore(day, clock);
  return day * MICROS_PER_DAY - clock.offsetAt(expiresAt);
}

/** Where a calendar has no session for a month, the day before counts as one. */
function tradingDayBefore(day: number, clock: SessionClock): number {
  for (let back = 1; back <= CLOSED_DAYS_MAX; back += 1) {
    const isTraded = clock.sessionsOf(day - back).some(({ phase }) => phase === 'open');
    if (isTraded) return day - back;
  }
  return day - 1;
}
