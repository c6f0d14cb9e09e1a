import { toOrderId, toPrice, toQuantity } from 'argosy/core';
import { instructOrder, type OrderRequest, type QueueChange } from 'argosy/domain';
import { VenueRig, aQueueStep, anOrderRequest } from '@argosy/testkit';
import { describe, expect, test } from 'vitest';

const limit = (price: number) => ({ type: 'limit', limit: toPrice(price) }) as const;
const add = (order: number, side: 'buy' | 'sell', price: number, qty: number): QueueChange => {
  return { action: 'add', order, side, price: toPrice(price), qty: toQuantity(qty) };
};
const trade = (order: number, qty: number): QueueChange => {
  return { action: 'trade', order, qty: toQuantity(qty) };
};
const change = (order: number, price: number, qty: number): QueueChange => {
  return { action: 'change', order, price: toPrice(price), qty: toQuantity(qty) };
};
const remove = (order: number): QueueChange => ({ action: 'remove', order });
const aBuy = (changes: Partial<OrderRequest> = {}): OrderRequest =>
  anOrderRequest({ terms: limit(10_000), ...changes });

/** Two orders of 10 to buy at 100.00, one of 5 to sell at 100.05; then ours, to buy 10 at 100.00. */
function waiting(): VenueRig {
  const rig = new VenueRig({ fedBy: 'queue' });
  for (const one of [
    add(1, 'buy', 10_000, 10),
    add(2, 'buy', 10_000, 10),
    add(9, 'sell', 10_005, 5),
  ]) {
    rig.feed(aQueueStep({ at: 1, change: one }));
  }
  return rig.submit(aBuy(), 2);
}
const step = (rig: VenueRig, at: number, ...changes: readonly QueueChange[]): VenueRig =>
  rig.feed(...changes.map((one) => aQueueStep({ at, change: one })));

describe('in a book told order by order', () => {
  test('ours fills once those who were there before it are done, not when others leave behind it', () => {
    const rig = step(waiting(), 3, add(3, 'buy', 10_000, 10), trade(1, 10), remove(3), trade(2, 9));
    expect(rig.said()).toEqual(['accepted @2']);
    step(rig, 4, trade(2, 1), add(4, 'buy', 10_000, 7), trade(4, 6));
    expect(rig.said().at(-1)).toBe('filled @4: 6 at 10000, maker');
  });

  test('the next part of ours stands behind all who are there then, and moves up as they trade', () => {
    const rig = new VenueRig({ fedBy: 'queue' });
    step(rig, 1, add(1, 'buy', 10_000, 10), add(9, 'sell', 10_005, 5));
    rig.submit(instructOrder(aBuy(), { display: toQuantity(4) }), 2);
    step(rig, 3, add(2, 'buy', 10_000, 10), trade(1, 10), trade(2, 4));
    expect(rig.said().slice(1)).toEqual(['filled @3: 4 at 10000, maker']);
    // Six of the second are left before the next part, and three come behind it.
    step(rig, 4, add(3, 'buy', 10_000, 3), trade(2, 5), trade(2, 1));
    expect(rig.said()).toHaveLength(2);
    step(rig, 5, trade(3, 3));
    expect(rig.said().at(-1)).toBe('filled @5: 3 at 10000, maker');
  });

  test('ours stands behind who is at its price, however many prices are better', () => {
    const rig = new VenueRig({ fedBy: 'queue' });
    const deep = Array.from({ length: 10_001 }, (_, at) => add(at, 'buy', 20_000 - at, 10));
    step(rig, 1, ...deep, add(20_000, 'sell', 20_005, 5));
    rig.submit(aBuy({ terms: limit(10_000) }), 2);
    step(rig, 3, ...deep.slice(0, -1).map((_, at) => remove(at)), trade(10_000, 4));
    expect(rig.said()).toEqual(['accepted @2']);
    step(rig, 4, trade(10_000, 6), add(20_001, 'buy', 10_000, 3), trade(20_001, 3));
    expect(rig.said().at(-1)).toBe('filled @4: 3 at 10000, maker');
  });

  test('who goes before us lets us up at once, without a guess', () => {
    const rig = step(waiting(), 3, remove(1), change(2, 9_990, 10), add(5, 'buy', 10_000, 4));
    step(rig, 4, trade(5, 4));
    expect(rig.said().at(-1)).toBe('filled @4: 4 at 10000, maker');
  });

  test('who wants more, or comes back to his price, stands behind us', () => {
    const rig = step(
      waiting(),
      3,
      change(1, 10_000, 11),
      change(2, 9_990, 10),
      change(2, 10_000, 10),
    );
    step(rig, 4, trade(1, 10));
    expect(rig.said().at(-1)).toBe('filled @4: 10 at 10000, maker');
  });

  test('who wants less keeps his place before us', () => {
    const rig = step(waiting(), 3, remove(2), change(1, 10_000, 3), trade(1, 2));
    expect(rig.said()).toEqual(['accepted @2']);
  });

  test('a trade at a worse price would have come to us first', () => {
    const rig = step(waiting(), 3, add(6, 'buy', 9_995, 8), trade(6, 8));
    expect(rig.said().at(-1)).toBe('filled @3: 8 at 10000, maker');
  });

  test('an offer that comes to our price is ours', () => {
    const rig = step(waiting(), 3, add(7, 'sell', 10_000, 3));
    expect(rig.said().at(-1)).toBe('filled @3: 3 at 10000, maker');
  });

  test('what we took is gone until it trades or shows no more', () => {
    const rig = waiting().submit(
      aBuy({ id: toOrderId('0000TEST000002'), terms: limit(10_005), qty: toQuantity(5) }),
      3,
    );
    step(rig, 4, add(10, 'sell', 10_005, 2));
    rig
      .submit(
        aBuy({ id: toOrderId('0000TEST000003'), terms: limit(10_005), qty: toQuantity(5) }),
        5,
      )
      .runUntil(5);
    expect(rig.said('0000TEST000003')).toEqual(['accepted @5', 'filled @5: 2 at 10005, taker']);
    step(rig, 6, trade(9, 5), add(11, 'sell', 10_005, 5));
    expect(rig.said('0000TEST000003').at(-1)).toBe('filled @6: 3 at 10005, maker');
  });

  test('a book that begins anew leaves nobody before us', () => {
    const rig = step(waiting(), 3, { action: 'clear' }, add(1, 'buy', 10_000, 10), trade(1, 1));
    expect(rig.said().at(-1)).toBe('filled @3: 1 at 10000, maker');
  });

  test('what an unknown order does is passed over', () => {
    const rig = step(waiting(), 3, trade(77, 50), remove(78), change(79, 10_000, 5));
    expect(rig.said()).toEqual(['accepted @2']);
  });
});
