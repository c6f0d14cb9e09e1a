import {
  toAccountId,
  toBookId,
  toInstrumentId,
  toOrderId,
  toPrice,
  toQuantity,
  toStrategyId,
  toTradeId,
  type AccountId,
  type BookId,
  type InstrumentId,
  type Money,
  type OrderId,
  type Price,
  type Quantity,
  type Result,
  type StrategyId,
  type Timestamp,
  type TradeId,
} from 'argosy/core';
import type { Fill, FillFlag, Product, Side } from 'argosy/domain';
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
import { products, sides } from './words.ts';

/** A fill of an order, as people look at it. */
export type ProjectedTrade = {
  readonly shard: string;
  /** The input that told of it; with the order it names the trade for good. */
  readonly number: number;
  readonly order: OrderId;
  readonly trade: TradeId;
  readonly account: AccountId;
  readonly book: BookId;
  readonly strategy: StrategyId | null;
  readonly instrument: InstrumentId;
  readonly product: Product;
  readonly side: Side;
  readonly qty: Quantity;
  readonly price: Price;
  readonly fee: Money;
  readonly liquidity: Fill['liquidity'];
  readonly flags: readonly FillFlag[];
  readonly at: Timestamp;
  readonly receivedAt: Timestamp;
  /** When it was taken back; null where it stands. */
  readonly bustedAt: Timestamp | null;
};

/** Which trades are wanted; the span is of when they happened. */
export type TradeFilter = Span &
  OwnerFilter & {
    readonly book?: BookId;
    readonly strategy?: StrategyId;
    readonly instrument?: InstrumentId;
    readonly order?: OrderId;
    /** Only those that were not taken back. */
    readonly isStanding?: boolean;
  };

/** Trades, the newest first; those that were taken back are among them and say so. */
export async function listTrades(
  { db }: ProjectionStore,
  filter: TradeFilter,
  page: PageRequest = {},
): Promise<Result<Page<ProjectedTrade>>> {
  const question = {
    table: 'fills',
    shape: projectionTables.fills,
    where: [
      ...ownedBy(filter),
      ...equals('book', filter.book),
      ...equals('strategy', filter.strategy),
      ...equals('instrument', filter.instrument),
      ...equals('order_id', filter.order),
      ...(filter.isStanding === true ? [sql`busted_at is null`] : []),
    ],
    span: ['at', filter],
    order: ['at', 'shard', 'number', 'place'],
    direction: 'down',
    parse: parseTrade,
  } as const;
  return readPage(db, question, page);
}

const flags: readonly FillFlag[] = ['late', 'tooLarge', 'external', 'reconciled', 'sibling'];

function parseTrade(row: RowReader): ProjectedTrade {
  const strategy = row.textOrNull('strategy');
  const said = row.text('flags').split(' ');
  return {
    shard: row.text('shard'),
    number: row.int('number'),
    order: toOrderId(row.text('order_id')),
    trade: toTradeId(row.text('trade')),
    account: toAccountId(row.text('account')),
    book: toBookId(row.text('book')),
    strategy: strategy === null ? null : toStrategyId(strategy),
    instrument: toInstrumentId(row.text('instrument')),
    product: row.word('product', products),
    side: row.word('side', sides),
    qty: toQuantity(row.int('qty')),
    price: toPrice(row.int('price')),
    fee: row.money('fee', 'fee_currency'),
    liquidity: row.word('liquidity', ['maker', 'taker']),
    flags: flags.filter((flag) => said.includes(flag)),
    at: row.time('at'),
    receivedAt: row.time('received_at'),
    bustedAt: row.timeOrNull('busted_at'),
  };
}
