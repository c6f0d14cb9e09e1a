import type { ErrorEntry } from 'argosy/core';

/** The codes of the login and its guard. */
export type AuthErrorCode =
  | 'HOST_UNKNOWN'
  | 'ORIGIN_REFUSED'
  | 'CSRF_REFUSED'
  | 'LOGIN_REQUIRED'
  | 'TOKEN_INVALID'
  | 'LOGIN_FAILED'
  | 'CODE_REQUIRED'
  | 'SESSION_OVER'
  | 'ROLE_REFUSED'
  | 'PROOF_REQUIRED'
  | 'LINK_INVALID'
  | 'USER_UNKNOWN'
  | 'SESSION_UNKNOWN'
  | 'INVITATION_UNKNOWN'
  | 'NAME_TAKEN'
  | 'ACCOUNT_UNKNOWN'
  | 'LAST_OWNER'
  | 'FACTOR_EXISTS'
  | 'FACTOR_MISSING'
  | 'PASSWORD_WEAK'
  | 'BAD_VALUE'
  | 'TOO_MANY'
  | 'UNAVAILABLE';

/** What the login and its guard refuse with: what it means, and how it is answered. */
export const authErrors: Readonly<Record<AuthErrorCode, ErrorEntry>> = {
  HOST_UNKNOWN: mistake('this server does not answer under this name', 421),
  ORIGIN_REFUSED: mistake('pages of this origin may not ask for this', 403),
  CSRF_REFUSED: mistake('the proof that the page is ours is missing or wrong', 403),
  LOGIN_REQUIRED: mistake('log in first', 401),
  TOKEN_INVALID: mistake('the token holds no more, or is none of ours', 401),
  LOGIN_FAILED: mistake('name, password or code is wrong', 401),
  CODE_REQUIRED: mistake('a code of the second factor is needed as well', 401),
  SESSION_OVER: mistake('the session is over: log in again', 401),
  ROLE_REFUSED: mistake('your role may not do this', 403),
  PROOF_REQUIRED: mistake('prove again who you are: this is beyond a login', 403),
  LINK_INVALID: mistake('the link was used, is over, or is none of ours', 403),
  USER_UNKNOWN: mistake('there is no such user', 404),
  SESSION_UNKNOWN: mistake('you have no such session', 404),
  INVITATION_UNKNOWN: mistake('nobody of this name is invited', 404),
  NAME_TAKEN: mistake('there is a user of this name already', 409),
  ACCOUNT_UNKNOWN: mistake('no such account trades here', 422),
  LAST_OWNER: mistake('one active owner has to stay', 409),
  FACTOR_EXISTS: mistake('there is a second factor already: remove it first', 409),
  FACTOR_MISSING: mistake('there is no second factor', 409),
  PASSWORD_WEAK: mistake('the password is too easy to guess', 422),
  BAD_VALUE: mistake('a value is out of its bounds', 422),
  TOO_MANY: again('too many requests: wait', 429),
  UNAVAILABLE: again('this cannot be done safely just now', 503),
};

function mistake(message: string, httpStatus: number): ErrorEntry {
  return { message, httpStatus, isRetryable: false };
}

function again(message: string, httpStatus: number): ErrorEntry {
  return { message, httpStatus, isRetryable: true };
}
