import fc from 'fast-check';
import { describe, expect, test } from 'vitest';

import { toMicros, toTimestamp } from './amounts.ts';
import { RECONNECT_DEFAULTS, Reconnection, type ReconnectOptions } from './reconnection.ts';

const second = 1_000_000;

function aReconnection(changes: Partial<ReconnectOptions> = {}, draw = () => 0.5) {
  const machine = new Reconnection({ ...RECONNECT_DEFAULTS, ...changes }, draw);
  const at = (seconds: number) => toTimestamp(seconds * second);
  machine.start(at(0));
  const waits = (count: number): number[] => {
    const found: number[] = [];
    for (let n = 0; n < count; n += 1) {
      const now = machine.nextDueAt ?? at(0);
      machine.step(now);
      machine.fail('refused', now);
      found.push(((machine.connection.retryAt ?? 0) - now) / second);
    }
    return found;
  };
  return { machine, at, waits };
}

describe('a reconnection', () => {
  test('connects at once, and then after delays that double up to a bound', () => {
    const { machine, waits, at } = aReconnection();
    expect(machine.connection).toEqual({
      state: 'connecting',
      since: 0,
      reason: null,
      retryAt: at(0),
    });
    expect(waits(7)).toEqual([1, 2, 4, 8, 16, 30, 30]);
    expect(machine.tries).toBe(7);
  });

  test('spreads its delays from half to one and a half', () => {
    expect(aReconnection({}, () => 0).waits(2)).toEqual([0.5, 1]);
    expect(aReconnection({}, () => 0.999999).waits(1)[0]).toBeCloseTo(1.5, 4);
  });

  test('shows each state, since when and why', () => {
    const { machine, at } = aReconnection();
    const shown = () => machine.connection;
    expect(machine.step(at(0))).toBe('connect');
    expect(machine.step(at(1))).toBeNull();
    machine.fail('refused', at(1));
    expect(shown()).toEqual({ state: 'connecting', since: 0, reason: 'refused', retryAt: at(2) });
    expect(machine.step(at(2))).toBe('connect');
    machine.succeed(at(3));
    expect(shown()).toEqual({ state: 'connected', since: at(3), reason: null, retryAt: null });
    machine.fail('reset', at(60));
    expect(shown()).toMatchObject({ state: 'reconnecting', since: at(60), retryAt: at(61) });
    machine.stop(at(61));
    machine.stop(at(62));
    expect(shown()).toEqual({ state: 'stopped', since: at(61), reason: null, retryAt: null });
  });

  test('abandons a try that takes too long', () => {
    const { machine, at } = aReconnection();
    machine.step(at(0));
    expect(machine.nextDueAt).toBe(at(10));
    expect(machine.step(at(10))).toBe('abandon');
    machine.succeed(at(10.5));
    expect(machine.connection).toMatchObject({ state: 'connecting', retryAt: at(11) });
  });

  test('waits longer and longer for what comes and goes at once, until it stays', () => {
    const { machine, at } = aReconnection();
    const live = (from: number, until: number): number => {
      machine.step(at(from));
      machine.succeed(at(from));
      machine.fail('reset', at(until));
      return ((machine.connection.retryAt ?? 0) - at(until)) / second;
    };
    expect([live(0, 1), live(100, 101), live(200, 201)]).toEqual([1, 2, 4]);
    expect(live(300, 310)).toBe(1);
  });

  test('is offline after so many tries, and begins anew when it is started', () => {
    const { machine, waits, at } = aReconnection({ triesMax: 3 });
    waits(3);
    expect(machine.connection).toMatchObject({
      state: 'offline',
      reason: 'refused',
      retryAt: null,
    });
    expect([machine.nextDueAt, machine.step(at(999))]).toEqual([null, null]);
    machine.start(at(1000));
    expect(machine.step(at(1000))).toBe('connect');
  });

  test('gives up where no try can help, unless it is stopped', () => {
    const { machine, at } = aReconnection();
    machine.giveUp('wrong password', at(1));
    expect(machine.connection).toMatchObject({ state: 'offline', reason: 'wrong password' });
    machine.stop(at(2));
    machine.giveUp('wrong password', at(3));
    expect(machine.connection.state).toBe('stopped');
  });

  test('takes no word of a try that it does not have', () => {
    const { machine, at } = aReconnection();
    machine.fail('late', at(1));
    machine.succeed(at(1));
    machine.start(at(1));
    expect(machine.connection).toEqual({ state: 'connecting', since: 0, reason: null, retryAt: 0 });
  });
});

test('whatever happens, it waits, tries, is there or has ended, and never two of them', () => {
  const step = fc.record({
    kind: fc.constantFrom('step', 'succeed', 'fail', 'start', 'stop', 'giveUp'),
    after: fc.nat(20 * second),
  });
  fc.assert(
    fc.property(
      fc.array(step, { maxLength: 60 }),
      fc.double({ min: 0, max: 0.99, noNaN: true }),
      (steps, drawn) => {
        const machine = new Reconnection({ ...RECONNECT_DEFAULTS, triesMax: 4 }, () => drawn);
        let now = toTimestamp(0);
        for (const { kind, after } of steps) {
          now = toTimestamp(now + after);
          if (kind === 'fail' || kind === 'giveUp') machine[kind]('why', now);
          else machine[kind](now);
          const { state, retryAt, since } = machine.connection;
          const isBusy = state === 'connecting' || state === 'reconnecting';
          expect(machine.nextDueAt !== null).toBe(isBusy);
          expect(isBusy || retryAt === null).toBe(true);
          expect(since).toBeLessThanOrEqual(now);
          expect((retryAt ?? now) - now).toBeLessThanOrEqual(45 * second);
        }
      },
    ),
  );
});

test('bounds are whole numbers from one', () => {
  expect(() => aReconnection({ tryFor: toMicros(0) })).toThrow(/tryFor of a reconnection/u);
  expect(() => aReconnection({ triesMax: 0 })).toThrow(/triesMax of a reconnection/u);
});
