import { toInstrumentId, toMicros, toPrice, toQuantity, type OrderId } from 'argosy/core';
import type { AccountConfig } from 'argosy/trading';
import { ReconciledRig, aQuote } from '@argosy/testkit';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';

import type { BrokerMessage, ReconciledRigOptions } from '@argosy/testkit';

const SECOND = 1_000_000;
const policy = {
  raceWindow: toMicros(5 * SECOND),
  graceWindow: toMicros(20 * SECOND),
  answerTimeout: toMicros(10 * SECOND),
};
const limit = { type: 'limit', limit: toPrice(10_000) } as const;
const elsewhere = {
  instrument: toInstrumentId('SBIN.NSE'),
  product: 'delivery',
  tif: 'GTC',
  terms: limit,
} as const;

const pick = fc.nat({ max: 4 });
const units = fc.integer({ min: 1, max: 9 });
const side = fc.constantFrom('buy' as const, 'sell' as const);
const how = fc.constantFrom('deliver' as const, 'deliver' as const, 'lose' as const);
const way = fc.constantFrom(
  'deliver' as const,
  'deliver' as const,
  'lose' as const,
  'repeat' as const,
);
const price = fc.integer({ min: 9_900, max: 10_100 });
const step = fc.oneof(
  { weight: 4, arbitrary: fc.record({ do: fc.constant('submit' as const), side, units }) },
  { weight: 2, arbitrary: fc.record({ do: fc.constant('amend' as const), pick, units }) },
  { weight: 2, arbitrary: fc.record({ do: fc.constant('cancel' as const), pick }) },
  { weight: 7, arbitrary: fc.record({ do: fc.constant('send' as const), how }) },
  { weight: 5, arbitrary: fc.record({ do: fc.constant('fill' as const), pick, units, price }) },
  {
    weight: 7,
    arbitrary: fc.record({ do: fc.constant('hear' as const), way, at: fc.nat({ max: 2 }) }),
  },
  {
    weight: 1,
    arbitrary: fc.record({ do: fc.constant('elsewhere' as const), side, units, price }),
  },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('adjust' as const), side, units }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('round' as const) }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('restart' as const) }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('wait' as const), units }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('hide' as const) }) },
);
const accounts = fc.constantFrom<Partial<AccountConfig>>({}, { kind: 'cash' }, { mode: 'hedging' });
const marks = fc.boolean();
const steps = fc.array(step, { minLength: 5, maxLength: 60, size: 'max' });
type Step = typeof step extends fc.Arbitrary<infer Value> ? Value : never;

/** Plays a script; a request arrives within the grace window or never, as the policy says. */
class Play {
  readonly all: ReconciledRig;
  readonly #orders: OrderId[] = [];
  readonly #madeAt: number[] = [];

  constructor(script: readonly Step[], options: ReconciledRigOptions) {
    this.all = new ReconciledRig({ policy, ...options });
    this.all.rig.feed(aQuote());
    this.all.reconcile();
    for (const next of script) {
      this.#act(next);
      while (this.#madeAt.length < this.all.rig.effects.length) this.#madeAt.push(this.all.rig.now);
    }
  }

  #act(next: Step): void {
    const { all } = this;
    const order = 'pick' in next ? this.#orders.at(-1 - next.pick) : undefined;
    if (order !== undefined) actOn(all, order, next);
    else if (next.do === 'submit') {
      const qty = toQuantity(next.units);
      this.#orders.push(all.rig.submit({ side: next.side, qty, terms: limit }));
    } else if (next.do === 'send') this.#send(next.how);
    else if (next.do === 'hear') hearOne(all, next);
    else if (next.do === 'elsewhere') trade(all, next);
    else if (next.do === 'adjust') adjust(all, next);
    else if (next.do === 'round') all.round();
    else if (next.do === 'restart') all.restart();
    else if (next.do === 'wait') all.wait(next.units);
    else if (next.do === 'hide') all.broker.hideFills();
  }

  #send(way: 'deliver' | 'lose'): void {
    const age = this.all.rig.now - (this.#madeAt[this.all.sent] ?? 0);
    this.all.sendNext(age < policy.graceWindow ? way : 'lose');
  }
}

function play(script: readonly Step[], options: ReconciledRigOptions = {}): ReconciledRig {
  return new Play(script, options).all;
}

function actOn(all: ReconciledRig, order: OrderId, next: Step): void {
  if (next.do === 'fill') all.broker.fill(order, next.units, { price: toPrice(next.price) });
  else if (next.do === 'cancel') all.rig.cancel(order);
  else if (next.do === 'amend') all.rig.amend(order, next.units, limit);
}

/** Messages come in any order, late, twice or never. */
function hearOne(all: ReconciledRig, { way, at }: Extract<Step, { readonly do: 'hear' }>): void {
  const { messages } = all.broker;
  const [message] = messages.splice(Math.min(at, messages.length - 1), 1);
  if (message === undefined || way === 'lose') return;
  all.rig.report(message.order, message.body);
  if (way === 'repeat') all.rig.report(message.order, message.body);
}

