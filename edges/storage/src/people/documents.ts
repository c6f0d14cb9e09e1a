import { ok, type Result, type Timestamp } from 'argosy/core';

import { storageRefusal } from '../errors.ts';
import { RowReader } from '../queries/row-reader.ts';
import type { RecordDb } from '../store.ts';
import { checkName, checkText } from './bounds.ts';
import { transact } from './transact.ts';

/** What people arrange for themselves. What is in it is the terminal's business. */
export type DocumentKind = 'layout' | 'workspace' | 'watchlist';

/** The name of a document. */
export type DocumentKey = {
  readonly user: string;
  readonly kind: DocumentKind;
  readonly name: string;
};

/** A document as it was saved last. */
export type SavedDocument = DocumentKey & {
  /** From 1 on, one more at each change. */
  readonly version: number;
  readonly body: string;
  readonly updatedAt: Timestamp;
};

/** The longest document, in characters. */
export const DOCUMENT_LENGTH_MAX = 1_048_576;
/** How many of a kind a user has. */
export const DOCUMENTS_MAX = 200;

const kinds: readonly DocumentKind[] = ['layout', 'workspace', 'watchlist'];

/** Saves a document over the version it was made from, 0 for a new one, and gives the new version. */
export async function saveDocument(
  db: RecordDb,
  document: Omit<SavedDocument, 'version'> & { readonly basedOn: number },
): Promise<Result<number>> {
  const { kind, name, body, basedOn } = document;
  const flaw = checkName(kind, name);
  if (!flaw.ok) return flaw;
  const length = checkText(`a ${kind}`, body, DOCUMENT_LENGTH_MAX);
  if (!length.ok) return length;
  return transact(db, (tx) => (basedOn === 0 ? create(tx, document) : replace(tx, document)));
}

/** A document by its name. */
export async function findDocument(
  db: RecordDb,
  { user, kind, name }: DocumentKey,
): Promise<SavedDocument | undefined> {
  const row = await db
    .selectFrom('documents')
    .selectAll()
    .where('user_id', '=', user)
    .where('kind', '=', kind)
    .where('name', '=', name)
    .executeTakeFirst();
  return row === undefined ? undefined : parseDocument(row);
}

/** A user's documents of a kind, by name. */
export async function listDocuments(
  db: RecordDb,
  { user, kind }: Omit<DocumentKey, 'name'>,
): Promise<readonly SavedDocument[]> {
  const rows = await db
    .selectFrom('documents')
    .selectAll()
    .where('user_id', '=', user)
    .where('kind', '=', kind)
    .orderBy('name')
    .limit(DOCUMENTS_MAX)
    .execute();
  return rows.map(parseDocument);
}

/** Removes a document. */
export async function removeDocument(
  db: RecordDb,
  { user, kind, name }: DocumentKey,
): Promise<Result<null>> {
  const result = await db
    .deleteFrom('documents')
    .where('user_id', '=', user)
    .where('kind', '=', kind)
    .where('name', '=', name)
    .executeTakeFirst();
  return result.numDeletedRows === 1n ? ok(null) : storageRefusal('NOT_FOUND', `${kind} ${name}`);
}

async function create(
  tx: RecordDb,
  { user, kind, name, body, updatedAt }: Omit<SavedDocument, 'version'>,
): Promise<Result<number>> {
  const { documents } = await tx
    .selectFrom('documents')
    .select(({ fn }) => fn.countAll<bigint>().as('documents'))
    .where('user_id', '=', user)
    .where('kind', '=', kind)
    .executeTakeFirstOrThrow();
  if (Number(documents) >= DOCUMENTS_MAX) {
    return storageRefusal('BAD_RECORD', `there are ${DOCUMENTS_MAX} of kind ${kind}`);
  }
  const result = await tx
    .insertInto('documents')
    .values({ user_id: user, kind, name, version: 1n, body, updated_at: BigInt(updatedAt) })
    .onConflict((conflict) => conflict.doNothing())
    .executeTakeFirst();
  return result.numInsertedOrUpdatedRows === 1n
    ? ok(1)
    : storageRefusal('TAKEN', `${kind} ${name}`);
}

async function replace(
  tx: RecordDb,
  document: Omit<SavedDocument, 'version'> & { readonly basedOn: number },
): Promise<Result<number>> {
  const { user, kind, name, body, updatedAt, basedOn } = document;
  const version = basedOn + 1;
  const result = await tx
    .updateTable('documents')
    .set({ version: BigInt(version), body, updated_at: BigInt(updatedAt) })
    .where('user_id', '=', user)
    .where('kind', '=', kind)
    .where('name', '=', name)
    .where('version', '=', BigInt(basedOn))
    .executeTakeFirst();
  if (result.numUpdatedRows === 1n) return ok(version);
  return storageRefusal('CHANGED_MEANWHILE', `${kind} ${name} is not of version ${basedOn}`);
}

function parseDocument(found: Readonly<Record<string, unknown>>): SavedDocument {
  const row = new RowReader(found);
  return {
    user: row.text('user_id'),
    kind: row.word('kind', kinds),
    name: row.text('name'),
    version: row.int('version'),
    body: row.text('body'),
    updatedAt: row.time('updated_at'),
  };
}
