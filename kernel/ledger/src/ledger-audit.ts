import { InvariantError, compareText, type Currency, type Timestamp } from 'argosy/core';
import type { TradingEvent } from 'argosy/domain';

import { checkInvariants, type Violation } from './invariants.ts';
import { LedgerBook, type LedgerEvent } from './ledger-book.ts';
import { TradeAudit } from './trade-audit.ts';

/** The sums of one currency over all ledger accounts; what they come to must be nothing. */
export type CurrencySum = {
  readonly currency: Currency;
  readonly debits: bigint;
  readonly credits: bigint;
  readonly sum: bigint;
};

/** What was found in the events of a ledger. */
export type LedgerAuditReport = {
  readonly events: number;
  readonly entries: number;
  readonly legs: number;
  /** What is set aside still. */
  readonly openHolds: number;
  readonly openReservations: number;
  /** The instant of the last event; null where there was none. */
  readonly last: Timestamp | null;
  readonly currencies: readonly CurrencySum[];
  /** The digest of the books: equal wherever the same events were folded. */
  readonly hash: string;
  /** The rules that do not hold; none, unless the record is not what a ledger wrote. */
  readonly violations: readonly Violation[];
};

/**
 * Folds the events of a ledger once more and looks at each: in its order, balanced in each currency,
 * never booked twice, of a reservation only what can follow what was, of an order only what its state lets
 * pass, and of a fill what it comes to, in the books and in its position. It is told of every event.
 * I3 is left out: a record does not say which accounts may borrow.
 *
 * @example
 * const audit = new LedgerAudit();
 * for (const event of events) {
 *   const fault = audit.take(event);
 *   if (fault !== null) throw new Error(fault);
 * }
 * audit.report().hash;
 */
export class LedgerAudit {
  readonly book: LedgerBook = new LedgerBook();
  readonly #trades = new TradeAudit(this.book);
  #events = 0;
  #entries = 0;
  #legs = 0;
  #number = -1;
  #index = -1;
  #last: Timestamp | null = null;

  /** Takes the next event in; gives what is wrong with it, and null where nothing is. */
  take(event: TradingEvent): string | null {
    const disorder = this.#findDisorder(event);
    if (disorder !== null) return disorder;
    this.#events += 1;
    this.#last = event.receivedAt;
    try {
      const fault = this.#trades.take(event);
      if (fault === null) this.#fold(event);
      return fault;
    } catch (error) {
      if (error instanceof InvariantError) return error.message;
      throw error;
    }
  }

  /** What was found so far. */
  report(): LedgerAuditReport {
    return {
      events: this.#events,
      entries: this.#entries,
      legs: this.#legs,
      openHolds: this.book.holds().length,
      openReservations: [...this.book.openReservations()].length,
      last: this.#last,
      currencies: sumsOf(this.book),
      hash: this.book.hash(),
      violations: [
        ...checkInvariants(this.book).filter(({ id }) => id !== 'I3'),
        ...this.#trades.strayHolds().map((order) => ({
          id: 'I11',
          detail: `order ${order} is not open and holds`,
        })),
        ...[this.#trades.findLeft()].flatMap((detail) => {
          return detail === null ? [] : [{ id: 'I6', detail }];
        }),
      ],
    };
  }

  /** (number, index) is an event's id: indexes count from zero within a number. */
  #findDisorder({ number, index }: TradingEvent): string | null {
    const follows = number === this.#number ? index === this.#index + 1 : index === 0;
    if (!follows || number < this.#number) {
      return `event ${number}/${index} follows ${this.#number}/${this.#index}`;
    }
    this.#number = number;
    this.#index = index;
    return null;
  }

  #fold(event: TradingEvent): void {
    if (!isLedgerEvent(event)) return;
    if (event.kind === 'entry') {
      this.#entries += 1;
      this.#legs += event.legs.length;
    }
    this.book.apply(event);
  }
}

const ledgerKinds: Readonly<Record<LedgerEvent['kind'], true>> = {
  entry: true,
  hold: true,
  reservation: true,
  status: true,
  floor: true,
};

function isLedgerEvent(event: TradingEvent): event is LedgerEvent {
  return event.kind in ledgerKinds;
}

function sumsOf(book: LedgerBook): readonly CurrencySum[] {
  const sums = new Map<Currency, { debits: bigint; credits: bigint; sum: bigint }>();
  for (const { currency, debits, credits, balance } of book.balances()) {
    const before = sums.get(currency) ?? { debits: 0n, credits: 0n, sum: 0n };
    before.debits += debits;
    before.credits += credits;
    before.sum += balance;
    sums.set(currency, before);
  }
  return [...sums]
    .map(([currency, sum]) => ({ currency, ...sum }))
    .sort((one, other) => compareText(one.currency, other.currency));
}
