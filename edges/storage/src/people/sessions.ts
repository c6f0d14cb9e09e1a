import { ok, type Result, type Timestamp } from 'argosy/core';

import { storageRefusal } from '../errors.ts';
import { RowReader } from '../queries/row-reader.ts';
import type { RecordDb } from '../store.ts';
import { transact } from './transact.ts';

/** A login with its family of refresh tokens: each of them is used once, and makes the next. */
export type Session = {
  readonly id: string;
  readonly user: string;
  readonly createdAt: Timestamp;
  /** It ends then, however often it was refreshed. */
  readonly expiresAt: Timestamp;
  readonly address: string;
  readonly agent: string;
  /** Null while it holds. */
  readonly endedAt: Timestamp | null;
  readonly endReason: string | null;
};

/** A refresh token as it is kept: nobody can use what is kept. */
export type TokenHash = { readonly hash: Uint8Array; readonly expiresAt: Timestamp };

/** The most sessions that are shown of a user. */
const SESSIONS_SHOWN_MAX = 100;

/** Begins a session with its first refresh token. */
export async function beginSession(
  db: RecordDb,
  session: Omit<Session, 'endedAt' | 'endReason'>,
  token: TokenHash,
): Promise<void> {
  const { id, user, createdAt, expiresAt, address, agent } = session;
  await transact(db, async (tx) => {
    await tx
      .insertInto('sessions')
      .values({
        id,
        user_id: user,
        created_at: BigInt(createdAt),
        expires_at: BigInt(expiresAt),
        address,
        agent,
        ended_at: null,
        end_reason: null,
      })
      .execute();
    await issue(tx, { session: id, token, at: createdAt });
  });
}

/** A refresh token that is taken, and the one that follows it. */
export type TokenTurn = {
  readonly hash: Uint8Array;
  /** Made of the token and of who brings it: whoever brings it otherwise would have another one follow. */
  readonly next: TokenHash;
  readonly at: Timestamp;
};

/** How a token was taken: `isAgain` where its successor had been given before. */
export type TakenToken = { readonly session: Session; readonly isAgain: boolean };

/** So long an answer may have been lost on its way: a page that was reloaded asks again at once. */
const ANSWER_LOST_MICROS = 10_000_000;

/**
 * Takes a refresh token and keeps the next one. Who brings it again within seconds, and would be given the very successor
 * that nobody has used yet, has not heard the answer: it is the same again. Any other token that comes a second time was
 * stolen, from one side or the other: its whole session ends.
 */
export async function rotateToken(db: RecordDb, turn: TokenTurn): Promise<Result<TakenToken>> {
  const { hash, next, at } = turn;
  return transact(db, async (tx) => {
    const session = await sessionOf(tx, hash);
    if (session === undefined) return storageRefusal('TOKEN_UNKNOWN', 'no such token');
    if (session.endedAt !== null || session.expiresAt <= at) {
      return storageRefusal('TOKEN_UNKNOWN', `session ${session.id} is over`);
    }
    const used = await tx
      .updateTable('refresh_tokens')
      .set({ used_at: BigInt(at) })
      .where('hash', '=', hash)
      .where('used_at', 'is', null)
      .where('expires_at', '>', BigInt(at))
      .executeTakeFirst();
    if (used.numUpdatedRows !== 1n) return takeAgain(tx, session, turn);
    await issue(tx, { session: session.id, token: next, at });
    return ok({ session, isAgain: false });
  });
}

/** A session by id. */
export async function findSession(db: RecordDb, id: string): Promise<Session | undefined> {
  const row = await db.selectFrom('sessions').selectAll().where('id', '=', id).executeTakeFirst();
  return row === undefined ? undefined : parseSession(row);
}

/** The session that a refresh token is of, whether the token was used or not. */
export async function findTokenSession(
  db: RecordDb,
  hash: Uint8Array,
): Promise<Session | undefined> {
  return sessionOf(db, hash);
}

/** A user's sessions that hold at an instant, the newest first. */
export async function listSessions(
  db: RecordDb,
  user: string,
  at: Timestamp,
): Promise<readonly Session[]> {
  const rows = await db
    .selectFrom('sessions')
    .selectAll()
    .where('user_id', '=', user)
    .where('ended_at', 'is', null)
    .where('expires_at', '>', BigInt(at))
    .orderBy('created_at', 'desc')
    .orderBy('id')
    .limit(SESSIONS_SHOWN_MAX)
    .execute();
  return rows.map(parseSession);
}

