import { toPrice, toQuantity, toTimestamp } from 'argosy/core';
import { instructOrder, type OrderRequest, type OrderTerms, type Trail } from 'argosy/domain';
import { NaiveWaiting, VenueRig, aQuote, anOrderRequest } from '@argosy/testkit';
import fc from 'fast-check';
import { expect, test } from 'vitest';

const price = fc.integer({ min: -20, max: 20 }).map((ticks) => toPrice(10_000 + 5 * ticks));
const orNull = <Value>(arbitrary: fc.Arbitrary<Value>): fc.Arbitrary<Value | null> =>
  fc.option(arbitrary, { nil: null });
const distance = fc.integer({ min: 1, max: 10 }).map((ticks) => toPrice(5 * ticks));
const trail = fc.oneof(
  distance.map((one): Trail => ({ by: 'price', distance: one })),
  fc.integer({ min: 1, max: 10 }).map((ticks): Trail => ({ by: 'ticks', ticks })),
  fc.integer({ min: 1, max: 60 }).map((bps): Trail => ({ by: 'bps', bps })),
);
const trailing = fc.record({ trail, activation: orNull(price), trigger: orNull(price) });
const terms: fc.Arbitrary<OrderTerms> = fc.oneof(
  price.map((limit): OrderTerms => ({ type: 'limit', limit })),
  fc.constant<OrderTerms>({ type: 'marketToLimit', limit: null }),
  price.map((trigger): OrderTerms => ({ type: 'marketIfTouched', trigger })),
  fc.record({ trigger: price, limit: price }).map((two): OrderTerms => ({
    type: 'limitIfTouched',
    ...two,
  })),
  trailing.map((following): OrderTerms => ({ type: 'trailingStopMarket', ...following })),
  fc.tuple(trailing, fc.integer({ min: 0, max: 4 })).map(([following, ticks]): OrderTerms => ({
    type: 'trailingStopLimit',
    limitOffset: toPrice(5 * ticks),
    ...following,
  })),
);

const order: fc.Arbitrary<OrderRequest> = fc
  .record({
    side: fc.constantFrom('buy', 'sell'),
    terms,
    endsAt: orNull(fc.integer({ min: 1, max: 70 })),
    postOnly: fc.boolean(),
  })
  .map(({ side, terms: asked, endsAt, postOnly }) =>
    instructOrder(
      anOrderRequest({
        side,
        terms: asked,
        qty: toQuantity(10),
        tif: endsAt === null ? 'GTC' : 'GTD',
      }),
      {
        postOnly: postOnly && asked.type === 'limit',
        expiresAt: endsAt === null ? null : toTimestamp(endsAt),
      },
    ),
  );
const quotes = fc.array(fc.tuple(price, fc.integer({ min: 1, max: 3 })), { maxLength: 30 });

test('orders that wait, follow, only make or end do what a naive venue has them do', () => {
  fc.assert(
    fc.property(order, quotes, fc.nat({ max: 10 }), (request, path, before) => {
      const naive = new NaiveWaiting(request);
      const rig = new VenueRig();
      const last = path.length;
      const sentAt = Math.min(before, last);
      for (let n = 0; n <= last; n += 1) {
        const at = 2 * n + 1;
        if (n === sentAt) {
          rig.submit(request, at);
          naive.submit(at);
        }
        const [bid, spread] = path[n] ?? [null, 0];
        if (bid === null) continue;
        const ask = bid + 5 * spread;
        rig.feed(aQuote({ at: at + 1, bid, ask }));
        naive.onQuote(bid, ask, at + 1);
      }
      rig.runUntil(100);
      naive.pass(100);
      expect(rig.said()).toEqual(naive.said);
    }),
    { numRuns: 1_000 },
  );
});
