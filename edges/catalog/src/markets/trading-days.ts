import {
  formatDay,
  parseDay,
  SessionClock,
  unwrap,
  weekdayOf,
  type DatedSession,
} from 'argosy/core';

import { marketError } from './errors.ts';
import type { MarketPlan } from './market-plan.ts';

/** What of a day a market goes by; instants in microseconds. */
export type TradingDay = {
  readonly day: number;
  /** When orders for the opening auction are collected; null where there is none. */
  readonly preOpen: { readonly from: number; readonly until: number } | null;
  readonly from: number;
  readonly until: number;
};

/** How many days without a session end the search: a calendar without sessions is a mistake. */
const IDLE_DAYS_MAX = 400;
/** Index derivatives end on Tuesdays, as NSE's do since September 2025; on a holiday the day before. */
const EXPIRY_WEEKDAY = 2;

/** The days that trade, from the plan's first on; as many as it has, and more where asked. */
export function tradingDays({ calendar, firstDay, days }: MarketPlan): readonly TradingDay[] {
  const clock = new SessionClock(calendar);
  const found: TradingDay[] = [];
  let idle = 0;
  for (let day = unwrap(parseDay(firstDay)); found.length < days; day += 1) {
    const traded = toTradingDay(day, clock.sessionsOf(day));
    idle = traded === null ? idle + 1 : 0;
    if (idle > IDLE_DAYS_MAX) {
      throw marketError('BAD_MARKET_PLAN', `${calendar.id} has no sessions after day ${day}`);
    }
    if (traded !== null) found.push(traded);
  }
  return found;
}

/** When derivatives end: weekly ends from the first day on, until `ahead` of them lie at or behind the last. */
export function expiryDays(
  plan: MarketPlan,
  days: readonly TradingDay[],
  ahead: number,
): readonly Expiry[] {
  const clock = new SessionClock(plan.calendar);
  const [first, last] = [days[0]?.day ?? 0, days.at(-1)?.day ?? 0];
  const expiries: Expiry[] = [];
  let left = ahead;
  for (let day = first; left > 0; day += 1) {
    if (weekdayOf(day) !== EXPIRY_WEEKDAY) continue;
    const traded = lastSessionUpTo(clock, day);
    if (traded === null || traded.day < first) continue;
    const isMonthly = monthOf(day) !== monthOf(day + 7);
    expiries.push({ day: traded.day, at: traded.until, isMonthly });
    if (traded.day >= last) left -= 1;
  }
  return expiries;
}

/** The end of some derivatives. */
export type Expiry = {
  readonly day: number;
  /** The close of trading of that day. */
  readonly at: number;
  /** Whether it is the last of its month. */
  readonly isMonthly: boolean;
};

function lastSessionUpTo(clock: SessionClock, day: number): TradingDay | null {
  for (let before = day; before > day - 7; before -= 1) {
    const traded = toTradingDay(before, clock.sessionsOf(before));
    if (traded !== null) return traded;
  }
  return null;
}

function toTradingDay(day: number, sessions: readonly DatedSession[]): TradingDay | null {
  const open = sessions.filter(({ phase }) => phase === 'open');
  const [first, last] = [open[0], open.at(-1)];
  if (first === undefined || last === undefined) return null;
  const preOpen = sessions.find(({ phase, until }) => phase === 'preOpen' && until <= first.from);
  return { day, preOpen: preOpen ?? null, from: first.from, until: last.until };
}

/** The months are counted through, so that the Decembers of two years differ. */
function monthOf(day: number): string {
  return formatDay(day).slice(0, -3);
}
