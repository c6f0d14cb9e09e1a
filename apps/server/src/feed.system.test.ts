import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

import { ServerProcess } from '@argosy/testkit/server';
import { afterAll, beforeAll, expect, test } from 'vitest';

const example = fileURLToPath(new URL('../../../examples/feed-from-lines.ts', import.meta.url));
const ticket = {
  account: 'PAPER01',
  book: 'HAND',
  product: 'delivery',
  instrument: 'SBIN.NSE',
  side: 'buy',
  qty: '10',
  terms: { type: 'market' },
};

type Row = Readonly<Record<string, unknown>>;

let folder: string;
let server: ServerProcess;

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'argosy-fed-'));
  const instruments = join(folder, 'instruments.yaml');
  writeFileSync(
    instruments,
    'instruments:\n  - { id: SBIN.NSE, calendar: 24x7 }\n  - { id: INFY.NSE, calendar: 24x7 }\n',
  );
  server = await ServerProcess.start({
    ARGOSY_MARKET_KIND: 'feed',
    ARGOSY_MARKET_INSTRUMENTS: instruments,
    ARGOSY_BRIDGE_FRESH_SECONDS: '1',
    ARGOSY_CACHE_FRESH_SECONDS: '1',
  });
});

afterAll(async () => {
  await server.end();
  rmSync(folder, { recursive: true, force: true });
});

async function until<Value>(find: () => Promise<Value | null>): Promise<Value> {
  for (let left = 600; left > 0; left -= 1) {
    const found = await find();
    if (found !== null) return found;
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  throw new Error(`it has not come to that: ${server.said.slice(-2_000)}`);
}

/** A process of its own that feeds what it is given in lines. */
class Feed {
  readonly #child: ChildProcess;

  constructor() {
    const at = join(server.folder, 'feed.sock');
    this.#child = spawn(process.execPath, ['--conditions=source', example, at], {
      stdio: ['pipe', 'ignore', 'inherit'],
    });
  }

  say(line: string): void {
    this.#child.stdin?.write(`${line}\n`);
  }

  async kill(): Promise<void> {
    const ended = once(this.#child, 'exit');
    this.#child.kill('SIGKILL');
    await ended;
  }
}

async function place(): Promise<unknown> {
  const answer = await server.ask('/orders', { method: 'POST', body: ticket });
  if (answer.status >= 300) throw new Error(JSON.stringify(answer.body));
  return (answer.body['order'] as Row)['id'];
}

async function orderOf(id: unknown): Promise<Row> {
  const { body } = await server.ask(`/orders/${String(id)}`);
  return (body['order'] ?? body) as Row;
}

async function filled(id: unknown): Promise<Row> {
  return until(async () => {
    const found = await orderOf(id);
    return found['state'] === 'FILLED' ? found : null;
  });
}

/** Its bid, null before there is one, and whether it is told as stale. */
async function quoted(): Promise<readonly [bid: unknown, isStale: unknown]> {
  const { body } = await server.ask('/market/quotes?instruments=SBIN.NSE');
  const [state] = body['quotes'] as readonly Row[];
  const quote = state?.['quote'] as Row | null;
  return [quote?.['bid'] ?? null, state?.['isStale']];
}

async function bidOf(wanted: string): Promise<void> {
  await until(async () => ((await quoted())[0] === wanted ? true : null));
}

async function feedPart(): Promise<Row | undefined> {
  const response = await fetch(`${server.address}/health/ready`);
  const { parts } = (await response.json()) as { readonly parts: readonly Row[] };
  return parts.find(({ part }) => part === 'feed');
}

async function feedStage(): Promise<Row | undefined> {
  const { body } = await server.ask('/system/pipeline');
  return (body['stages'] as readonly Row[]).find(({ stage }) => stage === 'feed');
}

test('a node trades on what another process feeds, waits while that is gone, and goes on with the next', async () => {
  expect(await feedPart()).toMatchObject({ state: 'down', reason: 'nobody has fed yet' });
  const first = new Feed();
  first.say('SBIN.NSE 100.00 100.05');
  await bidOf('100.00');
  expect(await feedPart()).toMatchObject({ state: 'up' });
  expect(await filled(await place())).toMatchObject({ averagePrice: '100.05', filled: '10' });

  await first.kill();
  await until(async () => ((await feedPart())?.['state'] === 'down' ? true : null));
  await until(async () => ((await quoted())[1] === true ? true : null));
  const waiting = await place();
  await new Promise((resolve) => setTimeout(resolve, 500));
  expect(await orderOf(waiting)).toMatchObject({ state: 'ACCEPTED', filled: '0' });

  const second = new Feed();
  second.say('SBIN.NSE 101.00 101.05');
  expect(await filled(waiting)).toMatchObject({ averagePrice: '101.05' });
  await bidOf('101.00');
  expect(await quoted()).toEqual(['101.00', false]);
  expect(await feedPart()).toMatchObject({ state: 'up', reason: null });
  expect(await feedStage()).toMatchObject({ missing: 0, duplicates: 0 });
  await second.kill();
});

test('a node that starts again goes on with what it held, and hears where the market stands', async () => {
  const feed = new Feed();
  feed.say('SBIN.NSE 102.00 102.05');
  await bidOf('102.00');
  await server.kill();
  await server.again();
  const { body } = await server.ask('/positions?account=PAPER01');
  expect(body['items']).toMatchObject([{ instrument: 'SBIN.NSE', qty: '20' }]);
  await bidOf('102.00');
  await feed.kill();
});
