import {
  toAccountId,
  toInstrumentId,
  toOrderId,
  toStrategyId,
  type AccountId,
  type InstrumentId,
  type Money,
  type OrderId,
  type Result,
  type StrategyId,
  type Timestamp,
} from 'argosy/core';
import type { TradingState } from 'argosy/domain';
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
  type Span,
} from './page.ts';
import type { RowReader } from './row-reader.ts';
import { tradingStates } from './words.ts';

/** What an account, or something in it, may do. */
export type ProjectedState = {
  readonly shard: string;
  readonly account: AccountId;
  /** The kind of scope, as `StateScope` has them. */
  readonly kind: string;
  /** The book, strategy or instrument; empty for a wider scope. */
  readonly subject: string;
  readonly state: TradingState;
  readonly reason: string;
  readonly at: Timestamp;
};

/** Which of them are wanted. */
export type StateFilter = OwnerFilter & {
  /** Only what is not ACTIVE. */
  readonly isRestricted?: boolean;
};

/** Trading states in the order of their scopes' names. */
export async function listRiskStates(
  { db }: ProjectionStore,
  filter: StateFilter,
  page: PageRequest = {},
): Promise<Result<Page<ProjectedState>>> {
  const question = {
    table: 'risk_states',
    shape: projectionTables.risk_states,
    where: [...ownedBy(filter), ...(filter.isRestricted === true ? [sql`state <> 'ACTIVE'`] : [])],
    order: projectionTables.risk_states.key,
    direction: 'up',
    parse: (row: RowReader): ProjectedState => ({
      shard: row.text('shard'),
      account: toAccountId(row.text('account')),
      kind: row.text('kind'),
      subject: row.text('subject'),
      state: row.word('state', tradingStates),
      reason: row.text('reason'),
      at: row.time('at'),
    }),
  } as const;
  return readPage(db, question, page);
}

/** A limit that was set while the firm trades. */
export type ProjectedLimit = {
  readonly shard: string;
  readonly account: AccountId;
  readonly kind: string;
  readonly subject: string;
  readonly name: string;
  /** Null where it was taken back. */
  readonly value: bigint | null;
  readonly until: Timestamp | null;
  readonly by: string;
  readonly reason: string;
  readonly at: Timestamp;
};

/** Limits in the order of their scopes' names. */
export async function listRiskLimits(
  { db }: ProjectionStore,
  filter: OwnerFilter,
  page: PageRequest = {},
): Promise<Result<Page<ProjectedLimit>>> {
  const question = {
    table: 'risk_limits',
    shape: projectionTables.risk_limits,
    where: ownedBy(filter),
    order: projectionTables.risk_limits.key,
    direction: 'up',
    parse: (row: RowReader): ProjectedLimit => ({
      shard: row.text('shard'),
      account: toAccountId(row.text('account')),
      kind: row.text('kind'),
      subject: row.text('subject'),
      name: row.text('name'),
      value: row.textOrNull('value') === null ? null : row.amount('value'),
      until: row.timeOrNull('until'),
      by: row.text('set_by'),
      reason: row.text('reason'),
      at: row.time('at'),
    }),
  } as const;
  return readPage(db, question, page);
}

/** What was refused, by us or by a broker. */
export type ProjectedRejection = {
  readonly shard: string;
  readonly type: string;
  readonly account: AccountId | null;
  readonly order: OrderId | null;
  readonly instrument: InstrumentId | null;
  readonly strategy: StrategyId | null;
  /** The check that stood in the way; null where a broker refused. */
  readonly code: string | null;
  readonly reason: string;
  readonly at: Timestamp;
};

/** Which rows of an account's history are wanted. */
export type HistoryFilter = Span & OwnerFilter;

/** Which refusals are wanted. */
export type RejectionFilter = HistoryFilter & {
  readonly order?: OrderId;
  readonly instrument?: InstrumentId;
  readonly strategy?: StrategyId;
  readonly type?: string;
  readonly code?: string;
};

