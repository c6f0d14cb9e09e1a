import type { Timestamp } from 'argosy/core';

import type { AccessClaims } from './access-claims.ts';

/** How many tokens are remembered; the one that was verified first is forgotten first. */
export const VERIFIED_MAX = 2_000;

type Kept = { readonly claims: AccessClaims; readonly from: Timestamp; readonly until: Timestamp };

/**
 * Tokens whose signature was found good, by their whole text: a client shows the same one again and again for minutes.
 * Only what was verified gets in, so strangers fill nothing; whether its session holds is asked elsewhere, each time.
 */
export class VerifiedTokens {
  readonly #kept = new Map<string, Kept>();

  /** How many are remembered. */
  get size(): number {
    return this.#kept.size;
  }

  /** What a token says that was found good and holds now; undefined where it has to be verified. */
  find(token: string, now: Timestamp): AccessClaims | undefined {
    const kept = this.#kept.get(token);
    if (kept === undefined) return undefined;
    // A clock that was put back may have come before the token's beginning, which verifying knows.
    if (now >= kept.from && now < kept.until) return kept.claims;
    this.#kept.delete(token);
    return undefined;
  }

  /** Remembers a token that was verified at an instant, for no longer than until another. */
  keep(token: string, claims: AccessClaims, { from, until }: Omit<Kept, 'claims'>): void {
    this.#kept.delete(token);
    if (this.#kept.size >= VERIFIED_MAX) {
      const [oldest] = this.#kept.keys();
      if (oldest !== undefined) this.#kept.delete(oldest);
    }
    this.#kept.set(token, { claims, from, until });
  }
}
