import {
  assert,
  money,
  type AccountId,
  type BookId,
  type Currency,
  type InstrumentId,
  type InstrumentIndex,
  type LedgerScales,
  type Money,
} from 'argosy/core';
import {
  evolvePosition,
  notionalScale,
  positionKeyText,
  type EntryEvent,
  type HoldEvent,
  type Instrument,
  type InstrumentTable,
  type Position,
  type PositionEvent,
} from 'argosy/domain';
import { LedgerBook } from 'argosy/ledger';
import { AccountValuer, type AccountKind, type LeverageByProduct } from 'argosy/risk';

/** A position with its value at the last mark. */
type Holding = {
  position: Position;
  readonly instrument: Instrument;
  readonly index: InstrumentIndex;
};

/** How a margin account pays for what it trades. */
export type MarginTerms = { readonly base: Currency; readonly leverage: LeverageByProduct };
/** How an account pays, and what one of its books may bind. */
export type AllotmentTerms = MarginTerms & {
  readonly kind: AccountKind;
  readonly allotment: bigint;
};

/**
 * The engine's picture of accounts and positions: a fold of trading's events, marked with the
 * engine's prices (mid of the quote, else last trade, else the bar's close).
 */
export class Portfolio {
  readonly #instruments: InstrumentTable;
  readonly #valuer: AccountValuer;
  readonly #book = new LedgerBook();
  readonly #holdings = new Map<string, Holding>();
  readonly #byInstrument: (Holding[] | undefined)[] = [];
  /** Twice the mark of each instrument, a whole number; NaN while there is none. */
  readonly #mark2: Float64Array;
  /** Twice the market value of what is held of each instrument, kept current with every mark. */
  readonly #value2: Float64Array;

  constructor(instruments: InstrumentTable, scales: LedgerScales) {
    this.#instruments = instruments;
    this.#valuer = new AccountValuer({ instruments, scales, markOf: (index) => this.mark2(index) });
    this.#mark2 = new Float64Array(instruments.size).fill(Number.NaN);
    this.#value2 = new Float64Array(instruments.size);
  }

  /** The last mark of an instrument, twice its price; null while there is none. */
  mark2(instrument: InstrumentIndex): number | null {
    const mark = this.#mark2[instrument];
    return mark === undefined || Number.isNaN(mark) ? null : mark;
  }

  /** Takes a new mark in and values what is held at it. */
  mark(instrument: InstrumentIndex, mark2: number): void {
    this.#mark2[instrument] = mark2;
    const held = this.#byInstrument[instrument];
    if (held !== undefined) this.#revalue(instrument, held, mark2);
  }

  /** Folds a booking, a hold or a position in. */
  apply(event: EntryEvent | HoldEvent | PositionEvent): void {
    if (event.kind === 'position') this.#applyPosition(event);
    else this.#book.apply(event);
  }

  /** The position of a book in an instrument, whatever its product; products add up. */
  netQty(account: AccountId, book: BookId, instrument: InstrumentId): number {
    const index = this.#instruments.indexOf(instrument);
    const held = index === undefined ? undefined : this.#byInstrument[index];
    if (held === undefined) return 0;
    let qty = 0;
    for (const { position } of held) {
      if (position.key.account === account && position.key.book === book) qty += position.qty;
    }
    return qty;
  }

  /** The positions that are not flat, of an account or of one of its books, by key. */
  positions(account: AccountId, book?: BookId): readonly Position[] {
    return this.all(account).filter(
      ({ qty, key }) => qty !== 0 && (book === undefined || key.book === book),
    );
  }

  /** Every position of an account, flat ones too, by key. */
  all(account: AccountId): readonly Position[] {
    return [...this.#holdings.entries()]
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([, { position }]) => position)
      .filter(({ key }) => key.account === account);
  }

