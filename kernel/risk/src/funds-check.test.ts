import {
  toCurrency,
  toMinor,
  toOrderId,
  toPositionId,
  toPrice,
  toQuantity,
  unwrap,
} from 'argosy/core';
import { InstrumentTable, type OrderLink, type OrderTerms } from 'argosy/domain';
import {
  aCheckContext,
  aFuture,
  anInstrument,
  anOption,
  type ContextChanges,
} from '@argosy/testkit';
import { describe, expect, test } from 'vitest';

import { computeAvailable, computeNeed, needCurrency } from './funds-check.ts';
import { parseLeverage } from './leverage.ts';
import { checkOrder } from './pre-trade-checks.ts';
import { ScanModel } from './scan-margin.ts';

const limit = (price: number): OrderTerms => ({ type: 'limit', limit: toPrice(price) });
const leverage = (text: string) => unwrap(parseLeverage(text));
const cash = { state: 'ACTIVE', products: ['delivery'], kind: 'cash', leverage: {} } as const;
const margin = { ...cash, kind: 'margin', leverage: { delivery: leverage('5') } } as const;

/** An order at 100.00: ten shares, or a lot of 75. */
const order = (changes: ContextChanges = {}): ContextChanges => ({
  ...changes,
  request: {
    terms: limit(10_000),
    qty: toQuantity(changes.instrument === undefined ? 10 : 75),
    ...changes.request,
  },
});
const codeOf = (changes: ContextChanges): string | null =>
  checkOrder(aCheckContext(order(changes)), 'submit')?.code ?? null;
const needOf = (changes: ContextChanges): bigint | null =>
  computeNeed(aCheckContext(order({ account: margin, ...changes })));
const sell = { side: 'sell' } as const;

describe('P-17 on a cash account', () => {
  test.each([
    ['equity', anInstrument(), 10, 1_000_20n],
    ['option', anOption(), 75, 7_500_20n],
  ] as const)('pays a bought %s in full, with charges', (_, instrument, qty, worth) => {
    const codes = [worth - 1n, worth, worth + 1n].map((free) =>
      codeOf({ instrument, request: { qty: toQuantity(qty) }, freeCash: toMinor(free), fee: 20n }),
    );
    expect(codes).toEqual(['INSUFFICIENT_CASH', null, null]);
  });

  test('sells of an amended order only what is left to fill', () => {
    const codes = [5, 6].map((positionQty) =>
      codeOf({ request: sell, filled: toQuantity(4), held: { positionQty } }),
    );
    expect(codes).toEqual(['INSUFFICIENT_HOLDINGS', null]);
  });

  test('sells what its position holds and no other sale has set aside', () => {
    const codes = [9, 10, 11].map((free) =>
      codeOf({ request: sell, held: { positionQty: free + 7, reservedQty: 7 } }),
    );
    expect(codes).toEqual(['INSUFFICIENT_HOLDINGS', null, null]);
  });

  test('trades no future', () => {
    expect(codeOf({ instrument: aFuture() })).toBe('MARGIN_ACCOUNT_NEEDED');
  });
});

describe('P-17 on a margin account', () => {
  test.each([
    ['a share bought with five times its margin', anInstrument(), {}, 200_20n],
    ['a share sold short', anInstrument(), sell, 200_20n],
    ['a future', aFuture(), {}, 1_500_20n],
    ['a bought option, which is paid in full', anOption(), {}, 7_500_20n],
    ['a written option, by its strike', anOption({ strike: toPrice(20_000) }), sell, 3_000_20n],
  ] as const)('asks for the margin of %s, with charges', (_, instrument, side, needs) => {
    const qty = toQuantity(instrument.kind === 'equity' ? 10 : 75);
    const codes = [needs - 1n, needs, needs + 1n].map((free) =>
      codeOf({
        instrument,
        account: margin,
        request: { ...side, qty },
        freeMargin: toMinor(free),
        fee: 20n,
      }),
    );
    expect(codes).toEqual(['INSUFFICIENT_MARGIN', null, null]);
  });

  test('lets a close through with nothing free', () => {
    const held = { positionQty: 10, accountQty: 10 };
    const changes = { account: margin, request: sell, held, freeMargin: toMinor(-5n), fee: 20n };
    expect(codeOf(changes)).toBeNull();
  });

  test('asks of a flip only what the new side needs', () => {
    expect(needOf({ request: sell, held: { positionQty: 4 } })).toBe(120_00n);
  });

  test('asks of an amended order only for what is left to fill', () => {
    expect(needOf({ filled: toQuantity(4) })).toBe(120_00n);
  });

  test('does not let two orders close the same shares', () => {
    const held = { positionQty: 10, workingPositionQty: 10 };
    expect(needOf({ request: sell, held })).toBe(200_00n);
  });

  test('asks for all of the value where a product has no leverage', () => {
    expect(needOf({ account: { ...margin, leverage: {} } })).toBe(1_000_00n);
  });

  test('rounds the margin up', () => {
    const account = { ...margin, leverage: { delivery: leverage('3') } };
    expect(needOf({ account })).toBe(333_34n);
  });

  test('asks in the base currency', () => {
    const base = toCurrency('USD');
    const changes = { account: margin, base, toBase: (amount: bigint) => amount / 80n };
    expect([needOf(changes), needCurrency(aCheckContext(changes))]).toEqual([250n, base]);
  });

  test.each([
    ['its rate is', { toBase: () => null }],
    ['a rate of the account is', { freeMargin: null }],
  ])('refuses an order while %s unknown', (_, changes) => {
    expect(codeOf({ account: margin, ...changes })).toBe('MARKET_PRICE_UNKNOWN');
  });
});

