import { coreErrors, type ErrorEntry } from 'argosy/core';
import { domainErrors } from 'argosy/domain';
import { ledgerErrors } from 'argosy/ledger';
import { ordersErrors } from 'argosy/orders';
import { riskErrors } from 'argosy/risk';
import { commandRefusals } from 'argosy/trading';
import { brokerRefusals } from '@argosy/bridge';
import { historyErrors } from '@argosy/catalog/history';
import { searchErrors } from '@argosy/catalog/search';
import { deskRefusals } from '@argosy/desk';
import { authErrors } from '@argosy/contract';
import { fleetRefusals } from '@argosy/fleet';
import { storageErrors } from '@argosy/storage';

import { httpErrors } from './http-errors.ts';

/** A room's codes with what they mean; what says neither status nor whether to try again gets its room's. */
type Said = Readonly<
  Record<string, string | { readonly message: string; readonly isRetryable?: boolean } | ErrorEntry>
>;
type Source = {
  readonly codes: Said;
  /** What a code is that says no status of its own and is not among the others. */
  readonly status: number;
  readonly others?: Readonly<Record<string, number>>;
};

const [BAD_REQUEST, FORBIDDEN, NOT_FOUND, CONFLICT] = [400, 403, 404, 409] as const;
const [UNPROCESSABLE, TOO_MANY, FAULT, UNAVAILABLE] = [422, 429, 500, 503] as const;
const [BAD_GATEWAY, NO_ANSWER] = [502, 504] as const;

/** Where codes come from. Of a code that two rooms have the first one's row counts; a test sees that they agree. */
const sources: readonly Source[] = [
  { codes: httpErrors, status: FAULT },
  { codes: authErrors, status: FAULT },
  {
    codes: commandRefusals,
    status: UNPROCESSABLE,
    others: {
      ACCOUNT_UNKNOWN: UNPROCESSABLE,
      ORDER_UNKNOWN: NOT_FOUND,
      ORDER_FOREIGN: FORBIDDEN,
      NOT_PERMITTED: FORBIDDEN,
      ORDER_NOT_OPEN: CONFLICT,
      REQUEST_PENDING: CONFLICT,
      NOT_AMENDABLE: CONFLICT,
      REPLAYED: CONFLICT,
    },
  },
  {
    codes: riskErrors,
    status: UNPROCESSABLE,
    others: {
      ACTOR_UNKNOWN: FORBIDDEN,
      ACTOR_NOT_AUTHORISED: FORBIDDEN,
      DUPLICATE_ORDER_ID: CONFLICT,
      DUPLICATE_ORDER: CONFLICT,
      RATE_LIMIT: TOO_MANY,
      STORAGE_UNAVAILABLE: UNAVAILABLE,
      WARMING_UP: UNAVAILABLE,
    },
  },
  {
    codes: deskRefusals,
    status: UNPROCESSABLE,
    others: {
      ACCOUNT_FORBIDDEN: FORBIDDEN,
      SCOPE_FORBIDDEN: FORBIDDEN,
      ORDER_UNKNOWN: NOT_FOUND,
      STILL_WORKING: CONFLICT,
      TOO_MANY_KEYS: TOO_MANY,
      DESK_BUSY: UNAVAILABLE,
    },
  },
  {
    codes: fleetRefusals,
    status: CONFLICT,
    others: { STRATEGY_UNKNOWN: NOT_FOUND },
  },
  {
    codes: ledgerErrors,
    status: UNPROCESSABLE,
    others: { CURRENCY_MISMATCH: BAD_REQUEST },
  },
  { codes: ordersErrors, status: CONFLICT },
  { codes: searchErrors, status: BAD_REQUEST },
  {
    codes: storageErrors,
    status: FAULT,
    others: {
      BAD_RECORD: UNPROCESSABLE,
      BAD_PAGE: BAD_REQUEST,
      BAD_CURSOR: BAD_REQUEST,
      BAD_FILTER: BAD_REQUEST,
      TAKEN: CONFLICT,
      NOT_FOUND,
      LAST_OWNER: CONFLICT,
      CHANGED_MEANWHILE: CONFLICT,
      KEY_REUSED: UNPROCESSABLE,
      STILL_RUNNING: CONFLICT,
      TOKEN_UNKNOWN: 401,
      TOKEN_REUSED: 401,
      JOURNAL_FOREIGN: UNAVAILABLE,
      JOURNAL_DIVERGED: UNAVAILABLE,
      DATABASE_AWAY: UNAVAILABLE,
      DISK_FULL: UNAVAILABLE,
      BUSY: UNAVAILABLE,
      OVERLOADED: UNAVAILABLE,
      CLOSED: UNAVAILABLE,
    },
  },
  {
    codes: brokerRefusals,
    status: BAD_GATEWAY,
    others: {
      TIMED_OUT: NO_ANSWER,
      RATE_LIMITED: TOO_MANY,
      QUEUE_FULL: UNAVAILABLE,
      NOT_CONNECTED: UNAVAILABLE,
      STOPPED: UNAVAILABLE,
      UNSUPPORTED: UNPROCESSABLE,
      UNKNOWN_ACCOUNT: UNPROCESSABLE,
      UNKNOWN_INSTRUMENT: UNPROCESSABLE,
      UNDER_WAY: CONFLICT,
      BAD_REQUEST,
    },
  },
  {
    codes: historyErrors,
    status: FAULT,
    others: {
      HISTORY_ENGINE_MISSING: UNAVAILABLE,
      HISTORY_UNKNOWN_SERIES: NOT_FOUND,
      HISTORY_BAD_SERIES: BAD_REQUEST,
      HISTORY_BAD_OPTION: BAD_REQUEST,
      HISTORY_IN_USE: UNAVAILABLE,
    },
  },
  { codes: domainErrors, status: BAD_REQUEST },
  { codes: coreErrors, status: BAD_REQUEST },
];

const retryable: ReadonlySet<number> = new Set([TOO_MANY, UNAVAILABLE, NO_ANSWER]);

/** Every code that a request can be refused with: what it means, its status, and whether to try again. */
export type ErrorTable = ReadonlyMap<string, ErrorEntry>;

/**
 * The one table of codes. What stands behind the platform may have codes of its own, which are given by whoever
 * composes.
 */
export function errorTable(more: Readonly<Record<string, ErrorEntry>> = {}): ErrorTable {
  const table = new Map<string, ErrorEntry>();
  for (const source of [...sources, { codes: more, status: FAULT }]) {
    for (const [code, said] of Object.entries(source.codes)) {
      if (!table.has(code)) table.set(code, entryOf(code, said, source));
    }
  }
  return table;
}

/** The codes of each source with the rows they would have: for the test that two rooms mean the same. */
export function errorRows(): readonly (readonly [code: string, entry: ErrorEntry])[] {
  return sources.flatMap((source) =>
    Object.entries(source.codes).map(
      ([code, said]) => [code, entryOf(code, said, source)] as const,
    ),
  );
}

function entryOf(code: string, said: Said[string], source: Source): ErrorEntry {
  if (typeof said === 'object' && 'httpStatus' in said) return said;
  const httpStatus = source.others?.[code] ?? source.status;
  const message = typeof said === 'string' ? said : said.message;
  const own = typeof said === 'string' ? undefined : said.isRetryable;
  return { message, httpStatus, isRetryable: own ?? retryable.has(httpStatus) };
}
