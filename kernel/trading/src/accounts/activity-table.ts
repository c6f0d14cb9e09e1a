import {
  Ring,
  toTimestamp,
  type AccountId,
  type Currency,
  type StrategyId,
  type Timestamp,
} from 'argosy/core';
import type { EntryEvent, OrderEvent, OrderRequest } from 'argosy/domain';

import { limitDayOf } from '../losses/limit-day.ts';

/** How many messages of an account, or of a strategy, are remembered for their rate. */
export const MESSAGES_KEPT_MAX = 4096;

/** What one account has done, as plain data. */
export type AccountActivity = {
  readonly day: number;
  readonly messages: number;
  readonly trades: number;
  readonly rejectsInARow: number;
  readonly came: number;
  readonly left: number;
  readonly net: readonly (readonly [Currency, NetGain])[];
};
/** Realised gains less charges of one currency: in all, and when the day began. */
export type NetGain = { readonly all: bigint; readonly atDayStart: bigint };
type Mutable = { -readonly [Name in keyof Omit<AccountActivity, 'net'>]: AccountActivity[Name] } & {
  net: Map<Currency, NetGain>;
};

/** The table as plain data. */
export type ActivityTableState = {
  readonly accounts: readonly (readonly [AccountId, AccountActivity])[];
  readonly sent: readonly (readonly [string, readonly Timestamp[]])[];
};

/** No id has a space in it. */
const FIRM = 'the firm';
const nothing: NetGain = { all: 0n, atDayStart: 0n };
const noGains: ReadonlyMap<Currency, NetGain> = new Map();
const gains = ['/realised', '/charges', '/income', '/interest'] as const;
const messages: ReadonlySet<string> = new Set(['submitted', 'pendingUpdate', 'pendingCancel']);

/**
 * What accounts and strategies have done of late: a fold of events. Days end `dayOffset` before
 * midnight UTC. Messages are orders, amendments and cancels that left for the broker.
 */
export class ActivityTable {
  readonly #dayOffset: number;
  readonly #accounts = new Map<AccountId, Mutable>();
  readonly #sent = new Map<string, Ring<Timestamp>>();

  constructor(dayOffset: number) {
    this.#dayOffset = dayOffset;
  }

  /** Folds an order's event in. */
  applyOrder({ change, receivedAt }: OrderEvent, request: OrderRequest): void {
    const own = this.#at(request.account, receivedAt);
    if (change.type === 'initialized') own.came += 1;
    if (change.type === 'submitted') own.left += 1;
    if (change.type === 'filled') own.trades += 1;
    if (change.type === 'rejected') own.rejectsInARow += 1;
    else if (change.type === 'accepted' || change.type === 'filled') own.rejectsInARow = 0;
    if (!messages.has(change.type)) return;
    own.messages += 1;
    const { account, strategy, instrument, side } = request;
    this.#note(account, receivedAt);
    this.#note(FIRM, receivedAt);
    if (strategy === null) return;
    this.#note(strategyText(account, strategy), receivedAt);
    const isReleased = request.link !== null && request.link.parent !== null;
    if (change.type === 'submitted' && !isReleased) {
      this.#note(repeatText(account, { strategy, instrument, side }), receivedAt);
    }
  }

  /** Folds a booking in: what it realises and what it costs. */
  applyEntry({ account, legs, receivedAt }: EntryEvent): void {
    const own = this.#at(account, receivedAt);
    for (const { ledgerAccount, amount } of legs) {
      if (!isGain(account, ledgerAccount)) continue;
      const { all, atDayStart } = own.net.get(amount.currency) ?? nothing;
      own.net.set(amount.currency, { all: all - amount.amount, atDayStart });
    }
  }

  /** What an account has done up to now. */
  of(account: AccountId, now: Timestamp): AccountActivity {
    const day = limitDayOf(now, this.#dayOffset);
    const own = this.#accounts.get(account) ?? newActivity(day);
    // Whoever looks changes nothing: a day begins with the first event of it.
    const today = day > own.day ? { ...own, net: new Map(own.net) } : own;
    if (today !== own) startDay(today, day);
    return { ...today, net: [...today.net] };
  }

  /** What an account has realised, less charges, by currency. */
  netOf(account: AccountId): ReadonlyMap<Currency, NetGain> {
    return this.#accounts.get(account)?.net ?? noGains;
  }

  /** How many messages all accounts have sent since an instant, that one left out. */
  sentByFirm(since: number): number {
    return this.#count(FIRM, since);
  }

  /** How many messages an account has sent since an instant, that one left out. */
  sentByAccount(account: AccountId, since: number): number {
    return this.#count(account, since);
  }

  /** How many a strategy of it has sent. */
  sentByStrategy(account: AccountId, strategy: StrategyId, since: number): number {
    return this.#count(strategyText(account, strategy), since);
  }

  /** How many orders of one side of an instrument a strategy has sent, without what its lists let go. */
  repeats(account: AccountId, of: Repeat, since: number): number {
    return this.#count(repeatText(account, of), since);
  }

  /** The state as plain data. */
  exportState(): ActivityTableState {
    return {
      accounts: [...this.#accounts].map(([id, own]) => [id, { ...own, net: [...own.net] }]),
      sent: [...this.#sent].map(([name, ring]) => [name, [...ring]]),
    };
  }

  /** Takes the place of all that was noted so far. */
  importState({ accounts, sent }: ActivityTableState): void {
    this.#accounts.clear();
    this.#sent.clear();
    for (const [id, own] of accounts) this.#accounts.set(id, { ...own, net: new Map(own.net) });
    for (const [name, instants] of sent) for (const at of instants) this.#note(name, at);
  }

  #at(account: AccountId, now: Timestamp): Mutable {
    const day = limitDayOf(now, this.#dayOffset);
    let own = this.#accounts.get(account);
    if (own === undefined) {
      own = newActivity(day);
      this.#accounts.set(account, own);
    }
    if (day > own.day) startDay(own, day);
    return own;
  }

  #note(name: string, at: Timestamp): void {
    let ring = this.#sent.get(name);
    if (ring === undefined) {
      ring = new Ring<Timestamp>(MESSAGES_KEPT_MAX);
      this.#sent.set(name, ring);
    }
    ring.push(toTimestamp(at));
  }

  #count(name: string, since: number): number {
    const ring = this.#sent.get(name);
    if (ring === undefined) return 0;
    let count = 0;
    while (count < ring.size && (ring.at(count) ?? since) > since) count += 1;
    return count;
  }
}

/** One side of an instrument, as a strategy trades it. */
export type Repeat = Pick<OrderRequest, 'instrument' | 'side'> & { readonly strategy: StrategyId };

function newActivity(day: number): Mutable {
  return { day, messages: 0, trades: 0, rejectsInARow: 0, came: 0, left: 0, net: new Map() };
}

function startDay(own: Mutable, day: number): void {
  own.day = day;
  own.messages = 0;
  own.trades = 0;
  for (const [currency, gain] of own.net)
    own.net.set(currency, { all: gain.all, atDayStart: gain.all });
}

/** No id has a space in it. */
function strategyText(account: AccountId, strategy: StrategyId): string {
  return `${account} ${strategy}`;
}

function repeatText(account: AccountId, { strategy, instrument, side }: Repeat): string {
  return `${account} ${strategy} ${instrument} ${side}`;
}

/** What is realised, income and interest; charges have an account, and one for each line of them. */
function isGain({ length }: AccountId, ledgerAccount: string): boolean {
  return gains.some((name) => ledgerAccount.startsWith(name, length));
}
