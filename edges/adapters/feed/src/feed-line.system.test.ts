import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdtempSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { connect, createServer, type Socket } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { RECONNECT_DEFAULTS, toInstrumentId, toMicros, toTimestamp } from 'argosy/core';
import { InstrumentTable, type MarketData } from 'argosy/domain';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { messageHead } from '@argosy/bridge/wire';
import { anInstrument, aQuote, aTrade } from '@argosy/testkit';

import { formatFeedAddress, parseFeedAddress } from './feed-address.ts';
import { FeedLine, type FeedState } from './feed-line.ts';
import { FeedWriter, type FeedWriterOptions } from './feed-writer.ts';

const ids = ['A.NSE', 'B.NSE'];
const instruments = new InstrumentTable(ids.map((id) => anInstrument({ id: toInstrumentId(id) })));
const secret = 'a secret of the test';
const quickly = { ...RECONNECT_DEFAULTS, firstDelay: toMicros(20_000) };

let folder: string;
let rows: MarketData[];
let states: FeedState[];
let flaws: string[];
let sessions: number;
const ends: (() => Promise<unknown>)[] = [];

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'argosy-feed-'));
  [rows, states, flaws, sessions] = [[], [], [], 0];
});

afterEach(async () => {
  for (const end of ends.splice(0)) await end();
  rmSync(folder, { recursive: true, force: true });
});

async function aLine(at = socketPath(), known: string | null = null): Promise<FeedLine> {
  const line = new FeedLine({
    at: parseFeedAddress(at),
    secret: known,
    instruments,
    now: () => toTimestamp(Date.now() * 1_000),
  });
  ends.push(() => line.stop());
  await line.start({
    onRows: (some) => void rows.push(...some),
    onState: (state) => void states.push(state),
    onSession: () => void (sessions += 1),
    onFlaw: (reason) => void flaws.push(reason),
  });
  return line;
}

function aFeed(changes: Partial<FeedWriterOptions> = {}): FeedWriter {
  const feed = new FeedWriter({ to: socketPath(), reconnect: quickly, ...changes });
  ends.push(() => feed.close());
  feed.start();
  return feed;
}

function socketPath(): string {
  return join(folder, 'feed.sock');
}

async function until(isSo: () => boolean): Promise<void> {
  for (let left = 500; !isSo(); left -= 1) {
    if (left === 0) throw new Error('it has not come to that');
    await new Promise((resolve) => setTimeout(resolve, 10));
  }
}

function shortly(): readonly string[] {
  return rows.map((row) => {
    const value = row.kind === 'quote' ? row.bid : row.kind === 'trade' ? row.price : '';
    return `${row.instrument} ${row.kind} ${row.sourceSequence} ${value}`;
  });
}

/** As a process that was killed leaves it. */
async function leaveDeadSocket(): Promise<void> {
  const script = `require('node:net').createServer().listen(${JSON.stringify(socketPath())}, () => process.kill(process.pid, 'SIGKILL'))`;
  await once(spawn(process.execPath, ['-e', script]), 'exit');
}

/** Bytes on a line of its own, once the node has said what it asks. */
async function aStranger(bytes: Uint8Array): Promise<Socket> {
  const socket = connect(socketPath());
  ends.push(() => Promise.resolve(socket.destroy()));
  await once(socket, 'data');
  socket.write(bytes);
  return socket;
}

test('what a feed writes comes in order, known from the instant it came', async () => {
  await aLine();
  const feed = aFeed({ name: 'my feed' });
  await until(() => feed.connection.state === 'connected');
  const before = Date.now() * 1_000;
  for (let bid = 1; bid <= 3; bid += 1) feed.write(aQuote({ instrument: 'A.NSE', bid, at: 5 }));
  feed.write(aTrade({ instrument: 'B.NSE', price: 9 }));
  await until(() => rows.length === 4);
  expect(shortly()).toEqual([
    'A.NSE quote 1 1',
    'A.NSE quote 2 2',
    'A.NSE quote 3 3',
    'B.NSE trade 1 9',
  ]);
  expect(rows[0]?.eventAt).toBe(5);
  expect(rows[0]?.availableAt).toBeGreaterThanOrEqual(before);
  expect(states).toMatchObject([{ isFed: true, name: 'my feed', reason: null }]);
});

test('what was written before anybody listened comes as its last values', async () => {
  const feed = aFeed();
  for (let bid = 1; bid <= 3; bid += 1) feed.write(aQuote({ instrument: 'A.NSE', bid }));
  await aLine();
  await until(() => rows.length === 1);
  expect([shortly(), feed.conflated]).toEqual([['A.NSE quote 3 3'], 2]);
});

test('a node that is back hears where the market stands, in the numbers that go on', async () => {
  const first = await aLine();
  const feed = aFeed();
  await until(() => feed.connection.state === 'connected');
  feed.write(aQuote({ instrument: 'A.NSE', bid: 1 }));
  feed.write(aTrade({ instrument: 'A.NSE' }));
  await until(() => rows.length === 2);
  await first.stop();
  await until(() => feed.connection.state === 'reconnecting');
  await aLine();
  await until(() => rows.length === 3);
  expect(shortly().at(-1)).toBe('A.NSE quote 3 1');
  expect(states.map(({ isFed, reason }) => [isFed, reason])).toEqual([
    [true, null],
    [false, 'STOPPED: try again'],
    [true, null],
  ]);
});

