import { toPrice, toQuantity } from 'argosy/core';
import { anOrderRequest, aTouch, rupees, TradingRig } from '@argosy/testkit';
import { describe, expect, test } from 'vitest';

const terms = { type: 'limit', limit: toPrice(10_000) } as const;
const soft = new Map([[rupees(0n).currency, rupees(999_99n).amount]]);
const aRig = (): TradingRig => {
  const rig = new TradingRig({ limits: { rules: { confirmAbove: soft } } });
  rig.said();
  return rig;
};
const confirm = (rig: TradingRig, confirmation: string, strategy: string | null = null): void => {
  const request = anOrderRequest({ terms });
  rig.command({ type: 'submitConfirmed', request, touch: aTouch(), confirmation }, { strategy });
};

describe('an order above the soft limit', () => {
  test('is denied without a confirmation', () => {
    const rig = aRig();
    const order = rig.submit({ terms });
    expect(rig.machine.order(order)?.reason).toBe(
      'CONFIRMATION_NEEDED: worth 1000.00 INR, to be confirmed above 999.99 INR',
    );
  });

  test('goes out with one, and which it was is said', () => {
    const rig = aRig();
    confirm(rig, 'C-7');
    expect(rig.of('anomaly')).toMatchObject([{ type: 'orderConfirmed', detail: 'C-7' }]);
    expect(rig.said()).toEqual(['initialized', 'orderConfirmed', 'hold placed', 'submitted']);
  });

  test('is confirmed by no strategy, and under no blank id', () => {
    const rig = aRig();
    confirm(rig, 'C-7', 'TEST');
    confirm(rig, ' ');
    expect(rig.said()).toEqual(['commandRefused', 'commandRefused']);
  });

  test('is not made by an amendment', () => {
    const rig = aRig();
    const order = rig.work({ terms, qty: toQuantity(9) });
    rig.said();
    rig.amend(order, 10, terms);
    expect(rig.said()).toEqual(['pendingUpdate', 'modifyRejected']);
  });
});
