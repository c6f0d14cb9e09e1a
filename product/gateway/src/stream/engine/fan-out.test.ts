import { toTimestamp } from 'argosy/core';
import { aStreamCaller, StreamRig, TestSocket, ValueReader } from '@argosy/testkit/stream';
import { expect, test } from 'vitest';

const SECOND = 1_000_000;

test('connections are counted, closed for a silent client, an ended token, and no token at all', () => {
  const { clock, fanOut, metrics } = new StreamRig();
  const stranger = new TestSocket();
  fanOut.add(stranger, 'json');
  const silent = new ValueReader(fanOut, 'json');
  const late = new ValueReader(fanOut, 'json');
  fanOut.identify(late.connection, aStreamCaller({ expiresAt: toTimestamp(12 * SECOND) }));
  const gauge = metrics.gauge('websocket_connections').with({});
  expect([fanOut.size, gauge.value]).toEqual([3, 3]);
  clock.advance(40 * SECOND);
  expect(stranger.closes).toEqual([{ code: 4408, reason: 'AUTH_TIMEOUT' }]);
  expect(late.socket.closes).toEqual([{ code: 4402, reason: 'TOKEN_EXPIRED' }]);
  expect(silent.socket.closes).toEqual([{ code: 4410, reason: 'NO_HEARTBEAT' }]);
  expect(silent.socket.of('heartbeat').length).toBeGreaterThanOrEqual(2);
  expect([fanOut.size, gauge.value, clock.waiting]).toEqual([0, 0, 0]);
});

test('connections have a bound for each user, for strangers and in all', () => {
  const limits = { connectionsPerUserMax: 2, connectionsMax: 4, strangersMax: 2 };
  const { fanOut } = new StreamRig(limits);
  const sockets = Array.from({ length: 3 }, () => new ValueReader(fanOut, 'json').socket);
  expect(sockets.map(({ closes }) => closes.map(({ reason }) => reason))).toEqual([
    [],
    [],
    ['TOO_MANY_CONNECTIONS'],
  ]);
  expect(fanOut.isFull).toBe(false);
  const strangers = [1, 2].map(() => fanOut.add(new TestSocket(), 'json'));
  expect(fanOut.isFull).toBe(true);
  for (const stranger of strangers) fanOut.identify(stranger, aStreamCaller({ user: 'u-2' }));
  expect(fanOut.isFull).toBe(true);
  for (const stranger of strangers) fanOut.remove(stranger);
  expect(fanOut.isFull).toBe(false);
});

test('a connection that ended while its token was looked at counts for nobody', () => {
  const { fanOut } = new StreamRig({ connectionsPerUserMax: 1, strangersMax: 1 });
  for (let round = 0; round < 3; round += 1) {
    const connection = fanOut.add(new TestSocket(), 'json');
    fanOut.remove(connection);
    expect(fanOut.identify(connection, aStreamCaller())).toBe(false);
  }
  expect([fanOut.size, fanOut.identified, fanOut.isFull]).toEqual([0, 0, false]);
  fanOut.add(new TestSocket(), 'json');
  expect(fanOut.isFull).toBe(true);
});

test('connections of a session that has ended are closed, others of the user are not', () => {
  const { fanOut } = new StreamRig();
  const [one, other] = [new ValueReader(fanOut, 'json'), new ValueReader(fanOut, 'json')];
  fanOut.identify(other.connection, aStreamCaller({ session: 's-2' }));
  fanOut.endSession({ user: 'u-1', session: 's-2' });
  expect([one, other].map(({ socket }) => socket.closes.length)).toEqual([0, 1]);
  expect(other.socket.closes).toEqual([{ code: 4403, reason: 'SESSION_ENDED' }]);
  fanOut.endSession({ user: 'u-1', session: null });
  expect(one.socket.closes).toHaveLength(1);
});

test('an end closes all, and what comes after goes nowhere', () => {
  const rig = new StreamRig();
  const channel = rig.open('A');
  const client = new ValueReader(rig.fanOut, 'json');
  client.hear([channel]);
  rig.fanOut.stop();
  rig.fanOut.stop();
  rig.fanOut.latest.publish(channel, 1);
  rig.fanOut.tell(client.connection, '{}');
  rig.clock.advance(SECOND);
  expect(client.socket.closes).toEqual([{ code: 1001, reason: 'GOING_AWAY' }]);
  expect([client.socket.texts, rig.clock.waiting]).toEqual([[], 0]);
});
