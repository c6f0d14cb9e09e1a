import { toAccountId, unwrap } from 'argosy/core';
import { API_PREFIX, hostsSchema, problemSchema } from '@argosy/contract';
import { aQuote, aTrade } from '@argosy/testkit';
import {
  aCaller,
  aPlatform,
  platformNow,
  sampleOf,
  sampleTicket,
  type APlatform,
} from '@argosy/testkit/gateway';
import * as fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';

import type { Caller } from '../auth/caller.ts';
import { createGateway, type Gateway } from '../create-gateway.ts';
import type { Route } from '../http/route.ts';
import { routes } from './routes.ts';

let made: APlatform;
let gateway: Gateway;
let caller: Caller = aCaller();
let storedOrder: string;
const registered: { readonly url: string; readonly method: string; readonly config: unknown }[] =
  [];

beforeAll(async () => {
  made = await aPlatform();
  const { platform } = made;
  for (const { id } of platform.instruments.all) {
    const index = platform.instruments.indexOf(id);
    if (index === undefined) continue;
    const at = platform.system.now();
    platform.market.keep(aQuote({ instrument: id, at, availableAt: at }), index);
    platform.market.keep(aTrade({ instrument: id, at, availableAt: at }), index);
  }
  const main = { account: toAccountId('MAIN') };
  const { items } = unwrap(await platform.projections.listOrders(main, { size: 1 }));
  storedOrder = items[0]?.order.request.id ?? '';
  await platform.backtests.queue('strategies: []', 'a run', 'u-1');
  gateway = await createGateway(platform, {
    version: '1.2.3',
    now: () => platformNow,
    callerOf: () => caller,
    plugins: [
      (app) => {
        app.addHook('onRoute', ({ url, method, config }) => {
          for (const each of [method].flat()) registered.push({ url, method: each, config });
        });
      },
    ],
  });
});
afterAll(async () => {
  await gateway.stop();
  await made.close();
});

async function orderFor({ method }: Route): Promise<string> {
  if (method === 'GET') return storedOrder;
  const placed = await gateway.server.inject({
    method: 'POST',
    url: `${API_PREFIX}/orders`,
    payload: JSON.stringify(sampleTicket),
    headers: { 'content-type': 'application/json' },
  });
  return placed.json<{ order: { id: string } }>().order.id;
}

async function sample(route: Route, more: Readonly<Record<string, string>> = {}) {
  const { params, query = {}, body } = sampleOf(route, await orderFor(route));
  const names: Readonly<Record<string, string>> = { ...params, ...more };
  const path = route.path.replaceAll(/:(\w+)/gu, (_, name: string) => names[name] ?? 'X');
  const pairs = Object.entries(query).map(([name, value]) => `${name}=${String(value)}`);
  return gateway.server.inject({
    method: route.method,
    url: `${API_PREFIX}${path}?${pairs.join('&')}`,
    ...(body === undefined ? {} : { payload: JSON.stringify(body) }),
    headers: body === undefined ? {} : { 'content-type': 'application/json' },
  });
}

test('every route that the server has tells who may call it', () => {
  const silent = registered.filter(
    ({ config }) => !(typeof config === 'object' && config !== null && 'policy' in config),
  );
  expect(silent).toEqual([]);
  const urls = new Set(registered.map(({ method, url }) => `${method} ${url}`));
  for (const { method, path } of routes) expect(urls).toContain(`${method} ${API_PREFIX}${path}`);
});

test('no two routes have one name or one address', () => {
  expect(new Set(routes.map(({ name }) => name)).size).toBe(routes.length);
  expect(new Set(routes.map(({ method, path }) => `${method} ${path}`)).size).toBe(routes.length);
});

test('what changes something is audited, and asks for more than a login', () => {
  const changing = routes.filter(({ method }) => method !== 'GET');
  const loose = changing.filter(
    ({ guard, name }) => name !== 'previewOrder' && (guard.policy === 'viewer' || !guard.audit),
  );
  expect(loose.map(({ name }) => name)).toEqual([]);
});

/** In a platform that has none of them. */
const missing = new Set(['runJob', 'readDepth', 'queueBacktest', 'queueBackfill']);

test.each(routes.map((route) => [route.name, route] as const))(
  '%s answers as its schema says',
  async (name, route) => {
    const answer = await sample(route);
    if (missing.has(name)) {
      expect([404, 409]).toContain(answer.statusCode);
      expect(problemSchema.safeParse(answer.json()).error).toBeUndefined();
      return;
    }
    expect([name, answer.statusCode, answer.body.slice(0, 300)]).toEqual([
      name,
      route.status ?? 200,
      expect.anything(),
    ]);
    if (route.schemas.answer === null) return;
    expect(route.schemas.answer.safeParse(answer.json()).error).toBeUndefined();
  },
);

test('an account that is not there is nowhere an empty list', async () => {
  const asked = routes.filter(({ method, path, schemas: { query } }) => {
    const names = query?.safeParse({ account: 'NOPE' });
    return method === 'GET' && (path.includes(':account') || names?.success === true);
  });
  expect(asked.map(({ name }) => name)).toEqual(
    expect.arrayContaining(['listBalances', 'listOrders', 'listBooks', 'readPortfolio']),
  );
  for (const { name, path } of asked) {
    const url = `${API_PREFIX}${path.replace(':account', 'NOPE')}`;
    const query = path.includes(':account') ? '' : '?account=NOPE';
    const answer = await gateway.server.inject({ method: 'GET', url: url + query });
    expect([name, answer.statusCode, answer.json<{ code: string }>().code]).toEqual([
      name,
      404,
      'THING_UNKNOWN',
    ]);
  }
});

