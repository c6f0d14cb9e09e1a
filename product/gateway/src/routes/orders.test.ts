import { aCaller, aPlatform, type APlatform } from '@argosy/testkit/gateway';
import { flattenedSchema, orderPageSchema, placedSchema, problemSchema } from '@argosy/contract';
import { toAccountId } from 'argosy/core';
import { InstrumentTable } from 'argosy/domain';
import { aCoin } from '@argosy/testkit';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';

import type { Caller } from '../auth/caller.ts';
import { createGateway, type Gateway } from '../create-gateway.ts';

const ticket = {
  account: 'MAIN',
  book: 'HAND',
  instrument: 'SBIN.NSE',
  product: 'delivery',
  side: 'buy',
  qty: '10',
  terms: { type: 'limit', limit: '100.05' },
} as const;

const because = { account: 'MAIN', scope: { kind: 'account' }, reason: 'a test' } as const;

let made: APlatform;
let gateway: Gateway;
let caller: Caller | null;

beforeAll(async () => {
  made = await aPlatform();
  gateway = await createGateway(made.platform, { version: '0', callerOf: () => caller });
});
afterAll(async () => {
  await gateway.stop();
  await made.close();
});

type Asked = {
  readonly method: 'GET' | 'POST' | 'PATCH' | 'DELETE' | 'PUT';
  readonly url: string;
  readonly body?: unknown;
  readonly headers?: Readonly<Record<string, string>>;
  readonly as?: Caller | null;
};

async function ask({ method, url, body, headers = {}, as = aCaller() }: Asked) {
  caller = as;
  const payload = body === undefined ? {} : { payload: JSON.stringify(body) };
  const type = body === undefined ? {} : { 'content-type': 'application/json' };
  const answer = await gateway.server.inject({
    method,
    url: `/api/v1${url}`,
    ...payload,
    headers: { ...type, ...headers },
  });
  return { status: answer.statusCode, headers: answer.headers, text: answer.body };
}

