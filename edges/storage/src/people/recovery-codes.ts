import { ok, type Result } from 'argosy/core';

import { storageRefusal } from '../errors.ts';
import type { RecordDb } from '../store.ts';
import { transact } from './transact.ts';

/** The most codes that a user has at once. */
export const RECOVERY_CODES_MAX = 20;

/** Keeps the hashes of a user's recovery codes in the place of those that were there. */
export async function saveRecoveryCodes(
  db: RecordDb,
  user: string,
  hashes: readonly Uint8Array[],
): Promise<Result<null>> {
  if (hashes.length > RECOVERY_CODES_MAX) {
    return storageRefusal('BAD_RECORD', `${hashes.length} codes, at most ${RECOVERY_CODES_MAX}`);
  }
  return transact(db, async (tx) => {
    await tx.deleteFrom('recovery_codes').where('user_id', '=', user).execute();
    for (const hash of hashes) {
      await tx.insertInto('recovery_codes').values({ user_id: user, hash }).execute();
    }
    return ok(null);
  });
}

/** Takes a recovery code; refused where it is none of theirs, or was taken before. */
export async function takeRecoveryCode(
  db: RecordDb,
  user: string,
  hash: Uint8Array,
): Promise<Result<null>> {
  const result = await db
    .deleteFrom('recovery_codes')
    .where('user_id', '=', user)
    .where('hash', '=', hash)
    .executeTakeFirst();
  return result.numDeletedRows === 1n ? ok(null) : storageRefusal('NOT_FOUND', 'the code');
}

/** How many are left. */
export async function countRecoveryCodes(db: RecordDb, user: string): Promise<number> {
  const { codes } = await db
    .selectFrom('recovery_codes')
    .select(({ fn }) => fn.countAll<bigint>().as('codes'))
    .where('user_id', '=', user)
    .executeTakeFirstOrThrow();
  return Number(codes);
}