describe('somebody who may see one account', () => {
  test('gets nothing of another, whatever they ask', async () => {
    caller = aCaller({ role: 'viewer', accounts: [toAccountId('MARGIN')], user: 'u-2' });
    for (const route of routes.filter(({ method }) => method === 'GET')) {
      const answer = await sample(route, { account: 'MAIN' });
      if (answer.statusCode >= 400 || route.tag === 'market' || route.tag === 'audit') continue;
      expect([route.name, answer.body.includes('"MAIN"')]).toEqual([route.name, false]);
    }
    caller = aCaller();
  });

  test('sees the hosts, and of what runs in them the strategies of that account alone', async () => {
    const url = `${API_PREFIX}/engine/hosts`;
    const hostOf = async (account: string): Promise<unknown> => {
      caller = aCaller({ role: 'viewer', accounts: [toAccountId(account)], user: 'u-2' });
      const { body } = await gateway.server.inject({ method: 'GET', url });
      caller = aCaller();
      return hostsSchema.parse(JSON.parse(body)).hosts[0];
    };
    const [mine, stranger] = [
      { strategies: [{ strategy: 'ema' }] },
      { strategies: [], faults: [] },
    ];
    expect(await hostOf('MAIN')).toMatchObject({ ...mine, faults: [{ message: 'no such bar' }] });
    expect(await hostOf('MARGIN')).toMatchObject({ name: 'host-1', ...stranger });
  });
});

describe('hostile requests', () => {
  const addresses = fc.constantFrom(...routes);
  const hostile = fc.oneof(
    fc.jsonValue(),
    fc.dictionary(
      fc.oneof(
        fc.constantFrom('account', 'orders', 'qty', 'terms', 'scope', 'value', 'constructor'),
        fc.string(),
      ),
      fc.jsonValue(),
    ),
    fc.record({
      account: fc.constantFrom('MAIN', '', 'x'.repeat(100), '../..'),
      book: fc.string(),
      instrument: fc.constantFrom('SBIN.NSE', '..', 'BTCINR.SIM', 'NIFTY-C24500.NFO'),
      product: fc.constantFrom('delivery', 'margin', 'x'),
      side: fc.constantFrom('buy', 'sell'),
      qty: fc.constantFrom('1', '0', '-1', '1e9', '9'.repeat(30), '0.00000001', '٣'),
      terms: fc.oneof(
        fc.constant({ type: 'market' }),
        fc.record({
          type: fc.constant('limit'),
          limit: fc.constantFrom('1', '-1', '9'.repeat(29)),
        }),
        fc.record({
          type: fc.constant('trailingStopMarket'),
          trail: fc.record({ by: fc.constantFrom('bps', 'price'), bps: fc.integer() }),
          activation: fc.constantFrom(null, '1'),
          trigger: fc.constant(null),
        }),
      ),
      expiresAt: fc.constantFrom(null, '9999-99-99', '2026-11-20T00:00:00Z', '0000-01-01'),
    }),
  );

  test('never break a route: each answer is a yes of the schema, or a problem', async () => {
    await fc.assert(
      fc.asyncProperty(addresses, hostile, fc.string(), async (route, body, text) => {
        const name = encodeURIComponent(text.toWellFormed().slice(0, 80)) || 'x';
        const url = `${API_PREFIX}${route.path.replaceAll(/:\w+/gu, name)}`;
        const isBare = route.method === 'GET';
        const query = isBare ? `?${encodeURIComponent(text.toWellFormed())}=1&cursor=${name}` : '';
        const answer = await gateway.server.inject({
          method: route.method,
          url: url + query,
          ...(isBare ? {} : { payload: JSON.stringify(body) }),
          headers: isBare ? {} : { 'content-type': 'application/json' },
        });
        expect([route.name, answer.statusCode < 500, answer.body.slice(0, 200)]).toEqual([
          route.name,
          true,
          expect.anything(),
        ]);
        if (answer.statusCode < 400) return;
        const problem = problemSchema.parse(answer.json());
        if (problem.code !== 'REQUEST_INVALID') return;
        expect(problem.mistakes?.length).toBeGreaterThan(0);
        // The library's own words, which nobody has written for people here.
        expect(problem.detail).not.toMatch(/Invalid|Too (?:big|small)|received|Unrecognized/u);
        expect(
          problem.mistakes?.every(({ path }) => /^(?:params|query|body|headers)/u.test(path)),
        ).toBe(true);
      }),
      { numRuns: 600 },
    );
  });

  test('of a depth that nobody means, or with names of the language, change nothing', async () => {
    const deep = `${'['.repeat(50_000)}${']'.repeat(50_000)}`;
    for (const payload of [deep, '{"constructor":{"prototype":{"isAdmin":true}}}']) {
      const answer = await gateway.server.inject({
        method: 'POST',
        url: `${API_PREFIX}/orders`,
        payload,
        headers: { 'content-type': 'application/json' },
      });
      expect(answer.statusCode).toBe(400);
    }
    expect('isAdmin' in {}).toBe(false);
  });
});
