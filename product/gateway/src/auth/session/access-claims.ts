import type { Timestamp } from 'argosy/core';

/** What an access token says. What its user may do is looked up each time: a role that was taken away is gone at once. */
export type AccessClaims = {
  readonly user: string;
  readonly session: string;
  /** When they last typed a password or a code. */
  readonly provedAt: Timestamp;
  readonly expiresAt: Timestamp;
};