  /** The cash of an account in a currency. */
  cash(account: AccountId, currency: Currency): Money {
    return money(this.#book.cash(account, currency), currency);
  }

  /** The cash no working order has set aside. */
  freeCash(account: AccountId, currency: Currency): Money {
    return money(this.#book.freeCash(account, currency), currency);
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
    return this.#sum(account, { base, book }, (position) => ({
      amount: this.#valuer.marketValue(position) - this.#valuer.costOf(position),
      currency: position.realised.currency,
    }));
  }

  /** What closed quantities have realised, before charges. */
  realised(account: AccountId, base: Currency, book?: BookId): Money {
    return this.#sum(account, { base, book }, ({ realised }) => realised);
  }

  /** The equity that neither positions nor working orders of a margin account bind. */
  freeMargin(account: AccountId, { base, leverage }: MarginTerms): Money {
    const used = this.#valuer.marginUsed(this.#held(account), { base, leverage }) ?? 0n;
    const held = this.#book.held(account, base);
    return money(this.#equity(account, base).amount - used - held, base);
  }

  /** An amount in another currency, in its minor units; nothing while no rate is known. */
  convert({ amount, currency }: Money, to: Currency): bigint {
    return this.#valuer.rates.convert(amount, currency, to) ?? 0n;
  }

  /** What a book may bind besides what its positions bind already, less what it has earned. */
  allotmentLeft(account: AccountId, book: BookId, terms: AllotmentTerms): Money {
    const { base, kind, leverage, allotment } = terms;
    const { rates } = this.#valuer;
    let left: bigint = allotment;
    for (const position of this.#held(account)) {
      if (position.key.book !== book) continue;
      const { realised, charges } = position;
      const used =
        kind === 'margin'
          ? this.#valuer.marginUsed([position], { base, leverage })
          : rates.convert(this.#valuer.costOf(position), realised.currency, base);
      const earned = rates.convert(realised.amount - charges.amount, realised.currency, base);
      left += (earned ?? 0n) - (used ?? 0n);
    }
    return money(left, base);
  }

  /**
   * The gross market value of an instrument's positions as a float, for figures that are looked
   * at on every tick; money is computed exactly by `equity`.
   */
  marketValue(instrument: InstrumentIndex): number {
    const scale = 10 ** notionalScale(this.#instruments.at(instrument));
    return (this.#value2[instrument] ?? 0) / (2 * scale);
  }

  #applyPosition(event: PositionEvent): void {
    const text = positionKeyText(event.key);
    const held = this.#holdings.get(text);
    if (held !== undefined) {
      held.position = evolvePosition(held.position, event);
      this.#remark(held.index);
      return;
    }
    const index = this.#instruments.indexOf(event.key.instrument);
    assert(index !== undefined, `position in unknown instrument ${event.key.instrument}`);
    const holding: Holding = {
      position: evolvePosition(undefined, event),
      instrument: this.#instruments.at(index),
      index,
    };
    this.#holdings.set(text, holding);
    this.#byInstrument[index] = [...(this.#byInstrument[index] ?? []), holding];
    this.#remark(index);
  }

  #remark(index: InstrumentIndex): void {
    const mark2 = this.mark2(index);
    const held = this.#byInstrument[index];
    if (mark2 !== null && held !== undefined) this.#revalue(index, held, mark2);
  }

  #revalue(index: InstrumentIndex, held: readonly Holding[], mark2: number): void {
    let value2 = 0;
    for (const { position, instrument } of held) {
      value2 += position.qty * mark2 * Number(instrument.multiplier);
    }
    this.#value2[index] = value2;
  }

  #equity(account: AccountId, base: Currency): ReturnType<AccountValuer['equity']> {
    const cash = this.#book.cashBalances(account);
    return this.#valuer.equity({ cash, positions: this.#held(account) }, base);
  }

  #sum(
    account: AccountId,
    { base, book }: { readonly base: Currency; readonly book: BookId | undefined },
    amountOf: (position: Position) => { readonly amount: bigint; readonly currency: Currency },
  ): Money {
    let total = 0n;
    for (const position of this.#held(account)) {
      if (book !== undefined && position.key.book !== book) continue;
      const { amount, currency } = amountOf(position);
      total += this.#valuer.rates.convert(amount, currency, base) ?? 0n;
    }
    return money(total, base);
  }

  *#held(account: AccountId): IterableIterator<Position> {
    for (const { position } of this.#holdings.values()) {
      if (position.key.account === account) yield position;
    }
  }
}
