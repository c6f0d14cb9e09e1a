import type { Currency, InstrumentId } from 'argosy/core';
import {
  positionKeyText,
  type EntryEvent,
  type Fill,
  type Order,
  type Position,
  type PositionEvent,
} from 'argosy/domain';

import type { AuditedOrder } from './audited-orders.ts';
import { decideBust, decideFill, type BustRequest, type FillPosting } from './decide-fill.ts';
import { computeFigures, hasLegs, isAfter, type FillFigures } from './fill-figures.ts';
import { possibleTerms, type FillTerms } from './fill-terms.ts';
import { parseBeside } from './ledger-accounts.ts';
import type { LedgerBook } from './ledger-book.ts';
import { UnitTable } from './unit-table.ts';

/** A fill, or its bust, that has still to be booked. */
export type DueFill = {
  readonly purpose: 'fill' | 'bust';
  /** Null for an order that is no longer kept: then it is not known what should be booked. */
  readonly of: AuditedOrder | null;
  /** The order before it. */
  readonly before: Order | null;
  /** Undefined for the bust of a fill that is not known. */
  readonly fill: Fill | undefined;
  /** How much a fill that is busted had changed its position's cost; null where that is not known. */
  readonly costChange: bigint | null;
  readonly trade: string;
  entry: EntryEvent | null;
  /** The position before it, as found with its entry. */
  position: Position | undefined;
  /** What the terms that are known would book, worked out with the entry. */
  fitting: readonly Fitting[] | null;
  /** The same where only one way is left. */
  figures: FillFigures | null;
};

/** Terms, and what a fill comes to under them. */
type Fitting = { readonly terms: FillTerms; readonly posting: FillPosting };

/** What is known of the order and the fill that something is due for. */
type Sure = { readonly before: Order; readonly fill: Fill };

/**
 * What fills come to, beside what was booked. How fine an instrument's amounts are, how they are rounded
 * and what a unit is worth the first fills show, and all that follow must agree.
 */
export class FillBookings {
  readonly #book: LedgerBook;
  readonly #units = new UnitTable();
  #hasActions = false;
  readonly #terms = new Map<InstrumentId, readonly FillTerms[]>();

  constructor(book: LedgerBook) {
    this.#book = book;
  }

  /** Hears of a corporate action: fills of orders from before it are in units of then. */
  noteAction(entry: EntryEvent): void {
    this.#units.apply(entry);
    this.#hasActions = true;
  }

  /** The terms that fit all fills of an instrument so far; undefined before the first one. */
  termsOf(instrument: InstrumentId): readonly FillTerms[] | undefined {
    return this.#terms.get(instrument);
  }

