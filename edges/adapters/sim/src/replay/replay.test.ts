import { toTimestamp } from 'argosy/core';
import type { MarketData } from 'argosy/domain';
import type { ReplaySource } from '@argosy/bridge';
import { aQuote } from '@argosy/testkit';
import { describe, expect, test } from 'vitest';

import type { SimClock } from '../sim-clock.ts';
import { RecordedFeed } from './recorded-feed.ts';
import { ReplayClock } from './replay-clock.ts';
import { ReplayControl } from './replay-control.ts';

const MINUTE = 60_000_000;

function aSource(times: readonly number[]): ReplaySource {
  return {
    open: () => {
      const batches: (readonly MarketData[])[] = [times.map((at) => aQuote({ at, bid: at + 1 }))];
      return { next: () => batches.shift() ?? null, close: () => {} };
    },
  };
}

/** A clock that goes when it is told to. */
function aClock(): { readonly clock: SimClock; readonly pass: (micros: number) => void } {
  let at = 0;
  return {
    clock: { now: () => toTimestamp(at), after: () => () => {}, pace: 1 },
    pass: (micros) => void (at += micros),
  };
}

function taken(feed: RecordedFeed, now: number): readonly number[] {
  const times: number[] = [];
  feed.take(toTimestamp(now), (row) => void times.push(row.availableAt));
  return times;
}

describe('a recorded feed', () => {
  test('brings rows when their time has come, each once, and none of before', () => {
    const feed = new RecordedFeed(aSource([10, 20, 20, 30]), toTimestamp(15));
    expect([taken(feed, 19), feed.nextAt]).toEqual([[], 20]);
    expect([taken(feed, 25), feed.nextAt, feed.lastAt]).toEqual([[20, 20], 30, 20]);
    expect([taken(feed, 100), feed.nextAt, feed.hasEnded]).toEqual([[30], Infinity, true]);
    expect(taken(feed, 200)).toEqual([]);
  });

  test('brings more rows than go at once in one look', () => {
    const times = Array.from({ length: 2_500 }, (_, at) => at + 1);
    const feed = new RecordedFeed(aSource(times), toTimestamp(0));
    // So many at once: whoever asks is told how far it has come.
    expect(feed.take(toTimestamp(2_400), () => {})).toBe(2_000);
    expect(taken(feed, 2_400)).toHaveLength(400);
    expect(feed.nextAt).toBe(2_401);
  });

  test('brings nothing any more once it is closed', () => {
    const feed = new RecordedFeed(aSource([10]), toTimestamp(0));
    feed.close();
    expect([taken(feed, 100), feed.nextAt]).toEqual([[], Infinity]);
  });
});

