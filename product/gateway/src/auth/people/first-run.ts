import { timingSafeEqual } from 'node:crypto';

import type { FirstRunBody } from '@argosy/contract';
import type { Timestamp } from 'argosy/core';

import type { Answer, AuthParts, Visitor } from '../auth-parts.ts';
import { authRefusal } from '../errors.ts';
import { makeToken, tokenHash } from '../proof/opaque-token.ts';
import type { People } from './people.ts';

/** An hour to open the link; a restart makes another. */
const LINK_MICROS = 3_600_000_000;

type Waiting = { readonly hash: Uint8Array; readonly expiresAt: number };

/** Makes the first owner of a node, of whoever has the link that the node has printed. */
export class FirstRun {
  readonly #parts: AuthParts;
  readonly #people: People;
  #waiting: Waiting | null = null;

  constructor(parts: AuthParts, people: People) {
    this.#parts = parts;
    this.#people = people;
  }

  /** A link to print, while there is no user; null once there is one. The one before holds no more. */
  async makeLink(): Promise<string | null> {
    const { now, origin, records } = this.#parts;
    if ((await records.countUsers()) > 0) return null;
    const token = makeToken();
    this.#waiting = { hash: tokenHash(token), expiresAt: now() + LINK_MICROS };
    return `${origin}/ui/first-run#${token}`;
  }

  /** Makes the owner, once. */
  async redeem({ token, name, password }: FirstRunBody, visitor: Visitor): Promise<Answer<null>> {
    if (!this.#isLink(token, this.#parts.now())) return authRefusal('LINK_INVALID');
    const guest = { name, role: 'owner', accounts: [], password, detail: 'first owner' } as const;
    const none = { step: 'requireNoUser', with: [] } as const;
    const made = await this.#people.welcome(guest, [none], visitor);
    if (made.ok) this.#waiting = null;
    return made;
  }

  #isLink(token: string, now: Timestamp): boolean {
    if (this.#waiting === null || this.#waiting.expiresAt <= now) return false;
    return timingSafeEqual(tokenHash(token), this.#waiting.hash);
  }
}
