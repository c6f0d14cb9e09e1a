import { API_PREFIX, problemSchema } from '@argosy/contract';
import { aCaller, aPlatform, sampleTicket, type APlatform } from '@argosy/testkit/gateway';
import { refuse } from 'argosy/core';
import { afterAll, beforeAll, expect, test } from 'vitest';

import { createGateway, type Gateway } from '../create-gateway.ts';

let made: APlatform;
let gateway: Gateway;

beforeAll(async () => {
  made = await aPlatform();
  gateway = await createGateway(made.platform, { version: '0', callerOf: () => aCaller() });
});
afterAll(async () => {
  await gateway.stop();
  await made.close();
});

type Sent = { readonly method?: 'POST' | 'PUT'; readonly body?: unknown; readonly text?: string };

async function problemOf(path: string, { method, body, text }: Sent = {}) {
  const payload = text ?? (body === undefined ? undefined : JSON.stringify(body));
  const answer = await gateway.server.inject({
    method: method ?? (payload === undefined ? 'GET' : 'POST'),
    url: API_PREFIX + path,
    ...(payload === undefined ? {} : { payload, headers: { 'content-type': 'application/json' } }),
  });
  const { status, code, detail } = problemSchema.parse(answer.json());
  return `${status} ${code}: ${detail}`;
}

const { side: _, ...sideless } = sampleTicket;
const halt = { account: 'MAIN', scope: { kind: 'account' }, state: 'HALTED' };
const line = 'body.reason: expected one line of plain text';
const malformed = '400 BODY_MALFORMED: the body is not JSON, or would change what objects are';

test.each<readonly [string, Sent, string]>([
  [`/orders/${'A'.repeat(300)}`, {}, '400 ADDRESS_MALFORMED: the address cannot be read'],
  ['/orders?format=xml', {}, '400 REQUEST_INVALID: query.format: expected one of csv, json'],
  ['/orders', { text: '{"qty":' }, malformed],
  ['/orders', { text: '{"__proto__":{}}' }, malformed],
  [
    '/orders',
    { body: sideless },
    '400 REQUEST_INVALID: body.side: is missing: expected one of buy, sell',
  ],
  [
    '/orders',
    { body: { ...sampleTicket, qty: 'ten' } },
    '400 REQUEST_INVALID: body.qty: expected a decimal as text, such as "100.05"',
  ],
  [
    '/risk/states',
    { method: 'PUT', body: { ...halt, reason: 'a\u0000b' } },
    `400 REQUEST_INVALID: ${line}`,
  ],
  [
    '/risk/states',
    { method: 'PUT', body: { ...halt, reason: 'abc\u202Etxt' } },
    `400 REQUEST_INVALID: ${line}`,
  ],
  [
    '/backtests',
    { body: { title: 'a\nb', request: 'x' } },
    '400 REQUEST_INVALID: body.title: expected one line of plain text',
  ],
  [
    '/history/bars/SBIN.NSE?from=1900-01-01&until=2020-01-01',
    {},
    '400 REQUEST_INVALID: query.from: expected an instant from 1970 on',
  ],
  [
    '/orders?from=2026-11-20&until=2026-11-19',
    {},
    '400 BAD_FILTER: the filter can match nothing: from 2026-11-20T00:00:00Z until 2026-11-19T00:00:00Z',
  ],
  [
    '/jobs/%00/run',
    { method: 'POST' },
    '400 REQUEST_INVALID: params.job: expected 1 to 64 printable characters without spaces',
  ],
  ['/backtests/a%20b', {}, '400 REQUEST_INVALID: params.backtest: expected the id of a backtest'],
  [
    '/backtests/b-1/files/..%2Fkeys',
    {},
    '400 REQUEST_INVALID: params.file: expected the name of a file',
  ],
])('%s is answered by what was wrong with it', async (path, sent, said) => {
  expect(await problemOf(path, sent)).toBe(said);
});

test('a cursor that no history has given is refused as one', async () => {
  const bars = () => Promise.resolve(refuse('BAD_REQUEST', 'a span of 800 days, at most 400'));
  const { platform } = made;
  const other = await createGateway(
    { ...platform, history: { ...platform.history, bars } },
    { version: '0', callerOf: () => aCaller() },
  );
  const url = `${API_PREFIX}/history/bars/SBIN.NSE?from=2024-11-20&until=2026-11-21`;
  const codeOf = async (more: string): Promise<string> =>
    (await other.server.inject(url + more)).json<{ code: string }>().code;
  expect([await codeOf(''), await codeOf('&cursor=abc')]).toEqual(['BAD_REQUEST', 'BAD_CURSOR']);
  await other.stop();
});

test('the cursor of one list is refused by every other', async () => {
  const url = `${API_PREFIX}/market/instruments?size=1`;
  const { next } = (await gateway.server.inject(url)).json<{ next: string }>();
  for (const list of ['/positions', '/holdings', '/orders', '/trades', '/audit', '/backtests']) {
    expect([list, await problemOf(`${list}?cursor=${next}`)]).toEqual([
      list,
      expect.stringContaining('400 BAD_CURSOR'),
    ]);
  }
});
