import {
  toBrokerOrderId,
  toInstrumentId,
  toOrderId,
  toPrice,
  toQuantity,
  toTimestamp,
  toTradeId,
  type OrderId,
} from 'argosy/core';
import { parentOf, type ExecutionPlan, type Order } from 'argosy/domain';
import { isOpen, openQty, unsentQty, type Execution } from 'argosy/orders';
import { anInstrument, anOrderRequest, aQuote, aTouch, aTrade, TradingRig } from '@argosy/testkit';
import fc from 'fast-check';
import { expect, test } from 'vitest';

const SECOND = 1_000_000;
const id = toOrderId('0000TEST000001');
const nse = anInstrument();
const bse = { ...nse, id: toInstrumentId('SBIN.BSE'), exchange: 'BSE' };
type Step = readonly [act: number, which: number, amount: number];

const algorithms: fc.Arbitrary<ExecutionPlan['algorithm']> = fc.oneof(
  fc.record({ type: fc.constant('twap' as const), slices: fc.integer({ min: 1, max: 8 }) }),
  fc.record({
    type: fc.constant('shortfall' as const),
    slices: fc.integer({ min: 1, max: 8 }),
    urgency: fc.nat(2_000),
  }),
  fc.record({
    type: fc.constant('vwap' as const),
    curve: fc.array(fc.integer({ min: 1, max: 9 }), { minLength: 1, maxLength: 8 }),
  }),
  fc.record({
    type: fc.constant('pov' as const),
    rateBps: fc.integer({ min: 1, max: 10_000 }),
    least: fc.integer({ min: 1, max: 40 }).map(toQuantity),
  }),
  fc.record({
    type: fc.constant('iceberg' as const),
    shown: fc.integer({ min: 1, max: 60 }).map(toQuantity),
  }),
  fc.record({
    type: fc.constant('iceberg' as const),
    shown: fc.integer({ min: 1, max: 60 }).map(toQuantity),
    varyBps: fc.integer({ min: 1, max: 10_000 }),
  }),
);

/** The children as the orders themselves say, without what the parent has counted. */
function childrenOf(rig: TradingRig): readonly Order[] {
  const orders = [...rig.machine.openOrders(), ...rig.machine.closedOrders()];
  return orders.filter(({ request }) => parentOf(request.id) === id);
}

function parent(rig: TradingRig): Execution {
  const execution = rig.machine.executions().find(({ request }) => request.id === id);
  if (execution === undefined) throw new Error('the parent is gone');
  return execution;
}

/** What happens to a child, or around it; many of them are out of place. */
const acts: readonly ((rig: TradingRig, child: OrderId, amount: number) => void)[] = [
  (rig) => rig.take({ kind: 'time', availableAt: rig.now }),
  (rig) => rig.take({ kind: 'time', availableAt: rig.now }),
  (rig, _, amount) => rig.feed(aTrade({ qty: 1 + amount })),
  (rig, _, amount) => {
    const { id: instrument } = amount % 2 === 0 ? nse : bse;
    rig.feed(aQuote({ instrument, bid: 9_950 + amount, ask: 9_955 + amount }));
  },
  (rig, child) => rig.report(child, { type: 'accepted', brokerId: toBrokerOrderId('B') }),
  (rig, child, amount) => {
    const leaves = childrenOf(rig).find(({ request }) => request.id === child);
    const most = leaves === undefined ? 0 : leaves.qty - leaves.filled;
    if (most <= 0) return;
    const qty = 1 + (amount % most);
    rig.fill(child, { qty, price: 10_000, trade: `T${rig.now}` });
  },
  (rig, child) => rig.report(child, { type: 'canceled', reason: null }),
  (rig, child) => rig.report(child, { type: 'rejected', reason: 'no' }),
  (rig, child) => rig.report(child, { type: 'expired' }),
  (rig, child) => rig.report(child, { type: 'cancelRejected', reason: 'no' }),
  (rig, child) => rig.report(child, { type: 'unanswered', request: 'submit' }),
  (rig, child) => {
    const fill = childrenOf(rig)
      .find(({ request }) => request.id === child)
      ?.fills.at(-1);
    if (fill !== undefined) rig.report(child, { type: 'busted', trade: toTradeId(fill.trade) });
  },
  (rig, child) => rig.cancel(child),
  (rig, _, amount) => rig.setState(amount % 3 === 0 ? 'HALTED' : 'ACTIVE'),
  (rig, _, amount) => rig.amend(id, 10 + amount, { type: 'limit', limit: toPrice(9_990 + amount) }),
  (rig, _, amount) => {
    const ways = ['restart', 'recall', 'recover', 'resume'] as const;
    rig[ways[amount % ways.length] ?? 'restart']();
    rig.feed(aQuote());
  },
];

