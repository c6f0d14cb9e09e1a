import {
  formatScaledBigint,
  money,
  negateMoney,
  ok,
  subtractMoney,
  toMinor,
  type AccountId,
  type Money,
  type Refusal,
  type Result,
  type Timestamp,
} from 'argosy/core';
import type { ReservationPurpose } from 'argosy/domain';

import { findAmountFlaw } from './amount-bounds.ts';
import type { EntryBody, ReservationBody } from './bodies.ts';
import { findStatusFlaw } from './decide-terms.ts';
import { refusal, refused, type LedgerErrorCode } from './errors.ts';
import { lackOf } from './decide-transfer.ts';
import type { LedgerBook } from './ledger-book.ts';
import type { Reservation } from './reservation-table.ts';

/** How many reservations of one account may be open at once. */
export const RESERVATIONS_OPEN_MAX = 10_000;

/** Money that somebody asks to be set aside. */
export type ReserveRequest = {
  readonly account: AccountId;
  /** The client's own id: the same one again does nothing. */
  readonly reservation: string;
  readonly purpose: ReservationPurpose;
  readonly amount: Money;
  readonly expiresAt: Timestamp | null;
  readonly now: Timestamp;
  /** The decimals of its currency in the books, for the text of a refusal. */
  readonly scale: number;
  /** What may be set aside where that is not the free cash: free margin. */
  readonly available?: bigint;
};

/** A part of a reservation that is to be booked. */
export type PostReservedRequest = {
  readonly account: AccountId;
  readonly reservation: string;
  /** The client's own id of the entry: the same one again does nothing. */
  readonly entry: string;
  readonly amount: Money;
  /** The decimals of its currency in the books, for the text of a refusal. */
  readonly scale: number;
};

/** What a post books: the reservation first, which frees the money, then the entry that takes it. */
export type PostReservedPosting = {
  readonly reservation: ReservationBody;
  readonly entry: EntryBody;
};

/**
 * Decides a reservation. Null means that it was made already; the same id with another content is
 * refused, and so is one of more than the free cash.
 */
export function decideReserve(
  book: LedgerBook,
  request: ReserveRequest,
): Result<ReservationBody | null> {
  const { account, reservation, amount, purpose, expiresAt } = request;
  const known = book.reservation(account, reservation);
  if (known !== undefined) {
    return isSame(known, request) ? ok(null) : refused('RESERVATION_CONFLICT', reservation);
  }
  const flaw = findFlaw(book, request);
  if (flaw !== null) return { ok: false, refusal: flaw };
  return ok({
    kind: 'reservation',
    account,
    reservation,
    change: 'reserved',
    purpose,
    money: amount,
    expiresAt,
    entry: null,
  });
}

/**
 * Decides a post: what it books is free of the reservation and goes where its purpose says. Null
 * means that it is booked already.
 */
export function decidePostReserved(
  book: LedgerBook,
  { account, reservation, entry, amount, scale }: PostReservedRequest,
): Result<PostReservedPosting | null> {
  const known = book.reservation(account, reservation);
  if (known === undefined) return refused('RESERVATION_UNKNOWN', reservation);
  const body = entryOf(book, known, { entry, amount });
  const booked = book.hasEntry(body);
  if (booked === 'same' && known.entries.includes(entry)) return ok(null);
  if (booked !== 'absent') return refused('ENTRY_CONFLICT', entry);
  const flaw = findPostFlaw(known, amount, scale) ?? findStatusFlaw(book, account, 'out');
  if (flaw !== null) return { ok: false, refusal: flaw };
  const left = subtractMoney(known.left, amount);
  return ok({ reservation: changed(known, 'posted', { left, entry }), entry: body });
}

