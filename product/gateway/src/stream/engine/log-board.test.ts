import { LogReader, StreamRig } from '@argosy/testkit/stream';
import fc from 'fast-check';
import { expect, test } from 'vitest';

import { LogChannel } from './log-channel.ts';

const MS = 1_000;
const step = fc.oneof(
  { weight: 5, arbitrary: fc.record({ do: fc.constant('item' as const), of: fc.nat(20) }) },
  fc.record({
    do: fc.constantFrom('flush', 'join', 'stall', 'resume', 'again', 'wait'),
    of: fc.nat(20),
  }),
);

function aLog(name: string, kept: readonly unknown[] = []): LogChannel {
  return new LogChannel({ name, kind: 'orders', snapshot: () => kept.map(String) });
}

test('logs have no gap, no double and the order they came in, over stalls and losses', () => {
  fc.assert(
    fc.property(fc.array(step, { maxLength: 100 }), (steps) => {
      const { clock, fanOut } = new StreamRig();
      const items: number[][] = [[], []];
      const channels = items.map((own, place) => aLog(`L${place}`, own));
      const readers = [new LogReader(fanOut, channels)];
      const acts = {
        item: (of: number) => {
          const channel = channels[of % 2];
          const own = items[of % 2];
          if (channel === undefined || own === undefined) return;
          own.push(own.length + 1);
          fanOut.append(channel, String(own.length));
        },
        flush: () => fanOut.endBatch(),
        wait: (of: number) => clock.advance(of * MS),
        join: () => void readers.push(new LogReader(fanOut, channels)),
        stall: (of: number) => readers[of % readers.length]?.socket.stall(),
        resume: (of: number) => readers[of % readers.length]?.socket.resume(),
        again: (of: number) => readers[of % readers.length]?.again(),
      };
      for (const { do: what, of } of steps) acts[what](of);
      fanOut.endBatch();
      for (const reader of readers) {
        expect(reader.items()).toEqual(items);
        expect(reader.breaks).toBe(0);
      }
    }),
    { numRuns: 300 },
  );
});

test('items go out at once, several channels of a batch by one call', () => {
  const { fanOut } = new StreamRig();
  const channels = ['A', 'B', 'C'].map((name) => aLog(name));
  const reader = new LogReader(fanOut, channels);
  const before = reader.socket.writes;
  for (const channel of channels) fanOut.append(channel, '1');
  fanOut.endBatch();
  expect(reader.socket.writes - before).toBe(1);
  expect(reader.socket.of('event')).toHaveLength(3);
});

test('items for who does not read heap up to their bound, then it is closed and says why', () => {
  const backlogBytesMax = 10_000;
  const { fanOut } = new StreamRig({ backlogBytesMax });
  const kept: string[] = [];
  const channel = new LogChannel({ name: 'L', kind: 'orders', snapshot: () => kept });
  const [slow, fast] = [new LogReader(fanOut, [channel]), new LogReader(fanOut, [channel])];
  slow.socket.room = 0;
  slow.socket.stall();
  for (let round = 0; round < 900; round += 1) {
    kept.push(JSON.stringify('x'.repeat(100)));
    fanOut.append(channel, kept.at(-1) ?? '');
    fanOut.endBatch();
  }
  expect(slow.socket.mostBacklog).toBeLessThanOrEqual(backlogBytesMax);
  expect(slow.socket.closes).toEqual([{ code: 1013, reason: 'SLOW_CONSUMER' }]);
  expect(fast.socket.of('event')).toHaveLength(900);
  slow.again();
  expect(slow.items()).toEqual(fast.items());
  expect(slow.breaks).toBe(0);
});

test('who was away too long is told how things stand', () => {
  const { fanOut } = new StreamRig();
  const channel = aLog('L');
  const { connection } = new LogReader(fanOut, [channel]);
  for (let item = 1; item <= 1_200; item += 1) fanOut.append(channel, String(item));
  expect(fanOut.hearLog(connection, channel, 199)).toEqual({ seq: 1_200, from: 'snapshot' });
  expect(fanOut.hearLog(connection, channel, 200)).toEqual({ seq: 200, from: 'resumed' });
  expect(fanOut.hearLog(connection, channel, 1_201)).toEqual({ seq: 1_200, from: 'snapshot' });
});

test('items that nobody could come back to are not even written', () => {
  const { fanOut } = new StreamRig();
  const channel = aLog('L');
  let written = 0;
  const item = (): string => {
    written += 1;
    return String(channel.seq);
  };
  const append = (count: number): void => {
    for (let one = 0; one < count; one += 1) fanOut.append(channel, item);
  };
  append(5);
  expect([channel.seq, written]).toEqual([5, 0]);
  const { connection } = new LogReader(fanOut, [channel]);
  fanOut.leave(connection, [channel]);
  append(1_000);
  expect([channel.seq, written]).toEqual([1_005, 1_000]);
  expect(fanOut.hearLog(connection, channel, 5)).toEqual({ seq: 5, from: 'resumed' });
  fanOut.leave(connection, [channel]);
  append(1_001);
  expect([channel.seq, written]).toEqual([2_006, 2_000]);
  expect(fanOut.hearLog(connection, channel, 2_005)).toEqual({ seq: 2_006, from: 'snapshot' });
  expect(fanOut.hearLog(connection, channel, 2_006)).toEqual({ seq: 2_006, from: 'resumed' });
  append(2);
  expect(fanOut.hearLog(connection, channel, 2_006)).toEqual({ seq: 2_006, from: 'resumed' });
});
