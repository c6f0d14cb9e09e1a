import { existsSync } from 'node:fs';
import { join } from 'node:path';

import { describePostgres } from '@argosy/testkit/postgres';
import { ServerProcess } from '@argosy/testkit/server';
import { expect, test } from 'vitest';

const ticket = {
  account: 'PAPER01',
  book: 'HAND',
  product: 'delivery',
  instrument: 'BANK01.DEMO',
  side: 'buy',
  qty: '1',
  terms: { type: 'limit', limit: '1.00' },
};
/** How long a node believes what it has looked up, and a little more. */
const BELIEVED_MILLIS = 2_500;

async function until<Value>(find: () => Promise<Value | null>): Promise<Value> {
  for (let left = 600; left > 0; left -= 1) {
    const found = await find();
    if (found !== null) return found;
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  throw new Error('it has not come to that');
}

type Row = Readonly<Record<string, unknown>>;
const rowsOf = ({ items }: Row): readonly Row[] => items as readonly Row[];

describePostgres(
  'a node whose PostgreSQL goes away and comes back',
  (postgres) => {
    test('reduces risk meanwhile, refuses the rest by code, and loses nothing of it', async () => {
      const server = await ServerProcess.start({
        ARGOSY_STORAGE_ENGINE: 'postgres',
        ARGOSY_STORAGE_SCHEMA: postgres().schema(),
        ARGOSY_POSTGRES: postgres().connection,
      });
      const post = (path: string, body: object) => server.ask(path, { method: 'POST', body });
      const place = async (): Promise<string> => {
        const { status, body } = await post('/orders', ticket);
        if (status >= 300) throw new Error(JSON.stringify(body));
        return (body['order'] as { readonly id: string }).id;
      };
      try {
        const [one, other] = [await place(), await place()];
        await postgres().kill();
        await new Promise((resolve) => setTimeout(resolve, BELIEVED_MILLIS));

        const scope = { account: 'PAPER01', scope: { kind: 'account' }, reason: 'no database' };
        const refused = [await post('/orders', ticket), await server.ask('/orders')];
        const login = await fetch(`${server.address}/api/v1/auth/login`, {
          method: 'POST',
          headers: { 'content-type': 'application/json' },
          body: JSON.stringify({ name: 'owner', password: 'a long enough pass phrase' }),
        });
        const problem = (await login.json()) as Row;
        expect([...refused.map(({ status }) => status), login.status]).toEqual([503, 503, 503]);
        expect([...refused.map(({ body }) => body['code']), problem['code']]).toEqual([
          'DATABASE_AWAY',
          'DATABASE_AWAY',
          'DATABASE_AWAY',
        ]);
        expect(login.headers.get('retry-after')).toBe('1');
        expect(JSON.stringify(problem)).not.toContain('postgres');

        const canceled = await server.ask(`/orders/${one}`, { method: 'DELETE' });
        expect([canceled.status, canceled.body['id']]).toEqual([200, one]);
        const all = await post('/orders/cancel-all', { account: 'PAPER01' });
        expect([all.status, all.body['orders']]).toEqual([200, [other]]);
        expect((await post('/risk/kill', scope)).status).toBe(200);
        const waiting = join(server.folder, 'audit.waiting');
        expect(existsSync(waiting)).toBe(true);

        await postgres().up();
        await until(() => Promise.resolve(existsSync(waiting) ? null : true));
        const audit = await until(async () => {
          const { status, body } = await server.ask('/audit?size=100');
          return status === 200 ? rowsOf(body) : null;
        });
        // How an order ended that was placed right before may be among them.
        const late = audit.filter(
          ({ action, detail }) =>
            action !== 'order.place' && String(detail).includes('kept in a file'),
        );
        const told = late.map(({ action, outcome }) => `${String(action)} ${String(outcome)}`);
        expect(told.toSorted()).toEqual([
          'order.cancel begun',
          'order.cancel done',
          'order.cancelAll begun',
          'order.cancelAll done',
          'risk.kill begun',
          'risk.kill done',
        ]);
        // The tables come to what has happened meanwhile.
        await until(async () => {
          const { status, body } = await server.ask('/orders');
          const states = status === 200 ? rowsOf(body).map(({ state }) => state) : [];
          return String(states) === 'CANCELED,CANCELED' ? true : null;
        });
        expect((await post('/orders', ticket)).body['code']).toBe('ACCOUNT_HALTED');
      } finally {
        await server.end();
      }
    });
  },
  { isDurable: true },
);
