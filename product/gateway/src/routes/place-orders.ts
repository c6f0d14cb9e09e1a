import { assert, ok, toAccountId, type AccountId, type Result } from 'argosy/core';
import type { Order } from 'argosy/domain';
import {
  batchAnswersSchema,
  orderBatchSchema,
  orderListSchema,
  orderTicketSchema,
  placedListSchema,
  placedSchema,
  previewSchema,
  type BatchAnswers,
  type Placed,
} from '@argosy/contract';
import type * as desk from '@argosy/desk';

import { NO_AUDIT } from '../auth/policy.ts';
import type { Refused } from '../http/problem.ts';
import type { AccountRow, Platform } from '../platform/platform.ts';
import { defineRoute, reply, type Reply, type Route, type RouteContext } from '../http/route.ts';
import { REPLAYED_HEADER } from '../http/serve-route.ts';
import { orderShape } from '../shape/order.ts';
import { previewShape } from '../shape/preview.ts';
import { readList, readTicket, readTickets } from '../shape/read-ticket.ts';

const MICROS_PER_MILLI = 1_000;
const STATUS_OK = 200;
const STATUS_CREATED = 201;

/** Sending orders, and asking what they would come to. */
export const placeOrderRoutes: readonly Route[] = [
  defineRoute({
    name: 'placeOrder',
    method: 'POST',
    path: '/orders',
    tag: 'orders',
    summary: 'Place an order. The answer comes once the order cannot be lost.',
    guard: { policy: 'owner', audit: 'order.place' },
    body: orderTicketSchema,
    answer: placedSchema,
    status: STATUS_CREATED,
    keptBy: 'order',
    handle: async ({ body, by, key }, context) => {
      const { platform } = context;
      const ticket = readTicket(body, platform.instruments, key);
      if (!ticket.ok) return ticket;
      const done = await timed(context, ticket.value.account, async () => {
        const answer = await platform.desk.place(ticket.value, by);
        notePlaced(context, by.user, answer);
        return deniedAsRefusal(answer);
      });
      if (!done.ok) return done;
      const placed = done.value;
      const subject = placed.order.request.id;
      return reply(placedShape(placed, context), { ...ofPlaced([placed]), subject });
    },
  }),
  defineRoute({
    name: 'placeOrderList',
    method: 'POST',
    path: '/orders/lists',
    tag: 'orders',
    summary: 'Place orders that hang together, as a bracket does: all of them, or none.',
    guard: { policy: 'owner', audit: 'order.placeList' },
    body: orderListSchema,
    answer: placedListSchema,
    status: STATUS_CREATED,
    keptBy: 'order',
    handle: async ({ body, by, key }, context) => {
      const { platform } = context;
      const tickets = readList(body, platform.instruments, key);
      if (!tickets.ok) return tickets;
      const account = toAccountId(body.orders[0]?.account ?? '');
      const done = await timed(context, account, async () => {
        const answer = await platform.desk.placeList(tickets.value, by);
        const each = answer.ok ? answer.value.map((placed) => ok(placed)) : [answer];
        for (const one of each) notePlaced(context, by.user, one);
        return deniedListAsRefusal(answer);
      });
      if (!done.ok) return done;
      const orders = done.value.map((placed) => placedShape(placed, context));
      return reply({ orders }, { ...ofPlaced(done.value), subject: subjectOf(done.value) });
    },
  }),
  defineRoute({
    name: 'placeOrderBatch',
    method: 'POST',
    path: '/orders/batch',
    tag: 'orders',
    summary: 'Place orders one after the other, each for itself.',
    guard: { policy: 'owner', audit: 'order.placeBatch' },
    body: orderBatchSchema,
    answer: batchAnswersSchema,
    keptBy: 'order',
    handle: async ({ body, by, key }, context) => {
      const { platform } = context;
      const tickets = readTickets(body, platform.instruments, key);
      const answers = await placeEach(tickets, by, platform);
      const accounts = await context.accounts.all();
      for (const [place, answer] of answers.entries()) {
        const row = accounts.get(toAccountId(body.orders[place]?.account ?? ''));
        count(context, deniedAsRefusal(answer), row?.mode ?? 'paper');
        notePlaced(context, by.user, answer);
      }
      const made = answers.flatMap((answer) => (answer.ok ? [answer.value] : []));
      const shapes = answers.map((answer) => batchAnswerOf(answer, context));
      return reply({ answers: shapes }, { subject: subjectOf(made) });
    },
  }),
  defineRoute({
    name: 'previewOrder',
    method: 'POST',
    path: '/orders/preview',
    tag: 'orders',
    summary: 'What an order would come to: checks, margin, charges, and what to look at twice.',
    guard: { policy: 'viewer', audit: NO_AUDIT },
    body: orderTicketSchema,
    answer: previewSchema,
    handle: async ({ body, by }, { platform }) => {
      const ticket = readTicket(body, platform.instruments, null);
      if (!ticket.ok) return ticket;
      const preview = await platform.desk.preview(ticket.value, by);
      return preview.ok ? reply(previewShape(preview.value, platform)) : preview;
    },
  }),
];

