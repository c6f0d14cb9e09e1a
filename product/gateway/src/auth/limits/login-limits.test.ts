import { describe, expect, test } from 'vitest';

import { FailedTries } from './failed-tries.ts';
import { LoginLimits, type LoginTry } from './login-limits.ts';

const second = 1_000_000;
const stranger: LoginTry = {
  address: '203.0.113.9',
  isLoopback: false,
  name: 'anna',
  device: null,
};
const atHome: LoginTry = { ...stranger, address: '198.51.100.7', device: 'd1' };

describe('S-03 guessing', () => {
  test('waits after five tries, each time twice as long, until a quarter of an hour', () => {
    const limits = new LoginLimits();
    const tries = Array.from({ length: 5 }, () => limits.begin(stranger, 0));
    expect([...tries, limits.begin(stranger, 0)]).toEqual([0, 0, 0, 0, 0, 30]);
    let now = 0;
    const waits: number[] = [];
    for (let turn = 0; turn < 8; turn += 1) {
      const wait = limits.begin(stranger, now);
      waits.push(wait);
      now += wait * second;
      limits.begin(stranger, now);
    }
    expect(waits).toEqual([30, 60, 120, 240, 480, 900, 900, 900]);
  });

  test('does not keep the owner out: another address, a known device and the machine itself are let in', () => {
    const limits = new LoginLimits();
    for (let turn = 0; turn < 1_000; turn += 1) {
      limits.begin({ ...stranger, address: `203.0.113.${turn}` }, turn);
    }
    expect(limits.begin({ ...stranger, address: 'new' }, 2_000)).toBeGreaterThan(0);
    expect(limits.begin(atHome, 2_000)).toBe(0);
    expect(limits.begin({ ...stranger, address: '127.0.0.1', isLoopback: true }, 2_000)).toBe(0);
  });

  test('from many addresses at once is as slow as one a minute', () => {
    const limits = new LoginLimits();
    let taken = 0;
    for (let minute = 0; minute < 60; minute += 1) {
      for (let turn = 0; turn < 20; turn += 1) {
        const address = `${minute}.${turn}`;
        if (limits.begin({ ...stranger, address }, minute * 60 * second) === 0) taken += 1;
      }
    }
    expect(taken).toBeLessThanOrEqual(30 + 60);
  });

  test('of codes is slower than that, whatever the address', () => {
    const limits = new LoginLimits();
    let looked = 0;
    const day = 86_400;
    for (let at = 0; at < day; at += 10) {
      if (limits.beginCode({ ...stranger, address: String(at) }, at * second) === 0) looked += 1;
    }
    // Of a million codes three are right at a time: at this rate half of them take 6,000 days.
    expect(looked).toBeLessThan(40);
    expect(limits.beginCode(atHome, day * second)).toBe(0);
  });

  test('of one name does not slow another; a login that goes well forgets what was mistyped', () => {
    const limits = new LoginLimits();
    for (let turn = 0; turn < 4; turn += 1) limits.begin(atHome, 0);
    limits.succeed(atHome);
    const after = Array.from({ length: 5 }, () => limits.begin(atHome, 0));
    expect([...after, limits.begin(atHome, 0)]).toEqual([0, 0, 0, 0, 0, 30]);
    expect(limits.begin({ ...atHome, name: 'bert' }, 0)).toBe(0);
  });

  test('is remembered of so many and no more', () => {
    const rule = { free: 1, firstSeconds: 10, longestSeconds: 10, forgetSeconds: 60 };
    const tries = new FailedTries(rule, 2);
    for (const key of ['a', 'b', 'a', 'c']) tries.begin(key, 0);
    expect(tries.size).toBe(2);
    expect(['a', 'b', 'c'].map((key) => tries.waitOf(key, 0))).toEqual([10, 0, 10]);
  });
});
