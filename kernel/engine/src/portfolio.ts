import {
  addMoney,
  assert,
  money,
  toMinor,
  type AccountId,
  type BookId,
  type Currency,
  type InstrumentId,
  type InstrumentIndex,
  type LedgerScales,
  type Money,
  type Timestamp,
} from 'argosy/core';
import {
  positionKeyText,
  type InstrumentTable,
  type Position,
  type PositionEvent,
  type PositionKey,
  type StatusEvent,
} from 'argosy/domain';
import {
  LedgerBook,
  PositionTable,
  type LedgerBookState,
  type LedgerEvent,
  type PositionTableState,
  type RealisedTotal,
} from 'argosy/ledger';
import {
  AccountValuer,
  type AccountKind,
  type LeverageByProduct,
  type ScanModel,
} from 'argosy/risk';

type Earned = Pick<Position, 'realised' | 'charges'>;

/** How a margin account pays for what it trades. */
export type MarginTerms = {
  readonly base: Currency;
  readonly leverage: LeverageByProduct;
  /** How its futures and options are margined together; undefined where by leverage. */
  readonly scan: ScanModel | undefined;
  readonly now: Timestamp;
};
/** How an account pays, and what one of its books may bind. */
export type AllotmentTerms = Pick<MarginTerms, 'base' | 'leverage'> & {
  readonly kind: AccountKind;
  readonly allotment: bigint;
};

/** What is booked and held, as plain data, without any marks. */
export type PortfolioState = {
  readonly book: LedgerBookState;
  readonly positions: PositionTableState;
};

/**
 * The engine's picture of accounts and positions: a fold of trading's events, marked with the
 * engine's prices (mid of the quote, else last trade, else the bar's close).
 */
export class Portfolio {
  readonly #instruments: InstrumentTable;
  readonly #valuer: AccountValuer;
  readonly #book = new LedgerBook();
  readonly #positions = new PositionTable();
  /** By account and book; they are handed out, so none is ever put in another's place. */
  readonly #net = new Map<AccountId, Map<BookId, Map<InstrumentId, number>>>();
  /** Twice the mark of each instrument, a whole number; NaN while there is none. */
  readonly #mark2: Float64Array;

  constructor(instruments: InstrumentTable, scales: LedgerScales) {
    this.#instruments = instruments;
    this.#valuer = new AccountValuer({ instruments, scales, markOf: (index) => this.mark2(index) });
    this.#mark2 = new Float64Array(instruments.room).fill(Number.NaN);
  }

  /** The last mark of an instrument, twice its price; null while there is none. */
  mark2(instrument: InstrumentIndex): number | null {
    const mark = this.#mark2[instrument];
    return mark === undefined || Number.isNaN(mark) ? null : mark;
  }

  /** Takes a new mark in. */
  mark(instrument: InstrumentIndex, mark2: number): void {
    this.#mark2[instrument] = mark2;
  }

