import {
  toAccountId,
  toOrderId,
  type AccountId,
  type Currency,
  type Money,
  type OrderId,
  type Result,
  type Timestamp,
} from 'argosy/core';

import { projectionTables } from '../schema/projection-tables.ts';
import type { ProjectionStore } from '../store.ts';
import {
  equals,
  ownedBy,
  readPage,
  type OwnerFilter,
  type Page,
  type PageRequest,
  type Span,
} from './page.ts';
import type { RowReader } from './row-reader.ts';

/** A line of an account's statement: something that moved its cash. */
export type ProjectedCashLine = {
  readonly shard: string;
  /** The input that caused it. */
  readonly number: number;
  readonly account: AccountId;
  /** The entry that it is a part of; its lines stand together. */
  readonly entry: string;
  /** What the entry is for: `deposit`, `fill`, `charges`, `settlement`, … */
  readonly purpose: string;
  readonly order: OrderId | null;
  /** The day that it settles on; null for cash that has settled. */
  readonly settlesOn: string | null;
  /** Above zero came in. */
  readonly amount: Money;
  /** What was there behind it: of settled cash, or of the cash that settles on the same day. */
  readonly balance: Money;
  /** When it happened. */
  readonly at: Timestamp;
  /** When it was booked, which is what lines go by. */
  readonly bookedAt: Timestamp;
};

/** Which lines are wanted; the span is of when they were booked. */
export type StatementFilter = Span &
  OwnerFilter & {
    readonly currency?: Currency;
    readonly purpose?: string;
    readonly order?: OrderId;
  };

/** Statements of accounts, the newest line first. */
export async function listStatement(
  { db }: ProjectionStore,
  filter: StatementFilter,
  page: PageRequest = {},
): Promise<Result<Page<ProjectedCashLine>>> {
  const question = {
    table: 'cash_lines',
    shape: projectionTables.cash_lines,
    where: [
      ...ownedBy(filter),
      ...equals('currency', filter.currency),
      ...equals('purpose', filter.purpose),
      ...equals('order_id', filter.order),
    ],
    span: ['received_at', filter],
    order: ['received_at', 'shard', 'number', 'place', 'line'],
    direction: 'down',
    parse: parseLine,
  } as const;
  return readPage(db, question, page);
}

function parseLine(row: RowReader): ProjectedCashLine {
  const order = row.textOrNull('order_id');
  return {
    shard: row.text('shard'),
    number: row.int('number'),
    account: toAccountId(row.text('account')),
    entry: row.text('entry'),
    purpose: row.text('purpose'),
    order: order === null ? null : toOrderId(order),
    settlesOn: row.textOrNull('settles_on'),
    amount: row.money('amount', 'currency'),
    balance: row.money('balance', 'currency'),
    at: row.time('at'),
    bookedAt: row.time('received_at'),
  };
}
