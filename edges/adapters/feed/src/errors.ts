import { ArgosyError } from 'argosy/core';

/** Every code that a feed is refused with, and what it means. */
export const feedErrors = {
  BAD_ADDRESS: 'no place that a feed can be at',
  BAD_ROW: 'a row that no feed may bring',
  BAD_MESSAGE: 'a message that is none of a feed',
  VERSION: 'the two sides speak different versions',
  PROOF: 'the secret is not the one of the node',
  TAKEN_OVER: 'another feed has come in the place of this one',
  TOO_MUCH: 'more came than may wait of what is never left out',
  STOPPED: 'the node stops',
} as const;

/** The codes of `feedErrors`. */
export type FeedErrorCode = keyof typeof feedErrors;

/** Makes an error of the table with the particulars of the case. */
export function feedError(code: FeedErrorCode, detail: string): ArgosyError {
  return new ArgosyError(code, `${feedErrors[code]}: ${detail}`);
}

/** Whether a code is one of ours. */
export function isFeedCode(code: string): code is FeedErrorCode {
  return Object.hasOwn(feedErrors, code);
}

/** Codes after which no other try can help. */
export const lastingRefusals: ReadonlySet<FeedErrorCode> = new Set([
  'VERSION',
  'PROOF',
  'TAKEN_OVER',
]);
