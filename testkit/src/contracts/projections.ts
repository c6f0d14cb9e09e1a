import { hashProjections, Projector, type ProjectionStore } from '@argosy/storage';
import type { JournalRecord } from '@argosy/journal';
import { decodeVersioned } from 'argosy/core';
import {
  evolvePosition,
  orderCodec,
  positionKeyText,
  scopeText,
  TradingStates,
  type Order,
  type OrderEvent,
  type Position,
  type TradingEvent,
} from 'argosy/domain';
import { LedgerBook } from 'argosy/ledger';
import { createOrder, evolveOrder } from 'argosy/orders';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';

import { lifeRecords } from '../life-records.ts';
import type { LifeStep } from '../random-life.ts';

/** Opens empty tables, each time others. */
export type ProjectionsUnderTest = {
  readonly open: () => Promise<ProjectionStore>;
  /** How many lives each property is tried with. */
  readonly runs: number;
};

const nat = fc.nat({ max: 999 });
const lives: fc.Arbitrary<LifeStep[]> = fc.array(fc.tuple(nat, nat, nat, nat, nat, nat), {
  minLength: 20,
  maxLength: 120,
  size: 'max',
});

/** What every store of projections does, whatever database it is made of. */
export function describeProjections(name: string, { open, runs }: ProjectionsUnderTest): void {
  describe(`${name}, as projections`, () => {
    test('in batches of any size, with restarts anywhere, come to what all at once comes to', async () => {
      await fc.assert(
        fc.asyncProperty(
          lives,
          fc.infiniteStream(fc.tuple(fc.integer({ min: 1, max: 60 }), fc.nat({ max: 3 }))),
          async (steps, parts) => {
            const { records } = lifeRecords(steps);
            const [whole, inParts] = [await open(), await open()];
            try {
              await (await Projector.open({ store: whole, shard: 'main' })).apply(records);
              await projectInParts(inParts, records, parts);
              expect(await hashProjections(inParts)).toEqual(await hashProjections(whole));
            } finally {
              await Promise.all([whole.close(), inParts.close()]);
            }
          },
        ),
        { numRuns: runs, endOnFailure: true },
      );
    });

    test('are what the kernel folds the same records to', async () => {
      await fc.assert(
        fc.asyncProperty(lives, async (steps) => {
          const { records } = lifeRecords(steps);
          const store = await open();
          try {
            await (await Projector.open({ store, shard: 'main' })).apply(records);
            await expectFolded(store, eventsOf(records));
          } finally {
            await store.close();
          }
        }),
        { numRuns: runs, endOnFailure: true },
      );
    });

    ownCases(open);
  });
}

function ownCases(open: ProjectionsUnderTest['open']): void {
  const { records } = lifeRecords([[1, 2, 3, 4, 5, 6]]);
  const at = (place: number): string => `block ${place}`;

  test('of projectors of two journals the second finds out, and adds nothing to what the first has', async () => {
    const store = await open();
    const start = (): Promise<Projector> => Projector.open({ store, shard: 'main' });
    const [one, other] = [await start(), await start()];
    await one.apply(records.slice(0, 2), { journal: 'one', block: at(2) });
    const tables = await hashProjections(store);
    const foreign = { journal: 'other', block: at(records.length) };
    await expect(other.apply(records, foreign)).rejects.toMatchObject({ code: 'POSITION_MOVED' });
    for (const late of [other, await start()]) {
      const refused = late.apply(records, foreign);
      await expect(refused).rejects.toMatchObject({ code: 'JOURNAL_FOREIGN' });
      await expect(refused).rejects.toThrow('journal one up to 2, of the records it is other');
    }
    expect(await hashProjections(store)).toEqual(tables);
    await one.apply(records, { ...foreign, journal: 'one' });
    expect((await start()).progress).toMatchObject({ ...foreign, journal: 'one' });
    await store.close();
  });

  test('a batch is not written behind another block than it was folded onto', async () => {
    const store = await open();
    const projector = await Projector.open({ store, shard: 'main' });
    await projector.apply(records.slice(0, 2), { journal: 'one', block: at(2) });
    await store.db.updateTable('projection_progress').set({ block: 'of another past' }).execute();
    const late = projector.apply(records, { journal: 'one', block: at(records.length) });
    await expect(late).rejects.toMatchObject({ code: 'POSITION_MOVED' });
    await store.close();
  });
}

async function projectInParts(
  store: ProjectionStore,
  records: readonly JournalRecord[],
  parts: Iterator<[number, number], unknown>,
): Promise<void> {
  let projector = await Projector.open({ store, shard: 'main', keptMax: 3 });
  for (let at = 0; at < records.length;) {
    const next = parts.next();
    const [size, luck] = next.done === true ? [1, 1] : next.value;
    // A batch may begin before what is projected already: it was sent twice.
    await projector.apply(records.slice(Math.max(0, at - luck), at + size));
    at += size;
    if (luck === 0) projector = await Projector.open({ store, shard: 'main', keptMax: 3 });
  }
}

