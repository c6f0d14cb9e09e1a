import { connect } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { constants, deflateRawSync } from 'node:zlib';

import { ok, RECONNECT_DEFAULTS, toMicros } from 'argosy/core';
import { StreamClient, type StreamClientOptions } from '@argosy/contract/stream';
import { StreamNode } from '@argosy/testkit/stream';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { WebSocket, type ClientOptions } from 'ws';

const soon = { timeout: 20_000, interval: 10 };
const quickly = { ...RECONNECT_DEFAULTS, firstDelay: toMicros(20_000) };
const deflated = '/ws?deflate=1';
/** The end of the frame that closes, with its code. */
const closed1009 = Buffer.from([1009 >> 8, 1009 & 255]).toString('latin1');

let node: StreamNode;
const clients: { stop(): void }[] = [];

beforeEach(async () => {
  node = await StreamNode.start();
});

afterEach(async () => {
  for (const client of clients.splice(0)) client.stop();
  await node.stop();
});

describe('market data', () => {
  test('come as JSON: what is known at first, then what comes', async () => {
    node.offer(9_990);
    const values: unknown[] = [];
    const client = aClient();
    client.hear('quotes:SBIN.NSE', { value: (value) => values.push(value) });
    client.start();
    await vi.waitFor(() => expect(values).toHaveLength(1), soon);
    node.offer(10_000);
    await vi.waitFor(() => expect(values).toHaveLength(2), soon);
    expect(values).toMatchObject([{ bid: '99.90' }, { instrument: 'SBIN.NSE', bid: '100.00' }]);
  });

  test('come in binary, where that was asked for', async () => {
    const records: unknown[] = [];
    const client = aClient({ encoding: 'binary', paceMs: 0 });
    client.hear('quotes:SBIN.NSE', {
      record: ({ kind, fields }, { pricePrecision }) =>
        records.push([kind, fields.slice(1), pricePrecision]),
    });
    client.start();
    await vi.waitFor(() => expect(node.streams.fanOut.latest.sets).toBe(1), soon);
    node.offer(10_000);
    await vi.waitFor(() => expect(records).toHaveLength(1), soon);
    expect(records).toEqual([['quote', [10_000, 10_005, 100, 100], 2]]);
  });

  test('come compressed, as any client reads it', async () => {
    await node.restart({ allowsDeflate: true, instruments: 40 });
    const { socket, messages } = await aSocket(deflated, { perMessageDeflate: true });
    expect(socket.extensions).toBe('permessage-deflate');
    const channels = node.names().map((name) => ({ channel: `quotes:${name}` }));
    say(socket, { type: 'auth', id: '1', token: 'good' });
    await vi.waitFor(() => expect(messages.length).toBe(1), soon);
    say(socket, { type: 'subscribe', id: '2', channels });
    await vi.waitFor(() => expect(messages.length).toBe(2), soon);
    for (let round = 1; round <= 3; round += 1) {
      for (const name of node.names()) node.offer(10_000 + round, name);
      await vi.waitFor(() => expect(messages.length).toBe(2 + round), soon);
      expect(messages.at(-1)).toMatchObject({ type: 'values' });
      const values = messages.at(-1)?.['values'] as { value: { bid: string } }[];
      expect(values.map(({ value }) => value.bid)).toEqual(node.names().map(() => `100.0${round}`));
    }
  });
});

