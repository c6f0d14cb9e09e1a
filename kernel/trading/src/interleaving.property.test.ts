import { toBrokerOrderId, toOrderId, toPrice, toQuantity, type OrderId } from 'argosy/core';
import type { ReportBody, Side } from 'argosy/domain';
import { TradingRig, aFill, aQuote, anAccount, rupees } from '@argosy/testkit';
import fc from 'fast-check';
import { expect, test } from 'vitest';

/** What one order asks for, and what its broker says of it. */
type Life = {
  readonly side: Side;
  readonly fills: readonly { readonly qty: number; readonly price: number; readonly fee: number }[];
  readonly end: 'none' | 'canceled' | 'expired' | 'rejected';
};
type Told = { readonly order: OrderId; readonly body: ReportBody; readonly rank: number };

const QTY = 40;
const fill = fc.record({
  qty: fc.integer({ min: 1, max: 15 }),
  price: fc.integer({ min: 1_980, max: 2_020 }).map((ticks) => ticks * 5),
  fee: fc.integer({ min: 0, max: 50 }),
});
const life: fc.Arbitrary<Life> = fc.record({
  side: fc.constantFrom('buy' as const, 'sell' as const),
  fills: fc.array(fill, { maxLength: 4 }),
  end: fc.constantFrom(
    'none' as const,
    'canceled' as const,
    'expired' as const,
    'rejected' as const,
  ),
});
const lives = fc.array(life, { minLength: 1, maxLength: 5 });

function toldOf(all: readonly Life[]): readonly Told[] {
  return all.flatMap(({ fills, end }, place) => {
    const order = toOrderId(`0000TEST${String(place + 2).padStart(6, '0')}`);
    const bodies: ReportBody[] = [{ type: 'accepted', brokerId: toBrokerOrderId(`B-${order}`) }];
    for (const [n, { qty, price, fee }] of fills.entries()) {
      const trade = `T-${order}-${n}`;
      const { flags: _, ...told } = aFill({ trade, qty, price, fee: rupees(BigInt(fee)) });
      bodies.push({ type: 'filled', fill: told });
    }
    if (end === 'rejected') bodies.push({ type: 'rejected', reason: 'no' });
    else if (end === 'canceled') bodies.push({ type: 'canceled', reason: null });
    else if (end === 'expired') bodies.push({ type: 'expired' });
    return bodies.map((body, rank) => ({ order, body, rank }));
  });
}

/** Cash, charges and quantity after all was told; and what each order has filled, and for how much. */
function booksAfter(all: readonly Life[], told: readonly Told[]): unknown {
  const rig = new TradingRig({ accounts: [anAccount({ balances: [rupees(10_000_000_00n)] })] });
  rig.feed(aQuote());
  const seed = rig.work({
    qty: toQuantity(1_000),
    terms: { type: 'limit', limit: toPrice(10_000) },
  });
  rig.fill(seed, { trade: 'SEED', qty: 1_000 });
  for (const { side } of all) rig.submit({ side, qty: toQuantity(QTY) });
  for (const { order, body } of told) rig.report(order, body);
  const { machine } = rig;
  const { currency } = rupees(0n);
  const [position] = machine.positions();
  const orders = [...new Set(told.map(({ order }) => order))].sort();
  return {
    cash: machine.book.cash(anAccount().id, currency),
    charges: position?.charges.amount,
    qty: position?.qty,
    gain: (position?.realised.amount ?? 0n) - (position?.cost ?? 0n),
    filled: orders.map((one) => [machine.order(one)?.filled, machine.order(one)?.filledValue]),
    violations: machine.checkInvariants(),
  };
}

/** Every order of the reports, those of one order too: brokers do not promise any. */
const shuffled = lives.chain((all) => {
  const told = toldOf(all);
  return fc.tuple(fc.constant(all), fc.shuffledSubarray([...told], { minLength: told.length }));
});

test('any order of the broker’s reports leads to the same books', () => {
  fc.assert(
    fc.property(shuffled, ([all, told]) => {
      expect(booksAfter(all, told)).toEqual(booksAfter(all, toldOf(all)));
    }),
    { numRuns: 200 },
  );
});
