import { hash } from 'node:crypto';

import type { Result, Timestamp } from 'argosy/core';
import { CompiledQuery, sql } from 'kysely';

import { insertRows, type BulkRow } from '../bulk.ts';
import { equals, readPage, type Page, type PageRequest, type Span } from '../queries/page.ts';
import { RowReader } from '../queries/row-reader.ts';
import type { Engine } from '../schema/create-table.ts';
import { recordTables } from '../schema/record-tables.ts';
import type { RecordDb, RecordStore } from '../store.ts';
import { transact } from './transact.ts';

/** Something that was done, or tried: every mutation, login and failed login. */
export type AuditEntry = {
  readonly at: Timestamp;
  /** Who: a user's id, a key's, or the platform's own work. */
  readonly actor: string;
  /** What: `order.place`, `login`, `login.failed` and the like. */
  readonly action: string;
  /** On what: an order, an account, a user. */
  readonly subject: string;
  /** How it ended: `done`, or the code of the refusal. */
  readonly outcome: string;
  readonly address: string | null;
  readonly request: string | null;
  /** The command, order or row that caused it. */
  readonly cause: string | null;
  /** Hashes of what was there before and after. */
  readonly before: string | null;
  readonly after: string | null;
  /** Particulars, for people; no secret. */
  readonly detail: string;
};

/** An entry in its place in the chain. */
export type AuditRow = AuditEntry & {
  /** From 1 on, without a gap. */
  readonly sequence: number;
  /** Over the entry and the hash before it: who changes one changes all that follow. */
  readonly hash: Uint8Array;
};

/** The end of the chain: kept elsewhere it proves that nothing was cut off or written anew. */
export type AuditHead = Pick<AuditRow, 'sequence' | 'hash'>;

/** The first entry that is not as it was written; null of a whole chain. */
export type AuditVerdict = {
  readonly rows: number;
  readonly head: AuditHead;
  readonly fault: { readonly sequence: number; readonly reason: string } | null;
};

/** PostgreSQL's lock under which entries are appended one after the other. */
const APPEND_LOCK = 7_262_113_481_552_002n;
const TEXT_LENGTH_MAX = 4_000;
const PAGE_ROWS = 2_000;
const genesis: AuditHead = { sequence: 0, hash: new Uint8Array(32) };

/** Appends entries, in the caller's transaction where it has one: what is done and that it was done stand or fall together. */
export async function appendAudit(
  db: RecordDb,
  engine: Engine,
  entries: readonly AuditEntry[],
): Promise<AuditHead> {
  return transact(db, async (tx) => {
    await lockEnd(tx, engine);
    let head = await auditHead(tx);
    const rows: BulkRow[] = [];
    for (const given of entries) {
      const entry = bounded(given);
      const { at, ...texts } = entry;
      const sequence = head.sequence + 1;
      const hash = hashOf(sequence, entry, head.hash);
      const place = { sequence: BigInt(sequence), at: BigInt(at), previous: head.hash, hash };
      rows.push({ ...texts, ...place });
      head = { sequence, hash };
    }
    await insertRows(tx, { engine, name: 'audit', shape: recordTables.audit }, rows);
    return head;
  });
}

/** Appends those of some entries that are not there yet: what may have been written, though nobody was told so. */
export async function appendMissingAudit(
  db: RecordDb,
  engine: Engine,
  entries: readonly AuditEntry[],
): Promise<AuditHead> {
  return transact(db, async (tx) => {
    await lockEnd(tx, engine);
    const missing: AuditEntry[] = [];
    for (const entry of entries) if (!(await isThere(tx, entry))) missing.push(entry);
    return appendAudit(tx, engine, missing);
  });
}

/** In SQLite a transaction has the right to write from its beginning. */
async function lockEnd(tx: RecordDb, engine: Engine): Promise<void> {
  if (engine === 'postgres') await sql`select pg_advisory_xact_lock(${APPEND_LOCK})`.execute(tx);
}

/** One request says one thing of one outcome at one instant. What was written late may say so in its particulars. */
async function isThere(tx: RecordDb, given: AuditEntry): Promise<boolean> {
  const { at, actor, action, subject, outcome, request } = bounded(given);
  const row = await tx
    .selectFrom('audit')
    .select('sequence')
    .where('at', '=', BigInt(at))
    .where('actor', '=', actor)
    .where('action', '=', action)
    .where('subject', '=', subject)
    .where('outcome', '=', outcome)
    .where('request', request === null ? 'is' : '=', request)
    .limit(1)
    .executeTakeFirst();
  return row !== undefined;
}

/** Asked before each append: to build it anew takes ten times as long as the answer. */
const headQuery = CompiledQuery.raw(
  'select sequence, hash from audit order by sequence desc limit 1',
);