/** How a session ends. */
export type SessionEnd = { readonly at: Timestamp; readonly reason: string };

/** Ends a session; one that has ended stays as it ended. */
export async function endSession(
  db: RecordDb,
  id: string,
  { at, reason }: SessionEnd,
): Promise<void> {
  await db
    .updateTable('sessions')
    .set({ ended_at: BigInt(at), end_reason: reason })
    .where('id', '=', id)
    .where('ended_at', 'is', null)
    .execute();
}

/** Ends all sessions of a user but one: after a change of password or role. Gives the ids of those that ended. */
export async function endSessionsOf(
  db: RecordDb,
  user: string,
  { at, reason, except = '' }: SessionEnd & { readonly except?: string },
): Promise<readonly string[]> {
  const rows = await db
    .updateTable('sessions')
    .set({ ended_at: BigInt(at), end_reason: reason })
    .where('user_id', '=', user)
    .where('id', '!=', except)
    .where('ended_at', 'is', null)
    .returning('id')
    .execute();
  return rows.map(({ id }) => id);
}

/** Forgets sessions, with their tokens, that were over before an instant. Gives how many. */
export async function purgeSessions(db: RecordDb, before: Timestamp): Promise<number> {
  return transact(db, async (tx) => {
    const old = tx.selectFrom('sessions').select('id').where('expires_at', '<', BigInt(before));
    await tx.deleteFrom('refresh_tokens').where('session_id', 'in', old).execute();
    const gone = await tx
      .deleteFrom('sessions')
      .where('expires_at', '<', BigInt(before))
      .executeTakeFirst();
    return Number(gone.numDeletedRows);
  });
}

async function issue(
  tx: RecordDb,
  {
    session,
    token,
    at,
  }: { readonly session: string; readonly token: TokenHash; readonly at: Timestamp },
): Promise<void> {
  await tx
    .insertInto('refresh_tokens')
    .values({
      hash: token.hash,
      session_id: session,
      issued_at: BigInt(at),
      expires_at: BigInt(token.expiresAt),
      used_at: null,
    })
    .execute();
}

async function sessionOf(tx: RecordDb, hash: Uint8Array): Promise<Session | undefined> {
  const row = await tx
    .selectFrom('refresh_tokens')
    .innerJoin('sessions', 'sessions.id', 'refresh_tokens.session_id')
    .selectAll('sessions')
    .where('refresh_tokens.hash', '=', hash)
    .executeTakeFirst();
  return row === undefined ? undefined : parseSession(row);
}

async function takeAgain(
  tx: RecordDb,
  session: Session,
  { hash, next, at }: TokenTurn,
): Promise<Result<TakenToken>> {
  const usedAt = await useOf(tx, hash);
  if (usedAt === null) return storageRefusal('TOKEN_UNKNOWN', 'the token is over');
  const isSoon = usedAt !== undefined && Math.abs(at - Number(usedAt)) <= ANSWER_LOST_MICROS;
  if (isSoon && (await useOf(tx, next.hash)) === null) return ok({ session, isAgain: true });
  await endSession(tx, session.id, { at, reason: 'a token was used twice' });
  return storageRefusal('TOKEN_REUSED', `session ${session.id}`);
}

/** When a token was used; null where it was not, undefined where there is none. */
async function useOf(tx: RecordDb, hash: Uint8Array): Promise<bigint | null | undefined> {
  const token = await tx
    .selectFrom('refresh_tokens')
    .select('used_at')
    .where('hash', '=', hash)
    .executeTakeFirst();
  return token?.used_at;
}

function parseSession(found: Readonly<Record<string, unknown>>): Session {
  const row = new RowReader(found);
  return {
    id: row.text('id'),
    user: row.text('user_id'),
    createdAt: row.time('created_at'),
    expiresAt: row.time('expires_at'),
    address: row.text('address'),
    agent: row.text('agent'),
    endedAt: row.timeOrNull('ended_at'),
    endReason: row.textOrNull('end_reason'),
  };
}
