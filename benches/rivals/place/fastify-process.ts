/**
 * Placing an order as it is usually written: Fastify, the order and its audit row in a transaction of PostgreSQL that is
 * safe when it commits, then a message to whoever listens over `ws`. Its tables are indexed as such a desk needs them.
 */
import Fastify from 'fastify';
import { Pool } from 'pg';
import { WebSocketServer } from 'ws';

type Ticket = Readonly<Record<'account' | 'instrument' | 'side' | 'qty', string>> & {
  readonly terms: object;
};
type Scope = { readonly account: string; readonly instrument: string };

const CONNECTIONS = 10;
const [connection = ''] = process.argv.slice(2);
const pool = new Pool({ connectionString: connection, max: CONNECTIONS });
await pool.query(`
  create table orders (id bigserial primary key, key text unique, account text not null,
    instrument text not null, side text not null, qty numeric not null, terms jsonb not null,
    state text not null, at timestamptz not null default now());
  create index on orders (account, instrument) where state = 'OPEN';
  create table audit (id bigserial primary key, at timestamptz not null default now(),
    action text not null, subject text not null, detail jsonb not null)`);

const fastify = Fastify();
const sockets = new WebSocketServer({ server: fastify.server, path: '/ws' });

fastify.post('/api/v1/orders', async (asked) => {
  const ticket = asked.body as Ticket;
  const { account, instrument, side, qty, terms } = ticket;
  const order = await inTransaction(async (query) => {
    const [made] = await query(
      `insert into orders (key, account, instrument, side, qty, terms, state)
       values ($1, $2, $3, $4, $5, $6, 'OPEN') returning *`,
      [asked.headers['idempotency-key'], account, instrument, side, qty, terms],
    );
    await query(`insert into audit (action, subject, detail) values ('order.place', $1, $2)`, [
      made?.['id'],
      ticket,
    ]);
    return made;
  });
  tell({ type: 'order', order });
  return { order };
});

fastify.post('/api/v1/orders/cancel-all', async (asked) => {
  const { account, instrument } = asked.body as Scope;
  const orders = await inTransaction(async (query) => {
    const gone = await query(
      `update orders set state = 'CANCELLED'
       where account = $1 and instrument = $2 and state = 'OPEN' returning id`,
      [account, instrument],
    );
    await query(`insert into audit (action, subject, detail) values ('order.cancel', $1, $2)`, [
      account,
      { instrument, count: gone.length },
    ]);
    return gone.map(({ id }) => id);
  });
  tell({ type: 'cancelled', orders });
  return { orders };
});

type Row = Readonly<Record<string, unknown>>;
type Query = (text: string, values: readonly unknown[]) => Promise<readonly Row[]>;

async function inTransaction<Value>(run: (query: Query) => Promise<Value>): Promise<Value> {
  const client = await pool.connect();
  try {
    await client.query('begin');
    const value = await run(async (text, values) => {
      const { rows } = await client.query<Row>(text, [...values]);
      return rows;
    });
    await client.query('commit');
    return value;
  } catch (error) {
    await client.query('rollback');
    throw error;
  } finally {
    client.release();
  }
}

function tell(message: object): void {
  const text = JSON.stringify(message);
  for (const socket of sockets.clients) socket.send(text);
}

await fastify.listen({ port: 0, host: '127.0.0.1' });
const address = fastify.server.address();
process.send?.({ port: typeof address === 'object' ? address?.port : 0 });