  /** Takes an index price in: of an index, which nobody quotes, it is the mark; of others what they are on is worth that. */
  level(instrument: InstrumentIndex, price: number): void {
    if (this.#instruments.at(instrument).kind === 'index') this.mark(instrument, 2 * price);
  }

  /** Folds a booking, a hold, a reservation, a floor or a position in. */
  apply(event: Exclude<LedgerEvent, StatusEvent> | PositionEvent): void {
    if (event.kind === 'position') this.#applyPosition(event);
    else this.#book.apply(event);
  }

  /**
   * What a book holds of each instrument, now and from now on, whatever the product; products add up.
   * What is not in it was never held.
   */
  netOf(account: AccountId, book: BookId): ReadonlyMap<InstrumentId, number> {
    return this.#netOf(account, book);
  }

  /** The positions that are not flat, of an account or of one of its books, by key. */
  positions(account: AccountId, book?: BookId): readonly Position[] {
    return [...this.#held(account)]
      .filter(({ qty, key }) => qty !== 0 && (book === undefined || key.book === book))
      .map((position) => ({ position, text: positionKeyText(position.key) }))
      .sort((a, b) => (a.text < b.text ? -1 : 1))
      .map(({ position }) => position);
  }

  /** The cash of an account in a currency. */
  cash(account: AccountId, currency: Currency): Money {
    return money(this.#book.cash(account, currency), currency);
  }

  /** The cash of an account in every currency it ever had some in, by currency. */
  balances(account: AccountId): readonly Money[] {
    return this.#book.cashBalances(account);
  }

  /** The cash no working order has set aside. */
  freeCash(account: AccountId, currency: Currency): Money {
    return money(this.#book.freeCash(account, currency), currency);
  }

  /** What of the free cash is still to settle. */
  receivable(account: AccountId, currency: Currency): Money {
    return money(this.#book.beside.receivable(account, currency), currency);
  }

  /**
   * Cash and positions at their marks, in one currency; a position without a mark counts at its
   * cost, and an amount whose rate is not known yet does not count.
   */
  equity(account: AccountId, base: Currency): Money {
    return money(this.#equity(account, base).amount, base);
  }

  /** Whether every rate that the account's equity needs is known. */
  isValued(account: AccountId, base: Currency): boolean {
    return this.#equity(account, base).isComplete;
  }

  /** What open positions would realise at their marks, before charges. */
  unrealised(account: AccountId, base: Currency, book?: BookId): Money {
    const gains = (position: Position): Money => {
      const { currency } = position.realised;
      const gain = this.#valuer.marketValue(position) - this.#valuer.costOf(position);
      return money(toMinor(gain), currency);
    };
    return this.#sum(this.#held(account, book), base, gains);
  }

  /** What closed quantities have realised, before charges. */
  realised(account: AccountId, base: Currency, book?: BookId): Money {
    const open = this.#sum(this.#held(account, book), base, ({ realised }) => realised);
    const closed = this.#sum(this.#closed(account, book), base, ({ realised }) => realised);
    return addMoney(open, closed);
  }

  /** What positions were charged, open and closed ones. */
  charges(account: AccountId, base: Currency, book?: BookId): Money {
    const open = this.#sum(this.#held(account, book), base, ({ charges }) => charges);
    const closed = this.#sum(this.#closed(account, book), base, ({ charges }) => charges);
    return addMoney(open, closed);
  }

  /** The equity that neither positions nor working orders of a margin account bind. */
  freeMargin(account: AccountId, { base, leverage, scan, now }: MarginTerms): Money {
    const positions = this.#held(account);
    const used =
      scan === undefined
        ? this.#valuer.marginUsed(positions, { base, leverage })
        : this.#valuer.marginScanned(positions, { base, leverage, scan, now });
    let held: bigint = this.#book.held(account, base);
    for (const reserved of this.#book.reserved(account)) {
      if (reserved.currency !== base) held += this.convert(reserved, base);
    }
    for (const floor of this.#book.floorsOf(account)) held += this.convert(floor, base);
    return money(this.#equity(account, base).amount - (used ?? 0n) - held, base);
  }

  /** An amount in another currency, in its minor units; nothing while no rate is known. */
  convert(from: Money, to: Currency): bigint {
    return this.converted(from, to)?.amount ?? 0n;
  }

  /** The same, or null while no rate is known. */
  converted({ amount, currency }: Money, to: Currency): Money | null {
    const converted = this.#valuer.rates.convert(amount, currency, to);
    return converted === null ? null : money(converted, to);
  }

  /** What a book may bind besides what its positions bind already, less what it has earned. */
  allotmentLeft(account: AccountId, book: BookId, terms: AllotmentTerms): Money {
    const { base, kind, leverage, allotment } = terms;
    const { rates } = this.#valuer;
    const earned = ({ realised, charges }: Earned): Money =>
      money(toMinor(realised.amount - charges.amount), realised.currency);
    let left = allotment + this.#sum(this.#closed(account, book), base, earned).amount;
    for (const position of this.#held(account, book)) {
      const used =
        kind === 'margin'
          ? this.#valuer.marginUsed([position], { base, leverage })
          : rates.convert(this.#valuer.costOf(position), position.realised.currency, base);
      left += this.convert(earned(position), base) - (used ?? 0n);
    }
    return money(toMinor(left), base);
  }

  /** The state as plain data. */
  exportState(): PortfolioState {
    return { book: this.#book.exportState(), positions: this.#positions.exportState() };
  }

  /** Whether every position of a state is of an instrument that this portfolio knows. */
  knows({ positions: { held } }: PortfolioState): boolean {
    return held.every(({ key }) => this.#instruments.indexOf(key.instrument) !== undefined);
  }

  /** Takes the place of all that was folded so far. */
  importState({ book, positions }: PortfolioState): void {
    this.#book.importState(book);
    this.#positions.importState(positions);
    for (const books of this.#net.values()) for (const net of books.values()) net.clear();
    for (const { key, qty } of this.#positions.held()) this.#count(key, qty);
  }

  #applyPosition(event: PositionEvent): void {
    const { instrument } = event.key;
    assert(
      this.#instruments.indexOf(instrument) !== undefined,
      `position in unknown instrument ${instrument}`,
    );
    this.#count(event.key, event.qty - (this.#positions.apply(event)?.qty ?? 0));
  }

  #count({ account, book, instrument }: PositionKey, change: number): void {
    const net = this.#netOf(account, book);
    net.set(instrument, (net.get(instrument) ?? 0) + change);
  }

  #netOf(account: AccountId, book: BookId): Map<InstrumentId, number> {
    const books = this.#net.get(account) ?? new Map<BookId, Map<InstrumentId, number>>();
    this.#net.set(account, books);
    const net = books.get(book) ?? new Map<InstrumentId, number>();
    books.set(book, net);
    return net;
  }

  #equity(account: AccountId, base: Currency): ReturnType<AccountValuer['equity']> {
    const cash = this.#book.netBalances(account);
    return this.#valuer.equity({ cash, positions: this.#held(account) }, base);
  }

  #sum<Item>(items: Iterable<Item>, base: Currency, amountOf: (item: Item) => Money): Money {
    let total = 0n;
    for (const item of items) total += this.convert(amountOf(item), base);
    return money(toMinor(total), base);
  }

  /** What an account holds, and the flat positions of its netting books. */
  *#held(account: AccountId, book?: BookId): IterableIterator<Position> {
    for (const position of this.#positions.held()) {
      const { key } = position;
      if (key.account === account && (book === undefined || key.book === book)) yield position;
    }
  }

  /** What closed positions of its hedging books have come to. */
  *#closed(account: AccountId, book?: BookId): IterableIterator<RealisedTotal> {
    for (const total of this.#positions.totals()) {
      if (total.account === account && (book === undefined || total.book === book)) yield total;
    }
  }
}
