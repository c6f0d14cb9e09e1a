import { arraySource } from 'argosy/backtest';
import { toTimestamp } from 'argosy/core';
import type { MarketData } from 'argosy/domain';
import { aQuote } from '@argosy/testkit';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';

import { ReplayFeed, type ReplaySource } from './replay-feed.ts';

/** Rows at these instants, in batches; an empty one stands for rows that are not there yet. */
function aSource(
  batches: readonly (readonly number[])[],
): ReplaySource & { readonly passes: number[] } {
  const passes: number[] = [];
  const open = () => {
    const left = [...batches];
    passes.push(1);
    return {
      next: () => left.shift()?.map((at) => aQuote({ at, availableAt: at })) ?? null,
      close: () => void passes.pop(),
    };
  };
  return { open, passes };
}

function aReplay(batches: readonly (readonly number[])[], { from = 0, batchMax = 100 } = {}) {
  const taken: number[] = [];
  const source = aSource(batches);
  const take = (rows: readonly MarketData[]): void => {
    taken.push(...rows.map(({ availableAt }) => availableAt));
  };
  const replay = new ReplayFeed({ source, from: toTimestamp(from), take, batchMax });
  const at = toTimestamp;
  const advance = (now: number) => replay.advance(at(now));
  return { replay, taken, advance, at, source };
}

describe('a replay', () => {
  test('begins paused, and gives rows when they are due', () => {
    const { replay, taken, advance, at } = aReplay([[10, 20], [30]]);
    expect(advance(1_000)).toEqual({ released: 0, nextInMicros: null });
    replay.play(at(1_000));
    replay.play(at(5_000));
    expect(advance(1_000)).toEqual({ released: 0, nextInMicros: 10 });
    expect(advance(1_025)).toEqual({ released: 2, nextInMicros: 5 });
    expect([taken, replay.state, replay.positionAt(at(1_026))]).toEqual([[10, 20], 'playing', 26]);
  });

  test('ends behind its last row', () => {
    const { replay, advance, at, taken } = aReplay([[10]]);
    replay.play(at(0));
    expect(advance(50)).toEqual({ released: 1, nextInMicros: null });
    replay.play(at(60));
    expect([taken, replay.state, replay.positionAt(at(99))]).toEqual([[10], 'ended', 50]);
  });

  test('goes as fast as is said, from then on', () => {
    const { replay, advance, at, taken } = aReplay([[100, 200, 300]]);
    replay.play(at(0));
    expect(replay.setSpeed(10, at(50))).toEqual({ ok: true, value: 10 });
    expect(advance(50)).toEqual({ released: 0, nextInMicros: 5 });
    advance(65);
    expect([taken, replay.speed, replay.positionAt(at(65))]).toEqual([[100, 200], 10, 200]);
    replay.setSpeed(0.1, at(65));
    expect(advance(66).nextInMicros).toBe(1_000);
  });

  test.each([0, 0.09, 100.1, -1, Number.NaN, Number.POSITIVE_INFINITY])(
    'does not go at %d times its time',
    (speed) => {
      const { replay, at } = aReplay([[1]]);
      expect(replay.setSpeed(speed, at(0))).toMatchObject({ ok: false });
      expect(replay.speed).toBe(1);
    },
  );

  test('stands still while it is paused', () => {
    const { replay, advance, at, taken } = aReplay([[10, 20]]);
    replay.play(at(0));
    advance(12);
    replay.pause(at(15));
    replay.pause(at(16));
    expect([advance(500).released, replay.positionAt(at(500))]).toEqual([0, 15]);
    replay.play(at(600));
    expect(advance(604)).toEqual({ released: 0, nextInMicros: 1 });
    advance(605);
    expect(taken).toEqual([10, 20]);
  });

  test('steps row by row while it is paused, whenever they were', () => {
    const { replay, advance, at, taken } = aReplay([
      [10, 10],
      [900, 1_000],
    ]);
    expect([replay.step(), replay.step(2), replay.positionAt(at(0))]).toEqual([1, 2, 900]);
    replay.play(at(0));
    expect(replay.step()).toBe(0);
    expect(advance(99)).toEqual({ released: 0, nextInMicros: 1 });
    replay.pause(at(99));
    expect([replay.step(5), replay.step(), taken]).toEqual([1, 0, [10, 10, 900, 1_000]]);
  });

  test('goes to an instant, back and ahead, and plays on if it played', () => {
    const { replay, advance, at, taken, source } = aReplay([
      [10, 20],
      [30, 40],
    ]);
    replay.play(at(0));
    advance(100);
    expect(replay.state).toBe('ended');
    replay.seek(at(20), at(200));
    expect([replay.state, replay.positionAt(at(200))]).toEqual(['paused', 20]);
    replay.play(at(200));
    replay.seek(at(31), at(205));
    advance(214);
    expect([taken, replay.state]).toEqual([[10, 20, 30, 40, 40], 'ended']);
    expect(source.passes).toHaveLength(1);
    replay.close();
    replay.close();
    expect([source.passes.length, replay.step(), replay.state]).toEqual([0, 0, 'ended']);
  });

  test('begins where it is told to, whatever the source has before', () => {
    const { replay, advance, at, taken } = aReplay([[10], [20, 30]], { from: 20 });
    replay.play(at(0));
    advance(0);
    expect(taken).toEqual([20]);
  });

  test('passes so many rows of before over in one call, and looks again', () => {
    const before = Array.from({ length: 25_000 }, (_, n) => n);
    const { replay, advance, at, taken } = aReplay([before, [30_000]], { from: 30_000 });
    replay.play(at(0));
    const looks = [advance(0), advance(0), advance(0)];
    expect(looks.map(({ nextInMicros }) => nextInMicros)).toEqual([5_000, 5_000, null]);
    expect(taken).toEqual([30_000]);
  });

  test('plays what the history and a run read', () => {
    const rows = [aQuote({ at: 5, availableAt: 5 }), aQuote({ at: 9, availableAt: 9 })];
    const source = arraySource('a day', rows);
    const played: MarketData[] = [];
    const take = (due: readonly MarketData[]): void => void played.push(...due);
    const replay = new ReplayFeed({ source, from: toTimestamp(0), take });
    replay.play(toTimestamp(0));
    replay.advance(toTimestamp(9));
    expect(played).toEqual(rows);
  });

  test('gives so many rows at a time and no more', () => {
    const { replay, advance, at } = aReplay([[1, 2, 3, 4, 5]], { batchMax: 2 });
    replay.play(at(0));
    expect([advance(9), advance(9), advance(9)]).toEqual([
      { released: 2, nextInMicros: 0 },
      { released: 2, nextInMicros: 0 },
      { released: 1, nextInMicros: null },
    ]);
  });

  test('looks again where its source has no rows for now', () => {
    const { replay, advance, at, taken } = aReplay([[10], [], [20]]);
    replay.play(at(0));
    expect(advance(15)).toEqual({ released: 1, nextInMicros: 5_000 });
    expect(replay.state).toBe('playing');
    advance(25);
    expect([taken, replay.state]).toEqual([[10, 20], 'ended']);
  });
});

