import { problemSchema } from '@argosy/contract';
import {
  aCaller,
  aPlatform,
  sampleTicket,
  ScriptedDesk,
  type APlatform,
} from '@argosy/testkit/gateway';
import { afterEach, beforeEach, expect, test } from 'vitest';

import { createGateway, type Gateway, type GatewayPlugin } from '../create-gateway.ts';

const PLACES = 3;

/** A desk whose answers wait until it is told. */
class SlowDesk extends ScriptedDesk {
  readonly waiting: (() => void)[] = [];
  asked = 0;

  override async place(
    ...given: Parameters<ScriptedDesk['place']>
  ): ReturnType<ScriptedDesk['place']> {
    this.asked += 1;
    await new Promise<void>((go) => this.waiting.push(go));
    return super.place(...given);
  }

  release(): void {
    for (const go of this.waiting.splice(0)) go();
  }
}

/** Refuses, as a guard or an audit does that fails once a request has been read. */
const refuseMarked: GatewayPlugin = (app) => {
  app.addHook('preHandler', async ({ headers }, reply) => {
    if (headers['x-marked'] !== undefined) return reply.code(503).send();
    return undefined;
  });
};

let made: APlatform;
let gateway: Gateway;
let desk: SlowDesk;
let key = 0;

beforeEach(async () => {
  desk = new SlowDesk();
  made = await aPlatform({ desk });
  gateway = await createGateway(made.platform, {
    version: '0',
    callerOf: () => aCaller(),
    bounds: { placesUnderWay: PLACES },
    plugins: [refuseMarked],
  });
});
afterEach(async () => {
  desk.release();
  await gateway.stop();
  await made.close();
});

async function ask(
  method: 'GET' | 'POST' | 'DELETE',
  url: string,
  body?: object,
  more: object = {},
) {
  key += 1;
  const { statusCode, headers, payload } = await gateway.server.inject({
    method,
    url: `/api/v1${url}`,
    ...(body === undefined ? {} : { payload: body }),
    headers: { 'idempotency-key': `key-${key}`, ...more },
  });
  return { status: statusCode, retryAfter: headers['retry-after'], text: payload };
}

const place = (): ReturnType<typeof ask> => ask('POST', '/orders', sampleTicket);

test('more orders than may be under way are refused at once, with nothing done and when to come again', async () => {
  const held = Array.from({ length: PLACES }, place);
  await expect.poll(() => desk.waiting.length).toBe(PLACES);
  const refused = await Promise.all([
    place(),
    ask('POST', '/orders/batch', { orders: [sampleTicket] }),
  ]);
  for (const { status, retryAfter, text } of refused) {
    expect([status, retryAfter]).toEqual([503, '1']);
    expect(problemSchema.parse(JSON.parse(text))).toMatchObject({
      code: 'TOO_MANY_ORDERS',
      isRetryable: true,
    });
  }
  expect(desk.asked).toBe(PLACES);
  desk.release();
  expect((await Promise.all(held)).map(({ status }) => status)).toEqual([201, 201, 201]);
  const later = place();
  await expect.poll(() => desk.waiting.length).toBe(1);
  desk.release();
  expect((await later).status).toBe(201);
});

test('of many that come in one instant so many are let in as there is room for', async () => {
  const all = Array.from({ length: 20 }, place);
  await expect.poll(() => desk.waiting.length).toBe(PLACES);
  const refused = await Promise.race([Promise.all(all.slice(PLACES)), Promise.all(all)]);
  expect(refused.map(({ status }) => status)).toEqual(Array(20 - PLACES).fill(503));
});

test('cancels, kills and looks pass while orders are refused', async () => {
  const held = Array.from({ length: PLACES }, place);
  await expect.poll(() => desk.waiting.length).toBe(PLACES);
  expect((await place()).status).toBe(503);
  const account = 'MAIN';
  const kill = { account, scope: { kind: 'account' }, reason: 'enough' };
  expect((await ask('POST', '/orders/cancel-all', { account })).status).toBe(200);
  expect((await ask('POST', '/risk/kill', kill)).status).toBe(200);
  expect((await ask('GET', '/positions')).status).toBe(200);
  desk.release();
  await Promise.all(held);
});

test('what cannot be read, or is refused before its work, leaves no place taken behind', async () => {
  for (let count = 0; count < 2 * PLACES; count += 1) {
    expect((await ask('POST', '/orders', sampleTicket, { 'x-marked': '1' })).text).toBe('');
    expect((await ask('POST', '/orders', { nothing: 1 })).status).toBe(400);
  }
  const one = place();
  await expect.poll(() => desk.waiting.length).toBe(1);
  desk.release();
  expect((await one).status).toBe(201);
});
