import {
  assert,
  toMinor,
  type AccountId,
  type Currency,
  type Minor,
  type Money,
  type OrderId,
  type Timestamp,
} from 'argosy/core';
import type {
  AccountStatus,
  EntryEvent,
  FloorEvent,
  HoldEvent,
  ReservationEvent,
  Standing,
  StatusEvent,
} from 'argosy/domain';

import { AccountTerms, type AccountTermsState } from './account-terms.ts';
import { assertZeroSum } from './assert-zero-sum.ts';
import { BalanceTable, sumByCurrency, type Balance } from './balance-table.ts';
import type { BesideBalance, BesideTable } from './beside-table.ts';
import type { EntryBody } from './bodies.ts';
import { digestBooks } from './digest-books.ts';
import {
  EntryIndex,
  type EntryIndexState,
  type EntryKnown,
  type KnownEntry,
} from './entry-index.ts';
import { HoldTable, type Hold, type Holder } from './hold-table.ts';
import { ledgerAccountsOf, type LedgerAccounts } from './ledger-accounts.ts';
import { ReservationTable, type Reservation } from './reservation-table.ts';

/** How many entries of fills and busts a book remembers unless told otherwise. */
const DEFAULT_FILL_ENTRIES_MAX = 1024;

/** What a book can be told about itself. */
export type LedgerBookOptions = {
  readonly fillEntriesMax?: number;
  /** The accounts that trade on margin: their cash may be borrowed, so it has no floor. */
  readonly onMargin?: ReadonlySet<AccountId>;
  /** The accounts whose receipts pay for nothing before they settle. */
  readonly awaitsReceipts?: ReadonlySet<AccountId>;
};

/** What a book is folded of. */
export type LedgerEvent = EntryEvent | HoldEvent | ReservationEvent | StatusEvent | FloorEvent;

/** A book as plain data. */
export type LedgerBookState = {
  readonly version: 1;
  readonly balances: readonly Balance[];
  readonly holds: readonly Hold[];
  readonly reservations: readonly Reservation[];
  readonly terms: AccountTermsState;
  readonly entries: EntryIndexState;
  readonly floorBreach: string | null;
};

/**
 * The books: a fold of entries and holds. It decides nothing; deciders look at it.
 *
 * @example
 * const book = new LedgerBook();
 * const transfer = unwrap(decideTransfer(book, { account, entry: 'seed', amount: rupees }));
 * if (transfer !== null) book.apply({ ...head, ...transfer });
 * book.freeCash(account, rupees.currency);
 */
export class LedgerBook {
  readonly #balances = new BalanceTable();
  readonly #holds = new HoldTable();
  readonly #reservations = new ReservationTable();
  readonly #terms = new AccountTerms();
  readonly #entries: EntryIndex;
  readonly #accounts = new Map<AccountId, LedgerAccounts>();
  /** Names made once: making them for every fill is dearer than its booking. */
  readonly #chargesLines = new Map<AccountId, Map<string, string>>();
  readonly #onMargin: ReadonlySet<AccountId>;
  readonly #awaitsReceipts: ReadonlySet<AccountId>;
  #floorBreach: string | null = null;
  /** The post whose entry comes next. */
  #posted: Pick<ReservationEvent, 'account' | 'entry'> | null = null;

  constructor({
    fillEntriesMax = DEFAULT_FILL_ENTRIES_MAX,
    onMargin = new Set(),
    awaitsReceipts = new Set(),
  }: LedgerBookOptions = {}) {
    this.#onMargin = onMargin;
    this.#awaitsReceipts = awaitsReceipts;
    this.#entries = new EntryIndex(fillEntriesMax);
  }

  /**
   * Folds an event in. A hold names its order only, so whoever knows the order's position gives
   * the text of its key along; without it, held quantities are not summed.
   */
  apply(event: LedgerEvent, position: string | null = null): void {
    if (event.kind === 'entry') this.#applyEntry(event);
    else if (event.kind === 'hold') this.#applyHold(event, position);
    else if (event.kind === 'reservation') this.#applyReservation(event);
    else this.#terms.apply(event);
  }

  /** The names of an account's ledger accounts. */
  accountsOf(account: AccountId): LedgerAccounts {
    let names = this.#accounts.get(account);
    if (names === undefined) {
      names = ledgerAccountsOf(account);
      this.#accounts.set(account, names);
    }
    return names;
  }

  /** The name of the ledger account of a line of charges. */
  chargesLineOf(account: AccountId, line: string): string {
    let lines = this.#chargesLines.get(account);
    if (lines === undefined) {
      lines = new Map();
      this.#chargesLines.set(account, lines);
    }
    let name = lines.get(line);
    if (name === undefined) {
      name = `${this.accountsOf(account).charges}/${line}`;
      lines.set(line, name);
    }
    return name;
  }

