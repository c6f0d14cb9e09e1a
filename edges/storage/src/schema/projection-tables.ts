import type { DatabaseOf, RowOf } from './shapes.ts';

/**
 * What the journal tells, as tables. An event's place is its (number, place), the number of the input that
 * caused it and its index among that input's events. Amounts of money are whole minor units of their currency,
 * as text: the ledger keeps 128 bits of them. Prices and quantities are scaled integers, times microseconds.
 */
export const projectionTables = {
  projection_progress: {
    columns: { shard: 'text', position: 'int', number: 'int', at: 'int' },
    key: ['shard'],
  },
  orders: {
    columns: {
      shard: 'text',
      id: 'text',
      account: 'text',
      book: 'text',
      strategy: 'text?',
      instrument: 'text',
      product: 'text',
      side: 'text',
      type: 'text',
      tif: 'text',
      qty: 'int',
      filled: 'int',
      limit_price: 'int?',
      trigger_price: 'int?',
      state: 'text',
      is_open: 'int',
      broker_id: 'text?',
      list: 'text?',
      parent: 'text?',
      tag: 'text?',
      reason: 'text?',
      initialized_at: 'int',
      updated_at: 'int',
      closed_at: 'int?',
      /** The order itself, as `orderCodec` writes it. */
      body: 'bytes',
    },
    key: ['shard', 'id'],
    indexes: {
      by_time: ['initialized_at', 'shard', 'id'],
      by_account: ['account', 'initialized_at', 'shard', 'id'],
      by_instrument: ['instrument', 'initialized_at', 'shard', 'id'],
      by_openness: ['is_open', 'account', 'initialized_at', 'shard', 'id'],
      by_broker_id: ['broker_id'],
    },
  },
  order_events: {
    columns: {
      shard: 'text',
      number: 'int',
      place: 'int',
      /** `order`, or `execution` for a parent that is worked by children. */
      kind: 'text',
      order_id: 'text',
      type: 'text',
      at: 'int',
      received_at: 'int',
      /** The event itself, as `tradingEventCodec` writes it. */
      body: 'bytes',
    },
    key: ['shard', 'number', 'place'],
    indexes: { by_order: ['shard', 'order_id', 'number', 'place'] },
  },
  fills: {
    columns: {
      shard: 'text',
      number: 'int',
      place: 'int',
      order_id: 'text',
      trade: 'text',
      account: 'text',
      book: 'text',
      strategy: 'text?',
      instrument: 'text',
      product: 'text',
      side: 'text',
      qty: 'int',
      price: 'int',
      fee: 'text',
      fee_currency: 'text',
      liquidity: 'text',
      flags: 'text',
      at: 'int',
      received_at: 'int',
      /** When it was taken back; empty where it stands. */
      busted_at: 'int?',
    },
    key: ['shard', 'number', 'place'],
    indexes: {
      by_time: ['at', 'shard', 'number', 'place'],
      by_account: ['account', 'at', 'shard', 'number', 'place'],
      by_instrument: ['instrument', 'at', 'shard', 'number', 'place'],
      by_order: ['shard', 'order_id', 'trade'],
    },
  },
  charges: {
    columns: {
      shard: 'text',
      number: 'int',
      place: 'int',
      line: 'int',
      account: 'text',
      name: 'text',
      amount: 'text',
      currency: 'text',
      purpose: 'text',
      entry: 'text',
      order_id: 'text?',
      at: 'int',
    },
    key: ['shard', 'number', 'place', 'line'],
    indexes: {
      by_account: ['account', 'at', 'shard', 'number', 'place', 'line'],
      by_order: ['shard', 'order_id'],
    },
  },
  positions: {
    columns: {
      shard: 'text',
      account: 'text',
      book: 'text',
      instrument: 'text',
      product: 'text',
      /** Empty in a netting book. */
      position: 'text',
      qty: 'int',
      cost: 'text',
      realised: 'text',
      currency: 'text',
      charges: 'text',
      charges_currency: 'text',
      opened_at: 'int',
      updated_at: 'int',
    },
    key: ['shard', 'account', 'book', 'instrument', 'product', 'position'],
    indexes: { by_account: ['account', 'instrument'] },
  },
  balances: {
    columns: {
      shard: 'text',
      ledger_account: 'text',
      currency: 'text',
      account: 'text',
      debits: 'text',
      credits: 'text',
      balance: 'text',
      updated_at: 'int',
    },
    key: ['shard', 'ledger_account', 'currency'],
    indexes: { by_account: ['account'] },
  },
  holds: {
    columns: {
      shard: 'text',
      order_id: 'text',
      account: 'text',
      amount: 'text',
      currency: 'text',
      qty: 'int',
      siblings: 'text?',
      updated_at: 'int',
    },
    key: ['shard', 'order_id'],
    indexes: { by_account: ['account'] },
  },
  reservations: {
    columns: {
      shard: 'text',
      account: 'text',
      reservation: 'text',
      purpose: 'text',
      phase: 'text',
      asked: 'text',
      remaining: 'text',
      currency: 'text',
      expires_at: 'int?',
      updated_at: 'int',
    },
    key: ['shard', 'account', 'reservation'],
  },
  account_statuses: {
    columns: { shard: 'text', account: 'text', status: 'text', reason: 'text', at: 'int' },
    key: ['shard', 'account'],
  },
  account_margins: {
    columns: {
      shard: 'text',
      account: 'text',
      level: 'text',
      equity: 'text',
      bound: 'text',
      currency: 'text',
      at: 'int',
    },
    key: ['shard', 'account'],
  },
  account_floors: {
    columns: {
      shard: 'text',
      account: 'text',
      currency: 'text',
      floor: 'text',
      reason: 'text',
      at: 'int',
    },
    key: ['shard', 'account', 'currency'],
  },
  equity_points: {
    columns: {
      shard: 'text',
      account: 'text',
      point: 'text',
      gain: 'text',
      currency: 'text',
      at: 'int',
    },
    key: ['shard', 'account', 'point'],
  },
  risk_states: {
    columns: {
      shard: 'text',
      /** What it lies on, as `scopeText` names it. */
      scope: 'text',
      account: 'text',
      kind: 'text',
      /** The book, strategy or instrument; empty for a wider scope. */
      subject: 'text',
      state: 'text',
      reason: 'text',
      at: 'int',
    },
    key: ['shard', 'scope'],
  },
  risk_limits: {
    columns: {
      shard: 'text',
      scope: 'text',
      name: 'text',
      account: 'text',
      kind: 'text',
      subject: 'text',
      /** Empty where it was taken back. */
      value: 'text?',
      until: 'int?',
      set_by: 'text',
      reason: 'text',
      at: 'int',
    },
    key: ['shard', 'scope', 'name'],
  },
  rejections: {
    columns: {
      shard: 'text',
      number: 'int',
      place: 'int',
      type: 'text',
      account: 'text?',
      order_id: 'text?',
      instrument: 'text?',
      strategy: 'text?',
      code: 'text?',
      reason: 'text',
      at: 'int',
    },
    key: ['shard', 'number', 'place'],
    indexes: { by_time: ['at', 'shard', 'number', 'place'] },
  },
  anomalies: {
    columns: {
      shard: 'text',
      number: 'int',
      place: 'int',
      type: 'text',
      account: 'text?',
      order_id: 'text?',
      detail: 'text',
      at: 'int',
    },
    key: ['shard', 'number', 'place'],
    indexes: { by_time: ['at', 'shard', 'number', 'place'] },
  },
  strategy_changes: {
    columns: {
      shard: 'text',
      number: 'int',
      place: 'int',
      strategy: 'text',
      account: 'text',
      state: 'text',
      reason: 'text',
      at: 'int',
    },
    key: ['shard', 'number', 'place'],
    indexes: { by_strategy: ['strategy', 'at', 'shard', 'number', 'place'] },
  },
  commands: {
    columns: {
      shard: 'text',
      number: 'int',
      origin: 'text',
      strategy: 'text?',
      type: 'text',
      account: 'text?',
      at: 'int',
      /** The command itself, as `inputCodec` writes it. */
      body: 'bytes',
    },
    key: ['shard', 'number'],
    indexes: { by_time: ['at', 'shard', 'number'] },
  },
} as const;

/** The projections as the query builder sees them. */
export type ProjectionDatabase = DatabaseOf<typeof projectionTables>;

/** The names of the tables. */
export type ProjectionTable = keyof typeof projectionTables;

/** A row of one of them. */
export type ProjectionRow<Name extends ProjectionTable> = RowOf<(typeof projectionTables)[Name]>;
