import { describePostgres } from '@argosy/testkit/postgres';
import { ServerProcess } from '@argosy/testkit/server';
import { expect, test } from 'vitest';

describePostgres(
  'two nodes on one schema of PostgreSQL',
  (postgres) => {
    test('the second is refused with a line that says whose the tables are, and the first goes on', async () => {
      const env = {
        ARGOSY_STORAGE_ENGINE: 'postgres',
        ARGOSY_STORAGE_SCHEMA: postgres().schema(),
        ARGOSY_POSTGRES: postgres().connection,
      };
      const first = await ServerProcess.start(env);
      try {
        const ticket = {
          account: 'PAPER01',
          book: 'HAND',
          product: 'delivery',
          instrument: 'BANK01.DEMO',
          side: 'buy',
          qty: '10',
          terms: { type: 'market' },
        };
        const placed = await first.ask('/orders', { method: 'POST', body: ticket });
        expect(placed.status).toBeLessThan(300);
        const { id } = placed.body['order'] as { readonly id: string };
        const orders = async (): Promise<readonly unknown[]> =>
          (await first.ask('/orders')).body['items'] as readonly unknown[];
        const second = ServerProcess.start(env);
        await expect(second).rejects.toThrow(
          /the tables are of another journal: they hold shard main of the journal [0-9a-f]{16} up to \d+, (of \S+ it is [0-9a-f]{16}|\S+ has no record yet)\. Give this node tables of its own/u,
        );
        expect(await orders()).toMatchObject([{ id }]);
      } finally {
        await first.end();
      }
    });
  },
  { isDurable: true },
);
