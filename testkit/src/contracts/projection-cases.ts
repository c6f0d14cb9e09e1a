import {
  findAccount,
  listHoldings,
  listStatement,
  Projector,
  type ProjectionStore,
} from '@argosy/storage';
import type { JournalRecord } from '@argosy/journal';
import {
  toAccountId,
  toBookId,
  toInstrumentId,
  toOrderId,
  toQuantity,
  toTimestamp,
  toTradeId,
  unwrap,
} from 'argosy/core';
import { toInputNumber, type OrderChange, type Product, type TradingEvent } from 'argosy/domain';
import { describe, expect, test } from 'vitest';

import { anEventHead } from '../event-head.ts';
import { aFill, anOrderEvent, aTouch, rupees } from '../order.ts';
import { anOrderRequest } from '../order-request.ts';

const request = anOrderRequest();
const account = request.account;
const born: OrderChange = { type: 'initialized', request, touch: aTouch() };
const sent: OrderChange = { type: 'submitted', touch: aTouch() };
const filled: OrderChange = { type: 'filled', fill: aFill({ trade: 'T-1', qty: 1 }) };
const filledOtherwise: OrderChange = { type: 'filled', fill: aFill({ trade: 'T-1', qty: 2 }) };
const busted: OrderChange = { type: 'busted', trade: toTradeId('T-1') };

type Events = readonly TradingEvent[];

/** Records of events, the first at a position; each is an input's only one, at that many seconds. */
function recordsOf(events: Events, from = 1): readonly JournalRecord[] {
  return events.map((event, place) => {
    const position = from + place;
    const at = toTimestamp(position * 1_000_000);
    const head = { number: toInputNumber(position), index: 0, at, receivedAt: at };
    const entry = { kind: 'event', event: { ...event, ...head } } as const;
    return { stream: 'event', account, region: 'in', position, entry };
  });
}

function ordersOf(...changes: readonly OrderChange[]): Events {
  return changes.map((change) => anOrderEvent(change));
}

function aPosition(qty: number, product: Product = 'delivery', book = 'HAND'): TradingEvent {
  const key = {
    account: toAccountId('MAIN'),
    book: toBookId(book),
    instrument: toInstrumentId('SBIN.NSE'),
    product,
    id: null,
  } as const;
  const amounts = { cost: BigInt(qty * 100), realised: rupees(0n), charges: rupees(0n) };
  return { ...anEventHead(), kind: 'position', key, qty, ...amounts };
}

function anEntry(
  purpose: 'fill' | 'settlement',
  ...legs: readonly (readonly [string, bigint])[]
): TradingEvent {
  return {
    ...anEventHead(),
    kind: 'entry',
    entry: `${purpose}-${legs.length}`,
    account,
    purpose,
    order: request.id,
    legs: legs.map(([name, amount]) => ({
      ledgerAccount: `${account}/${name}`,
      amount: rupees(amount),
    })),
  };
}

type Open = () => Promise<ProjectionStore>;

/** What every store of projections does in cases that have a name. */
export function describeProjectionCases(name: string, open: Open): void {
  describe(`${name}, case by case`, () => {
    bookingCases(open);
    holdingCases(open);
    chargeCases(open);
    moneyCases(open);
    failureCases(open);
    orderCases(open);
    valueCases(open);
  });
}

async function withStore(
  open: Open,
  run: (store: ProjectionStore) => Promise<void>,
): Promise<void> {
  const store = await open();
  try {
    await run(store);
  } finally {
    await store.close();
  }
}

function projectorOf(store: ProjectionStore): Promise<Projector> {
  return Projector.open({ store, shard: 'main' });
}

