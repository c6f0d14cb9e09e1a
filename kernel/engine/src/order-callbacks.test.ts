import { toBrokerOrderId, toPrice, toQuantity, toTradeId } from 'argosy/core';
import type { OrderChange, PositionEvent } from 'argosy/domain';
import { aFill, aTouch, anEventHead, anOrderEvent, anOrderRequest, rupees } from '@argosy/testkit';
import { expect, it, test } from 'vitest';

import { callOrderEvent, callPositionEvent, type Guarded } from './order-callbacks.ts';
import { Strategy } from './strategy.ts';

/** What a guard was told it calls, what it did call, and with which event. */
type Call = readonly [told: string, called: string, event: unknown];

/** A seat that writes down each call; the strategy behind it says which callback was meant. */
function aSeat(): Guarded & { readonly calls: Call[] } {
  const calls: Call[] = [];
  return {
    calls,
    call: (told, act) => {
      const strategy = new Proxy(new Strategy({}), {
        get: (_, called) => (event: unknown) => calls.push([told, String(called), event]),
      });
      act(strategy);
    },
  };
}

const terms = { type: 'limit', limit: toPrice(10_000) } as const;
const qty = toQuantity(1);
const changes: { readonly [Type in OrderChange['type']]: Extract<OrderChange, { type: Type }> } = {
  initialized: { type: 'initialized', request: anOrderRequest(), touch: aTouch() },
  denied: { type: 'denied', code: 'NO', reason: 'no' },
  emulated: { type: 'emulated' },
  released: { type: 'released' },
  submitted: { type: 'submitted', touch: aTouch() },
  accepted: { type: 'accepted', brokerId: toBrokerOrderId('B') },
  rejected: { type: 'rejected', reason: 'no' },
  canceled: { type: 'canceled', reason: null },
  expired: { type: 'expired' },
  triggered: { type: 'triggered' },
  pendingUpdate: { type: 'pendingUpdate', qty, terms },
  pendingCancel: { type: 'pendingCancel' },
  modifyRejected: { type: 'modifyRejected', reason: 'no' },
  cancelRejected: { type: 'cancelRejected', reason: 'no' },
  updated: { type: 'updated', qty, terms },
  filled: { type: 'filled', fill: aFill() },
  busted: { type: 'busted', trade: toTradeId('T') },
  doubted: { type: 'doubted', request: 'submit' },
  resolved: { type: 'resolved', request: 'submit' },
  divided: { type: 'divided' },
  partFilled: { type: 'partFilled', fill: aFill() },
  partBusted: { type: 'partBusted', fill: aFill() },
};

it.each(Object.values(changes))(
  'tells $type to its own callback, then to the general one',
  (change) => {
    const seat = aSeat();
    const event = anOrderEvent(change);
    const own = `onOrder${change.type.charAt(0).toUpperCase()}${change.type.slice(1)}`;
    callOrderEvent(seat, event);
    expect(seat.calls).toEqual([
      [own, own, event],
      ['onOrderEvent', 'onOrderEvent', event],
    ]);
  },
);

test.each([
  ['an opening', 0, 5, ['Opened']],
  ['more of it', 5, 7, ['Changed']],
  ['less of it', -5, -2, ['Changed']],
  ['the same quantity at another cost', 5, 5, ['Changed']],
  ['a close', -5, 0, ['Closed']],
  ['a flip, which is a close and an opening', 5, -2, ['Closed', 'Opened']],
  ['a charge to what is flat', 0, 0, ['Changed']],
])('a position event that is %s', (_, before, after, own) => {
  const { account, book, instrument, product } = anOrderRequest();
  const event: PositionEvent = {
    ...anEventHead(),
    kind: 'position',
    key: { account, book, instrument, product, id: null },
    qty: after,
    cost: 0n,
    realised: rupees(0n),
    charges: rupees(0n),
  };
  const seat = aSeat();
  callPositionEvent(seat, event, before);
  const names = [...own, 'Event'].map((name) => `onPosition${name}`);
  expect(seat.calls).toEqual(names.map((name) => [name, name, event]));
});
