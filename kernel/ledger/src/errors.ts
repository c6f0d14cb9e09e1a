import { refuse, type Result } from 'argosy/core';

/** Every code the ledger refuses with, and what it means. Docs are generated from it. */
export const ledgerErrors = {
  ENTRY_CONFLICT: 'an entry of this id was booked with another content',
  ENTRY_EXISTS: 'the entry is booked already',
  TRANSFER_OF_NOTHING: 'a transfer must move an amount',
  MOVE_TOO_LARGE: 'no more of a position can be moved than is held',
  MOVE_CROSSES: 'a move may not meet a position of the other side',
  INSUFFICIENT_FREE_CASH: 'the account lacks cash that no working order has set aside',
} as const;

/** The codes of `ledgerErrors`. */
export type LedgerErrorCode = keyof typeof ledgerErrors;

/** A refusal with the numbers that decided it. */
export function refused(code: LedgerErrorCode, detail: string): Result<never> {
  return refuse(code, detail);
}
