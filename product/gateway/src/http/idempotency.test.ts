import { ArgosyError, ok, refuse, type Result } from 'argosy/core';
import { aPlatform, type APlatform } from '@argosy/testkit/gateway';
import { afterEach, beforeEach, expect, test } from 'vitest';

import { doOnce, readKey, type KeyedRequest } from './idempotency.ts';

let made: APlatform;
beforeEach(async () => {
  made = await aPlatform();
});
afterEach(() => made.close());

const request: KeyedRequest = { owner: 'u', key: 'k', form: 'put 1', nowMicros: 1_000_000 };
const done = { status: 201, body: '{"a":1}' };
const LEASE = 60_000_000;
const DAY = 86_400_000_000;

test('of two that come at once one is done, and the other told to wait', async () => {
  const { records } = made.platform;
  let runs = 0;
  const releases: (() => void)[] = [];
  const slow = (): Promise<Result<typeof done>> => {
    runs += 1;
    return new Promise((resolve) => {
      releases.push(() => resolve(ok(done)));
    });
  };
  const first = doOnce(records, request, slow);
  await expect.poll(() => releases.length).toBe(1);
  const second = await doOnce(records, request, slow);
  expect(second).toMatchObject({ refusal: { code: 'STILL_RUNNING' } });
  releases[0]?.();
  expect(await first).toEqual(ok({ ...done, isReplayed: false }));
  expect(await doOnce(records, request, slow)).toEqual(ok({ ...done, isReplayed: true }));
  expect(runs).toBe(1);
});

test('what broke keeps its key until it counts as dead, for nobody knows what was done', async () => {
  const { records } = made.platform;
  const broken = (): Promise<Result<typeof done>> => Promise.reject(new Error('gone'));
  await expect(doOnce(records, request, broken)).rejects.toThrow('gone');
  const run = () => Promise.resolve(ok(done));
  const soon = await doOnce(records, { ...request, nowMicros: request.nowMicros + LEASE - 1 }, run);
  expect(soon).toMatchObject({ refusal: { code: 'STILL_RUNNING' } });
  const late = await doOnce(records, { ...request, nowMicros: request.nowMicros + LEASE }, run);
  expect(late).toEqual(ok({ ...done, isReplayed: false }));
});

test('a key is free again after a refusal, and after a day', async () => {
  const { records } = made.platform;
  const no = () => Promise.resolve(refuse('NO', 'no'));
  const run = () => Promise.resolve(ok(done));
  expect(await doOnce(records, request, no)).toMatchObject({ refusal: { code: 'NO' } });
  expect(await doOnce(records, request, run)).toMatchObject({ value: { isReplayed: false } });
  const other = { ...request, form: 'put 2' };
  expect(await doOnce(records, other, run)).toMatchObject({ refusal: { code: 'KEY_REUSED' } });
  const later = { ...other, nowMicros: request.nowMicros + DAY };
  expect(await doOnce(records, later, run)).toMatchObject({ value: { isReplayed: false } });
});

test('what may be done twice is done though the records cannot keep its key, and nothing else is', async () => {
  const away = () => Promise.reject(new ArgosyError('DISK_FULL', 'no room'));
  const records = { beginRequest: away, answerRequest: away, dropRequest: away };
  const run = () => Promise.resolve(ok(done));
  await expect(doOnce(records, request, run)).rejects.toThrow('no room');
  const twice = { ...request, mayRepeat: true };
  expect(await doOnce(records, twice, run)).toEqual(ok({ ...done, isReplayed: false }));
  const half = { ...made.platform.records, answerRequest: away, dropRequest: away };
  expect(await doOnce(half, twice, run)).toEqual(ok({ ...done, isReplayed: false }));
  const no = () => Promise.resolve(refuse('NO', 'no'));
  expect(await doOnce(half, { ...twice, key: 'l' }, no)).toMatchObject({ refusal: { code: 'NO' } });
  const broken = { ...records, beginRequest: () => Promise.reject(new TypeError('a bug')) };
  await expect(doOnce(broken, twice, run)).rejects.toThrow('a bug');
});

test('a key is printable, and not too long to be made those of a list', () => {
  expect(readKey('a-1')).toEqual(ok('a-1'));
  expect(readKey(undefined)).toEqual(ok(null));
  for (const header of ['', 'a b', 'é', 'x'.repeat(121), ['a', 'b']]) {
    expect(readKey(header)).toMatchObject({ refusal: { code: 'REQUEST_INVALID' } });
  }
});
