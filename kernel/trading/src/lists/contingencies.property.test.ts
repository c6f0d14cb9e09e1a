import { toPrice, toQuantity, type OrderId } from 'argosy/core';
import {
  instructOrder,
  parentOf,
  type Order,
  type OrderRequest,
  type OrderTerms,
} from 'argosy/domain';
import { isOpen, linkOco, linkOto, linkOuo } from 'argosy/orders';
import { HonestBroker, WaitingRig, aLimit, aStop, nthRequest, orderId } from '@argosy/testkit';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';

const QTY = 12;
const buys = (n: number, terms: OrderTerms): OrderRequest =>
  nthRequest(n, { qty: toQuantity(QTY), terms });
const sells = (n: number, qty: number, terms: OrderTerms): OrderRequest =>
  nthRequest(n, { side: 'sell', qty: toQuantity(qty), terms });
const touched = (price: number): OrderTerms => ({
  type: 'marketIfTouched',
  trigger: toPrice(price),
});
const trailing: OrderTerms = {
  type: 'trailingStopMarket',
  trail: { by: 'price', distance: toPrice(200) },
  activation: null,
  trigger: null,
};
const entry = buys(1, aLimit(10_000));
/** The same order, of which its venue is to show so many: it hides nothing, so it gets them one after the other. */
const hidden = (request: OrderRequest, display: number): OrderRequest =>
  instructOrder(request, { display: toQuantity(display) });
const stopLimit = (price: number): OrderTerms => ({
  type: 'stopLimit',
  trigger: toPrice(price),
  limit: toPrice(price - 50),
});
const limitTouched = (price: number): OrderTerms => ({
  type: 'limitIfTouched',
  trigger: toPrice(price),
  limit: toPrice(price - 10),
});

/** What is linked how: an entry with one target or two, exits that wait at the venue or here. */
const lists: Readonly<Record<string, readonly OrderRequest[]>> = {
  'a bracket': linkOto(
    entry,
    linkOuo([sells(2, QTY, aLimit(10_100)), sells(3, QTY, aStop(9_900))]),
    'eachFill',
  ),
  'a bracket that scales out': linkOto(
    entry,
    linkOuo([
      sells(2, 4, aLimit(10_100)),
      sells(3, 8, aLimit(10_200)),
      sells(4, QTY, aStop(9_900)),
    ]),
    'eachFill',
  ),
  'a bracket whose exits all wait here': linkOto(
    entry,
    linkOuo([sells(2, 5, touched(10_100)), sells(3, 7, touched(10_150)), sells(4, QTY, trailing)]),
    'eachFill',
  ),
  'a bracket behind an entry that waits here': linkOto(
    buys(1, aStop(10_050)),
    linkOuo([sells(2, QTY, aLimit(10_200)), sells(3, QTY, aStop(9_900))]),
    'eachFill',
  ),
  'an exit that goes out once its entry is done': linkOto(entry, [sells(2, QTY, aStop(9_900))]),
  'a bracket whose target is hidden': linkOto(
    entry,
    linkOuo([hidden(sells(2, QTY, aLimit(10_100)), 5), sells(3, QTY, aStop(9_900))]),
    'eachFill',
  ),
  'a bracket of which all is hidden': linkOto(
    hidden(entry, 5),
    linkOuo([
      hidden(sells(2, 5, limitTouched(10_100)), 2),
      hidden(sells(3, 7, aLimit(10_150)), 3),
      hidden(sells(4, QTY, stopLimit(9_900)), 4),
    ]),
    'eachFill',
  ),
  'a hidden exit that goes out once its hidden entry is done': linkOto(hidden(entry, 7), [
    hidden(sells(2, QTY, stopLimit(9_900)), 5),
  ]),
  'entries that are hidden, of which one cancels the others': linkOco([
    hidden(buys(1, aLimit(9_900)), 5),
    hidden(buys(2, stopLimit(10_100)), 4),
    hidden(buys(3, limitTouched(9_850)), QTY),
  ]),
  'entries of which one cancels the others': linkOco([
    buys(1, aLimit(9_900)),
    buys(2, aStop(10_100)),
    buys(3, touched(9_850)),
  ]),
};

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
  {
    weight: 4,
    arbitrary: fc.record({
      do: fc.constant('quote' as const),
      price: fc.integer({ min: 1_965, max: 2_045 }).map((ticks) => ticks * 5),
    }),
  },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('cancel' as const), pick }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('reject' as const) }) },
  {
    weight: 1,
    arbitrary: fc.record({ do: fc.constant('amend' as const), pick, by: fc.nat({ max: 9 }) }),
  },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('restart' as const) }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('recall' as const) }) },
);
const steps = fc.array(step, { minLength: 5, maxLength: 50, size: 'max' });
type Step = typeof step extends fc.Arbitrary<infer Value> ? Value : never;

