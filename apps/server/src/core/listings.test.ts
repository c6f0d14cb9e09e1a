import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { toInstrumentId, toTimestamp } from 'argosy/core';
import { aFuture, anInstrument } from '@argosy/testkit';
import { afterEach, beforeEach, expect, test } from 'vitest';

import { demoCore } from './demo-core.ts';
import { keepListings, LISTINGS_FILE, listingsOf } from './listings.ts';

const DAY = 86_400_000_000;
let folder: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'argosy-listings-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

test('what was listed before stays known, in its order, until it has long ended', () => {
  const file = join(folder, LISTINGS_FILE);
  const [share, other] = [anInstrument(), anInstrument({ id: toInstrumentId('TCS.NSE') })];
  const future = aFuture({ expiresAt: toTimestamp(DAY) });
  keepListings(file, listingsOf(file, [share, future], toTimestamp(0)));
  const idsAt = (days: number): readonly string[] =>
    listingsOf(file, [other, share], toTimestamp(days * DAY)).map(({ id }) => id);
  expect(idsAt(60)).toEqual([share.id, future.id, other.id]);
  expect(idsAt(62)).toEqual([share.id, other.id]);
});

test('a market that is opened writes nothing until the data are known to be this node’s', () => {
  const sectors = [{ name: 'BANK', shares: 3 }];
  const plan = { market: { sectors, indexMembers: 2, futures: 0, chain: null } };
  const place = demoCore(folder, plan, 'zerodha');
  const file = join(folder, LISTINGS_FILE);
  expect(existsSync(file)).toBe(false);
  place.keep();
  expect(listingsOf(file, [], place.clock.now())).toEqual(place.market.instruments.all);
});
