import type { LoginAnswer, SessionView, StepUpAnswer } from '@argosy/contract';
import { formatTimestamp, ok, toTimestamp, type Timestamp } from 'argosy/core';
import type { RecordStep, Session, TokenHash } from '@argosy/storage';

import { entryOf, perform, type Answer, type AuthParts, type Visitor } from '../auth-parts.ts';
import type { Caller } from '../caller.ts';
import { authRefusal } from '../errors.ts';
import type { Marks } from '../keys/marks.ts';
import { addressGroup } from '../limits/address.ts';
import { makeId, makeToken, tokenHash } from '../proof/opaque-token.ts';
import type { Proofs, Typed } from '../proof/proofs.ts';

/** However often it is refreshed, a session ends a day after it began: people log in once a day. */
const SESSION_MICROS = 24 * 3_600_000_000;
/** A refresh token that is not used for so long is over. */
const IDLE_MICROS = 12 * 3_600_000_000;
/** A user has as many at once; the one that began first gives way. */
const SESSIONS_MAX = 20;
const ENDED_AT_ONCE_MAX = 8;

/** What a login gives: the answer, and what goes into cookies. */
export type LoggedIn = {
  readonly answer: LoginAnswer;
  readonly refreshToken: string;
  /** When the refresh token is over. */
  readonly refreshEndsAt: Timestamp;
  /** Null where the browser has one of this user. */
  readonly deviceMark: string | null;
};

/** Logins: how they begin, go on and end. */
export class Sessions {
  readonly #parts: AuthParts;
  readonly #proofs: Proofs;

  constructor(parts: AuthParts, proofs: Proofs) {
    this.#parts = parts;
    this.#proofs = proofs;
  }

  /** Begins a session. */
  async login(
    { name, ...typed }: Typed & { readonly name: string },
    visitor: Visitor,
  ): Promise<Answer<LoggedIn>> {
    const { marks, now, records } = this.#parts;
    const found = await records.findUserByName(name);
    const claim = { action: 'login', name, user: found, typed, visitor };
    const proof = await this.#proofs.prove(claim);
    if (!proof.ok) return proof;
    const { user, steps } = proof.value;
    const at = now();
    const refreshToken = makeToken();
    const { address, agent } = visitor;
    const expiresAt = toTimestamp(at + SESSION_MICROS);
    const session = { id: makeId(), user: user.id, createdAt: at, expiresAt, address, agent };
    const token = refreshOf(refreshToken, session, at);
    const begin = { step: 'beginSession', with: [session, token] } as const;
    const crowd = await this.#makeRoom(user.id, at);
    const done = await perform(
      this.#parts,
      { actor: user.id, action: 'login', subject: session.id },
      { visitor, steps: [...steps, ...crowd.map(({ step }) => step), begin] },
    );
    // A code that was taken meanwhile is the one thing that can refuse here.
    if (!done.ok) return this.#proofs.fail(claim, 'LOGIN_FAILED');
    proof.value.succeed();
    for (const { session: ended } of crowd) this.#end(ended);
    const isKnown = marks.deviceOf(visitor.device, user.id) !== null;
    const deviceMark = isKnown ? null : marks.deviceMark(user.id, makeId());
    const loggedIn = await this.#answer({ session, refreshToken, provedAt: at, token });
    return ok({ ...loggedIn, deviceMark });
  }

