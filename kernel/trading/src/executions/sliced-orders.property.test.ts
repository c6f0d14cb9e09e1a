import { toBrokerOrderId, toQuantity, type OrderId } from 'argosy/core';
import { parentOf, type Order } from 'argosy/domain';
import { isOpen, isSlicedOrder } from 'argosy/orders';
import { aLimit, anAccount, orderId, rupees, SlicedRig } from '@argosy/testkit';
import fc from 'fast-check';
import { expect, test } from 'vitest';

const SHOWN = 7;

/** The parts as the orders themselves say, without what the parent has counted. */
function partsOf(rig: SlicedRig): readonly Order[] {
  const orders = [...rig.machine.openOrders(), ...rig.machine.closedOrders()];
  return orders.filter(({ request }) => parentOf(request.id) === rig.id);
}

type Act = (rig: SlicedRig, part: OrderId, amount: number) => void;

/** What happens to a part, or around it; much of it is out of place. */
const acts: readonly Act[] = [
  (rig) => rig.pass(1),
  (rig) => rig.pass(70),
  (rig, part) => rig.report(part, { type: 'accepted', brokerId: toBrokerOrderId('B') }),
  (rig, part, amount) => fillSome(rig, part, amount),
  (rig, part) => fillSome(rig, part, SHOWN - 1),
  (rig, part) => rig.report(part, { type: 'canceled', reason: null }),
  (rig, part) => rig.report(part, { type: 'rejected', reason: 'no' }),
  (rig, part) => rig.report(part, { type: 'cancelRejected', reason: 'no' }),
  (rig, part) => rig.report(part, { type: 'unanswered', request: 'submit' }),
  (rig, part) => {
    const fills = partsOf(rig).find(({ request }) => request.id === part)?.fills ?? [];
    const last = fills.at(-1);
    if (last !== undefined) rig.bust(part, last.trade);
  },
  (rig, part) => rig.cancel(part),
  (rig, _, amount) => rig.quote(8_980 + amount),
  (rig, _, amount) => rig.setState(amount % 3 === 0 ? 'HALTED' : 'ACTIVE'),
  (rig, _, amount) => rig.amend(rig.id, 20 + amount, aLimit(9_000 + 5 * (amount % 4))),
  (rig, _, amount) => {
    const ways = ['restart', 'recall', 'recover', 'resume'] as const;
    rig[ways[amount % ways.length] ?? 'restart']();
    rig.quote(10_000);
  },
];

function fillSome(rig: SlicedRig, part: OrderId, amount: number): void {
  const order = partsOf(rig).find(({ request }) => request.id === part);
  const left = order === undefined ? 0 : order.qty - order.filled;
  if (left <= 0) return;
  const qty = 1 + (amount % left);
  rig.fill(part, { qty, price: 9_000, trade: `T${rig.now}` });
}

/** At its venue there is never more of it than it shows, and never two parts of it unasked. */
function expectHidden(rig: SlicedRig, said: number): void {
  const open = partsOf(rig).filter((order) => isOpen(order));
  for (const { qty } of open) expect(qty).toBeLessThanOrEqual(SHOWN);
  const made = rig.events
    .slice(said)
    .filter((event) => event.kind === 'execution' && event.change.type === 'sliced');
  // A bust may bring back a part that had closed, beside the one at work.
  if (made.length > 0) expect(open).toHaveLength(1);
}

/** What is set aside is what the whole of it needs that has not filled, and nothing once it ends. */
function expectHeld(rig: SlicedRig): void {
  const [parent] = rig.machine.executions();
  if (parent === undefined) throw new Error('there is no parent');
  expect(isSlicedOrder(parent)).toBe(true);
  let needed = 0n;
  let open = 0;
  for (const { qty, filled, terms } of partsOf(rig).filter((order) => isOpen(order))) {
    open += qty - filled;
    needed += BigInt('limit' in terms ? (terms.limit ?? 0) : 0) * BigInt(qty - filled);
  }
  const rest = Math.max(0, parent.qty - parent.filled - open);
  const limit = 'limit' in parent.terms ? (parent.terms.limit ?? 0) : 0;
  if (parent.state === 'working') needed += BigInt(limit) * BigInt(rest);
  expect(rig.held).toBe(needed);
}

