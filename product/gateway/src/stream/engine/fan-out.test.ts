import type { LiveTime } from '@argosy/bridge';
import { readRecords } from '@argosy/contract/stream';
import { toTimestamp } from 'argosy/core';
import { Metrics, metricTable } from '@argosy/telemetry';
import { ManualClock, TestSocket } from '@argosy/testkit';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';

import type { Caller } from '../../auth/caller.ts';
import type { Connection } from './connection.ts';
import { FanOut } from './fan-out.ts';
import type { LatestChannel } from './latest-channel.ts';
import { LogChannel } from './log-channel.ts';
import type { StreamLimits } from './stream-limits.ts';
import type { Form } from './watch-set.ts';

const MS = 1_000;
const SECOND = 1_000_000;
const CHANNELS = 5;
const forms: readonly Form[] = ['json', 'binary', 'jsonDeflated', 'binaryDeflated'];

/** A client: what it hears, and the last number and value that it was told of each channel. */
class Client {
  readonly socket: TestSocket;
  readonly connection: Connection;
  readonly heard = new Set<LatestChannel>();
  readonly last = new Map<string, { readonly seq: number; readonly value: number }>();
  /** Numbers that came behind a later one of their channel. */
  disorder = 0;
  #texts = 0;
  #binaries = 0;

  constructor(fanOut: FanOut, form: Form, room = 0) {
    this.socket = new TestSocket(room);
    this.connection = fanOut.add(this.socket, form);
    fanOut.identify(this.connection, aCaller());
  }