/** Those of a batch that cannot be read are answered where they stand, and keep no other from being placed. */
async function placeEach(
  tickets: readonly Result<desk.Ticket, Refused>[],
  by: desk.Actor,
  platform: Platform,
): Promise<readonly desk.BatchAnswer[]> {
  const read = tickets.flatMap((ticket) => (ticket.ok ? [ticket.value] : []));
  const placed = read.length === 0 ? [] : await platform.desk.placeBatch(read, by);
  const next = placed.values();
  return tickets.map((ticket) => {
    if (!ticket.ok) return ticket;
    const { value: answer } = next.next();
    assert(answer !== undefined, 'each ticket of a batch is answered');
    return answer;
  });
}

/** What was placed is to be in the lists that follow. A repeat placed nothing: its number may never come to the tables. */
function notePlaced({ writes }: RouteContext, user: string, answer: desk.BatchAnswer): void {
  if (answer.ok && answer.value.isRepeat) return;
  writes.noteAnswer(user, answer);
}

/** The orders that were made, for the audit. */
function subjectOf(placed: readonly desk.Placed[]): string {
  return placed.map(({ order }) => order.request.id).join(' ');
}

/** What says that all of it had been placed before. */
function ofPlaced(
  placed: readonly Pick<desk.Placed, 'isRepeat'>[],
): Required<Pick<Reply<unknown>, 'status' | 'headers'>> {
  return placed.every(({ isRepeat }) => isRepeat)
    ? { status: STATUS_OK, headers: { [REPLAYED_HEADER]: 'true' } }
    : { status: STATUS_CREATED, headers: {} };
}

/** Counts and times orders by the mode of their account. */
async function timed<Value>(
  context: RouteContext,
  account: AccountId,
  place: () => Promise<Result<Value, Refused>>,
): Promise<Result<Value, Refused>> {
  const mode = (await context.accounts.all()).get(account)?.mode ?? 'paper';
  const begin = performance.now();
  const done = await place();
  const micros = (performance.now() - begin) * MICROS_PER_MILLI;
  count(context, done, mode);
  if (!done.ok) return done;
  const { metrics } = context.platform;
  metrics.histogram('order_placement_duration_seconds').with({ mode }).observeMicros(micros);
  return done;
}

function count(
  { platform: { metrics } }: RouteContext,
  done: Result<unknown, Refused>,
  mode: AccountRow['mode'],
): void {
  if (done.ok) metrics.counter('orders_placed_total').with({ mode, source: 'manual' }).add();
  else metrics.counter('order_rejections_total').with({ code: done.refusal.code }).add();
}

function batchAnswerOf(
  answer: desk.BatchAnswer,
  context: RouteContext,
): BatchAnswers['answers'][number] {
  const done = deniedAsRefusal(answer);
  if (done.ok) return { ok: true, ...placedShape(done.value, context) };
  return { ok: false, code: done.refusal.code, reason: done.refusal.reason };
}

/** An order that was made and denied is a no: its code stands before its reason. */
function deniedAsRefusal(done: Result<desk.Placed>): Result<desk.Placed, Refused> {
  if (!done.ok || done.value.order.state !== 'DENIED') return done;
  const { order } = done.value;
  return { ok: false, refusal: { ...denialOf(order), order: order.request.id } };
}

/** None of a list is accepted where one is denied: that one's code says why. */
function deniedListAsRefusal(
  done: Result<readonly desk.Placed[]>,
): Result<readonly desk.Placed[], Refused> {
  const denied = done.ok ? done.value.filter(({ order }) => order.state === 'DENIED') : [];
  const culprit = denied.find(({ order }) => denialOf(order).code !== 'LIST_DENIED') ?? denied[0];
  if (culprit === undefined) return done;
  const { order } = culprit;
  return { ok: false, refusal: { ...denialOf(order), order: order.request.id } };
}

function denialOf({ reason }: Order): { readonly code: string; readonly reason: string } {
  const [, code = 'ORDER_DENIED', detail = ''] =
    /^([A-Z][A-Z0-9_]+): (.*)$/su.exec(reason ?? '') ?? [];
  return { code, reason: detail === '' ? (reason ?? '') : detail };
}

function placedShape(placed: desk.Placed, { platform }: RouteContext): Placed {
  const { number, isRepeat } = placed;
  return { order: orderShape(placed.order, platform), number, isRepeat };
}
