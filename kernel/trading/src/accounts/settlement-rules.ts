import {
  assert,
  formatDay,
  MICROS_PER_DAY,
  type AccountId,
  type CalendarId,
  type Timestamp,
} from 'argosy/core';
import type { BesideBalance, LedgerBook } from 'argosy/ledger';

import { tradingError } from '../errors.ts';
import type { Settlement, TradingConfig } from '../trading-config.ts';

/** How far ahead a trading day is looked for. */
const SEARCH_DAYS_MAX = 400;

/** When the cash of each account's trades settles, for accounts that do not settle at once. */
export class SettlementRules {
  readonly #config: TradingConfig;
  readonly #byAccount: ReadonlyMap<string, Settlement>;
  /** The earliest instant of a day at which anything settles; nothing need be looked at before it. */
  readonly #earliest: number;
  readonly #daysByTrade = new Map<string, number>();

  constructor(config: TradingConfig) {
    this.#config = config;
    const rules = config.accounts.flatMap(({ id, settlement }) => {
      return settlement === undefined ? [] : [[id, settlement] as const];
    });
    this.#byAccount = new Map(rules);
    this.#earliest = Math.min(0, ...rules.map(([, { at }]) => at));
  }

  /** The day on which a trade's cash settles; undefined where it is there at once, or was by now. */
  dayOf(account: AccountId, tradedAt: Timestamp, now: Timestamp): number | undefined {
    const rule = this.#byAccount.get(account);
    if (rule === undefined) return undefined;
    const clock = this.#config.calendars.get(rule.calendar);
    assert(clock !== undefined, `calendar ${rule.calendar} is not known`);
    const day = this.#settles(rule, clock.tradingDay(tradedAt));
    return day * MICROS_PER_DAY + rule.at <= now ? undefined : day;
  }

  /** Whether anything of a book settles by now. */
  isAnyDue({ beside }: LedgerBook, now: Timestamp): boolean {
    if (now < beside.nextSettlement * MICROS_PER_DAY + this.#earliest) return false;
    return beside.unsettled().some((one) => this.isDue(one, now));
  }

  /** Whether a balance settles by now. */
  isDue({ account, day }: BesideBalance, now: Timestamp): boolean {
    const at = this.#byAccount.get(account)?.at ?? 0;
    return day * MICROS_PER_DAY + at <= now;
  }

  /** A trade outside every session counts as of its local day, whatever that is. */
  #settles({ calendar, days }: Settlement, traded: number): number {
    const key = `${calendar} ${days} ${traded}`;
    const known = this.#daysByTrade.get(key);
    if (known !== undefined) return known;
    if (this.#daysByTrade.size > SEARCH_DAYS_MAX) this.#daysByTrade.clear();
    const day = this.#find(calendar, traded, days);
    this.#daysByTrade.set(key, day);
    return day;
  }

  #find(calendar: CalendarId, traded: number, days: number): number {
    const clock = this.#config.calendars.get(calendar);
    let left = days;
    for (let day = traded + 1; day <= traded + SEARCH_DAYS_MAX; day += 1) {
      if ((clock?.sessionsOf(day).length ?? 0) > 0) left -= 1;
      if (left === 0) return day;
    }
    const reach = `${SEARCH_DAYS_MAX} days after ${formatDay(traded)}`;
    throw tradingError('BAD_SETTLEMENT', `${calendar} has no ${days} trading days within ${reach}`);
  }
}