/** What was refused, the newest first. */
export async function listRejections(
  { db }: ProjectionStore,
  filter: RejectionFilter,
  page: PageRequest = {},
): Promise<Result<Page<ProjectedRejection>>> {
  const question = {
    table: 'rejections',
    shape: projectionTables.rejections,
    where: [
      ...ownedBy(filter),
      ...equals('order_id', filter.order),
      ...equals('instrument', filter.instrument),
      ...equals('strategy', filter.strategy),
      ...equals('type', filter.type),
      ...equals('code', filter.code),
    ],
    span: ['at', filter],
    order: ['at', 'shard', 'number', 'place'],
    direction: 'down',
    parse: parseRejection,
  } as const;
  return readPage(db, question, page);
}

/** Something out of the ordinary. */
export type ProjectedAnomaly = Pick<ProjectedRejection, 'shard' | 'type' | 'account' | 'order'> & {
  readonly detail: string;
  readonly at: Timestamp;
};

/** Which anomalies are wanted. */
export type AnomalyFilter = HistoryFilter & { readonly order?: OrderId; readonly type?: string };

/** What was out of the ordinary, the newest first. */
export async function listAnomalies(
  { db }: ProjectionStore,
  filter: AnomalyFilter,
  page: PageRequest = {},
): Promise<Result<Page<ProjectedAnomaly>>> {
  const question = {
    table: 'anomalies',
    shape: projectionTables.anomalies,
    where: [
      ...ownedBy(filter),
      ...equals('order_id', filter.order),
      ...equals('type', filter.type),
    ],
    span: ['at', filter],
    order: ['at', 'shard', 'number', 'place'],
    direction: 'down',
    parse: (row: RowReader): ProjectedAnomaly => ({
      ...namesOf(row),
      detail: row.text('detail'),
      at: row.time('at'),
    }),
  } as const;
  return readPage(db, question, page);
}

/** A line of charges. */
export type ProjectedCharge = {
  readonly shard: string;
  readonly account: AccountId;
  readonly order: OrderId | null;
  /** Empty for charges without lines. */
  readonly name: string;
  /** Above zero is paid. */
  readonly amount: Money;
  /** The purpose of the entry that booked it. */
  readonly purpose: string;
  readonly at: Timestamp;
};

/** Charges, line by line, the newest first. */
export async function listCharges(
  { db }: ProjectionStore,
  filter: HistoryFilter & { readonly order?: OrderId },
  page: PageRequest = {},
): Promise<Result<Page<ProjectedCharge>>> {
  const question = {
    table: 'charges',
    shape: projectionTables.charges,
    where: [...ownedBy(filter), ...equals('order_id', filter.order)],
    span: ['at', filter],
    order: ['at', 'shard', 'number', 'place', 'line'],
    direction: 'down',
    parse: (row: RowReader): ProjectedCharge => ({
      shard: row.text('shard'),
      account: toAccountId(row.text('account')),
      order: parseNullable(row, 'order_id', toOrderId),
      name: row.text('name'),
      amount: row.money('amount', 'currency'),
      purpose: row.text('purpose'),
      at: row.time('at'),
    }),
  } as const;
  return readPage(db, question, page);
}

function namesOf(row: RowReader): Pick<ProjectedRejection, 'shard' | 'type' | 'account' | 'order'> {
  return {
    shard: row.text('shard'),
    type: row.text('type'),
    account: parseNullable(row, 'account', toAccountId),
    order: parseNullable(row, 'order_id', toOrderId),
  };
}

function parseRejection(row: RowReader): ProjectedRejection {
  return {
    ...namesOf(row),
    instrument: parseNullable(row, 'instrument', toInstrumentId),
    strategy: parseNullable(row, 'strategy', toStrategyId),
    code: row.textOrNull('code'),
    reason: row.text('reason'),
    at: row.time('at'),
  };
}

function parseNullable<Id>(row: RowReader, column: string, parse: (text: string) => Id): Id | null {
  const text = row.textOrNull(column);
  return text === null ? null : parse(text);
}