/** The last entry's place and hash. */
export async function auditHead(db: RecordDb): Promise<AuditHead> {
  const { rows } = await db.executeQuery<Record<string, unknown>>(headQuery);
  const [row] = rows;
  if (row === undefined) return genesis;
  const reader = new RowReader(row);
  return { sequence: reader.int('sequence'), hash: reader.bytes('hash') };
}

/** Reads the whole chain again. An anchor, kept elsewhere, finds a chain that was cut off or written anew too. */
export async function verifyAudit(
  { db }: RecordStore,
  anchor: AuditHead = genesis,
): Promise<AuditVerdict> {
  let head = genesis;
  let fault: AuditVerdict['fault'] = null;
  let isAnchored = anchor.sequence === 0;
  while (fault === null) {
    const rows = await db
      .selectFrom('audit')
      .selectAll()
      .where('sequence', '>', BigInt(head.sequence))
      .orderBy('sequence')
      .limit(PAGE_ROWS)
      .execute();
    for (const row of rows) {
      fault = faultOf(row, head, anchor);
      if (fault !== null) break;
      const { sequence, hash } = parseRow(new RowReader(row));
      head = { sequence, hash };
      isAnchored ||= sequence === anchor.sequence;
    }
    if (rows.length < PAGE_ROWS) break;
  }
  if (fault === null && !isAnchored) {
    fault = { sequence: head.sequence + 1, reason: `it ends before the anchor ${anchor.sequence}` };
  }
  return { rows: head.sequence, head, fault };
}

/** Which entries are wanted. */
export type AuditFilter = Span & {
  readonly actor?: string;
  readonly action?: string;
  readonly subject?: string;
  readonly outcome?: string;
};

/** Entries, the newest first. */
export async function listAudit(
  db: RecordDb,
  filter: AuditFilter,
  page: PageRequest = {},
): Promise<Result<Page<AuditRow>>> {
  const question = {
    table: 'audit',
    shape: recordTables.audit,
    where: [
      ...equals('actor', filter.actor),
      ...equals('action', filter.action),
      ...equals('subject', filter.subject),
      ...equals('outcome', filter.outcome),
    ],
    span: ['at', filter],
    order: ['at', 'sequence'],
    direction: 'down',
    parse: parseRow,
  } as const;
  return readPage(db, question, page);
}

function faultOf(
  found: Readonly<Record<string, unknown>>,
  head: AuditHead,
  anchor: AuditHead,
): AuditVerdict['fault'] {
  const row = new RowReader(found);
  const { sequence, hash, ...entry } = parseRow(row);
  const expected = head.sequence + 1;
  if (sequence !== expected) return { sequence: expected, reason: 'it is missing' };
  const isLinked = isSame(row.bytes('previous'), head.hash);
  if (!isLinked) return { sequence, reason: 'it does not continue the one before it' };
  if (!isSame(hash, hashOf(sequence, entry, head.hash))) {
    return { sequence, reason: 'it is not what was written' };
  }
  if (sequence === anchor.sequence && !isSame(hash, anchor.hash)) {
    return { sequence, reason: 'it is not what the anchor says' };
  }
  return null;
}

/** One text for one entry: the members in a fixed order. */
function hashOf(sequence: number, entry: AuditEntry, previous: Uint8Array): Uint8Array {
  const { at, actor, action, subject, outcome, address, request, cause, before, after, detail } =
    entry;
  const texts = [actor, action, subject, outcome, address, request, cause, before, after, detail];
  const line = JSON.stringify([sequence, at, ...texts]);
  return hash('sha256', Buffer.concat([previous, Buffer.from(line)]), 'buffer');
}

/** Texts come from outside: each is cut to what is kept, and made of whole characters. */
function bounded(entry: AuditEntry): AuditEntry {
  const cut = (text: string): string =>
    text.slice(0, TEXT_LENGTH_MAX).toWellFormed().replaceAll('\u0000', '\uFFFD');
  const cutOrNull = (text: string | null): string | null => (text === null ? null : cut(text));
  return {
    at: entry.at,
    actor: cut(entry.actor),
    action: cut(entry.action),
    subject: cut(entry.subject),
    outcome: cut(entry.outcome),
    address: cutOrNull(entry.address),
    request: cutOrNull(entry.request),
    cause: cutOrNull(entry.cause),
    before: cutOrNull(entry.before),
    after: cutOrNull(entry.after),
    detail: cut(entry.detail),
  };
}

function isSame(one: Uint8Array, other: Uint8Array): boolean {
  return Buffer.compare(one, other) === 0;
}

function parseRow(row: RowReader): AuditRow {
  return {
    sequence: row.int('sequence'),
    at: row.time('at'),
    actor: row.text('actor'),
    action: row.text('action'),
    subject: row.text('subject'),
    outcome: row.text('outcome'),
    address: row.textOrNull('address'),
    request: row.textOrNull('request'),
    cause: row.textOrNull('cause'),
    before: row.textOrNull('before'),
    after: row.textOrNull('after'),
    detail: row.text('detail'),
    hash: row.bytes('hash'),
  };
}
