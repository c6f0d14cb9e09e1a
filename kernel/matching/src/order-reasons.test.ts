import { toPrice, toQuantity } from 'argosy/core';
import type { OrderRequest } from 'argosy/domain';
import { sizeAwareFills } from 'argosy/matching';
import { VenueRig, aQuote, anInstrument, anOrderRequest } from '@argosy/testkit';
import { expect, test } from 'vitest';

const instruments = [anInstrument({ pricePrecision: 4, sizePrecision: 1 })];

/** Why the venue refuses or ends the last order of a play with a quote of 4.0 at 1.0005. */
function reasonOf(play: (rig: VenueRig) => unknown): string | null {
  const rig = new VenueRig({ instruments, fills: sizeAwareFills({ rest: 'waits' }) });
  const size = toQuantity(40);
  play(rig.feed({ ...aQuote({ at: 1, bid: 10_000, ask: 10_005 }), bidQty: size, askQty: size }));
  rig.runUntil(9);
  const body = rig.reports.at(-1)?.body;
  return body !== undefined && 'reason' in body ? body.reason : null;
}

function order(changes: Partial<OrderRequest>): OrderRequest {
  return anOrderRequest({ qty: toQuantity(100), ...changes });
}

test('a price out of reach is told in decimals, beside the limit', () => {
  const terms = { type: 'limit', limit: toPrice(9_900) } as const;
  expect(reasonOf((rig) => rig.submit(order({ tif: 'IOC', terms }), 2))).toBe(
    'NOT_MARKETABLE: the price is beyond the limit: limit 0.9900, price 1.0005',
  );
});

test('a size too small is told in decimals, with what of it was taken', () => {
  const reasons = (['IOC', 'FOK'] as const).map((tif) => {
    return reasonOf((rig) => rig.submit(order({ tif }), 2));
  });
  expect(reasons).toEqual([
    'NOT_ENOUGH_SIZE: less is there than the order wants: 6.0 of 10.0 left, size 4.0, 4.0 of it taken',
    'NOT_ENOUGH_SIZE: less is there than the order wants: 10.0 of 10.0 left, size 4.0, 0.0 of it taken',
  ]);
});

test('an amendment below what has filled is told in decimals', () => {
  const terms = { type: 'limit', limit: toPrice(10_005) } as const;
  const resting = order({ terms });
  expect(reasonOf((rig) => rig.submit(resting, 2).amend(resting, { qty: 35 }, 3))).toBe(
    'QTY_NOT_ABOVE_FILLED: the new quantity leaves nothing to fill: 3.5, filled 4.0',
  );
});
