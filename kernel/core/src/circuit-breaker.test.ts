import fc from 'fast-check';
import { describe, expect, test } from 'vitest';

import { toMicros, toTimestamp } from './amounts.ts';
import { CircuitBreaker, type BreakerOptions, type BreakerTicket } from './circuit-breaker.ts';

const options: BreakerOptions = {
  failuresMax: 3,
  openFor: toMicros(100),
  openForMax: toMicros(300),
  trials: 2,
  underWayMax: 4,
  callFor: toMicros(50),
};

function aBreaker(changes: Partial<BreakerOptions> = {}) {
  const breaker = new CircuitBreaker({ ...options, ...changes });
  const call = (outcome: 'succeeded' | 'failed', at: number): boolean => {
    const ticket = breaker.admit(toTimestamp(at));
    if (ticket !== null) breaker.settle(ticket, outcome, toTimestamp(at));
    return ticket !== null;
  };
  const failAt = (...times: number[]) => times.map((at) => call('failed', at));
  const stateAt = (at: number) => breaker.stateAt(toTimestamp(at));
  const admit = (at: number) => breaker.admit(toTimestamp(at));
  return { breaker, call, failAt, stateAt, admit };
}

describe('a closed breaker', () => {
  test('opens after so many failures in a row', () => {
    const { failAt, call, stateAt } = aBreaker();
    failAt(1, 2);
    call('succeeded', 3);
    failAt(4, 5);
    expect(stateAt(5)).toBe('closed');
    failAt(6);
    expect(stateAt(6)).toBe('open');
  });

  test('lets so many calls be under way', () => {
    const { breaker, admit } = aBreaker();
    const tickets = [admit(1), admit(1), admit(1), admit(1), admit(1)];
    expect(tickets.map((ticket) => ticket !== null)).toEqual([true, true, true, true, false]);
    expect(breaker.counts).toMatchObject({ admitted: 4, refused: 1 });
  });

  test('takes a call that nobody settles for failed, and frees its place', () => {
    const { breaker, admit, stateAt } = aBreaker();
    const late = [admit(0), admit(0), admit(0)][0];
    expect([stateAt(49), breaker.underWay]).toEqual(['closed', 3]);
    expect([stateAt(50), breaker.underWay]).toEqual(['open', 0]);
    if (late) breaker.settle(late, 'succeeded', toTimestamp(60));
    expect(breaker.counts).toMatchObject({ failed: 3, timedOut: 3, succeeded: 0, opened: 1 });
  });
});

describe('an open breaker', () => {
  test('refuses calls until it is time to try', () => {
    const { breaker, failAt, admit } = aBreaker();
    failAt(1, 2, 3);
    expect(breaker.reopensAt(toTimestamp(4))).toBe(103);
    expect(admit(102)).toBeNull();
    expect(admit(103)).not.toBeNull();
    expect(breaker.reopensAt(toTimestamp(103))).toBeNull();
  });

  test('does not learn from calls of before', () => {
    const { breaker, admit, failAt, stateAt } = aBreaker();
    const before = admit(1);
    failAt(1, 2, 3);
    expect(stateAt(45)).toBe('open');
    if (before) breaker.settle(before, 'succeeded', toTimestamp(46));
    expect([stateAt(46), breaker.counts.succeeded]).toEqual(['open', 1]);
  });
});

describe('a half open breaker', () => {
  test('closes once as many calls have worked as may try', () => {
    const { failAt, call, stateAt } = aBreaker();
    failAt(1, 2, 3);
    call('succeeded', 110);
    expect(stateAt(110)).toBe('halfOpen');
    call('succeeded', 111);
    expect(stateAt(111)).toBe('closed');
  });

  test('lets no more calls try than that', () => {
    const { failAt, admit } = aBreaker();
    failAt(1, 2, 3);
    expect([admit(110), admit(110), admit(110)].map((ticket) => ticket !== null)).toEqual([
      true,
      true,
      false,
    ]);
  });

  test('opens for twice as long where a trial fails, up to a bound, and as at first once it has closed', () => {
    const { breaker, failAt, call } = aBreaker();
    failAt(1, 2, 3);
    const reopensAfter = (at: number) => (breaker.reopensAt(toTimestamp(at)) ?? 0) - at;
    failAt(200);
    expect(reopensAfter(200)).toBe(200);
    failAt(500);
    expect(reopensAfter(500)).toBe(300);
    failAt(900);
    expect(reopensAfter(900)).toBe(300);
    call('succeeded', 1300);
    call('succeeded', 1300);
    failAt(1400, 1400, 1400);
    expect(reopensAfter(1400)).toBe(100);
  });
});

test('whatever happens, bounds hold and every call is counted once', () => {
  const step = fc.record({
    kind: fc.constantFrom('admit', 'succeeded', 'failed'),
    after: fc.nat(60),
  });
  fc.assert(
    fc.property(fc.array(step, { maxLength: 80 }), (steps) => {
      const { breaker, admit, stateAt } = aBreaker();
      const open: BreakerTicket[] = [];
      let now = 0;
      for (const { kind, after } of steps) {
        now += after;
        const wasOpen = stateAt(now) === 'open';
        const ticket = kind === 'admit' ? admit(now) : open.shift();
        if (kind === 'admit' && ticket) open.push(ticket);
        if (kind !== 'admit' && ticket) {
          breaker.settle(ticket, kind === 'failed' ? 'failed' : 'succeeded', toTimestamp(now));
        }
        expect(wasOpen && kind === 'admit' && ticket !== null).toBe(false);
        expect(breaker.underWay).toBeLessThanOrEqual(options.underWayMax);
        const { admitted, succeeded, failed, timedOut } = breaker.counts;
        expect(admitted).toBe(succeeded + failed + breaker.underWay);
        expect(timedOut).toBeLessThanOrEqual(failed);
      }
    }),
  );
});

test('bounds are whole numbers from one', () => {
  expect(() => aBreaker({ trials: 0 })).toThrow(/trials of a breaker/u);
});
