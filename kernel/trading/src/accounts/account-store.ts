import { assert, type AccountId, type BookId, type Currency, type Minor } from 'argosy/core';
import {
  TradingStates,
  type InstrumentTable,
  type Restriction,
  type ScopedState,
  type Standing,
  type StateQuery,
  type StateScope,
  type TradingState,
} from 'argosy/domain';
import {
  parseLeverage,
  ScanModel,
  type AccountStanding,
  type BookMode,
  type Leverage,
} from 'argosy/risk';

import type { AccountConfig } from '../trading-config.ts';

/** What the machine knows of an account. */
export type AccountRecord = AccountStanding & { readonly id: AccountId; readonly base: Currency };

const wholeAccount = { kind: 'account' } as const;

/** How a book keeps its positions, and what it may bind; null where nothing bounds it. */
export type BookRule = { readonly mode: BookMode; readonly allotment: Minor | null };

/** The accounts with the state each is in: a fold of account events over the configuration. */
export class AccountStore {
  readonly #records = new Map<AccountId, AccountRecord>();
  readonly #books = new Map<AccountId, ReadonlyMap<BookId, BookRule>>();
  readonly #states = new TradingStates();
  readonly #otherBooks = new Map<AccountId, BookRule>();

  constructor(accounts: readonly AccountConfig[], instruments: InstrumentTable) {
    for (const account of accounts) {
      const { id, products, kind, base, mode, books = [] } = account;
      const leverage = leverageOf(account);
      const scan = scanOf(account, instruments);
      this.#records.set(id, { id, base, products, kind, leverage, scan });
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

  /** Every account, in the order they were configured. */
  all(): Iterable<AccountRecord> {
    return this.#records.values();
  }

  /** How one of an account's books is kept. */
  book(account: AccountId, book: BookId): BookRule {
    const rule = this.#books.get(account)?.get(book) ?? this.#otherBooks.get(account);
    return rule ?? { mode: 'netting', allotment: null };
  }

  /** The state of an account, or of something in it. */
  stateOf(account: AccountId, scope: StateScope): TradingState {
    return this.#states.stateOf(account, scope);
  }

  /** The state of an account, or of something in it, and why; undefined where it is ACTIVE. */
  restrictionAt(account: AccountId, scope: StateScope): ScopedState | undefined {
    return this.#states.find(account, scope);
  }

  /** The gravest state that an order meets, and where it lies; of two alike the wider. */
  restrictionOn(order: StateQuery): Restriction {
    return this.#states.restrictionOn(order);
  }

  /** Why new orders would find no room in the journal; null while they do. */
  get storageShortage(): string | null {
    return this.#states.storageShortage;
  }

  /** Folds an event in. */
  apply(change: ScopedState): void {
    assert(this.#records.has(change.account), `account ${change.account} is not one of ours`);
    this.#states.apply(change);
  }

  /** Folds how an account stands in. */
  applyStatus(standing: Standing): void {
    assert(this.#records.has(standing.account), `account ${standing.account} is not one of ours`);
    this.#states.applyStatus(standing);
  }

  /** The state of every account, and of what in them is not ACTIVE, as plain data. */
  exportState(): readonly ScopedState[] {
    const restricted = this.#states.restricted();
    const isNamed = (id: AccountId): boolean => {
      return restricted.some(({ account, scope }) => account === id && scope.kind === 'account');
    };
    const free = [...this.#records.keys()].filter((id) => !isNamed(id));
    return [
      ...free.map(
        (account) => ({ account, scope: wholeAccount, state: 'ACTIVE', reason: '' }) as const,
      ),
      ...restricted,
    ];
  }

  /** Takes the place of the states so far. */
  importState(states: readonly ScopedState[]): void {
    this.#states.clear();
    for (const state of states) this.apply(state);
  }
}

/** How an account's futures and options are scanned; undefined where they have leverage. */
export function scanOf(
  { scanMargin }: AccountConfig,
  instruments: InstrumentTable,
): ScanModel | undefined {
  return scanMargin === undefined ? undefined : new ScanModel(instruments, scanMargin);
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
