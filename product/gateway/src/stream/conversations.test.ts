import { ok, refuse, toAccountId, toTimestamp, type Result } from 'argosy/core';
import { Log } from '@argosy/telemetry';
import { aStreamCaller, StreamRig, TestSocket } from '@argosy/testkit/stream';
import fc from 'fast-check';
import { beforeEach, describe, expect, test } from 'vitest';

import { maySee, type Caller } from '../auth/caller.ts';
import { Conversations } from './conversations.ts';
import type { Connection } from './engine/connection.ts';
import type { LatestChannel } from './engine/latest-channel.ts';
import { LogChannel } from './engine/log-channel.ts';
import type { OrderEntry } from './orders/order-entry.ts';

const SECOND = 1_000_000;
const own = toAccountId('OWN');

let rig: StreamRig;
let quotes: LatestChannel<number>;
let orders: LogChannel;
let callers: Map<string, Caller>;
let talk: Conversations;
let entry: OrderEntry['handle'];

beforeEach(() => {
  rig = new StreamRig({ subscriptionsMax: 2 });
  quotes = rig.open('quotes:A.X');
  orders = new LogChannel({ name: 'orders:OWN', kind: 'orders', snapshot: () => ['"then"'] });
  const other = rig.open('quotes:B.X');
  const log = new LogChannel({ name: 'orders:ELSE', kind: 'orders', snapshot: () => [] });
  callers = new Map([
    ['good', aStreamCaller({ accounts: [own] })],
    ['none', aStreamCaller({ accounts: [] })],
    ['other', aStreamCaller({ user: 'u-2' })],
  ]);
  entry = () => Promise.resolve(ok({ number: 7 }));
  talk = new Conversations({
    fanOut: rig.fanOut,
    sources: [
      {
        kinds: ['quotes'],
        find: (_, key) => (key === 'A.X' ? quotes : key === 'B.X' ? other : null),
      },
      {
        kinds: ['orders'],
        find: (_, key, caller) =>
          !maySee(caller, toAccountId(key)) ? null : key === 'OWN' ? orders : log,
      },
    ],
    authenticate: (token): Promise<Result<Caller>> => {
      const caller = callers.get(token);
      return Promise.resolve(caller === undefined ? refuse('TOKEN_UNKNOWN', '') : ok(caller));
    },
    orders: { handle: (...given) => entry(...given) },
    stream: 'S1',
    time: rig.time,
    metrics: rig.metrics,
    log: new Log({ now: rig.clock.now }).logger({}),
  });
});

/** A client on its own socket, of which each message is taken. */
async function aClient(token: string | null = 'good') {
  const socket = new TestSocket();
  const connection: Connection = rig.fanOut.add(socket, 'json', '10.0.0.7');
  const say = async (message: unknown): Promise<Record<string, unknown>[]> => {
    await talk.hear(connection, typeof message === 'string' ? message : JSON.stringify(message));
    return socket.texts.splice(0);
  };
  if (token !== null) await say({ type: 'auth', id: '0', token });
  return { socket, connection, say };
}

describe('who it is', () => {
  test('is said first: nothing else is heard before', async () => {
    const { say, socket } = await aClient(null);
    expect(
      await say({ type: 'subscribe', id: '1', channels: [{ channel: 'quotes:A.X' }] }),
    ).toMatchObject([{ type: 'error', id: '1', code: 'NOT_AUTHENTICATED' }]);
    expect(await say({ type: 'auth', id: '2', token: 'good' })).toMatchObject([
      { type: 'welcome', id: '2', stream: 'S1', user: 'u-1', role: 'owner', accounts: ['OWN'] },
    ]);
    expect(socket.closes).toEqual([]);
  });

  test('with a token that is not good, or of somebody else, ends it', async () => {
    const stranger = await aClient('bad');
    expect(stranger.socket.closes).toEqual([{ code: 4401, reason: 'UNAUTHENTICATED' }]);
    const known = await aClient();
    await known.say({ type: 'auth', id: '3', token: 'other' });
    expect(known.socket.closes).toEqual([{ code: 4401, reason: 'UNAUTHENTICATED' }]);
    expect(rig.fanOut.size).toBe(0);
  });

  test('is renewed by another token; what may be seen no more is heard no more', async () => {
    const { say, socket, connection } = await aClient();
    await say({ type: 'subscribe', id: '1', channels: [{ channel: 'orders:OWN' }] });
    const expiresAt = toTimestamp(90 * SECOND);
    callers.set('good', aStreamCaller({ accounts: [own], expiresAt }));
    expect(await say({ type: 'auth', id: '2', token: 'good' })).toMatchObject([
      { type: 'welcome', expiresAt: '1970-01-01T00:01:30Z' },
    ]);
    expect(await say({ type: 'auth', id: '3', token: 'none' })).toMatchObject([
      { type: 'welcome', accounts: [] },
      { type: 'unsubscribed', id: null, channels: ['orders:OWN'] },
    ]);
    rig.fanOut.append(orders, '1');
    rig.fanOut.endBatch();
    expect([socket.texts, connection.logs.size]).toEqual([[], 0]);
  });
});