describe('a loss', () => {
  test('is shown, and a log goes on without a gap where it was', async () => {
    const states: string[] = [];
    const heard: unknown[] = [];
    const client = aClient({ onConnection: ({ state }) => states.push(state) });
    client.hear('orders:OWN', {
      snapshot: (items) => heard.push('begin', ...items),
      item: (item) => heard.push(item),
    });
    client.start();
    await vi.waitFor(() => expect(heard).toEqual(['begin']), soon);
    node.tell(1);
    await vi.waitFor(() => expect(heard).toHaveLength(2), soon);
    node.cut();
    node.tell(2);
    node.tell(3);
    await vi.waitFor(() => expect(heard).toEqual(['begin', 1, 2, 3]), soon);
    node.tell(4);
    await vi.waitFor(() => expect(heard).toEqual(['begin', 1, 2, 3, 4]), soon);
    expect(client.gaps).toBe(0);
    const order = [...new Set(states)];
    expect(order).toEqual(['connecting', 'connected', 'reconnecting']);
    await node.restart();
    node.tell(9);
    await vi.waitFor(() => expect(heard.slice(5)).toEqual(['begin', 9]), soon);
  });

  test('sends no order later, and says of one under way that nobody knows', async () => {
    const client = aClient();
    expect(await client.place({}, 'k')).toMatchObject({ refusal: { code: 'OFFLINE' } });
    client.start();
    await vi.waitFor(() => expect(client.connection.state).toBe('connected'), soon);
    expect(await client.cancel('O-1')).toEqual(ok({ canceled: 'O-1' }));
    const hanging = client.cancel('HANG');
    await vi.waitFor(() => expect(node.orders).toEqual(['O-1', 'HANG']), soon);
    node.cut();
    expect(await hanging).toMatchObject({ refusal: { code: 'OUTCOME_UNKNOWN' } });
    expect(await client.place({}, 'k')).toMatchObject({ refusal: { code: 'OFFLINE' } });
    await vi.waitFor(() => expect(client.connection.state).toBe('connected'), soon);
    expect(node.orders).toEqual(['O-1', 'HANG']);
  });

  test('of the right to be there is not tried again', async () => {
    const client = aClient({ token: () => Promise.resolve('bad') });
    client.start();
    await vi.waitFor(() => expect(client.connection.state).toBe('offline'), soon);
    expect(client.connection.reason).toBe('UNAUTHENTICATED');
    const known = aClient();
    known.start();
    await vi.waitFor(() => expect(known.connection.state).toBe('connected'), soon);
    node.end();
    await vi.waitFor(() => expect(known.connection.state).toBe('offline'), soon);
    expect(known.connection.reason).toBe('SESSION_ENDED');
  });
});

describe('what is not let in', () => {
  test.each([
    ['a page of another origin', '/ws', { origin: 'https://evil.example' }, 403],
    ['a token in the address', '/ws?token=abc', {}, 400],
    ['compression that is not there', deflated, {}, 400],
    ['another address', '/wss', {}, 404],
  ])('%s', async (_, path, options: ClientOptions, status) => {
    await expect(aSocket(path, options)).rejects.toThrow(`Unexpected server response: ${status}`);
  });

  test('a connection too many', async () => {
    await node.restart({ limits: { connectionsMax: 1 } });
    await aSocket('/ws');
    await expect(aSocket('/ws')).rejects.toThrow('Unexpected server response: 503');
  });

  test('but the page of the server itself, and those it lists', async () => {
    await node.restart({ origins: ['https://desk.example'] });
    await aSocket('/ws', { origin: `http://127.0.0.1:${node.port}` });
    const { socket } = await aSocket('/ws/stream', { origin: 'https://desk.example' });
    expect(socket.readyState).toBe(WebSocket.OPEN);
  });
});

