import { toPrice } from 'argosy/core';
import { toInstrumentIndex, type OrderTerms, type Side, type TriggerSource } from 'argosy/domain';
import { anOrderRequest } from '@argosy/testkit';
import { describe, expect, test } from 'vitest';

import { priceOnLine, watchesOf, type OrderWatches } from './order-watches.ts';

const stop: OrderTerms = { type: 'stopMarket', trigger: toPrice(100) };
const touched: OrderTerms = { type: 'marketIfTouched', trigger: toPrice(100) };
const trailing: OrderTerms = {
  type: 'trailingStopMarket',
  trail: { by: 'price', distance: toPrice(20) },
  activation: null,
  trigger: toPrice(100),
};

function watches(
  terms: OrderTerms,
  side: Side,
  triggerBy: TriggerSource | null = null,
): OrderWatches {
  const instructions = { triggerBy, display: null, postOnly: false, expiresAt: null };
  const request = anOrderRequest({ side, terms, instructions });
  return watchesOf({ request, terms }, { instrument: toInstrumentIndex(3), tick: 5 });
}

function shortOf({ fire, move }: OrderWatches): readonly string[] {
  return [fire, move].map((one) =>
    one === null ? 'nothing' : `${one.line} ${one.direction} ${one.level}`,
  );
}

describe('what an order waits for', () => {
  test.each<[string, OrderTerms, Side, readonly string[]]>([
    ['a stop of a buyer', stop, 'buy', ['ask rise 100', 'nothing']],
    ['a stop of a seller', stop, 'sell', ['bid fall 100', 'nothing']],
    ['a buyer that is touched', touched, 'buy', ['ask fall 100', 'nothing']],
    ['a seller that is touched', touched, 'sell', ['bid rise 100', 'nothing']],
    ['a stop of a seller that follows', trailing, 'sell', ['bid fall 100', 'bid rise 125']],
    ['a stop of a buyer that follows', trailing, 'buy', ['ask rise 100', 'ask fall 75']],
    ['one that works at once', { type: 'market' }, 'buy', ['nothing', 'nothing']],
  ])('%s', (_, terms, side, expected) => {
    expect(shortOf(watches(terms, side))).toEqual(expected);
  });

  test('a stop that does not stand yet waits for any price to follow', () => {
    const fresh = { ...trailing, trigger: null };
    expect(shortOf(watches(fresh, 'sell'))).toEqual(['nothing', 'bid rise -Infinity']);
  });

  test.each<[TriggerSource, string, boolean]>([
    ['last', 'last rise 100', false],
    ['touch', 'ask rise 100', false],
    ['mid', 'mid rise 200', false],
    ['mark', 'mark rise 100', false],
    ['index', 'index rise 100', false],
    ['doubleLast', 'last rise 100', true],
    ['doubleTouch', 'ask rise 100', true],
  ])('by %s', (source, expected, isDouble) => {
    const given = watches(stop, 'buy', source);
    expect([shortOf(given)[0], given.fire?.isDouble]).toEqual([expected, isDouble]);
  });

  test('twice the price is told of a middle', () => {
    expect([priceOnLine('mid', 201), priceOnLine('last', 201)]).toEqual([100.5, 201]);
  });
});
