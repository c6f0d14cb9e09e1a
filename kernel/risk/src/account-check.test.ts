import { toInstrumentId, toMinor, toPrice, toQuantity, toTimestamp } from 'argosy/core';
import type { OrderTerms } from 'argosy/domain';
import { aCheckContext, aFuture, anInstrument, type ContextChanges } from '@argosy/testkit';
import { describe, expect, test } from 'vitest';

import { checkOrder } from './pre-trade-checks.ts';

const limit = (price: number): OrderTerms => ({ type: 'limit', limit: toPrice(price) });
const stop = (price: number): OrderTerms => ({ type: 'stopMarket', trigger: toPrice(price) });
const codeOf = (changes: ContextChanges): string | null =>
  checkOrder(aCheckContext(changes), 'submit')?.code ?? null;

describe('a REDUCING account', () => {
  const restriction = { state: 'REDUCING', scope: 'account', reason: '' } as const;
  const sell = { side: 'sell' } as const;

  test('may buy back what it is short', () => {
    expect(codeOf({ restriction, held: { positionQty: -10, accountQty: -10 } })).toBeNull();
  });

  test('may not sell of a book what the account as a whole does not hold', () => {
    const held = { positionQty: 10, accountQty: 9 };
    expect(codeOf({ restriction, request: sell, held })).toBe('ACCOUNT_REDUCING');
  });

  test('counts what already works on the same side', () => {
    const held = { positionQty: 10, accountQty: 10, workingPositionQty: 1 };
    expect(codeOf({ restriction, request: sell, held })).toBe('ACCOUNT_REDUCING');
  });

  test('counts what other books have working on the same side', () => {
    const held = { positionQty: 10, accountQty: 10, workingAccountQty: 1 };
    expect(codeOf({ restriction, request: sell, held })).toBe('ACCOUNT_REDUCING');
  });
});

test('a refusal of more than a close says how much it would be, as people write it', () => {
  const restriction = { state: 'REDUCING', scope: 'account', reason: '' } as const;
  const fine = anInstrument({ sizePrecision: 2 });
  const held = { positionQty: 125, accountQty: 125 };
  const request = { side: 'sell', qty: toQuantity(150) } as const;
  const refusal = checkOrder(
    aCheckContext({ restriction, instrument: fine, request, held }),
    'submit',
  );
  expect(refusal?.reason).toMatch(/1\.50.*1\.25/u);
});

test('a state says why it lies there', () => {
  const reasonOf = (state: 'HALTED' | 'REDUCING'): string | undefined => {
    const restriction = { state, scope: 'book', reason: 'lost 10 %' } as const;
    return checkOrder(aCheckContext({ restriction }), 'submit')?.reason;
  };
  expect([reasonOf('HALTED'), reasonOf('REDUCING')]).toEqual([
    'TEST: lost 10 %',
    'buy 10 with 0 working, book holds 0, account 0: lost 10 %',
  ]);
});

describe('the session', () => {
  test.each(['matching', null] as const)('%s takes no order', (session) => {
    expect(codeOf({ session })).toBe('MARKET_CLOSED');
  });

  test.each(['preOpen', 'closing', 'postClose'] as const)(
    '%s takes an order that waits, and none that has to trade at once',
    (session) => {
      const codes = (['DAY', 'GTC', 'IOC', 'FOK'] as const).map((tif) =>
        codeOf({ session, request: { tif, terms: limit(10_000) } }),
      );
      expect(codes).toEqual([null, null, 'MARKET_CLOSED', 'MARKET_CLOSED']);
    },
  );

  test('an instrument that is closed takes no order', () => {
    expect(codeOf({ status: 'closed' })).toBe('MARKET_CLOSED');
  });

  test('an instrument whose auction collects orders takes one that waits', () => {
    expect(codeOf({ status: 'preOpen', request: { terms: limit(10_000) } })).toBeNull();
    expect(codeOf({ status: 'preOpen', request: { tif: 'IOC' } })).toBe('MARKET_CLOSED');
  });

  test('may be left to a broker that queues orders', () => {
    expect(
      codeOf({ session: null, status: 'closed', limits: { outsideSession: 'allow' } }),
    ).toBeNull();
  });

  test('left to the broker still refuses a halted instrument', () => {
    expect(codeOf({ status: 'halted', limits: { outsideSession: 'allow' } })).toBe(
      'INSTRUMENT_HALTED',
    );
  });

  test('takes no good-till-canceled limit order outside its hours', () => {
    expect(codeOf({ session: null, request: { terms: limit(10_000), tif: 'GTC' } })).toBe(
      'MARKET_CLOSED',
    );
  });
});

describe('a stop', () => {
  const unknown = { bid: Number.NaN, ask: Number.NaN, last2: Number.NaN };

  test('passes while no price is known', () => {
    expect(codeOf({ request: { terms: stop(10_000) }, prices: unknown })).toBeNull();
  });

  test('is measured against the half unit between two odd prices', () => {
    expect(codeOf({ request: { terms: stop(10_005) }, prices: { last2: 20_009 } })).toBeNull();
  });
});

describe('reasons', () => {
  const reasonOf = (changes: ContextChanges): string =>
    checkOrder(aCheckContext(changes), 'submit')?.reason ?? '';

  test('of missing cash are in decimals', () => {
    const request = { terms: limit(100_500), qty: toQuantity(10) };
    expect(reasonOf({ request, freeCash: toMinor(900_000n) })).toBe(
      'needs 10050.00 INR, free 9000.00',
    );
  });

  test('of a wrong trigger show half units', () => {
    const request = { terms: stop(10_000) };
    expect(reasonOf({ request, prices: { last2: 20_005 } })).toBe(
      'buy stop at 100.00, last 100.025',
    );
  });

  test('of missing holdings name the instrument', () => {
    const request = { side: 'sell', instrument: toInstrumentId('SBIN.NSE') } as const;
    expect(reasonOf({ request, held: { positionQty: 5, reservedQty: 2 } })).toBe(
      'needs 10 SBIN.NSE, free 3',
    );
  });

  test('of an expired contract name the moment', () => {
    const instrument = aFuture({ expiresAt: toTimestamp(0) });
    expect(reasonOf({ instrument, request: { qty: toQuantity(75) } })).toBe(
      '1970-01-01T00:00:00Z is not before its end 1970-01-01T00:00:00Z',
    );
  });
});
