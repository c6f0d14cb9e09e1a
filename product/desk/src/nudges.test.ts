import { alwaysOpen, nseEquity, SessionClock, toPrice, toQuantity, toTimestamp } from 'argosy/core';
import type { OrderRequest } from 'argosy/domain';
import { aFuture, anInstrument, anOrderRequest } from '@argosy/testkit';
import { expect, test } from 'vitest';

import { nudgesOf, type NudgedOrder } from './nudges.ts';

const now = toTimestamp(1_800_000_000_000_000);
const HOUR = 3_600_000_000;
const quoted: NudgedOrder['market'] = {
  bid: 10_000,
  ask: 10_005,
  last2: 20_005,
  lastAt: now,
  shown: { buy: 100, sell: 50 },
  status: 'open',
};
const limit = (price: number): Pick<OrderRequest, 'terms'> => ({
  terms: { type: 'limit', limit: toPrice(price) },
});

function codes(
  request: Partial<OrderRequest>,
  changes: Partial<NudgedOrder> = {},
): readonly string[] {
  const nudges = nudgesOf({
    request: anOrderRequest(request),
    instrument: anInstrument(),
    market: quoted,
    calendar: new SessionClock(alwaysOpen),
    heldQty: 0,
    medianQty2: null,
    now,
    ...changes,
  });
  return nudges.map(({ code }) => code);
}

test('an ordinary order has none', () => {
  expect(codes({ qty: toQuantity(100) })).toEqual([]);
  expect(codes(limit(9_990))).toEqual([]);
});

test('each has its bound', () => {
  const cases: readonly (readonly [string, readonly string[], readonly string[]])[] = [
    ['far, to buy', codes(limit(9_505)), codes(limit(9_504))],
    [
      'far, to sell',
      codes({ side: 'sell', ...limit(10_500) }),
      codes({ side: 'sell', ...limit(10_501) }),
    ],
    ['at once', codes(limit(10_004)), codes(limit(10_005))],
    ['shown', codes({ qty: toQuantity(100) }), codes({ qty: toQuantity(101) })],
    [
      'turns',
      codes({ side: 'sell', qty: toQuantity(7) }, { heldQty: 7 }),
      codes({ side: 'sell', qty: toQuantity(8) }, { heldQty: 7 }),
    ],
    [
      'turns a short',
      codes({ qty: toQuantity(7) }, { heldQty: -7 }),
      codes({ qty: toQuantity(8) }, { heldQty: -7 }),
    ],
    [
      'unusual',
      codes({ qty: toQuantity(50) }, { medianQty2: 10 }),
      codes({ qty: toQuantity(51) }, { medianQty2: 10 }),
    ],
    [
      'stale',
      codes({}, { market: { ...quoted, lastAt: toTimestamp(now - 15_000_000) } }),
      codes({}, { market: { ...quoted, lastAt: toTimestamp(now - 15_000_001) } }),
    ],
    [
      'wide',
      codes({}, { market: { ...quoted, bid: 9_906 } }),
      codes({}, { market: { ...quoted, bid: 9_900 } }),
    ],
    [
      'ends',
      codes({}, { instrument: aFuture({ expiresAt: toTimestamp(now + 24 * HOUR + 1) }) }),
      codes({}, { instrument: aFuture({ expiresAt: toTimestamp(now + 24 * HOUR) }) }),
    ],
  ];
  expect(cases.flatMap(([name, within]) => within.map((code) => `${name} ${code}`))).toEqual([]);
  expect(cases.map(([name, , beyond]) => `${name}: ${beyond.join(' ')}`)).toEqual([
    'far, to buy: FAR_FROM_MARKET',
    'far, to sell: FAR_FROM_MARKET',
    'at once: TAKES_AT_ONCE',
    'shown: LARGER_THAN_SHOWN',
    'turns: TURNS_POSITION',
    'turns a short: TURNS_POSITION',
    'unusual: QUANTITY_UNUSUAL',
    'stale: STALE_PRICE',
    'wide: WIDE_SPREAD',
    'ends: EXPIRES_TODAY',
  ]);
});

test('a market that is closed, halted or not known is told', () => {
  const night = { calendar: new SessionClock(nseEquity), now: toTimestamp(1_799_960_000_000_000) };
  expect(codes({}, night)).toEqual(['MARKET_CLOSED']);
  expect(codes({}, { market: { ...quoted, status: 'halted' } })).toEqual(['INSTRUMENT_HALTED']);
  const none = { bid: null, ask: null, last2: null, lastAt: null, status: null } as const;
  const market = { ...none, shown: { buy: null, sell: null } };
  expect(codes(limit(10_000), { market })).toEqual(['NO_PRICE']);
});

test('without a quote the last price counts', () => {
  const market = { ...quoted, bid: null, ask: null, last2: 20_000 };
  expect(codes(limit(9_499), { market })).toEqual(['FAR_FROM_MARKET']);
});