test('a line that was lost goes on in the same numbers, and what was lost with it is missing', async () => {
  await aLine();
  const to = join(folder, 'between.sock');
  const through: Socket[] = [];
  const between = createServer((socket) => {
    const other = connect(socketPath());
    through.push(socket, other);
    for (const one of [socket, other]) one.on('error', () => {});
    socket.pipe(other).pipe(socket);
  }).listen(to);
  ends.push(() => Promise.resolve(between.close()));
  const feed = aFeed({ to });
  feed.write(aQuote({ instrument: 'A.NSE', bid: 1 }));
  await until(() => rows.length === 1);
  for (const socket of through.splice(0)) socket.destroy();
  await until(() => feed.connection.state === 'reconnecting');
  for (const bid of [2, 3]) feed.write(aQuote({ instrument: 'A.NSE', bid }));
  await until(() => rows.length === 2);
  expect([shortly().at(-1), sessions]).toEqual(['A.NSE quote 3 3', 1]);
  expect(states.map(({ isFed }) => isFed)).toEqual([true, false, true]);
});

test('a feed that ends has delivered all it was given', async () => {
  await aLine();
  const feed = aFeed();
  await until(() => feed.connection.state === 'connected');
  for (let bid = 1; bid <= 50_000; bid += 1) {
    if (!feed.write(aQuote({ instrument: 'A.NSE', bid }))) await feed.whenRoom();
  }
  await feed.close();
  expect(rows.length + feed.conflated).toBe(50_000);
  expect(shortly().at(-1)).toBe('A.NSE quote 50000 50000');
});

test('a node that does not read is told last values, however much is written meanwhile', async () => {
  await aLine();
  const feed = aFeed();
  await until(() => feed.connection.state === 'connected');
  // Nothing is read before this returns: both are in one thread.
  for (let bid = 1; bid <= 200_000; bid += 1) {
    feed.write(aQuote({ instrument: bid % 2 === 0 ? 'A.NSE' : 'B.NSE', bid }));
  }
  await feed.close();
  expect(feed.conflated).toBeGreaterThan(100_000);
  expect(rows.length + feed.conflated).toBe(200_000);
  const lastOf = (id: string) => shortly().findLast((text) => text.startsWith(id));
  expect([lastOf('A.NSE'), lastOf('B.NSE')]).toEqual([
    'A.NSE quote 100000 200000',
    'B.NSE quote 100000 199999',
  ]);
});

test('one that comes takes the place of one that is there, which does not come back', async () => {
  await aLine();
  const [one, other] = [aFeed({ name: 'one' }), aFeed({ name: 'other' })];
  await until(() => [one, other].some(({ connection }) => connection.state === 'offline'));
  await until(() => [one, other].some(({ connection }) => connection.state === 'connected'));
  const [left] = [one, other].filter(({ connection }) => connection.state === 'offline');
  expect(left?.connection.reason).toMatch(/^TAKEN_OVER/u);
  expect([states.at(-1)?.isFed, sessions]).toEqual([true, 2]);
});

test('at a port one who does not know the secret feeds nothing, and gives up', async () => {
  const line = await aLine('127.0.0.1:0', secret);
  const to = formatFeedAddress(line.address);
  for (const wrong of [null, 'another secret of it']) {
    const feed = aFeed({ to, secret: wrong });
    feed.write(aQuote({ instrument: 'A.NSE' }));
    await until(() => feed.connection.state === 'offline');
    expect(feed.connection.reason).toMatch(/^PROOF/u);
  }
  expect([rows, states]).toEqual([[], []]);
  const feed = aFeed({ to, secret });
  feed.write(aQuote({ instrument: 'A.NSE' }));
  await until(() => rows.length === 1);
});

test('rows that cannot be are left out and told, those beside them come', async () => {
  await aLine();
  const feed = aFeed();
  feed.write(aQuote({ instrument: 'A.NSE', bid: 0 }));
  feed.write(aQuote({ instrument: 'B.NSE', bid: 7 }));
  await until(() => rows.length === 1);
  expect([shortly(), flaws]).toEqual([['B.NSE quote 1 7'], ['A.NSE: a quote of 0 and 10005']]);
});

test('a line that says what no feed says is closed, and the next one is heard', async () => {
  await aLine();
  for (const bytes of [
    Buffer.from('GET / HTTP/1.1\r\n\r\n'),
    messageHead(5, 0),
    messageHead(9, 0),
    Buffer.concat([messageHead(2, 3), Uint8Array.of(1, 1, 9)]),
  ]) {
    const socket = await aStranger(bytes);
    await once(socket, 'close');
  }
  const feed = aFeed();
  feed.write(aQuote({ instrument: 'A.NSE' }));
  await until(() => rows.length === 1);
});

test('the socket is its owner’s alone; one whose process is gone is no hindrance, one that is used is', async () => {
  const line = await aLine();
  expect(statSync(socketPath()).mode & 0o777).toBe(0o600);
  await expect(aLine()).rejects.toThrow('another process listens there');
  await line.stop();
  await leaveDeadSocket();
  expect(existsSync(socketPath())).toBe(true);
  const next = await aLine();
  await next.stop();
  expect(existsSync(socketPath())).toBe(false);
  writeFileSync(socketPath(), '');
  await expect(aLine()).rejects.toThrow('it is there, and no socket');
});
