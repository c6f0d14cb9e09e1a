import {
  decodeVersioned,
  type BookId,
  type InstrumentId,
  type OrderId,
  type Result,
  type StrategyId,
} from 'argosy/core';
import {
  orderCodec,
  tradingEventCodec,
  type Order,
  type OrderState,
  type TradingEvent,
} from 'argosy/domain';

import { projectionTables } from '../schema/projection-tables.ts';
import type { ProjectionStore } from '../store.ts';
import {
  equals,
  isAnyOf,
  ownedBy,
  readPage,
  type OwnerFilter,
  type Page,
  type PageRequest,
  type Span,
} from './page.ts';
import type { RowReader } from './row-reader.ts';

/** An order with the shard it is of. */
export type ProjectedOrder = { readonly shard: string; readonly order: Order };

/** Which orders are wanted; the span is of when they were made. */
export type OrderFilter = Span &
  OwnerFilter & {
    readonly id?: OrderId;
    readonly book?: BookId;
    readonly strategy?: StrategyId;
    readonly instrument?: InstrumentId;
    readonly states?: readonly OrderState[];
    readonly isOpen?: boolean;
    /** The list it came in, by the name of its first order. */
    readonly list?: string;
    /** The parent order that it is a part of. */
    readonly parent?: string;
    /** The id that the broker has given it. */
    readonly brokerId?: string;
  };

/** Orders, the newest first. */
export async function listOrders(
  { db }: ProjectionStore,
  filter: OrderFilter,
  page: PageRequest = {},
): Promise<Result<Page<ProjectedOrder>>> {
  const { isOpen } = filter;
  const question = {
    table: 'orders',
    shape: projectionTables.orders,
    where: [
      ...ownedBy(filter),
      ...equals('id', filter.id),
      ...equals('book', filter.book),
      ...equals('strategy', filter.strategy),
      ...equals('instrument', filter.instrument),
      ...isAnyOf('state', filter.states),
      ...equals('is_open', isOpen === undefined ? undefined : isOpen ? 1n : 0n),
      ...equals('list', filter.list),
      ...equals('parent', filter.parent),
      ...equals('broker_id', filter.brokerId),
    ],
    span: ['initialized_at', filter],
    order: ['initialized_at', 'shard', 'id'],
    direction: 'down',
    parse: parseOrder,
  } as const;
  return readPage(db, question, page);
}

/** An order of a shard by its id; undefined where no such order is known yet. */
export async function findOrder(
  { db }: ProjectionStore,
  { shard, id }: { readonly shard: string; readonly id: string },
): Promise<Order | undefined> {
  const row = await db
    .selectFrom('orders')
    .select('body')
    .where('shard', '=', shard)
    .where('id', '=', id)
    .executeTakeFirst();
  return row === undefined ? undefined : decodeVersioned(orderCodec, row.body);
}

/** What has happened to an order, or to a parent order, as trading said it: the oldest first. */
export async function listOrderEvents(
  { db }: ProjectionStore,
  { shard, order }: { readonly shard: string; readonly order: string },
  page: PageRequest = {},
): Promise<Result<Page<TradingEvent>>> {
  const question = {
    table: 'order_events',
    shape: projectionTables.order_events,
    where: [...equals('shard', shard), ...equals('order_id', order)],
    order: ['number', 'place'],
    direction: 'up',
    parse: (row: RowReader) => decodeVersioned(tradingEventCodec, row.bytes('body')),
  } as const;
  return readPage(db, question, page);
}

/** How many orders work, by account. */
export async function countOpenOrders({
  db,
}: ProjectionStore): Promise<Readonly<Record<string, number>>> {
  const rows = await db
    .selectFrom('orders')
    .select(['account', ({ fn }) => fn.countAll<bigint>().as('orders')])
    .where('is_open', '=', 1n)
    .groupBy('account')
    .execute();
  return Object.fromEntries(rows.map(({ account, orders }) => [account, Number(orders)]));
}

function parseOrder(row: RowReader): ProjectedOrder {
  return { shard: row.text('shard'), order: decodeVersioned(orderCodec, row.bytes('body')) };
}
