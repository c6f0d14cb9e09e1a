import { toPrice, toQuantity, type OrderId } from 'argosy/core';
import type { OrderTerms } from 'argosy/domain';
import { HonestBroker, TradingRig, aQuote, rupees } from '@argosy/testkit';
import fc from 'fast-check';
import { expect, test } from 'vitest';

/** Steps name orders by how many came after them. */
const pick = fc.nat({ max: 4 });
const units = fc.integer({ min: 1, max: 12 });
const terms: fc.Arbitrary<OrderTerms> = fc.oneof(
  fc.constant({ type: 'market' } as const),
  fc.integer({ min: 1_990, max: 2_010 }).map((ticks) => ({
    type: 'limit' as const,
    limit: toPrice(ticks * 5),
  })),
);
const side = fc.constantFrom('buy' as const, 'buy' as const, 'sell' as const);

const step = fc.oneof(
  { weight: 3, arbitrary: fc.record({ do: fc.constant('submit' as const), side, units, terms }) },
  { weight: 2, arbitrary: fc.record({ do: fc.constant('amend' as const), pick, units, terms }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('cancel' as const), pick }) },
  { weight: 6, arbitrary: fc.record({ do: fc.constant('answer' as const) }) },
  { weight: 5, arbitrary: fc.record({ do: fc.constant('fill' as const), pick, units }) },
);
const steps = fc.array(step, { minLength: 10, maxLength: 80, size: 'max' });
type Step = typeof step extends fc.Arbitrary<infer Value> ? Value : never;

/** Plays the steps with an honest broker, and in the end lets it answer all that is asked. */
function play(all: readonly Step[], check: (rig: TradingRig) => void = () => {}): TradingRig {
  const rig = new TradingRig({ cash: 1_000_000n });
  const broker = new HonestBroker(rig);
  const orders: OrderId[] = [];
  rig.feed(aQuote());
  for (const next of all) {
    const order = 'pick' in next ? orders.at(-1 - next.pick) : undefined;
    if (next.do === 'submit') {
      orders.push(rig.submit({ side: next.side, qty: toQuantity(next.units), terms: next.terms }));
    } else if (next.do === 'answer') broker.answer();
    else if (order !== undefined) act(rig, broker, { next, order });
    check(rig);
  }
  while (broker.answer()) check(rig);
  return rig;
}

function act(rig: TradingRig, broker: HonestBroker, of: { next: Step; order: OrderId }): void {
  const { next, order } = of;
  if (next.do === 'amend') rig.amend(order, next.units, next.terms);
  else if (next.do === 'fill') broker.fill(order, next.units);
  else rig.cancel(order);
}

test('an honest broker’s fills are never late, too large, unknown or overdrawing', () => {
  fc.assert(
    fc.property(steps, (all) => {
      const { lateFill, tooLargeFill, duplicateFill, unknownOrder, overdrawn } =
        play(all).machine.counters;
      expect([lateFill, tooLargeFill, duplicateFill, unknownOrder, overdrawn]).toEqual([
        0, 0, 0, 0, 0,
      ]);
    }),
  );
});

test('with an honest broker no cash is spent twice and nothing is sold short', () => {
  fc.assert(
    fc.property(steps, (all) => {
      play(all, ({ machine }) => {
        const isShort = machine.positions().some(({ qty }) => qty < 0);
        const cash = machine.book.balance('MAIN/cash', rupees(0n).currency);
        const held = machine.book.holds().reduce((sum, { money }) => sum + money.amount, 0n);
        expect([isShort, cash >= held]).toEqual([false, true]);
      });
    }),
  );
});

test('once an honest broker has answered everything, what is held is what open orders need', () => {
  fc.assert(
    fc.property(steps, (all) => {
      const { machine } = play(all);
      const wanted = machine.openOrders().map(({ request, qty, filled, terms }) => {
        const price = terms.type === 'limit' ? terms.limit : 10_005;
        const isBuy = request.side === 'buy';
        return [request.id, isBuy ? BigInt(price * (qty - filled)) : 0n, isBuy ? 0 : qty - filled];
      });
      const held = machine.book.holds().map((hold) => [hold.order, hold.money.amount, hold.qty]);
      expect(held).toEqual(wanted.sort(([one = ''], [other = '']) => (one < other ? -1 : 1)));
    }),
  );
});
