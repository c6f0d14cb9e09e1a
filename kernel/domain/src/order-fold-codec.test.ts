import {
  BinaryReader,
  BinaryWriter,
  toBrokerOrderId,
  toMinor,
  toOrderId,
  toPositionId,
  toPrice,
  toQuantity,
  toTimestamp,
} from 'argosy/core';
import { aFill, anOrder, aTouch, rupees } from '@argosy/testkit';
import { expect, it } from 'vitest';

import { orderCodec } from './order-fold-codec.ts';
import type { Order, OrderState } from './order.ts';

const states: readonly OrderState[] = [
  'INITIALIZED',
  'DENIED',
  'EMULATED',
  'RELEASED',
  'SUBMITTED',
  'ACCEPTED',
  'REJECTED',
  'CANCELED',
  'EXPIRED',
  'TRIGGERED',
  'PENDING_UPDATE',
  'PENDING_CANCEL',
  'PARTIALLY_FILLED',
  'FILLED',
];
const blind = aTouch({ bid: null, ask: null, mid2: null, at: toTimestamp(-1) });
const charges = [{ name: 'brokerage', amount: toMinor(20n) }];
const full: Order = {
  ...anOrder({
    position: toPositionId('0000TEST000000'),
    link: {
      list: toOrderId('0000TEST000001'),
      parent: null,
      release: 'eachFill',
      contingency: 'OUO',
    },
    terms: { type: 'stopLimit', trigger: toPrice(-5), limit: toPrice(0) },
    tag: 'by hand, für später',
  }),
  state: 'FILLED',
  pending: 'cancel',
  settled: 'CANCELED',
  inDoubt: ['submit', 'cancel'],
  qty: toQuantity(7),
  terms: { type: 'limit', limit: toPrice(12_345) },
  brokerId: toBrokerOrderId('B-1'),
  filled: toQuantity(9_007_199_254_740_991),
  filledValue: -(10n ** 30n),
  fills: [
    aFill({ trade: 'T-1', flags: ['late', 'tooLarge'], touch: blind }),
    aFill({ trade: 'T-2', fee: rupees(-3n), charges, liquidity: 'maker' }),
  ],
  touches: { decision: blind, send: aTouch() },
  initializedAt: toTimestamp(1),
  updatedAt: toTimestamp(2),
  closedAt: toTimestamp(3),
  reason: 'half of it, später',
};

function throughBytes(order: Order): Order {
  const writer = new BinaryWriter();
  orderCodec.encode(writer, order);
  const reader = new BinaryReader(writer.view());
  const again = orderCodec.decode(reader);
  reader.finish();
  return again;
}

it('reads an order back as it was, with all that it can have', () => {
  expect(throughBytes(full)).toStrictEqual(full);
});

it('reads an order back that has as little as it can', () => {
  expect(throughBytes(anOrder())).toStrictEqual(anOrder());
});

it.each(states)('tells %s from every other state', (state) => {
  const order = { ...full, state, settled: state };
  expect(throughBytes(order)).toStrictEqual(order);
});
