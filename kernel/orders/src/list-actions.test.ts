import { toOrderId, toQuantity, toTimestamp } from 'argosy/core';
import type { Order, OrderChange, OrderRequest } from 'argosy/domain';
import { aFill, aTouch, anOrder, anOrderRequest } from '@argosy/testkit';
import { describe, expect, test } from 'vitest';

import { computeListActions, isBeyondGroup, type ExitRooms } from './list-actions.ts';
import type { ListMember } from './list-share.ts';
import { linkOco, linkOto, linkOuo } from './order-list.ts';

const submitted: OrderChange = { type: 'submitted', touch: aTouch() };
const canceled: OrderChange = { type: 'canceled', reason: null };
const fill = (qty: number, at = 0): OrderChange => ({
  type: 'filled',
  fill: { ...aFill({ trade: `T-${qty}-${at}`, qty }), at: toTimestamp(at) },
});
const request = (n: number, changes: Partial<OrderRequest> = {}): OrderRequest =>
  anOrderRequest({ id: toOrderId(`0000TEST00000${n}`), ...changes });
const entry = request(1);
const target = request(2, { side: 'sell' });
const stop = request(3, { side: 'sell' });
const bracket = linkOto(entry, linkOuo([target, stop]), 'eachFill');

type Lived = readonly (readonly OrderChange[])[];

type ExitBounds = { readonly room: number; readonly lot?: number };

/** The members of a list after each has lived through its own changes. */
function listOf(requests: readonly OrderRequest[], lives: Lived): ListMember[] {
  return requests.map((one, place) => ({
    order: anOrder(one, lives[place] ?? []),
    isBusy: false,
    refusedQty: null,
    isExit: one.link?.parent !== null && one.side === 'sell',
  }));
}

const lotOf = (): number => 1;
const asked = (
  members: readonly ListMember[],
  lot = 1,
  rooms: ExitRooms = new Map(),
): readonly string[] =>
  computeListActions(members, { lotOf: () => lot, rooms }).map((action) => {
    const name = `${action.type} ${action.order.at(-1) ?? ''}`;
    return action.type === 'cancel'
      ? `${name}: ${action.reason.split(':')[0] ?? ''}`
      : `${name} to ${action.qty}`;
  });
const play = (requests: readonly OrderRequest[], lives: Lived): readonly string[] =>
  asked(listOf(requests, lives));

describe('a bracket', () => {
  test('asks for nothing while its entry works without a fill', () => {
    expect(play(bracket, [[submitted]])).toEqual([]);
  });

  test('lets its exits go at the first fill, with the size of that fill', () => {
    expect(play(bracket, [[submitted, fill(4)]])).toEqual(['release 2 to 4', 'release 3 to 4']);
  });

  test('lets its exits grow with each further fill', () => {
    const lives = [[submitted, fill(4), fill(6)], exitOf(4), exitOf(4)];
    expect(play(bracket, lives)).toEqual(['resize 2 to 10', 'resize 3 to 10']);
  });

  test('shrinks the stop by what the target has filled', () => {
    const lives = [[submitted, fill(10)], [submitted, fill(3)], [submitted]];
    expect(play(bracket, lives)).toEqual(['resize 3 to 7']);
  });

  test('ends the stop when the target has filled all', () => {
    const lives = [[submitted, fill(10)], [submitted, fill(10)], [submitted]];
    expect(play(bracket, lives)).toEqual(['cancel 3: LIST_DONE']);
  });

  test('says of which list nothing is left', () => {
    const lives = [[submitted, fill(10)], [submitted, fill(10)], [submitted]];
    const [action] = computeListActions(listOf(bracket, lives), { lotOf, rooms: new Map() });
    expect(action).toMatchObject({
      reason: `LIST_DONE: nothing is left of list ${entry.id} for it`,
    });
  });

  test('keeps the stop for what the entry fills after its target is done', () => {
    const lives = [[submitted, fill(4), fill(6)], [...exitOf(4), fill(4)], exitOf(4)];
    expect(play(bracket, lives)).toEqual(['resize 3 to 6']);
  });

  test('leaves the stop at work when the target is canceled or rejected', () => {
    const lives = [[submitted, fill(10)], [submitted, canceled], [submitted]];
    expect(play(bracket, lives)).toEqual([]);
  });

  test('ends its exits when the entry ends without a fill', () => {
    expect(play(bracket, [[submitted, canceled]])).toEqual([
      'cancel 2: LIST_PARENT_ENDED',
      'cancel 3: LIST_PARENT_ENDED',
    ]);
  });

  test('shrinks its exits when a fill of the entry is busted', () => {
    const bust: OrderChange = { type: 'busted', trade: aFill({ trade: 'T-6-0' }).trade };
    const lives = [[submitted, fill(4), fill(6), bust], [submitted], [submitted]];
    expect(play(bracket, lives)).toEqual(['resize 2 to 4', 'resize 3 to 4']);
  });

  test('covers what fills after the entry was canceled', () => {
    const lives = [[submitted, fill(4), canceled, fill(3)], exitOf(4), exitOf(4)];
    expect(play(bracket, lives)).toEqual(['resize 2 to 7', 'resize 3 to 7']);
  });

  test('with two half targets shrinks none of them by the other', () => {
    const halves = [2, 4].map((n) => request(n, { side: 'sell', qty: toQuantity(5) }));
    const list = linkOto(entry, linkOuo([...halves, stop]), 'eachFill');
    const lives = [[submitted, fill(10)], [submitted, fill(5)], [submitted], [submitted]];
    expect(play(list, lives)).toEqual(['resize 3 to 5']);
  });

  test('rounds a child’s share down to whole lots', () => {
    const list = linkOto(entry, [request(2, { side: 'sell', qty: toQuantity(7) })], 'eachFill');
    expect(asked(listOf(list, [[submitted, fill(6)]]), 3)).toEqual(['release 2 to 3']);
  });

  /** An exit that was released with a size. */
  function exitOf(qty: number): readonly OrderChange[] {
    return [{ type: 'updated', qty: toQuantity(qty), terms: target.terms }, submitted];
  }
});