describe('placing an order', () => {
  test('answers with the order in decimals, and is there to be found and listed', async () => {
    const { status, text } = await ask({ method: 'POST', url: '/orders', body: ticket });
    expect(status).toBe(201);
    const { order } = placedSchema.parse(JSON.parse(text));
    expect(order).toMatchObject({
      qty: '10',
      terms: { limit: '100.05' },
      tif: 'DAY',
      isOpen: true,
    });
    const found = await ask({ method: 'GET', url: `/orders/${order.id}` });
    expect(JSON.parse(found.text)).toEqual(order);
  });

  test('of one key places once, and says so the second time', async () => {
    const headers = { 'idempotency-key': 'k-1' };
    const first = await ask({ method: 'POST', url: '/orders', body: ticket, headers });
    const second = await ask({ method: 'POST', url: '/orders', body: ticket, headers });
    expect([first.status, second.status]).toEqual([201, 200]);
    expect(second.headers['idempotency-replayed']).toBe('true');
    const ids = [first, second].map(({ text }) => placedSchema.parse(JSON.parse(text)).order.id);
    expect(ids[0]).toBe(ids[1]);
  });

  test.each([
    ['a ticket', 'POST', '/orders', ticket],
    ['a denied ticket', 'POST', '/orders', { ...ticket, qty: '2000000' }],
    ['a batch', 'POST', '/orders/batch', { orders: [ticket] }],
    ['an amendment', 'PATCH', '/orders/:order', { qty: '5' }],
    ['a cancel', 'DELETE', '/orders/:order', undefined],
    ['cancelling all', 'POST', '/orders/cancel-all', { account: 'MAIN' }],
    ['flattening', 'POST', '/orders/flatten', { account: 'MAIN' }],
    ['a state', 'PUT', '/risk/states', { ...because, state: 'REDUCING' }],
    ['a limit', 'PUT', '/risk/limits', { ...because, limit: 'orderQty', value: '5' }],
    ['a kill', 'POST', '/risk/kill', because],
  ] as const)('and %s let a list wait until it is in the tables', async (_, method, url, body) => {
    const { platform } = made;
    const reached: number[] = [];
    const reach = (number: number): Promise<boolean> => {
      reached.push(number);
      return Promise.resolve(true);
    };
    const watched = { ...platform, projections: { ...platform.projections, reach } };
    const other = await createGateway(watched, { version: '0', callerOf: () => aCaller() });
    const { order } = placedSchema.parse(
      JSON.parse((await ask({ method: 'POST', url: '/orders', body: ticket })).text),
    );
    await other.server.inject({
      method,
      url: `/api/v1${url.replace(':order', order.id)}`,
      ...(body === undefined
        ? {}
        : { payload: JSON.stringify(body), headers: { 'content-type': 'application/json' } }),
    });
    await other.server.inject({ method: 'GET', url: '/api/v1/orders' });
    await other.stop();
    expect(reached).toHaveLength(1);
  });

  test('that was placed before lets no list wait: nothing new comes to the tables', async () => {
    const { platform } = made;
    const reached: number[] = [];
    const reach = (number: number): Promise<boolean> => {
      reached.push(number);
      return Promise.resolve(true);
    };
    const watched = { ...platform, projections: { ...platform.projections, reach } };
    const other = await createGateway(watched, { version: '0', callerOf: () => aCaller() });
    const headers = { 'content-type': 'application/json', 'idempotency-key': 'k-settles' };
    const waits: number[] = [];
    for (let time = 0; time < 2; time += 1) {
      const url = '/api/v1/orders';
      await other.server.inject({ method: 'POST', url, headers, payload: JSON.stringify(ticket) });
      await other.server.inject({ method: 'GET', url });
      waits.push(reached.length);
    }
    await other.stop();
    expect(waits).toEqual([1, 1]);
  });

  test('tells every mistake with its place', async () => {
    const { qty: _, ...without } = ticket;
    const body = { ...without, side: 'up', terms: { type: 'limit', limit: 'x' }, extra: 1 };
    const { status, text, headers } = await ask({ method: 'POST', url: '/orders', body });
    const problem = problemSchema.parse(JSON.parse(text));
    expect(headers['content-type']).toContain('application/problem+json');
    expect([status, problem.code]).toEqual([400, 'REQUEST_INVALID']);
    expect(problem.mistakes?.map(({ path }) => path).sort()).toEqual([
      'body.extra',
      'body.qty',
      'body.side',
      'body.terms.limit',
    ]);
    expect(problem.requestId).toBe(headers['x-request-id']);
  });

  test('tells a price between two steps of precision, and an instrument that nobody knows', async () => {
    const fine = { ...ticket, qty: '1.5', terms: { type: 'limit', limit: '100.055' } };
    const { text } = await ask({ method: 'POST', url: '/orders', body: fine });
    const { mistakes = [] } = problemSchema.parse(JSON.parse(text));
    expect(mistakes.map(({ path }) => path).sort()).toEqual(['body.qty', 'body.terms.limit']);
    const strange = await ask({
      method: 'POST',
      url: '/orders',
      body: { ...ticket, instrument: 'NOPE.NSE' },
    });
    expect(strange.text).toContain('no such instrument is traded here');
  });

  test('is a no with the code of the check where it is denied, and names the order', async () => {
    const body = { ...ticket, qty: '2000000' };
    const { status, text } = await ask({ method: 'POST', url: '/orders', body });
    const problem = problemSchema.parse(JSON.parse(text));
    expect([status, problem.code]).toEqual([422, 'ORDER_QTY_LIMIT']);
    expect(problem.title).toBe('the order is larger than the limit');
    expect(problem.order).toMatch(/^0001DESK/u);
  });

  test('sends the members of a list and of a batch under keys of their own', async () => {
    const exit = { ...ticket, side: 'sell', terms: { type: 'stopMarket', trigger: '95.00' } };
    const list = { orders: [ticket, { ...exit, parent: 0, contingency: 'OUO' }] };
    const headers = { 'idempotency-key': 'k-2' };
    const placed = await ask({ method: 'POST', url: '/orders/lists', body: list, headers });
    const again = await ask({ method: 'POST', url: '/orders/lists', body: list, headers });
    expect([placed.status, again.status]).toEqual([201, 200]);
    expect(placed.headers).not.toHaveProperty('idempotency-replayed');
    expect(again.headers['idempotency-replayed']).toBe('true');
    const wrong = { orders: [{ ...ticket, parent: 0 }, exit] };
    const refused = await ask({ method: 'POST', url: '/orders/lists', body: wrong });
    expect(refused.text).toContain('body.orders.0.parent');
  });

  test('of a batch answers each for itself, also those that cannot be read', async () => {
    const strange = { ...ticket, instrument: 'NOPE.NSE' };
    const fine = { ...ticket, qty: '1.5' };
    const batch = { orders: [strange, ticket, fine, { ...ticket, account: 'NOBODY' }, ticket] };
    const answers = await ask({ method: 'POST', url: '/orders/batch', body: batch });
    expect(JSON.parse(answers.text)).toMatchObject({
      answers: [
        {
          ok: false,
          code: 'REQUEST_INVALID',
          reason: 'body.orders.0.instrument: no such instrument is traded here',
        },
        { ok: true },
        { ok: false, code: 'REQUEST_INVALID' },
        { ok: false, code: 'ACCOUNT_FORBIDDEN' },
        { ok: true },
      ],
    });
    const none = { orders: [strange] };
    const refused = await ask({ method: 'POST', url: '/orders/batch', body: none });
    expect([refused.status, JSON.parse(refused.text)]).toMatchObject([
      200,
      { answers: [{ ok: false }] },
    ]);
  });

  test('is counted by mode, and by the code of its no', async () => {
    const page = await gateway.server.inject({ method: 'GET', url: '/metrics' });
    expect(page.body).toContain('orders_placed_total{mode="paper",source="manual"}');
    expect(page.body).toContain('order_rejections_total{code="ORDER_QTY_LIMIT"}');
    expect(page.body).toContain('http_requests_total{method="POST",route="/api/v1/orders"');
  });
});

