import { connect } from 'node:net';

import { aCaller, aPlatform, ScriptedDesk, type APlatform } from '@argosy/testkit/gateway';
import { refuse, type Result } from 'argosy/core';
import type { Order } from 'argosy/domain';
import { afterEach, expect, test } from 'vitest';

import { createGateway, type Gateway } from '../create-gateway.ts';
import type { Platform } from '../platform/platform.ts';
import type { HttpBounds } from './http-server.ts';

let made: APlatform | null = null;
let gateway: Gateway | null = null;

afterEach(async () => {
  await gateway?.stop();
  await made?.close();
});

async function open(
  bounds: Partial<HttpBounds> = {},
  changes: Partial<Platform> = {},
): Promise<URL> {
  made = await aPlatform(changes);
  const callerOf = () => aCaller();
  gateway = await createGateway(made.platform, { version: '0', callerOf, bounds });
  return new URL(await gateway.server.listen({ host: '127.0.0.1', port: 0 }));
}

/** Sends bytes as they are, and gives all that comes back until the end. */
function send({ hostname, port }: URL, text: string): Promise<string> {
  return new Promise((resolve, reject) => {
    const socket = connect({ host: hostname, port: Number(port) });
    let answer = '';
    socket.on('data', (bytes) => (answer += bytes.toString()));
    socket.on('close', () => resolve(answer));
    socket.on('error', reject);
    socket.write(text);
  });
}

test.each([
  ['are no request', 'nonsense\r\n\r\n', 400],
  [
    'have headers without end',
    `GET / HTTP/1.1\r\nhost: a\r\nx: ${'y'.repeat(40_000)}\r\n\r\n`,
    431,
  ],
  [
    'say two lengths',
    'POST /api/v1/orders HTTP/1.1\r\nhost: a\r\ncontent-length: 4\r\ntransfer-encoding: chunked\r\n\r\n0\r\n\r\n',
    400,
  ],
] as const)(
  'bytes that %s are answered with a problem, and the line is cut',
  async (_, text, status) => {
    const answer = await send(await open(), text);
    expect(answer).toContain(`HTTP/1.1 ${status}`);
    expect(answer).toContain('application/problem+json');
  },
);

test('whoever does not come to an end with their headers is cut off, and others are served', async () => {
  const url = await open({ headersMillis: 300, requestMillis: 600 });
  const slow = send(url, 'GET /health HTTP/1.1\r\nhost: a\r\nx-slow: ');
  const other = await fetch(new URL('/health/live', url));
  expect(other.status).toBe(200);
  expect(await slow).toContain('HTTP/1.1 408');
});

test('an end lets what is under way come to its answer, and takes nothing new', async () => {
  const desk = new ScriptedDesk();
  const waiting: ((found: Result<Order>) => void)[] = [];
  desk.order = () => new Promise((resolve) => waiting.push(resolve));
  const url = await open({}, { desk });
  const underWay = fetch(new URL('/api/v1/orders/A', url));
  await expect.poll(() => waiting.length).toBe(1);
  const ending = gateway?.stop();
  const late = await fetch(new URL('/health', url)).then(
    ({ status }) => status,
    () => 'refused',
  );
  expect([503, 'refused']).toContain(late);
  waiting[0]?.(refuse('ORDER_UNKNOWN', 'A'));
  expect((await underWay).status).toBe(404);
  await ending;
});

test('what hangs when its time is over is cut off', async () => {
  const desk = new ScriptedDesk();
  let isAsked = false;
  desk.order = () => {
    isAsked = true;
    return new Promise(() => {});
  };
  const url = await open({ drainMillis: 100 }, { desk });
  const hanging = fetch(new URL('/api/v1/orders/A', url)).catch(() => 'cut');
  await expect.poll(() => isAsked).toBe(true);
  await gateway?.stop();
  expect(await hanging).toBe('cut');
});
