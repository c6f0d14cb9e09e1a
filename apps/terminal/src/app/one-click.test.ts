import { signal } from '@preact/signals-core';
import { toTimestamp, type Connection } from 'argosy/core';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';

import { OneClick } from './one-click.ts';

function connection(state: Connection['state']): Connection {
  return { state, since: toTimestamp(0), reason: null, retryAt: null };
}

const rig = () => {
  const link = {
    connection: signal(connection('connected')),
    accountId: signal<string | null>('PAPER01'),
  };
  return { link, oneClick: new OneClick(link) };
};

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

test('it is off at first: a reload never keeps it', () => {
  expect(rig().oneClick.isArmed.value).toBe(false);
});

test('a loss of the connection ends it', () => {
  const { link, oneClick } = rig();
  oneClick.toggle();
  link.connection.value = connection('reconnecting');
  expect(oneClick.isArmed.value).toBe(false);
});

test('another account ends it', () => {
  const { link, oneClick } = rig();
  oneClick.toggle();
  link.accountId.value = 'LIVE01';
  expect(oneClick.isArmed.value).toBe(false);
});

test('a quarter of an hour without a touch ends it, and a touch begins that anew', () => {
  const { oneClick } = rig();
  oneClick.toggle();
  vi.advanceTimersByTime(14 * 60_000);
  oneClick.touch();
  vi.advanceTimersByTime(14 * 60_000);
  expect(oneClick.isArmed.value).toBe(true);
  vi.advanceTimersByTime(2 * 60_000);
  expect(oneClick.isArmed.value).toBe(false);
});