  /** Whether the entry that came for a fill is none that the fill can come to. */
  isForeign(due: DueFill): boolean {
    const { before, fill, position } = due;
    if (before === null || fill === undefined) return false;
    const terms = this.#terms.get(before.request.instrument);
    if (terms === undefined || this.#isCrossed(before)) return false;
    const [only, other] = terms;
    if (only !== undefined && other === undefined && due.purpose === 'fill') {
      const { entry } = due;
      due.figures = computeFigures(only, before, { fill, position });
      return entry === null || !this.#hasLegs(entry, due.figures, fill);
    }
    due.fitting = this.#fittings(due, { before, fill }, { terms, position });
    return due.fitting.length === 0;
  }

  #hasLegs(entry: EntryEvent, figures: FillFigures, fill: Fill): boolean {
    const waits = [entry.legs[0], entry.legs.at(-1)].find((leg) => {
      return leg?.ledgerAccount.includes('/unsettled/') === true;
    });
    const cashAccount = waits?.ledgerAccount ?? this.#book.accountsOf(entry.account).cash;
    return hasLegs(entry, figures, { fill, book: this.#book, cashAccount });
  }

  /** Whether the position that came for a fill is none that the fill makes of the one before. */
  isOther(due: DueFill, event: PositionEvent, position: Position | undefined): boolean {
    const { before, fill } = due;
    if (before === null || fill === undefined) return false;
    if (this.#isCrossed(before)) return false;
    const { figures } = due;
    if (figures !== null) return !isAfter(event, figures, { fill, position });
    const sure = { before, fill };
    const known = this.#terms.get(event.key.instrument);
    const terms = known ?? firstTerms(due, sure, { event, position });
    if (terms === null) return false;
    const fitting = due.fitting ?? this.#fittings(due, sure, { terms, position });
    const left = fitting.filter(({ posting }) => isSamePosition(posting.position, event));
    this.#learn(due, event, left);
    return left.length === 0;
  }

  /** A fill shows which terms can be; a bust, which may be reversed in two ways, shows less. */
  #learn({ purpose }: DueFill, { key }: PositionEvent, left: readonly Fitting[]): void {
    const isNews = left.length > 0 && left.length !== this.#terms.get(key.instrument)?.length;
    if (purpose !== 'fill' || !isNews) return;
    const terms = left.map((one) => one.terms);
    this.#terms.set(key.instrument, terms);
  }

  /** The terms under which a fill books the entry that came, or none where none came. */
  #fittings(
    due: DueFill,
    sure: Sure,
    {
      terms,
      position,
    }: { readonly terms: readonly FillTerms[]; readonly position: Position | undefined },
  ): readonly Fitting[] {
    const day = settlementDayOf(due.entry);
    const fitting: Fitting[] = [];
    for (const one of terms) {
      const of: BustRequest = {
        ...(day === undefined ? {} : { settlesOn: day }),
        // Its own id may be in the book by now; that each is booked once the book looks at.
        entry: '',
        request: sure.before.request,
        key: keyOf(sure.before),
        position,
        fill: sure.fill,
        costChange: due.costChange,
        ...one,
      };
      for (const posting of this.#postings(due, of)) {
        if (isSameEntry(posting.entry, due.entry)) fitting.push({ terms: one, posting });
      }
    }
    return fitting;
  }

  /** A bust whose cost is not known, or was not known then, is reversed at its own price. */
  #postings({ purpose }: DueFill, of: BustRequest): readonly FillPosting[] {
    const decided =
      purpose === 'fill'
        ? [decideFill(this.#book, of)]
        : [decideBust(this.#book, of), decideBust(this.#book, { ...of, costChange: null })];
    return decided.flatMap((one) => (one.ok ? [one.value] : []));
  }

  /** Whether a corporate action lies between an order and now: units are not what they were then. */
  #isCrossed({ request, initializedAt }: Order): boolean {
    if (!this.#hasActions) return false;
    const changes = this.#units.changesOf(request.account, request.instrument);
    return changes.some(({ at }) => initializedAt < at);
  }
}

/** The key of the position that an order trades. */
export function keyOf({ request }: Order): PositionEvent['key'] {
  const { account, book, instrument, product, position } = request;
  return { account, book, instrument, product, id: position };
}

/** A position's key as it is told. */
export function positionText({
  key,
  qty,
  cost,
}: Pick<PositionEvent, 'key' | 'qty' | 'cost'>): string {
  return `position ${positionKeyText(key)} of ${qty} for ${cost}`;
}

/** What a unit is worth shows where a fill enlarges what is held; null where this one does not show it. */
function firstTerms(
  { purpose }: DueFill,
  { before, fill }: Sure,
  { event, position }: { readonly event: PositionEvent; readonly position: Position | undefined },
): readonly FillTerms[] | null {
  if (purpose !== 'fill') return null;
  const { key, cost, realised } = event;
  const signed = before.request.side === 'buy' ? fill.qty : -fill.qty;
  const held = position?.qty ?? 0;
  const worth = BigInt(fill.price) * BigInt(signed);
  if (worth === 0n || (held !== 0 && held > 0 !== signed > 0)) return null;
  const multiplier = (cost - (position?.cost ?? 0n)) / worth;
  return possibleTerms({ id: key.instrument, currency: realised.currency, multiplier });
}

/** The day on which the cash of an entry settles; undefined where it is there at once. */
function settlementDayOf(entry: EntryEvent | null): number | undefined {
  const waits = entry?.legs.find(({ ledgerAccount }) => ledgerAccount.includes('/unsettled/'));
  return waits === undefined ? undefined : parseBeside(waits.ledgerAccount)?.day;
}

function isSameEntry(expected: FillPosting['entry'], entry: EntryEvent | null): boolean {
  if (expected === null || entry === null) return expected === null && entry === null;
  const { account, legs } = entry;
  if (expected.account !== account || expected.legs.length !== legs.length) return false;
  return expected.legs.every(({ ledgerAccount, amount }, at) => {
    const leg = legs[at];
    return leg?.ledgerAccount === ledgerAccount && isSameMoney(leg.amount, amount);
  });
}

function isSamePosition(expected: FillPosting['position'], event: PositionEvent): boolean {
  return (
    expected.qty === event.qty &&
    expected.cost === event.cost &&
    isSameMoney(expected.realised, event.realised) &&
    isSameMoney(expected.charges, event.charges)
  );
}

type Amount = { readonly amount: bigint; readonly currency: Currency };

function isSameMoney(one: Amount, other: Amount): boolean {
  return one.amount === other.amount && one.currency === other.currency;
}
