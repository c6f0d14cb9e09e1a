import { StreamRig, ValueReader } from '@argosy/testkit/stream';
import fc from 'fast-check';
import { expect, test } from 'vitest';

import type { LatestChannel } from './latest-channel.ts';
import type { Form } from './watch-set.ts';

const MS = 1_000;
const CHANNELS = 5;
const forms: readonly Form[] = ['json', 'binary', 'jsonDeflated', 'binaryDeflated'];
const step = fc.oneof(
  { weight: 8, arbitrary: fc.record({ do: fc.constant('tick' as const), of: fc.nat(40) }) },
  { weight: 6, arbitrary: fc.record({ do: fc.constant('wait' as const), of: fc.nat(60) }) },
  { weight: 3, arbitrary: fc.record({ do: fc.constant('stall' as const), of: fc.nat(40) }) },
  fc.record({
    do: fc.constantFrom('join', 'hear', 'leave', 'resume', 'pace', 'end', 'eager'),
    of: fc.nat(40),
  }),
);
type Step = typeof step extends fc.Arbitrary<infer Value> ? Value : never;

/** A fan-out with clients that come, go and stall. */
class Crowd {
  readonly rig: StreamRig = new StreamRig();
  readonly channels: readonly LatestChannel[];
  readonly names: ReadonlyMap<number, string>;
  readonly published = new Map<string, { readonly seq: number; readonly value: number }>();
  readonly clients: ValueReader[];
  #value = 0;

  constructor() {
    this.channels = Array.from({ length: CHANNELS }, (_, place) => this.rig.open(`C${place}`));
    this.names = new Map(this.channels.map(({ handle, name }) => [handle, name]));
    this.clients = [0, 0, 100].map((room) => new ValueReader(this.rig.fanOut, 'json', room));
    for (const client of this.clients) client.hear(this.channels);
  }

  act({ do: what, of }: Step): void {
    const { fanOut, clock } = this.rig;
    const client = this.clients[of % this.clients.length];
    const some = this.channels.slice(of % 3);
    switch (what) {
      case 'tick':
        return this.tick(of % CHANNELS);
      case 'wait':
        return clock.advance(of * MS);
      case 'join':
        this.clients.push(new ValueReader(fanOut, forms[of % 4] ?? 'json', of));
        return;
      case 'hear':
        return client?.hear(some);
      case 'leave':
        return client?.leave(some);
      case 'stall':
        return client?.socket.stall();
      case 'resume':
        return client?.socket.resume();
      case 'end':
        return this.clients.length > 1 ? this.end(client) : undefined;
      case 'pace':
      case 'eager':
        if (client === undefined) return;
        fanOut.latest.setPace(client.connection, what === 'eager' ? 0 : 100 * MS);
    }
  }

  tick(place: number): void {
    const channel = this.channels[place];
    if (channel === undefined) return;
    this.#value += 1;
    this.rig.fanOut.latest.publish(channel, this.#value);
    this.published.set(channel.name, { seq: channel.seq, value: this.#value });
    if (this.#value % 3 === 0) this.rig.fanOut.endBatch();
  }

  end(client: ValueReader | undefined): void {
    if (client === undefined) return;
    this.rig.fanOut.remove(client.connection);
    this.clients.splice(this.clients.indexOf(client), 1);
  }
}

test('whatever comes between, every client ends with the last value of all it hears', () => {
  fc.assert(
    fc.property(fc.array(step, { maxLength: 120 }), (steps) => {
      const crowd = new Crowd();
      for (const one of steps) crowd.act(one);
      for (const client of crowd.clients) client.socket.resume();
      crowd.rig.clock.advance(3_000 * MS);
      for (const client of crowd.clients) {
        client.read(crowd.names);
        expect(client.disorder).toBe(0);
        for (const { name } of client.heard) {
          expect([name, client.last.get(name)]).toEqual([name, crowd.published.get(name)]);
        }
      }
      while (crowd.clients.length > 0) crowd.end(crowd.clients[0]);
      const { fanOut } = crowd.rig;
      expect([fanOut.size, fanOut.latest.sets]).toEqual([0, 0]);
      expect(crowd.channels.map(({ eagerHolders }) => eagerHolders)).toEqual([0, 0, 0, 0, 0]);
    }),
    { numRuns: 300 },
  );
});

test('a frame is the same bytes for all who hear the same, and one write to each', () => {
  const rig = new StreamRig();
  const { clock, fanOut } = rig;
  const channels = ['A', 'B', 'C'].map((name) => rig.open(name));
  const clients = Array.from({ length: 3 }, () => new ValueReader(fanOut, 'json'));
  const written: Uint8Array[] = [];
  for (const client of clients) {
    client.hear(channels);
    const { socket } = client;
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
  const rig = new StreamRig();
  const { fanOut } = rig;
  const [one, other] = [rig.open('A'), rig.open('B')];
  const client = new ValueReader(fanOut, 'json');
  fanOut.latest.setPace(client.connection, 0);
  client.hear([one, other]);
  for (const value of [1, 2, 3]) fanOut.latest.publish(one, value);
  fanOut.latest.publish(other, 9);
  fanOut.endBatch();
  expect(client.socket.texts.map(({ values }) => values)).toEqual([
    [{ channel: 'A', seq: 1, value: 1 }],
    [{ channel: 'A', seq: 2, value: 2 }],
    [
      { channel: 'A', seq: 3, value: 3 },
      { channel: 'B', seq: 1, value: 9 },
    ],
  ]);
});

test('what does not read has one message waiting, and is closed after eight seconds', () => {
  const rig = new StreamRig();
  const { clock, fanOut } = rig;
  const channel = rig.open('A');
  const client = new ValueReader(fanOut, 'json');
  client.hear([channel]);
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

test('many connections are sent to in turns, and none misses what comes between two', () => {
  const rig = new StreamRig();
  const channel = rig.open('A');
  const clients = Array.from({ length: 600 }, () => new ValueReader(rig.fanOut, 'json'));
  for (const client of clients) client.hear([channel]);
  rig.fanOut.latest.publish(channel, 1);
  rig.clock.after(0, () => rig.clock.after(0, () => rig.fanOut.latest.publish(channel, 2)));
  rig.clock.advance(100 * MS);
  for (const client of clients) client.read(new Map());
  expect(new Set(clients.map(({ last }) => last.get('A')?.value))).toEqual(new Set([2]));
});