/** Plays the steps before a broker that in the end answers all that is asked. */
function play(list: readonly OrderRequest[], all: readonly Step[]): WaitingRig {
  const rig = new WaitingRig();
  const broker = new HonestBroker(rig);
  rig.send(list);
  for (const next of all) act(rig, broker, next);
  while (broker.answer());
  // A part that came back is sent again a second later.
  for (let seconds = 0; seconds < 3; seconds += 1) {
    rig.take({ kind: 'time', availableAt: rig.now });
    while (broker.answer());
  }
  return rig;
}

function act(rig: WaitingRig, broker: HonestBroker, next: Step): void {
  if (next.do === 'answer') broker.answer();
  else if (next.do === 'restart') rig.restart();
  else if (next.do === 'recall') rig.recall();
  else if (next.do === 'fill') broker.fill(atWorkOf(rig, orderId(next.pick)), next.units);
  else if (next.do === 'quote') rig.quote(next.price);
  else if (next.do === 'cancel') rig.cancel(orderId(next.pick));
  else if (next.do === 'reject') rejectNew(broker);
  else amend(rig, orderId(next.pick), next.by);
}

/** What its broker has of an order: itself, or the part of it that is out. */
function atWorkOf(rig: WaitingRig, id: OrderId): OrderId {
  if (rig.machine.order(id)?.state !== 'IN_PARTS') return id;
  const out = rig.machine.openOrders().find(({ request }) => parentOf(request.id) === id);
  return out?.request.id ?? id;
}

/** Only a new order: what a broker will not change is a case of its own. */
function rejectNew(broker: HonestBroker): void {
  if (broker.next?.type === 'submit') broker.refuse();
  else broker.answer();
}

/** Another price; the list decides quantities. */
function amend(rig: WaitingRig, id: OrderId, by: number): void {
  const terms = rig.machine.order(id)?.terms;
  if (terms === undefined) return;
  const change = 5 * by;
  const after =
    terms.type === 'limit'
      ? { ...terms, limit: toPrice(terms.limit + change) }
      : terms.type === 'stopMarket' || terms.type === 'stopLimit'
        ? { ...terms, trigger: toPrice(terms.trigger - change) }
        : terms;
  rig.command({ type: 'amend', order: id, qty: null, terms: after });
}

const isLeft = ({ state }: Order): boolean => state !== 'INITIALIZED';

/** What a child may still trade, reckoned from nothing but what has filled. */
function leftFor(child: Order, parent: Order, children: readonly Order[]): number {
  const shareOf = ({ request }: Order): number =>
    parent.filled === QTY ? request.qty : Math.floor((request.qty * parent.filled) / QTY);
  const shared = Math.max(...children.map(shareOf));
  const done = children.reduce((sum, { filled }) => sum + filled, 0);
  return Math.max(0, Math.min(shareOf(child) - child.filled, shared - done));
}

function ordersOf(rig: WaitingRig, list: readonly OrderRequest[]): readonly Order[] {
  return list.flatMap(({ id }) => rig.machine.order(id) ?? []);
}

describe.each(Object.entries(lists))('%s', (name, list) => {
  test('wants what a count of its fills alone wants, once all is answered', () => {
    fc.assert(
      fc.property(steps, (all) => {
        const rig = play(list, all);
        const orders = ordersOf(rig, list);
        expect(name.startsWith('entries') ? wrongAlone(orders) : wrongBehind(orders)).toEqual([]);
        expect(rig.machine.checkInvariants()).toEqual([]);
      }),
      { numRuns: 150 },
    );
  });

  test('asks for nothing again after a restart', () => {
    fc.assert(
      fc.property(steps, (all) => {
        const rig = play(list, all);
        const sent = rig.effects.length;
        const before = ordersOf(rig, list);
        rig.recover();
        rig.feed();
        expect([rig.effects.length, ordersOf(rig, list)]).toEqual([sent, before]);
      }),
      { numRuns: 50 },
    );
  });

  test('leaves nothing but what its venue knows', () => {
    fc.assert(
      fc.property(steps, (all) => {
        const sent = play(list, all).effects.flatMap((effect) =>
          effect.type === 'submit' ? [effect.request.terms.type] : [],
        );
        expect(sent.filter((type) => type !== 'market' && type !== 'limit')).toEqual([]);
      }),
      { numRuns: 50 },
    );
  });
});

/** Children that work for another quantity than the count says, or though there is nothing for them. */
function wrongBehind(orders: readonly Order[]): readonly string[] {
  const [parent, ...children] = orders;
  if (parent === undefined) return ['no parent'];
  return children.flatMap((child) => {
    const left = leftFor(child, parent, children);
    const works = isOpen(child) && isLeft(child) ? child.qty - child.filled : 0;
    if (!isOpen(child) || works === left) return [];
    // One that waits for its entry's end does so for all that has filled until then.
    if (!isLeft(child) && isOpen(parent)) return [];
    return [`${child.request.id} works for ${works}, not ${left}`];
  });
}

/** Orders that still work beside one that has filled. */
function wrongAlone(orders: readonly Order[]): readonly string[] {
  const hasFilled = orders.some(({ filled }) => filled > 0);
  const untouched = orders.filter((order) => order.filled === 0 && isOpen(order));
  return hasFilled ? untouched.map(({ request }) => `${request.id} works beside a fill`) : [];
}
