import {
  findAccount,
  listAccounts,
  listAnomalies,
  listBalances,
  listCharges,
  listCommands,
  listHoldings,
  listOrderEvents,
  listOrders,
  listPositions,
  listRejections,
  listRiskLimits,
  listRiskStates,
  listStatement,
  listTimeline,
  listTrades,
  sumPositions,
  type OwnerFilter,
  type Page,
  type PageRequest,
  type PortfolioPart,
  type ProjectionStore,
} from '@argosy/storage';
import { toAccountId, toBookId, unwrap, type AccountId, type Result } from 'argosy/core';
import { evolvePosition, positionKeyText, type Position } from 'argosy/domain';
import { expect, test } from 'vitest';

import { all, events, main, orders, records } from './asked-life.ts';

const margin = toAccountId('MARGIN');
const nobody = toAccountId('NOBODY');
const of = { shard: 'main' };

type Stored = () => ProjectionStore;

/** What screens ask of the tables beside their rows. */
export function screenQueries(store: Stored): void {
  ownerQueries(store);
  filterQueries(store);
  holdingQueries(store);
  accountQueries(store);
  timelineQueries(store);
  statementQueries(store);
}

type OwnerQuestion = (
  store: ProjectionStore,
  filter: OwnerFilter,
  page: PageRequest,
) => Promise<Result<Page<unknown>>>;

function ownerQueries(store: Stored): void {
  const questions: readonly OwnerQuestion[] = [
    listAccounts,
    listAnomalies,
    listBalances,
    listCharges,
    listCommands,
    listHoldings,
    listOrders,
    listPositions,
    listRejections,
    listRiskLimits,
    listRiskStates,
    listStatement,
    listTrades,
  ];

  test.each(questions.map((ask) => [ask.name, ask] as const))(
    '%s gives the rows of the accounts that are asked for, and no others',
    async (_name, ask) => {
      const rowsOf = (accounts: readonly AccountId[]): Promise<readonly unknown[]> =>
        all((page) => ask(store(), { ...of, accounts }, page), 100);
      const mine = await all((page) => ask(store(), { ...of, account: main }, page), 100);
      expect(mine.length).toBeGreaterThan(0);
      expect(await rowsOf([main])).toEqual(mine);
      expect(await rowsOf([main, nobody])).toEqual(mine);
      expect(await rowsOf([])).toEqual([]);
      expect(await rowsOf([nobody])).toEqual([]);
      const others = await all((page) => ask(store(), { ...of, account: margin }, page), 100);
      expect(await rowsOf([margin, main])).toHaveLength(mine.length + others.length);
    },
  );
}

function filterQueries(store: Stored): void {
  test('trades are asked for by book, and by whether they stand', async () => {
    const trades = await all((page) => listTrades(store(), of, page), 100);
    const book = toBookId('OTHER');
    const some = await all((page) => listTrades(store(), { ...of, book }, page), 3);
    expect(some).toEqual(trades.filter((trade) => trade.book === book));
    const standing = await all((page) => listTrades(store(), { ...of, isStanding: true }, page), 9);
    expect(standing).toEqual(trades.filter(({ bustedAt }) => bustedAt === null));
    expect(standing.length).toBeLessThan(trades.length);
    expect(some.length).toBeGreaterThan(0);
  });

  test('refusals and anomalies are asked for by order, kind and code', async () => {
    const refused = await all((page) => listRejections(store(), of, page), 100);
    const one = refused.find(({ code, instrument }) => code !== null && instrument !== null);
    const { code, instrument, order, type } = one ?? {};
    if (!code || !instrument || !order || !type) throw new Error('an order was denied');
    const asked = async (filter: object): Promise<readonly unknown[]> =>
      all((page) => listRejections(store(), { ...of, ...filter }, page), 100);
    expect(await asked({ code })).toEqual(refused.filter((row) => row.code === code));
    expect(await asked({ order })).toEqual(refused.filter((row) => row.order === order));
    expect(await asked({ type })).toEqual(refused.filter((row) => row.type === type));
    expect(await asked({ instrument })).toEqual(
      refused.filter((row) => row.instrument === instrument),
    );
    expect(await asked({ strategy: 'nobody' })).toEqual([]);
    const odd = await all((page) => listAnomalies(store(), of, page), 100);
    const [first] = odd.filter((row) => row.order !== null);
    if (!first?.order) throw new Error('an order was odd');
    const ofOrder = { ...of, order: first.order, type: first.type };
    expect(await all((page) => listAnomalies(store(), ofOrder, page), 100)).toEqual(
      odd.filter((row) => row.order === first.order && row.type === first.type),
    );
  });
}

const folded = new Map<string, Position>();
for (const event of events) {
  if (event.kind !== 'position') continue;
  const key = positionKeyText(event.key);
  folded.set(key, evolvePosition(folded.get(key), event));
}
const positions = [...folded.values()];