  read(byHandle: ReadonlyMap<number, string>): void {
    for (const text of this.socket.texts.slice(this.#texts)) {
      if (text['type'] !== 'values') continue;
      for (const one of text['values'] as { channel: string; seq: number; value: number }[]) {
        this.#note(one.channel, one.seq, one.value);
      }
    }
    this.#texts = this.socket.texts.length;
    for (const binary of this.socket.binaries.slice(this.#binaries)) {
      for (const { handle, seq, fields } of readRecords(binary)) {
        this.#note(byHandle.get(handle) ?? '', seq, fields[0] ?? Number.NaN);
      }
    }
    this.#binaries = this.socket.binaries.length;
  }

  #note(name: string, seq: number, value: number): void {
    const before = this.last.get(name);
    if (before !== undefined && seq < before.seq) this.disorder += 1;
    this.last.set(name, { seq, value });
  }
}

function aRig(limits: Partial<StreamLimits> = {}) {
  const clock = new ManualClock(SECOND);
  const time: LiveTime = {
    wall: clock.now,
    elapsed: clock.now,
    after: clock.after,
    soon: (run) => void clock.after(0, run),
  };
  const metrics = new Metrics(metricTable);
  const fanOut = new FanOut({ time, metrics, limits: { connectionsPerUserMax: 1_000, ...limits } });
  const open = (name: string): LatestChannel<number> =>
    fanOut.latest.open({
      name,
      pricePrecision: 0,
      sizePrecision: 0,
      codec: { json: (value) => String(value), binary: aRecord },
    });
  return { clock, fanOut, metrics, open };
}

describe('newest values', () => {
  const step = fc.oneof(
    { weight: 8, arbitrary: fc.record({ do: fc.constant('tick'), of: fc.nat(CHANNELS - 1) }) },
    { weight: 6, arbitrary: fc.record({ do: fc.constant('wait'), of: fc.nat(60) }) },
    { weight: 3, arbitrary: fc.record({ do: fc.constant('stall'), of: fc.nat(40) }) },
    fc.record({
      do: fc.constantFrom('join', 'hear', 'leave', 'stall', 'resume', 'pace', 'end', 'eager'),
      of: fc.nat(40),
    }),
  );

  test('whatever comes between, every client ends with the last value of all it hears', () => {
    fc.assert(
      fc.property(fc.array(step, { maxLength: 120 }), (steps) => {
        const { clock, fanOut, open } = aRig();
        const channels = Array.from({ length: CHANNELS }, (_, place) => open(`C${place}`));
        const byHandle = new Map(channels.map(({ handle, name }) => [handle, name]));
        const published = new Map<string, { seq: number; value: number }>();
        const clients = ([0, 0, 100] as const).map((room) => new Client(fanOut, 'json', room));
        for (const client of clients) act(fanOut, client, channels, 'hear');
        let value = 0;
        for (const { do: what, of } of steps) {
          const client = clients[of % clients.length];
          const channel = channels[of % CHANNELS];
          if (client === undefined || channel === undefined) continue;
          if (what === 'tick') {
            value += 1;
            fanOut.latest.publish(channel, value);
            published.set(channel.name, { seq: channel.seq, value });
            if (value % 3 === 0) fanOut.endBatch();
          } else if (what === 'wait') clock.advance(of * MS);
          else if (what === 'join') clients.push(new Client(fanOut, forms[of % 4] ?? 'json', of));
          else if (what === 'end') {
            if (clients.length > 1) end(fanOut, clients, client);
          } else act(fanOut, client, channels.slice(of % 3), what);
        }
        for (const client of clients) client.socket.resume();
        clock.advance(3 * SECOND);
        for (const client of clients) {
          client.read(byHandle);
          expect(client.disorder).toBe(0);
          for (const { name } of client.heard) {
            expect([name, client.last.get(name)]).toEqual([name, published.get(name)]);
          }
        }
        for (const client of clients.slice()) end(fanOut, clients, client);
        expect([fanOut.size, fanOut.latest.sets]).toEqual([0, 0]);
        for (const channel of channels) expect(channel.eagerHolders).toBe(0);
      }),
      { numRuns: 300 },
    );
  });

  test('a frame is the same bytes for all who hear the same, and one write to each', () => {
    const { clock, fanOut, open } = aRig();
    const channels = [open('A'), open('B'), open('C')];
    const clients = Array.from({ length: 3 }, () => new Client(fanOut, 'json'));
    const written: Uint8Array[] = [];
    for (const { socket, connection } of clients) {
      fanOut.latest.hear(connection, channels, []);
      const write = socket.write.bind(socket);
      socket.write = (bytes) => {
        written.push(bytes);
        write(bytes);
      };
    }
    for (const channel of channels) fanOut.latest.publish(channel, 7);
    clock.advance(20 * MS);
    expect(written).toHaveLength(3);
    expect(new Set(written).size).toBe(1);
    expect(clients.map(({ socket }) => socket.writes)).toEqual([1, 1, 1]);
    expect(clients[0]?.socket.texts).toEqual([
      { type: 'values', values: channels.map(({ name }) => ({ channel: name, seq: 1, value: 7 })) },
    ]);
  });

  test('who wants each value gets each, and in one message what came at once', () => {
    const { fanOut, open } = aRig();
    const [one, other] = [open('A'), open('B')];
    const client = new Client(fanOut, 'json');
    fanOut.latest.setPace(client.connection, 0);
    fanOut.latest.hear(client.connection, [one, other], []);
    for (const value of [1, 2, 3]) fanOut.latest.publish(one, value);
    fanOut.latest.publish(other, 9);
    fanOut.endBatch();
    const values = client.socket.texts.map(({ values: some }) => some);
    expect(values).toEqual([
      [{ channel: 'A', seq: 1, value: 1 }],
      [{ channel: 'A', seq: 2, value: 2 }],
      [
        { channel: 'A', seq: 3, value: 3 },
        { channel: 'B', seq: 1, value: 9 },
      ],
    ]);
  });

  test('what does not read has one message waiting, and is closed after eight seconds', () => {
    const { clock, fanOut, open } = aRig();
    const channel = open('A');
    const client = new Client(fanOut, 'json');
    fanOut.latest.hear(client.connection, [channel], []);
    client.socket.room = 0;
    client.socket.stall();
    for (let round = 0; round < 700; round += 1) {
      fanOut.latest.publish(channel, round);
      clock.advance(10 * MS);
    }
    expect(client.socket.mostBacklog).toBeLessThan(100);
    expect(client.socket.closes).toEqual([]);
    for (let round = 0; round < 200; round += 1) {
      fanOut.latest.publish(channel, round);
      clock.advance(10 * MS);
    }
    expect(client.socket.closes).toEqual([{ code: 1013, reason: 'SLOW_CONSUMER' }]);
    expect([fanOut.size, fanOut.closedSlow]).toEqual([0, 1]);
  });
});

describe('logs', () => {
  const step = fc.oneof(
    { weight: 5, arbitrary: fc.record({ do: fc.constant('item'), of: fc.nat(20) }) },
    fc.record({
      do: fc.constantFrom('flush', 'join', 'stall', 'resume', 'again', 'wait'),
      of: fc.nat(20),
    }),
  );

  test('have no gap, no double and the order they came in, over stalls and losses', () => {
    fc.assert(
      fc.property(fc.array(step, { maxLength: 100 }), (steps) => {
        const { clock, fanOut } = aRig();
        const items: number[][] = [[], []];
        const channels = items.map((own, place) => {
          const snapshot = (): readonly string[] => own.map(String);
          return new LogChannel({ name: `L${place}`, kind: 'orders', snapshot });
        });
        const readers: LogReader[] = [new LogReader(fanOut, channels)];
        let item = 0;
        for (const { do: what, of } of steps) {
          const reader = readers[of % readers.length];
          const place = of % 2;
          const channel = channels[place];
          if (reader === undefined || channel === undefined) continue;
          if (what === 'item') {
            item += 1;
            items[place]?.push(item);
            fanOut.append(channel, String(item));
          } else if (what === 'flush') fanOut.endBatch();
          else if (what === 'wait') clock.advance(of * MS);
          else if (what === 'join') readers.push(new LogReader(fanOut, channels));
          else if (what === 'stall') reader.socket.stall();
          else if (what === 'resume') reader.socket.resume();
          else reader.again(fanOut, channels);
        }
        fanOut.endBatch();
        for (const reader of readers) {
          expect(reader.items().map((own) => [...own])).toEqual(items);
        }
      }),
      { numRuns: 300 },
    );
  });

  test('go out at once, several channels of a batch by one call', () => {
    const { fanOut } = aRig();
    const channels = ['A', 'B', 'C'].map(
      (name) => new LogChannel({ name, kind: 'orders', snapshot: () => [] }),
    );
    const reader = new LogReader(fanOut, channels);
    const before = reader.socket.writes;
    for (const channel of channels) fanOut.append(channel, '1');
    fanOut.endBatch();
    expect(reader.socket.writes - before).toBe(1);
    expect(reader.socket.of('event')).toHaveLength(3);
  });

  test('of who does not read heap up to their bound, then it is closed and says why', () => {
    const backlogBytesMax = 10_000;
    const { fanOut } = aRig({ backlogBytesMax });
    const channel = new LogChannel({ name: 'L', kind: 'orders', snapshot: () => [] });
    const [slow, fast] = [new LogReader(fanOut, [channel]), new LogReader(fanOut, [channel])];
    slow.socket.room = 0;
    slow.socket.stall();
    for (let round = 0; round < 1_000; round += 1) {
      fanOut.append(channel, JSON.stringify('x'.repeat(100)));
      fanOut.endBatch();
    }
    expect(slow.socket.mostBacklog).toBeLessThanOrEqual(backlogBytesMax);
    expect(slow.socket.closes).toEqual([{ code: 1013, reason: 'SLOW_CONSUMER' }]);
    expect(fast.socket.of('event')).toHaveLength(1_000);
    slow.socket.resume();
    slow.again(fanOut, [channel]);
    expect(slow.socket.of('event').length).toBeLessThan(1_000);
    expect(slow.items()[0]).toEqual(fast.items()[0]);
  });

  test('of who was away too long begin anew', () => {
    const { fanOut } = aRig();
    const kept: string[] = [];
    const channel = new LogChannel({ name: 'L', kind: 'orders', snapshot: () => kept });
    const { connection } = new LogReader(fanOut, [channel]);
    for (let item = 1; item <= 1_200; item += 1) {
      kept.push(String(item));
      fanOut.append(channel, String(item));
    }
    expect(fanOut.hearLog(connection, channel, 199)).toEqual({ seq: 1_200, from: 'snapshot' });
    expect(fanOut.hearLog(connection, channel, 200)).toEqual({ seq: 200, from: 'resumed' });
    expect(fanOut.hearLog(connection, channel, 1_201)).toEqual({ seq: 1_200, from: 'snapshot' });
  });
});

describe('connections', () => {
  test('are counted, closed for a silent client, an ended token, and no token at all', () => {
    const { clock, fanOut, metrics } = aRig();
    const stranger = new TestSocket();
    fanOut.add(stranger, 'json');
    const silent = new Client(fanOut, 'json');
    const late = new Client(fanOut, 'json');
    fanOut.identify(late.connection, { ...aCaller(), expiresAt: toTimestamp(12 * SECOND) });
    const gauge = metrics.gauge('websocket_connections').with({});
    expect([fanOut.size, gauge.value]).toEqual([3, 3]);
    clock.advance(40 * SECOND);
    expect(stranger.closes).toEqual([{ code: 4408, reason: 'AUTH_TIMEOUT' }]);
    expect(late.socket.closes).toEqual([{ code: 4402, reason: 'TOKEN_EXPIRED' }]);
    expect(silent.socket.closes).toEqual([{ code: 4410, reason: 'NO_HEARTBEAT' }]);
    expect(silent.socket.of('heartbeat').length).toBeGreaterThanOrEqual(2);
    expect([fanOut.size, gauge.value, clock.waiting]).toEqual([0, 0, 0]);
  });

  test('have a bound for each user and in all', () => {
    const { fanOut } = aRig({ connectionsPerUserMax: 2, connectionsMax: 3 });
    const sockets = Array.from({ length: 3 }, () => new Client(fanOut, 'json').socket);
    expect(sockets.map(({ closes }) => closes.map(({ reason }) => reason))).toEqual([
      [],
      [],
      ['TOO_MANY_CONNECTIONS'],
    ]);
    expect(fanOut.isFull).toBe(false);
    fanOut.add(new TestSocket(), 'json');
    expect(fanOut.isFull).toBe(true);
  });

  test('of a session that has ended are closed, others of the user are not', () => {
    const { fanOut } = aRig();
    const [one, other] = [new Client(fanOut, 'json'), new Client(fanOut, 'json')];
    fanOut.identify(other.connection, { ...aCaller(), session: 's-2' });
    fanOut.endSession({ user: 'u-1', session: 's-2' });
    expect([one, other].map(({ socket }) => socket.closes.length)).toEqual([0, 1]);
    expect(other.socket.closes).toEqual([{ code: 4403, reason: 'SESSION_ENDED' }]);
    fanOut.endSession({ user: 'u-1', session: null });
    expect(one.socket.closes).toHaveLength(1);
  });
});

/** Reads logs as a client does: folds snapshots and items, and comes back with the last number it saw. */
class LogReader {
  socket = new TestSocket(1_000);
  connection: Connection;
  readonly #channels: readonly LogChannel[];
  readonly #own = new Map<unknown, { seq: number; items: unknown[] }>();

