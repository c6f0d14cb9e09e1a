import { Hash128, toInstrumentId, toPrice, toQuantity, toTimestamp, toTradeId } from 'argosy/core';
import {
  aBar,
  aBook,
  aFundingRate,
  anAdjustment,
  anIndexPrice,
  aMarkPrice,
  aQueueStep,
  aQuote,
  aStatus,
  aTrade,
} from '@argosy/testkit';
import { describe, expect, it } from 'vitest';

import { toBarSpecText } from './bar-spec.ts';
import { hashMarketData } from './market-data-hash.ts';
import type { MarketData } from './market-data.ts';

function digestOf(...data: readonly MarketData[]): string {
  const hash = new Hash128();
  for (const datum of data) hashMarketData(hash, datum);
  return hash.digest();
}

const bar = aBar({ at: 60_000_000, bid: 9_995, ask: 10_005 });
const five = toPrice(5);
const datum = {
  instrument: toInstrumentId('TCS.NSE'),
  eventAt: toTimestamp(5),
  nanos: 5,
  availableAt: toTimestamp(5),
  sourceSequence: 5,
};

/** Each kind of datum with another value for each of its fields. */
const cases: readonly (readonly [MarketData, Readonly<Record<string, unknown>>])[] = [
  [aQuote(), { ...datum, bid: five, ask: five, bidQty: toQuantity(5), askQty: toQuantity(5) }],
  [
    aTrade(),
    { ...datum, price: five, qty: toQuantity(5), aggressor: 'sell', tradeId: toTradeId('T-5') },
  ],
  [
    bar,
    {
      ...datum,
      spec: toBarSpecText('SBIN.NSE-5-MINUTE-LAST-EXTERNAL'),
      opensAt: toTimestamp(5),
      closesAt: toTimestamp(5),
      open: five,
      high: five,
      low: five,
      close: five,
      volume: toQuantity(5),
      bid: five,
      ask: null,
      revision: 5,
    },
  ],
  [
    aBook(),
    {
      ...datum,
      isSnapshot: false,
      bids: [{ price: five, qty: toQuantity(100) }],
      asks: [{ price: toPrice(10_005), qty: toQuantity(5) }],
    },
  ],
  [aStatus(), { ...datum, state: 'halted' }],
  [aQueueStep(), { ...datum, change: { action: 'remove', order: 1 } }],
  [
    anAdjustment(),
    {
      ...datum,
      cause: 'roll',
      detail: 'other',
      into: toInstrumentId('TCS.NSE'),
      numerator: 5n,
      addend: 5n,
      denominator: 5n,
      restates: true,
    },
  ],
  [aMarkPrice(), { ...datum, price: five }],
  [anIndexPrice(), { ...datum, price: five }],
  [aFundingRate(), { ...datum, ratePpb: 5, price: null }],
];
const kinds = cases.map(([base, changes]) => ({ kind: base.kind, base, changes }));
const fields = cases.flatMap(([base, changes]) =>
  Object.entries(changes).map(([field, value]) => ({ base, kind: base.kind, field, value })),
);

describe('the hash of market data', () => {
  it.each(kinds)('is the same for the same $kind', ({ base }) => {
    expect(digestOf({ ...base })).toBe(digestOf(base));
  });

  it.each(fields)('changes with the $field of a $kind', ({ base, field, value }) => {
    expect(digestOf({ ...base, [field]: value })).not.toBe(digestOf(base));
  });

  it.each(kinds)('covers every field of a $kind', ({ base, changes }) => {
    expect(Object.keys(changes).toSorted()).toEqual(
      Object.keys(base)
        .filter((field) => field !== 'kind')
        .toSorted(),
    );
  });

  it('changes with the order', () => {
    expect(digestOf(aQuote(), bar)).not.toBe(digestOf(bar, aQuote()));
  });

  it('tells no price from a price of zero', () => {
    expect(digestOf({ ...bar, bid: null })).not.toBe(digestOf({ ...bar, bid: toPrice(0) }));
  });

  it('tells a bid from an ask where only one is known', () => {
    const [bid, ask] = [
      { ...bar, ask: null },
      { ...bar, bid: null, ask: bar.bid },
    ];
    expect(digestOf(bid)).not.toBe(digestOf(ask));
  });

  it('tells who was the aggressor', () => {
    const digests = [null, 'buy', 'sell'] as const;
    const distinct = new Set(digests.map((aggressor) => digestOf({ ...aTrade(), aggressor })));
    expect(distinct.size).toBe(3);
  });
});
