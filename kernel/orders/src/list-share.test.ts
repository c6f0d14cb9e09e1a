import { toOrderId, toQuantity, toTimestamp } from 'argosy/core';
import type { OrderChange, OrderRequest } from 'argosy/domain';
import { aFill, aTouch, anOrderRequest, listMembersOf } from '@argosy/testkit';
import { describe, expect, test } from 'vitest';

import { groupTotal, parentOf, shareOf, siblingsOf, type List } from './list-share.ts';
import { linkOco, linkOto, linkOuo } from './order-list.ts';

const submitted: OrderChange = { type: 'submitted', touch: aTouch() };
const canceled: OrderChange = { type: 'canceled', reason: null };
const fill = (qty: number, at = 0): OrderChange => ({
  type: 'filled',
  fill: { ...aFill({ trade: `T-${qty}-${at}`, qty }), at: toTimestamp(at) },
});
const sized = (qty: number): OrderChange => ({
  type: 'updated',
  qty: toQuantity(qty),
  terms: { type: 'market' },
});
const request = (n: number, changes: Partial<OrderRequest> = {}): OrderRequest =>
  anOrderRequest({ id: toOrderId(`0000TEST00000${n}`), ...changes });
const [entry, target, stop] = [
  request(1),
  request(2, { side: 'sell' }),
  request(3, { side: 'sell' }),
];
const bracket = linkOto(entry, linkOuo([target, stop]), 'eachFill');

type Lives = readonly (readonly OrderChange[])[];
const aList = (requests: readonly OrderRequest[], lives: Lives, lot = 1): List => ({
  members: listMembersOf(requests, lives),
  lotOf: () => lot,
});
const sharesOf = (list: List): readonly (number | null)[] =>
  list.members.map(({ order }) => shareOf(order, list));
const shares = (requests: readonly OrderRequest[], lives: Lives, lot = 1) =>
  sharesOf(aList(requests, lives, lot));

describe('the share of an order without a parent', () => {
  test.each<[string, readonly OrderRequest[], number]>([
    ['that nothing ties is its own size, as amended', [entry], 6],
    ['of OCO is its own size, as amended', linkOco([entry, request(2)]), 6],
    [
      'of OUO is what it was asked for, as its siblings change its size',
      linkOuo([entry, stop]),
      10,
    ],
  ])('%s', (_, requests, expected) => {
    expect(shares(requests, [[submitted, sized(6)]])[0]).toBe(expected);
  });

  test('is its own size, too, where its parent is no longer kept', () => {
    const [, child] = linkOto(entry, [target], 'eachFill');
    expect(child && shares([child], [[sized(4)]])).toEqual([4]);
  });
});

describe('the share of a child', () => {
  const pair = (release: 'eachFill' | 'whenDone', qty = 10): readonly OrderRequest[] =>
    linkOto(entry, [request(2, { side: 'sell', qty: toQuantity(qty) })], release);

  test.each<[string, 'eachFill' | 'whenDone', Lives, number | null]>([
    ['waits for the first fill', 'eachFill', [[submitted]], null],
    ['follows each fill', 'eachFill', [[submitted, fill(4)]], 4],
    ['waits until its parent is done', 'whenDone', [[submitted, fill(4)]], null],
    ['is what a done parent has filled', 'whenDone', [[submitted, fill(4), canceled]], 4],
    ['of a parent that ended bare is nothing', 'eachFill', [[submitted, canceled]], 0],
    [
      'that left already is nothing once a bust takes all back',
      'eachFill',
      [[submitted], [submitted]],
      0,
    ],
    ['grows with a parent that filled too much', 'eachFill', [[submitted, fill(12)]], 12],
  ])('%s', (_, release, lives, expected) => {
    expect(shares(pair(release), lives)[1]).toBe(expected);
  });

  test.each([
    [6, 6, 3],
    [5, 7, 3],
    [9, 9, 6],
    [10, 7, 7],
  ])(
    'of a parent that filled %i of 10, of a child of %i in lots of 3, is %i',
    (filled, qty, share) => {
      expect(shares(pair('eachFill', qty), [[submitted, fill(filled)]], 3)[1]).toBe(share);
    },
  );

  test('is its part of a parent of another size', () => {
    expect(shares(pair('eachFill', 5), [[submitted, fill(4)]])[1]).toBe(2);
  });
});

describe('the share of a sibling', () => {
  const both = [submitted, sized(10)];

  test('of nothing that ties it is not lessened by the other', () => {
    const halves = linkOto(entry, [target, stop], 'eachFill');
    expect(shares(halves, [[submitted, fill(10)], [...both, fill(3)], both])).toEqual([10, 10, 10]);
  });

  test('of OUO is what it has filled, and what the group has left', () => {
    const lives = [
      [submitted, fill(10)],
      [...both, fill(3)],
      [...both, fill(2)],
    ];
    expect(shares(bracket, lives)).toEqual([10, 8, 7]);
  });

  test('of OUO is what it has filled where the group has filled too much', () => {
    const lives = [
      [submitted, fill(10)],
      [...both, fill(8)],
      [...both, fill(7)],
    ];
    expect(shares(bracket, lives)).toEqual([10, 8, 7]);
  });

  test.each<[string, number, number, readonly number[]]>([
    ['first, by time', 7, 5, [1, 10]],
    ['first, by time, the other way', 5, 7, [10, 1]],
    ['earlier in the list, at one instant', 5, 5, [10, 1]],
  ])('of OCO is what it has filled, but for the one that filled %s', (_, one, other, expected) => {
    const lives = [
      [submitted, fill(1, one)],
      [submitted, fill(1, other)],
    ];
    expect(shares(linkOco([entry, target]), lives)).toEqual(expected);
  });

  test('of OCO is all while none has filled', () => {
    expect(shares(linkOco([entry, target]), [])).toEqual([10, 10]);
  });
});

describe('a list knows', () => {
  const list = aList(bracket, []);
  const namesOf = (n: number): readonly string[] => {
    const order = list.members[n]?.order;
    return order === undefined
      ? []
      : siblingsOf(order, list.members).map(({ order: { request: of } }) => of.id);
  };

  test('who shares a parent', () => {
    expect(namesOf(1)).toEqual([target.id, stop.id]);
    expect(namesOf(0)).toEqual([entry.id]);
  });

  test('who lets an order go', () => {
    const [first, second] = bracket;
    expect(second && parentOf(second, list.members)?.request.id).toBe(entry.id);
    expect(first && parentOf(first, list.members)).toBeNull();
    expect(parentOf(request(9), list.members)).toBeNull();
  });

  test('that those who wait may trade nothing yet', () => {
    expect(groupTotal(list.members.slice(1), list)).toBe(0);
  });
});
