import {
  toAccountId,
  toBrokerOrderId,
  toOrderId,
  toPrice,
  toTimestamp,
  type OrderId,
} from 'argosy/core';
import type { Doubt } from 'argosy/domain';
import { TradingRig, aQuote } from '@argosy/testkit';
import { describe, expect, test } from 'vitest';

const limit = { type: 'limit', limit: toPrice(10_000) } as const;
const accepted = { type: 'accepted', brokerId: toBrokerOrderId('B') } as const;
const unanswered = (request: Doubt) => ({ type: 'unanswered', request }) as const;

function submitted(): { readonly rig: TradingRig; readonly order: OrderId } {
  const rig = new TradingRig();
  rig.feed(aQuote());
  const order = rig.submit({ terms: limit });
  rig.said();
  return { rig, order };
}

describe('a report', () => {
  test('of acceptance carries the broker’s id into the order', () => {
    const { rig, order } = submitted();
    rig.report(order, accepted);
    expect(rig.machine.order(order)?.brokerId).toBe('B');
  });

  test.each(['rejected', 'canceled'] as const)(
    'that the order was %s releases its hold',
    (type) => {
      const { rig, order } = submitted();
      rig.report(order, { type, reason: 'no' });
      expect(rig.said()).toEqual([type, 'hold released']);
    },
  );

  test('that the order has expired releases its hold', () => {
    const { rig, order } = submitted();
    rig.report(order, { type: 'expired' });
    expect(rig.said()).toEqual(['expired', 'hold released']);
  });

  test('that fits no state changes nothing and is counted', () => {
    const { rig, order } = submitted();
    rig.report(order, accepted);
    rig.report(order, accepted);
    expect([rig.said(), rig.machine.counters.transitionRefused]).toEqual([
      ['accepted', 'transitionRefused'],
      1,
    ]);
  });

  test('of an order nobody knows is counted', () => {
    const { rig } = submitted();
    rig.report(toOrderId('0000TEST00000Z'), accepted);
    expect(rig.said()).toEqual(['unknownOrder']);
  });

  test('from another account than the order’s is counted', () => {
    const { rig, order } = submitted();
    rig.report(order, accepted, toAccountId('OTHER'));
    expect(rig.said()).toEqual(['unknownOrder']);
  });

  test('has its events carry when it happened and when it came', () => {
    const { rig, order } = submitted();
    const { account } = rig.machine.order(order)?.request ?? {};
    if (account === undefined) throw new Error('no account');
    const [eventAt, availableAt] = [toTimestamp(5), toTimestamp(9)];
    rig.take({ kind: 'report', account, order, eventAt, availableAt, body: accepted });
    const event = rig.of('order').at(-1);
    expect([event?.at, event?.receivedAt]).toEqual([5, 2_000_000 + 1_000_000]);
  });
});

describe('a lost answer', () => {
  test.each([
    ['submit', []],
    ['amend', ['amend']],
    ['cancel', ['cancel']],
  ] as const)('to %s puts the order in doubt and leaves its state', (request, asked) => {
    const { rig, order } = submitted();
    if (asked[0] === 'amend') rig.amend(order, 5, limit);
    if (asked[0] === 'cancel') rig.cancel(order);
    const state = rig.machine.order(order)?.state;
    rig.report(order, unanswered(request));
    const after = rig.machine.order(order);
    expect([after?.inDoubt, after?.state]).toEqual([[request], state]);
  });

  test.each(['submit', 'amend', 'cancel'] as const)(
    'to %s that nobody awaits is counted',
    (request) => {
      const { rig, order } = submitted();
      rig.report(order, accepted);
      rig.report(order, unanswered(request));
      expect(rig.said()).toEqual(['accepted', 'transitionRefused']);
    },
  );

  test('reported twice is one doubt', () => {
    const { rig, order } = submitted();
    rig.report(order, unanswered('submit'));
    rig.report(order, unanswered('submit'));
    expect(rig.said()).toEqual(['doubted']);
  });

  test('to a submission is resolved by whatever comes of the order', () => {
    const { rig, order } = submitted();
    rig.report(order, unanswered('submit'));
    rig.fill(order);
    expect(rig.machine.order(order)?.inDoubt).toEqual([]);
  });

  test('to an amendment is not resolved by a fill', () => {
    const { rig, order } = submitted();
    rig.report(order, accepted);
    rig.amend(order, 5, limit);
    rig.report(order, unanswered('amend'));
    rig.fill(order);
    expect(rig.machine.order(order)?.inDoubt).toEqual(['amend']);
  });

  test('to an amendment is resolved by its refusal', () => {
    const { rig, order } = submitted();
    rig.report(order, accepted);
    rig.amend(order, 5, limit);
    rig.report(order, unanswered('amend'));
    rig.report(order, { type: 'modifyRejected', reason: 'no' });
    expect(rig.machine.order(order)?.inDoubt).toEqual([]);
  });

  test('is resolved by the end of the order', () => {
    const { rig, order } = submitted();
    rig.report(order, accepted);
    rig.cancel(order);
    rig.report(order, unanswered('cancel'));
    rig.fill(order, { qty: 10 });
    expect(rig.machine.order(order)?.inDoubt).toEqual([]);
  });
});
