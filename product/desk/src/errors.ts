import type { Refusal, Result } from 'argosy/core';

/** Every code the desk refuses with before anything is sent; other codes come from trading and its checks. */
export const deskRefusals = {
  ACCOUNT_FORBIDDEN: 'the account is not one that this person may act on',
  SCOPE_FORBIDDEN: 'this scope is not for people to set, or reaches beyond their accounts',
  SCOPE_UNKNOWN: 'there is nothing of that name here',
  BOOK_UNKNOWN: 'people have no book of that name; those of strategies are for strategies',
  ORDER_UNKNOWN: 'no such order is known, or no longer',
  BAD_KEY: 'a key has 1 to 128 printable characters',
  BAD_NOTE: 'a note has at most 15 printable characters',
  KEY_REUSED: 'the key has placed another order already',
  KEY_SPENT: 'the key has placed an order that is no longer kept',
  TOO_MANY_KEYS: 'too many open orders have a key',
  BAD_LIST: 'a list has from 2 to 20 tickets, each behind its parent and with a key of its own',
  STILL_WORKING: 'orders still work there, and nothing was closed',
  TOO_MANY_PARTS: 'closing out takes more orders than are made at once: ask again',
  BATCH_SIZE: 'a batch has from 1 to 100 tickets',
  DESK_BUSY: 'too many answers wait for the journal; nothing was done',
} as const;

/** The codes of `deskRefusals`. */
export type DeskRefusalCode = keyof typeof deskRefusals;

/** A refusal of the desk with the particulars of the case. */
export function deskRefusal(code: DeskRefusalCode, detail: string): Refusal {
  return { code, reason: `${deskRefusals[code]}: ${detail}` };
}

/** The same as a result. */
export function refuseAtDesk(code: DeskRefusalCode, detail: string): Result<never> {
  return { ok: false, refusal: deskRefusal(code, detail) };
}
