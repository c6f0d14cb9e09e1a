import { aLogin, type LoginRig } from '@argosy/testkit/login';
import { Log, Metrics, metricTable } from '@argosy/telemetry';
import { toTimestamp } from 'argosy/core';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { WebSocket } from 'ws';

import { hostLiveTime } from '../stream/host-live-time.ts';
import { streamPlugin } from '../stream/stream-plugin.ts';

let rig: LoginRig;
let sockets: WebSocket[] = [];
beforeEach(async () => {
  sockets = [];
  const log = new Log({ now: () => toTimestamp(1) }).logger();
  const metrics = new Metrics(metricTable);
  const common = { sources: () => [], stream: 'S1', time: hostLiveTime(), metrics, log };
  rig = await aLogin({
    plugins: ({ authenticate, onEnd, checkUpgrade }) => [
      streamPlugin({ ...common, authenticate, onEnd, checkUpgrade }),
    ],
  });
});
afterEach(async () => {
  for (const socket of sockets) socket.terminate();
  await rig.close();
});

type Ended = { readonly status: number | null; readonly code: number | null };
/** Opens a socket; what became of it is known once it is open, refused or closed. */
function connect(path: string, headers: Readonly<Record<string, string>> = {}): WebSocket {
  const socket = new WebSocket(rig.url.replace('http', 'ws') + path, {
    headers,
    maxPayload: 1 << 26,
  });
  sockets.push(socket);
  socket.on('error', () => undefined);
  return socket;
}
const ended = (socket: WebSocket): Promise<Ended> =>
  new Promise((resolve) => {
    socket.on('unexpected-response', (_request, { statusCode = null }) =>
      resolve({ status: statusCode, code: null }),
    );
    socket.on('close', (code) => resolve({ status: null, code }));
  });
const opened = (socket: WebSocket): Promise<unknown> =>
  new Promise((resolve) => socket.on('open', resolve));
const answer = (socket: WebSocket): Promise<string> =>
  new Promise((resolve) => socket.once('message', (data: Buffer) => resolve(data.toString())));

async function loggedIn(token: string): Promise<WebSocket> {
  const socket = connect('/ws');
  await opened(socket);
  const welcome = answer(socket);
  socket.send(JSON.stringify({ type: 'auth', id: '1', token }));
  expect(await welcome).toContain('"welcome"');
  return socket;
}

describe('S-12 a socket', () => {
  test.each([
    ['of a stranger’s page', '/ws', { origin: 'https://evil.example' }, 403],
    ['of a page from nowhere', '/ws', { origin: 'null' }, 403],
    [
      'under a stranger’s name',
      '/ws',
      { host: 'evil.example', origin: 'http://evil.example' },
      403,
    ],
    ['under a stranger’s name, of no page', '/ws', { host: 'evil.example' }, 403],
    ['of another site', '/ws', { 'sec-fetch-site': 'cross-site' }, 403],
    ['with a token in its address', '/ws?token=abc', {}, 400],
    ['of another address', '/wss', {}, 404],
  ] as const)('%s is refused', async (_name, path, headers, status) => {
    expect(await ended(connect(path, headers))).toEqual({ status, code: null });
  });

  test('whose token is none is closed, one with a message before it too', async () => {
    for (const message of [
      { type: 'auth', id: '1', token: 'nothing' },
      { type: 'auth', id: '1', token: 'eyJhbGciOiJub25lIn0.e30.' },
    ]) {
      const socket = connect('/ws');
      await opened(socket);
      const end = ended(socket);
      socket.send(JSON.stringify(message));
      expect((await end).code).toBe(4401);
    }
  });

  test('with a message of ten megabytes is closed, and takes no memory with it', async () => {
    const owner = await rig.owner();
    const socket = await loggedIn(owner.token);
    const end = ended(socket);
    socket.send('x'.repeat(10 << 20));
    expect((await end).code).toBe(1009);
  });

  test('that pings and asks without end is closed, and others go on', async () => {
    const owner = await rig.owner();
    const [flooding, calm] = [await loggedIn(owner.token), await loggedIn(owner.token)];
    const end = ended(flooding);
    for (let count = 0; count < 5_000; count += 1) {
      flooding.ping();
      flooding.send(JSON.stringify({ type: 'ping', id: String(count) }));
    }
    // What it had still to send is cut off, so that it may not hear why.
    expect((await end).code).toBeGreaterThanOrEqual(1_006);
    const pong = answer(calm);
    calm.send(JSON.stringify({ type: 'ping', id: 'calm' }));
    expect(await pong).toContain('"calm"');
  });

  test('S-02 is closed at once when its session ends, by a logout, a theft or a change of role', async () => {
    const owner = await rig.owner();
    const viewer = await rig.viewer(owner);
    const { user } = (await viewer.send('GET', '/auth/me')).body;
    const watching = await loggedIn(viewer.token);
    const roleEnd = ended(watching);
    await owner.send('PATCH', `/users/${String(user)}`, { role: 'owner' });
    expect((await roleEnd).code).toBe(4403);
    const thief = owner.copy({ 'user-agent': 'another device' });
    const trading = await loggedIn(owner.token);
    const theftEnd = ended(trading);
    await owner.refresh();
    await thief.refresh();
    expect((await theftEnd).code).toBe(4403);
    await viewer.login({ name: 'bert', password: 'staple of many horses' });
    const last = await loggedIn(viewer.token);
    const logoutEnd = ended(last);
    await viewer.send('POST', '/auth/logout');
    expect((await logoutEnd).code).toBe(4403);
  });
});
