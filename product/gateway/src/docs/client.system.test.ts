import {
  createApiClient,
  endpoints,
  type ApiClient,
  type ApiResult,
} from '@argosy/contract/client';
import { aQuote } from '@argosy/testkit';
import {
  aCaller,
  aPlatform,
  sampleOf,
  sampleTicket,
  type APlatform,
} from '@argosy/testkit/gateway';
import { toAccountId, unwrap } from 'argosy/core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';

import { createGateway, type Gateway } from '../create-gateway.ts';
import { routes } from '../routes/routes.ts';

let made: APlatform;
let gateway: Gateway;
let api: ApiClient;
let order: string;

beforeAll(async () => {
  made = await aPlatform();
  const { platform } = made;
  for (const { id } of platform.instruments.all) {
    const index = platform.instruments.indexOf(id);
    const at = platform.system.now();
    if (index !== undefined) {
      platform.market.keep(aQuote({ instrument: id, at, availableAt: at }), index);
    }
  }
  const main = { account: toAccountId('MAIN'), isOpen: true };
  order =
    unwrap(await platform.projections.listOrders(main, { size: 1 })).items[0]?.order.request.id ??
    '';
  gateway = await createGateway(platform, {
    version: '1.2.3',
    callerOf: ({ headers }) => (headers.authorization === 'Bearer t-1' ? aCaller() : null),
  });
  const origin = await gateway.server.listen({ host: '127.0.0.1', port: 0 });
  const fetch = (url: string, request: RequestInit) => globalThis.fetch(url, request);
  api = createApiClient({ origin, fetch: (url, request) => fetch(url, { ...request }), token });
});
afterAll(async () => {
  await gateway.stop();
  await made.close();
});

const token = (): string => 't-1';

describe('the typed client', () => {
  test('calls every route of a server, and gets what its schema says', async () => {
    const calls = new Map<string, unknown>(Object.entries(api));
    expect(Object.keys(endpoints).sort()).toEqual(routes.map(({ name }) => name).sort());
    for (const route of routes) {
      const call = calls.get(route.name) as (asked: object) => Promise<ApiResult<unknown>>;
      const result = await call(sampleOf(route, order));
      if (!result.ok) {
        // What this platform does not have, or does no more.
        expect([route.name, result.problem.status]).toEqual([
          route.name,
          expect.toSatisfy((status) => status === 404 || status === 409),
        ]);
        continue;
      }
      const { answer } = route.schemas;
      const error = answer === null ? undefined : answer.safeParse(result.value).error;
      expect([route.name, error]).toEqual([route.name, undefined]);
    }
  });

  test('places once for one key, and says whether it was the first time', async () => {
    const first = await api.placeOrder({ body: sampleTicket, key: 'client-1' });
    const again = await api.placeOrder({ body: sampleTicket, key: 'client-1' });
    if (!first.ok || !again.ok) throw new Error('refused');
    expect([first.isReplayed, again.isReplayed]).toEqual([false, true]);
    expect(again.value.order.id).toBe(first.value.order.id);
    expect(first.requestId).not.toBe('');
  });

  test('shows a no as a value, with every mistake', async () => {
    const wrong = { ...sampleTicket, qty: '-1' };
    const refused = await api.placeOrder({ body: wrong });
    if (refused.ok) throw new Error('placed');
    expect(refused.problem).toMatchObject({ status: 400, mistakes: [{ path: 'body.qty' }] });
  });

  test('goes through pages, and asks by lists and flags', async () => {
    const page = await api.listOrders({ query: { size: 2, isOpen: true, states: ['ACCEPTED'] } });
    if (!page.ok) throw new Error(page.problem.detail);
    const { items } = page.value;
    expect(items.every(({ state }) => state === 'ACCEPTED')).toBe(true);
  });

  test('knows as little as its caller where nobody answers', async () => {
    const lost = createApiClient({
      origin: 'http://127.0.0.1:1',
      fetch: (url, request) => globalThis.fetch(url, { ...request }),
      token,
    });
    const result = await lost.listJobs({});
    expect(result).toMatchObject({ ok: false, problem: { code: 'UNREACHABLE', status: 0 } });
  });

  test('is told who it has to be', async () => {
    const { origin } = new URL(gateway.server.listeningOrigin);
    const stranger = createApiClient({
      origin,
      fetch: (url, request) => globalThis.fetch(url, { ...request }),
      token: () => null,
    });
    const result = await stranger.listOrders({});
    expect(result).toMatchObject({ ok: false, problem: { status: 401 } });
  });
});