test('whatever happens, it hides what it is to hide, and holds what the whole of it needs', () => {
  const steps = fc.array(fc.tuple(fc.nat(acts.length - 1), fc.nat(4), fc.nat(60)), {
    minLength: 10,
    maxLength: 60,
    size: 'max',
  });
  fc.assert(
    fc.property(steps, fc.boolean(), (life, postOnly) => {
      const rig = new SlicedRig({ cash: 10_000_000_00n });
      rig.show(SHOWN, { qty: toQuantity(50) }, { postOnly });
      for (const [act, which, amount] of life) {
        const said = rig.events.length;
        const parts = partsOf(rig);
        const part = parts[which % Math.max(1, parts.length)]?.request.id ?? rig.id;
        acts[act]?.(rig, part, amount);
        expectHidden(rig, said);
        expectHeld(rig);
      }
      expect(rig.machine.checkInvariants()).toEqual([]);
    }),
    { numRuns: 150 },
  );
});

/** What happens to the parts of a sale that only reduces, and to its position beside it. */
const reducing: readonly Act[] = [
  (rig) => rig.pass(2),
  (rig, part, amount) => fillSome(rig, part, amount),
  (rig, part) => fillSome(rig, part, SHOWN - 1),
  (rig, part) => rig.report(part, { type: 'canceled', reason: null }),
  (rig, _, amount) => {
    const qty = Math.min(1 + (amount % 20), Math.max(0, positionOf(rig)));
    if (qty === 0) return;
    const id = orderId(100 + rig.events.length);
    rig.submit({ id, side: 'sell', qty: toQuantity(qty), terms: aLimit(10_000) });
    rig.fill(id, { qty, price: 10_000, trade: `B${rig.now}` });
  },
  (rig, part) => {
    const order = partsOf(rig).find(({ request }) => request.id === part);
    if (order?.pending !== 'update') return;
    const left = Math.min(order.qty - order.filled, Math.max(0, positionOf(rig)));
    const { filled, terms } = order;
    rig.report(part, { type: 'updated', qty: toQuantity(filled + left), terms });
  },
  (rig, _, amount) => rig.amend(rig.id, 20 + amount, aLimit(11_000)),
  (rig, _, amount) => {
    const ways = ['restart', 'recall', 'recover', 'resume'] as const;
    rig[ways[amount % ways.length] ?? 'restart']();
    rig.quote(10_000);
  },
];

function positionOf(rig: SlicedRig): number {
  return rig.machine.positions()[0]?.qty ?? 0;
}

test('whatever happens, one that only reduces never has more left than its position', () => {
  const steps = fc.array(fc.tuple(fc.nat(reducing.length - 1), fc.nat(4), fc.nat(60)), {
    minLength: 10,
    maxLength: 60,
    size: 'max',
  });
  fc.assert(
    fc.property(steps, (life) => {
      const balances = [rupees(100_000_00n)];
      const rig = new SlicedRig({ accounts: [anAccount({ kind: 'margin', balances })] });
      rig.hold(80);
      const terms = aLimit(11_000);
      rig.show(SHOWN, { side: 'sell', reduceOnly: true, qty: toQuantity(70), terms });
      for (const [act, which, amount] of life) {
        const parts = partsOf(rig);
        const part = parts[which % Math.max(1, parts.length)]?.request.id ?? rig.id;
        reducing[act]?.(rig, part, amount);
        const { state, qty, filled } = rig.progress;
        if (state !== 'working') continue;
        expect(qty - filled).toBeLessThanOrEqual(Math.max(0, positionOf(rig)));
      }
      expect(rig.machine.checkInvariants()).toEqual([]);
    }),
    { numRuns: 150 },
  );
});
