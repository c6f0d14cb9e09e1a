import { toBrokerOrderId, toQuantity, toTradeId } from 'argosy/core';
import type { Order, OrderChange, OrderChangeType, OrderState } from 'argosy/domain';
import { aFill, aTouch, anOrder, anOrderEvent, anOrderRequest } from '@argosy/testkit';
import { describe, expect, it } from 'vitest';

import { evolveOrder } from './evolve-order.ts';
import { canTransition, transitions } from './transitions.ts';

const market = { type: 'market' } as const;
const qty = toQuantity(20);
const brokerId = toBrokerOrderId('B-1');
const trade = toTradeId('T-1');

const changes: Readonly<Record<OrderChangeType, OrderChange>> = {
  initialized: { type: 'initialized', request: anOrderRequest(), touch: aTouch() },
  denied: { type: 'denied', code: 'RISK_PRICE_BAND', reason: 'limit 10 above 9' },
  emulated: { type: 'emulated' },
  released: { type: 'released' },
  submitted: { type: 'submitted', touch: aTouch() },
  accepted: { type: 'accepted', brokerId },
  rejected: { type: 'rejected', reason: 'no' },
  canceled: { type: 'canceled', reason: null },
  expired: { type: 'expired' },
  triggered: { type: 'triggered' },
  pendingUpdate: { type: 'pendingUpdate', qty, terms: market },
  pendingCancel: { type: 'pendingCancel' },
  modifyRejected: { type: 'modifyRejected', reason: 'no' },
  cancelRejected: { type: 'cancelRejected', reason: 'no' },
  updated: { type: 'updated', qty, terms: market },
  filled: { type: 'filled', fill: aFill({ trade: 'T-2' }) },
  busted: { type: 'busted', trade },
  doubted: { type: 'doubted', request: 'cancel' },
  resolved: { type: 'resolved', request: 'cancel' },
  divided: { type: 'divided' },
  partFilled: { type: 'partFilled', fill: aFill({ trade: 'T-2' }) },
  partBusted: { type: 'partBusted', fill: aFill({ trade: 'T-1', qty: 1 }) },
};

const part: Extract<OrderChange, { readonly type: 'filled' }> = {
  type: 'filled',
  fill: aFill({ trade: 'T-1', qty: 1 }),
};
const whole: OrderChange = { type: 'filled', fill: aFill({ trade: 'T-1', qty: 10 }) };
const { submitted, accepted, pendingUpdate, pendingCancel } = changes;
const atWork = [submitted, accepted];

/** An order in each state; those whose state can hold a fill hold the trade T-1. */
const examples: Readonly<Record<OrderState, Order>> = {
  INITIALIZED: anOrder(),
  DENIED: anOrder({}, [changes.denied, part]),
  EMULATED: anOrder({}, [changes.emulated]),
  RELEASED: anOrder({}, [changes.released]),
  IN_PARTS: anOrder({}, [changes.divided, { ...part, type: 'partFilled' }]),
  SUBMITTED: anOrder({}, [submitted]),
  ACCEPTED: anOrder({}, atWork),
  REJECTED: anOrder({}, [submitted, changes.rejected, part]),
  CANCELED: anOrder({}, [...atWork, part, changes.canceled]),
  EXPIRED: anOrder({}, [...atWork, part, changes.expired]),
  TRIGGERED: anOrder({}, [...atWork, changes.triggered]),
  PENDING_UPDATE: anOrder({}, [...atWork, part, pendingUpdate]),
  PENDING_CANCEL: anOrder({}, [...atWork, part, pendingCancel]),
  PARTIALLY_FILLED: anOrder({}, [...atWork, part]),
  FILLED: anOrder({}, [...atWork, whole]),
};

const letters: Readonly<Record<string, OrderState>> = {
  I: 'INITIALIZED',
  D: 'DENIED',
  E: 'EMULATED',
  R: 'RELEASED',
  N: 'IN_PARTS',
  S: 'SUBMITTED',
  A: 'ACCEPTED',
  J: 'REJECTED',
  C: 'CANCELED',
  X: 'EXPIRED',
  T: 'TRIGGERED',
  U: 'PENDING_UPDATE',
  L: 'PENDING_CANCEL',
  P: 'PARTIALLY_FILLED',
  F: 'FILLED',
};

/**
 * Written by hand from the rules, not from the code: one column for each change in the order of
 * `changes`, the letter of the state it leads to, a point where it is refused.
 *       ini den emu rel sub acc rej can exp tri pUp pCa mRe cRe upd fil bus dou res div pFi pBu
 */