  constructor(fanOut: FanOut, channels: readonly LogChannel[]) {
    this.#channels = channels;
    this.connection = this.#connect(fanOut, channels);
  }

  /** Loses what was not read, and comes back. */
  again(fanOut: FanOut, channels: readonly LogChannel[]): void {
    this.items();
    fanOut.remove(this.connection);
    this.socket = new TestSocket(1_000);
    this.connection = this.#connect(fanOut, channels);
  }

  items(): readonly (readonly unknown[])[] {
    this.socket.resume();
    for (const { type, channel, seq, items, item } of this.socket.texts.splice(0)) {
      if (type === 'snapshot') {
        this.#own.set(channel, { seq: Number(seq), items: [...(items as unknown[])] });
      } else if (type === 'event') {
        const own = this.#own.get(channel);
        expect(seq).toBe((own?.seq ?? Number.NaN) + 1);
        this.#own.set(channel, { seq: Number(seq), items: [...(own?.items ?? []), item] });
      }
    }
    return this.#channels.map(({ name }) => this.#own.get(name)?.items ?? []);
  }

  #connect(fanOut: FanOut, channels: readonly LogChannel[]): Connection {
    const connection = fanOut.add(this.socket, 'json');
    fanOut.identify(connection, aCaller());
    const heard = channels.map((channel) =>
      fanOut.hearLog(connection, channel, this.#own.get(channel.name)?.seq ?? null),
    );
    for (const [place, channel] of channels.entries()) {
      const one = heard[place];
      if (one !== undefined) fanOut.tellLog(connection, channel, one);
    }
    return connection;
  }
}

function act(
  fanOut: FanOut,
  { connection, socket, heard }: Client,
  channels: readonly LatestChannel[],
  what: string,
): void {
  if (what === 'hear') {
    for (const channel of channels) heard.add(channel);
    fanOut.latest.hear(connection, channels, channels);
  } else if (what === 'leave') {
    for (const channel of channels) heard.delete(channel);
    fanOut.leave(connection, channels);
  } else if (what === 'stall') socket.stall();
  else if (what === 'resume') socket.resume();
  else fanOut.latest.setPace(connection, what === 'eager' ? 0 : 100 * MS);
}

function end(fanOut: FanOut, clients: Client[], client: Client): void {
  fanOut.remove(client.connection);
  clients.splice(clients.indexOf(client), 1);
}

function aRecord(value: number, handle: number, seq: number): Uint8Array {
  const view = new DataView(new ArrayBuffer(40));
  view.setUint16(0, 40, true);
  view.setUint8(2, 2);
  view.setUint32(4, handle, true);
  view.setFloat64(8, seq, true);
  view.setFloat64(16, value, true);
  return new Uint8Array(view.buffer);
}

function aCaller(): Caller {
  return {
    user: 'u-1',
    name: 'owner',
    role: 'owner',
    ownAccount: null,
    accounts: 'all',
    session: 's-1',
    provedAt: toTimestamp(0),
    expiresAt: toTimestamp(Number.MAX_SAFE_INTEGER),
  };
}
