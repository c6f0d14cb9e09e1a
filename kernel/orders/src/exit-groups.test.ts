import { toInstrumentId, toOrderId, toPositionId, toPrice, toQuantity } from 'argosy/core';
import type { OrderChange, OrderRequest } from 'argosy/domain';
import { aFill, aTouch, anOrderRequest, listMembersOf } from '@argosy/testkit';
import { describe, expect, test } from 'vitest';

import {
  endedKindsOf,
  exitGroupsOf,
  exitKindOf,
  isMadeToExit,
  isSpent,
  isStopped,
  mayExit,
} from './exit-groups.ts';
import { linkOco, linkOto, linkOuo } from './order-list.ts';

const submitted: OrderChange = { type: 'submitted', touch: aTouch() };
const canceled: OrderChange = { type: 'canceled', reason: null };
const canceling: OrderChange = { type: 'pendingCancel' };
const fill = (qty: number): OrderChange => ({
  type: 'filled',
  fill: aFill({ trade: `T-${qty}`, qty }),
});
const sized = (qty: number): OrderChange => ({
  type: 'updated',
  qty: toQuantity(qty),
  terms: { type: 'market' },
});
const request = (n: number, changes: Partial<OrderRequest> = {}): OrderRequest =>
  anOrderRequest({ id: toOrderId(`0000TEST00000${n}`), ...changes });
const exit = (n: number, qty = 10): OrderRequest =>
  request(n, { side: 'sell', qty: toQuantity(qty) });
const entry = request(1);
const bracket = linkOto(entry, linkOuo([exit(2), exit(3)]), 'eachFill');

type Lives = readonly (readonly OrderChange[])[];
const groupsOf = (requests: readonly OrderRequest[], lives: Lives = []) =>
  exitGroupsOf({ members: listMembersOf(requests, lives), lotOf: () => 1 });
const told = (requests: readonly OrderRequest[], lives: Lives = []): readonly string[] =>
  groupsOf(requests, lives).map(({ members, wanted, isLacking }) => {
    const names = members.map(({ order }) => order.request.id.at(-1)).join('+');
    return `${names} ${wanted}${isLacking ? ' lacking' : ''}`;
  });

describe('a child may exit its parent’s position', () => {
  test.each<[string, Partial<OrderRequest>, boolean]>([
    ['when it trades the other way', {}, true],
    ['and less of it', { qty: toQuantity(9) }, true],
    ['not when it is more', { qty: toQuantity(11) }, false],
    ['not the same way', { side: 'buy' }, false],
    ['not another instrument', { instrument: toInstrumentId('TCS.NSE') }, false],
    ['not another product', { product: 'intraday' }, false],
    ['not another position', { position: toPositionId('OTHER') }, false],
  ])('%s', (_, changes, expected) => {
    expect(mayExit({ ...exit(2), ...changes }, entry)).toBe(expected);
  });
});

describe('a child is made to exit', () => {
  test.each<[string, OrderRequest | undefined, boolean]>([
    ['not on its own', entry, false],
    ['not when it comes alone after its parent', linkOto(entry, [exit(2)])[1], false],
    ['when it follows each fill', linkOto(entry, [exit(2)], 'eachFill')[1], true],
    ['when a sibling stands for it', linkOto(entry, linkOco([exit(2), exit(3)]))[1], true],
  ])('%s', (_, of, expected) => {
    expect(of && isMadeToExit(of)).toBe(expected);
  });
});