  /**
   * Takes a refresh token and gives the next: the same once more where the same browser brings it again within seconds, as
   * a page does that is reloaded before it has heard. Else one that comes twice ends its session, whoever brings it.
   */
  async refresh(refreshToken: string, visitor: Visitor): Promise<Answer<LoggedIn>> {
    const { log, marks, now, records } = this.#parts;
    const at = now();
    const hash = tokenHash(refreshToken);
    const session = await records.findTokenSession(hash);
    if (session === undefined) return authRefusal('SESSION_OVER');
    const nextToken = marks.successor(refreshToken, browserOf(visitor, marks, session.user));
    const next = refreshOf(nextToken, session, at);
    const rotated = await records.rotateToken({ hash, next, at });
    if (!rotated.ok) {
      if (rotated.refusal.code === 'TOKEN_REUSED') await this.#noteReuse(session, visitor);
      return authRefusal('SESSION_OVER');
    }
    const { isAgain } = rotated.value;
    if (isAgain) log.info('a refresh token came again from its own browser', sessionNames(session));
    const user = await records.findUser(session.user);
    if (user?.status !== 'active') return authRefusal('SESSION_OVER');
    const answer = { session, refreshToken: nextToken, provedAt: session.createdAt, token: next };
    return ok({ ...(await this.#answer(answer)), deviceMark: null });
  }

  /** Ends the session that a refresh token is of; one that has ended is as good. */
  async logout(refreshToken: string, visitor: Visitor): Promise<Answer<null>> {
    const session = await this.#parts.records.findTokenSession(tokenHash(refreshToken));
    if (session === undefined) return ok(null);
    return this.#endNow(session, 'logout', visitor);
  }

  /** Proves again who somebody is, for what is beyond a login. */
  async stepUp(caller: Caller, typed: Typed, visitor: Visitor): Promise<Answer<StepUpAnswer>> {
    const { now, records, tokens } = this.#parts;
    const user = await records.findUser(caller.user);
    const claim = { action: 'step-up', name: caller.name, user, typed, visitor };
    const proof = await this.#proofs.prove(claim);
    if (!proof.ok) return proof;
    const deed = { actor: caller.user, action: 'step-up', subject: caller.session };
    const done = await perform(this.#parts, deed, { visitor, steps: proof.value.steps });
    if (!done.ok) return this.#proofs.fail(claim, 'LOGIN_FAILED');
    proof.value.succeed();
    const at = now();
    const claims = { user: caller.user, session: caller.session, provedAt: at };
    const { token, expiresAt } = await tokens.sign(claims, at);
    return ok({ token, expiresAt: formatTimestamp(expiresAt) });
  }

  /** The sessions of somebody, the newest first. */
  async list({ user, session }: Caller): Promise<readonly SessionView[]> {
    const { now, records } = this.#parts;
    const sessions = await records.listSessions(user, now());
    return sessions.map(({ id, createdAt, expiresAt, address, agent }) => ({
      id,
      isCurrent: id === session,
      createdAt: formatTimestamp(createdAt),
      expiresAt: formatTimestamp(expiresAt),
      address,
      agent,
    }));
  }

  /** Ends one of somebody's own sessions. */
  async end({ user }: Caller, id: string, visitor: Visitor): Promise<Answer<null>> {
    const session = await this.#parts.records.findSession(id);
    if (session?.user !== user || session.endedAt !== null) return authRefusal('SESSION_UNKNOWN');
    return this.#endNow(session, 'ended by its user', visitor);
  }

  /** Ends all of somebody's sessions but the one that asks. */
  async endOthers(caller: Caller, visitor: Visitor): Promise<Answer<null>> {
    const { user, session } = caller;
    const change = await this.othersEnd(caller, 'ended by its user');
    const deed = { actor: user, action: 'session.end', subject: `all but ${session}` };
    const done = await perform(this.#parts, deed, { visitor, steps: [change.step] });
    if (done.ok) change.tell();
    return done.ok ? done : authRefusal('UNAVAILABLE');
  }

  /** The step that ends all of somebody's sessions but the one that asks, and what tells of it once it is done. */
  async othersEnd(
    { user, session }: Pick<Caller, 'user' | 'session'>,
    reason: string,
  ): Promise<{ readonly step: RecordStep; readonly tell: () => void }> {
    const { now, records } = this.#parts;
    const at = now();
    const others = (await records.listSessions(user, at)).filter(({ id }) => id !== session);
    const step = { step: 'endSessionsOf', with: [user, { at, reason, except: session }] } as const;
    const tell = (): void => {
      for (const other of others) this.#end(other);
    };
    return { step, tell };
  }

  async #endNow(session: Session, reason: string, visitor: Visitor): Promise<Answer<null>> {
    const { id, user } = session;
    const deed = { actor: user, action: 'session.end', subject: id, detail: reason };
    const step = { step: 'endSession', with: [id, { at: this.#parts.now(), reason }] } as const;
    const done = await perform(this.#parts, deed, { visitor, steps: [step] });
    if (!done.ok) return authRefusal('UNAVAILABLE');
    this.#end(session);
    return done;
  }

  /** A token that came twice was stolen, from one side or the other. The session has ended already. */
  async #noteReuse(session: Session, visitor: Visitor): Promise<void> {
    const { log, now, records } = this.#parts;
    const { id, user } = session;
    this.#end(session);
    log.warn('a refresh token came twice: its session is ended', sessionNames(session));
    const told = { actor: user, action: 'session.reused', subject: id, outcome: 'SESSION_OVER' };
    await records.appendAudit([entryOf(told, visitor, now())]);
  }

  /** Ends the oldest sessions of who has too many. */
  async #makeRoom(
    user: string,
    at: Timestamp,
  ): Promise<readonly { readonly session: Session; readonly step: RecordStep }[]> {
    const sessions = await this.#parts.records.listSessions(user, at);
    const reason = `more than ${SESSIONS_MAX} sessions`;
    const oldest = sessions.slice(SESSIONS_MAX - 1).slice(-ENDED_AT_ONCE_MAX);
    return oldest.map((session) => ({
      session,
      step: { step: 'endSession', with: [session.id, { at, reason }] },
    }));
  }

  async #answer({
    session,
    refreshToken,
    provedAt,
    token,
  }: {
    readonly session: Pick<Session, 'id' | 'user'>;
    readonly refreshToken: string;
    readonly provedAt: Timestamp;
    readonly token: TokenHash;
  }): Promise<Omit<LoggedIn, 'deviceMark'>> {
    const { marks, now, tokens } = this.#parts;
    const claims = { user: session.user, session: session.id, provedAt };
    const access = await tokens.sign(claims, now());
    const answer = {
      token: access.token,
      expiresAt: formatTimestamp(access.expiresAt),
      csrf: marks.formMark(refreshToken),
    };
    return { answer, refreshToken, refreshEndsAt: token.expiresAt };
  }

  #end({ id, user }: Pick<Session, 'id' | 'user'>): void {
    this.#parts.callers.end({ user, session: id });
  }
}

function sessionNames({ id, user }: Session): { readonly user: string; readonly session: string } {
  return { user, session: id };
}

/** Who brings a refresh token, as far as that can be told: a browser that was here before, and where it is. */
function browserOf({ address, agent, device }: Visitor, marks: Marks, user: string): string {
  // Without a device nobody is the same again.
  const known = marks.deviceOf(device, user) ?? makeId();
  return JSON.stringify([known, agent, addressGroup(address)]);
}

/** A refresh token as it is kept: it ends when nobody uses it, and with its session. */
function refreshOf(
  token: string,
  { expiresAt }: Pick<Session, 'expiresAt'>,
  at: Timestamp,
): TokenHash {
  const ends = Math.min(at + IDLE_MICROS, expiresAt);
  return { hash: tokenHash(token), expiresAt: toTimestamp(ends) };
}
