import {
  ok,
  toAccountId,
  type AccountId,
  type Currency,
  type Money,
  type Result,
} from 'argosy/core';
import type { AccountStatus, MarginLevel } from 'argosy/domain';
import { sql } from 'kysely';

import type { ProjectionStore } from '../store.ts';
import { ownedBy, readPage, type OwnerFilter, type Page, type PageRequest } from './page.ts';
import { RowReader } from './row-reader.ts';
import { accountStatuses, marginLevels } from './words.ts';

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
export type ProjectedAccount = AccountKey & {
  readonly status: AccountStatus;
  /** Null where nothing was ever said of its margin. */
  readonly margin: MarginLevel | null;
  readonly funds: readonly ProjectedFunds[];
};

type AccountKey = { readonly shard: string; readonly account: AccountId };

/** An account's standing and money; undefined where no event has named it. */
export async function findAccount(
  store: ProjectionStore,
  key: { readonly shard: string; readonly account: AccountId },
): Promise<ProjectedAccount | undefined> {
  const facts = await readFacts(store, [key]);
  return facts.some(isNaming) ? accountOf(key, facts) : undefined;
}

/** Accounts with their money, in the order of their shards and names. */
export async function listAccounts(
  store: ProjectionStore,
  filter: OwnerFilter,
  page: PageRequest = {},
): Promise<Result<Page<ProjectedAccount>>> {
  const question = {
    table: 'accounts',
    shape: { columns: { shard: 'text', account: 'text' } },
    rows: sql`select shard, account from balances union select shard, account from account_statuses`,
    where: ownedBy(filter),
    order: ['shard', 'account'],
    direction: 'up',
    parse: keyOf,
  } as const;
  const keys = await readPage(store.db, question, page);
  if (!keys.ok) return keys;
  const { items, next } = keys.value;
  const facts = Map.groupBy(await readFacts(store, items), (row) => textOf(keyOf(row)));
  return ok({ items: items.map((key) => accountOf(key, facts.get(textOf(key)) ?? [])), next });
}

/**
 * All that is known of some accounts, row by row, in one statement: nothing comes between. Of a balance the name is
 * its ledger account, of money set aside who shares it.
 */
async function readFacts(
  { db }: ProjectionStore,
  keys: readonly AccountKey[],
): Promise<readonly RowReader[]> {
  if (keys.length === 0) return [];
  const wanted = sql.join(keys.map(({ shard, account }) => sql`(${shard}, ${account})`));
  const isWanted = sql`where (shard, account) in (select shard, account from wanted)`;
  const { rows } = await sql<Readonly<Record<string, unknown>>>`
    with wanted (shard, account) as (values ${wanted})
    select 'balance' as kind, shard, account, ledger_account as name, balance as amount, currency
      from balances ${isWanted}
    union all select 'hold', shard, account, coalesce(siblings, 'order ' || order_id), amount, currency
      from holds ${isWanted}
    union all select 'reservation', shard, account, reservation, remaining, currency
      from reservations ${isWanted} and phase = 'open'
    union all select 'status', shard, account, status, '0', '' from account_statuses ${isWanted}
    union all select 'margin', shard, account, level, '0', '' from account_margins ${isWanted}`.execute(
    db,
  );
  return rows.map((row) => new RowReader(row));
}

function keyOf(row: RowReader): AccountKey {
  return { shard: row.text('shard'), account: toAccountId(row.text('account')) };
}

function textOf({ shard, account }: AccountKey): string {
  return JSON.stringify([shard, account]);
}

function isNaming(row: RowReader): boolean {
  return row.text('kind') === 'balance' || row.text('kind') === 'status';
}

function accountOf({ shard, account }: AccountKey, facts: readonly RowReader[]): ProjectedAccount {
  const of = (kind: string): readonly RowReader[] =>
    facts.filter((row) => row.text('kind') === kind);
  return {
    shard,
    account,
    status: of('status')[0]?.word('name', accountStatuses) ?? 'open',
    margin: of('margin')[0]?.word('name', marginLevels) ?? null,
    funds: fundsOf(account, of('balance'), [
      ...heldBy(of('hold')),
      ...of('reservation').map((row) => row.money('amount', 'currency')),
    ]),
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
    const name = row.text('name');
    if (name === `${account}/cash`) add(row.money('amount', 'currency'), 'cash');
    else if (name.startsWith(`${account}/unsettled/`)) {
      add(row.money('amount', 'currency'), 'unsettled');
    }
  }
  for (const amount of held) add(amount, 'held');
  return [...funds.values()].toSorted((one, other) => (one.currency < other.currency ? -1 : 1));
}

/** Of siblings that share a hold only the largest counts. */
function heldBy(holds: readonly RowReader[]): readonly Money[] {
  const largest = new Map<string, Money>();
  for (const row of holds) {
    const amount = row.money('amount', 'currency');
    const key = `${row.text('name')} ${amount.currency}`;
    const before = largest.get(key);
    if (before === undefined || before.amount < amount.amount) largest.set(key, amount);
  }
  return [...largest.values()];
}