const expected: Readonly<Record<OrderState, string>> = {
  INITIALIZED: '. D E R S A J C X T . . . . I . . I I N . .',
  DENIED: '. . . . . . . . . . . . . . . D D D D . D D',
  EMULATED: '. . . R . . . C X . . . . . E . . E E . . .',
  RELEASED: '. D . . S . . C . . . . . . R . . R R N . .',
  IN_PARTS: '. . . . . . . C X . N N N . N N N . . . N N',
  SUBMITTED: '. . . . . A J C X . U L . . S P . S S . . .',
  ACCEPTED: '. . . . . . J C X T U L . . A P . A A . . .',
  REJECTED: '. . . . . . . . . . . . . . . J J J J . J J',
  CANCELED: '. . . . . . . . . . . . . . . C C C C . C C',
  EXPIRED: '. . . . . . . . . . . . . . . X X X X . X X',
  TRIGGERED: '. . . . . . J C X . U L . . T P . T T . . .',
  PENDING_UPDATE: '. . . . . U J C X U U L P . P P U U U . . .',
  PENDING_CANCEL: '. . . . . L J C X L . L L P L P L L L . . .',
  PARTIALLY_FILLED: '. . . . . P . C X . U L P P P P A P P . . .',
  FILLED: '. . . . . . . . . . . . . . . F A F F . F A',
};

/** The pairs that stand beside the 65 of the reference state machine. */
const additions: readonly string[] = [
  'PARTIALLY_FILLED modifyRejected',
  'PARTIALLY_FILLED cancelRejected',
  'SUBMITTED expired',
  'PENDING_CANCEL triggered',
  'PENDING_CANCEL modifyRejected',
  'PENDING_CANCEL updated',
  ...['DENIED', 'REJECTED', 'EXPIRED', 'FILLED'].map((state) => `${state} filled`),
  ...['DENIED', 'REJECTED', 'EXPIRED', 'FILLED', 'CANCELED'].map((state) => `${state} busted`),
  ...['PENDING_UPDATE', 'PENDING_CANCEL', 'PARTIALLY_FILLED'].map((state) => `${state} busted`),
  ...Object.keys(expected)
    .filter((state) => state !== 'IN_PARTS')
    .flatMap((state) => [`${state} doubted`, `${state} resolved`]),
];

/** The pairs of an order that goes out in parts. */
const inParts: readonly string[] = [
  'INITIALIZED divided',
  'RELEASED divided',
  ...['pendingUpdate', 'pendingCancel', 'modifyRejected', 'canceled', 'expired', 'updated'].map(
    (change) => `IN_PARTS ${change}`,
  ),
  ...['filled', 'busted'].map((change) => `IN_PARTS ${change}`),
  ...['DENIED', 'REJECTED', 'CANCELED', 'EXPIRED', 'FILLED', 'IN_PARTS'].flatMap((state) => [
    `${state} partFilled`,
    `${state} partBusted`,
  ]),
];

const pairs = Object.values(examples).flatMap((order) =>
  Object.values(changes).map((change, column) => ({
    order,
    change,
    pair: `${order.state} ${change.type}`,
    target: letters[expected[order.state].split(' ')[column] ?? ''],
  })),
);
const legal = pairs.filter((one) => one.target !== undefined);
const illegal = pairs.filter((one) => one.target === undefined);

describe('the order state machine', () => {
  it('has an example of each of the fifteen states', () => {
    const states = Object.entries(examples).map(([name, order]) => [name, order.state]);
    expect(states.filter(([name, state]) => name !== state)).toEqual([]);
    expect(pairs).toHaveLength(15 * 22);
  });

  it('holds the 65 pairs of the reference besides the additions', () => {
    const known = new Set([...additions, ...inParts]);
    expect(additions).toHaveLength(46);
    expect(legal.filter((one) => !known.has(one.pair))).toHaveLength(65);
    expect(legal).toHaveLength(65 + 46 + inParts.length);
  });

  it('holds no pair but those', () => {
    const held = Object.entries(transitions).flatMap(([state, row]) =>
      Object.keys(row).map((change) => `${state} ${change}`),
    );
    expect(held.toSorted()).toEqual(legal.map((one) => one.pair).toSorted());
  });

  it.each(legal)('leads from $pair to $target', ({ order, change, target }) => {
    expect(evolveOrder(order, anOrderEvent(change)).state).toBe(target);
  });

  it.each(illegal)('refuses $pair', ({ order, change }) => {
    expect(canTransition(order, change)).toEqual({
      ok: false,
      refusal: {
        code: 'ORDER_TRANSITION_REFUSED',
        reason: `order 0000TEST000001 in ${order.state} takes no ${change.type}`,
      },
    });
  });

  it('refuses to fold what it refuses', () => {
    expect(() => evolveOrder(examples.FILLED, anOrderEvent(changes.canceled))).toThrow(
      'order 0000TEST000001 in FILLED takes no canceled',
    );
  });
});

describe('what the table cannot say', () => {
  it('refuses to take back a trade that the order does not hold', () => {
    const verdict = canTransition(examples.FILLED, { type: 'busted', trade: toTradeId('T-9') });
    expect(verdict).toEqual({
      ok: false,
      refusal: {
        code: 'ORDER_TRADE_UNKNOWN',
        reason: 'order 0000TEST000001 holds no fill of trade T-9',
      },
    });
  });

  it('refuses to amend while a cancel is pending beside a partial fill', () => {
    const order = anOrder({}, [...atWork, pendingCancel, part]);
    expect(canTransition(order, pendingUpdate)).toMatchObject({
      refusal: { code: 'ORDER_TRANSITION_REFUSED' },
    });
  });
});