function live(rig: TradingRig, [act, which, amount]: Step): void {
  const children = childrenOf(rig);
  const child = children[which % Math.max(1, children.length)]?.request.id ?? id;
  acts[act % acts.length]?.(rig, child, amount);
}

/** Σ children filled + open + left = parent, but for what a broker filled beyond; counted from the orders. */
function expectSums(rig: TradingRig): void {
  const execution = parent(rig);
  const children = childrenOf(rig);
  const filled = children.reduce((sum, order) => sum + order.filled, 0);
  const value = children.reduce((sum, order) => sum + order.filledValue, 0n);
  const open = children
    .filter((order) => isOpen(order))
    .reduce((sum, { qty, filled: done }) => sum + Math.max(0, qty - done), 0);
  expect([execution.filled, openQty(execution), execution.filledValue]).toEqual([
    filled,
    open,
    value,
  ]);
  expect(unsentQty(execution)).toBe(Math.max(0, execution.qty - filled - open));
}

/** When a child is made, it and all that works and is filled are within the parent. */
function expectNeverBeyond(rig: TradingRig, from: number): void {
  const execution = parent(rig);
  const wasMade = rig.events
    .slice(from)
    .some((event) => event.kind === 'execution' && event.change.type === 'sliced');
  if (wasMade) expect(execution.filled + openQty(execution)).toBeLessThanOrEqual(execution.qty);
}

/** A broker that answers all that it is still asked, until the parent has ended. */
function finish(rig: TradingRig): void {
  rig.setState('ACTIVE');
  for (let round = 0; round < 400; round += 1) {
    if (parent(rig).state === 'ended') return;
    for (const order of childrenOf(rig).filter((one) => isOpen(one))) {
      const { id: child } = order.request;
      const isOver = order.pending === 'cancel' || order.request.tif === 'IOC';
      if (isOver) rig.report(child, { type: 'canceled', reason: null });
    }
    rig.take({ kind: 'time', availableAt: rig.now });
  }
}

test('whatever happens, the sums hold, nothing works beyond the parent, and it ends', () => {
  const steps = fc.array(fc.tuple(fc.nat(15), fc.nat(9), fc.nat(60)), { maxLength: 80 });
  fc.assert(
    fc.property(
      algorithms,
      fc.boolean(),
      fc.boolean(),
      steps,
      (algorithm, isSwept, isRouted, life) => {
        const rig = new TradingRig({ cash: 100_000_000n, instruments: [nse, bse] });
        rig.feed(aQuote());
        const endAt = toTimestamp(rig.now + 60 * SECOND);
        const ends = { startAt: null, endAt, atEnd: isSwept ? 'sweep' : 'cancel' } as const;
        const plan = { algorithm, ...ends, ...(isRouted ? { routes: [bse.id] } : {}) };
        const terms = { type: 'limit', limit: toPrice(10_000) } as const;
        const request = anOrderRequest({ id, qty: toQuantity(100), terms });
        rig.command({ type: 'execute', request, touch: aTouch(), plan });
        for (const step of life) {
          const said = rig.events.length;
          live(rig, step);
          expectSums(rig);
          expectNeverBeyond(rig, said);
        }
        finish(rig);
        expectSums(rig);
        expect(parent(rig).state).toBe('ended');
        expect(rig.machine.checkInvariants()).toEqual([]);
      },
    ),
    { numRuns: 150 },
  );
});
