import { ok, toAccountId, type AccountId, type Result, type Timestamp } from 'argosy/core';

import { storageRefusal } from '../errors.ts';
import { RowReader } from '../queries/row-reader.ts';
import type { RecordDb } from '../store.ts';
import { transact } from './transact.ts';

/** Whose an account is. A user has one at most. */
export type AccountHolder = {
  readonly account: AccountId;
  readonly user: string;
  readonly since: Timestamp;
};

/** The most accounts that somebody is let look at one by one. */
export const GRANTS_MAX = 100;
/** As many as there may be users. */
const HOLDERS_MAX = 10_000;
const GRANTS_SHOWN_MAX = 100_000;

/** Gives a user the first account of a pool that is nobody's; who has one keeps it. Null where none is left. */
export async function holdAccount(
  db: RecordDb,
  user: string,
  pool: readonly AccountId[],
  at: Timestamp,
): Promise<AccountId | null> {
  return transact(db, async (tx) => {
    for (const account of pool) {
      const held = await heldBy(tx, user);
      if (held !== null) return held;
      await tx
        .insertInto('account_holders')
        .values({ account, user_id: user, since: BigInt(at) })
        .onConflict((conflict) => conflict.doNothing())
        .execute();
    }
    return heldBy(tx, user);
  });
}

/** The accounts that are somebody's, by account. */
export async function listAccountHolders(db: RecordDb): Promise<readonly AccountHolder[]> {
  const rows = await db
    .selectFrom('account_holders')
    .selectAll()
    .orderBy('account')
    .limit(HOLDERS_MAX)
    .execute();
  return rows.map((found) => {
    const row = new RowReader(found);
    const account = toAccountId(row.text('account'));
    return { account, user: row.text('user_id'), since: row.time('since') };
  });
}

/** Lets a user look at these accounts, and at no others that were granted before. */
export async function grantAccounts(
  db: RecordDb,
  user: string,
  accounts: readonly AccountId[],
  at: Timestamp,
): Promise<Result<null>> {
  if (accounts.length > GRANTS_MAX) {
    return storageRefusal('BAD_RECORD', `${accounts.length} accounts, at most ${GRANTS_MAX}`);
  }
  return transact(db, async (tx) => {
    await tx.deleteFrom('account_grants').where('user_id', '=', user).execute();
    for (const account of new Set(accounts)) {
      const row = { user_id: user, account, granted_at: BigInt(at) };
      await tx.insertInto('account_grants').values(row).execute();
    }
    return ok(null);
  });
}

/** What a user has to do with accounts: their own, and those they may look at. */
export type AccountAccess = {
  readonly own: AccountId | null;
  readonly granted: readonly AccountId[];
};

/** The accounts of a user. */
export async function findAccountAccess(db: RecordDb, user: string): Promise<AccountAccess> {
  const rows = await db
    .selectFrom('account_grants')
    .select('account')
    .where('user_id', '=', user)
    .orderBy('account')
    .limit(GRANTS_MAX)
    .execute();
  const granted = rows.map((row) => toAccountId(new RowReader(row).text('account')));
  return { own: await heldBy(db, user), granted };
}

/** That somebody may look at an account. */
export type AccountGrant = { readonly user: string; readonly account: AccountId };

/** Who was let look at what, by user and account. */
export async function listAccountGrants(db: RecordDb): Promise<readonly AccountGrant[]> {
  const rows = await db
    .selectFrom('account_grants')
    .select(['user_id', 'account'])
    .orderBy('user_id')
    .orderBy('account')
    .limit(GRANTS_SHOWN_MAX)
    .execute();
  return rows.map((found) => {
    const row = new RowReader(found);
    return { user: row.text('user_id'), account: toAccountId(row.text('account')) };
  });
}

/** Takes everything from a user that they were let look at. An account stays theirs: its past is. */
export async function revokeGrants(db: RecordDb, user: string): Promise<void> {
  await db.deleteFrom('account_grants').where('user_id', '=', user).execute();
}

async function heldBy(db: RecordDb, user: string): Promise<AccountId | null> {
  const row = await db
    .selectFrom('account_holders')
    .select('account')
    .where('user_id', '=', user)
    .executeTakeFirst();
  return row === undefined ? null : toAccountId(new RowReader(row).text('account'));
}