/** The broker comes to hold something else, and nobody says why. */
function adjust(
  all: ReconciledRig,
  { side: to, units: by }: Extract<Step, { do: 'adjust' }>,
): void {
  const { instrument, product } = elsewhere;
  const held = all.broker.positions.find((one) => one.product === product)?.qty ?? 0;
  const qty = held + (to === 'buy' ? by : -by);
  all.broker.adjust({ position: { instrument, product, qty, value: null } });
}

function trade(
  all: ReconciledRig,
  { side: way, units: qty, price: at }: Extract<Step, { do: 'elsewhere' }>,
): void {
  const brokerId = all.broker.place({ ...elsewhere, side: way, qty: toQuantity(qty) });
  all.broker.fill(brokerId, Math.ceil(qty / 2), { price: toPrice(at), fee: 3n });
}

describe('with an honest broker, whatever was lost on the way', () => {
  test('orders, positions and cash end as the broker has them', () => {
    fc.assert(
      fc.property(steps, accounts, marks, (all, account, givesMarks) => {
        const rig = play(all, { account, givesMarks });
        rig.send('lose').hear('lose').reconcile().reconcile();
        expect(rig.differences()).toEqual([]);
        expect(rig.rig.machine.checkInvariants()).toEqual([]);
      }),
      { numRuns: 300 },
    );
  });

  test('an order the broker has is never rejected here, and none is sent twice', () => {
    fc.assert(
      fc.property(steps, marks, (all, givesMarks) => {
        const rig = play(all, { givesMarks });
        rig.send('lose').hear('lose').reconcile();
        const there = new Set(rig.broker.orders.map(({ order }) => order));
        const rejected = rig.rig.machine.closedOrders().filter(({ state }) => state === 'REJECTED');
        expect(rejected.filter(({ request }) => there.has(request.id))).toEqual([]);
        const sent = rig.rig.effects.flatMap((one) => (one.type === 'submit' ? one.order : []));
        expect(new Set(sent).size).toBe(sent.length);
      }),
      { numRuns: 200 },
    );
  });

  test('a second reconciliation has nothing to do', () => {
    fc.assert(
      fc.property(steps, marks, (all, givesMarks) => {
        const rig = play(all, { givesMarks });
        rig.send('lose').hear('lose').reconcile().reconcile();
        const before = rig.inputs.length;
        for (let round = 0; round < 3; round += 1) rig.round();
        expect(rig.inputs.slice(before)).toEqual([]);
        const digest = rig.rig.machine.book.hash();
        const bodies = rig.restart().reconcile().inputs.slice(before);
        expect(bodies.map((input) => ('body' in input ? input.body.type : input.kind))).toEqual([
          'setState',
          'setState',
        ]);
        expect(rig.rig.machine.book.hash()).toBe(digest);
      }),
      { numRuns: 100 },
    );
  });

  test('two runs make the same inputs, synthetic ids and all', () => {
    fc.assert(
      fc.property(steps, (all) => {
        const [one, other] = [play(all), play(all)].map((rig) => {
          return rig.send('lose').hear('lose').reconcile().inputs;
        });
        expect(one).toEqual(other);
      }),
      { numRuns: 50 },
    );
  });
});

/** The six events of one order: taken, three fills, one of them taken back, and its end. */
function sixEvents(): { readonly all: ReconciledRig; readonly events: readonly BrokerMessage[] } {
  const all = new ReconciledRig({ policy });
  all.rig.feed(aQuote());
  all.reconcile();
  const order = all.rig.submit({ terms: limit });
  all.send();
  for (const qty of [2, 3, 1])
    all.broker.fill(order, qty, { price: toPrice(10_000 - qty), fee: 2n });
  all.broker.bust('T-2');
  all.rig.cancel(order);
  all.send();
  return { all, events: all.broker.messages.splice(0) };
}

function endOf({ rig }: ReconciledRig): unknown {
  const [order] = rig.machine.closedOrders();
  return {
    state: order?.state,
    filled: order?.filled,
    value: order?.filledValue,
    trades: order?.fills.map(({ trade }) => trade).sort(),
    positions: rig.machine.positions().map(({ qty, cost }) => [qty, cost]),
    books: rig.machine.book.cashBalances(order?.request.account ?? ('' as never)),
    violations: rig.machine.checkInvariants(),
  };
}

function permutations<Item>(items: readonly Item[]): readonly (readonly Item[])[] {
  if (items.length <= 1) return [items];
  return items.flatMap((item, place) =>
    permutations(items.toSpliced(place, 1)).map((rest) => [item, ...rest]),
  );
}

test('six events in any order, some of them twice, end as they do in order', () => {
  const inOrder = sixEvents();
  for (const { order, body } of inOrder.events) inOrder.all.rig.report(order, body);
  const expected = endOf(inOrder.all.reconcile());
  expect(expected).toMatchObject({ state: 'CANCELED', filled: 3, trades: ['T-1', 'T-3'] });
  const orders = permutations([0, 1, 2, 3, 4, 5]);
  expect(orders).toHaveLength(720);
  for (const [which, places] of orders.entries()) {
    const { all, events } = sixEvents();
    const again = places[which % 6] ?? 0;
    for (const place of [...places, again, ...places.slice(0, which % 3)]) {
      const event = events[place];
      if (event !== undefined) all.rig.report(event.order, event.body);
    }
    expect({ places, end: endOf(all.reconcile()) }).toEqual({ places, end: expected });
  }
});