describe('a child that is released when its parent is done', () => {
  const pair = linkOto(entry, [target]);

  test('waits through partial fills', () => {
    expect(play(pair, [[submitted, fill(4)]])).toEqual([]);
  });

  test('goes out when the parent is filled', () => {
    expect(play(pair, [[submitted, fill(10)]])).toEqual(['release 2 to 10']);
  });

  test('goes out with its share when the parent ends with a part', () => {
    expect(play(pair, [[submitted, fill(4), canceled]])).toEqual(['release 2 to 4']);
  });

  test('is a parent itself where it has children', () => {
    const chain = linkOto(entry, linkOto(target, [stop]));
    expect(
      play(chain, [
        [submitted, fill(10)],
        [submitted, fill(10)],
      ]),
    ).toEqual(['release 3 to 10']);
  });
});

describe('OCO', () => {
  const pair = linkOco([request(1), request(2, { side: 'sell' })]);

  test('cancels the other at the first partial fill', () => {
    expect(play(pair, [[submitted, fill(1)], [submitted]])).toEqual(['cancel 2: LIST_DONE']);
  });

  test('leaves the other at work when one is canceled', () => {
    expect(play(pair, [[submitted, canceled], [submitted]])).toEqual([]);
  });

  test('ends the one that filled later where both have filled', () => {
    const lives = [
      [submitted, fill(1, 7)],
      [submitted, fill(1, 5)],
    ];
    expect(play(pair, lives)).toEqual(['cancel 1: LIST_DONE']);
  });
});

describe('exits in the room of their position', () => {
  const alone = linkOto(entry, [target], 'eachFill');
  const roomOf = (room: number): ExitRooms => new Map([[target.id, room]]);
  const goneReason = 'cancel 2: LIST_POSITION_GONE';
  const entered = [submitted, fill(10)];
  const partly = [submitted, fill(4)];

  test.each<[string, ExitBounds, Lived, readonly string[]]>([
    ['go out with what there is room for', { room: 6 }, [entered], ['release 2 to 6']],
    ['go out with whole lots of it', { room: 7, lot: 3 }, [entered], ['release 2 to 6']],
    [
      'have what they filled besides',
      { room: 2 },
      [entered, [submitted, fill(3)]],
      ['resize 2 to 5'],
    ],
    ['wait for room while their entry works', { room: 0 }, [partly], []],
    ['wait while there is no room for a lot', { room: 2, lot: 3 }, [partly], []],
    ['end without room once their entry is done', { room: 0 }, [entered], [goneReason]],
    [
      'end without room when they have gone out, and their entry with them',
      { room: 0 },
      [partly, [submitted]],
      [goneReason, 'cancel 1: LIST_EXITS_ENDED'],
    ],
    [
      'end with the room that they have filled, and their entry with them',
      { room: 0 },
      [partly, [submitted, fill(2)]],
      [goneReason, 'cancel 1: LIST_EXITS_ENDED'],
    ],
  ])('%s', (_, { room, lot }, lives, expected) => {
    expect(asked(listOf(alone, lives), lot, roomOf(room))).toEqual(expected);
  });

  test('say which list has nothing left to close', () => {
    const rules = { lotOf, rooms: roomOf(0) };
    expect(computeListActions(listOf(alone, [entered]), rules)).toEqual([
      {
        type: 'cancel',
        order: target.id,
        reason: `LIST_POSITION_GONE: nothing is left to close for list ${entry.id}`,
      },
    ]);
  });

  test('are never made for an order that no room was told for', () => {
    expect(asked(listOf(bracket, [entered]), 1, roomOf(4))).toEqual([
      'release 2 to 4',
      'release 3 to 10',
    ]);
  });
});

