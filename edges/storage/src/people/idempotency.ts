import { ok, type Result, type Timestamp } from 'argosy/core';

import { storageRefusal } from '../errors.ts';
import { RowReader } from '../queries/row-reader.ts';
import type { RecordDb } from '../store.ts';
import { checkText } from './bounds.ts';
import { transact } from './transact.ts';

/** The name of a request that may come twice: whose it is, and the key its sender gave it. */
export type RequestKey = { readonly owner: string; readonly key: string };

/** A request as it begins. */
export type RequestStart = RequestKey & {
  /** A hash of what was asked: the same key with another body is another request. */
  readonly bodyHash: Uint8Array;
  readonly at: Timestamp;
  /** From when the key may be used again. */
  readonly expiresAt: Timestamp;
  /** From when whoever began it counts as dead, and it may begin once more. */
  readonly leasedUntil: Timestamp;
};

/** Whether a request is to be done, or was answered before. */
export type RequestTurn =
  | { readonly kind: 'new' }
  | { readonly kind: 'answered'; readonly status: number; readonly answer: Uint8Array };

const KEY_LENGTH_MAX = 255;
/** The largest answer that is kept. */
export const ANSWER_BYTES_MAX = 1_048_576;

/** Begins a request under its key: of two that come at once, one begins. */
export async function beginRequest(
  db: RecordDb,
  start: RequestStart,
): Promise<Result<RequestTurn>> {
  const flaw = checkText('an idempotency key', start.key, KEY_LENGTH_MAX);
  if (!flaw.ok) return flaw;
  const { owner, key, bodyHash, at, expiresAt, leasedUntil } = start;
  const row = {
    body_hash: bodyHash,
    created_at: BigInt(at),
    expires_at: BigInt(expiresAt),
    leased_until: BigInt(leasedUntil),
    status: null,
    answer: null,
  };
  return transact(db, async (tx) => {
    // What is over gives way in the same statement, so that nobody comes between.
    const begun = await tx
      .insertInto('idempotency_keys')
      .values({ owner, key, ...row })
      .onConflict((conflict) =>
        conflict
          .columns(['owner', 'key'])
          .doUpdateSet(row)
          .where('idempotency_keys.expires_at', '<=', BigInt(at)),
      )
      .executeTakeFirst();
    if (begun.numInsertedOrUpdatedRows === 1n) return ok({ kind: 'new' });
    return meetEarlier(tx, start);
  });
}

/** Keeps the answer of a request for those that come again. */
export async function answerRequest(
  db: RecordDb,
  { owner, key }: RequestKey,
  { status, answer }: { readonly status: number; readonly answer: Uint8Array },
): Promise<Result<null>> {
  if (answer.length > ANSWER_BYTES_MAX) {
    return storageRefusal('BAD_RECORD', `an answer of ${answer.length} bytes`);
  }
  const result = await db
    .updateTable('idempotency_keys')
    .set({ status: BigInt(status), answer })
    .where('owner', '=', owner)
    .where('key', '=', key)
    .executeTakeFirst();
  return result.numUpdatedRows === 1n ? ok(null) : storageRefusal('NOT_FOUND', key);
}

/** Gives the key of a request back that has come to nothing: its sender may try again. */
export async function dropRequest(db: RecordDb, { owner, key }: RequestKey): Promise<void> {
  await db
    .deleteFrom('idempotency_keys')
    .where('owner', '=', owner)
    .where('key', '=', key)
    .where('status', 'is', null)
    .execute();
}

/** Forgets keys that are over. Gives how many. */
export async function purgeRequests(db: RecordDb, at: Timestamp): Promise<number> {
  const result = await db
    .deleteFrom('idempotency_keys')
    .where('expires_at', '<=', BigInt(at))
    .executeTakeFirst();
  return Number(result.numDeletedRows);
}

async function meetEarlier(tx: RecordDb, start: RequestStart): Promise<Result<RequestTurn>> {
  const { owner, key, bodyHash, at, leasedUntil } = start;
  const found = await tx
    .selectFrom('idempotency_keys')
    .selectAll()
    .where('owner', '=', owner)
    .where('key', '=', key)
    .executeTakeFirstOrThrow();
  const row = new RowReader(found);
  if (Buffer.compare(row.bytes('body_hash'), bodyHash) !== 0) {
    return storageRefusal('KEY_REUSED', key);
  }
  const [status, answer] = [row.intOrNull('status'), row.bytesOrNull('answer')];
  if (status !== null && answer !== null) return ok({ kind: 'answered', status, answer });
  const taken = await tx
    .updateTable('idempotency_keys')
    .set({ leased_until: BigInt(leasedUntil) })
    .where('owner', '=', owner)
    .where('key', '=', key)
    .where('status', 'is', null)
    .where('leased_until', '<=', BigInt(at))
    .executeTakeFirst();
  return taken.numUpdatedRows === 1n ? ok({ kind: 'new' }) : storageRefusal('STILL_RUNNING', key);
}
