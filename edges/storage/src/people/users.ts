import { ok, type Result, type Timestamp } from 'argosy/core';
import { sql } from 'kysely';

import { storageRefusal } from '../errors.ts';
import { RowReader } from '../queries/row-reader.ts';
import type { RecordDb } from '../store.ts';
import { checkName } from './bounds.ts';

/** What a user may do. */
export type Role = 'owner' | 'viewer';
/** Who is `disabled` may come back; who is `closed` is gone, and stays because the audit names them. */
export type UserStatus = 'active' | 'disabled' | 'closed';

/** Somebody who logs in. */
export type User = {
  readonly id: string;
  readonly name: string;
  readonly role: Role;
  readonly status: UserStatus;
  readonly createdAt: Timestamp;
  /** Failed logins in a row. */
  readonly failedLogins: number;
  readonly lockedUntil: Timestamp | null;
};

/** What a user proves who they are with. */
export type CredentialKind = 'password' | 'totp';

/** The most users that are kept. */
export const USERS_MAX = 10_000;

const roles: readonly Role[] = ['owner', 'viewer'];
const statuses: readonly UserStatus[] = ['active', 'disabled', 'closed'];

/** Keeps a new user; refused where the id or the name is taken, be it in other letters of the same. */
export async function createUser(
  db: RecordDb,
  { id, name, role, at }: Pick<User, 'id' | 'name' | 'role'> & { readonly at: Timestamp },
): Promise<Result<User>> {
  const flaw = checkName('user', name);
  if (!flaw.ok) return flaw;
  if ((await countUsers(db)) >= USERS_MAX) {
    return storageRefusal('BAD_RECORD', `there are ${USERS_MAX} users`);
  }
  if ((await findUserByName(db, name)) !== undefined) return storageRefusal('TAKEN', name);
  const status = 'active';
  const row = { id, name, role, status, created_at: BigInt(at), failed_logins: 0n };
  const result = await db
    .insertInto('users')
    .values({ ...row, locked_until: null })
    .onConflict((conflict) => conflict.doNothing())
    .executeTakeFirst();
  if (result.numInsertedOrUpdatedRows !== 1n) return storageRefusal('TAKEN', name);
  return ok({ id, name, role, status, createdAt: at, failedLogins: 0, lockedUntil: null });
}

/** How many users there are: the first one of a node is made without a login. */
export async function countUsers(db: RecordDb): Promise<number> {
  const { users } = await db
    .selectFrom('users')
    .select(({ fn }) => fn.countAll<bigint>().as('users'))
    .executeTakeFirstOrThrow();
  return Number(users);
}

/** A user by id. */
export async function findUser(db: RecordDb, id: string): Promise<User | undefined> {
  const row = await db.selectFrom('users').selectAll().where('id', '=', id).executeTakeFirst();
  return row === undefined ? undefined : parseUser(row);
}

/** A user by the name they log in with, however its letters of ASCII are written. */
export async function findUserByName(db: RecordDb, name: string): Promise<User | undefined> {
  const rows = await db
    .selectFrom('users')
    .selectAll()
    .where(sql<boolean>`lower(name) = lower(${name})`)
    .execute();
  // Before names were compared so, two of them could stand side by side.
  const row = rows.find((one) => one.name === name) ?? rows[0];
  return row === undefined ? undefined : parseUser(row);
}

/** All users, by name. */
export async function listUsers(db: RecordDb): Promise<readonly User[]> {
  const rows = await db.selectFrom('users').selectAll().orderBy('name').limit(USERS_MAX).execute();
  return rows.map(parseUser);
}

/** Changes what a user may do. */
export async function changeUser(
  db: RecordDb,
  id: string,
  { role, status }: Pick<User, 'role' | 'status'>,
): Promise<Result<null>> {
  const result = await db
    .updateTable('users')
    .set({ role, status })
    .where('id', '=', id)
    .executeTakeFirst();
  return result.numUpdatedRows === 1n ? ok(null) : storageRefusal('NOT_FOUND', `user ${id}`);
}

/** Counts a login that failed, together with all others at once, and gives how many there are in a row. */
export async function countFailedLogin(db: RecordDb, id: string): Promise<number> {
  const row = await db
    .updateTable('users')
    .set(({ eb }) => ({ failed_logins: eb('failed_logins', '+', 1n) }))
    .where('id', '=', id)
    .returning('failed_logins')
    .executeTakeFirst();
  return row === undefined ? 0 : Number(row.failed_logins);
}

/** Locks a user out until an instant. */
export async function lockUser(db: RecordDb, id: string, until: Timestamp): Promise<void> {
  const set = { locked_until: BigInt(until) };
  await db.updateTable('users').set(set).where('id', '=', id).execute();
}

/** A login went well: what failed before is forgotten. */
export async function clearFailedLogins(db: RecordDb, id: string): Promise<void> {
  const set = { failed_logins: 0n, locked_until: null };
  await db.updateTable('users').set(set).where('id', '=', id).execute();
}

/** Keeps what a user proves who they are with, in the place of what was there. */
export async function saveCredential(
  db: RecordDb,
  { user, kind, secret, at }: CredentialChange,
): Promise<void> {
  const row = { secret, changed_at: BigInt(at), last_step: null };
  await db
    .insertInto('credentials')
    .values({ user_id: user, kind, ...row })
    .onConflict((conflict) => conflict.columns(['user_id', 'kind']).doUpdateSet(row))
    .execute();
}

/** A hash or an encrypted secret that takes the place of a user's. */
export type CredentialChange = {
  readonly user: string;
  readonly kind: CredentialKind;
  readonly secret: Uint8Array;
  readonly at: Timestamp;
};

/** What is kept of a user's password or second factor. */
export async function findCredential(
  db: RecordDb,
  user: string,
  kind: CredentialKind,
): Promise<Uint8Array | undefined> {
  const row = await db
    .selectFrom('credentials')
    .select('secret')
    .where('user_id', '=', user)
    .where('kind', '=', kind)
    .executeTakeFirst();
  return row === undefined ? undefined : new RowReader(row).bytes('secret');
}

/** Keeps the same second factor sealed with another key; the steps of it that were taken stay taken. */
export async function resealTotp(db: RecordDb, user: string, secret: Uint8Array): Promise<void> {
  await db
    .updateTable('credentials')
    .set({ secret })
    .where('user_id', '=', user)
    .where('kind', '=', 'totp')
    .execute();
}

/** Takes a second factor away. */
export async function removeCredential(
  db: RecordDb,
  user: string,
  kind: CredentialKind,
): Promise<void> {
  await db.deleteFrom('credentials').where('user_id', '=', user).where('kind', '=', kind).execute();
}

/** Takes the code of a step of time; false where one of that step, or of a later one, was taken before. */
export async function takeTotpStep(db: RecordDb, user: string, step: number): Promise<boolean> {
  const result = await db
    .updateTable('credentials')
    .set({ last_step: BigInt(step) })
    .where('user_id', '=', user)
    .where('kind', '=', 'totp')
    .where((eb) => eb.or([eb('last_step', 'is', null), eb('last_step', '<', BigInt(step))]))
    .executeTakeFirst();
  return result.numUpdatedRows === 1n;
}

function parseUser(found: Readonly<Record<string, unknown>>): User {
  const row = new RowReader(found);
  return {
    id: row.text('id'),
    name: row.text('name'),
    role: row.word('role', roles),
    status: row.word('status', statuses),
    createdAt: row.time('created_at'),
    failedLogins: row.int('failed_logins'),
    lockedUntil: row.timeOrNull('locked_until'),
  };
}
