import { toBookId, toInstrumentId, toOrderId, toStrategyId } from 'argosy/core';
import { positionKeyText } from 'argosy/domain';
import {
  holdingPageSchema,
  portfolioQuerySchema,
  portfolioSchema,
  positionPageSchema,
  positionQuerySchema,
  tradePageSchema,
  tradeQuerySchema,
  type Holding,
  type Page,
  type Position,
  type Trade,
  type TradeQuery,
} from '@argosy/contract';
import type { HeldPosition } from '@argosy/desk';
import type { TradeFilter } from '@argosy/storage';

import { csvTable, type CsvColumn } from '../http/csv.ts';
import { defineRoute, reply, type Route } from '../http/route.ts';
import { holdingShapes, portfolioShape } from '../shape/portfolio.ts';
import { positionShape } from '../shape/position.ts';
import { tradeShape } from '../shape/trade.ts';
import { accountsOf, mapPage, pageOf, settle, shapePage, spanOf } from './lists.ts';
import { pageRows } from './page-rows.ts';

type Valued = Pick<
  Position,
  'averagePrice' | 'mark' | 'value' | 'unrealised' | 'realised' | 'charges'
>;
const valueColumns: readonly CsvColumn<Valued>[] = [
  ['averagePrice', ({ averagePrice }) => averagePrice],
  ['mark', ({ mark }) => mark],
  ['value', ({ value }) => value?.amount],
  ['unrealised', ({ unrealised }) => unrealised?.amount],
  ['realised', ({ realised }) => realised.amount],
  ['charges', ({ charges }) => charges.amount],
  ['currency', ({ realised }) => realised.currency],
];