describe('channels', () => {
  test('are answered first, then come as they stand, then what happens', async () => {
    const { say, socket } = await aClient();
    rig.fanOut.latest.publish(quotes, 5);
    const channels = [{ channel: 'quotes:A.X' }, { channel: 'orders:OWN' }];
    expect(await say({ type: 'subscribe', id: '1', channels })).toEqual([
      {
        type: 'subscribed',
        id: '1',
        channels: [
          {
            channel: 'quotes:A.X',
            mode: 'latest',
            seq: 1,
            from: 'snapshot',
            handle: 1,
            pricePrecision: 0,
            sizePrecision: 0,
          },
          {
            channel: 'orders:OWN',
            mode: 'log',
            seq: 0,
            from: 'snapshot',
            handle: null,
            pricePrecision: null,
            sizePrecision: null,
          },
        ],
      },
      { type: 'values', values: [{ channel: 'quotes:A.X', seq: 1, value: 5 }] },
      { type: 'snapshot', channel: 'orders:OWN', seq: 0, items: ['then'] },
    ]);
    rig.fanOut.append(orders, '"now"');
    rig.fanOut.endBatch();
    expect(socket.texts).toEqual([{ type: 'event', channel: 'orders:OWN', seq: 1, item: 'now' }]);
  });

  test('go on from where somebody left, within the same stream', async () => {
    rig.fanOut.latest.publish(quotes, 5);
    const left = await aClient();
    await left.say({ type: 'subscribe', id: '1', channels: [{ channel: 'orders:OWN' }] });
    for (const item of ['1', '2', '3']) rig.fanOut.append(orders, item);
    const channels = [
      { channel: 'quotes:A.X', since: 1 },
      { channel: 'orders:OWN', since: 1 },
    ];
    const [same, another] = [await aClient(), await aClient()];
    const resumed = await same.say({ type: 'subscribe', id: '1', stream: 'S1', channels });
    expect(resumed.map(({ type, seq }) => [type, seq])).toEqual([
      ['subscribed', undefined],
      ['event', 2],
      ['event', 3],
    ]);
    expect(resumed[0]).toMatchObject({
      channels: [{ from: 'resumed' }, { from: 'resumed', seq: 1 }],
    });
    const begun = await another.say({ type: 'subscribe', id: '1', stream: 'S0', channels });
    expect(begun.map(({ type }) => type)).toEqual(['subscribed', 'values', 'snapshot']);
  });

  test('that are not there, or not theirs, are refused alike', async () => {
    const { say } = await aClient();
    const names = ['orders:ELSE', 'orders:GONE', 'quotes:NONE', 'nothing:A', 'jobs', ''];
    const channels = names.map((channel) => ({ channel: channel === '' ? 'x' : channel }));
    const [answer] = await say({ type: 'subscribe', id: '1', channels });
    const refused = (answer?.['channels'] ?? []) as readonly { readonly code: string }[];
    const codes = new Set(refused.map(({ code }) => code));
    expect(codes).toEqual(new Set(['CHANNEL_UNKNOWN']));
  });

  test('have a bound, which counts what is heard already', async () => {
    const { say } = await aClient();
    const two = [{ channel: 'quotes:A.X' }, { channel: 'quotes:B.X' }];
    await say({ type: 'subscribe', id: '1', channels: two });
    expect((await say({ type: 'subscribe', id: '2', channels: two }))[0]).toMatchObject({
      type: 'subscribed',
    });
    const third = { type: 'subscribe', id: '3', channels: [{ channel: 'orders:OWN' }] };
    expect(await say(third)).toMatchObject([{ type: 'error', code: 'TOO_MANY_SUBSCRIPTIONS' }]);
    await say({ type: 'unsubscribe', id: '4', channels: ['quotes:B.X', 'quotes:NONE'] });
    expect((await say(third))[0]).toMatchObject({ type: 'subscribed' });
  });
});

