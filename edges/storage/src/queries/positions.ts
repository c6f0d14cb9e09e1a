import {
  money,
  toAccountId,
  toBookId,
  toInstrumentId,
  toPositionId,
  type AccountId,
  type BookId,
  type InstrumentId,
  type Money,
  type Result,
  type Timestamp,
} from 'argosy/core';
import type { Position, Product } from 'argosy/domain';
import { sql } from 'kysely';

import { projectionTables } from '../schema/projection-tables.ts';
import type { ProjectionStore } from '../store.ts';
import {
  equals,
  ownedBy,
  readPage,
  type OwnerFilter,
  type Page,
  type PageRequest,
} from './page.ts';
import type { RowReader } from './row-reader.ts';
import { products } from './words.ts';

/** A position with its shard and the instants of its first and last change. */
export type ProjectedPosition = {
  readonly shard: string;
  readonly position: Position;
  readonly openedAt: Timestamp;
  readonly updatedAt: Timestamp;
};

/** Which positions are wanted. */
export type PositionFilter = OwnerFilter & {
  readonly book?: BookId;
  readonly instrument?: InstrumentId;
  readonly product?: Product;
  /** Only those that are not flat. */
  readonly isHeld?: boolean;
};

/** Positions in the order of their keys. */
export async function listPositions(
  { db }: ProjectionStore,
  filter: PositionFilter,
  page: PageRequest = {},
): Promise<Result<Page<ProjectedPosition>>> {
  const question = {
    table: 'positions',
    shape: projectionTables.positions,
    where: [
      ...ownedBy(filter),
      ...equals('book', filter.book),
      ...equals('instrument', filter.instrument),
      ...equals('product', filter.product),
      ...(filter.isHeld === true ? [sql`qty <> 0`] : []),
    ],
    order: projectionTables.positions.key,
    direction: 'up',
    parse: parsePosition,
  } as const;
  return readPage(db, question, page);
}

/** A ledger account's balance: a debit above zero. */
export type ProjectedBalance = {
  readonly shard: string;
  readonly account: AccountId;
  readonly ledgerAccount: string;
  readonly balance: Money;
  readonly updatedAt: Timestamp;
};

/** The ledger accounts behind accounts, in the order of their names. */
export async function listBalances(
  { db }: ProjectionStore,
  filter: OwnerFilter,
  page: PageRequest = {},
): Promise<Result<Page<ProjectedBalance>>> {
  const question = {
    table: 'balances',
    shape: projectionTables.balances,
    where: ownedBy(filter),
    order: projectionTables.balances.key,
    direction: 'up',
    parse: (row: RowReader): ProjectedBalance => ({
      shard: row.text('shard'),
      account: toAccountId(row.text('account')),
      ledgerAccount: row.text('ledger_account'),
      balance: row.money('balance', 'currency'),
      updatedAt: row.time('updated_at'),
    }),
  } as const;
  return readPage(db, question, page);
}

/** A row of positions. */
export function parsePosition(row: RowReader): ProjectedPosition {
  const id = row.text('position');
  const { currency } = row.money('realised', 'currency');
  const position = {
    key: {
      account: toAccountId(row.text('account')),
      book: toBookId(row.text('book')),
      instrument: toInstrumentId(row.text('instrument')),
      product: row.word('product', products),
      id: id === '' ? null : toPositionId(id),
    },
    qty: row.int('qty'),
    cost: row.amount('cost'),
    realised: money(row.amount('realised'), currency),
    charges: row.money('charges', 'charges_currency'),
  };
  const [openedAt, updatedAt] = [row.time('opened_at'), row.time('updated_at')];
  return { shard: row.text('shard'), position, openedAt, updatedAt };
}