/** What was traded, and what is held. */
export const portfolioRoutes: readonly Route[] = [
  defineRoute({
    name: 'listTrades',
    method: 'GET',
    path: '/trades',
    tag: 'portfolio',
    summary: 'Trades, the newest first; those that were taken back say so.',
    guard: { policy: 'viewer' },
    query: tradeQuerySchema,
    answer: tradePageSchema,
    csv: csvTable<Page<Trade>, Trade>(
      ({ items }) => items,
      [
        ['at', ({ at }) => at],
        ['trade', ({ trade }) => trade],
        ['order', ({ order }) => order],
        ['account', ({ account }) => account],
        ['book', ({ book }) => book],
        ['strategy', ({ strategy }) => strategy],
        ['instrument', ({ instrument }) => instrument],
        ['product', ({ product }) => product],
        ['side', ({ side }) => side],
        ['qty', ({ qty }) => qty],
        ['price', ({ price }) => price],
        ['value', ({ value }) => value.amount],
        ['currency', ({ value }) => value.currency],
        ['fee', ({ fee }) => fee.amount],
        ['feeCurrency', ({ fee }) => fee.currency],
        ['liquidity', ({ liquidity }) => liquidity],
        ['bustedAt', ({ bustedAt }) => bustedAt],
      ],
    ),
    handle: async ({ query, caller }, context) => {
      const accounts = await accountsOf(query.account, caller, context);
      if (!accounts.ok) return accounts;
      const headers = await settle(context, caller);
      const filter = { ...accounts.value, ...tradeFilterOf(query) };
      const page = await context.platform.projections.listTrades(filter, pageOf(query));
      if (!page.ok) return page;
      const shaped = shapePage(page.value, context.platform, {
        instrumentOf: ({ instrument }) => instrument,
        shape: (trade) => tradeShape(trade, context.platform),
      });
      return reply(shaped.page, { headers: { ...headers, ...shaped.headers } });
    },
  }),
  defineRoute({
    name: 'listPositions',
    method: 'GET',
    path: '/positions',
    tag: 'portfolio',
    summary: 'Positions at their marks, as trading knows them by now.',
    guard: { policy: 'viewer' },
    query: positionQuerySchema,
    answer: positionPageSchema,
    csv: csvTable<Page<Position>, Position>(
      ({ items }) => items,
      [
        ['account', ({ account }) => account],
        ['book', ({ book }) => book],
        ['instrument', ({ instrument }) => instrument],
        ['product', ({ product }) => product],
        ['position', ({ position }) => position],
        ['qty', ({ qty }) => qty],
        ...valueColumns,
      ],
    ),
    handle: async ({ query, by, caller }, context) => {
      const accounts = await accountsOf(query.account, caller, context);
      if (!accounts.ok) return accounts;
      const { platform } = context;
      const positions = await platform.desk.positions(by);
      const wanted = positions.filter((position) => isWanted(position, query));
      const keyOf = ({ key }: HeldPosition): string => positionKeyText(key);
      const page = pageRows('positions', { rows: wanted, keyOf }, query);
      if (!page.ok) return page;
      return reply(mapPage(page.value, (position) => positionShape(position, platform)));
    },
  }),
  defineRoute({
    name: 'listHoldings',
    method: 'GET',
    path: '/holdings',
    tag: 'portfolio',
    summary: 'What accounts hold for delivery, whichever of their books hold it.',
    guard: { policy: 'viewer' },
    query: positionQuerySchema,
    answer: holdingPageSchema,
    csv: csvTable<Page<Holding>, Holding>(
      ({ items }) => items,
      [
        ['account', ({ account }) => account],
        ['instrument', ({ instrument }) => instrument],
        ['books', ({ books }) => books.join(' ')],
        ['qty', ({ qty }) => qty],
        ...valueColumns,
      ],
    ),
    handle: async ({ query, by, caller }, context) => {
      const accounts = await accountsOf(query.account, caller, context);
      if (!accounts.ok) return accounts;
      const { platform } = context;
      const positions = await platform.desk.positions(by);
      const wanted = positions.filter((position) => isWanted(position, query));
      const holdings = holdingShapes(wanted, platform);
      const keyOf = (row: Holding): string => `${row.account}/${row.instrument}`;
      const page = pageRows('holdings', { rows: holdings, keyOf }, query);
      return page.ok ? reply(page.value) : page;
    },
  }),
  defineRoute({
    name: 'readPortfolio',
    method: 'GET',
    path: '/portfolio',
    tag: 'portfolio',
    summary: 'All positions added up at their marks, by account, book or instrument.',
    guard: { policy: 'viewer' },
    query: portfolioQuerySchema,
    answer: portfolioSchema,
    handle: async ({ query: { account, by: part = 'account' }, by, caller }, context) => {
      const accounts = await accountsOf(account, caller, context);
      if (!accounts.ok) return accounts;
      const { platform } = context;
      const positions = await platform.desk.positions(by);
      const wanted = positions.filter((position) => isWanted(position, { account }));
      return reply(portfolioShape(wanted, platform, part));
    },
  }),
];

type Wanted = {
  readonly account?: string | undefined;
  readonly book?: string | undefined;
  readonly instrument?: string | undefined;
  readonly isHeld?: boolean | undefined;
};

function isWanted({ key, qty }: HeldPosition, wanted: Wanted): boolean {
  const { account, book, instrument, isHeld } = wanted;
  if (account !== undefined && key.account !== account) return false;
  if (book !== undefined && key.book !== book) return false;
  if (instrument !== undefined && key.instrument !== instrument) return false;
  return isHeld === undefined || isHeld === (qty !== 0);
}

function tradeFilterOf(query: TradeQuery): TradeFilter {
  const { book, strategy, instrument, order } = query;
  return {
    ...(book === undefined ? {} : { book: toBookId(book) }),
    ...(strategy === undefined ? {} : { strategy: toStrategyId(strategy) }),
    ...(instrument === undefined ? {} : { instrument: toInstrumentId(instrument) }),
    ...(order === undefined ? {} : { order: toOrderId(order) }),
    ...spanOf(query),
  };
}
