import {
  ok,
  toAccountId,
  toBookId,
  toInstrumentId,
  toOrderId,
  toStrategyId,
  type Result,
} from 'argosy/core';
import type { Order } from 'argosy/domain';
import {
  flattenedSchema,
  idSchema,
  orderAmendmentSchema,
  orderEventPageSchema,
  orderIdsSchema,
  orderPageSchema,
  orderQuerySchema,
  orderSchema,
  orderScopeSchema,
  pageQuerySchema,
  type OrderQuery,
  type OrderScope,
} from '@argosy/contract';
import type { CancelAll } from '@argosy/desk';
import type { OrderFilter } from '@argosy/storage';
import { z } from 'zod';

import { maySee, type Caller } from '../auth/caller.ts';
import { refuseRequest } from '../http/problem.ts';
import { defineRoute, reply, type Route, type RouteContext } from '../http/route.ts';
import { instrumentOf } from '../shape/amounts.ts';
import { flattenedShape } from '../shape/flattened.ts';
import { orderEventShape } from '../shape/order-event.ts';
import { orderShape, triggerInstrument } from '../shape/order.ts';
import { readAmendment } from '../shape/read-ticket.ts';
import { accountsOf, pageOf, settle, shapePage, spanOf } from './lists.ts';
import { orderCsv } from './order-csv.ts';

const params = z.strictObject({ order: idSchema });