describe('an entry whose exits are spent', () => {
  const done = [submitted, resized(4), fill(4)];
  const [gone, left] = [listOf(bracket, spent()), 'cancel 1: LIST_EXITS_ENDED'];

  test('ends', () => {
    expect(asked(gone)).toEqual([left]);
  });

  test.each<[string, OrderChange]>([
    ['is ending already', { type: 'pendingCancel' }],
    ['has ended', canceled],
  ])('asks for nothing when it %s', (_, change) => {
    expect(asked(listOf(bracket, spent(change)))).toEqual([]);
  });

  test('is not asked again once that was refused', () => {
    expect(
      asked(gone.map((one, place) => (place === 0 ? { ...one, refusedQty: 0 } : one))),
    ).toEqual([]);
  });

  test('is asked where something else was refused', () => {
    const members = gone.map((one, place) => (place === 0 ? { ...one, refusedQty: 4 } : one));
    expect(asked(members)).toEqual([left]);
  });

  test('works on while one exit has still something to do', () => {
    const lives = [[submitted, fill(4), fill(2)], done, [submitted, resized(6)]];
    expect(asked(listOf(bracket, lives))).toEqual(['resize 3 to 2']);
  });

  /** Its exits have filled what it had, or were ended. */
  function spent(...changes: readonly OrderChange[]): Lived {
    return [[submitted, fill(4), ...changes], done, [canceled]];
  }

  function resized(qty: number): OrderChange {
    return { type: 'updated', qty: toQuantity(qty), terms: target.terms };
  }
});

describe('what is asked for', () => {
  const filled = [[submitted, fill(10)], [submitted, fill(3)], [submitted]];
  const withStop = (changes: Partial<ListMember>): ListMember[] =>
    listOf(bracket, filled).map((member, place) =>
      place === 2 ? { ...member, ...changes } : member,
    );

  test('waits while an answer is awaited', () => {
    expect(asked(withStop({ isBusy: true }))).toEqual([]);
  });

  test('is not asked again once it was refused', () => {
    expect(asked(withStop({ refusedQty: 7 }))).toEqual([]);
  });

  test('is asked when something else was refused', () => {
    expect(asked(withStop({ refusedQty: 8 }))).toEqual(['resize 3 to 7']);
  });
});

describe('a fill beyond the group', () => {
  const beyond = (requests: readonly OrderRequest[], lives: Lived, qty: number): boolean => {
    const members = listOf(requests, lives);
    const order: Order | undefined = members.at(-1)?.order;
    return order !== undefined && isBeyondGroup(members, { order, qty }, lotOf);
  };
  const entered = [submitted, fill(10)];

  test.each([
    ['within what the other exit has left', 7, false],
    ['one more than that', 8, true],
  ])('of OUO is one that is not %s', (_, qty, expected) => {
    expect(beyond(bracket, [entered, [submitted, fill(3)], [submitted]], qty)).toBe(expected);
  });

  test('of OUO may be so by what another one has filled of a single unit', () => {
    const lives = [entered, [submitted, fill(1)], [submitted]];
    expect([9, 10].map((qty) => beyond(bracket, lives, qty))).toEqual([false, true]);
  });

  test('of OUO counts what the order itself has filled', () => {
    const lives = [entered, [submitted, fill(3)], [submitted, fill(2)]];
    expect([5, 6].map((qty) => beyond(bracket, lives, qty))).toEqual([false, true]);
  });

  test('of OCO is any after another one’s, and none after its own', () => {
    const pair = linkOco([request(1), request(2, { side: 'sell' })]);
    expect(beyond(pair, [[submitted, fill(1)], [submitted]], 1)).toBe(true);
    expect(beyond(pair, [[submitted], [submitted, fill(1)]], 1)).toBe(false);
  });

  test('is none of orders that nothing ties', () => {
    const free = linkOto(entry, [target, stop], 'eachFill');
    expect(beyond(free, [entered, [submitted, fill(10)], [submitted]], 99)).toBe(false);
    expect(beyond([entry, target], [entered, [submitted]], 99)).toBe(false);
  });

  test('is none while no sibling has filled: the order alone is too large then', () => {
    expect(beyond(bracket, [entered, [submitted], [submitted]], 99)).toBe(false);
  });
});
