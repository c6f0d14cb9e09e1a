import { toAccountId, toBrokerOrderId, toOrderId, toPrice, toQuantity } from 'argosy/core';
import { TradingRig, aQuote, anAccount, anInstrument } from '@argosy/testkit';
import { describe, expect, test } from 'vitest';

const account = toAccountId('MAIN');
const share = anInstrument();
const largest = Number.MAX_SAFE_INTEGER;

function aRig(): TradingRig {
  const rig = new TradingRig({ accounts: [anAccount({ kind: 'margin' })] });
  rig.feed(aQuote());
  return rig;
}

const stateOf = (rig: TradingRig): string => rig.machine.stateOf(account, { kind: 'account' });
const heldIn = (rig: TradingRig): number => rig.machine.positions()[0]?.qty ?? 0;

describe('a fill of more than can be kept', () => {
  test('exactly is booked up to it, and beyond it said and not booked', () => {
    const rig = aRig();
    const order = rig.work({ qty: toQuantity(1) });
    rig.fill(order, { qty: largest - 1, price: 1, trade: 'A' });
    rig.setState('ACTIVE');
    rig.fill(order, { qty: 1, price: 1, trade: 'B' });
    expect(heldIn(rig)).toBe(largest);
    rig.setState('ACTIVE');
    rig.said();
    rig.fill(order, { qty: 1, price: 1, trade: 'C' });
    expect([rig.said(), stateOf(rig)]).toEqual([['reportUnreadable', 'REDUCING'], 'REDUCING']);
    expect(heldIn(rig)).toBe(largest);
  });

  test('is measured by its position too, on either side', () => {
    const rig = aRig();
    rig.fill(rig.work({ side: 'sell', qty: toQuantity(1) }), {
      qty: largest,
      price: 1,
      trade: 'A',
    });
    const order = rig.work({ side: 'sell', qty: toQuantity(1) });
    rig.setState('ACTIVE');
    rig.said();
    rig.fill(order, { qty: 1, price: 1, trade: 'B' });
    expect(rig.said()).toEqual(['reportUnreadable', 'REDUCING']);
  });

  test('may be taken back by no bust either', () => {
    const rig = aRig();
    const bought = rig.work({ qty: toQuantity(1) });
    rig.fill(bought, { qty: 2, price: 1, trade: 'A' });
    rig.fill(rig.work({ side: 'sell' }), { qty: 2, price: 1, trade: 'B' });
    rig.fill(rig.work({ side: 'sell' }), { qty: largest - 1, price: 1, trade: 'C' });
    rig.setState('ACTIVE');
    rig.said();
    rig.bust(bought, 'A');
    expect(rig.said()).toEqual(['reportUnreadable', 'REDUCING']);
    expect(heldIn(rig)).toBe(1 - largest);
  });
});

test('what cannot be read may have been a fill: the account only reduces', () => {
  const rig = aRig();
  const order = rig.work();
  rig.said();
  rig.report(order, { type: 'unreadable', reason: 'filled: qty is 1.5' });
  const [anomaly] = rig.of('anomaly');
  expect(anomaly).toMatchObject({ order, detail: 'MAIN: filled: qty is 1.5' });
  expect([rig.said(), stateOf(rig)]).toEqual([['reportUnreadable', 'REDUCING'], 'REDUCING']);
});

test('an order from elsewhere at a price below nothing sets nothing aside', () => {
  const rig = new TradingRig({ cash: 100_00n });
  const terms = { type: 'limit', limit: toPrice(-5) } as const;
  const id = toOrderId('ELSEWHERE');
  const other = rig.submit({ qty: toQuantity(1), terms: { type: 'limit', limit: toPrice(100) } });
  const request = rig.machine.order(other)?.request;
  expect(request?.instrument).toBe(share.id);
  if (request === undefined) return;
  rig.report(id, {
    type: 'external',
    brokerId: toBrokerOrderId('B'),
    request: { ...request, id, terms },
  });
  expect(rig.machine.order(id)?.state).toBe('ACCEPTED');
  expect(rig.machine.book.holdOf(id)).toBeUndefined();
});
