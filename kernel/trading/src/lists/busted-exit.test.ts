import { toQuantity, type OrderId } from 'argosy/core';
import type { OrderRequest } from 'argosy/domain';
import { linkOco, linkOto } from 'argosy/orders';
import { BracketRig, aBracket, aLimit, aStop, nthRequest, orderId } from '@argosy/testkit';
import { describe, expect, test } from 'vitest';

const WHY = 'trade T was busted: 10 units stand without it';

/** A bracket whose target has taken all ten. */
function taken(list: readonly OrderRequest[] = aBracket(1)): BracketRig {
  const rig = new BracketRig();
  rig.send(list);
  rig.fill(orderId(1), { trade: 'E', qty: 10 });
  rig.accept(2, 3);
  rig.fill(orderId(2), { trade: 'T', qty: 10 });
  return rig;
}

/** A bracket that is over, of which the broker then takes the target's fill back. */
function reopened(list?: readonly OrderRequest[]): BracketRig {
  const rig = taken(list);
  rig.report(orderId(3), { type: 'canceled', reason: null });
  rig.bust(orderId(2), 'T');
  rig.effects.splice(0);
  return rig;
}

const statesOf = (rig: BracketRig, ...orders: readonly number[]): readonly unknown[] =>
  rig.nth(...orders).map((one) => one?.pending ?? one?.state);
const turnedBy = (rig: BracketRig): readonly (OrderId | null)[] =>
  rig.of('anomaly').flatMap(({ type, order }) => (type === 'positionTurned' ? [order] : []));

const ocoBracket = linkOto(
  nthRequest(1, { terms: aLimit(10_000) }),
  linkOco([
    nthRequest(2, { side: 'sell', terms: aLimit(10_100) }),
    nthRequest(3, { side: 'sell', terms: aStop(9_900) }),
  ]),
  'eachFill',
);

describe.each([
  ['an OUO bracket', aBracket(1)],
  ['an OCO bracket', ocoBracket],
] as const)('of %s whose target’s fill is taken back', (_, list) => {
  test('the position is back, and that its stop is not is told', () => {
    const rig = reopened(list);
    expect(rig.missing()).toEqual([[orderId(3), WHY]]);
    expect(statesOf(rig, 2, 3)).toEqual(['ACCEPTED', 'CANCELED']);
  });

  test('so it is while the stop’s cancel is on its way', () => {
    const rig = taken(list);
    rig.bust(orderId(2), 'T');
    expect(rig.missing()).toEqual([[orderId(3), WHY]]);
  });
});

test('a stop whose fill is taken back after the end of its target leaves no target', () => {
  const rig = new BracketRig();
  rig.enter(1);
  rig.accept(2, 3);
  rig.fill(orderId(3), { trade: 'T', qty: 10 });
  rig.report(orderId(2), { type: 'canceled', reason: null });
  rig.bust(orderId(3), 'T');
  expect(rig.missing()).toEqual([[orderId(2), WHY]]);
});

test('a bust of a part, while both exits work, misses none', () => {
  const rig = new BracketRig();
  rig.enter(1);
  rig.accept(2, 3);
  rig.effects.splice(0);
  rig.fill(orderId(2), { trade: 'T', qty: 4 });
  rig.answer();
  rig.bust(orderId(2), 'T');
  rig.answer();
  expect(rig.missing()).toEqual([]);
  expect(rig.nth(2, 3).map((one) => one?.qty)).toEqual([10, 10]);
});

describe.each(['never', 'restart', 'recall'] as const)(
  'an exit that a bust opens again after its list was over (%s)',
  (way) => {
    const again = (): BracketRig => {
      const rig = reopened();
      if (way !== 'never') rig[way]();
      return rig;
    };

    test('shrinks with its position', () => {
      const rig = again();
      rig.trade(9, 'sell', 6);
      rig.answer();
      expect(rig.nth(2).map((one) => one?.qty)).toEqual([4]);
    });

    test('ends with it, and says so where it fills before that', () => {
      const rig = again();
      rig.trade(9, 'sell', 10);
      expect(statesOf(rig, 2)).toEqual(['cancel']);
      expect(turnedBy(rig)).toEqual([]);
      rig.fill(orderId(2), { trade: 'T-2', qty: 10 });
      expect(turnedBy(rig)).toEqual([orderId(2)]);
    });

    test('is over when it is done again', () => {
      const rig = again();
      rig.fill(orderId(2), { trade: 'T-2', qty: 10 });
      const { lists, exits } = rig.machine.exportState().fold;
      expect([lists.lists, exits]).toEqual([[], []]);
      expect(turnedBy(rig)).toEqual([]);
    });
  },
);

test('an exit that came alone after its entry is bounded again too', () => {
  const rig = new BracketRig();
  const exit = nthRequest(2, { side: 'sell', terms: aLimit(10_100) });
  rig.send(linkOto(nthRequest(1, { terms: aLimit(10_000) }), [exit]));
  rig.fill(orderId(1), { trade: 'E', qty: 10 });
  rig.accept(2);
  rig.fill(orderId(2), { trade: 'T', qty: 10 });
  rig.bust(orderId(2), 'T');
  rig.trade(9, 'sell', 10);
  expect(statesOf(rig, 2)).toEqual(['cancel']);
});

test('an order that came alone and bought back what was sold is not bounded by that', () => {
  const rig = new BracketRig();
  rig.trade(1, 'buy', 20);
  const back = nthRequest(3, { side: 'buy', terms: aLimit(9_900) });
  rig.send(linkOto(nthRequest(2, { side: 'sell', terms: aLimit(10_000) }), [back]));
  rig.fill(orderId(2), { trade: 'E', qty: 10 });
  rig.accept(3);
  rig.fill(orderId(3), { trade: 'T', qty: 10 });
  rig.bust(orderId(3), 'T');
  rig.trade(9, 'sell', 10);
  expect(statesOf(rig, 3)).toEqual(['ACCEPTED']);
});

test('an entry that a bust opens again after its list was over works on', () => {
  const rig = taken();
  rig.report(orderId(3), { type: 'canceled', reason: null });
  rig.bust(orderId(1), 'E');
  expect(statesOf(rig, 1, 2, 3)).toEqual(['ACCEPTED', 'FILLED', 'CANCELED']);
  expect(rig.missing()).toEqual([]);
});

test('a list of which nothing opens again is forgotten again', () => {
  const rig = taken();
  rig.report(orderId(3), { type: 'canceled', reason: null });
  rig.fill(orderId(3), { trade: 'late', qty: 2 });
  rig.bust(orderId(3), 'late');
  expect(rig.machine.exportState().fold.lists.lists).toEqual([]);
  expect(rig.missing()).toEqual([]);
  const before = rig.machine.exportState();
  rig.recall();
  expect(rig.machine.exportState()).toEqual(before);
});

test('an order that only reduces is bounded again when a bust opens it', () => {
  const rig = new BracketRig();
  rig.trade(1, 'buy', 10);
  rig.submit({ id: orderId(2), side: 'sell', terms: aLimit(10_100), reduceOnly: true });
  rig.accept(2);
  rig.fill(orderId(2), { trade: 'T', qty: 10 });
  rig.bust(orderId(2), 'T');
  rig.effects.splice(0);
  rig.trade(9, 'sell', 6);
  rig.answer();
  expect(rig.nth(2).map((one) => one?.qty)).toEqual([toQuantity(4)]);
  rig.trade(10, 'sell', 4);
  expect(statesOf(rig, 2)).toEqual(['cancel']);
});
