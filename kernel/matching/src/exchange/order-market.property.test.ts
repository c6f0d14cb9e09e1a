import { toAccountId, toOrderId, toPrice, toQuantity } from 'argosy/core';
import type { OrderRequest } from 'argosy/domain';
import { VenueRig, anOrderRequest } from '@argosy/testkit';
import fc from 'fast-check';
import { expect, test } from 'vitest';

type Step =
  | { readonly type: 'submit'; readonly request: Partial<OrderRequest> }
  | { readonly type: 'cancel'; readonly back: number }
  | { readonly type: 'amend'; readonly back: number; readonly qty: number };

const price = fc.integer({ min: 1_995, max: 2_005 }).map((ticks) => toPrice(ticks * 5));
const request = fc.record({
  account: fc.constantFrom('ONE', 'TWO', 'THREE').map(toAccountId),
  side: fc.constantFrom('buy' as const, 'sell' as const),
  qty: fc.integer({ min: 1, max: 30 }).map(toQuantity),
  tif: fc.constantFrom('GTC' as const, 'IOC' as const, 'FOK' as const),
  terms: fc.oneof(
    price.map((limit) => ({ type: 'limit', limit }) as const),
    fc.constant({ type: 'market' } as const),
    price.map((trigger) => ({ type: 'stopMarket', trigger }) as const),
  ),
});
const step: fc.Arbitrary<Step> = fc.oneof(
  { weight: 6, arbitrary: request.map((one) => ({ type: 'submit', request: one }) as const) },
  { weight: 1, arbitrary: fc.nat(5).map((back) => ({ type: 'cancel', back }) as const) },
  {
    weight: 1,
    arbitrary: fc
      .tuple(fc.nat(5), fc.integer({ min: 1, max: 40 }))
      .map(([back, qty]) => ({ type: 'amend', back, qty }) as const),
  },
);
const steps = fc.array(step, { maxLength: 60, size: 'max' });
const policies = fc.constantFrom(
  'cancelNewest' as const,
  'cancelOldest' as const,
  'cancelBoth' as const,
  'decrement' as const,
);

/** Plays steps, then cancels whatever is left. */
function play(script: readonly Step[], rig: VenueRig): readonly OrderRequest[] {
  const sent: OrderRequest[] = [];
  for (const [at, one] of script.entries()) {
    const target = one.type === 'submit' ? undefined : sent.at(-1 - one.back);
    if (one.type === 'submit') {
      const id = toOrderId(`0000TEST${String(at).padStart(6, '0')}`);
      const order = anOrderRequest({ ...one.request, id });
      sent.push(order);
      rig.submit(order, at);
    } else if (target !== undefined && one.type === 'cancel') rig.cancel(target, at);
    else if (target !== undefined && one.type === 'amend') rig.amend(target, { qty: one.qty }, at);
  }
  for (const order of sent) rig.cancel(order, script.length);
  rig.runUntil(script.length);
  return sent;
}

/** The two fills of a trade are told one after the other: what of them must differ, and what must not. */
function tradesOf(rig: VenueRig, sent: ReadonlyMap<string, OrderRequest>) {
  const fills = rig.reports.flatMap(({ order, body }) =>
    body.type === 'filled' ? [{ of: sent.get(order), fill: body.fill }] : [],
  );
  return Array.from({ length: fills.length / 2 }, (_, at) => {
    const both = [fills[2 * at], fills[2 * at + 1]];
    return {
      terms: new Set(both.map((one) => `${one?.fill.qty} at ${one?.fill.price}`)),
      sides: new Set(both.map((one) => one?.of?.side)),
      accounts: new Set(both.map((one) => one?.of?.account)),
    };
  });
}

test('what buyers of a market of orders get, sellers of other accounts give, and every order ends once', () => {
  fc.assert(
    fc.property(steps, policies, (script, selfTrade) => {
      const rig = new VenueRig({ fedBy: 'orders', selfTrade });
      const sent = new Map<string, OrderRequest>(
        play(script, rig).map((order) => [order.id, order]),
      );
      const trades = tradesOf(rig, sent);
      for (const { terms, sides, accounts } of trades) {
        expect([terms.size, sides.size, accounts.size]).toEqual([1, 2, 2]);
      }
      expect(rig.told.filter(({ kind }) => kind === 'trade').length).toBe(trades.length);
      const ends = rig.reports
        .filter(({ body }) => body.type === 'canceled')
        .map((one) => one.order);
      expect(new Set(ends).size).toBe(ends.length);
      const whole = [...sent.keys()].filter((id) => !ends.some((one) => one === id));
      const lasts = whole.map((id) => rig.said(id).at(-1) ?? '');
      expect(lasts.filter((line) => !/^(filled|cancelRejected)/u.test(line))).toEqual([]);
      expect(rig.venue.openOrders()).toBe(0);
    }),
    { numRuns: 200 },
  );
});
