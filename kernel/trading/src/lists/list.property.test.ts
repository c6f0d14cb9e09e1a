import { toOrderId, toPrice, toQuantity, type OrderId } from 'argosy/core';
import type { Order, OrderRequest } from 'argosy/domain';
import { isOpen, linkOco, linkOto, linkOuo } from 'argosy/orders';
import {
  HonestBroker,
  TradingRig,
  aQuote,
  aTouch,
  anAccount,
  anOrderRequest,
  rupees,
} from '@argosy/testkit';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';

const QTY = 12;
const id = (n: number): OrderId => toOrderId(`0000TEST${String(n).padStart(6, '0')}`);
const request = (n: number, changes: Partial<OrderRequest> = {}): OrderRequest =>
  anOrderRequest({ id: id(n), qty: toQuantity(QTY), ...changes });
const entry = request(1, { terms: { type: 'limit', limit: toPrice(10_000) } });
const exits = [
  request(2, { side: 'sell', terms: { type: 'limit', limit: toPrice(10_100) } }),
  request(3, { side: 'sell', terms: { type: 'stopMarket', trigger: toPrice(9_900) } }),
  request(4, { side: 'sell', terms: { type: 'stopMarket', trigger: toPrice(9_500) } }),
];

const pick = fc.integer({ min: 1, max: 4 });
const step = fc.oneof(
  { weight: 6, arbitrary: fc.record({ do: fc.constant('answer' as const) }) },
  {
    weight: 6,
    arbitrary: fc.record({
      do: fc.constant('fill' as const),
      pick,
      units: fc.integer({ min: 1, max: QTY }),
    }),
  },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('cancel' as const), pick }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('restart' as const) }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('recall' as const) }) },
  {
    weight: 2,
    arbitrary: fc.record({
      do: fc.constant('reprice' as const),
      by: fc.integer({ min: 1, max: 9 }),
    }),
  },
);
const steps = fc.array(step, { minLength: 5, maxLength: 50, size: 'max' });
type Step = typeof step extends fc.Arbitrary<infer Value> ? Value : never;

/** Plays the steps with an honest broker, which in the end answers all that is asked. */
/** Nothing that was over is begun again, and nothing more is known than was said. */
function recall(rig: TradingRig): void {
  const before = rig.machine.exportState();
  const sent = rig.effects.length;
  rig.recall();
  expect(rig.machine.exportState()).toEqual(before);
  expect(rig.effects.length).toBe(sent);
}

function play(list: readonly OrderRequest[], all: readonly Step[]): TradingRig {
  const rig = new TradingRig({ accounts: [anAccount({ balances: [rupees(100_000_00n)] })] });
  const broker = new HonestBroker(rig);
  rig.feed(aQuote());
  rig.command({
    type: 'submitList',
    orders: list.map((one) => ({ request: one, touch: aTouch() })),
  });
  for (const next of all) act(rig, broker, next);
  while (broker.answer());
  return rig;
}

function act(rig: TradingRig, broker: HonestBroker, next: Step): void {
  if (next.do === 'answer') broker.answer();
  else if (next.do === 'restart') rig.restart();
  else if (next.do === 'recall') recall(rig);
  else if (next.do === 'fill') broker.fill(id(next.pick), next.units);
  else if (next.do === 'cancel') rig.cancel(id(next.pick));
  else {
    const trigger = toPrice(9_900 - 5 * next.by);
    const terms = { type: 'stopMarket', trigger } as const;
    rig.command({ type: 'amend', order: id(3), qty: null, terms });
  }
}

const ordersOf = (rig: TradingRig, list: readonly OrderRequest[]): readonly Order[] =>
  list.flatMap((one) => rig.machine.order(one.id) ?? []);
const filledOf = (orders: readonly Order[]): number =>
  orders.reduce((sum, { filled }) => sum + filled, 0);

describe('once everything is answered', () => {
  test('each open exit of a bracket has left what the position still is', () => {
    const bracket = linkOto(entry, linkOuo(exits), 'eachFill');
    fc.assert(
      fc.property(steps, (all) => {
        const [parent, ...children] = ordersOf(play(bracket, all), bracket);
        const held = Math.max(0, (parent?.filled ?? 0) - filledOf(children));
        const released = children.filter((one) => isOpen(one) && one.state !== 'INITIALIZED');
        expect(released.map(({ qty, filled }) => qty - filled)).toEqual(released.map(() => held));
      }),
    );
  });

  test('no exit works where nothing is held, and each waits only for a living entry', () => {
    const bracket = linkOto(entry, linkOuo(exits), 'eachFill');
    fc.assert(
      fc.property(steps, (all) => {
        const [parent, ...children] = ordersOf(play(bracket, all), bracket);
        const isWaiting = parent !== undefined && isOpen(parent) && parent.filled === 0;
        const waiting = children.filter(({ state }) => state === 'INITIALIZED');
        expect(waiting.length === 0 || isWaiting).toBe(true);
      }),
    );
  });

  test('of OCO orders none works beside one that has filled', () => {
    const trio = linkOco(
      exits.map((one) => ({ ...one, side: 'buy' as const, terms: entry.terms })),
    );
    fc.assert(
      fc.property(steps, (all) => {
        const orders = ordersOf(play(trio, all), trio);
        const hasFilled = orders.some(({ filled }) => filled > 0);
        const untouched = orders.filter((one) => one.filled === 0 && isOpen(one));
        expect(hasFilled ? untouched : []).toEqual([]);
      }),
    );
  });

  test('children that wait for their parent’s end have its share, and one share', () => {
    const pair = linkOto(entry, [
      { ...exits[0], ...request(2, { side: 'sell', qty: toQuantity(5) }) },
    ]);
    fc.assert(
      fc.property(steps, (all) => {
        const [parent, child] = ordersOf(play(pair, all), pair);
        if (parent === undefined || child === undefined || child.brokerId === null) return;
        expect(child.qty).toBe(Math.floor((5 * parent.filled) / QTY));
      }),
    );
  });
});

test('the books’ rules hold after every step of a bracket’s life', () => {
  const bracket = linkOto(entry, linkOuo(exits), 'eachFill');
  fc.assert(
    fc.property(steps, (all) => {
      expect(play(bracket, all).machine.checkInvariants()).toEqual([]);
    }),
  );
});

test('a sale beyond what is held is always flagged as a sibling’s', () => {
  const bracket = linkOto(entry, linkOuo(exits), 'eachFill');
  fc.assert(
    fc.property(steps, (all) => {
      const { machine } = play(bracket, all);
      const isShort = machine.positions().some(({ qty }) => qty < 0);
      expect(!isShort || machine.counters.siblingFill > 0).toBe(true);
    }),
  );
});
