import {
  assert,
  assertNever,
  type AccountId,
  type BookId,
  type Currency,
  type Minor,
} from 'argosy/core';
import type { AccountEvent, OrderRequest, StateScope, TradingState } from 'argosy/domain';
import { parseLeverage, type AccountStanding, type BookMode, type Leverage } from 'argosy/risk';

import type { AccountConfig } from './trading-config.ts';

/** What the machine knows of an account. */
export type AccountRecord = AccountStanding & { readonly id: AccountId; readonly base: Currency };

/** A trading state, and what of the account it lies on. */
export type ScopedState = readonly [AccountId, StateScope, TradingState];

const wholeAccount = { kind: 'account' } as const;
const gravity: Readonly<Record<TradingState, number>> = { ACTIVE: 0, REDUCING: 1, HALTED: 2 };

/** How a book keeps its positions, and what it may bind; null where nothing bounds it. */
export type BookRule = { readonly mode: BookMode; readonly allotment: Minor | null };

/** The accounts with the state each is in: a fold of account events over the configuration. */
export class AccountStore {
  readonly #records = new Map<AccountId, AccountRecord>();
  readonly #books = new Map<AccountId, ReadonlyMap<BookId, BookRule>>();
  /** By account and scope; what is not there is ACTIVE. */
  readonly #states = new Map<string, ScopedState>();
  readonly #otherBooks = new Map<AccountId, BookRule>();

  constructor(accounts: readonly AccountConfig[]) {
    for (const account of accounts) {
      const { id, products, kind, base, mode, books = [] } = account;
      const leverage = leverageOf(account);
      this.#records.set(id, { id, base, products, kind, leverage });
      this.#otherBooks.set(id, { mode, allotment: null });
      const rules = books.map(
        (book) =>
          [book.id, { mode: book.mode ?? mode, allotment: book.allotment ?? null }] as const,
      );
      this.#books.set(id, new Map(rules));
    }
  }

  /** What an account may do; undefined where it is not one of ours. */
  find(account: AccountId): AccountRecord | undefined {
    return this.#records.get(account);
  }

  /** How one of an account's books is kept. */
  book(account: AccountId, book: BookId): BookRule {
    const rule = this.#books.get(account)?.get(book) ?? this.#otherBooks.get(account);
    return rule ?? { mode: 'netting', allotment: null };
  }

  /** The state of an account, or of something in it. */
  stateOf(account: AccountId, scope: StateScope): TradingState {
    return this.#states.get(scopeText(account, scope))?.[2] ?? 'ACTIVE';
  }

  /** The gravest state that an order meets, and where it lies; of two alike the wider. */
  restrictionOn(order: Pick<OrderRequest, 'account' | 'book' | 'strategy' | 'instrument'>): {
    readonly state: TradingState;
    readonly scope: StateScope['kind'];
  } {
    let gravest: { state: TradingState; scope: StateScope['kind'] } = {
      state: 'ACTIVE',
      scope: 'account',
    };
    if (this.#states.size === 0) return gravest;
    for (const scope of scopesOf(order)) {
      const state = this.stateOf(order.account, scope);
      if (gravity[state] > gravity[gravest.state]) gravest = { state, scope: scope.kind };
    }
    return gravest;
  }

  /** Folds an event in. */
  apply({ account, scope, state }: Pick<AccountEvent, 'account' | 'scope' | 'state'>): void {
    assert(this.#records.has(account), `account ${account} is not one of ours`);
    const text = scopeText(account, scope);
    if (state === 'ACTIVE') this.#states.delete(text);
    else this.#states.set(text, [account, scope, state]);
  }

  /** The state of every account, and of what in them is not ACTIVE, as plain data. */
  exportState(): readonly ScopedState[] {
    const accounts = [...this.#records.keys()].map((id): ScopedState => {
      return [id, wholeAccount, this.stateOf(id, wholeAccount)];
    });
    const inThem = [...this.#states.values()].filter(([, scope]) => scope.kind !== 'account');
    return [...accounts, ...inThem];
  }

  /** Takes the place of the states so far. */
  importState(states: readonly ScopedState[]): void {
    this.#states.clear();
    for (const [account, scope, state] of states) this.apply({ account, scope, state });
  }
}

function scopesOf({
  book,
  strategy,
  instrument,
}: Pick<OrderRequest, 'book' | 'strategy' | 'instrument'>): readonly StateScope[] {
  const wide: StateScope[] = [{ kind: 'account' }, { kind: 'book', book }];
  if (strategy !== null) wide.push({ kind: 'strategy', strategy });
  return [...wide, { kind: 'instrument', instrument }];
}

/** No id has a space in it. */
function scopeText(account: AccountId, scope: StateScope): string {
  switch (scope.kind) {
    case 'account':
      return `${account}`;
    case 'book':
      return `${account} book ${scope.book}`;
    case 'strategy':
      return `${account} strategy ${scope.strategy}`;
    case 'instrument':
      return `${account} instrument ${scope.instrument}`;
    default:
      return assertNever(scope);
  }
}

/** The leverage of an account's products; a text that is none counts as not given. */
export function leverageOf({ leverage = {} }: AccountConfig): AccountRecord['leverage'] {
  const parsed: [string, Leverage][] = [];
  for (const [product, text] of Object.entries(leverage)) {
    const result = parseLeverage(text);
    if (result.ok) parsed.push([product, result.value]);
  }
  return Object.fromEntries(parsed);
}
