import { toPrice, toQuantity, toMinor, toTimestamp } from 'argosy/core';
import type { Instrument, OrderTerms } from 'argosy/domain';
import {
  aCheckContext,
  aFuture,
  anInstrument,
  anOption,
  type ContextChanges,
} from '@argosy/testkit';
import { describe, expect, test } from 'vitest';

import { checkOrder } from './pre-trade-checks.ts';

const limit = (price: number): OrderTerms => ({ type: 'limit', limit: toPrice(price) });
const stop = (price: number): OrderTerms => ({ type: 'stopMarket', trigger: toPrice(price) });
const aCashAccount = {
  products: ['delivery'],
  kind: 'cash',
  leverage: {},
} as const;

function codeOf(changes: ContextChanges): string | null {
  return checkOrder(aCheckContext(changes), 'submit')?.code ?? null;
}

const lots = { equity: 1, future: 75, option: 75 } as const;
const instruments = { equity: anInstrument(), future: aFuture(), option: anOption() } as const;
type Kind = keyof typeof instruments;
const kinds: readonly Kind[] = ['equity', 'future', 'option'];

/** A future is traded on margin, everything else is paid in full. */
const accounts = {
  equity: aCashAccount,
  future: { ...aCashAccount, kind: 'margin' },
  option: aCashAccount,
} as const;

/** A buy of ten lots at 100.00. */
function aBuy(kind: Kind, changes: ContextChanges = {}): ContextChanges {
  const instrument: Instrument = instruments[kind];
  const request = {
    instrument: instrument.id,
    qty: toQuantity(10 * lots[kind]),
    terms: limit(10_000),
    ...changes.request,
  };
  return { instrument, account: accounts[kind], ...changes, request };
}

describe.each(kinds)('at the limits of an order for %s', (kind) => {
  const lot = lots[kind];
  const qty = 10 * lot;
  const { id } = instruments[kind];
  const worth = BigInt(qty) * 10_000n;

  test.each([
    ['a unit below the limit passes', toQuantity(qty + 1), null],
    ['the limit passes', toQuantity(qty), null],
    ['a unit above the limit is refused', toQuantity(qty - 1), 'ORDER_QTY_LIMIT'],
  ])('P-12: %s', (_, most, expected) => {
    const maxOrderQty = { default: null, byInstrument: new Map([[id, most]]) };
    expect(codeOf(aBuy(kind, { limits: { maxOrderQty } }))).toBe(expected);
  });

  test.each([
    ['a unit below the limit passes', worth + 1n, null],
    ['the limit passes', worth, null],
    ['a unit above the limit is refused', worth - 1n, 'ORDER_NOTIONAL_LIMIT'],
  ])('P-13: %s', (_, most, expected) => {
    const byCurrency = new Map([[instruments[kind].currency, toMinor(most)]]);
    const maxOrderNotional = { byCurrency, byInstrument: new Map() };
    expect(codeOf(aBuy(kind, { limits: { maxOrderNotional } }))).toBe(expected);
  });

  test.each([
    ['one lot less', -lot, null],
    ['as much', 0, null],
    ['one lot more', lot, 'ACCOUNT_REDUCING'],
  ])('P-01: a REDUCING account sells of its holdings %s', (_, more, expected) => {
    const restriction = { state: 'REDUCING', scope: 'account', reason: '' } as const;
    const [positionQty, accountQty] = [qty - more, 100 * qty];
    const held = { positionQty, accountQty };
    expect(codeOf(aBuy(kind, { request: { side: 'sell' }, restriction, held }))).toBe(expected);
  });

  test.each([
    ['before', -1, null],
    ['at', 0, 'INSTRUMENT_NOT_VALID'],
    ['after', 1, 'INSTRUMENT_NOT_VALID'],
  ])('P-04: an order %s the last moment', (_, later, expected) => {
    const validTo = toTimestamp(500);
    const now = toTimestamp(500 + later);
    expect(codeOf(aBuy(kind, { instrument: { ...instruments[kind], validTo }, now }))).toBe(
      expected,
    );
  });

  test.each([
    ['before', -1, 'INSTRUMENT_NOT_VALID'],
    ['at', 0, null],
    ['after', 1, null],
  ])('P-04: an order %s the first moment', (_, later, expected) => {
    const validFrom = toTimestamp(500);
    const now = toTimestamp(500 + later);
    expect(codeOf(aBuy(kind, { instrument: { ...instruments[kind], validFrom }, now }))).toBe(
      expected,
    );
  });

  test.each([
    ['below the tick', 9_999, 'PRICE_OFF_TICK'],
    ['on the tick', 10_000, null],
    ['above the tick', 10_001, 'PRICE_OFF_TICK'],
  ])('P-07: a price one unit %s', (_, price, expected) => {
    expect(codeOf(aBuy(kind, { request: { terms: limit(price) } }))).toBe(expected);
  });

  test.each([
    ['above the last price', 10_005, null],
    ['at the last price', 10_000, 'TRIGGER_WRONG_SIDE'],
    ['below the last price', 9_995, 'TRIGGER_WRONG_SIDE'],
  ])('P-09: a buy stop one tick %s', (_, trigger, expected) => {
    expect(codeOf(aBuy(kind, { request: { terms: stop(trigger) } }))).toBe(expected);
  });

  test.each([
    ['above the last price', 10_005, 'TRIGGER_WRONG_SIDE'],
    ['at the last price', 10_000, 'TRIGGER_WRONG_SIDE'],
    ['below the last price', 9_995, null],
  ])('P-09: a sell stop one tick %s', (_, trigger, expected) => {
    const request = { side: 'sell', terms: stop(trigger) } as const;
    expect(codeOf(aBuy(kind, { request, held: { positionQty: qty } }))).toBe(expected);
  });
});

describe('the warm-up', () => {
  test.each([
    [-1, 'WARMING_UP'],
    [0, null],
    [1, null],
  ])('%i after its end gives %s', (later, expected) => {
    expect(codeOf({ now: toTimestamp(500 + later), activeFrom: toTimestamp(500) })).toBe(expected);
  });
});

describe('a derivative', () => {
  test.each([aFuture, anOption])('is refused at its expiry: %o', (make) => {
    const instrument = make({ expiresAt: toTimestamp(500) });
    const at = (now: number): string | null =>
      codeOf({
        instrument,
        account: accounts[instrument.kind],
        request: { qty: toQuantity(75) },
        now: toTimestamp(now),
      });
    expect([at(499), at(500)]).toEqual([null, 'INSTRUMENT_NOT_VALID']);
  });
});
