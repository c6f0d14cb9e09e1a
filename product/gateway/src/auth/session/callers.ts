import { ok, toTimestamp, type Result, type Timestamp } from 'argosy/core';

import type { Records } from '../../platform/records.ts';
import { isAway, within } from '../away.ts';
import type { Caller, EndedSession } from '../caller.ts';
import { authRefusal } from '../errors.ts';
import { sessionOf, type AccessTokens } from './access-tokens.ts';
import { SEEN_MICROS, SeenSessions } from './seen-sessions.ts';

/** What is known of a session besides what its token says. */
type Known = Omit<Caller, 'provedAt' | 'expiresAt'> & { readonly sessionEndsAt: Timestamp };
type Kept = { readonly at: number; readonly known: Promise<Known | undefined> };

/** How long what was looked up is believed: so late at most is heard what another process has ended. */
const BELIEVED_MICROS = 2_000_000;
/** How long an answer of the records is waited for where somebody wants to reduce risk. */
const LOOK_UP_MILLIS = 1_000;
const KEPT_MAX = 10_000;
const LISTENERS_MAX = 10_000;

/** Who asks; `seenAt` is when that was last looked up where it cannot be now, else null. */
export type Reducer = { readonly caller: Caller; readonly seenAt: Timestamp | null };

/** Knows who a token is of, and tells at once when sessions end. */
export class Callers {
  readonly #records: Records;
  readonly #tokens: AccessTokens;
  readonly #now: () => Timestamp;
  readonly #kept = new Map<string, Kept>();
  readonly #seen = new SeenSessions<Known>();
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

  /**
   * The same for what only reduces risk. Where the records are away whoever was looked up lately counts as they did
   * then, also by a token that has run out meanwhile: nobody can have it made anew.
   */
  readonly authenticateToReduce = async (token: string): Promise<Result<Reducer>> => {
    try {
      const found = await within(this.authenticate(token), LOOK_UP_MILLIS);
      if (found.ok) return ok({ caller: found.value, seenAt: null });
      if (found.refusal.code !== 'TOKEN_INVALID') return found;
      const seen = await this.#findSeen(token);
      if (seen === null) return found;
      await within(this.#records.findSession(seen.caller.session), LOOK_UP_MILLIS);
      return found;
    } catch (error) {
      const seen = isAway(error) ? await this.#findSeen(token) : null;
      if (seen === null) throw error;
      return ok(seen);
    }
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
    if (ended.session === null) {
      this.#kept.clear();
      this.#seen.forgetAll();
    } else {
      this.#kept.delete(ended.session);
      this.#seen.forget(ended.session);
    }
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
      const found = await known;
      // Unless it was ended while it was looked up.
      if (this.#kept.get(session)?.known === known) this.#noteSeen(session, found, now);
      return found;
    } catch (error) {
      // What could not be looked up is no answer: the next one asks again.
      if (this.#kept.get(session)?.known === known) this.#kept.delete(session);
      throw error;
    }
  }

  /** A token counts that holds, or held when its session was last looked up. */
  async #findSeen(token: string): Promise<Reducer | null> {
    const now = this.#now();
    const session = sessionOf(token);
    const seen = session === null ? null : this.#seen.find(session, now);
    if (seen === null || seen.known.sessionEndsAt <= now) return null;
    const held = await this.#tokens.verify(token, now);
    const claims = held.ok ? held : await this.#tokens.verify(token, seen.at);
    if (!claims.ok || claims.value.user !== seen.known.user) return null;
    const { sessionEndsAt, ...caller } = seen.known;
    const expiresAt = toTimestamp(Math.min(seen.at + SEEN_MICROS, sessionEndsAt));
    const { provedAt } = claims.value;
    return { caller: { ...caller, provedAt, expiresAt }, seenAt: seen.at };
  }

  #noteSeen(session: string, known: Known | undefined, at: Timestamp): void {
    if (known === undefined) this.#seen.forget(session);
    else this.#seen.note(session, { at, known });
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
