import { seconds } from 'argosy/core';
import { problemSchema } from '@argosy/contract';
import { aCaller, aPlatform, ScriptedDesk, type APlatform } from '@argosy/testkit/gateway';
import { afterEach, describe, expect, test } from 'vitest';

import { createGateway, type Gateway, type GatewayOptions } from './create-gateway.ts';
import type { Platform } from './platform/platform.ts';

let made: APlatform | null = null;
let gateway: Gateway | null = null;

afterEach(async () => {
  await gateway?.stop();
  await made?.close();
});

async function open(
  options: Partial<GatewayOptions> = {},
  changes: Partial<Platform> = {},
): Promise<Gateway['server']> {
  made = await aPlatform(changes);
  const callerOf = () => aCaller();
  gateway = await createGateway(made.platform, { version: '0', callerOf, ...options });
  return gateway.server;
}

const post = { method: 'POST', url: '/api/v1/orders' } as const;
const json = { 'content-type': 'application/json' };

describe('a request that cannot be read', () => {
  test.each([
    ['is not JSON', { ...post, payload: '{', headers: json }, 400, 'BODY_MALFORMED'],
    [
      'would change what objects are',
      { ...post, payload: '{"__proto__":{"a":1}}', headers: json },
      400,
      'BODY_MALFORMED',
    ],
    [
      'is too large',
      { ...post, payload: `"${'x'.repeat(2 << 20)}"`, headers: json },
      413,
      'BODY_TOO_LARGE',
    ],
    [
      'is of another type',
      { ...post, payload: 'a=1', headers: { 'content-type': 'application/x-www-form-urlencoded' } },
      415,
      'MEDIA_TYPE_UNSUPPORTED',
    ],
    ['is empty', { ...post, payload: '', headers: json }, 400, 'REQUEST_INVALID'],
    ['goes nowhere', { method: 'GET', url: '/api/v1/nowhere' }, 404, 'ROUTE_UNKNOWN'],
    [
      'has a bad address',
      { method: 'GET', url: '/api/v1/orders/%E0%A4%A' },
      400,
      'ADDRESS_MALFORMED',
    ],
    [
      'has a key that is none',
      { ...post, payload: '{}', headers: { ...json, 'idempotency-key': 'a b' } },
      400,
      'REQUEST_INVALID',
    ],
  ] as const)('that %s is a problem', async (_, request, status, code) => {
    const answer = await (await open()).inject(request);
    const problem = problemSchema.parse(answer.json());
    expect([answer.statusCode, problem.code, problem.status]).toEqual([status, code, status]);
    expect(problem.title.length).toBeGreaterThan(5);
  });

  test('by a method that the address does not take is told which it takes', async () => {
    const server = await open();
    const answer = await server.inject({ method: 'PUT', url: '/api/v1/orders/X' });
    expect(answer.statusCode).toBe(405);
    expect(answer.headers['allow']).toBe('DELETE, GET, HEAD, PATCH');
  });
});

describe('a request', () => {
  test('keeps the id it came with where that is one, and gets one else', async () => {
    const server = await open({ makeId: () => 'made-up-id' });
    const idOf = async (id: string): Promise<unknown> =>
      (await server.inject({ url: '/health', headers: { 'x-request-id': id } })).headers[
        'x-request-id'
      ];
    expect(await idOf('abcd-1234')).toBe('abcd-1234');
    expect(await idOf('short')).toBe('made-up-id');
    expect(await idOf('with spaces in it')).toBe('made-up-id');
  });

  test('whose handler breaks is told nothing of the bug', async () => {
    const desk = new ScriptedDesk();
    desk.order = () => Promise.reject(new Error('secret path'));
    const server = await open({}, { desk });
    const answer = await server.inject({ url: '/api/v1/orders/A' });
    expect(answer.statusCode).toBe(500);
    expect(answer.body).not.toContain('secret');
    expect(problemSchema.parse(answer.json()).code).toBe('INTERNAL');
  });

  test('that gets no answer in time is told that nothing is known', async () => {
    const desk = new ScriptedDesk();
    desk.order = () => new Promise(() => {});
    const server = await open({ bounds: { answerMillis: 20 } }, { desk });
    const answer = await server.inject({ url: '/api/v1/orders/A' });
    expect([answer.statusCode, problemSchema.parse(answer.json()).code]).toEqual([
      504,
      'ANSWER_TIMED_OUT',
    ]);
  });
});