function bookingCases(open: Open): void {
  test.each([1, 7])(
    'a fill that is taken back and comes again under its name stands once, in batches of %i',
    (size) =>
      withStore(open, async (store) => {
        const projector = await projectorOf(store);
        const records = recordsOf(ordersOf(born, sent, filled, busted, filled));
        for (let at = 0; at < records.length; at += size) {
          await projector.apply(records.slice(at, at + size));
        }
        const fills = await store.db
          .selectFrom('fills')
          .select(['number', 'busted_at'])
          .orderBy('number')
          .execute();
        expect(fills).toEqual([
          { number: 3n, busted_at: 4_000_000n },
          { number: 5n, busted_at: null },
        ]);
      }),
  );

  test.each([1, 9])(
    'of fills that contradict each other under one name a bust takes the first back, in batches of %i',
    (size) =>
      withStore(open, async (store) => {
        const projector = await projectorOf(store);
        const told = ordersOf(born, sent, filled, filledOtherwise, busted, filled, busted);
        const records = recordsOf(told);
        for (let at = 0; at < records.length; at += size) {
          await projector.apply(records.slice(at, at + size));
        }
        const fills = await store.db
          .selectFrom('fills')
          .select(['number', 'qty', 'busted_at'])
          .orderBy('number')
          .execute();
        expect(fills).toEqual([
          { number: 3n, qty: 1n, busted_at: 5_000_000n },
          { number: 4n, qty: 2n, busted_at: 7_000_000n },
          { number: 6n, qty: 1n, busted_at: null },
        ]);
      }),
  );

  test.each([1, 7])(
    'a position keeps the instant at which it was opened, in batches of %i',
    (size) =>
      withStore(open, async (store) => {
        const projector = await projectorOf(store);
        const records = recordsOf([aPosition(1), aPosition(2), aPosition(3)]);
        for (let at = 0; at < records.length; at += size) {
          await projector.apply(records.slice(at, at + size));
        }
        const columns = ['qty', 'cost', 'opened_at', 'updated_at'] as const;
        const rows = await store.db.selectFrom('positions').select(columns).execute();
        expect(rows).toEqual([
          { qty: 3n, cost: '300', opened_at: 1_000_000n, updated_at: 3_000_000n },
        ]);
      }),
  );
}

function holdingCases(open: Open): void {
  test('a holding is what all books hold for delivery: nothing of the day, and nothing that is flat', () =>
    withStore(open, async (store) => {
      const projector = await projectorOf(store);
      const told = [aPosition(3), aPosition(7, 'intraday'), aPosition(2, 'delivery', 'OTHER')];
      await projector.apply(recordsOf([...told, aPosition(0, 'delivery', 'EMPTY')]));
      const { items } = unwrap(await listHoldings(store, {}));
      expect(items).toMatchObject([{ account, instrument: 'SBIN.NSE', qty: 5, cost: 500n }]);
      const books = items[0]?.positions.map(({ position }) => position.key.book);
      expect(books).toEqual(['HAND', 'OTHER']);
      await projector.apply(recordsOf([aPosition(0), aPosition(0, 'delivery', 'OTHER')], 5));
      expect(unwrap(await listHoldings(store, {})).items).toEqual([]);
    }));
}

function chargeCases(open: Open): void {
  test('charges are lines of their own, and what has settled leaves the balances', () =>
    withStore(open, async (store) => {
      const due = 'unsettled/2026-11-20';
      const projector = await projectorOf(store);
      await projector.apply(
        recordsOf([
          anEntry('fill', [due, -107n], ['inventory', 100n], ['charges/stt', 5n], ['charges', 2n]),
          anEntry('settlement', [due, 107n], ['cash', -107n]),
        ]),
      );
      const charges = await store.db
        .selectFrom('charges')
        .select(['line', 'name', 'amount', 'currency', 'order_id'])
        .orderBy('line')
        .execute();
      expect(charges).toEqual([
        { line: 2n, name: 'stt', amount: '5', currency: 'INR', order_id: request.id },
        { line: 3n, name: '', amount: '2', currency: 'INR', order_id: request.id },
      ]);
      const balances = await store.db
        .selectFrom('balances')
        .select(['ledger_account', 'balance'])
        .orderBy('ledger_account')
        .execute();
      expect(balances).toEqual([
        { ledger_account: `${account}/cash`, balance: '-107' },
        { ledger_account: `${account}/charges`, balance: '2' },
        { ledger_account: `${account}/charges/stt`, balance: '5' },
        { ledger_account: `${account}/inventory`, balance: '100' },
      ]);
    }));
}