/** Decides the end of a reservation that somebody asks for. */
export function decideVoidReserved(
  book: LedgerBook,
  { account, reservation }: Pick<Reservation, 'account' | 'reservation'>,
): Result<ReservationBody> {
  const known = book.reservation(account, reservation);
  if (known === undefined) return refused('RESERVATION_UNKNOWN', reservation);
  if (known.phase !== 'open') return refused(closedCodes[known.phase], reservation);
  return ok(changed(known, 'voided', { left: nothing(known), entry: null }));
}

/** What expires by an instant: nobody is asked. */
export function decideExpired(book: LedgerBook, now: Timestamp): readonly ReservationBody[] {
  return book.dueReservations(now).map((due) => {
    return changed(due, 'expired', { left: nothing(due), entry: null });
  });
}

const closedCodes: Readonly<Record<Exclude<Reservation['phase'], 'open'>, LedgerErrorCode>> = {
  posted: 'RESERVATION_POSTED',
  voided: 'RESERVATION_VOIDED',
  expired: 'RESERVATION_EXPIRED',
};

function findFlaw(book: LedgerBook, request: ReserveRequest): Refusal | null {
  const { account, reservation, purpose, amount, expiresAt, now, scale } = request;
  const flaw = findAmountFlaw(amount, scale) ?? findStatusFlaw(book, account, 'out');
  if (flaw !== null) return flaw;
  if (expiresAt !== null && expiresAt <= now) {
    return refusal('RESERVATION_TOO_LATE', `${reservation} ends at ${expiresAt}, it is ${now}`);
  }
  if (book.openReservationCount(account) >= RESERVATIONS_OPEN_MAX) {
    return refusal('RESERVATIONS_FULL', `${account} has ${RESERVATIONS_OPEN_MAX} open`);
  }
  const free = request.available ?? book.freeCash(account, amount.currency);
  const { currency } = amount;
  const waits = purpose === 'withdrawal' ? book.receiptsIn(account, currency) : 0n;
  if (amount.amount <= free - waits) return null;
  return lackOf(book, { account, currency, verb: 'reserves', asked: amount.amount, free, scale });
}

function findPostFlaw(known: Reservation, amount: Money, scale: number): Refusal | null {
  const { reservation, phase, left } = known;
  const { currency } = left;
  if (phase !== 'open') return refusal(closedCodes[phase], reservation);
  if (amount.currency !== currency) {
    return refusal('CURRENCY_MISMATCH', `${amount.currency}, ${reservation} is in ${currency}`);
  }
  const flaw = findAmountFlaw(amount, scale);
  if (flaw !== null || amount.amount <= left.amount) return flaw;
  const [asked, rest] = [amount, left].map((one) => formatScaledBigint(one.amount, scale));
  return refusal('POST_TOO_LARGE', `${asked} ${currency}, ${reservation} has ${rest} left`);
}

function isSame(known: Reservation, request: ReserveRequest): boolean {
  return (
    known.purpose === request.purpose &&
    known.expiresAt === request.expiresAt &&
    known.asked.currency === request.amount.currency &&
    known.asked.amount === request.amount.amount
  );
}

function entryOf(
  book: LedgerBook,
  { account, purpose }: Reservation,
  { entry, amount }: Pick<PostReservedRequest, 'entry' | 'amount'>,
): EntryBody {
  const names = book.accountsOf(account);
  const target = purpose === 'withdrawal' ? names.capital : names.charges;
  return {
    kind: 'entry',
    entry,
    account,
    purpose,
    order: null,
    legs: [
      { ledgerAccount: names.cash, amount: negateMoney(amount) },
      { ledgerAccount: target, amount },
    ],
  };
}

function changed(
  { account, reservation, purpose, expiresAt }: Reservation,
  change: 'posted' | 'voided' | 'expired',
  { left, entry }: { readonly left: Money; readonly entry: string | null },
): ReservationBody {
  return {
    kind: 'reservation',
    account,
    reservation,
    change,
    purpose,
    money: left,
    expiresAt,
    entry,
  };
}

function nothing({ left }: Reservation): Money {
  return money(toMinor(0n), left.currency);
}
