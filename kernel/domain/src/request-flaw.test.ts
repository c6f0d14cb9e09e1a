import { BinaryWriter } from 'argosy/core';
import { anOrderRequest } from '@argosy/testkit';
import fc from 'fast-check';
import { describe, expect, it, test } from 'vitest';

import { requestPart } from './order-codec.ts';
import type { OrderRequest } from './order.ts';
import { flawOfRequest } from './request-flaw.ts';

/** A request as code that was never type-checked may make it. */
function requestWith(changes: Readonly<Record<string, unknown>>): OrderRequest {
  return Object.assign(anOrderRequest(), changes);
}

const limit = { type: 'limit', limit: 9_900 };
const following = {
  type: 'trailingStopMarket',
  trail: { by: 'ticks', ticks: 3 },
  activation: null,
  trigger: null,
};
const silent = { triggerBy: null, display: null, postOnly: false, expiresAt: null };

test.each([
  [{ qty: 99.95 }, 'qty is 99.95, not a whole number of its smallest unit'],
  [{ qty: '10' }, 'qty is "10", not a whole number of its smallest unit'],
  [{ qty: undefined }, 'qty is undefined, not a whole number of its smallest unit'],
  [{ side: 'BUY' }, 'side is "BUY", not one of buy, sell'],
  [{ tif: 'day' }, 'tif is "day", not one of DAY, GTC, IOC, FOK, GTD, AT_OPEN, AT_CLOSE'],
  [
    { product: 'toString' },
    'product is "toString", not one of delivery, intraday, carryForward, margin',
  ],
  [{ reduceOnly: 1 }, 'reduceOnly is 1, not a boolean'],
  [{ tag: 5 }, 'tag is 5, not a text'],
  [{ tag: 'half \uD800' }, 'tag has half of a surrogate pair: "half \\ud800"'],
  [{ tag: 'x'.repeat(33) }, `tag has 33 characters, at most 32 fit: "${'x'.repeat(32)}"`],
  [{ algo: 'a'.repeat(40) }, `algo has 40 characters, at most 32 fit: "${'a'.repeat(32)}"`],
  [{ book: '' }, 'book is "", not a text'],
  [{ terms: null }, 'terms is null, not an object with a type'],
  [
    { terms: { type: 'iceberg' } },
    'terms.type is "iceberg", not one of market, limit, stopMarket, stopLimit, marketToLimit, ' +
      'marketIfTouched, limitIfTouched, trailingStopMarket, trailingStopLimit',
  ],
  [
    { terms: { ...limit, limit: NaN } },
    'terms.limit is NaN, not a whole number of its smallest unit',
  ],
  [
    { terms: { type: 'stopMarket' } },
    'terms.trigger is undefined, not a whole number of its smallest unit',
  ],
  [
    { terms: { ...limit, type: 'stopLimit', trigger: 1.5 } },
    'terms.trigger is 1.5, not a whole number of its smallest unit',
  ],
  [{ link: 'x' }, 'link is "x", not an object'],
  [
    { terms: { type: 'marketToLimit' } },
    'terms.limit is undefined, not a whole number of its smallest unit',
  ],
  [
    { terms: { type: 'limitIfTouched', trigger: 1 } },
    'terms.limit is undefined, not a whole number of its smallest unit',
  ],
  [{ terms: { type: 'trailingStopMarket' } }, 'terms.trail is undefined, not an object with a by'],
  [
    { terms: { ...following, trail: { by: 'feet' } } },
    'terms.trail.by is "feet", not one of price, ticks, bps, atr',
  ],
  [
    { terms: { ...following, trail: { by: 'ticks', ticks: 1.5 } } },
    'terms.trail.ticks is 1.5, not a whole number of its smallest unit',
  ],
  [
    { terms: { ...following, trail: { by: 'bps' } } },
    'terms.trail.bps is undefined, not a whole number of its smallest unit',
  ],
  [
    { terms: { ...following, trail: { by: 'price' } } },
    'terms.trail.distance is undefined, not a whole number of its smallest unit',
  ],
  [
    { terms: { ...following, trail: { by: 'atr', distance: 5 } } },
    'terms.trail.hundredths is undefined, not a whole number of its smallest unit',
  ],
  [
    { terms: { ...following, activation: undefined } },
    'terms.activation is undefined, not a whole number of its smallest unit',
  ],
  [
    { terms: { ...following, trigger: 0.5 } },
    'terms.trigger is 0.5, not a whole number of its smallest unit',
  ],
  [
    { terms: { ...following, type: 'trailingStopLimit' } },
    'terms.limitOffset is undefined, not a whole number of its smallest unit',
  ],
  [{ instructions: null }, 'instructions is null, not an object'],
  [
    { instructions: { ...silent, triggerBy: 'bid' } },
    'instructions.triggerBy is "bid", not one of last, touch, mid, mark, index, doubleLast, doubleTouch',
  ],
  [
    { instructions: { ...silent, display: 0.5 } },
    'instructions.display is 0.5, not a whole number of its smallest unit',
  ],
  [
    { instructions: { ...silent, expiresAt: '2026' } },
    'instructions.expiresAt is "2026", not a whole number of its smallest unit',
  ],
  [{ instructions: { ...silent, postOnly: 'no' } }, 'instructions.postOnly is "no", not a boolean'],
  [{ instructions: silent }, 'instructions say nothing: they are left out then'],
])('a request with %j has a flaw that is named', (changes, flaw) => {
  expect(flawOfRequest(requestWith(changes))).toBe(flaw);
});

const junk = fc.oneof(
  fc.constantFrom<unknown>(
    undefined,
    null,
    NaN,
    1.5,
    2 ** 53,
    -1,
    0,
    7,
    true,
    '',
    'x',
    '\uDC00',
    {},
    [],
    1n,
  ),
  fc.constantFrom('buy', 'sell', 'DAY', 'GTC', 'margin', 'limit', 'OCO', 'eachFill'),
  fc.string({ maxLength: 40 }),
  fc.record({
    type: fc.constantFrom<unknown>('market', 'limit', 'stopMarket', 'stopLimit', 3),
    limit: fc.constantFrom<unknown>(1, 1.5, undefined),
    trigger: fc.constantFrom<unknown>(2, null),
  }),
  fc.record({
    list: fc.constantFrom<unknown>('L', 3),
    parent: fc.constantFrom<unknown>(null, 'P', 4),
    release: fc.constantFrom<unknown>('eachFill', 'x'),
    contingency: fc.constantFrom<unknown>(null, 'OUO', 'y'),
  }),
);

describe('a request without a flaw', () => {
  it('can be written down, whatever is in its fields', () => {
    const field = fc.constantFrom(...Object.keys(anOrderRequest()));
    const changes = fc.dictionary(field, junk, { maxKeys: 3 });
    fc.assert(
      fc.property(changes, (given) => {
        const request = requestWith(given);
        if (flawOfRequest(request) !== null) return;
        const writer = new BinaryWriter();
        expect(() => requestPart.write(writer, request)).not.toThrow();
      }),
      { numRuns: 2_000 },
    );
  });

  it('is one with free text of the greatest length, and one without', () => {
    expect(flawOfRequest(anOrderRequest({ tag: 'x'.repeat(32), algo: '' }))).toBeNull();
    expect(flawOfRequest(anOrderRequest())).toBeNull();
  });
});