function moneyCases(open: Open): void {
  test.each([1, 9])('a statement tells cash of a day until it settles, in batches of %i', (size) =>
    withStore(open, async (store) => {
      const due = 'unsettled/2026-11-20';
      const projector = await projectorOf(store);
      const records = recordsOf([
        anEntry('fill', ['cash', -3n], [due, -107n], ['inventory', 110n]),
        anEntry('fill', [due, 50n], ['inventory', -50n], ['charges', 0n], ['realised', 0n]),
        anEntry('settlement', [due, 57n], ['cash', -57n]),
      ]);
      for (let at = 0; at < records.length; at += size) {
        await projector.apply(records.slice(at, at + size));
      }
      const { items } = unwrap(await listStatement(store, {}));
      const day = '2026-11-20';
      expect(
        items.map(({ settlesOn, amount, balance }) => [settlesOn, amount.amount, balance.amount]),
      ).toEqual([
        [null, -57n, -60n],
        [day, 57n, 0n],
        [day, 50n, -57n],
        [day, -107n, -107n],
        [null, -3n, -3n],
      ]);
    }),
  );

  test('what has settled in part stays with what is left of it', () =>
    withStore(open, async (store) => {
      const due = 'unsettled/2026-11-20';
      const projector = await projectorOf(store);
      await projector.apply(
        recordsOf([
          anEntry('fill', [due, -107n], ['inventory', 107n]),
          anEntry('settlement', [due, 100n], ['cash', -100n]),
        ]),
      );
      const found = await findAccount(store, { shard: 'main', account });
      expect(found?.funds).toMatchObject([{ cash: -100n, unsettled: -7n, held: 0n }]);
    }));

  test('of siblings that share a hold only the largest counts', () =>
    withStore(open, async (store) => {
      const hold = { ...anEventHead(), kind: 'hold', account, change: 'placed' } as const;
      const holdOf = (id: string, paise: bigint, group: string | null): TradingEvent => ({
        ...hold,
        order: toOrderId(id),
        money: rupees(paise),
        qty: toQuantity(0),
        group,
      });
      const projector = await projectorOf(store);
      await projector.apply(
        recordsOf([
          anEntry('fill', ['cash', 1_000n], ['capital', -1_000n]),
          holdOf('O-1', 5n, 'L'),
          holdOf('O-2', 70n, 'L'),
          holdOf('O-3', 6n, 'L'),
          holdOf('O-4', 900n, null),
        ]),
      );
      const found = await findAccount(store, { shard: 'main', account });
      expect(found?.funds).toMatchObject([{ cash: 1_000n, held: 970n }]);
    }));
}

