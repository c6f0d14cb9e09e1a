import {
  money,
  toAccountId,
  toBookId,
  toInstrumentId,
  toPositionId,
  type AccountId,
  type BookId,
  type Currency,
  type InstrumentId,
  type Money,
  type Result,
  type Timestamp,
} from 'argosy/core';
import type { AccountStatus, MarginLevel, Position } from 'argosy/domain';
import { sql } from 'kysely';

import { projectionTables } from '../schema/projection-tables.ts';
import type { ProjectionStore } from '../store.ts';
import { equals, readPage, type Page, type PageRequest } from './page.ts';
import { RowReader } from './row-reader.ts';
import { accountStatuses, marginLevels, products } from './words.ts';

/** A position with its shard and the instants of its first and last change. */
export type ProjectedPosition = {
  readonly shard: string;
  readonly position: Position;
  readonly openedAt: Timestamp;
  readonly updatedAt: Timestamp;
};

/** Which positions are wanted. */
export type PositionFilter = {
  readonly shard?: string;
  readonly account?: AccountId;
  readonly book?: BookId;
  readonly instrument?: InstrumentId;
  /** Only those that are not flat. */
  readonly isHeld?: boolean;
};

/** Positions in the order of their keys. */
export async function listPositions(
  { db }: ProjectionStore,
  filter: PositionFilter,
  page: PageRequest = {},
): Promise<Result<Page<ProjectedPosition>>> {
  const question = {
    table: 'positions',
    shape: projectionTables.positions,
    where: [
      ...equals('shard', filter.shard),
      ...equals('account', filter.account),
      ...equals('book', filter.book),
      ...equals('instrument', filter.instrument),
      ...(filter.isHeld === true ? [sql`qty <> 0`] : []),
    ],
    order: projectionTables.positions.key,
    direction: 'up',
    parse: parsePosition,
  } as const;
  return readPage(db, question, page);
}

/** A ledger account's balance: a debit above zero. */
export type ProjectedBalance = {
  readonly shard: string;
  readonly account: AccountId;
  readonly ledgerAccount: string;
  readonly balance: Money;
  readonly updatedAt: Timestamp;
};

/** The ledger accounts behind accounts, in the order of their names. */
export async function listBalances(
  { db }: ProjectionStore,
  filter: { readonly shard?: string; readonly account?: AccountId },
  page: PageRequest = {},
): Promise<Result<Page<ProjectedBalance>>> {
  const question = {
    table: 'balances',
    shape: projectionTables.balances,
    where: [...equals('shard', filter.shard), ...equals('account', filter.account)],
    order: projectionTables.balances.key,
    direction: 'up',
    parse: (row: RowReader): ProjectedBalance => ({
      shard: row.text('shard'),
      account: toAccountId(row.text('account')),
      ledgerAccount: row.text('ledger_account'),
      balance: row.money('balance', 'currency'),
      updatedAt: row.time('updated_at'),
    }),
  } as const;
  return readPage(db, question, page);
}

/** What an account has in a currency. */
export type ProjectedFunds = {
  readonly currency: Currency;
  /** Settled cash. */
  readonly cash: bigint;
  /** What its trades have still to settle. */
  readonly unsettled: bigint;
  /** What working orders and open reservations have set aside. */
  readonly held: bigint;
};

/** An account as its events have left it. */
export type ProjectedAccount = {
  readonly shard: string;
  readonly account: AccountId;
  readonly status: AccountStatus;
  /** Null where nothing was ever said of its margin. */
  readonly margin: MarginLevel | null;
  readonly funds: readonly ProjectedFunds[];
};

/** An account's standing and money; undefined where no event has named it. */
export async function findAccount(
  { db }: ProjectionStore,
  { shard, account }: { readonly shard: string; readonly account: AccountId },
): Promise<ProjectedAccount | undefined> {
  const of = <Table extends 'balances' | 'holds' | 'reservations'>(table: Table) =>
    sql<Readonly<Record<string, unknown>>>`select * from ${sql.table(table)}
      where shard = ${shard} and account = ${account}`.execute(db);
  const [balances, holds, reservations] = [
    await of('balances'),
    await of('holds'),
    await of('reservations'),
  ].map(({ rows }) => rows.map((row) => new RowReader(row)));
  const standing = await db
    .selectFrom('account_statuses')
    .select('status')
    .where('shard', '=', shard)
    .where('account', '=', account)
    .executeTakeFirst();
  const margin = await db
    .selectFrom('account_margins')
    .select('level')
    .where('shard', '=', shard)
    .where('account', '=', account)
    .executeTakeFirst();
  if (balances?.length === 0 && standing === undefined) return undefined;
  const held = [...heldBy(holds ?? []), ...reservedBy(reservations ?? [])];
  return {
    shard,
    account,
    status:
      standing === undefined ? 'open' : new RowReader(standing).word('status', accountStatuses),
    margin: margin === undefined ? null : new RowReader(margin).word('level', marginLevels),
    funds: fundsOf(account, balances ?? [], held),
  };
}

function fundsOf(
  account: AccountId,
  balances: readonly RowReader[],
  held: readonly Money[],
): readonly ProjectedFunds[] {
  const funds = new Map<Currency, ProjectedFunds>();
  const add = ({ currency, amount }: Money, field: 'cash' | 'unsettled' | 'held'): void => {
    const before = funds.get(currency) ?? { currency, cash: 0n, unsettled: 0n, held: 0n };
    funds.set(currency, { ...before, [field]: before[field] + amount });
  };
  for (const row of balances) {
    const name = row.text('ledger_account');
    if (name === `${account}/cash`) add(row.money('balance', 'currency'), 'cash');
    else if (name.startsWith(`${account}/unsettled/`)) {
      add(row.money('balance', 'currency'), 'unsettled');
    }
  }
  for (const amount of held) add(amount, 'held');
  return [...funds.values()];
}

/** Of siblings that share a hold only the largest counts. */
function heldBy(holds: readonly RowReader[]): readonly Money[] {
  const largest = new Map<string, Money>();
  for (const row of holds) {
    const amount = row.money('amount', 'currency');
    const name = row.textOrNull('siblings') ?? `order ${row.text('order_id')}`;
    const key = `${name} ${amount.currency}`;
    const before = largest.get(key);
    if (before === undefined || before.amount < amount.amount) largest.set(key, amount);
  }
  return [...largest.values()];
}

function reservedBy(reservations: readonly RowReader[]): readonly Money[] {
  return reservations
    .filter((row) => row.text('phase') === 'open')
    .map((row) => row.money('remaining', 'currency'));
}

function parsePosition(row: RowReader): ProjectedPosition {
  const id = row.text('position');
  const { currency } = row.money('realised', 'currency');
  const position = {
    key: {
      account: toAccountId(row.text('account')),
      book: toBookId(row.text('book')),
      instrument: toInstrumentId(row.text('instrument')),
      product: row.word('product', products),
      id: id === '' ? null : toPositionId(id),
    },
    qty: row.int('qty'),
    cost: row.amount('cost'),
    realised: money(row.amount('realised'), currency),
    charges: row.money('charges', 'charges_currency'),
  };
  const [openedAt, updatedAt] = [row.time('opened_at'), row.time('updated_at')];
  return { shard: row.text('shard'), position, openedAt, updatedAt };
}
