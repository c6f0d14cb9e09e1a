import { readFileSync } from 'node:fs';
import { connect, type Socket } from 'node:net';

import { ServerProcess } from '@argosy/testkit/server';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { WebSocket, type ClientOptions } from 'ws';

const MIB = 1 << 20;
/** How much more a server may hold after attacks than before. */
const ROOM_MIB = 32;
const SLOW_SOCKETS = 2_000;

let server: ServerProcess;
const sockets: WebSocket[] = [];
const lines: Socket[] = [];
beforeAll(async () => {
  server = await ServerProcess.start(
    { ARGOSY_DEMO_TICKS_PER_SECOND: '100' },
    ['--max-semi-space-size=2'],
    { 'config/strategies.yaml': 'strategies: []\n' },
  );
});
afterEach(() => {
  for (const socket of sockets.splice(0)) socket.terminate();
  for (const line of lines.splice(0)) line.destroy();
});
afterAll(async () => {
  await server.end();
});

type End = { readonly status: number | null; readonly code: number | null };

function open(path = '/ws', options: ClientOptions = {}): WebSocket {
  const socket = new WebSocket(server.address.replace('http', 'ws') + path, {
    maxPayload: 1 << 26,
    ...options,
  });
  sockets.push(socket);
  socket.on('error', () => undefined);
  return socket;
}
const endOf = (socket: WebSocket): Promise<End> =>
  new Promise((resolve) => {
    socket.on('unexpected-response', (_request, { statusCode = null }) =>
      resolve({ status: statusCode, code: null }),
    );
    socket.on('close', (code) => resolve({ status: null, code }));
  });

async function known(): Promise<WebSocket> {
  const socket = open();
  await new Promise((resolve) => socket.on('open', resolve));
  const welcome = new Promise<string>((resolve) =>
    socket.once('message', (data: Buffer) => resolve(data.toString())),
  );
  socket.send(JSON.stringify({ type: 'auth', id: '1', token: await server.token() }));
  expect(await welcome).toContain('"welcome"');
  return socket;
}

/** What a socket of ours comes to that does something which it may not. */
async function attacked(attack: (socket: WebSocket) => void): Promise<number | null> {
  const socket = await known();
  const end = endOf(socket);
  attack(socket);
  return (await end).code;
}

const attacks: readonly (readonly [string, (socket: WebSocket) => void, readonly number[]])[] = [
  ['a frame of ten megabytes', (socket) => socket.send('x'.repeat(10 * MIB)), [1_009]],
  [
    'a hundred thousand subscriptions',
    (socket) => {
      const channels = Array.from({ length: 100 }, (_, at) => ({ channel: `quotes:N${at}.DEMO` }));
      for (let at = 0; at < 1_000; at += 1) {
        socket.send(JSON.stringify({ type: 'subscribe', id: String(at), channels }));
      }
    },
    // What it had still to send is cut off, so that it may not hear why.
    [1_006, 1_008, 4_008],
  ],
  [
    'a flood of pings',
    (socket) => {
      for (let at = 0; at < 20_000; at += 1) socket.ping();
    },
    [1_006, 1_008],
  ],
];

function rssMib(): number {
  const kib = /VmRSS:\s+(\d+)/u.exec(readFileSync(`/proc/${server.pid}/status`, 'utf8'))?.[1];
  return Number(kib) / 1_024;
}