function failureCases(open: Open): void {
  test('a batch that fails half-way leaves nothing, and comes again', () =>
    withStore(open, async (store) => {
      let isFailing = true;
      const onTable = (table: string): void => {
        if (table === 'order_events' && isFailing) throw new Error('the power went');
      };
      const projector = await Projector.open({ store, shard: 'main', onTable });
      const records = recordsOf(ordersOf(born, sent, filled));
      await expect(projector.apply(records)).rejects.toThrow('the power went');
      const { db } = store;
      expect(await db.selectFrom('orders').select('id').execute()).toEqual([]);
      expect(await db.selectFrom('projection_progress').select('shard').execute()).toEqual([]);
      isFailing = false;
      await projector.apply(records);
      expect(await db.selectFrom('orders').select(['id', 'filled']).execute()).toEqual([
        { id: request.id, filled: 1n },
      ]);
    }));

  test('behind each table others have their turn, and nobody sees half a batch', () =>
    withStore(open, async (store) => {
      const turns: string[] = [];
      const look = () => store.db.selectFrom('orders').select('id').execute();
      const looks: ReturnType<typeof look>[] = [];
      const onTable = async (table: string): Promise<void> => {
        turns.push(`${table} waits`);
        if (looks.length === 0) looks.push(look());
        // SQLite lets readers wait for their turn; PostgreSQL shows them what was there before.
        if (store.engine === 'postgres') await looks[0];
        await new Promise(setImmediate);
        turns.push(`${table} goes on`);
      };
      const projector = await Projector.open({ store, shard: 'main', onTable });
      await projector.apply(recordsOf(ordersOf(born, sent, filled)));
      const pairs = Array.from({ length: turns.length / 2 }, (_, at) => turns.slice(at * 2));
      for (const [waits = '', goesOn] of pairs) {
        expect(goesOn).toBe(waits.replace('waits', 'goes on'));
      }
      expect(pairs.length).toBeGreaterThan(2);
      expect(await looks[0]).toHaveLength(store.engine === 'postgres' ? 0 : 1);
    }));

  test('of two projectors the second finds out that the first was there, and goes on behind it', () =>
    withStore(open, async (store) => {
      const [one, other] = [await projectorOf(store), await projectorOf(store)];
      const records = recordsOf(ordersOf(born, sent, filled));
      await one.apply(records.slice(0, 2));
      await expect(other.apply(records)).rejects.toMatchObject({ code: 'POSITION_MOVED' });
      await other.apply(records);
      await expect(one.apply(records)).rejects.toMatchObject({ code: 'POSITION_MOVED' });
      await one.apply(records);
      expect(await store.db.selectFrom('fills').select('trade').execute()).toHaveLength(1);
      expect(one.progress).toEqual(other.progress);
    }));
}

function orderCases(open: Open): void {
  test('records that leave some out are refused', () =>
    withStore(open, async (store) => {
      const projector = await projectorOf(store);
      const records = recordsOf(ordersOf(born, sent, filled));
      await expect(projector.apply(records.slice(1))).rejects.toMatchObject({
        code: 'PROJECTION_GAP',
      });
      expect(projector.progress.position).toBe(0);
    }));

  test('shards stand beside each other', () =>
    withStore(open, async (store) => {
      const records = recordsOf(ordersOf(born, sent, filled));
      await (await Projector.open({ store, shard: 'one' })).apply(records);
      await (await Projector.open({ store, shard: 'two' })).apply(records.slice(0, 1));
      const rows = await store.db
        .selectFrom('orders')
        .select(['shard', 'state'])
        .orderBy('shard')
        .execute();
      expect(rows).toEqual([
        { shard: 'one', state: 'PARTIALLY_FILLED' },
        { shard: 'two', state: 'INITIALIZED' },
      ]);
    }));
}

function valueCases(open: Open): void {
  test('whatever text a broker gives as its reason is kept', () =>
    withStore(open, async (store) => {
      const reason = `no: "it's" \\ {1,2} NULL \u0000 €`;
      const projector = await projectorOf(store);
      await projector.apply(recordsOf(ordersOf(born, sent, { type: 'rejected', reason })));
      const rows = await store.db.selectFrom('rejections').select(['type', 'reason']).execute();
      const kept = `no: "it's" \\ {1,2} NULL \ufffd €`;
      expect(rows).toEqual([{ type: 'rejected', reason: kept }]);
    }));

  test('amounts beyond 64 bits are kept to the last unit', () =>
    withStore(open, async (store) => {
      const amount = 2n ** 120n + 1n;
      const projector = await projectorOf(store);
      await projector.apply(recordsOf([anEntry('fill', ['cash', amount], ['capital', -amount])]));
      await projector.apply(recordsOf([anEntry('fill', ['cash', 1n], ['capital', -1n])], 2));
      const rows = await store.db
        .selectFrom('balances')
        .select('balance')
        .where('ledger_account', '=', `${account}/cash`)
        .execute();
      expect(rows).toEqual([{ balance: String(amount + 1n) }]);
    }));
}