function holdingQueries(store: Stored): void {
  const heldOf = (account: AccountId, product: string): readonly Position[] =>
    positions.filter(
      ({ key, qty }) => key.account === account && key.product === product && qty !== 0,
    );

  test.each([1, 50])('holdings are what books hold for delivery, in pages of %i', async (size) => {
    const holdings = await all((page) => listHoldings(store(), of, page), size);
    const sums = new Map<string, readonly [number, bigint]>();
    for (const { key, qty, cost } of heldOf(main, 'delivery')) {
      const [before, paid] = sums.get(key.instrument) ?? [0, 0n];
      sums.set(key.instrument, [before + qty, paid + cost]);
    }
    const names = [...sums.keys()].toSorted((one, other) => (one < other ? -1 : 1));
    expect(
      holdings.map(({ account, instrument, qty, cost }) => [account, instrument, qty, cost]),
    ).toEqual(names.map((instrument) => [main, instrument, ...(sums.get(instrument) ?? [])]));
    expect(holdings.length).toBeGreaterThan(0);
    for (const { qty, openedAt, updatedAt, positions: parts } of holdings) {
      expect(parts.reduce((sum, { position }) => sum + position.qty, 0)).toBe(qty);
      expect(Math.min(...parts.map((part) => part.openedAt))).toBe(openedAt);
      expect(Math.max(...parts.map((part) => part.updatedAt))).toBe(updatedAt);
    }
  });

  test.each<readonly PortfolioPart[]>([
    [],
    ['account'],
    ['book'],
    ['instrument', 'account'],
    ['account', 'book', 'product'],
  ])('positions are added up by %s %s %s', async (...by) => {
    const parts = by.filter((part) => part !== undefined);
    const rows = unwrap(await sumPositions(store(), of, parts));
    const isOf = (row: (typeof rows)[number], { key }: Position): boolean =>
      parts.every((part) => row[part] === key[part]);
    for (const row of rows) {
      const own = positions.filter((position) => isOf(row, position));
      expect(row.held).toBe(own.filter(({ qty }) => qty !== 0).length);
      expect(sumsOf(row.realised)).toEqual(sumsOf(own.map(({ realised }) => realised)));
      expect(sumsOf(row.charges)).toEqual(sumsOf(own.map(({ charges }) => charges)));
      const qty = own.reduce((sum, position) => sum + position.qty, 0);
      const cost = own.reduce((sum, position) => sum + position.cost, 0n);
      expect(row.total).toEqual(parts.includes('instrument') ? { qty, cost } : null);
    }
    const owners = positions.map((position) => rows.filter((row) => isOf(row, position)).length);
    expect(owners).toEqual(positions.map(() => 1));
  });
}

function sumsOf(amounts: readonly { currency: string; amount: bigint }[]): object {
  const sums: Record<string, bigint> = {};
  for (const { currency, amount } of amounts) sums[currency] = (sums[currency] ?? 0n) + amount;
  return sums;
}

function accountQueries(store: Stored): void {
  test.each([1, 50])('accounts are listed as each is found, in pages of %i', async (size) => {
    const listed = await all((page) => listAccounts(store(), of, page), size);
    expect(listed.map(({ account }) => account)).toEqual([main, margin]);
    for (const one of listed) {
      expect(one).toEqual(await findAccount(store(), { ...of, account: one.account }));
    }
  });
}

function timelineQueries(store: Stored): void {
  test('an order’s timeline is all that happened to it, each with the command that led to it', async () => {
    const told = [...orders.values()].find(({ fills }) => fills.length > 0)?.request.id ?? '';
    const steps = await all((page) => listTimeline(store(), { ...of, order: told }, page), 2);
    const page = { size: 500 };
    expect(steps.map(({ event }) => event)).toEqual(
      unwrap(await listOrderEvents(store(), { ...of, order: told }, page)).items,
    );
    const sent = new Map(
      records.flatMap(({ entry }) =>
        entry.kind === 'input' && entry.input.kind === 'command'
          ? [[entry.number, entry.input]]
          : [],
      ),
    );
    expect(steps.map(({ command }) => command)).toEqual(
      steps.map(({ event }) => sent.get(event.number) ?? null),
    );
    expect(steps[0]?.command?.body.type).toMatch(/^submit|^execute/u);
    expect(steps.some(({ command }) => command === null)).toBe(true);
    expect(unwrap(await listTimeline(store(), { ...of, order: 'none' })).items).toEqual([]);
  });
}

function statementQueries(store: Stored): void {
  test('a statement is every leg that moved cash, with what was there behind it', async () => {
    const lines = await all((page) => listStatement(store(), of, page), 40);
    const balances = new Map<string, bigint>();
    const expected: unknown[] = [];
    for (const event of events) {
      if (event.kind !== 'entry') continue;
      for (const { ledgerAccount, amount } of event.legs) {
        const [account, kind, day = null] = ledgerAccount.split('/');
        if (kind !== 'cash' && kind !== 'unsettled') continue;
        const key = `${ledgerAccount} ${amount.currency}`;
        const balance = (balances.get(key) ?? 0n) + amount.amount;
        balances.set(key, balance);
        const { entry, purpose, number } = event;
        expected.push([number, account, entry, purpose, day, amount.amount, balance]);
      }
    }
    expect(
      lines
        .toReversed()
        .map((line) => [
          line.number,
          line.account,
          line.entry,
          line.purpose,
          line.settlesOn,
          line.amount.amount,
          line.balance.amount,
        ]),
    ).toEqual(expected);
    expect(expected.length).toBeGreaterThan(20);
  });

  test('a statement is asked for by what its entries are for, by order and by span', async () => {
    const lines = await all((page) => listStatement(store(), of, page), 100);
    const asked = async (filter: object): Promise<readonly unknown[]> =>
      all((page) => listStatement(store(), { ...of, ...filter }, page), 7);
    const { order, bookedAt } = lines.find((line) => line.order !== null) ?? {};
    if (!order || bookedAt === undefined) throw new Error('a fill moved cash');
    const deposits = lines.filter(({ purpose }) => purpose === 'deposit');
    expect(await asked({ purpose: 'deposit' })).toEqual(deposits);
    expect(deposits.length).toBeGreaterThan(0);
    expect(await asked({ order })).toEqual(lines.filter((line) => line.order === order));
    expect(await asked({ from: bookedAt })).toEqual(
      lines.filter((line) => line.bookedAt >= bookedAt),
    );
    expect(await asked({ currency: 'XYZ' })).toEqual([]);
  });
}
