import { readFileSync, readdirSync } from 'node:fs';

import {
  nseEquity,
  toMicros,
  toBookId,
  toCurrency,
  toMinor,
  toOrderId,
  toPrice,
  toQuantity,
  toStrategyId,
  toTimestamp,
} from 'argosy/core';
import {
  TradingRig,
  aQuote,
  anIndex,
  anInstrument,
  anOrderRequest,
  aTouch,
  rupees,
} from '@argosy/testkit';
import { describe, expect, test } from 'vitest';

const limit = { type: 'limit', limit: toPrice(10_000) } as const;

function aRig(options: ConstructorParameters<typeof TradingRig>[0] = {}): TradingRig {
  const rig = new TradingRig(options);
  rig.feed(aQuote());
  rig.said();
  return rig;
}

describe('a new order', () => {
  test('that passes is initialized, held for and submitted', () => {
    const rig = aRig();
    rig.submit({ terms: limit });
    expect(rig.said()).toEqual(['initialized', 'hold placed', 'submitted']);
  });

  test('leaves for the broker once', () => {
    const rig = aRig();
    const order = rig.submit({ terms: limit });
    const request = anOrderRequest({ id: order, terms: limit });
    expect(rig.effects).toEqual([{ type: 'submit', account: request.account, order, request }]);
  });

  test('keeps the touch of its decision and of its sending', () => {
    const rig = aRig();
    rig.feed(aQuote({ bid: 10_010, ask: 10_020, at: 7 }));
    const order = rig.submit({ terms: limit });
    expect(rig.machine.order(order)?.touches).toEqual({
      decision: aTouch(),
      send: { bid: 10_010, ask: 10_020, mid2: 20_030, at: 7 },
    });
  });

  test('sets aside its value and its charges', () => {
    const rig = aRig({ estimateFee: () => rupees(42n) });
    const order = rig.submit({ terms: limit });
    expect(rig.machine.book.holdOf(order)?.money).toEqual(rupees(100_042n));
  });

  test('does not count on a rebate', () => {
    const rig = aRig({ estimateFee: () => rupees(-42n) });
    const order = rig.submit({ terms: limit });
    expect(rig.machine.book.holdOf(order)?.money).toEqual(rupees(100_000n));
  });

  test('does not set aside charges in another currency', () => {
    const fee = { amount: toMinor(42n), currency: toCurrency('USD') };
    const rig = aRig({ estimateFee: () => fee });
    const order = rig.submit({ terms: limit });
    expect(rig.machine.book.holdOf(order)?.money).toEqual(rupees(100_000n));
  });

  test('of a REDUCING account is not kept from its book by what another book sells', () => {
    const rig = aRig();
    const other = toBookId('OTHER');
    rig.fill(rig.submit(), { qty: 10 });
    rig.fill(rig.submit({ book: other }), { qty: 10 });
    rig.setState('REDUCING');
    rig.submit({ book: other, side: 'sell' });
    const order = rig.submit({ side: 'sell' });
    expect(rig.machine.order(order)?.state).toBe('SUBMITTED');
  });

  test('to sell sets its holdings aside', () => {
    const rig = aRig();
    rig.fill(rig.submit(), { qty: 10 });
    const order = rig.submit({ side: 'sell', qty: toQuantity(4) });
    expect(rig.machine.book.holdOf(order)?.qty).toBe(4);
  });

  test('that fails a check is denied with the numbers and stays here', () => {
    const rig = aRig({ cash: 9_000_00n });
    const order = rig.submit({ terms: { type: 'limit', limit: toPrice(100_500) } });
    const { state, reason } = rig.machine.order(order) ?? {};
    expect([state, reason, rig.effects]).toEqual([
      'DENIED',
      'INSUFFICIENT_CASH: needs 10050.00 INR, free 9000.00',
      [],
    ]);
  });

  test('finds no cash that another one has set aside', () => {
    const rig = aRig({ cash: 150_000n });
    rig.submit({ terms: limit });
    rig.said();
    rig.submit({ terms: limit });
    expect(rig.said()).toEqual(['initialized', 'denied']);
  });

  test('to sell finds no holdings that another one has set aside', () => {
    const rig = aRig();
    rig.fill(rig.submit(), { qty: 10 });
    rig.submit({ side: 'sell' });
    rig.said();
    rig.submit({ side: 'sell', qty: toQuantity(1) });
    expect(rig.said()).toEqual(['initialized', 'denied']);
  });

  test('is refused during the warm-up', () => {
    const rig = aRig({ activeFrom: toTimestamp(1_000_000_000) });
    const order = rig.submit({ terms: limit });
    expect(rig.machine.order(order)?.reason).toMatch(/^WARMING_UP/);
  });

  test('is refused where the session of its calendar is closed', () => {
    const rig = new TradingRig({ instruments: [anInstrument({ calendar: nseEquity.id })] });
    const order = rig.submit({ terms: limit });
    expect(rig.machine.order(order)?.reason).toMatch(/^MARKET_CLOSED/);
  });

  test('for an unknown instrument is denied', () => {
    const rig = aRig();
    const order = rig.submit({ instrument: anIndex().id });
    expect(rig.machine.order(order)?.reason).toMatch(/^INSTRUMENT_UNKNOWN/);
  });

  test('of the same content within the window is denied', () => {
    const rig = aRig({ limits: { duplicateWindow: toMicros(5_000_000) } });
    rig.submit({ terms: limit });
    const order = rig.submit({ terms: limit });
    expect(rig.machine.order(order)?.reason).toMatch(/^DUPLICATE_ORDER/);
  });

  test('of the same content after the window passes', () => {
    const rig = aRig({ limits: { duplicateWindow: toMicros(500_000) } });
    rig.submit({ terms: limit });
    const order = rig.submit({ terms: limit });
    expect(rig.machine.order(order)?.state).toBe('SUBMITTED');
  });
});

