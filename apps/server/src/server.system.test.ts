import { readdirSync, readFileSync } from 'node:fs';

import { ServerProcess } from '@argosy/testkit/server';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';

let server: ServerProcess;

const ticket = {
  account: 'PAPER01',
  book: 'HAND',
  product: 'delivery',
  instrument: 'BANK01.DEMO',
  side: 'buy',
  qty: '10',
  terms: { type: 'market' },
};

async function until<Value>(find: () => Promise<Value | null>): Promise<Value> {
  for (let left = 300; left > 0; left -= 1) {
    const found = await find();
    if (found !== null) return found;
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  throw new Error('it has not come to that');
}

async function place(
  key: string,
  changes: object = {},
): Promise<Readonly<Record<string, unknown>>> {
  const { status, body } = await server.ask('/orders', {
    method: 'POST',
    body: { ...ticket, ...changes },
    headers: { 'idempotency-key': key },
  });
  if (status >= 300) throw new Error(JSON.stringify(body));
  return body['order'] as Readonly<Record<string, unknown>>;
}

async function order(id: unknown): Promise<Readonly<Record<string, unknown>>> {
  const { body } = await server.ask(`/orders/${String(id)}`);
  return (body['order'] ?? body) as Readonly<Record<string, unknown>>;
}

async function quantityOf(instrument: string): Promise<number> {
  const { body } = await server.ask('/positions?account=PAPER01');
  const items = body['items'] as readonly Readonly<Record<string, unknown>>[];
  return items
    .filter((item) => item['instrument'] === instrument)
    .reduce((sum, item) => sum + Number(item['qty']), 0);
}

/** The threads of a process, each with how far it steps back behind others. */
function threadsOf(pid: number): readonly { readonly name: string; readonly nice: number }[] {
  return readdirSync(`/proc/${pid}/task`).map((thread) => {
    const stat = readFileSync(`/proc/${pid}/task/${thread}/stat`, 'utf8');
    const end = stat.lastIndexOf(')');
    const name = stat.slice(stat.indexOf('(') + 1, end);
    return { name, nice: Number(stat.slice(end + 2).split(' ')[16]) };
  });
}

beforeAll(async () => {
  server = await ServerProcess.start();
});

afterAll(async () => {
  await server.end();
});

describe('argosy start', () => {
  test('trades for its owner over REST, and tells of it over the socket', async () => {
    const heard: unknown[] = [];
    const quotes: unknown[] = [];
    const client = server.stream();
    client.hear('fills:PAPER01', { item: (item) => void heard.push(item) });
    client.hear('quotes:BANK01.DEMO', { value: (value) => void quotes.push(value) });
    client.start();
    await until(() => Promise.resolve(quotes.length > 0 ? true : null));
    const { id } = await place('first');
    const filled = await until(async () => {
      const found = await order(id);
      return found['state'] === 'FILLED' ? found : null;
    });
    expect(filled).toMatchObject({ filled: '10', account: 'PAPER01' });
    await until(() => Promise.resolve(heard.length > 0 ? true : null));
    expect(heard[0]).toMatchObject({ type: 'filled', trade: { order: id } });
    expect(await quantityOf('BANK01.DEMO')).toBe(10);
    client.stop();
  });

  test('shares that are not held are sold intraday alone', async () => {
    const sale = { instrument: 'TECH02.DEMO', side: 'sell', qty: '1' };
    const refused = place('delivered', sale).catch((error: unknown) => String(error));
    expect(await refused).toContain('SHORT_SALE_NOT_PERMITTED');
    expect(await place('intraday', { ...sale, product: 'intraday' })).toMatchObject({
      side: 'sell',
    });
    const { body } = await server.ask('/accounts/PAPER01');
    expect(body['products']).toEqual(['delivery', 'intraday', 'carryForward']);
  });

  test('an account says whose it is', async () => {
    const { body: me } = await server.ask('/auth/me');
    const userOf = async (account: string): Promise<unknown> =>
      (await server.ask(`/accounts/${account}`)).body['user'];
    expect([await userOf('PAPER01'), await userOf('PAPER02')]).toEqual([me['user'], null]);
    expect((await server.ask('/accounts')).body['accounts']).toMatchObject([
      { id: 'PAPER01', user: me['user'] },
      ...Array.from({ length: 15 }, () => ({ user: null })),
    ]);
  });

  test('the same key places once, also behind a kill', async () => {
    const before = await quantityOf('BANK01.DEMO');
    const { id } = await place('once');
    await until(async () => ((await order(id))['state'] === 'FILLED' ? true : null));
    await server.kill();
    await server.again();
    expect((await place('once'))['id']).toBe(id);
    expect(await order(id)).toMatchObject({ state: 'FILLED', filled: '10' });
    expect(await quantityOf('BANK01.DEMO')).toBe(before + 10);
  });

  test('what was acknowledged is there behind a kill, and comes to an end', async () => {
    const { id } = await place('cut-off');
    await server.kill();
    await server.again();
    const ended = await until(async () => {
      const found = await order(id);
      return found['isOpen'] === true ? null : found;
    });
    // It reached the broker before the end, or never will.
    expect(['FILLED', 'REJECTED']).toContain(ended['state']);
    // Halted until it agrees with its broker, which takes a second or two.
    const isTaken = await until(async () => {
      const { status } = await server.ask('/orders', { method: 'POST', body: ticket });
      return status < 300 ? true : null;
    });
    expect(isTaken).toBe(true);
  });

  test('what rests works on behind a stop, with its journal whole', async () => {
    const { id } = await place('resting', { terms: { type: 'limit', limit: '1.00' } });
    expect(await server.stop()).toBe(0);
    await server.again();
    expect(await order(id)).toMatchObject({ state: 'ACCEPTED', remaining: '10' });
    const gone = await server.ask(`/orders/${String(id)}`, { method: 'DELETE' });
    expect(gone.status).toBeLessThan(300);
  });

  test('the kill switch in the middle of a burst: nothing goes out behind it, and it holds behind a kill', async () => {
    const account = 'PAPER16';
    const resting = { ...ticket, account, terms: { type: 'limit', limit: '1.00' } };
    const send = () => server.ask('/orders', { method: 'POST', body: resting });
    const scope = { account, scope: { kind: 'account' }, reason: 'a burst' };
    const burst = Array.from({ length: 30 }, send);
    await Promise.any(burst);
    const killed = server.ask('/risk/kill', { method: 'POST', body: scope });
    burst.push(...Array.from({ length: 30 }, send));
    expect((await killed).status).toBe(200);
    await Promise.all(burst);
    expect((await send()).body['code']).toBe('ACCOUNT_HALTED');

    const ended = await until(async () => {
      const { body } = await server.ask(`/orders?account=${account}&size=200`);
      const items = body['items'] as readonly Readonly<Record<string, unknown>>[];
      return items.some(({ isOpen }) => isOpen === true) ? null : items;
    });
    expect(ended).toHaveLength(burst.length + 1);
    const happened = await Promise.all(
      ended.map(async ({ id }) => {
        const { body } = await server.ask(`/orders/${String(id)}/events`);
        return body['items'] as readonly { readonly type: string; readonly number: number }[];
      }),
    );
    const numbersOf = (type: string): readonly number[] =>
      happened.flat().flatMap((event) => (event.type === type ? [event.number] : []));
    expect(numbersOf('submitted').length).toBeGreaterThan(0);
    expect(Math.max(...numbersOf('submitted'))).toBeLessThan(Math.min(...numbersOf('denied')));
    expect(numbersOf('canceled')).toHaveLength(numbersOf('submitted').length);

    await server.kill();
    await server.again();
    const { body } = await server.ask(`/risk/states?account=${account}`);
    expect(body['states']).toContainEqual({ ...scope, state: 'HALTED' });
  });

  test('whoever cancels finds it in the list that they ask for next', async () => {
    const ids: unknown[] = [];
    for (let round = 0; round < 10; round += 1) {
      const { id } = await place(`list-${round}`, { terms: { type: 'limit', limit: '1.00' } });
      await until(async () => ((await order(id))['state'] === 'ACCEPTED' ? true : null));
      await server.ask(`/orders/${String(id)}`, { method: 'DELETE' });
      const { body } = await server.ask('/orders?size=50');
      const items = body['items'] as readonly Readonly<Record<string, unknown>>[];
      const found = items.find((item) => item['id'] === id);
      if (found?.['state'] === 'ACCEPTED' && found['pending'] !== 'cancel') ids.push(id);
    }
    expect(ids).toEqual([]);
  });

  test('the audit names the order that a request has made, and what it asked for before', async () => {
    const { id } = await place('audited', { terms: { type: 'limit', limit: '1.00' } });
    await server.ask(`/orders/${String(id)}`, { method: 'DELETE' });
    const entries = async (subject: string): Promise<unknown> => {
      const { body } = await server.ask(`/audit?subject=${encodeURIComponent(subject)}`);
      const items = body['items'] as readonly Readonly<Record<string, unknown>>[];
      return items.map(({ action, outcome }) => [action, outcome]).toReversed();
    };
    await until(async () =>
      ((await entries(String(id))) as unknown[]).length === 3 ? true : null,
    );
    expect(await entries(String(id))).toEqual([
      ['order.place', 'done'],
      ['order.cancel', 'begun'],
      ['order.cancel', 'done'],
    ]);
    const asked = 'PAPER01 HAND BANK01.DEMO key audited';
    expect(await entries(asked)).toEqual([['order.place', 'begun']]);
  });

  test('the audit tells by its code why something was not done', async () => {
    const refused = await server.ask('/orders/NOBODYS', { method: 'DELETE' });
    expect(refused.status).toBe(404);
    const outcomes = await until(async () => {
      const { body } = await server.ask('/audit?subject=NOBODYS');
      const items = body['items'] as readonly Readonly<Record<string, unknown>>[];
      return items.length === 2 ? items.map(({ outcome }) => outcome) : null;
    });
    expect(outcomes.toReversed()).toEqual(['begun', refused.body['code']]);
  });

  test('the sample strategies run in their host; who pauses one finds it paused behind a kill', async () => {
    const stateOf = async (id: string): Promise<unknown> => {
      const { body } = await server.ask(`/strategies/${id}`);
      return body['state'];
    };
    for (const id of ['ema-cross', 'bollinger', 'macd-trend']) {
      await until(async () => ((await stateOf(id)) === 'running' ? true : null));
    }
    const paused = await server.ask('/strategies/bollinger/pause', { method: 'POST' });
    expect(paused.status).toBeLessThan(300);
    const stopped = await server.ask('/strategies/macd-trend/stop', { method: 'POST' });
    expect(stopped.status).toBeLessThan(300);
    await server.kill();
    await server.again();
    await until(async () => ((await stateOf('ema-cross')) === 'running' ? true : null));
    expect(await stateOf('bollinger')).toBe('paused');
    expect(await stateOf('macd-trend')).toBe('stopped');
  });

  test('a chart has a past from the first moment', async () => {
    const { status, body } = await server.ask('/market/bars/BANK01.DEMO');
    expect(status).toBe(200);
    const items = body['items'] as readonly Readonly<Record<string, unknown>>[];
    expect(items.length).toBeGreaterThan(100);
    expect(items.at(-1)).toMatchObject({ open: expect.stringMatching(/^\d+\.\d\d$/u) as string });
  });

  test('a backtest that somebody sends comes to its end', async () => {
    const request = [
      'instruments:',
      '  - { id: X.DEMO, exchange: DEMO, currency: INR, tick: 0.01, calendar: 24x7 }',
      'sources: []',
    ].join('\n');
    const sent = await server.ask('/backtests', {
      method: 'POST',
      body: { request, title: 'without data' },
      headers: { 'idempotency-key': 'backtest' },
    });
    expect(sent.status).toBeLessThan(300);
    const ended = await until(async () => {
      const { body } = await server.ask(`/backtests/${String(sent.body['id'])}`);
      return ['done', 'failed'].includes(String(body['status'])) ? body : null;
    });
    // A file with mistakes says each of them.
    expect(ended).toMatchObject({
      status: 'failed',
      error: expect.stringContaining('sources') as string,
    });
  });

  test('jobs run, and a run may be asked for', async () => {
    const { status } = await server.ask('/jobs/snapshots/run', { method: 'POST' });
    expect(status).toBeLessThan(300);
    const done = await until(async () => {
      const { body } = await server.ask('/jobs');
      const jobs = body['jobs'] as readonly Readonly<Record<string, unknown>>[];
      const job = jobs.find(({ name }) => name === 'snapshots');
      return job?.['result'] === 'done' ? job : null;
    });
    expect(Number(done['runs'])).toBeGreaterThan(0);
  });

  test('one page has the figures of all its threads, another how each part is', async () => {
    const text = await (await fetch(`${server.address}/metrics`)).text();
    for (const name of ['bridge_queue_size', 'http_requests_total', 'active_strategies']) {
      expect(text).toMatch(new RegExp(`^${name}[{ ]`, 'mu'));
    }
    const ready = await fetch(`${server.address}/health/ready`);
    const document = (await ready.json()) as {
      readonly state: string;
      readonly parts: readonly { readonly part: string }[];
    };
    expect(document.state).toBe('up');
    const names = document.parts.map(({ part }) => part);
    expect(names).toEqual(expect.arrayContaining(['broker', 'journal', 'records', 'tables']));
  });

  test.runIf(process.platform === 'linux')('the thread of tables gives way to all others', () => {
    const threads = threadsOf(server.pid);
    expect(threads.length).toBeGreaterThan(5);
    const common = Math.min(...threads.map(({ nice }) => nice));
    expect(threads.filter(({ nice }) => nice > common)).toEqual([
      { name: 'work', nice: common + 5 },
    ]);
  });

  test('nobody without a token is told anything', async () => {
    for (const path of ['/orders', '/positions', '/strategies', '/system/pipeline', '/audit']) {
      const { status } = await server.ask(path, { headers: { authorization: '' } });
      expect([path, status]).toEqual([path, 401]);
    }
  });

  test('a second start on the same data is refused in a line', async () => {
    const other = ServerProcess.start({ ARGOSY_DATA: server.folder });
    await expect(other).rejects.toThrow(/IN_USE|in use|another process/u);
  });

  test('a second start at the same port is told which, and what to do', async () => {
    const { host, port } = new URL(server.address);
    const other = ServerProcess.start({ ARGOSY_PORT: port });
    await expect(other).rejects.toThrow(
      `address already in use ${host}: another process listens there: end it, or set ARGOSY_PORT`,
    );
  });
});
