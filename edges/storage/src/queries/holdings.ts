import {
  ok,
  toAccountId,
  toInstrumentId,
  type AccountId,
  type InstrumentId,
  type Result,
  type Timestamp,
} from 'argosy/core';
import { sql } from 'kysely';

import { projectionTables } from '../schema/projection-tables.ts';
import type { ProjectionStore } from '../store.ts';
import {
  equals,
  ownedBy,
  readPage,
  type OwnerFilter,
  type Page,
  type PageRequest,
} from './page.ts';
import { parsePosition, type ProjectedPosition } from './positions.ts';
import { RowReader } from './row-reader.ts';

/** What an account holds of an instrument for delivery, whichever of its books hold it. */
export type ProjectedHolding = HoldingKey & {
  /** What its positions come to together. */
  readonly qty: number;
  /** What they have cost, at the instrument's notional scale: over `qty` the average price. */
  readonly cost: bigint;
  /** Since when some of it is held. */
  readonly openedAt: Timestamp;
  readonly updatedAt: Timestamp;
  /** One for each book, in the order of their keys. */
  readonly positions: readonly ProjectedPosition[];
};

type HoldingKey = {
  readonly shard: string;
  readonly account: AccountId;
  readonly instrument: InstrumentId;
};

/** Which holdings are wanted. */
export type HoldingFilter = OwnerFilter & { readonly instrument?: InstrumentId };

/** What is held for delivery, in the order of shards, accounts and instruments. */
export async function listHoldings(
  store: ProjectionStore,
  filter: HoldingFilter,
  page: PageRequest = {},
): Promise<Result<Page<ProjectedHolding>>> {
  const question = {
    table: 'holdings',
    shape: { columns: { shard: 'text', account: 'text', instrument: 'text' } },
    rows: sql`select distinct shard, account, instrument from positions ${isHeld}`,
    where: [...ownedBy(filter), ...equals('instrument', filter.instrument)],
    order: ['shard', 'account', 'instrument'],
    direction: 'up',
    parse: keyOf,
  } as const;
  const keys = await readPage(store.db, question, page);
  if (!keys.ok) return keys;
  const { items, next } = keys.value;
  const positions = Map.groupBy(await readPositions(store, items), ({ shard, position }) =>
    textOf({ shard, ...position.key }),
  );
  // What was sold between the two looks is held no more.
  return ok({ items: items.flatMap((key) => holdingOf(key, positions.get(textOf(key)))), next });
}

const isHeld = sql`where product = 'delivery' and qty <> 0`;

async function readPositions(
  { db }: ProjectionStore,
  keys: readonly HoldingKey[],
): Promise<readonly ProjectedPosition[]> {
  if (keys.length === 0) return [];
  const wanted = keys.map((key) => sql`(${key.shard}, ${key.account}, ${key.instrument})`);
  const order = projectionTables.positions.key.map((column) => sql.ref(column));
  const { rows } = await sql<Readonly<Record<string, unknown>>>`select * from positions ${isHeld}
    and (shard, account, instrument) in (values ${sql.join(wanted)})
    order by ${sql.join(order)}`.execute(db);
  return rows.map((row) => parsePosition(new RowReader(row)));
}

function holdingOf(
  key: HoldingKey,
  positions: readonly ProjectedPosition[] = [],
): readonly ProjectedHolding[] {
  const [first] = positions;
  if (first === undefined) return [];
  let { openedAt, updatedAt } = first;
  let [qty, cost] = [0, 0n];
  for (const { position, ...times } of positions) {
    qty += position.qty;
    cost += position.cost;
    if (times.openedAt < openedAt) openedAt = times.openedAt;
    if (times.updatedAt > updatedAt) updatedAt = times.updatedAt;
  }
  return [{ ...key, qty, cost, openedAt, updatedAt, positions }];
}

function keyOf(row: RowReader): HoldingKey {
  return {
    shard: row.text('shard'),
    account: toAccountId(row.text('account')),
    instrument: toInstrumentId(row.text('instrument')),
  };
}

function textOf({ shard, account, instrument }: HoldingKey): string {
  return JSON.stringify([shard, account, instrument]);
}
