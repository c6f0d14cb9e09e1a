import { ok, type AccountId, type Money, type Refusal, type Result } from 'argosy/core';
import type { AccountStatus } from 'argosy/domain';

import { findOverflow } from './amount-bounds.ts';
import type { FloorBody, StatusBody } from './bodies.ts';
import { refusal, refused, type LedgerErrorCode } from './errors.ts';
import type { LedgerBook } from './ledger-book.ts';

/** How an account is to stand. */
export type StatusRequest = {
  readonly account: AccountId;
  readonly status: AccountStatus;
  readonly reason: string;
  /** How many of its orders are open, and how many of its positions are not flat. */
  readonly openOrders: number;
  readonly openPositions: number;
};

/** What no decision may leave an account with less of. */
export type FloorRequest = {
  readonly account: AccountId;
  readonly floor: Money;
  readonly reason: string;
};

/**
 * Decides how an account stands. Closing is for good, and only of an account that has nothing and
 * owes nothing. Null where it stands so already.
 */
export function decideStatus(book: LedgerBook, request: StatusRequest): Result<StatusBody | null> {
  const { account, status, reason } = request;
  const from = book.statusOf(account);
  if (from === status) return ok(null);
  if (from === 'closed') return refused('ACCOUNT_CLOSED', account);
  const rest = status === 'closed' ? findRest(book, request) : null;
  if (rest !== null) return refused('ACCOUNT_NOT_EMPTY', `${account} has ${rest}`);
  return ok({ kind: 'status', account, status, reason });
}

/** Decides a floor; where less is free already, nothing more may go out. Null where it is there. */
export function decideFloor(
  book: LedgerBook,
  { account, floor, reason }: FloorRequest,
): Result<FloorBody | null> {
  if (book.floor(account, floor.currency) === floor.amount) return ok(null);
  const flaw =
    findOverflow(floor, 0n) ?? (book.statusOf(account) === 'closed' ? closed(account) : null);
  if (flaw !== null) return { ok: false, refusal: flaw };
  return ok({ kind: 'floor', account, floor, reason });
}

/** Why money may not move as it is meant to, for how its account stands; null where it may. */
export function findStatusFlaw(
  book: LedgerBook,
  account: AccountId,
  direction: 'in' | 'out' | 'within',
): Refusal | null {
  const status = book.statusOf(account);
  if (status === 'open') return null;
  if (status === 'restricted' && direction !== 'out') return null;
  return refusal(statusCodes[status], `${account}, money ${direction}`);
}

const statusCodes: Readonly<Record<Exclude<AccountStatus, 'open'>, LedgerErrorCode>> = {
  restricted: 'ACCOUNT_RESTRICTED',
  frozen: 'ACCOUNT_FROZEN',
  closed: 'ACCOUNT_CLOSED',
};

function closed(account: AccountId): Refusal {
  return refusal('ACCOUNT_CLOSED', account);
}

/** What keeps an account from being closed; null where nothing does. */
function findRest(
  book: LedgerBook,
  { account, openOrders, openPositions }: StatusRequest,
): string | null {
  if (openOrders > 0) return `${openOrders} open orders`;
  if (openPositions > 0) return `${openPositions} open positions`;
  const reservations = book.openReservationCount(account);
  if (reservations > 0) return `${reservations} open reservations`;
  const beside = book.beside.of(account).find(({ money }) => money.amount !== 0n);
  if (beside !== undefined) {
    const { ledgerAccount, money } = beside;
    return `${money.amount} minor units of ${money.currency} in ${ledgerAccount}`;
  }
  const cash = book.cashBalances(account).find(({ amount }) => amount !== 0n);
  if (cash === undefined) return null;
  return `${cash.amount} minor units of ${cash.currency}`;
}
