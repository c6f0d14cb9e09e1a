import { isDeepStrictEqual } from 'node:util';

import { BinaryReader, BinaryWriter, toBrokerOrderId, toQuantity, toTradeId } from 'argosy/core';
import { orderCodec, type Order, type OrderChange } from 'argosy/domain';
import { aFill, aTouch, anOrder, anOrderEvent } from '@argosy/testkit';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';

import { evolveOrder } from './evolve-order.ts';
import { isClosed, isOpen, leavesQty } from './order-view.ts';
import { canTransition } from './transitions.ts';

const market = { type: 'market' } as const;
const trades = fc.constantFrom('T-1', 'T-2', 'T-3', 'T-4');
const doubts = fc.constantFrom('submit', 'amend', 'cancel');

const fills = fc
  .record({ trade: trades, qty: fc.integer({ min: 1, max: 6 }), price: fc.nat(100) })
  .map((fill): OrderChange => ({ type: 'filled', fill: aFill(fill) }));
const amendments = fc
  .record({
    type: fc.constantFrom('updated' as const, 'pendingUpdate' as const),
    qty: fc.integer({ min: 1, max: 15 }).map(toQuantity),
  })
  .map((change): OrderChange => ({ ...change, terms: market }));
const bare = fc.constantFrom<OrderChange[]>(
  { type: 'emulated' },
  { type: 'released' },
  { type: 'submitted', touch: aTouch() },
  { type: 'accepted', brokerId: toBrokerOrderId('B-1') },
  { type: 'triggered' },
  { type: 'pendingCancel' },
  { type: 'modifyRejected', reason: 'no' },
  { type: 'cancelRejected', reason: 'no' },
);
const endings = fc.constantFrom<OrderChange[]>(
  { type: 'denied', code: 'RISK', reason: 'no' },
  { type: 'rejected', reason: 'no' },
  { type: 'canceled', reason: null },
  { type: 'expired' },
);
const changes = fc.oneof(
  { weight: 6, arbitrary: fills },
  { weight: 6, arbitrary: bare },
  { weight: 3, arbitrary: amendments },
  { weight: 1, arbitrary: endings },
  {
    weight: 3,
    arbitrary: trades.map((trade): OrderChange => ({ type: 'busted', trade: toTradeId(trade) })),
  },
  { weight: 1, arbitrary: doubts.map((request): OrderChange => ({ type: 'doubted', request })) },
  { weight: 1, arbitrary: doubts.map((request): OrderChange => ({ type: 'resolved', request })) },
);

/** Half of the histories begin with an order at work, or most would end before they begin. */
const histories = fc
  .tuple(fc.boolean(), fc.array(changes, { maxLength: 40 }))
  .map(([isAtWork, later]): readonly OrderChange[] =>
    isAtWork ? [{ type: 'submitted', touch: aTouch() }, ...later] : later,
  );

type Step = { readonly before: Order; readonly change: OrderChange; readonly after: Order };

/** Every step that was let pass, on orders that throw when something writes to them. */
function walk(history: readonly OrderChange[]): readonly Step[] {
  const steps: Step[] = [];
  let order = freeze(anOrder());
  for (const change of history) {
    if (!canTransition(order, change).ok) continue;
    const after = freeze(evolveOrder(order, anOrderEvent(change)));
    steps.push({ before: order, change, after });
    order = after;
  }
  return steps;
}

function freeze(order: Order): Order {
  Object.freeze(order.fills);
  Object.freeze(order.inDoubt);
  Object.freeze(order.touches);
  return Object.freeze(order);
}

function expectOfEachStep(isSound: (step: Step) => boolean): void {
  fc.assert(
    fc.property(histories, (history) => walk(history).every(isSound)),
    { numRuns: 500 },
  );
}

function isOfDoubt(change: OrderChange): boolean {
  return change.type === 'doubted' || change.type === 'resolved';
}

