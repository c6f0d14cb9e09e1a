import type { DatabaseOf } from './shapes.ts';

/**
 * What people and the platform's own work leave behind. None of it is in the journal, so none of it can be made
 * anew: these tables are backed up. Times are microseconds; secrets are hashes or encrypted before they come here.
 */
export const recordTables = {
  users: {
    columns: {
      id: 'text',
      name: 'text',
      role: 'text',
      status: 'text',
      created_at: 'int',
      failed_logins: 'int',
      locked_until: 'int?',
    },
    key: ['id'],
    uniques: { by_name: ['name'] },
  },
  credentials: {
    columns: {
      user_id: 'text',
      /** `password` or `totp`. */
      kind: 'text',
      /** An argon2id hash, or an encrypted secret. */
      secret: 'bytes',
      changed_at: 'int',
      /** The last step of time whose code was taken: none is taken twice. */
      last_step: 'int?',
    },
    key: ['user_id', 'kind'],
  },
  sessions: {
    columns: {
      id: 'text',
      user_id: 'text',
      created_at: 'int',
      expires_at: 'int',
      address: 'text',
      agent: 'text',
      ended_at: 'int?',
      end_reason: 'text?',
    },
    key: ['id'],
    indexes: { by_user: ['user_id', 'created_at'], by_expiry: ['expires_at'] },
  },
  refresh_tokens: {
    columns: {
      hash: 'bytes',
      session_id: 'text',
      issued_at: 'int',
      expires_at: 'int',
      used_at: 'int?',
    },
    key: ['hash'],
    indexes: { by_session: ['session_id'] },
  },
  idempotency_keys: {
    columns: {
      owner: 'text',
      key: 'text',
      body_hash: 'bytes',
      created_at: 'int',
      expires_at: 'int',
      /** Until when whoever began it may still be at it. */
      leased_until: 'int',
      /** Empty while there is no answer. */
      status: 'int?',
      answer: 'bytes?',
    },
    key: ['owner', 'key'],
    indexes: { by_expiry: ['expires_at'] },
  },
  documents: {
    columns: {
      user_id: 'text',
      /** `layout`, `workspace` or `watchlist`. */
      kind: 'text',
      name: 'text',
      version: 'int',
      body: 'text',
      updated_at: 'int',
    },
    key: ['user_id', 'kind', 'name'],
  },
  jobs: {
    columns: {
      name: 'text',
      started_at: 'int?',
      ended_at: 'int?',
      result: 'text?',
      detail: 'text?',
      next_at: 'int?',
      runs: 'int',
      failures: 'int',
    },
    key: ['name'],
  },
  backtests: {
    columns: {
      id: 'text',
      user_id: 'text',
      title: 'text',
      /** The run file, as it was given. */
      request: 'text',
      status: 'text',
      progress_ppm: 'int',
      created_at: 'int',
      started_at: 'int?',
      ended_at: 'int?',
      result_path: 'text?',
      error: 'text?',
    },
    key: ['id'],
    indexes: { by_time: ['created_at', 'id'], by_user: ['user_id', 'created_at', 'id'] },
  },
  audit: {
    columns: {
      sequence: 'int',
      at: 'int',
      actor: 'text',
      action: 'text',
      subject: 'text',
      outcome: 'text',
      address: 'text?',
      request: 'text?',
      /** The command, order or row that caused it. */
      cause: 'text?',
      /** Hashes of what was there before and after. */
      before: 'text?',
      after: 'text?',
      detail: 'text',
      previous: 'bytes',
      hash: 'bytes',
    },
    key: ['sequence'],
    indexes: { by_time: ['at', 'sequence'], by_actor: ['actor', 'at', 'sequence'] },
  },
} as const;

/** What came to the records second: whose accounts are, who may look at them, and ways in that hold once. */
export const accessTables = {
  account_holders: {
    columns: { account: 'text', user_id: 'text', since: 'int' },
    key: ['account'],
    uniques: { by_user: ['user_id'] },
  },
  account_grants: {
    columns: { user_id: 'text', account: 'text', granted_at: 'int' },
    key: ['user_id', 'account'],
  },
  invitations: {
    columns: {
      /** Of the link's token: nobody can use what is kept. */
      hash: 'bytes',
      name: 'text',
      role: 'text',
      /** The accounts that are granted with it, as JSON. */
      accounts: 'text',
      invited_by: 'text',
      created_at: 'int',
      expires_at: 'int',
    },
    key: ['hash'],
    uniques: { by_name: ['name'] },
    indexes: { by_expiry: ['expires_at'] },
  },
  recovery_codes: {
    columns: { user_id: 'text', hash: 'bytes' },
    key: ['user_id', 'hash'],
  },
} as const;

/** The records as the query builder sees them. */
export type RecordDatabase = DatabaseOf<typeof recordTables & typeof accessTables>;