describe('what is closed, and says why', () => {
  test('a message of ten megabytes', async () => {
    const { socket, closed } = await aSocket('/ws');
    socket.send('x'.repeat(10 << 20));
    expect((await closed).code).toBe(1009);
  });

  test('a small message that would become a large one', async () => {
    await node.restart({ allowsDeflate: true });
    // 50 MiB of text in 50 KiB, made before anything is measured.
    const bomb = deflateRawSync(Buffer.alloc(50 << 20, '0'), {
      finishFlush: constants.Z_SYNC_FLUSH,
    });
    const explode = async (): Promise<string> => {
      const line = connect({ port: node.port, host: '127.0.0.1' });
      const answer: Buffer[] = [];
      line.on('data', (data: Buffer) => answer.push(data));
      line.write(Buffer.concat([deflatedUpgrade, rawDeflated(bomb)]));
      await new Promise((resolve) => line.once('close', resolve));
      return Buffer.concat(answer).toString('latin1');
    };
    await explode();
    const before = process.memoryUsage().rss;
    for (let round = 0; round < 10; round += 1) {
      expect(await explode()).toContain(closed1009);
    }
    expect(process.memoryUsage().rss - before).toBeLessThan(32 << 20);
  });

  test('a binary message', async () => {
    const { socket, closed } = await aSocket('/ws');
    socket.send(Buffer.from([1, 2, 3]));
    expect(await closed).toEqual({ code: 1003, reason: 'TEXT_ONLY' });
  });

  test('a flood of pings', async () => {
    const { socket, closed } = await aSocket('/ws');
    for (let round = 0; round < 1_000; round += 1) socket.ping();
    expect(await closed).toEqual({ code: 1008, reason: 'TOO_MANY_MESSAGES' });
  });

  test('a hundred thousand subscriptions', async () => {
    const { socket, messages, closed } = await aSocket('/ws');
    say(socket, { type: 'auth', id: '1', token: 'good' });
    const channels = Array.from({ length: 500 }, (_, place) => ({ channel: `quotes:N${place}` }));
    await vi.waitFor(() => expect(messages.length).toBe(1), soon);
    for (let round = 0; round < 300; round += 1) {
      say(socket, { type: 'subscribe', id: String(round), channels });
    }
    expect((await closed).reason).toMatch(/^(?:TOO_MANY_MESSAGES|SLOW_CONSUMER)$/u);
    expect(node.streams.fanOut.latest.sets).toBe(0);
  });

  test('a client that does not read, while others do', async () => {
    await node.restart({ limits: { blockedMicros: 1_000_000, backlogBytesMax: 200_000 } });
    const heard: unknown[] = [];
    const fast = aClient();
    fast.hear('orders:OWN', { item: (item) => heard.push(item) });
    fast.start();
    const slow = connect({ port: node.port, host: '127.0.0.1' });
    clients.push({ stop: () => void slow.destroy() });
    slow.write(Buffer.concat([rawUpgrade, rawText('{"type":"auth","id":"1","token":"good"}')]));
    await vi.waitFor(() => expect(node.streams.fanOut.identified).toBe(2), soon);
    slow.write(rawText('{"type":"subscribe","id":"2","channels":[{"channel":"orders:OWN"}]}'));
    await vi.waitFor(() => expect(node.log.holders).toBe(2), soon);
    slow.pause();
    const text = 'x'.repeat(20_000);
    let told = 0;
    while (node.streams.fanOut.closedSlow === 0 && told < 5_000) {
      node.tell(text);
      told += 1;
      if (told % 20 === 0) await sleep(5);
    }
    expect(node.streams.fanOut.closedSlow).toBe(1);
    await vi.waitFor(() => expect(heard).toHaveLength(told), soon);
    expect(fast.connection.state).toBe('connected');
  });
});

function aClient(changes: Partial<StreamClientOptions> = {}): StreamClient {
  const client = new StreamClient({
    url: `ws://127.0.0.1:${node.port}/ws`,
    token: () => Promise.resolve('good'),
    reconnect: quickly,
    ...changes,
  });
  clients.push(client);
  return client;
}

/** A socket of the library, open; what comes over it, and how it ends. */
async function aSocket(path: string, options: ClientOptions = {}) {
  const socket = new WebSocket(`ws://127.0.0.1:${node.port}${path}`, {
    perMessageDeflate: false,
    ...options,
  });
  clients.push({ stop: () => socket.terminate() });
  const messages: Record<string, unknown>[] = [];
  socket.on('message', (data: Buffer) => {
    const message = JSON.parse(data.toString()) as Record<string, unknown>;
    if (message['type'] !== 'heartbeat') messages.push(message);
  });
  const closed = new Promise<{ readonly code: number; readonly reason: string }>((resolve) => {
    socket.on('close', (code, reason) => resolve({ code, reason: reason.toString() }));
  });
  await new Promise<void>((resolve, reject) => {
    socket.on('open', resolve);
    socket.on('error', reject);
  });
  return { socket, messages, closed };
}

function say(socket: WebSocket, message: unknown): void {
  socket.send(JSON.stringify(message));
}

const upgradeTo = (path: string, more = ''): Buffer =>
  Buffer.from(
    `GET ${path} HTTP/1.1\r\nHost: 127.0.0.1\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n` +
      `Sec-WebSocket-Key: AAAAAAAAAAAAAAAAAAAAAA==\r\nSec-WebSocket-Version: 13\r\n${more}\r\n`,
  );
const rawUpgrade = upgradeTo('/ws');
const deflatedUpgrade = upgradeTo(deflated, 'Sec-WebSocket-Extensions: permessage-deflate\r\n');

/** A message as bytes: masked with zeros. */
function rawText(message: string): Buffer {
  const head = Buffer.from([0x81, 0x80 | message.length]);
  return Buffer.concat([head, Buffer.alloc(4), Buffer.from(message)]);
}

/** A compressed message of less than 64 KiB. */
function rawDeflated(body: Buffer): Buffer {
  const head = Buffer.from([0xc1, 0xfe, body.length >> 8, body.length & 255]);
  return Buffer.concat([head, Buffer.alloc(4), body]);
}
