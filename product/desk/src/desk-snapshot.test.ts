import { unwrap, type OrderId } from 'argosy/core';
import { evolvePosition, positionKeyText, type Order, type Position } from 'argosy/domain';
import { createOrder, evolveOrder, isOpen } from 'argosy/orders';
import { DeskRig, owner, stranger } from '@argosy/testkit/live';
import { expect, test } from 'vitest';

const SECOND = 1_000_000;

test('a snapshot, gone on with by what was said behind it, is what the machine has come to', async () => {
  const rig = await DeskRig.start();
  const { id: resting } = (await rig.place(rig.aTicket())).request;
  await rig.place(rig.aTicket({ terms: { type: 'market' } }));
  const asked = rig.desk.snapshot(owner);
  const late = [
    rig.desk.place(rig.aTicket({ terms: { type: 'market' } }), owner),
    rig.desk.place(rig.aTicket(), owner),
    rig.desk.cancel(resting, owner),
  ];
  const { inputs, ...begun } = await rig.shard.hear(asked);
  await rig.shard.hear(Promise.all(late));
  await rig.shard.pass(2 * SECOND);

  const orders = new Map<OrderId, Order>(begun.orders.map((one) => [one.request.id, one]));
  const positions = new Map<string, Position>(
    begun.positions.map((held) => [positionKeyText(held.key), withoutMark(held)]),
  );
  for (const event of rig.shard.events.filter(({ number }) => number >= inputs)) {
    if (event.kind === 'order') {
      const before = orders.get(event.order);
      const isNew = event.change.type === 'initialized';
      if (isNew) orders.set(event.order, createOrder(event));
      else if (before !== undefined) orders.set(event.order, evolveOrder(before, event));
    } else if (event.kind === 'position') {
      const key = positionKeyText(event.key);
      positions.set(key, evolvePosition(positions.get(key), event));
    }
  }
  const now = await rig.shard.hear(rig.desk.snapshot(owner));
  expect([...orders.values()].filter(isOpen)).toEqual(now.orders);
  expect([...positions.values()]).toEqual(now.positions.map(withoutMark));
  expect(now.orders.length).toBe(1);
  expect(now.funds).toEqual(await rig.shard.hear(rig.desk.funds(owner)));
  expect(unwrap(await rig.shard.hear(rig.desk.order(resting, owner))).state).toBe('CANCELED');
  expect(await rig.shard.hear(rig.desk.snapshot(stranger))).toMatchObject({
    orders: [],
    funds: [],
  });
  await rig.stop();
});

function withoutMark({ key, qty, cost, realised, charges }: Position): Position {
  return { key, qty, cost, realised, charges };
}
