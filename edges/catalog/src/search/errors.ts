import { refuse, type ErrorEntry, type Result } from 'argosy/core';

/** The codes of this room. */
export type SearchErrorCode =
  | 'SEARCH_BAD_LIMIT'
  | 'SEARCH_BAD_CURSOR'
  | 'SEARCH_STALE_CURSOR'
  | 'SEARCH_TOO_MANY_FILTERS';

/** Every code of this room, with what it means. Docs are generated from it. */
export const searchErrors: Readonly<Record<SearchErrorCode, ErrorEntry>> = {
  SEARCH_BAD_LIMIT: badInput('a page cannot have that many'),
  SEARCH_BAD_CURSOR: badInput('the cursor is none of this question'),
  SEARCH_STALE_CURSOR: {
    message: 'the instruments have changed since',
    httpStatus: 409,
    isRetryable: false,
  },
  SEARCH_TOO_MANY_FILTERS: badInput('a filter names more than can be meant'),
};

/** A refusal of the table with the particulars of the case. */
export function searchRefusal(code: SearchErrorCode, detail: string): Result<never> {
  return refuse(code, `${searchErrors[code].message}: ${detail}`);
}

function badInput(message: string): ErrorEntry {
  return { message, httpStatus: 400, isRetryable: false };
}
