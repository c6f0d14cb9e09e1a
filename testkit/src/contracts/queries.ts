import {
  countOpenOrders,
  findAccount,
  findOrder,
  listAnomalies,
  listBalances,
  listCharges,
  listCommands,
  listOrderEvents,
  listOrders,
  listPositions,
  listRejections,
  listRiskLimits,
  listRiskStates,
  listStrategyChanges,
  listTrades,
  PAGE_SIZE_MAX,
  Projector,
  type OrderFilter,
  type ProjectionStore,
} from '@argosy/storage';
import { toAccountId, toInstrumentId, unwrap } from 'argosy/core';
import type { Order } from 'argosy/domain';
import { LedgerBook } from 'argosy/ledger';
import { isOpen } from 'argosy/orders';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';

import { all, events, main, orders, records } from './asked-life.ts';
import { screenQueries } from './screen-queries.ts';

/** What every store of projections answers, whatever database it is made of. */
export function describeQueries(name: string, open: () => Promise<ProjectionStore>): void {
  let opened: ProjectionStore | null = null;
  beforeAll(async () => {
    opened = await open();
    await (await Projector.open({ store: opened, shard: 'main' })).apply(records);
  });
  afterAll(async () => {
    await opened?.close();
  });
  const store = (): ProjectionStore => {
    if (opened === null) throw new Error('the store is not open yet');
    return opened;
  };
  describe(`${name}, asked`, () => {
    orderQueries(store);
    tradeQueries(store);
    pageQueries(store);
    refusedQueries(store);
    accountQueries(store);
    historyQueries(store);
    screenQueries(store);
  });
}

type Stored = () => ProjectionStore;

function orderQueries(store: Stored): void {
  const idsOf = async (filter: OrderFilter): Promise<readonly string[]> =>
    (await all((page) => listOrders(store(), filter, page), 100)).map(
      ({ order }) => order.request.id,
    );
  const expected = (isWanted: (order: Order) => boolean): readonly string[] =>
    [...orders.values()]
      .filter(isWanted)
      .toSorted(
        (a, b) => b.initializedAt - a.initializedAt || (a.request.id < b.request.id ? 1 : -1),
      )
      .map(({ request }) => request.id);

  test('orders come whole, the newest first, whatever they are asked by', async () => {
    const [first] = unwrap(await listOrders(store(), {}, { size: 1 })).items;
    expect(first?.order).toEqual(orders.get(first?.order.request.id ?? ''));
    expect(await idsOf({})).toEqual(expected(() => true));
    expect(await idsOf({ account: main })).toEqual(
      expected(({ request }) => request.account === main),
    );
    const instrument = toInstrumentId('SBIN.NSE');
    expect(await idsOf({ instrument, isOpen: false })).toEqual(
      expected((order) => order.request.instrument === instrument && !isOpen(order)),
    );
    expect(await idsOf({ states: ['DENIED', 'FILLED'] })).toEqual(
      expected(({ state }) => state === 'DENIED' || state === 'FILLED'),
    );
    const middle = [...orders.values()][Math.floor(orders.size / 2)]?.initializedAt ?? 0;
    expect(await idsOf({ from: middle })).toEqual(
      expected(({ initializedAt }) => initializedAt >= middle),
    );
    expect(await idsOf({ until: middle })).toEqual(
      expected(({ initializedAt }) => initializedAt < middle),
    );
    expect(await idsOf({ shard: 'other' })).toEqual([]);
  });

  test('an order is found by its id, with all that has happened to it in order', async () => {
    const id = [...orders.values()].findLast(({ fills }) => fills.length > 0)?.request.id ?? '';
    expect(await findOrder(store(), { shard: 'main', id })).toEqual(orders.get(id));
    expect(await findOrder(store(), { shard: 'other', id })).toBeUndefined();
    const told = await all(
      (page) => listOrderEvents(store(), { shard: 'main', order: id }, page),
      2,
    );
    expect(told).toEqual(events.filter((event) => event.kind === 'order' && event.order === id));
  });
}