function isRequestShown({ state, pending }: Order): boolean {
  if (state === 'PENDING_UPDATE') return pending === 'update';
  if (state === 'PENDING_CANCEL') return pending === 'cancel';
  return state === 'PARTIALLY_FILLED' || pending === null;
}

describe('over any history of an order', () => {
  it('what is filled is the sum of the fills held', () => {
    expectOfEachStep(
      ({ after }) => after.filled === after.fills.reduce((sum, fill) => sum + fill.qty, 0),
    );
  });

  it('the value filled is the sum of the fills held', () => {
    expectOfEachStep(({ after }) => {
      const value = after.fills.reduce((sum, { price, qty }) => sum + BigInt(price * qty), 0n);
      return after.filledValue === value;
    });
  });

  it('a closed order opens again by nothing but a bust', () => {
    expectOfEachStep(
      ({ before, change, after }) => isOpen(before) || isClosed(after) || change.type === 'busted',
    );
  });

  it('an order that ended otherwise than by its fills never opens again', () => {
    expectOfEachStep(
      ({ before, after }) => isOpen(before) || before.settled === 'FILLED' || isClosed(after),
    );
  });

  it('an order with fills works exactly as long as something is left', () => {
    expectOfEachStep(({ after }) => {
      if (after.filled === 0) return after.state !== 'FILLED';
      return isOpen(after) ? leavesQty(after) > 0 : true;
    });
  });

  it('an order reads back from its bytes as it was', () => {
    expectOfEachStep(({ after }) => {
      const writer = new BinaryWriter();
      orderCodec.encode(writer, after);
      return isDeepStrictEqual(orderCodec.decode(new BinaryReader(writer.view())), after);
    });
  });

  it('a filled order has nothing left', () => {
    expectOfEachStep(({ after }) => after.state !== 'FILLED' || leavesQty(after) === 0);
  });

  it('the states before a fill hold none, and a partially filled order holds some', () => {
    const empty = ['INITIALIZED', 'EMULATED', 'RELEASED', 'SUBMITTED', 'ACCEPTED', 'TRIGGERED'];
    expectOfEachStep(({ after }) => {
      if (empty.includes(after.state)) return after.filled === 0;
      return after.state !== 'PARTIALLY_FILLED' || after.filled > 0;
    });
  });

  it('a request is pending in its own state or beside a partial fill, nowhere else', () => {
    expectOfEachStep(({ after }) => isRequestShown(after));
  });

  it('the settled state is the state itself but where a request is pending or late fills came', () => {
    const apart = ['PENDING_UPDATE', 'PENDING_CANCEL', 'FILLED'];
    expectOfEachStep(({ after }) => apart.includes(after.state) || after.settled === after.state);
  });

  it('the settled state is never a pending one', () => {
    expectOfEachStep(({ after }) => !after.settled.startsWith('PENDING'));
  });

  it('a closing instant stands exactly while the order is closed', () => {
    expectOfEachStep(({ after }) => (after.closedAt !== null) === isClosed(after));
  });

  it('doubts come and go by nothing else', () => {
    expectOfEachStep(
      ({ before, change, after }) => isOfDoubt(change) || after.inDoubt === before.inDoubt,
    );
  });

  it('doubts change nothing else', () => {
    expectOfEachStep(({ before, change, after }) => {
      const { inDoubt } = before;
      return !isOfDoubt(change) || isDeepStrictEqual({ ...after, inDoubt }, before);
    });
  });

  it('a refused change throws and leaves the order as it was', () => {
    fc.assert(
      fc.property(histories, changes, (history, change) => {
        const order = walk(history).at(-1)?.after ?? freeze(anOrder());
        const copy = structuredClone(order);
        fc.pre(!canTransition(order, change).ok);
        expect(() => evolveOrder(order, anOrderEvent(change))).toThrow(order.request.id);
        expect(order).toEqual(copy);
      }),
    );
  });
});