describe('whoever operates a node', () => {
  test('is told by its health whether to restart it, and whether to send it work', async () => {
    const server = await open();
    const feed = made?.platform.health.register('feed', {
      neededFor: 'ready',
      staleAfter: seconds(10),
    });
    const states = async (): Promise<readonly number[]> => [
      (await server.inject('/health/live')).statusCode,
      (await server.inject('/health/ready')).statusCode,
      (await server.inject('/health')).statusCode,
    ];
    expect(await states()).toEqual([200, 503, 503]);
    feed?.up();
    expect(await states()).toEqual([200, 200, 200]);
  });

  test('hears of parts in other threads, and of threads that do not answer', async () => {
    const base = await aPlatform();
    await base.close();
    const { system } = base.platform;
    const parts = () => Promise.reject(new Error('nobody there'));
    const figures = () => Promise.reject(new Error('nobody there'));
    const server = await open({}, { system: { ...system, parts, figures } });
    const ready = await server.inject('/health/ready');
    expect([ready.statusCode, ready.body]).toEqual([503, expect.stringContaining('nobody there')]);
    expect((await server.inject('/health/live')).statusCode).toBe(200);
    expect((await server.inject('/metrics')).statusCode).toBe(200);
  });

  test('leads people to the page of the API where there is no terminal', async () => {
    const server = await open();
    for (const path of ['/', '/ui', '/ui/']) {
      const { statusCode, headers } = await server.inject(path);
      expect([path, statusCode, headers['location']]).toEqual([path, 302, '/api/docs']);
    }
  });
});

describe('a mutation with a key', () => {
  test('is done once, and its first answer comes again', async () => {
    const server = await open();
    const flatten = (account: string) =>
      server.inject({
        method: 'POST',
        url: '/api/v1/orders/flatten',
        payload: JSON.stringify({ account }),
        headers: { ...json, 'idempotency-key': 'once' },
      });
    const first = await flatten('MAIN');
    const again = await flatten('MAIN');
    expect([first.statusCode, again.statusCode]).toEqual([200, 200]);
    expect(first.headers['idempotency-replayed']).toBeUndefined();
    expect(again.headers['idempotency-replayed']).toBe('true');
    expect(again.body).toBe(first.body);
    const other = await flatten('MARGIN');
    expect([other.statusCode, problemSchema.parse(other.json()).code]).toEqual([422, 'KEY_REUSED']);
  });

  test('that was refused may be tried again with it', async () => {
    const server = await open();
    const ask = (account: string) =>
      server.inject({
        method: 'POST',
        url: '/api/v1/orders/flatten',
        payload: JSON.stringify({ account }),
        headers: { ...json, 'idempotency-key': 'again' },
      });
    expect((await ask('NOBODY')).statusCode).toBe(403);
    expect((await ask('MAIN')).statusCode).toBe(200);
  });
});

test('a list is read once the tables hold what its asker was told of', async () => {
  const reached: number[] = [];
  const base = await aPlatform();
  const reach = (number: number) => {
    reached.push(number);
    return Promise.resolve(reached.length > 1);
  };
  const server = await open({}, { projections: { ...base.platform.projections, reach } });
  const ticket = {
    account: 'MAIN',
    book: 'HAND',
    instrument: 'SBIN.NSE',
    product: 'delivery',
    side: 'buy',
    qty: '1',
    terms: { type: 'market' },
  };
  const list = () => server.inject('/api/v1/orders?size=1');
  await list();
  expect(reached).toEqual([]);
  const placed = await server.inject({ ...post, payload: JSON.stringify(ticket), headers: json });
  expect(placed.statusCode).toBe(201);
  expect((await list()).headers['argosy-behind']).toBe('true');
  expect((await list()).headers['argosy-behind']).toBeUndefined();
  await list();
  expect(reached).toEqual([1_000_001, 1_000_001]);
  await base.close();
});

test('an end turns away what is new, and closes twice without harm', async () => {
  const server = await open();
  await server.listen({ port: 0, host: '127.0.0.1' });
  const ending = gateway?.stop();
  await gateway?.stop();
  await ending;
  expect(server.server.listening).toBe(false);
});
