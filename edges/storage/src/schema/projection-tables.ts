import type { TableIndexes } from './create-table.ts';
import { firstTables } from './first-tables.ts';
import type { DatabaseOf, RowOf } from './shapes.ts';

/** What came second: each leg that moves the cash of an account, settled or not, with what there was behind it. */
export const statementTables = {
  cash_lines: {
    columns: {
      shard: 'text',
      number: 'int',
      place: 'int',
      line: 'int',
      account: 'text',
      entry: 'text',
      purpose: 'text',
      order_id: 'text?',
      /** The day that it settles on; empty for cash that has settled. */
      settles_on: 'text?',
      amount: 'text',
      /** What the same cash, or that of the same day, came to behind it. */
      balance: 'text',
      currency: 'text',
      at: 'int',
      received_at: 'int',
    },
    key: ['shard', 'number', 'place', 'line'],
    indexes: {
      by_time: ['received_at', 'shard', 'number', 'place', 'line'],
      by_account: ['account', 'received_at', 'shard', 'number', 'place', 'line'],
    },
  },
} as const;

/** What came third: what is seldom is found by whose it is and by its order without a look at all of it. */
export const laterIndexes: TableIndexes = {
  rejections: {
    by_account: ['account', 'at', 'shard', 'number', 'place'],
    by_order: ['order_id', 'at', 'shard', 'number', 'place'],
  },
  anomalies: {
    by_account: ['account', 'at', 'shard', 'number', 'place'],
    by_order: ['order_id', 'at', 'shard', 'number', 'place'],
  },
  commands: { by_account: ['account', 'at', 'shard', 'number'] },
  cash_lines: { by_order: ['order_id', 'received_at', 'shard', 'number', 'place', 'line'] },
};

/** What came fourth: whose tables they are. */
export const progressColumns = {
  /** What their journal is told from others by; empty where that is not known. */
  journal: 'text',
  /** The hash of the block that ends where they have come to, which vouches for all before it; empty within a block. */
  block: 'text',
} as const;

/** How far the tables are, as it is now. */
const progressTable = {
  projection_progress: {
    columns: {
      shard: 'text',
      position: 'int',
      number: 'int',
      at: 'int',
      journal: 'text',
      block: 'text',
    },
    key: ['shard'],
  },
} as const;

/** All that the journal tells, as tables. */
export const projectionTables: Omit<typeof firstTables, keyof typeof progressTable> &
  typeof statementTables &
  typeof progressTable = {
  ...firstTables,
  ...statementTables,
  ...progressTable,
};

/** The projections as the query builder sees them. */
export type ProjectionDatabase = DatabaseOf<typeof projectionTables>;

/** The names of the tables. */
export type ProjectionTable = keyof typeof projectionTables;

/** A row of one of them. */
export type ProjectionRow<Name extends ProjectionTable> = RowOf<(typeof projectionTables)[Name]>;
