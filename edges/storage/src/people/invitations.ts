import { ok, toAccountId, type AccountId, type Result, type Timestamp } from 'argosy/core';

import { storageRefusal } from '../errors.ts';
import { RowReader } from '../queries/row-reader.ts';
import type { RecordDb } from '../store.ts';
import { checkName } from './bounds.ts';
import type { Role } from './users.ts';

/** A way in for somebody who is no user yet. It is taken once. */
export type Invitation = {
  readonly hash: Uint8Array;
  /** The name they will log in with. */
  readonly name: string;
  readonly role: Role;
  /** What they may look at from then on. */
  readonly accounts: readonly AccountId[];
  readonly invitedBy: string;
  readonly createdAt: Timestamp;
  readonly expiresAt: Timestamp;
};

/** The most invitations that wait at once. */
export const INVITATIONS_MAX = 1_000;

const roles: readonly Role[] = ['owner', 'viewer'];

/** Keeps an invitation, in the place of one of the same name; those that are over are forgotten. */
export async function saveInvitation(db: RecordDb, invitation: Invitation): Promise<Result<null>> {
  const { hash, name, role, accounts, invitedBy, createdAt, expiresAt } = invitation;
  const flaw = checkName('user', name);
  if (!flaw.ok) return flaw;
  await db.deleteFrom('invitations').where('expires_at', '<=', BigInt(createdAt)).execute();
  const { waiting } = await db
    .selectFrom('invitations')
    .select(({ fn }) => fn.countAll<bigint>().as('waiting'))
    .where('name', '!=', name)
    .executeTakeFirstOrThrow();
  if (Number(waiting) >= INVITATIONS_MAX) {
    return storageRefusal('BAD_RECORD', `${INVITATIONS_MAX} invitations wait`);
  }
  const row = {
    hash,
    role,
    accounts: JSON.stringify(accounts),
    invited_by: invitedBy,
    created_at: BigInt(createdAt),
    expires_at: BigInt(expiresAt),
  };
  await db
    .insertInto('invitations')
    .values({ ...row, name })
    .onConflict((conflict) => conflict.column('name').doUpdateSet(row))
    .execute();
  return ok(null);
}

/** An invitation that holds at an instant. */
export async function findInvitation(
  db: RecordDb,
  hash: Uint8Array,
  at: Timestamp,
): Promise<Invitation | undefined> {
  const row = await db
    .selectFrom('invitations')
    .selectAll()
    .where('hash', '=', hash)
    .where('expires_at', '>', BigInt(at))
    .executeTakeFirst();
  return row === undefined ? undefined : parseInvitation(row);
}

/** Those that wait for their people, by name. */
export async function listInvitations(db: RecordDb, at: Timestamp): Promise<readonly Invitation[]> {
  const rows = await db
    .selectFrom('invitations')
    .selectAll()
    .where('expires_at', '>', BigInt(at))
    .orderBy('name')
    .limit(INVITATIONS_MAX)
    .execute();
  return rows.map(parseInvitation);
}

/** Takes an invitation: of several who bring it one has it. */
export async function takeInvitation(
  db: RecordDb,
  hash: Uint8Array,
  at: Timestamp,
): Promise<Result<null>> {
  const result = await db
    .deleteFrom('invitations')
    .where('hash', '=', hash)
    .where('expires_at', '>', BigInt(at))
    .executeTakeFirst();
  return result.numDeletedRows === 1n ? ok(null) : storageRefusal('NOT_FOUND', 'the invitation');
}

/** Takes an invitation back by its name. */
export async function dropInvitation(db: RecordDb, name: string): Promise<Result<null>> {
  const result = await db.deleteFrom('invitations').where('name', '=', name).executeTakeFirst();
  return result.numDeletedRows === 1n ? ok(null) : storageRefusal('NOT_FOUND', name);
}

function parseInvitation(found: Readonly<Record<string, unknown>>): Invitation {
  const row = new RowReader(found);
  return {
    hash: row.bytes('hash'),
    name: row.text('name'),
    role: row.word('role', roles),
    accounts: parseAccounts(row.text('accounts')),
    invitedBy: row.text('invited_by'),
    createdAt: row.time('created_at'),
    expiresAt: row.time('expires_at'),
  };
}

function parseAccounts(text: string): readonly AccountId[] {
  const found: unknown = JSON.parse(text);
  return Array.isArray(found) ? found.map((account) => toAccountId(String(account))) : [];
}
