import { ok, toTimestamp, type Result, type Timestamp } from 'argosy/core';

import type { Records } from '../../platform/records.ts';
import type { Caller, EndedSession } from '../caller.ts';
import { authRefusal } from '../errors.ts';
import type { AccessTokens } from './access-tokens.ts';

/** What is known of a session besides what its token says. */
type Known = Omit<Caller, 'provedAt' | 'expiresAt'> & { readonly sessionEndsAt: Timestamp };
type Kept = { readonly at: number; readonly known: Promise<Known | undefined> };

/** How long what was looked up is believed: so late at most is heard what another process has ended. */
const BELIEVED_MICROS = 2_000_000;
const KEPT_MAX = 10_000;
const LISTENERS_MAX = 10_000;

/** Knows who a token is of, and tells at once when sessions end. */
export class Callers {
  readonly #records: Records;
  readonly #tokens: AccessTokens;
  readonly #now: () => Timestamp;
  readonly #kept = new Map<string, Kept>();
  readonly #listeners = new Set<(ended: EndedSession) => void>();

  constructor(records: Records, tokens: AccessTokens, now: () => Timestamp) {
    this.#records = records;
    this.#tokens = tokens;
    this.#now = now;
  }

  /** Who a token is of; refused where it holds no more, its session is over, or its user may not come in. */
  readonly authenticate = async (token: string): Promise<Result<Caller>> => {
    const now = this.#now();
    const claims = await this.#tokens.verify(token, now);
    if (!claims.ok) return claims;
    const { user, session, provedAt, expiresAt } = claims.value;
    const known = await this.#find(session, now);
    if (known === undefined || known.user !== user) return authRefusal('SESSION_OVER');
    const { sessionEndsAt, ...caller } = known;
    if (sessionEndsAt <= now) return authRefusal('SESSION_OVER');
    const holds = toTimestamp(Math.min(expiresAt, sessionEndsAt));
    return ok({ ...caller, provedAt, expiresAt: holds });
  };

  /** Hears of sessions that end; gives what stops it. */
  readonly onEnd = (listener: (ended: EndedSession) => void): (() => void) => {
    if (this.#listeners.size >= LISTENERS_MAX) {
      throw new RangeError(`${LISTENERS_MAX} listen for the end of sessions already`);
    }
    this.#listeners.add(listener);
    return () => {
      this.#listeners.delete(listener);
    };
  };

  /** A session has ended, or all of a user's: its tokens are worth nothing from now on. */
  end(ended: EndedSession): void {
    if (ended.session === null) this.#kept.clear();
    else this.#kept.delete(ended.session);
    for (const listener of this.#listeners) listener(ended);
  }

  async #find(session: string, now: Timestamp): Promise<Known | undefined> {
    const kept = this.#kept.get(session);
    const age = now - (kept?.at ?? 0);
    if (kept !== undefined && age >= 0 && age < BELIEVED_MICROS) return kept.known;
    const known = this.#load(session);
    this.#kept.delete(session);
    if (this.#kept.size >= KEPT_MAX) this.#forgetOldest();
    this.#kept.set(session, { at: now, known });
    try {
      return await known;
    } catch (error) {
      // What could not be looked up is no answer: the next one asks again.
      if (this.#kept.get(session)?.known === known) this.#kept.delete(session);
      throw error;
    }
  }

  async #load(id: string): Promise<Known | undefined> {
    const session = await this.#records.findSession(id);
    if (session === undefined || session.endedAt !== null) return undefined;
    const [user, access] = await Promise.all([
      this.#records.findUser(session.user),
      this.#records.findAccountAccess(session.user),
    ]);
    if (user === undefined || user.status !== 'active') return undefined;
    const { id: userId, name, role } = user;
    const granted = access.own === null ? access.granted : [access.own, ...access.granted];
    return {
      user: userId,
      name,
      role,
      ownAccount: access.own,
      accounts: role === 'owner' ? 'all' : granted,
      session: id,
      sessionEndsAt: session.expiresAt,
    };
  }

  #forgetOldest(): void {
    const [oldest] = this.#kept.keys();
    if (oldest !== undefined) this.#kept.delete(oldest);
  }
}
