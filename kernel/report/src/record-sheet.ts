import {
  MICROS_PER_DAY,
  toCurrency,
  toTimestamp,
  type AccountId,
  type BookId,
  type Timestamp,
} from 'argosy/core';
import { runTermsOf, type BacktestConfig, type RunTerms } from 'argosy/backtest';
import type { Input, TradingEvent } from 'argosy/domain';

import type { SheetFacts } from './fold/sheet-facts.ts';
import { SheetFold } from './fold/sheet-fold.ts';

/** Whose record is read, and which part of it counts. */
export type RecordSheetOptions = {
  /** The instruments, accounts and calendars that the record is of. */
  readonly config: BacktestConfig;
  readonly account: AccountId;
  /** The book of one strategy; null for the whole account. */
  readonly book: BookId | null;
  /** The number of the day that counts, by the calendar of the first instrument; null for all of them. */
  readonly day: number | null;
  readonly benchmark?: string | null;
};

/** One turn of a record: its input, null where it is missing, and what trading said to it. */
export type RecordTurn = {
  readonly number: number;
  readonly input: Input | null;
  readonly events: readonly TradingEvent[];
};

/**
 * Reads the record of an account turn by turn, whether it was written by a run, on paper or live, and folds
 * what a tear sheet is made of. What is there before its day is known, and does not count.
 *
 * @example
 * const record = new RecordSheet({ config, account, book, day: null });
 * for (const turn of turns) record.take(turn);
 */
export class RecordSheet {
  readonly #terms: RunTerms;
  readonly #fold: SheetFold;
  readonly #day: number | null;
  #now: number = Number.NEGATIVE_INFINITY;
  #nextSampleAt: number = Number.NEGATIVE_INFINITY;
  #hasBar = false;
  #hasBars = false;
  #hasData = false;
  /** Whether prices came since the last day was sampled. */
  #hasDayData = false;
  #isOver = false;
  #days: { readonly first: number; readonly last: number } | null = null;
  readonly #books = new Set<string>();
  /** The day that was sampled before its last instant was over. */
  #closedDay = NaN;

  constructor({ config, account, book, day, benchmark = null }: RecordSheetOptions) {
    const terms = runTermsOf(config);
    const found = terms.accounts.find(({ id }) => id === account);
    const basis = found?.books?.find(({ id }) => id === book)?.allotment ?? null;
    const currency = found?.base ?? toCurrency('XXX');
    this.#terms = terms;
    this.#day = day;
    this.#fold = new SheetFold({
      terms,
      scope: { accounts: [account], book, basis, currency },
      benchmark,
    });
  }

  /** Takes the next turn; says whether more of them could count. */
  take({ number, input, events }: RecordTurn): boolean {
    if (this.#isOver) return false;
    const at = instantOf(input, events);
    if (at !== null) this.#goOn(Math.max(at, this.#now), number);
    if (this.#isOver) return false;
    // What fills where a bar has ended fills at the open of the next one, and belongs to that.
    if (this.#hasBar && input?.kind === 'report') this.#closeBar();
    if (input !== null) {
      this.#fold.data(input);
      if (isMarketData(input)) [this.#hasData, this.#hasDayData] = [true, true];
      if (input.kind === 'bar') [this.#hasBar, this.#hasBars] = [true, true];
    }
    for (const event of events) this.#tell(event);
    return true;
  }

  /** The numbers of the first and the last day of what was taken; null of nothing. */
  get days(): { readonly first: number; readonly last: number } | null {
    return this.#days;
  }

  /** The books that what was taken tells of. */
  get books(): ReadonlySet<string> {
    return this.#books;
  }

  /** The record ends here: what stands is the last sample, and the end of its day. */
  finish(): SheetFacts {
    if (this.#fold.hasBegun && !this.#isOver) this.#closeDay();
    this.#isOver = true;
    return this.#fold.facts();
  }

  /** Whether anything of it counted. */
  get hasBegun(): boolean {
    return this.#fold.hasBegun;
  }

  #tell(event: TradingEvent): void {
    this.#fold.event(event);
    if ('book' in event && typeof event.book === 'string') this.#books.add(event.book);
  }

  #goOn(at: number, number: number): void {
    if (at > this.#now && this.#fold.hasBegun) this.#leave(at);
    if (!this.#isOver && !this.#fold.hasBegun && this.#isDue(at, number)) {
      this.#fold.begin(toTimestamp(at));
      this.#nextSampleAt = at + this.#terms.sampleEvery;
    }
    this.#now = at;
    if (number <= 0) return;
    const day = this.#dayOf(at);
    this.#days = { first: this.#days?.first ?? day, last: day };
    // Where the day that counts has nothing, what comes behind it is none of it.
    this.#isOver ||= this.#day !== null && day > this.#day;
  }

  /** What opens the accounts has the first number. */
  #isDue(at: number, number: number): boolean {
    return number > 0 && (this.#day === null || this.#dayOf(at) === this.#day);
  }

  #leave(at: number): void {
    const day = this.#dayOf(this.#now);
    const isNextDay = this.#dayOf(at) > day && day !== this.#closedDay;
    const isDue = !this.#hasBars && at >= this.#nextSampleAt;
    if (this.#hasBar || isDue) this.#fold.sample(toTimestamp(this.#now), 'bar');
    if (at >= this.#nextSampleAt) this.#nextSampleAt = at + this.#terms.sampleEvery;
    this.#hasBar = false;
    if (isNextDay && this.#isDayDue()) this.#sampleDay(toTimestamp(this.#now));
    this.#isOver = this.#day !== null && this.#dayOf(at) > this.#day;
  }

  #closeBar(): void {
    const now = toTimestamp(this.#now);
    this.#hasBar = false;
    this.#fold.sample(now, 'bar');
    const day = this.#dayOf(now);
    if (this.#dayOf(now + 1) === day || day === this.#closedDay) return;
    this.#sampleDay(now);
    this.#closedDay = day;
  }

  /** A day without prices is none, unless the record has no prices at all. */
  #isDayDue(): boolean {
    return this.#hasDayData || !this.#hasData;
  }

  #sampleDay(at: Timestamp): void {
    this.#hasDayData = false;
    this.#fold.sample(at, 'day');
  }

  #closeDay(): void {
    // What has filled since the last day was closed is of a day that begins there.
    const isLate = this.#dayOf(this.#now) === this.#closedDay && this.#fold.isWorthAnother;
    const now = toTimestamp(this.#now + (isLate ? 1 : 0));
    if (this.#hasBar || isLate || !this.#hasBars) this.#fold.sample(now, 'bar');
    if (this.#isDayDue() || isLate) this.#sampleDay(now);
  }

  /** Midnight ends its day. */
  #dayOf(at: number): number {
    const offset = this.#terms.offsetAt(toTimestamp(at));
    return Math.floor((at - 1 + offset) / MICROS_PER_DAY);
  }
}

function isMarketData({ kind }: Input): boolean {
  return kind !== 'command' && kind !== 'report' && kind !== 'time' && kind !== 'answer';
}

function instantOf(input: Input | null, [first]: readonly TradingEvent[]): Timestamp | null {
  if (input === null) return first?.receivedAt ?? null;
  return input.kind === 'command' ? input.at : input.availableAt;
}