/** Looking at orders, changing and ending them. */
export const orderRoutes: readonly Route[] = [
  defineRoute({
    name: 'listOrders',
    method: 'GET',
    path: '/orders',
    tag: 'orders',
    summary: 'Orders, the newest first.',
    guard: { policy: 'viewer' },
    query: orderQuerySchema,
    answer: orderPageSchema,
    csv: orderCsv,
    handle: async ({ query, caller }, context) => {
      const accounts = await accountsOf(query.account, caller, context);
      if (!accounts.ok) return accounts;
      const headers = await settle(context, caller);
      const { projections } = context.platform;
      const filter = { ...accounts.value, ...filterOf(query) };
      const page = await projections.listOrders(filter, pageOf(query));
      if (!page.ok) return page;
      const shaped = shapePage(page.value, context.platform, {
        instrumentOf: ({ order }) => order.request.instrument,
        shape: ({ order }) => orderShape(order, context.platform),
      });
      return reply(shaped.page, { headers: { ...headers, ...shaped.headers } });
    },
  }),
  defineRoute({
    name: 'findOrder',
    method: 'GET',
    path: '/orders/:order',
    tag: 'orders',
    summary: 'An order as it is now.',
    guard: { policy: 'viewer' },
    params,
    answer: orderSchema,
    handle: async ({ params: { order }, caller, by }, context) => {
      const { platform } = context;
      const kept = await platform.desk.order(toOrderId(order), by);
      if (kept.ok) return reply(orderShape(kept.value, platform));
      const found = await findOrder(order, caller, context);
      return found.ok ? reply(orderShape(found.value.order, platform)) : found;
    },
  }),
  defineRoute({
    name: 'amendOrder',
    method: 'PATCH',
    path: '/orders/:order',
    tag: 'orders',
    summary: 'Change the quantity or the terms of a working order.',
    guard: { policy: 'owner', audit: 'order.amend' },
    params,
    body: orderAmendmentSchema,
    answer: orderSchema,
    keptBy: 'records',
    handle: async ({ params: { order }, body, by }, { platform, writes }) => {
      const kept = await platform.desk.order(toOrderId(order), by);
      if (!kept.ok) return kept;
      const instrument = instrumentOf(platform, kept.value.request.instrument);
      const triggered = triggerInstrument(instrument, kept.value, platform);
      const change = readAmendment(body, instrument, triggered);
      if (!change.ok) return change;
      const amended = await platform.desk.amend(toOrderId(order), change.value, by);
      writes.noteAnswer(by.user, amended);
      return amended.ok ? reply(orderShape(amended.value.value, platform)) : amended;
    },
  }),
  defineRoute({
    name: 'cancelOrder',
    method: 'DELETE',
    path: '/orders/:order',
    tag: 'orders',
    summary: 'Ask for the end of an order.',
    guard: { policy: 'owner', audit: 'order.cancel', reducesRisk: true },
    params,
    answer: orderSchema,
    handle: async ({ params: { order }, by }, { platform, writes }) => {
      const canceled = await platform.desk.cancel(toOrderId(order), by);
      writes.noteAnswer(by.user, canceled);
      return canceled.ok ? reply(orderShape(canceled.value.value, platform)) : canceled;
    },
  }),
  defineRoute({
    name: 'cancelAllOrders',
    method: 'POST',
    path: '/orders/cancel-all',
    tag: 'orders',
    summary: 'Cancel every working order of an account, a book or an instrument.',
    guard: { policy: 'owner', audit: 'order.cancelAll', reducesRisk: true },
    body: orderScopeSchema,
    answer: orderIdsSchema,
    handle: async ({ body, by }, { platform, writes }) => {
      const asked = await platform.desk.cancelAll(scopeOf(body), by);
      writes.noteAnswer(by.user, asked);
      return asked.ok ? reply({ orders: asked.value.value }) : asked;
    },
  }),
  defineRoute({
    name: 'flatten',
    method: 'POST',
    path: '/orders/flatten',
    tag: 'orders',
    summary:
      'Cancel what works there, then close positions by market orders that only reduce; `left` is what could not be closed.',
    guard: { policy: 'owner', audit: 'order.flatten', reducesRisk: true },
    body: orderScopeSchema,
    answer: flattenedSchema,
    keptBy: 'records',
    handle: async ({ body, by }, { platform, writes }) => {
      const made = await platform.desk.flatten(scopeOf(body), by);
      writes.noteAnswer(by.user, made);
      if (!made.ok) return made;
      return reply(flattenedShape(made.value.value, platform));
    },
  }),
  defineRoute({
    name: 'listOrderEvents',
    method: 'GET',
    path: '/orders/:order/events',
    tag: 'orders',
    summary: 'What happened to an order, the oldest first.',
    guard: { policy: 'viewer' },
    params,
    query: pageQuerySchema,
    answer: orderEventPageSchema,
    handle: async ({ params: { order }, query, caller }, context) => {
      const headers = await settle(context, caller);
      const found = await findOrder(order, caller, context);
      if (!found.ok) return found;
      const { platform } = context;
      const { shard } = found.value;
      const page = await platform.projections.listOrderEvents({ shard, order }, pageOf(query));
      if (!page.ok) return page;
      const instrument = instrumentOf(platform, found.value.order.request.instrument);
      const items = page.value.items.flatMap((event) => {
        const shape = orderEventShape(event, instrument, platform);
        return shape === null ? [] : [shape];
      });
      return reply({ items, next: page.value.next }, { headers });
    },
  }),
];

/** An order in the tables, where it is somebody's to see. */
async function findOrder(
  id: string,
  caller: Caller,
  { platform }: RouteContext,
): Promise<Result<{ readonly shard: string; readonly order: Order }>> {
  const page = await platform.projections.listOrders({ id: toOrderId(id) }, { size: 1 });
  if (!page.ok) return page;
  const [found] = page.value.items;
  if (found !== undefined && maySee(caller, found.order.request.account)) return ok(found);
  return refuseRequest('THING_UNKNOWN', `order ${id}`);
}

function filterOf(query: OrderQuery): OrderFilter {
  const { book, strategy, instrument, states, isOpen, list } = query;
  return {
    ...(book === undefined ? {} : { book: toBookId(book) }),
    ...(strategy === undefined ? {} : { strategy: toStrategyId(strategy) }),
    ...(instrument === undefined ? {} : { instrument: toInstrumentId(instrument) }),
    ...(states === undefined ? {} : { states }),
    ...(isOpen === undefined ? {} : { isOpen }),
    ...(list === undefined ? {} : { list }),
    ...spanOf(query),
  };
}

function scopeOf({ account, book = null, instrument = null }: OrderScope): CancelAll {
  return {
    account: toAccountId(account),
    book: book === null ? null : toBookId(book),
    instrument: instrument === null ? null : toInstrumentId(instrument),
  };
}