describe('orders that are there', () => {
  test('come page by page, all of them once, by what is asked', async () => {
    const ids: string[] = [];
    let url = '/orders?size=7';
    for (;;) {
      const page = orderPageSchema.parse(JSON.parse((await ask({ method: 'GET', url })).text));
      ids.push(...page.items.map(({ id }) => id));
      if (page.next === null) break;
      url = `/orders?size=7&cursor=${page.next}`;
    }
    expect(ids.length).toBeGreaterThan(20);
    expect(new Set(ids).size).toBe(ids.length);
    const open = await ask({ method: 'GET', url: '/orders?isOpen=true&account=MAIN' });
    const { items } = orderPageSchema.parse(JSON.parse(open.text));
    expect(items.every(({ isOpen, account }) => isOpen && account === 'MAIN')).toBe(true);
  });

  test('are only those of accounts that somebody may see', async () => {
    const as = aCaller({ role: 'viewer', accounts: [toAccountId('MARGIN')] });
    const { text } = await ask({ method: 'GET', url: '/orders?size=500', as });
    const { items } = orderPageSchema.parse(JSON.parse(text));
    expect(new Set(items.map(({ account }) => account))).toEqual(new Set(['MARGIN']));
    const other = await ask({ method: 'GET', url: '/orders?account=MAIN', as });
    expect([other.status, other.text]).toEqual([404, expect.stringContaining('THING_UNKNOWN')]);
    const all = await ask({ method: 'GET', url: '/orders?account=MAIN&size=1' });
    const [one] = orderPageSchema.parse(JSON.parse(all.text)).items;
    const hidden = await ask({ method: 'GET', url: `/orders/${one?.id}`, as });
    expect(hidden.status).toBe(404);
  });

  test('of an instrument that is forgotten are left out, and the page says how many', async () => {
    const base = await aPlatform({ instruments: new InstrumentTable([aCoin()]) });
    const other = await createGateway(base.platform, { version: '0', callerOf: () => aCaller() });
    const answer = await other.server.inject('/api/v1/orders?size=100');
    const { items } = orderPageSchema.parse(answer.json());
    expect(new Set(items.map(({ instrument }) => instrument))).toEqual(new Set(['BTCINR.SIM']));
    const all = await ask({ method: 'GET', url: '/orders?size=100' });
    const whole = orderPageSchema
      .parse(JSON.parse(all.text))
      .items.filter(({ id }) => !id.startsWith('0001DESK'));
    expect(Number(answer.headers['argosy-left-out'])).toBe(whole.length - items.length);
    expect(all.headers['argosy-left-out']).toBeUndefined();
    await other.stop();
    await base.close();
  });

  test('come as a table where one is wanted', async () => {
    const { text, headers } = await ask({ method: 'GET', url: '/orders?format=csv&size=3' });
    expect(headers['content-type']).toContain('text/csv');
    expect(text.split('\r\n')).toHaveLength(5);
    const accept = { accept: 'text/csv' };
    const same = await ask({ method: 'GET', url: '/orders?size=3', headers: accept });
    expect(same.text).toBe(text);
  });

  test('tell what happened to them, the oldest first', async () => {
    const all = await ask({ method: 'GET', url: '/orders?states=FILLED&size=1' });
    const [one] = orderPageSchema.parse(JSON.parse(all.text)).items;
    const { text } = await ask({ method: 'GET', url: `/orders/${one?.id}/events?size=100` });
    const { items } = JSON.parse(text) as { items: readonly { type: string }[] };
    expect(items[0]?.type).toBe('initialized');
    expect(items.map(({ type }) => type)).toContain('filled');
  });

  test('are changed and ended, and a closed one no more', async () => {
    const placed = await ask({ method: 'POST', url: '/orders', body: ticket });
    const { id } = placedSchema.parse(JSON.parse(placed.text)).order;
    const body = { terms: { type: 'limit', limit: '99.95' } };
    const amended = await ask({ method: 'PATCH', url: `/orders/${id}`, body });
    expect(JSON.parse(amended.text)).toMatchObject({ terms: { limit: '99.95' }, qty: '10' });
    const nothing = await ask({ method: 'PATCH', url: `/orders/${id}`, body: {} });
    expect(nothing.status).toBe(400);
    expect((await ask({ method: 'DELETE', url: `/orders/${id}` })).status).toBe(200);
    const again = await ask({ method: 'DELETE', url: `/orders/${id}` });
    expect([again.status, again.text]).toEqual([409, expect.stringContaining('ORDER_NOT_OPEN')]);
  });

  test('are canceled and closed all at once', async () => {
    const body = { account: 'MAIN' };
    const ended = await ask({ method: 'POST', url: '/orders/cancel-all', body });
    expect(ended.status).toBe(200);
    const flat = await ask({ method: 'POST', url: '/orders/flatten', body });
    expect(flat.status).toBe(200);
    const { orders, left } = flattenedSchema.parse(JSON.parse(flat.text));
    expect(orders).toEqual([]);
    expect(left[0]).toMatchObject({ account: 'MAIN', code: 'POSITION_LIMIT' });
  });
});

test('nobody who is not let in gets an answer', async () => {
  const { status, text } = await ask({ method: 'GET', url: '/orders', as: null });
  expect([status, text]).toEqual([401, expect.stringContaining('LOGIN_NEEDED')]);
});