describe('an order id', () => {
  test('used again is refused without touching the order that has it', () => {
    const rig = aRig();
    const order = rig.submit({ terms: limit });
    rig.said();
    rig.submit({ id: order });
    expect([rig.said(), rig.machine.order(order)?.state]).toEqual([
      ['commandRefused'],
      'SUBMITTED',
    ]);
  });

  test('older than the last of its origin is refused even if the order is forgotten', () => {
    const rig = aRig({ closedOrdersMax: 1 });
    const first = rig.submit({ qty: toQuantity(0) });
    rig.submit({ qty: toQuantity(0) });
    rig.said();
    rig.submit({ id: first });
    expect(rig.said()).toEqual(['commandRefused']);
  });

  test('that is none is refused', () => {
    const rig = aRig();
    rig.submit({ id: toOrderId('nonsense') });
    expect(rig.of('anomaly').map(({ detail }) => detail)[0]).toMatch(/^BAD_ORDER_ID/);
  });

  test('of another origin is refused from a strategy', () => {
    const rig = aRig();
    rig.submit({ id: toOrderId('0000OTHR000001') });
    expect(rig.said()).toEqual(['commandRefused']);
  });

  test('in the name of another strategy is refused from a strategy', () => {
    const rig = aRig();
    rig.submit({ strategy: toStrategyId('OTHER') });
    expect(rig.said()).toEqual(['commandRefused']);
  });

  test('of another origin passes where the policy is open', () => {
    const rig = aRig({ originPolicy: 'any' });
    rig.submit({ id: toOrderId('0000OTHR000001'), terms: limit });
    expect(rig.effects.length).toBe(1);
  });

  test('is counted for a sender that attaches again', () => {
    const rig = aRig();
    rig.submit();
    rig.submit();
    expect(rig.machine.lastCounter('0000', 'TEST')).toBe(2);
  });
});

test('there is one place from which a new order leaves', () => {
  const isSource = (name: string): boolean => name.endsWith('.ts') && !name.endsWith('.test.ts');
  const places = readdirSync(import.meta.dirname)
    .filter(isSource)
    .flatMap((name) => {
      const text = readFileSync(`${import.meta.dirname}/${name}`, 'utf8');
      return [...text.matchAll(/send\(\{ type: 'submit'/g)].map(() => name);
    });
  expect(places).toEqual(['send-order.ts']);
});