test('where nobody knows what is free, an order may set nothing aside', () => {
  const unknown = { account: margin, freeMargin: null };
  expect(computeAvailable(aCheckContext(order(unknown)))).toBe(0n);
});

describe('what an order sets aside is in the currency', () => {
  const usd = toCurrency('USD');
  test.each<readonly [string, ContextChanges, string]>([
    ['of its instrument on a cash account', { account: cash, base: usd }, 'INR'],
    ['of its account on margin', { account: margin, base: usd }, 'USD'],
    [
      'of its account where nobody knows its instrument',
      { instrument: undefined, base: usd },
      'USD',
    ],
  ])('%s', (_, changes, currency) => {
    expect(needCurrency(aCheckContext(changes))).toBe(currency);
  });
});

describe('the closing part of a flip', () => {
  const flip = (changes: ContextChanges): ContextChanges =>
    order({
      account: margin,
      request: { ...sell, ...changes.request },
      held: { positionQty: 4 },
      freeMargin: toMinor(0n),
      limits: { flipFrees: 'atOnce' },
      ...changes,
    });
  const availableFor = (changes: ContextChanges): bigint | null =>
    computeAvailable(aCheckContext(flip(changes)));

  test.each<[string, ContextChanges, bigint | null]>([
    ['once it has filled', { limits: { flipFrees: 'whenFilled' } }, 7n],
    ['at once, at the last price', {}, 80_00n + 7n],
    ['at once, at the last price, rounded down', { prices: { last2: 20_001 } }, 80_00n + 7n],
    ['nothing where nothing is closed', { held: { positionQty: 0 } }, 7n],
    ['nothing without a price', { prices: { last2: Number.NaN } }, 7n],
    ['nothing on a cash account, which has none', { account: cash }, null],
    ['in the base currency', { toBase: (amount: bigint) => amount / 80n }, 1_00n + 7n],
    [
      'of a written option at its strike, which a long one has not bound',
      {
        request: { qty: toQuantity(150) },
        instrument: anOption({ strike: toPrice(20_000) }),
        held: { positionQty: -75 },
      },
      3_000_00n + 7n,
    ],
    ['of a short position, too', { request: {}, held: { positionQty: -4 } }, 80_00n + 7n],
  ])('frees its margin %s', (_, changes, expected) => {
    const side = changes.request === undefined ? sell : { side: 'buy' as const };
    const freeMargin = toMinor(7n);
    const request = { ...changes.request, ...side };
    expect(availableFor({ freeMargin, ...changes, request })).toBe(expected);
  });

  test('counts for the order and for its book', () => {
    const codes = [39_99n, 40_00n, 40_01n].map((free) =>
      codeOf(flip({ freeMargin: toMinor(free) })),
    );
    expect(codes).toEqual(['INSUFFICIENT_MARGIN', null, null]);
    const lefts = [39_99n, 40_00n].map((left) =>
      codeOf(flip({ freeMargin: toMinor(120_00n), allotmentLeft: toMinor(left) })),
    );
    expect(lefts).toEqual(['ALLOTMENT_EXCEEDED', null]);
  });
});

