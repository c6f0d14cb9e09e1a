import { toAccountId, toQuantity } from 'argosy/core';
import type { OrderRequest } from 'argosy/domain';
import { linkOco, linkOuo } from 'argosy/orders';
import { BracketRig, aBracket, aLimit, aStop, nthRequest, orderId } from '@argosy/testkit';
import { describe, expect, test } from 'vitest';

const account = toAccountId('MAIN');

/** Two orders at work that close the same position of ten, none of which was an entry's. */
function exits(link: typeof linkOuo, reduceOnly = true): readonly OrderRequest[] {
  return link([
    nthRequest(2, { side: 'sell', terms: aLimit(10_100), reduceOnly }),
    nthRequest(3, { side: 'sell', terms: aStop(9_900), reduceOnly }),
  ]);
}

function aHolder(list: readonly OrderRequest[]): BracketRig {
  const rig = new BracketRig();
  rig.trade(1, 'buy', 10);
  rig.send(list);
  rig.accept(2, 3);
  rig.said();
  return rig;
}

const heldIn = (rig: BracketRig): number => rig.machine.positions()[0]?.qty ?? 0;
const turned = (rig: BracketRig): readonly (readonly [string | null, string])[] =>
  rig
    .of('anomaly')
    .filter(({ type }) => type === 'positionTurned')
    .map(({ order, detail }) => [order, detail]);

describe.each([
  ['OUO', linkOuo],
  ['OCO', linkOco],
] as const)('an %s list without an entry that only reduces', (_, link) => {
  test('shrinks with its position', () => {
    const rig = aHolder(exits(link));
    rig.trade(9, 'sell', 6);
    rig.answer();
    expect(rig.nth(2, 3).map((one) => one?.qty)).toEqual([4, 4]);
  });

  test.each(['restart', 'recall'] as const)('shrinks with it after a %s too', (way) => {
    const rig = aHolder(exits(link));
    rig[way]();
    rig.trade(9, 'sell', 6);
    rig.answer();
    expect(rig.nth(2, 3).map((one) => one?.qty)).toEqual([4, 4]);
  });

  test('ends with it', () => {
    const rig = aHolder(exits(link));
    rig.trade(9, 'sell', 10);
    expect(rig.nth(2, 3).map((one) => one?.pending)).toEqual(['cancel', 'cancel']);
  });

  test('leaves another position alone', () => {
    const rig = aHolder(exits(link));
    rig.submit({ id: orderId(9), side: 'sell', qty: toQuantity(6), product: 'intraday' });
    rig.fill(orderId(9), { trade: 'P', qty: 6 });
    expect(rig.nth(2, 3).map((one) => [one?.qty, one?.pending])).toEqual([
      [10, null],
      [10, null],
    ]);
  });
});

describe('a list without an entry', () => {
  test('that only reduces fills one of its orders at a time, as much as there is', () => {
    const rig = aHolder(exits(linkOuo));
    rig.fill(orderId(2), { trade: 'T', qty: 4 });
    rig.answer();
    expect(rig.nth(2, 3).map((one) => [one?.qty, one?.filled])).toEqual([
      [10, 4],
      [6, 0],
    ]);
    rig.trade(9, 'sell', 3);
    rig.answer();
    expect(rig.nth(2, 3).map((one) => one?.qty)).toEqual([7, 3]);
  });

  test('that does not say so is bound by no position: it may be meant to open one', () => {
    const rig = aHolder(exits(linkOuo, false));
    rig.trade(9, 'sell', 6);
    expect(rig.effects.filter(({ type }) => type === 'amend')).toEqual([]);
  });
});

describe('an exit that fills further than there was to close', () => {
  test('before its amendment arrives is flagged, and books what it did', () => {
    const rig = new BracketRig();
    rig.enter(1);
    rig.accept(2, 3);
    rig.trade(9, 'sell', 6);
    expect(turned(rig)).toEqual([]);
    rig.fill(orderId(2), { trade: 'T', qty: 10 });
    expect(heldIn(rig)).toBe(-6);
    expect(turned(rig)).toEqual([
      [orderId(2), 'trade T of 10 units met a position of 4 and left -6'],
    ]);
    expect(rig.machine.stateOf(account, { kind: 'account' })).toBe('ACTIVE');
  });

  test('that closes what is left, to the last unit, is not flagged', () => {
    const rig = new BracketRig();
    rig.enter(1);
    rig.accept(2, 3);
    rig.fill(orderId(2), { trade: 'T', qty: 10 });
    expect([heldIn(rig), turned(rig)]).toEqual([0, []]);
  });

  test('of a short position is flagged as well, and each time', () => {
    const rig = new BracketRig();
    const short = aBracket(1).map((one) => {
      return { ...one, side: one.side === 'buy' ? ('sell' as const) : ('buy' as const) };
    });
    rig.send(short.map((one) => ({ ...one, terms: aLimit(10_000) })));
    rig.fill(orderId(1), { trade: 'E', qty: 10 });
    rig.accept(2, 3);
    rig.trade(9, 'buy', 10);
    rig.fill(orderId(2), { trade: 'T', qty: 1 });
    rig.fill(orderId(2), { trade: 'U', qty: 1 });
    expect(turned(rig)).toEqual([
      [orderId(2), 'trade T of 1 units met a position of 0 and left 1'],
      [orderId(2), 'trade U of 1 units met a position of 1 and left 2'],
    ]);
  });

  test('is one that says it only reduces, of a list or not', () => {
    const rig = new BracketRig();
    rig.trade(1, 'buy', 10);
    const close = rig.work({
      id: orderId(2),
      side: 'sell',
      terms: aLimit(10_100),
      reduceOnly: true,
    });
    rig.trade(9, 'sell', 8);
    rig.fill(close, { trade: 'T', qty: 5 });
    expect(turned(rig)).toEqual([[close, 'trade T of 5 units met a position of 2 and left -3']]);
  });

  test('is none that was meant to open', () => {
    const rig = new BracketRig();
    rig.trade(1, 'buy', 10);
    rig.trade(9, 'sell', 15);
    expect([heldIn(rig), turned(rig)]).toEqual([-5, []]);
  });
});
