import { assertNever, type AccountId, type InstrumentId } from 'argosy/core';

import type { OrderRequest } from './order.ts';
import type { AccountEvent, StateScope, StatusEvent, TradingState } from './trading-event.ts';

/** A trading state, what of the account it lies on, and why. */
export type ScopedState = Pick<AccountEvent, 'account' | 'scope' | 'state' | 'reason'>;

/** How an account stands, and why. */
export type Standing = Pick<StatusEvent, 'account' | 'status' | 'reason'>;

/** What an order would meet, of one instrument or of whatever it trades. */
export type StateQuery = Pick<OrderRequest, 'account' | 'book' | 'strategy'> & {
  readonly instrument: InstrumentId | null;
};

/** What a state lies on that keeps an order back, whatever it would do. */
export type OrderScope = Exclude<StateScope, { readonly kind: 'storage' }>;

/** The gravest state that lies on something, on what, and why. */
export type Restriction = {
  readonly state: TradingState;
  readonly scope: OrderScope['kind'];
  readonly reason: string;
};

const gravity: Readonly<Record<TradingState, number>> = { ACTIVE: 0, REDUCING: 1, HALTED: 2 };
/** The journal is the whole shard's, whichever account names it. */
const storage = 'the storage';
const free: Restriction = { state: 'ACTIVE', scope: 'account', reason: '' };

/**
 * The trading states of the firm, of accounts, and of books, strategies and instruments in them, with how the
 * accounts stand: a fold of account and status events. What no event has named is ACTIVE, and open. An
 * account that is not open only reduces.
 */
export class TradingStates {
  readonly #states = new Map<string, ScopedState>();
  readonly #standings = new Map<AccountId, Standing>();
  #storageShortage: string | null = null;

  /** The state of an account, or of something in it. */
  stateOf(account: AccountId, scope: StateScope): TradingState {
    return this.find(account, scope)?.state ?? 'ACTIVE';
  }

  /** What lies on an account, or on something in it; undefined where it is ACTIVE. */
  find(account: AccountId, scope: StateScope): ScopedState | undefined {
    return this.#states.get(scopeText(account, scope));
  }

  /** The gravest state that an order meets, and where it lies; of two alike the wider. */
  restrictionOn(query: StateQuery): Restriction {
    let gravest = this.#restrictionOf(query.account);
    if (this.#states.size === 0) return gravest;
    for (const scope of scopesOf(query)) {
      const found = this.#states.get(scopeText(query.account, scope));
      if (found === undefined || gravity[found.state] <= gravity[gravest.state]) continue;
      gravest = { state: found.state, scope: scope.kind, reason: found.reason };
    }
    return gravest;
  }

  /** Folds an event in. */
  apply({ account, scope, state, reason }: ScopedState): void {
    const text = scopeText(account, scope);
    if (state === 'ACTIVE') this.#states.delete(text);
    else this.#states.set(text, { account, scope, state, reason });
    if (scope.kind === 'storage') this.#storageShortage = state === 'ACTIVE' ? null : reason;
  }

  /** Folds either of its events in. */
  applyEvent(event: AccountEvent | StatusEvent): void {
    if (event.kind === 'account') this.apply(event);
    else this.applyStatus(event);
  }

  /** Folds how an account stands from now on in. */
  applyStatus({ account, status, reason }: Standing): void {
    if (status === 'open') this.#standings.delete(account);
    else this.#standings.set(account, { account, status, reason });
  }

  /** Everything that is not ACTIVE. */
  restricted(): readonly ScopedState[] {
    return [...this.#states.values()];
  }

  /** How every account stands that is not open. */
  standings(): readonly Standing[] {
    return [...this.#standings.values()];
  }

  /** Why new orders would find no room in the journal; null while they do. */
  get storageShortage(): string | null {
    return this.#storageShortage;
  }

  /** Forgets every state. */
  clear(): void {
    this.#states.clear();
    this.#storageShortage = null;
    this.#standings.clear();
  }

  #restrictionOf(account: AccountId): Restriction {
    const standing = this.#standings.get(account);
    if (standing === undefined) return free;
    const { status, reason } = standing;
    return { state: 'REDUCING', scope: 'account', reason: `the account is ${status}: ${reason}` };
  }
}

/**
 * Every scope that an order lies in, the widest first. Storage is none of them: what an open order leads to still finds room.
 */
export function scopesOf({ book, strategy, instrument }: StateQuery): readonly OrderScope[] {
  const scopes: OrderScope[] = [
    { kind: 'firm' },
    { kind: 'account' },
    { kind: 'reconciliation' },
    { kind: 'book', book },
  ];
  if (strategy !== null) scopes.push({ kind: 'strategy', strategy });
  if (instrument !== null) scopes.push({ kind: 'instrument', instrument });
  return scopes;
}

/** A name for a scope of an account. No id has a space in it, and the firm's state is the same whichever account names it. */
export function scopeText(account: AccountId, scope: StateScope): string {
  switch (scope.kind) {
    case 'firm':
      return 'the firm';
    case 'account':
      return `${account}`;
    case 'book':
      return `${account} book ${scope.book}`;
    case 'strategy':
      return `${account} strategy ${scope.strategy}`;
    case 'instrument':
      return `${account} instrument ${scope.instrument}`;
    case 'reconciliation':
      return `${account} reconciliation`;
    case 'storage':
      return storage;
    default:
      return assertNever(scope);
  }
}