  /** The balance of a ledger account: a debit above zero, a credit below. */
  balance(ledgerAccount: string, currency: Currency): Minor {
    return this.#balances.balance(ledgerAccount, currency);
  }

  /** The cash of an account as its trades have left it, what is still to settle included. */
  cash(account: AccountId, currency: Currency): Minor {
    const settled = this.#balances.balance(this.accountsOf(account).cash, currency);
    return toMinor(settled + this.beside.sum(account, 'unsettled', currency));
  }

  /** The cash of an account in every currency it was ever posted in, by currency. */
  cashBalances(account: AccountId): readonly Money[] {
    return this.#cashWith(account, this.beside.of(account, ['unsettled']));
  }

  /** The same, less what the account has borrowed and the interest due on it. */
  netBalances(account: AccountId): readonly Money[] {
    return this.#cashWith(account, this.beside.of(account));
  }

  /** What stands beside the cash of accounts: what settles later, what is borrowed, what is due on it. */
  get beside(): Omit<BesideTable, 'note' | 'drop' | 'clear'> {
    return this.#balances.beside;
  }

  /** The cash that an account's working orders and its open reservations have set aside. */
  held(account: AccountId, currency: Currency): Minor {
    const reserved = this.#reservations.held(account, currency);
    return toMinor(this.#holds.heldCash(account, currency) + reserved);
  }

  /** The cash over the account's floor that neither a working order nor a reservation has set aside. */
  freeCash(account: AccountId, currency: Currency): Minor {
    const free = this.cash(account, currency) - this.held(account, currency);
    const waits = this.beside.receivable(account, currency) - this.receiptsIn(account, currency);
    return toMinor(free - waits - this.floor(account, currency));
  }

  /** What of the free cash is still to settle: it pays for orders, and cannot leave the account. */
  receiptsIn(account: AccountId, currency: Currency): Minor {
    if (this.#awaitsReceipts.has(account)) return toMinor(0n);
    return this.beside.receivable(account, currency);
  }

  /** The cash that an order may set aside: what is free, and what it or its group holds already. */
  freeCashFor(holder: Holder, currency: Currency): Minor {
    const own = this.#holds.heldCashOf(holder, currency);
    return toMinor(this.freeCash(holder.account, currency) + own);
  }

  /** The cash that an order, or its group, has set aside. */
  heldCashOf(holder: Holder, currency: Currency): Minor {
    return this.#holds.heldCashOf(holder, currency);
  }

  /** The quantity of a position that open sales other than an order, or its group, have set aside. */
  heldQtyBeside(holder: Pick<Holder, 'order' | 'group'>, position: string): number {
    return this.#holds.heldQty(position) - this.#holds.heldQtyOf(holder, position);
  }

  /** The quantity of a position that its open sales have set aside. */
  heldQty(position: string): number {
    return this.#holds.heldQty(position);
  }

  /** What an order has set aside, while it has. */
  holdOf(order: OrderId): Hold | undefined {
    return this.#holds.find(order);
  }

  /** How an account stands. */
  statusOf(account: AccountId): AccountStatus {
    return this.#terms.statusOf(account);
  }

  /** The accounts that are not open. */
  standings(): readonly Standing[] {
    return this.#terms.exportState().standings;
  }

  /** What no decision may leave an account with less of. */
  floor(account: AccountId, currency: Currency): Minor {
    return this.#terms.floor(account, currency);
  }

  /** The floors under an account's cash, by currency. */
  floorsOf(account: AccountId): readonly Money[] {
    return this.#terms.floorsOf(account);
  }

  /** A reservation, open or closed. */
  reservation(account: AccountId, reservation: string): Reservation | undefined {
    return this.#reservations.find(account, reservation);
  }

  /** The open reservations of every account, in the order they came. */
  openReservations(): Iterable<Reservation> {
    return this.#reservations.open();
  }

  /** What the open reservations of an account set aside, by currency. */
  reserved(account: AccountId): readonly Money[] {
    return this.#reservations.heldBy(account);
  }

  /** How many reservations of an account are open. */
  openReservationCount(account: AccountId): number {
    return this.#reservations.openCount(account);
  }

  /** The open reservations whose time is up. */
  dueReservations(now: Timestamp): readonly Reservation[] {
    return this.#reservations.due(now);
  }

  /** When the next reservation expires; infinity where none does. */
  get nextExpiry(): number {
    return this.#reservations.nextExpiry;
  }

  /** Whether an entry of this id is booked, and with the same content. */
  hasEntry(body: EntryBody): EntryKnown {
    return this.#entries.find(body);
  }

  /** What is booked under an id that came from outside. */
  knownEntry(account: AccountId, entry: string): KnownEntry | undefined {
    return this.#entries.get(account, entry);
  }

  /** Whether a fill or bust is booked under this id, as far as the book remembers. */
  hasFill(entry: string): boolean {
    return this.#entries.hasFill(entry);
  }

  /** Every balance, by ledger account and currency. */
  balances(): readonly Balance[] {
    return this.#balances.all();
  }

  /** Every hold, by order. */
  holds(): readonly Hold[] {
    return this.#holds.all();
  }

  /** The sums of holds as they are kept, for whoever checks them. */
  holdSums(): ReturnType<HoldTable['sums']> {
    return this.#holds.sums();
  }

  /** The sums of reservations as they are kept, for whoever checks them. */
  reservationSums(): ReadonlyMap<string, bigint> {
    return this.#reservations.sums();
  }

  /** The first decision that left an account under its floor; null as it should be. */
  get floorBreach(): string | null {
    return this.#floorBreach;
  }

  /** The sum of all balances of each currency, which must be zero. */
  trialBalance(): ReadonlyMap<Currency, bigint> {
    const sums = new Map<Currency, bigint>();
    for (const { currency, balance } of this.#balances.all()) {
      sums.set(currency, (sums.get(currency) ?? 0n) + balance);
    }
    return sums;
  }

  /** A digest of balances, holds, open reservations and terms, the same whatever order they came about in. */
  hash(): string {
    return digestBooks({
      balances: this.#balances.all(),
      holds: this.#holds.all(),
      reservations: [...this.#reservations.open()],
      terms: this.#terms.exportState(),
    });
  }

  /** The book as plain data. */
  exportState(): LedgerBookState {
    return {
      version: 1,
      balances: this.#balances.all(),
      holds: this.#holds.all(),
      reservations: this.#reservations.all(),
      terms: this.#terms.exportState(),
      entries: this.#entries.exportState(),
      floorBreach: this.#floorBreach,
    };
  }

  /** Takes the place of all that was folded so far. */
  importState(state: LedgerBookState): void {
    this.#balances.importState(state.balances);
    this.#holds.importState(state.holds);
    this.#reservations.importState(state.reservations);
    this.#terms.importState(state.terms);
    this.#entries.importState(state.entries);
    this.#floorBreach = state.floorBreach;
    this.#posted = null;
  }

  #cashWith(account: AccountId, beside: readonly BesideBalance[]): readonly Money[] {
    const own = this.#balances.balancesOf(this.accountsOf(account).cash);
    if (beside.length === 0) return own;
    return sumByCurrency([...own, ...beside.map((one) => one.money)]);
  }

  #applyEntry(event: EntryEvent): void {
    assertZeroSum(event);
    assert(this.#entries.find(event) === 'absent', `entry ${event.entry} is booked twice`);
    for (const leg of event.legs) this.#balances.post(leg);
    this.#entries.note(event);
    if (event.purpose === 'settlement') {
      for (const { ledgerAccount } of event.legs) this.#balances.dropSettled(ledgerAccount);
    }
    if (event.purpose !== 'withdrawal' || this.#isPosted(event)) return;
    for (const { amount } of event.legs)
      this.#noteFloor(event.account, amount.currency, event.entry);
  }

  #applyHold(event: HoldEvent, position: string | null): void {
    const { account, money } = event;
    const before = this.held(account, money.currency);
    this.#holds.apply(event, position);
    if (event.change !== 'placed' || this.held(account, money.currency) <= before) return;
    this.#noteFloor(event.account, event.money.currency, event.order);
  }

  #applyReservation(event: ReservationEvent): void {
    this.#reservations.apply(event);
    this.#posted = event.change === 'posted' ? event : null;
    if (event.change !== 'reserved') return;
    this.#noteFloor(event.account, event.money.currency, event.reservation);
  }

  /** What a reservation posts was decided when it was made, whatever facts have come between. */
  #isPosted({ account, entry }: EntryEvent): boolean {
    const posted = this.#posted;
    this.#posted = null;
    return posted?.account === account && posted.entry === entry;
  }

  /** Only what we decide is held to the floor: a broker's fill is a fact, whatever it costs. */
  #noteFloor(account: AccountId, currency: Currency, cause: string): void {
    const free = this.freeCash(account, currency);
    if (free >= 0n || this.#onMargin.has(account)) return;
    this.#floorBreach ??= `${cause} left ${account} with ${free} minor units of ${currency} free`;
  }
}