test('however it is played, each row goes once, in order, and never before it is due', () => {
  const times = fc
    .array(fc.nat(100), { maxLength: 30 })
    .map((all) => all.toSorted((a, b) => a - b));
  const step = fc.record({
    kind: fc.constantFrom('advance', 'advance', 'pause', 'play', 'step', 'faster', 'slower'),
    after: fc.nat(20),
  });
  fc.assert(
    fc.property(times, fc.array(step, { maxLength: 40 }), (rows, steps) => {
      const { replay, taken, advance, at } = aReplay(
        rows.map((time) => [time]),
        { batchMax: 3 },
      );
      let now = 0;
      for (const { kind, after } of steps) {
        now += after;
        const before = taken.length;
        if (kind === 'advance') advance(now);
        else if (kind === 'step') replay.step();
        else if (kind === 'faster') replay.setSpeed(7, at(now));
        else if (kind === 'slower') replay.setSpeed(0.3, at(now));
        else if (kind === 'pause' || kind === 'play') replay[kind](at(now));
        const position = replay.positionAt(at(now));
        expect(taken.slice(before).every((time) => time <= position)).toBe(true);
        expect(taken).toEqual(rows.slice(0, taken.length));
      }
      replay.setSpeed(1, at(now));
      replay.play(at(now));
      for (let n = 0; n < 40 && replay.state === 'playing'; n += 1) advance((now += 100));
      expect(taken).toEqual(rows);
    }),
  );
});