function tradeQueries(store: Stored): void {
  test('open orders are counted', async () => {
    const open = [...orders.values()].filter(isOpen).length;
    const counts = await countOpenOrders(store());
    expect(Object.values(counts).reduce((sum, count) => sum + count, 0)).toBe(open);
  });

  test('trades are the fills of the orders', async () => {
    const trades = await all((page) => listTrades(store(), {}, page), 7);
    const filled = events.filter(
      (event) => event.kind === 'order' && event.change.type === 'filled',
    );
    expect(trades).toHaveLength(filled.length);
    const [trade] = trades;
    const fills = orders.get(trade?.order ?? '')?.fills ?? [];
    expect(fills).toContainEqual(
      expect.objectContaining({
        trade: trade?.trade,
        qty: trade?.qty,
        price: trade?.price,
        fee: trade?.fee,
      }),
    );
    const mine = await all((page) => listTrades(store(), { account: main }, page), 7);
    expect(mine).toEqual(trades.filter(({ account }) => account === main));
  });
}

function pageQueries(store: Stored): void {
  test.each([1, 2, 3, 50, PAGE_SIZE_MAX])(
    'pages of %i hold every row once, in order',
    async (size) => {
      const some = { until: [...orders.values()][120]?.initializedAt ?? 0 };
      const whole = unwrap(await listOrders(store(), some, { size: PAGE_SIZE_MAX })).items;
      expect(await all((page) => listOrders(store(), some, page), size)).toEqual(whole);
    },
  );

  test('rows that come meanwhile neither repeat nor hide others', async () => {
    const before = unwrap(await listOrders(store(), {}, { size: PAGE_SIZE_MAX })).items;
    const first = unwrap(await listOrders(store(), {}, { size: 5 }));
    const other = await Projector.open({ store: store(), shard: 'later' });
    await other.apply(records.slice(0, 200));
    const next = unwrap(
      await listOrders(store(), { shard: 'main' }, { size: 5, cursor: first.next }),
    );
    expect(next.items).toEqual(before.filter(({ shard }) => shard === 'main').slice(5, 10));
  });

  test.each([0, -1, 1.5, PAGE_SIZE_MAX + 1, Number.NaN])(
    'a page of %d is refused',
    async (size) => {
      expect(await listOrders(store(), {}, { size })).toMatchObject({
        refusal: { code: 'BAD_PAGE' },
      });
    },
  );
}

function refusedQueries(store: Stored): void {
  test('a cursor of another question, or a made-up one, is refused', async () => {
    const { next } = unwrap(await listOrders(store(), {}, { size: 1 }));
    const made = (value: unknown): string =>
      Buffer.from(JSON.stringify(value)).toString('base64url');
    const cursors = [
      '',
      'x',
      made(1),
      made(['orders']),
      made(['orders', 'a', 'b', 'c']),
      'a'.repeat(2_000),
    ];
    for (const cursor of cursors) {
      const refused = await listOrders(store(), {}, { cursor });
      expect(refused).toMatchObject({ refusal: { code: 'BAD_CURSOR' } });
    }
    const other = await listTrades(store(), {}, { cursor: next });
    expect(other).toMatchObject({ refusal: { code: 'BAD_CURSOR' } });
  });

  test('a span that holds nothing is refused', async () => {
    const span = { from: 5, until: 5 };
    for (const ask of [
      listOrders,
      listTrades,
      listRejections,
      listAnomalies,
      listCharges,
      listCommands,
    ]) {
      expect(await ask(store(), span)).toMatchObject({ refusal: { code: 'BAD_FILTER' } });
    }
    const odd = await listOrders(store(), { from: Number.NaN });
    expect(odd).toMatchObject({ refusal: { code: 'BAD_FILTER' } });
  });

  test('whatever is asked for is a value, and never a part of the question', async () => {
    for (const word of [`' OR 1=1 --`, `"; DROP TABLE orders; --`, '%', '\u0000', '$1']) {
      const found = await listOrders(store(), { list: word });
      expect(found).toMatchObject({ ok: true, value: { items: [] } });
    }
    expect(unwrap(await listOrders(store(), {})).items.length).toBeGreaterThan(0);
  });
}