describe('S-12 a socket of a whole node', () => {
  test.each([
    ['of a stranger’s page', '/ws', { origin: 'https://evil.example' }, 403],
    ['with a token in its address', '/ws?token=abc', {}, 400],
    ['that would be compressed, which is off', '/ws?deflate=1', {}, 400],
  ] as const)('%s is refused', async (_name, path, options, status) => {
    expect(await endOf(open(path, options))).toEqual({ status, code: null });
  });

  test('that does not say who it is, or says it wrongly, is closed', async () => {
    const socket = open();
    const end = endOf(socket);
    socket.on('open', () => socket.send('{"type":"auth","id":"1","token":"nothing"}'));
    expect((await end).code).toBe(4_401);
  });

  test('which floods the node is closed, and leaves no memory behind', async () => {
    // What is loaded and made for the first one stays.
    for (const [, attack] of attacks) await attacked(attack);
    const before = rssMib();
    for (const [name, attack, codes] of attacks) {
      for (let at = 0; at < 4; at += 1) {
        const code = await attacked(attack);
        expect([name, codes.includes(code ?? 0), code]).toEqual([name, true, code]);
      }
    }
    await expect
      .poll(() => rssMib() - before, { timeout: 60_000, interval: 500 })
      .toBeLessThanOrEqual(ROOM_MIB);
    const calm = await known();
    const pong = new Promise<string>((resolve) =>
      calm.once('message', (data: Buffer) => resolve(data.toString())),
    );
    calm.send('{"type":"ping","id":"calm"}');
    expect(await pong).toContain('"calm"');
  });
});

/** Sends bytes as they are; gives what came back until the end. */
function raw(bytes: string): Promise<string> {
  const { hostname, port } = new URL(server.address);
  return new Promise((resolve) => {
    let answer = '';
    const line = connect(Number(port), hostname, () => line.write(bytes));
    lines.push(line);
    line.setTimeout(15_000, () => line.destroy());
    line.on('data', (data) => (answer += data.toString('latin1')));
    line.on('error', () => line.destroy());
    line.on('close', () => resolve(answer));
  });
}

describe('S-13 requests of a whole node', () => {
  test('two thousand that never come to an end are cut off, and all others are answered meanwhile', async () => {
    const slow = Array.from({ length: SLOW_SOCKETS }, (_, at) =>
      raw(`POST /api/v1/orders HTTP/1.1\r\nHost: localhost\r\nx-slow-${at}: `),
    );
    const statuses = new Set<number>();
    for (let at = 0; at < 50; at += 1) {
      statuses.add((await server.ask('/accounts')).status);
      statuses.add((await fetch(`${server.address}/health/live`)).status);
    }
    expect([...statuses]).toEqual([200]);
    const answers = await Promise.all(slow);
    expect(answers.filter((answer) => answer.startsWith('HTTP/1.1 408'))).toHaveLength(
      SLOW_SOCKETS,
    );
  });

  test('that say two lengths, too much, or what objects are, come to nothing', async () => {
    const head = 'POST /api/v1/orders HTTP/1.1\r\nHost: localhost\r\n';
    const hidden = 'GET /api/v1/users HTTP/1.1\r\nHost: localhost\r\n\r\n';
    const both = `Content-Length: 4\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n${hidden}`;
    const headers = Array.from({ length: 100_000 }, (_, at) => `x-${at}: 1\r\n`).join('');
    const told = [
      await raw(head + both),
      await raw(`${head}Transfer-Encoding: chunked\r\nContent-Length: 4\r\n\r\n0\r\n\r\n${hidden}`),
      await raw(`${head}Transfer-Encoding : chunked\r\n\r\n0\r\n\r\n${hidden}`),
      await raw(`${head}Content-Length: 4\r\nContent-Length: 6\r\n\r\n1234${hidden}`),
      await raw(`${head}${headers}\r\n`),
    ];
    expect(told.map((answer) => answer.slice(9, 12))).toEqual(['400', '400', '400', '400', '431']);
    expect(told.map((answer) => answer.match(/HTTP\/1\.1 \d/gu)?.length)).toEqual([1, 1, 1, 1, 1]);
    const deep = `${'['.repeat(100_000)}${']'.repeat(100_000)}`;
    for (const body of [
      deep,
      `{"account":${deep}}`,
      '{"__proto__":{"role":"owner"}}',
      '{"constructor":{"prototype":{"role":"owner"}}}',
    ]) {
      const answer = await fetch(`${server.address}/api/v1/orders`, {
        method: 'POST',
        headers: {
          authorization: `Bearer ${await server.token()}`,
          'content-type': 'application/json',
        },
        body,
      });
      expect([body.slice(0, 20), answer.status]).toEqual([body.slice(0, 20), 400]);
    }
    expect((await server.ask('/accounts')).status).toBe(200);
    expect((await server.ask('/orders')).body['items']).toEqual([]);
  });
});
