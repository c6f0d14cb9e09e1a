import { decodeVersioned, toCurrency, toMinor } from 'argosy/core';
import { orderCodec, type Order } from 'argosy/domain';
import { sql, type Transaction } from 'kysely';

import { deleteRows, insertRows, upsertRows, type BulkTable } from '../bulk.ts';
import { storageError } from '../errors.ts';
import { requireUnlocked } from '../postgres/advisory-lock.ts';
import { projectionTables, type ProjectionDatabase } from '../schema/projection-tables.ts';
import type { MigratedDatabase } from '../schema/migrate.ts';
import type { ProjectionStore } from '../store.ts';
import { keptColumns, type Bust, type Changes, type TableChanges } from './changes.ts';
import type { BalanceSides, LedgerSides } from './ledger-rows.ts';

/** How far a shard's journal is projected. */
export type Progress = {
  /** The last position that the tables know; 0 before the first. */
  readonly position: number;
  /** The input that caused the last event. */
  readonly number: number;
  /** When trading took the last event in, in microseconds; 0 before the first. */
  readonly at: number;
  /** What the journal is told from others by; empty where that is not known. */
  readonly journal: string;
  /** The hash of the block that ends at the position; empty where none is known to. */
  readonly block: string;
};

/** Where nothing is projected yet. */
export const noProgress: Progress = { position: 0, number: 0, at: 0, journal: '', block: '' };

/** The keys of one look-up: SQLite binds at most 32,766 values. */
const KEYS_MAX = 500;

type Tx = Transaction<MigratedDatabase & ProjectionDatabase>;

/** The tables of one shard, as a projector reads and writes them. */
export class ProjectionTarget {
  readonly #store: ProjectionStore;
  readonly #shard: string;

  constructor(store: ProjectionStore, shard: string) {
    this.#store = store;
    this.#shard = shard;
  }

  /** How far the tables are. */
  async progress(): Promise<Progress> {
    const row = await this.#store.db
      .selectFrom('projection_progress')
      .select(['position', 'number', 'at', 'journal', 'block'])
      .where('shard', '=', this.#shard)
      .executeTakeFirst();
    if (row === undefined) return noProgress;
    const { position, number, at, journal, block } = row;
    return { position: Number(position), number: Number(number), at: Number(at), journal, block };
  }

  /** Orders as the tables have them. */
  async orders(ids: readonly string[]): Promise<ReadonlyMap<string, Order>> {
    const found = new Map<string, Order>();
    for (const some of inParts(ids)) {
      const rows = await this.#store.db
        .selectFrom('orders')
        .select(['id', 'body'])
        .where('shard', '=', this.#shard)
        .where('id', 'in', some)
        .execute();
      for (const { id, body } of rows) found.set(id, decodeVersioned(orderCodec, body));
    }
    return found;
  }

  /** Ledger accounts as the tables have them. */
  async ledgerAccounts(names: readonly string[]): Promise<ReadonlyMap<string, LedgerSides>> {
    const found = new Map<string, Map<ReturnType<typeof toCurrency>, BalanceSides>>();
    for (const some of inParts(names)) {
      const rows = await this.#store.db
        .selectFrom('balances')
        .select(['ledger_account', 'currency', 'debits', 'credits', 'balance'])
        .where('shard', '=', this.#shard)
        .where('ledger_account', 'in', some)
        .execute();
      for (const { ledger_account: name, currency, ...sides } of rows) {
        const ofName = found.get(name) ?? new Map<ReturnType<typeof toCurrency>, BalanceSides>();
        found.set(name, ofName.set(toCurrency(currency), sidesOf(sides)));
      }
    }
    return found;
  }

  /**
   * Writes a batch and how far it reaches, in one transaction: both or neither. It is only written behind what it
   * was folded onto, so a batch can come twice and two projectors can meet without harm.
   */
  async write(changes: Changes, bounds: BatchBounds): Promise<void> {
    const { db, engine } = this.#store;
    await db.transaction().execute(async (tx) => {
      if (engine === 'postgres') await requireUnlocked(tx);
      await this.#advance(tx, bounds);
      for (const table of changes.tables()) {
        await writeTable(
          tx,
          { engine, name: table.name, shape: projectionTables[table.name] },
          table,
        );
        await bounds.onTable?.(table.name);
      }
      for (const bust of changes.busts) await markBusted(tx, bust);
    });
  }

  async #advance(tx: Tx, { from, to }: BatchBounds): Promise<void> {
    const shard = this.#shard;
    const { journal, block } = to;
    const [position, number, at] = [BigInt(to.position), BigInt(to.number), BigInt(to.at)];
    const row = { position, number, at, journal, block };
    const result =
      from.position === 0
        ? await tx
            .insertInto('projection_progress')
            .values({ shard, ...row })
            .onConflict((conflict) => conflict.column('shard').doNothing())
            .executeTakeFirst()
        : await tx
            .updateTable('projection_progress')
            .set(row)
            .where('shard', '=', shard)
            .where('position', '=', BigInt(from.position))
            .where('journal', '=', from.journal)
            .where('block', '=', from.block)
            .executeTakeFirst();
    const changed =
      'numUpdatedRows' in result ? result.numUpdatedRows : result.numInsertedOrUpdatedRows;
    if (changed === 1n) return;
    throw storageError('POSITION_MOVED', `shard ${shard} is no longer at ${from.position}`);
  }
}

/** Hears of a table that was written; what it promises is waited for. */
export type TableHearer = (name: string) => void | Promise<void>;

/** What a batch continues, and how far it reaches. */
export type BatchBounds = {
  readonly from: Progress;
  readonly to: Progress;
  /** Hears of each table as it is written, before anything is committed. */
  readonly onTable?: TableHearer | undefined;
};

async function writeTable(tx: Tx, table: BulkTable, changes: TableChanges): Promise<void> {
  await insertRows(tx, table, changes.inserted);
  await upsertRows(tx, table, { rows: changes.put, kept: keptColumns[changes.name] ?? [] });
  await deleteRows(tx, table, changes.dropped);
}

/** An id may have come with several contents, each booked: a bust takes the first that stands, as the order's fold does. */
async function markBusted(tx: Tx, { shard, order, trade, number, place, at }: Bust): Promise<void> {
  const first = tx
    .selectFrom('fills')
    .select(['number', 'place'])
    .where('shard', '=', shard)
    .where('order_id', '=', order)
    .where('trade', '=', trade)
    .where('busted_at', 'is', null)
    .where(sql<boolean>`(number, place) < (${number}, ${place})`)
    .orderBy('number')
    .orderBy('place')
    .limit(1);
  await tx
    .updateTable('fills')
    .set({ busted_at: at })
    .where('shard', '=', shard)
    .where(sql<boolean>`(number, place) = (${first})`)
    .execute();
}

function sidesOf({
  debits,
  credits,
  balance,
}: {
  readonly debits: string;
  readonly credits: string;
  readonly balance: string;
}): BalanceSides {
  return {
    debits: toMinor(BigInt(debits)),
    credits: toMinor(BigInt(credits)),
    balance: toMinor(BigInt(balance)),
  };
}

function* inParts(keys: readonly string[]): Generator<readonly string[]> {
  for (let at = 0; at < keys.length; at += KEYS_MAX) yield keys.slice(at, at + KEYS_MAX);
}