describe('P-17 where futures and options are scanned', () => {
  const scanned = { ...margin, scan: new ScanModel(new InstrumentTable([])) };
  const asked = (changes: ContextChanges): bigint | null =>
    needOf({ account: scanned, instrument: aFuture(), fee: 20n, ...changes });

  test.each<[string, ContextChanges, bigint | null]>([
    ['what it adds, and its charges', { addedMargin: () => 500n }, 520n],
    ['nothing where it adds nothing', { addedMargin: () => 0n }, 0n],
    ['nothing where it lessens it', { addedMargin: () => -5n }, 0n],
    ['what nobody knows yet', { addedMargin: () => null }, null],
    ['what nobody knows without a rate', { addedMargin: () => 500n, toBase: () => null }, null],
    [
      'as much for a close, which may cover the rest',
      { addedMargin: () => 1n, held: { positionQty: -75 } },
      21n,
    ],
    [
      'by what is left to fill',
      { addedMargin: (signed) => BigInt(signed), filled: toQuantity(5) },
      90n,
    ],
    ['by its side', { addedMargin: (signed) => BigInt(-signed), request: sell }, 95n],
  ])('asks for %s', (_, changes, expected) => {
    expect(asked(changes)).toBe(expected);
  });

  test('asks for shares as ever', () => {
    expect(needOf({ account: scanned, addedMargin: () => 1n })).toBe(200_00n);
  });

  test('frees nothing by a flip: what is bound is of the whole', () => {
    const limits = { flipFrees: 'atOnce' } as const;
    const held = { positionQty: 25 };
    const changes = { account: scanned, instrument: aFuture(), request: sell, held, limits };
    expect(computeAvailable(aCheckContext(order({ ...changes, freeMargin: toMinor(7n) })))).toBe(
      7n,
    );
  });
});

describe('P-04 in a netting book', () => {
  test('refuses an order that names a position', () => {
    const request = { position: toPositionId('0000TEST000001') };
    expect(codeOf({ request })).toBe('POSITION_MISMATCH');
  });
});

describe('an allotment', () => {
  test.each([
    ['cash', cash, 1_000_00n],
    ['margin', margin, 200_00n],
  ] as const)('bounds what a book of a %s account binds', (_, account, needs) => {
    const codes = [needs - 1n, needs, needs + 1n].map((left) =>
      codeOf({ account, allotmentLeft: toMinor(left) }),
    );
    expect(codes).toEqual(['ALLOTMENT_EXCEEDED', null, null]);
  });

  test('never stops a close', () => {
    const held = { positionQty: 10 };
    expect(codeOf({ request: sell, held, allotmentLeft: toMinor(-1n) })).toBeNull();
  });
});

describe('P-04 in a hedging book', () => {
  const named = (position: string | null, isPositionKnown: boolean): string | null =>
    codeOf({
      bookMode: 'hedging',
      request: { position: position === null ? null : toPositionId(position) },
      held: { isPositionKnown },
    });

  test.each([
    ['opens a position under its own id', '0000TEST000001', false, null],
    ['trades a position that is there', '0000TEST000000', true, null],
    ['does not trade one that is not', '0000TEST000000', false, 'POSITION_MISMATCH'],
    ['has to name one', null, false, 'POSITION_MISMATCH'],
  ] as const)('an order %s', (_, position, isKnown, expected) => {
    expect(named(position, isKnown)).toBe(expected);
  });

  const list = toOrderId('0000TEST000000');
  const ofList = (link: Partial<OrderLink>, position: string): string | null =>
    codeOf({
      bookMode: 'hedging',
      request: {
        position: toPositionId(position),
        link: { list, parent: null, release: 'whenDone', contingency: null, ...link },
      },
    });

  test.each<[string, Partial<OrderLink>, string, string | null]>([
    ['the position that its parent opens', { parent: list }, '0000TEST000000', null],
    ['the position of its OUO list', { contingency: 'OUO' }, '0000TEST000000', null],
    ['none else of its OUO list', { contingency: 'OUO' }, '0000TEST000009', 'POSITION_MISMATCH'],
    ['no position of its OCO list', { contingency: 'OCO' }, '0000TEST000000', 'POSITION_MISMATCH'],
    ['no position of a list alone', {}, '0000TEST000000', 'POSITION_MISMATCH'],
  ])('an order of a list may open %s', (_, link, position, expected) => {
    expect(ofList(link, position)).toBe(expected);
  });
});
