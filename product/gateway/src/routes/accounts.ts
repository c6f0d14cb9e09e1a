import { formatTimestamp, toAccountId, toCurrency, type AccountId } from 'argosy/core';
import {
  accountQuerySchema,
  accountSchema,
  accountsSchema,
  balancePageSchema,
  booksSchema,
  chargePageSchema,
  fundsListSchema,
  historyQuerySchema,
  idSchema,
  pageQuerySchema,
  statementPageSchema,
  statementQuerySchema,
  type Account,
  type Book,
  type Page,
  type StatementLine,
} from '@argosy/contract';
import type { ProjectedCashLine } from '@argosy/storage';
import { z } from 'zod';

import { csvTable } from '../http/csv.ts';
import { refuseRequest } from '../http/problem.ts';
import { defineRoute, reply, type Route } from '../http/route.ts';
import type { AccountRow, Platform } from '../platform/platform.ts';
import { moneyShape } from '../shape/amounts.ts';
import { fundsShape } from '../shape/position.ts';
import { accountsOf, mapPage, pageOf, settle, spanOf } from './lists.ts';

const params = z.strictObject({ account: idSchema });

/** Accounts, their books and their money. */
export const accountRoutes: readonly Route[] = [
  defineRoute({
    name: 'listAccounts',
    method: 'GET',
    path: '/accounts',
    tag: 'accounts',
    summary: 'The accounts that you may see, with their modes and books.',
    guard: { policy: 'viewer' },
    answer: accountsSchema,
    handle: async ({ caller }, { accounts, platform }) => {
      const [rows, holders] = await Promise.all([accounts.seenBy(caller), holdersOf(platform)]);
      return reply({ accounts: rows.map((row) => accountShape(row, platform, holders)) });
    },
  }),
  defineRoute({
    name: 'findAccount',
    method: 'GET',
    path: '/accounts/:account',
    tag: 'accounts',
    summary: 'An account.',
    guard: { policy: 'viewer' },
    params,
    answer: accountSchema,
    handle: async ({ params: { account }, caller }, { accounts, platform }) => {
      const row = await accounts.find(toAccountId(account), caller);
      if (row === undefined) return refuseRequest('THING_UNKNOWN', `account ${account}`);
      return reply(accountShape(row, platform, await holdersOf(platform)));
    },
  }),
  defineRoute({
    name: 'listBooks',
    method: 'GET',
    path: '/books',
    tag: 'accounts',
    summary: 'The books of your accounts.',
    guard: { policy: 'viewer' },
    query: accountQuerySchema,
    answer: booksSchema,
    handle: async ({ query: { account }, caller }, context) => {
      const accounts = await accountsOf(account, caller, context);
      if (!accounts.ok) return accounts;
      const rows = await context.accounts.seenBy(caller);
      const wanted = rows.filter(({ id }) => account === undefined || id === account);
      return reply({ books: wanted.flatMap((row) => bookShapes(row, context.platform)) });
    },
  }),
  defineRoute({
    name: 'listFunds',
    method: 'GET',
    path: '/funds',
    tag: 'accounts',
    summary: 'Cash, what of it is set aside, and what a new order may bind.',
    guard: { policy: 'viewer' },
    query: accountQuerySchema,
    answer: fundsListSchema,
    handle: async ({ query: { account }, by, caller }, context) => {
      const accounts = await accountsOf(account, caller, context);
      if (!accounts.ok) return accounts;
      const { platform } = context;
      const funds = await platform.desk.funds(by);
      const wanted = funds.filter((row) => account === undefined || row.account === account);
      return reply({ funds: wanted.map((row) => fundsShape(row, platform)) });
    },
  }),
  defineRoute({
    name: 'listBalances',
    method: 'GET',
    path: '/accounts/:account/balances',
    tag: 'accounts',
    summary: 'The ledger accounts behind an account: a debit is above zero.',
    guard: { policy: 'viewer' },
    params,
    query: pageQuerySchema,
    answer: balancePageSchema,
    handle: async ({ params: { account }, query, caller }, context) => {
      const accounts = await accountsOf(account, caller, context);
      if (!accounts.ok) return accounts;
      const headers = await settle(context, caller);
      const { projections } = context.platform;
      const page = await projections.listBalances(accounts.value, pageOf(query));
      if (!page.ok) return page;
      const shape = mapPage(page.value, (row) => ({
        account: row.account,
        ledgerAccount: row.ledgerAccount,
        balance: moneyShape(context.platform, row.balance),
        updatedAt: formatTimestamp(row.updatedAt),
      }));
      return reply(shape, { headers });
    },
  }),
  defineRoute({
    name: 'listStatement',
    method: 'GET',
    path: '/accounts/:account/statement',
    tag: 'accounts',
    summary: 'What moved the cash of an account, with what was there behind it; the newest first.',
    guard: { policy: 'viewer' },
    params,
    query: statementQuerySchema,
    answer: statementPageSchema,
    csv: csvTable<Page<StatementLine>, StatementLine>(
      ({ items }) => items,
      [
        ['bookedAt', ({ bookedAt }) => bookedAt],
        ['at', ({ at }) => at],
        ['account', ({ account }) => account],
        ['entry', ({ entry }) => entry],
        ['purpose', ({ purpose }) => purpose],
        ['order', ({ order }) => order],
        ['settlesOn', ({ settlesOn }) => settlesOn],
        ['amount', ({ amount }) => amount.amount],
        ['balance', ({ balance }) => balance.amount],
        ['currency', ({ amount }) => amount.currency],
      ],
    ),
    handle: async ({ params: { account }, query, caller }, context) => {
      const accounts = await accountsOf(account, caller, context);
      if (!accounts.ok) return accounts;
      const headers = await settle(context, caller);
      const { currency } = query;
      const filter = {
        ...accounts.value,
        ...spanOf(query),
        ...(currency === undefined ? {} : { currency: toCurrency(currency) }),
      };
      const page = await context.platform.projections.listStatement(filter, pageOf(query));
      if (!page.ok) return page;
      const shape = mapPage(page.value, (line) => statementShape(line, context.platform));
      return reply(shape, { headers });
    },
  }),
  defineRoute({
    name: 'listCharges',
    method: 'GET',
    path: '/charges',
    tag: 'accounts',
    summary: 'What was charged, line by line, the newest first.',
    guard: { policy: 'viewer' },
    query: historyQuerySchema,
    answer: chargePageSchema,
    handle: async ({ query, caller }, context) => {
      const accounts = await accountsOf(query.account, caller, context);
      if (!accounts.ok) return accounts;
      const headers = await settle(context, caller);
      const filter = { ...accounts.value, ...spanOf(query) };
      const page = await context.platform.projections.listCharges(filter, pageOf(query));
      if (!page.ok) return page;
      const shape = mapPage(page.value, (row) => ({
        account: row.account,
        order: row.order,
        name: row.name,
        amount: moneyShape(context.platform, row.amount),
        purpose: row.purpose,
        at: formatTimestamp(row.at),
      }));
      return reply(shape, { headers });
    },
  }),
];