describe('orders', () => {
  const order = { type: 'place', id: '9', key: 'k', order: { qty: '1' } };

  test('are handed on with the token and the address, and answered by their id', async () => {
    const given: unknown[] = [];
    entry = (message, sender) => {
      given.push([message, sender]);
      return Promise.resolve(ok({ number: 7 }));
    };
    const { say } = await aClient();
    expect(await say(order)).toEqual([{ type: 'done', id: '9', result: { number: 7 } }]);
    expect(given).toEqual([[order, { token: 'good', address: '10.0.0.7' }]]);
    entry = () => Promise.resolve(refuse('INSUFFICIENT_CASH', 'no'));
    expect(await say({ type: 'cancel', id: '10', order: 'O' })).toEqual([
      { type: 'error', id: '10', code: 'INSUFFICIENT_CASH', detail: 'no' },
    ]);
  });

  test('whose handling breaks have an outcome that is not known', async () => {
    entry = () => Promise.reject(new Error('gone'));
    const { say } = await aClient();
    expect(await say(order)).toMatchObject([{ type: 'error', id: '9', code: 'INTERNAL_ERROR' }]);
  });

  test('have a bound of those under way', async () => {
    const answers: ((result: Result<unknown>) => void)[] = [];
    entry = () => new Promise((resolve) => void answers.push(resolve));
    const { connection, socket } = await aClient();
    const said = Array.from({ length: 33 }, (_, place) =>
      talk.hear(connection, JSON.stringify({ ...order, id: `p${place}` })),
    );
    await Promise.resolve();
    expect(socket.of('error')).toMatchObject([{ id: 'p32', code: 'TOO_MANY_REQUESTS' }]);
    for (const answer of answers) answer(ok(null));
    await Promise.all(said);
    expect(socket.of('done')).toHaveLength(32);
  });
});

describe('what cannot be read', () => {
  test('gets an error that says what is wrong, with the id where there is one', async () => {
    const { say } = await aClient();
    expect(await say('{')).toMatchObject([{ id: null, code: 'BAD_MESSAGE' }]);
    const [answer] = await say({ type: 'pace', id: '5', intervalMs: -1 });
    expect(answer).toMatchObject({ id: '5', code: 'BAD_MESSAGE' });
    expect(answer?.['detail']).toContain('intervalMs');
    expect(await say({ type: 'ping', id: '6', extra: 1 })).toMatchObject([{ id: '6' }]);
    expect(await say({ type: 'ping', id: '7' })).toEqual([
      { type: 'pong', id: '7', at: '1970-01-01T00:00:01Z' },
    ]);
  });

  test('never breaks anything, whatever it is', async () => {
    const types = ['auth', 'subscribe', 'unsubscribe', 'pace', 'ping', 'place', 'amend', 'cancel'];
    const shaped = fc.record(
      {
        type: fc.constantFrom(...types, 'nothing'),
        id: fc.oneof(fc.string({ maxLength: 3 }), fc.jsonValue()),
        token: fc.oneof(fc.constant('good'), fc.jsonValue()),
        channels: fc.oneof(
          fc.jsonValue(),
          fc.array(
            fc.oneof(fc.string(), fc.record({ channel: fc.string(), since: fc.jsonValue() })),
          ),
        ),
        intervalMs: fc.jsonValue(),
        order: fc.jsonValue(),
        change: fc.jsonValue(),
        key: fc.jsonValue(),
      },
      { requiredKeys: ['type'] },
    );
    const text = fc.oneof(
      shaped.map((message) => JSON.stringify(message)),
      fc.json(),
      fc.string(),
      fc.constantFrom('['.repeat(60_000), '{"__proto__":{"type":"ping"}}', '1e999', 'null'),
    );
    await fc.assert(
      fc.asyncProperty(fc.array(text, { maxLength: 20 }), async (texts) => {
        const { say, socket } = await aClient();
        for (const one of texts) {
          if (socket.closes.length > 0) break;
          const answers = await say(one);
          expect(answers.length + socket.closes.length).toBeGreaterThanOrEqual(1);
        }
        for (const { code } of socket.closes) expect(code).toBe(4401);
        if (socket.closes.length === 0) {
          expect(await say({ type: 'ping', id: 'end' })).toMatchObject([{ type: 'pong' }]);
        }
      }),
      { numRuns: 200 },
    );
  });

  test('and everything else has a bound each second', async () => {
    const { say, socket } = await aClient();
    for (let round = 0; round < 199; round += 1) await say('x');
    expect(socket.closes).toEqual([]);
    await say('x');
    expect(socket.closes).toEqual([{ code: 1008, reason: 'TOO_MANY_MESSAGES' }]);
    const calm = await aClient();
    for (let round = 0; round < 300; round += 1) {
      rig.clock.advance(SECOND / 40);
      await calm.say({ type: 'ping', id: '1' });
    }
    expect(calm.socket.closes).toEqual([]);
  });
});