function accountQueries(store: Stored): void {
  test('positions and balances are those of the events', async () => {
    const filter = { shard: 'main', account: main };
    const positions = await all((page) => listPositions(store(), filter, page), 3);
    const told = events.filter((event) => event.kind === 'position');
    for (const { position } of positions) {
      const last = told.findLast(({ key }) => JSON.stringify(key) === JSON.stringify(position.key));
      expect(last).toMatchObject({ ...position });
    }
    expect(positions.length).toBeGreaterThan(0);
    const held = await all((page) => listPositions(store(), { ...filter, isHeld: true }, page), 3);
    expect(held).toEqual(positions.filter(({ position }) => position.qty !== 0));
    const balances = await all((page) => listBalances(store(), filter, page), 2);
    expect(balances.map(({ ledgerAccount }) => ledgerAccount)).toContain('MAIN/cash');
  });

  test('an account’s funds are those of the ledger', async () => {
    const book = new LedgerBook();
    for (const event of events) {
      const isOfBook =
        event.kind === 'entry' || event.kind === 'hold' || event.kind === 'reservation';
      if (isOfBook) book.apply(event);
    }
    for (const account of [main, toAccountId('MARGIN')]) {
      const found = await findAccount(store(), { shard: 'main', account });
      expect(found?.funds.length).toBeGreaterThan(0);
      for (const { currency, cash, unsettled, held } of found?.funds ?? []) {
        expect(cash + unsettled).toBe(book.cash(account, currency));
        expect(held).toBe(book.held(account, currency));
      }
    }
    const nobody = toAccountId('NOBODY');
    expect(await findAccount(store(), { shard: 'main', account: nobody })).toBeUndefined();
  });
}

function historyQueries(store: Stored): void {
  const of = { shard: 'main' };

  test('what was refused, was odd, was commanded and was charged is told, each once', async () => {
    const denied = events.filter(
      (event) => event.kind === 'order' && event.change.type === 'denied',
    );
    const rejections = await all((page) => listRejections(store(), of, page), 100);
    expect(rejections.filter(({ type }) => type === 'denied')).toHaveLength(denied.length);
    expect(rejections.find(({ type }) => type === 'denied')?.code).toMatch(/^[A-Z_]+$/);
    const odd = events.filter(({ kind }) => kind === 'anomaly');
    expect(await all((page) => listAnomalies(store(), of, page), 100)).toHaveLength(odd.length);
    const sent = records.flatMap(({ entry }) =>
      entry.kind === 'input' && entry.input.kind === 'command' ? [entry.input] : [],
    );
    const commands = await all((page) => listCommands(store(), of, page), 100);
    expect(commands.map(({ input }) => input).toReversed()).toEqual(sent);
    const charges = await all((page) => listCharges(store(), of, page), 10);
    expect(charges.length).toBeGreaterThan(0);
    const [charge] = charges;
    const order = charge?.order;
    if (order === null || order === undefined) throw new Error('a fill’s charges have its order');
    const some = await all((page) => listCharges(store(), { ...of, order }, page), 10);
    expect(some).toEqual(charges.filter((one) => one.order === order));
  });

  test('states and limits are those set last', async () => {
    const states = await all((page) => listRiskStates(store(), of, page), 2);
    const restricted = await all(
      (page) => listRiskStates(store(), { ...of, isRestricted: true }, page),
      2,
    );
    expect(restricted).toEqual(states.filter(({ state }) => state !== 'ACTIVE'));
    const limits = await all((page) => listRiskLimits(store(), of, page), 2);
    expect(limits.length).toBeGreaterThan(0);
    const changes = unwrap(await listStrategyChanges(store(), {}));
    expect(changes.items).toEqual([]);
  });
}
