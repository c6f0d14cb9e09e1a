import { expect, test } from 'vitest';

import { isSilent, showParameter, silenceOf } from './strategy-book.ts';

const heardAt = '2026-11-20T04:15:00Z';
const now = Date.parse(heardAt) + 6_000;

test('one that should run is silent after five seconds, one that is stopped never', () => {
  expect(isSilent({ heardAt, state: 'running' }, now)).toBe(true);
  expect(isSilent({ heardAt, state: 'running' }, now - 2_000)).toBe(false);
  expect(isSilent({ heardAt, state: 'stopped' }, now)).toBe(false);
  expect(isSilent({ heardAt: null, state: 'running' }, now)).toBe(false);
});

test('a clock that is behind the node makes no silence below zero', () => {
  expect(silenceOf({ heardAt }, Date.parse(heardAt) - 40)).toBe(0);
  expect(silenceOf({ heardAt: null }, now)).toBeNull();
});

test('parameters are shown as they were written', () => {
  expect([showParameter('12'), showParameter({ a: [1] }), showParameter(undefined)]).toEqual([
    '12',
    '{"a":[1]}',
    'undefined',
  ]);
});
