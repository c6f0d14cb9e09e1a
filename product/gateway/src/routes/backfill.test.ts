import { ok, toTimestamp } from 'argosy/core';
import type { LiveBar } from '@argosy/bridge';
import { API_PREFIX } from '@argosy/contract';
import { aBar } from '@argosy/testkit';
import { aCaller, aPlatform, platformNow, type APlatform } from '@argosy/testkit/gateway';
import { afterEach, beforeEach, expect, test } from 'vitest';

import { createGateway, type Gateway } from '../create-gateway.ts';
import type { Platform } from '../platform/platform.ts';

type Taken = Parameters<Platform['data']['take']>[0];

let made: APlatform;
let gateway: Gateway;
let taken: Taken[];
let rows: readonly LiveBar[];

const bar = (minute: number, length = 60): LiveBar => {
  const opensAt = platformNow + minute * 60_000_000;
  const prices = { open: 800_10, high: 801_00, low: 800_00, close: 800_55 };
  const closesAt = toTimestamp(opensAt + length * 1_000_000);
  return { ...aBar({ opensAt, ...prices }), closesAt, isWhole: true };
};

beforeEach(async () => {
  taken = [];
  made = await aPlatform();
  const { platform } = made;
  const data: Platform['data'] = {
    ...platform.data,
    take: (what, user) => {
      taken.push(what);
      return platform.data.take(what, user);
    },
  };
  const history: Platform['history'] = {
    ...platform.history,
    bars: (_, { cursor }) =>
      Promise.resolve(
        ok(
          cursor === null
            ? { rows: rows.slice(0, 1), next: '1' }
            : { rows: rows.slice(1), next: null },
        ),
      ),
  };
  const options = { version: '1', callerOf: () => aCaller() };
  gateway = await createGateway({ ...platform, data, history }, options);
});
afterEach(async () => {
  await gateway.stop();
  await made.close();
});

async function fill(changes: object = {}) {
  const body = {
    instrument: 'SBIN.NSE',
    bar: '1-MINUTE-LAST-EXTERNAL',
    from: '2026-11-19T00:00:00Z',
    until: '2026-11-20T00:00:00Z',
    ...changes,
  };
  const answer = await gateway.server.inject({
    method: 'POST',
    url: `${API_PREFIX}/data/backfills`,
    payload: JSON.stringify(body),
    headers: { 'content-type': 'application/json' },
  });
  return { status: answer.statusCode, detail: answer.json<{ detail?: string }>().detail };
}

test('all pages of the past are taken in, with what their columns mean', async () => {
  rows = [bar(0), bar(1)];
  expect((await fill()).status).toBe(201);
  const [what] = taken;
  expect(what?.text.split('\n')).toEqual([
    'time,open,high,low,close,volume',
    `${platformNow},800.10,801.00,800.00,800.55,1000`,
    `${platformNow + 60_000_000},800.10,801.00,800.00,800.55,1000`,
    '',
  ]);
  expect(what?.mapping).toMatchObject({ instrument: 'SBIN.NSE', timeFormat: 'us', moment: 'open' });
});

test.each([
  ['nothing of then', [], {}, '1-MINUTE-LAST-EXTERNAL of then'],
  ['a bar that ends with its session', [[0, 30]], {}, 'end with a session'],
  ['no bar', [], { bar: 'soon' }, 'body.bar'],
  ['a span backwards', [], { until: '2026-11-18T00:00:00Z' }, 'behind from'],
])('%s is refused, and nothing is taken in', async (_, minutes, changes, detail) => {
  rows = minutes.map(([minute = 0, length = 60]) => bar(minute, length));
  const refused = await fill(changes);
  expect([400, 404]).toContain(refused.status);
  expect(refused.detail).toContain(detail);
  expect(taken).toEqual([]);
});