function eventsOf(records: readonly JournalRecord[]): readonly TradingEvent[] {
  return records.flatMap(({ entry }) => (entry.kind === 'event' ? [entry.event] : []));
}

async function expectFolded(
  store: ProjectionStore,
  events: readonly TradingEvent[],
): Promise<void> {
  await expectOrders(store, events);
  await expectPositions(store, events);
  await expectBooks(store, events);
  await expectStates(store, events);
}

async function expectOrders(
  { db }: ProjectionStore,
  events: readonly TradingEvent[],
): Promise<void> {
  const orders = new Map<string, Order>();
  for (const event of events) {
    if (event.kind === 'order') orders.set(event.order, evolve(orders.get(event.order), event));
  }
  const rows = await db.selectFrom('orders').select(['id', 'body']).orderBy('id').execute();
  const kept = rows.map(({ id, body }) => [id, decodeVersioned(orderCodec, body)]);
  expect(kept).toEqual([...orders].sort(([a], [b]) => (a < b ? -1 : 1)));
  const fills = await db.selectFrom('fills').selectAll().where('busted_at', 'is', null).execute();
  const standing = [...orders.values()].flatMap(({ request, fills: all }) =>
    all.map(({ trade, qty, price }) => `${request.id} ${trade} ${qty} ${price}`),
  );
  const found = fills.map(
    ({ order_id: id, trade, qty, price }) => `${id} ${trade} ${qty} ${price}`,
  );
  expect(found.sort()).toEqual(standing.sort());
}

function evolve(order: Order | undefined, event: OrderEvent): Order {
  return order === undefined ? createOrder(event) : evolveOrder(order, event);
}

async function expectPositions(
  { db }: ProjectionStore,
  events: readonly TradingEvent[],
): Promise<void> {
  const positions = new Map<string, Position>();
  for (const event of events) {
    if (event.kind !== 'position') continue;
    const key = positionKeyText(event.key);
    positions.set(key, evolvePosition(positions.get(key), event));
  }
  const rows = await db.selectFrom('positions').selectAll().execute();
  const found = rows.map((row) => {
    const head = `${row.account}/${row.book}/${row.instrument}/${row.product}`;
    const key = row.position === '' ? head : `${head}/${row.position}`;
    return `${key} ${row.qty} ${row.cost} ${row.realised} ${row.charges}`;
  });
  const expected = [...positions].map(
    ([key, { qty, cost, realised, charges }]) =>
      `${key} ${qty} ${cost} ${realised.amount} ${charges.amount}`,
  );
  expect(found.sort()).toEqual(expected.sort());
}

async function expectBooks(
  { db }: ProjectionStore,
  events: readonly TradingEvent[],
): Promise<void> {
  const book = new LedgerBook();
  for (const event of events) {
    const isOfBook =
      event.kind === 'entry' ||
      event.kind === 'hold' ||
      event.kind === 'reservation' ||
      event.kind === 'status' ||
      event.kind === 'floor';
    if (isOfBook) book.apply(event);
  }
  const balances = await db.selectFrom('balances').selectAll().execute();
  expect(
    balances
      .map((row) => `${row.ledger_account} ${row.currency} ${row.debits} ${row.credits}`)
      .sort(),
  ).toEqual(
    book
      .balances()
      .map((row) => `${row.ledgerAccount} ${row.currency} ${row.debits} ${row.credits}`)
      .sort(),
  );
  const holds = await db.selectFrom('holds').selectAll().execute();
  expect(holds.map((row) => `${row.order_id} ${row.amount} ${row.qty}`).sort()).toEqual(
    book
      .holds()
      .map((hold) => `${hold.order} ${hold.money.amount} ${hold.qty}`)
      .sort(),
  );
  const open = await db
    .selectFrom('reservations')
    .selectAll()
    .where('phase', '=', 'open')
    .execute();
  expect(open.map((row) => `${row.reservation} ${row.asked} ${row.remaining}`).sort()).toEqual(
    [...book.openReservations()]
      .map((one) => `${one.reservation} ${one.asked.amount} ${one.left.amount}`)
      .sort(),
  );
}

async function expectStates(
  { db }: ProjectionStore,
  events: readonly TradingEvent[],
): Promise<void> {
  const states = new TradingStates();
  for (const event of events) {
    if (event.kind === 'account' || event.kind === 'status') states.applyEvent(event);
  }
  const rows = await db
    .selectFrom('risk_states')
    .selectAll()
    .where('state', '!=', 'ACTIVE')
    .execute();
  expect(rows.map((row) => `${row.scope} ${row.state} ${row.reason}`).sort()).toEqual(
    states
      .restricted()
      .map(({ account, scope, state, reason }) => `${scopeText(account, scope)} ${state} ${reason}`)
      .sort(),
  );
  const standings = await db
    .selectFrom('account_statuses')
    .selectAll()
    .where('status', '!=', 'open')
    .execute();
  expect(standings.map((row) => `${row.account} ${row.status}`).sort()).toEqual(
    states
      .standings()
      .map(({ account, status }) => `${account} ${status}`)
      .sort(),
  );
}