describe('people at a recording', () => {
  /** A clock whose timers fire as it goes. */
  function aWall(): { readonly clock: SimClock; readonly pass: (micros: number) => void } {
    let at = 0;
    const timers = new Set<{ readonly dueAt: number; readonly run: () => void }>();
    return {
      clock: {
        now: () => toTimestamp(at),
        after: (delayUs, run) => {
          const timer = { dueAt: at + delayUs, run };
          timers.add(timer);
          return () => void timers.delete(timer);
        },
        pace: 1,
      },
      pass: (micros) => {
        at += micros;
        const due = [...timers].filter(({ dueAt }) => dueAt <= at);
        for (const timer of due) {
          timers.delete(timer);
          timer.run();
        }
      },
    };
  }

  function aReplay(times: readonly number[]) {
    const { clock: wall, pass } = aWall();
    const feed = new RecordedFeed(aSource(times), toTimestamp(0));
    const clock = new ReplayClock(wall, feed, { from: toTimestamp(0), speed: 1 });
    clock.begin();
    const control = new ReplayControl(clock, feed);
    const fired: number[] = [];
    clock.after(1_000, () => void fired.push(clock.now()));
    return { pass, feed, clock, control, fired };
  }

  test('hold it: time stands still, who waits for an instant waits, and both go on', () => {
    const { pass, clock, control, fired } = aReplay([10]);
    pass(400);
    expect(control.change({ state: 'paused' })).toEqual({ state: 'paused', speed: 1, at: 400 });
    expect(control.pace).toBe(0);
    pass(5_000);
    expect([clock.now(), fired]).toEqual([400, []]);
    expect(control.change({ state: 'playing' }).state).toBe('playing');
    pass(599);
    expect(fired).toEqual([]);
    pass(1);
    expect([clock.now(), fired]).toEqual([1_000, [1_000]]);
  });

  test('hurry it: who waits for an instant is told at that instant', () => {
    const { pass, clock, control, fired } = aReplay([10]);
    pass(500);
    expect(control.change({ speed: 10 })).toMatchObject({ speed: 10, at: 500 });
    expect([control.pace, clock.pace]).toEqual([10, 10]);
    pass(50);
    expect([clock.now(), fired]).toEqual([1_000, [1_000]]);
    control.change({ speed: 0.1 });
    pass(1_000);
    expect(clock.now()).toBe(1_100);
  });

  test('let it skip, also while it is held: what lies between is left out, and what was due then is told', () => {
    const { pass, feed, clock, control, fired } = aReplay([10, 20, 5_000, 6_000]);
    control.change({ state: 'paused', at: toTimestamp(5_500) });
    expect([clock.now(), fired]).toEqual([5_500, []]);
    expect(taken(feed, clock.now())).toEqual([]);
    control.change({ state: 'playing' });
    pass(0);
    expect(fired).toEqual([5_500]);
    pass(500);
    expect(taken(feed, clock.now())).toEqual([6_000]);
    expect(control.status()).toEqual({ state: 'ended', speed: 1, at: 6_000 });
  });

  test('cannot make it go back, or at a speed that is none', () => {
    const { pass, control } = aReplay([10]);
    pass(500);
    expect(() => control.change({ at: toTimestamp(499) })).toThrow('does not go back');
    expect(() => control.change({ speed: 101 })).toThrow('not faster');
    expect(() => control.change({ speed: 0.05, state: 'paused' })).toThrow('not slower');
    expect(control.status()).toMatchObject({ state: 'playing', speed: 1 });
  });
});

describe('the clock of a recording', () => {
  test('goes at its speed from its own beginning, once it is told to', () => {
    const { clock, pass } = aClock();
    const recording = { lastAt: 1_000, nextAt: 1_000 };
    const time = new ReplayClock(clock, recording, { from: toTimestamp(1_000), speed: 10 });
    pass(7);
    expect(time.now()).toBe(1_000);
    time.begin();
    pass(50);
    expect([time.now(), time.pace]).toEqual([1_500, 10]);
  });

  test('leaves out a night but for a minute at either end, and no shorter pause', () => {
    const { clock, pass } = aClock();
    const recording = { lastAt: 0, nextAt: 29 * MINUTE };
    const time = new ReplayClock(clock, recording, { from: toTimestamp(0), speed: 1 });
    time.begin();
    pass(2 * MINUTE);
    expect(time.now()).toBe(2 * MINUTE);
    Object.assign(recording, { lastAt: 2 * MINUTE, nextAt: 100 * MINUTE });
    pass(MINUTE);
    expect(time.now()).toBe(3 * MINUTE);
    pass(1);
    expect(time.now()).toBe(99 * MINUTE);
    pass(MINUTE);
    expect(time.now()).toBe(100 * MINUTE);
  });

  test('goes on behind the end', () => {
    const { clock, pass } = aClock();
    const recording = { lastAt: 0, nextAt: Infinity };
    const time = new ReplayClock(clock, recording, { from: toTimestamp(0), speed: 1 });
    time.begin();
    pass(60 * MINUTE);
    expect(time.now()).toBe(60 * MINUTE);
  });
});
