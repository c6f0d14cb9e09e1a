import { refuse, type Refusal, type Result } from 'argosy/core';

/** The codes of `ledgerErrors`. */
export type LedgerErrorCode =
  | 'ENTRY_CONFLICT'
  | 'ENTRY_EXISTS'
  | 'TRANSFER_OF_NOTHING'
  | 'MOVE_TOO_LARGE'
  | 'MOVE_CROSSES'
  | 'AMOUNT_NOT_POSITIVE'
  | 'AMOUNT_OVERFLOW'
  | 'CURRENCY_MISMATCH'
  | 'ACCOUNT_RESTRICTED'
  | 'ACCOUNT_FROZEN'
  | 'ACCOUNT_CLOSED'
  | 'ACCOUNT_NOT_EMPTY'
  | 'CHARGES_OF_NOTHING'
  | 'CHARGES_TOO_MANY'
  | 'CHARGE_MISNAMED'
  | 'RESERVATION_CONFLICT'
  | 'RESERVATION_UNKNOWN'
  | 'RESERVATION_POSTED'
  | 'RESERVATION_VOIDED'
  | 'RESERVATION_EXPIRED'
  | 'RESERVATION_TOO_LATE'
  | 'RESERVATIONS_FULL'
  | 'POST_TOO_LARGE'
  | 'ACTION_OF_NOTHING'
  | 'ACTION_UNFIT'
  | 'ACTION_FRACTION'
  | 'ACTION_CROSSES'
  | 'EXERCISE_TOO_MANY'
  | 'LOAN_MISNAMED'
  | 'LOAN_UNKNOWN'
  | 'LOAN_OVERPAID'
  | 'UNSETTLED_CASH'
  | 'INSUFFICIENT_FREE_CASH';

/** Every code the ledger refuses with, and what it means. Docs are generated from it. */
export const ledgerErrors: Readonly<Record<LedgerErrorCode, string>> = {
  ENTRY_CONFLICT: 'an entry of this id was booked with another content',
  ENTRY_EXISTS: 'the entry is booked already',
  TRANSFER_OF_NOTHING: 'a transfer must move an amount',
  MOVE_TOO_LARGE: 'no more of a position can be moved than is held',
  MOVE_CROSSES: 'a move may not meet a position of the other side',
  AMOUNT_NOT_POSITIVE: 'an amount to be set aside or posted is above zero',
  AMOUNT_OVERFLOW: 'an amount, or the balance it would make, is beyond what the books can hold',
  CURRENCY_MISMATCH: 'an amount is in another currency than what it is taken from',
  ACCOUNT_RESTRICTED: 'no money leaves the account for now',
  ACCOUNT_FROZEN: 'no money moves in or out of the account for now',
  ACCOUNT_CLOSED: 'the account is closed for good',
  ACCOUNT_NOT_EMPTY: 'an account is closed only when it has nothing and owes nothing',
  CHARGES_OF_NOTHING: 'every line of charges moves an amount, and there is one at least',
  CHARGES_TOO_MANY: 'an entry of charges has more lines than it may',
  CHARGE_MISNAMED: 'each line of charges has a name of its own, without a slash',
  RESERVATION_CONFLICT: 'a reservation of this id was made with another content',
  RESERVATION_UNKNOWN: 'the account has no reservation of this id',
  RESERVATION_POSTED: 'all of the reservation is posted',
  RESERVATION_VOIDED: 'the reservation was voided',
  RESERVATION_EXPIRED: 'the reservation has expired',
  RESERVATION_TOO_LATE: 'a reservation must expire after it is made',
  RESERVATIONS_FULL: 'the account has as many open reservations as it may',
  POST_TOO_LARGE: 'no more can be posted than is left of the reservation',
  ACTION_OF_NOTHING: 'the account holds nothing that a corporate action could change',
  ACTION_UNFIT: 'a corporate action contradicts itself, or what it is about',
  ACTION_FRACTION: 'a corporate action leaves less than a lot, and says no price for it',
  ACTION_CROSSES: 'what an action brings would meet a position of the other side',
  EXERCISE_TOO_MANY: 'no more options are exercised or assigned than are held of that side',
  LOAN_MISNAMED: 'a loan has a name, without a slash and not too long',
  LOAN_UNKNOWN: 'nothing is owed on a loan of this name in this currency',
  LOAN_OVERPAID: 'no more can be paid back than is owed',
  UNSETTLED_CASH: 'the account has the cash, but a part of it is still to settle',
  INSUFFICIENT_FREE_CASH: 'the account lacks cash that no working order has set aside',
};

/** A refusal with the numbers that decided it. */
export function refused(code: LedgerErrorCode, detail: string): Result<never> {
  return refuse(code, detail);
}

/** A refusal on its own, where there is no result to put it into. */
export function refusal(code: LedgerErrorCode, reason: string): Refusal {
  return { code, reason };
}
