import type { Bar } from '@argosy/contract';
import type { ChannelListener } from '@argosy/contract/stream';
import { expect, test } from 'vitest';

import { BarSource } from './bar-source.ts';
import type { ChartBar } from './chart-bars.ts';

const MINUTE = 60;
const of = { instrument: 'SBIN.NSE', bar: '1-MINUTE-LAST-INTERNAL', seconds: MINUTE };

const aBar = (at: number, close = 100): Bar => ({
  opensAt: new Date(at * MINUTE * 1_000).toISOString(),
  closesAt: new Date((at + 1) * MINUTE * 1_000).toISOString(),
  open: '100.00',
  high: '900.00',
  low: '1.00',
  close: close.toFixed(2),
  volume: '7',
  isClosed: true,
  isWhole: true,
});
const fieldsOf = (at: number, close: number): readonly number[] => [
  at * MINUTE * 1e6,
  (at + 1) * MINUTE * 1e6,
  10_000,
  90_000,
  100,
  close * 100,
  7,
];

/** A server that answers when it is told to, and a stream that says what it is told. */
function aSource() {
  const asked: {
    readonly before: string | null;
    readonly signal: AbortSignal | undefined;
    readonly answer: (bars: readonly Bar[]) => void;
  }[] = [];
  let heard: ChannelListener = {};
  const seen: (readonly ChartBar[])[] = [];
  const source = new BarSource(
    {
      api: {
        readBars: ({ query, signal }) =>
          new Promise((resolve) => {
            const answer = (items: readonly Bar[]): void =>
              resolve({ ok: true, value: { items, next: null } } as never);
            asked.push({ before: query?.before ?? null, signal, answer });
          }),
      },
      stream: {
        hear: (_, listener) => {
          heard = listener;
          return () => {};
        },
      },
    },
    of,
    {
      loaded: (bars) => void seen.push(bars),
      changed: (bars) => void seen.push(bars),
      failed: () => {},
    },
  );
  const settle = async (): Promise<void> => {
    for (let turns = 5; turns > 0; turns -= 1) await Promise.resolve();
  };
  return {
    source,
    asked,
    answer: async (place: number, bars: readonly Bar[]) => {
      asked[place]?.answer(bars);
      await settle();
    },
    say: (...bars: readonly (readonly [at: number, close: number])[]) => {
      const fields = bars.flatMap(([at, close]) => fieldsOf(at, close));
      heard.record?.({ fields } as never, { pricePrecision: 2, sizePrecision: 0 } as never);
    },
    shown: () => (seen.at(-1) ?? []).map(({ time, close }) => [time / MINUTE, close]),
  };
}

test('what comes before the first answer is put in behind it', async () => {
  const { answer, say, shown } = aSource();
  say([11, 105]);
  expect(shown()).toEqual([]);
  await answer(0, [aBar(9), aBar(10), aBar(11, 103)]);
  expect(shown()).toEqual([
    [9, 100],
    [10, 100],
    [11, 105],
  ]);
});

test('the past is asked for from the first bar on, once at a time, until there is none', async () => {
  const { source, asked, answer, shown } = aSource();
  await answer(0, [aBar(100)]);
  void source.loadPast();
  void source.loadPast();
  expect(asked.slice(1).map(({ before }) => before)).toEqual(['1970-01-01T01:40:00.000Z']);
  await answer(1, [aBar(98), aBar(99)]);
  expect(shown().map(([at]) => at)).toEqual([98, 99, 100]);
  void source.loadPast();
  await answer(2, []);
  void source.loadPast();
  expect(asked).toHaveLength(3);
});

test('bars that are loaded anew keep what was before them, and what came meanwhile', async () => {
  const { source, asked, answer, say, shown } = aSource();
  await answer(0, [aBar(10), aBar(11)]);
  void source.loadPast();
  await answer(1, [aBar(8), aBar(9)]);
  say([12, 1], [13, 2]);
  expect(asked).toHaveLength(3);
  say([13, 4]);
  await answer(2, [aBar(10, 50), aBar(11, 51), aBar(12, 52), aBar(13, 3)]);
  expect(shown()).toEqual([
    [8, 100],
    [9, 100],
    [10, 50],
    [11, 51],
    [12, 52],
    [13, 4],
  ]);
});

test('where a hole would be left the past is let go, and may be asked for again', async () => {
  const { source, asked, answer, say, shown } = aSource();
  await answer(0, [aBar(10)]);
  void source.loadPast();
  await answer(1, []);
  say([500, 1], [501, 2]);
  await answer(2, [aBar(600), aBar(601)]);
  expect(shown().map(([at]) => at)).toEqual([600, 601]);
  void source.loadPast();
  expect(asked).toHaveLength(4);
});

test('what is shown of the past is of the bars it was asked for', async () => {
  const { source, answer, say, shown } = aSource();
  await answer(0, [aBar(10)]);
  void source.loadPast();
  say([500, 1], [501, 2]);
  await answer(2, [aBar(600)]);
  await answer(1, [aBar(9)]);
  expect(shown().map(([at]) => at)).toEqual([600]);
});

test('nobody hears of what comes behind its end, and what was asked is given up', async () => {
  const { source, asked, answer, shown } = aSource();
  expect(asked[0]?.signal?.aborted).toBe(false);
  source.end();
  expect(asked[0]?.signal?.aborted).toBe(true);
  await answer(0, [aBar(10)]);
  expect(shown()).toEqual([]);
});