function statementShape(line: ProjectedCashLine, platform: Platform): StatementLine {
  const { number, account, entry, purpose, order, settlesOn } = line;
  return {
    number,
    account,
    entry,
    purpose,
    order,
    settlesOn,
    amount: moneyShape(platform, line.amount),
    balance: moneyShape(platform, line.balance),
    at: formatTimestamp(line.at),
    bookedAt: formatTimestamp(line.bookedAt),
  };
}

/** Whose accounts are: the records know, whoever keeps the accounts does not. */
async function holdersOf({ records }: Platform): Promise<ReadonlyMap<AccountId, string>> {
  const holders = await records.listAccountHolders();
  return new Map(holders.map(({ account, user }) => [account, user]));
}

function accountShape(
  row: AccountRow,
  platform: Platform,
  holders: ReadonlyMap<AccountId, string>,
): Account {
  const { id, broker, mode, kind, products, currency } = row;
  const user = holders.get(id) ?? null;
  return { id, broker, mode, kind, products, currency, user, books: bookShapes(row, platform) };
}

function bookShapes({ id: account, books }: AccountRow, platform: Platform): readonly Book[] {
  return books.map(({ id, mode, allotment }) => ({
    account,
    id,
    mode,
    allotment: allotment === null ? null : moneyShape(platform, allotment),
  }));
}
