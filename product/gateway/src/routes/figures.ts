import { toAccountId } from 'argosy/core';
import type { ProjectedOrder } from '@argosy/storage';
import {
  accountQuerySchema,
  equityCurveSchema,
  idSchema,
  latencyQuerySchema,
  latencySchema,
  slippageSchema,
} from '@argosy/contract';
import { z } from 'zod';

import { refuseRequest } from '../http/problem.ts';
import { defineRoute, reply, type Route } from '../http/route.ts';
import { orderShape } from '../shape/order.ts';
import { slippageShape } from '../shape/slippage.ts';
import { accountsOf } from './lists.ts';

/** So many of the newest orders are looked through, in pages. */
const PAGES = 4;
const PAGE_SIZE = 500;

/** How the node fares, what its orders cost beside their price, and what its accounts were worth. */
export const figureRoutes: readonly Route[] = [
  defineRoute({
    name: 'readLatency',
    method: 'GET',
    path: '/system/latency',
    tag: 'system',
    summary:
      'How long a hop took, each half minute of the last two hours: how many fell into each bucket.',
    guard: { policy: 'viewer' },
    query: latencyQuerySchema,
    answer: latencySchema,
    handle: ({ query: { hop } }, { watch }) => Promise.resolve(reply(watch.latency.of(hop))),
  }),
  defineRoute({
    name: 'readSlippage',
    method: 'GET',
    path: '/system/slippage',
    tag: 'system',
    summary:
      'What the last 2,000 orders have cost beside the price they were decided at, by instrument and time of day.',
    guard: { policy: 'viewer' },
    query: accountQuerySchema,
    answer: slippageSchema,
    handle: async ({ query: { account }, caller }, context) => {
      const accounts = await accountsOf(account, caller, context);
      if (!accounts.ok) return accounts;
      const { platform } = context;
      const found: ProjectedOrder[] = [];
      let cursor: string | null = null;
      for (let page = 0; page < PAGES; page += 1) {
        const read = await platform.projections.listOrders(accounts.value, {
          size: PAGE_SIZE,
          cursor,
        });
        if (!read.ok) return read;
        found.push(...read.value.items);
        cursor = read.value.next;
        if (cursor === null) break;
      }
      const known = found.filter(
        ({ order }) => platform.instruments.find(order.request.instrument) !== undefined,
      );
      return reply(slippageShape(known.map(({ order }) => orderShape(order, platform))));
    },
  }),
  defineRoute({
    name: 'readEquity',
    method: 'GET',
    path: '/accounts/:account/equity',
    tag: 'accounts',
    summary:
      'What an account was worth, each half minute of the last day, as far back as the node runs.',
    guard: { policy: 'viewer' },
    params: z.strictObject({ account: idSchema }),
    answer: equityCurveSchema,
    handle: async ({ params: { account }, caller }, { accounts, platform, watch }) => {
      const row = await accounts.find(toAccountId(account), caller);
      if (row === undefined) return refuseRequest('THING_UNKNOWN', `account ${account}`);
      return reply(watch.equity.of(row.id, row.currency, platform));
    },
  }),
];