describe('exits', () => {
  test.each<[string, readonly OrderRequest[], readonly string[]]>([
    ['of one parent that stand for each other are one group', bracket, ['2+3 0']],
    [
      'that nothing ties count alone within their entry',
      linkOto(entry, [exit(2, 4), exit(3, 6)], 'eachFill'),
      ['2 0', '3 0'],
    ],
    [
      'that nothing ties count together beyond their entry',
      linkOto(entry, [exit(2, 5), exit(3, 6)], 'eachFill'),
      ['2+3 0'],
    ],
    [
      'are no orders that trade the same way',
      linkOto(entry, [request(2), exit(3)], 'eachFill'),
      ['3 0'],
    ],
    ['are none where there is no parent', linkOco([entry, exit(2)]), []],
    [
      'without a parent that only reduce are one group',
      linkOuo([exit(2), exit(3)].map((one) => ({ ...one, reduceOnly: true }))),
      ['2+3 10 lacking'],
    ],
  ])('%s', (_, requests, expected) => {
    expect(told(requests)).toEqual(expected);
  });

  test.each<[string, Lives, string]>([
    ['wait for the first fill', [[submitted]], '2+3 0'],
    ['that wait lack all of it', [[submitted, fill(4)]], '2+3 4 lacking'],
    [
      'that work for all of it lack nothing',
      [
        [submitted, fill(4)],
        [sized(4), submitted],
        [sized(4), submitted],
      ],
      '2+3 4',
    ],
    [
      'that work for less lack something',
      [
        [submitted, fill(4)],
        [sized(4), submitted],
        [sized(3), submitted],
      ],
      '2+3 4 lacking',
    ],
    [
      'no longer want what they have filled',
      [
        [submitted, fill(10)],
        [submitted, fill(3)],
        [sized(7), submitted],
      ],
      '2+3 7',
    ],
    [
      'for which a sibling left nothing lack nothing',
      [[submitted, fill(10)], [submitted, fill(10)], []],
      '2+3 0',
    ],
    [
      'that are ended want nothing',
      [
        [submitted, fill(10)],
        [submitted, canceled],
        [submitted, canceling],
      ],
      '2+3 0',
    ],
    [
      'count the larger of what they want, which the second may do',
      [[submitted, fill(10)], [submitted, canceling], [submitted]],
      '2+3 10',
    ],
    [
      'count the larger of what they want, which the first may do',
      [
        [submitted, fill(10)],
        [sized(10), submitted],
        [submitted, canceled],
      ],
      '2+3 10',
    ],
  ])('%s', (_, lives, expected) => {
    expect(told(bracket, lives)).toEqual([expected]);
  });
});

describe('a group of exits is spent', () => {
  test.each<[string, Lives, boolean, boolean]>([
    ['not while one may trade', [[submitted], [submitted]], true, false],
    ['when none that is open may', [[submitted], [submitted]], false, true],
    [
      'when one has done all',
      [[submitted], [submitted, fill(10)], [submitted, canceled]],
      true,
      true,
    ],
    ['not when all were ended by hand', [[submitted], [canceled], [canceled]], true, false],
    [
      'not while one may trade beside one that was ended',
      [[submitted], [canceled], []],
      true,
      false,
    ],
  ])('%s', (_, lives, may, expected) => {
    const [group] = groupsOf(bracket, lives);
    expect(group && isSpent(group, () => may)).toBe(expected);
  });
});

describe('a group of exits is stopped', () => {
  const [first = entry, target = entry, stop = entry] = bracket;
  const withStop = [
    first,
    target,
    { ...stop, terms: { type: 'stopMarket', trigger: toPrice(1) } },
  ] as const;

  test.each<[string, Lives, boolean]>([
    ['not while none has filled', [[submitted, fill(10)], [submitted], [submitted]], false],
    [
      'once a stop has begun to fill',
      [[submitted, fill(10)], [submitted], [submitted, fill(1)]],
      true,
    ],
    ['not when a target fills', [[submitted, fill(10)], [submitted, fill(9)], [submitted]], false],
  ])('%s', (_, lives, expected) => {
    const [group] = groupsOf(withStop, lives);
    expect(group && isStopped(group)).toBe(expected);
  });
});

describe('a stop and a target do different work', () => {
  const stop = request(3, {
    side: 'sell',
    terms: { type: 'stopMarket', trigger: toPrice(9_900) },
  });
  const mixed = linkOto(entry, linkOuo([exit(2), stop, exit(4)]), 'eachFill');
  const endedOf = (lives: Lives): readonly (readonly string[])[] =>
    groupsOf(mixed, lives).map(endedKindsOf);

  test('and one that waits to be touched is a target, one that trails a stop', () => {
    const touched = request(2, {
      terms: { type: 'limitIfTouched', trigger: toPrice(11), limit: toPrice(11) },
    });
    const trail = { by: 'ticks', ticks: 3 } as const;
    const following = request(3, {
      terms: { type: 'trailingStopMarket', trail, activation: null, trigger: null },
    });
    expect([touched, following].map(exitKindOf)).toEqual(['target', 'stop']);
  });

  test('and a trigger tells them apart', () => {
    expect([exit(2), stop].map(exitKindOf)).toEqual(['target', 'stop']);
  });

  test.each<[string, Lives, readonly string[]]>([
    ['none has ended while both wait', [[submitted]], []],
    ['one is there while another of its kind is', [[submitted], [submitted, canceled]], []],
    [
      'a target has ended with the last of its kind',
      [[submitted], [submitted, canceled], [submitted], [submitted, fill(10)]],
      ['target'],
    ],
    ['a stop that is about to end has ended', [[submitted], [], [submitted, canceling]], ['stop']],
    [
      'both have ended with all',
      [[submitted], [submitted, canceled], [submitted, canceled], [submitted, canceled]],
      ['target', 'stop'],
    ],
  ])('%s', (_, lives, expected) => {
    expect(endedOf(lives)).toEqual([expected]);
  });
});
