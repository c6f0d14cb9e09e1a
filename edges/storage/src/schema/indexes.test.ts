import { sql } from 'kysely';
import { afterAll, beforeAll, expect, test } from 'vitest';

import { openProjections, type ProjectionStore } from '../store.ts';

let opened: ProjectionStore | null = null;
beforeAll(async () => {
  opened = await openProjections({ engine: 'sqlite', file: ':memory:' });
});
afterAll(async () => {
  await opened?.close();
});

async function planOf(statement: string): Promise<string> {
  if (opened === null) throw new Error('the store is not open yet');
  const { rows } = await sql<{ detail: string }>`explain query plan ${sql.raw(statement)}`.execute(
    opened.db,
  );
  return rows.map(({ detail }) => detail).join('; ');
}

const place = ['shard', 'number', 'place'];

test.each([
  ['orders', 'account', ['initialized_at', 'shard', 'id']],
  ['orders', 'instrument', ['initialized_at', 'shard', 'id']],
  ['fills', 'account', ['at', ...place]],
  ['fills', 'instrument', ['at', ...place]],
  ['charges', 'account', ['at', ...place, 'line']],
  ['rejections', 'account', ['at', ...place]],
  ['rejections', 'order_id', ['at', ...place]],
  ['anomalies', 'account', ['at', ...place]],
  ['anomalies', 'order_id', ['at', ...place]],
  ['commands', 'account', ['at', 'shard', 'number']],
  ['cash_lines', 'account', ['received_at', ...place, 'line']],
  ['cash_lines', 'order_id', ['received_at', ...place, 'line']],
  ['strategy_changes', 'strategy', ['at', ...place]],
])('a page of %s by its %s is read in order, and no other row', async (table, column, order) => {
  const by = order.map((name) => `${name} desc`).join(', ');
  const plan = await planOf(`select * from ${table} where ${column} = 'a' order by ${by} limit 51`);
  expect(plan).toMatch(
    new RegExp(`^SEARCH ${table} USING INDEX [a-z_]+ \\(${column}=\\?\\)$`, 'u'),
  );
});
