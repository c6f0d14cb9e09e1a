import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

import type { TradingEvent } from 'argosy/domain';
import { readJournal } from '@argosy/journal';
import { shownCode } from '@argosy/testkit/login';
import { ServerProcess } from '@argosy/testkit/server';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';

const HUNDRED = 100;
/** Who owns a server of tests. */
const owner = { name: 'owner', password: 'a long enough pass phrase' };
const masterKey = Buffer.alloc(32, 'canary of a master key').toString('base64');
const feedSecret = 'canary-of-a-feed-secret-that-nobody-sees';

let server: ServerProcess;
beforeAll(async () => {
  server = await ServerProcess.start({
    ARGOSY_DEMO_TICKS_PER_SECOND: '100',
    ARGOSY_PAPER_KIND: 'cash',
    ARGOSY_SECRET_KEY: `k1:${masterKey}`,
    ARGOSY_FEED_SECRET: feedSecret,
  });
  await server.token();
});
afterAll(async () => {
  await server.end();
});

type Answer = Awaited<ReturnType<ServerProcess['ask']>>;
const ticket = {
  account: 'PAPER01',
  book: 'HAND',
  product: 'delivery',
  instrument: 'BANK01.DEMO',
  side: 'buy',
  qty: '1',
  terms: { type: 'limit', limit: '1.00' },
};
const place = (key: string, changes: object = {}): Promise<Answer> =>
  server.ask('/orders', {
    method: 'POST',
    body: { ...ticket, ...changes },
    headers: { 'idempotency-key': key },
  });
const hundred = (run: (at: number) => Promise<Answer>): Promise<readonly Answer[]> =>
  Promise.all(Array.from({ length: HUNDRED }, (_, at) => run(at)));

/** What the journal says has become of orders, by the kind of change. */
function changes(type: string): readonly TradingEvent[] {
  const folder = join(server.folder, 'journal');
  return [...readJournal({ folder, stream: 'event' })].flatMap(({ entry }) =>
    entry.kind === 'event' && entry.event.kind === 'order' && entry.event.change.type === type
      ? [entry.event]
      : [],
  );
}

function codeOf({ body }: Answer): unknown {
  return body['code'];
}

/** All that lies in a folder, as the bytes are. */
function filesOf(folder: string): readonly (readonly [string, string])[] {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map(({ name, parentPath }) => [name, readFileSync(join(parentPath, name), 'latin1')] as const);
}

/** The processes that one has started, and theirs. */
function childrenOf(pid: number): readonly number[] {
  const threads = readdirSync(`/proc/${pid}/task`);
  const own = threads.flatMap((thread) =>
    readFileSync(`/proc/${pid}/task/${thread}/children`, 'utf8').split(' ').map(Number),
  );
  const found = own.filter((child) => child > 0);
  return [...found, ...found.flatMap(childrenOf)];
}

function ofProcess(pid: number, names: readonly string[]): string {
  return names.map((name) => readFileSync(`/proc/${pid}/${name}`, 'latin1')).join('\n');
}

describe('S-14 of what is secret', () => {
  test('nothing is in files, tables, logs, or what processes were started with', async () => {
    const login = async (body: object): Promise<Response> =>
      fetch(`${server.address}/api/v1/auth/login`, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify(body),
      });
    const entered = await login(owner);
    const cookies = entered.headers.getSetCookie().map((line) => /=([^;]*)/u.exec(line)?.[1] ?? '');
    const { token } = (await entered.json()) as { readonly token: string };
    await login({ ...owner, password: 'canary of a wrong password' });
    await login({ name: 'canary of a name of nobody', password: 'x' });
    await server.ask('/nowhere?token=canary-in-an-address');
    await place('a-key', { note: 'n', password: 'canary in a body' });
    const invited = await server.ask('/users/invitations', {
      method: 'POST',
      body: { name: 'dora', role: 'viewer' },
    });
    const enrolled = await server.ask('/auth/totp', { method: 'POST' });
    const { secret, enrolment } = enrolled.body as Readonly<Record<string, string>>;
    const code = shownCode(secret ?? '', Date.now());
    const verified = await server.ask('/auth/totp/verify', {
      method: 'POST',
      body: { enrolment, code },
    });
    const codes = Object.values(verified.body).flat().map(String);
    const canaries = [
      owner.password,
      'canary of a wrong password',
      'canary of a name of nobody',
      'canary-in-an-address',
      'canary in a body',
      String(invited.body['link']).split('#')[1] ?? '',
      secret ?? '',
      ...codes,
      ...cookies,
      token,
      token.split('.')[2] ?? '',
      masterKey,
      feedSecret,
    ];
    expect(codes.length).toBe(10);
    expect([canaries.length >= 20, canaries.every(({ length }) => length >= 16)]).toEqual([
      true,
      true,
    ]);
    const children = childrenOf(server.pid);
    expect(children.length).toBeGreaterThan(0);
    const places: readonly (readonly [string, string])[] = [
      ...filesOf(server.folder),
      ['what it said', server.said],
      ['the words of the node', ofProcess(server.pid, ['cmdline'])],
      ...children.map((pid) => ['a host', ofProcess(pid, ['cmdline', 'environ'])] as const),
    ];
    const found = places.flatMap(([place, text]) =>
      canaries.filter((canary) => text.includes(canary)).map((canary) => `${canary} in ${place}`),
    );
    expect(found).toEqual([]);
    expect(places.some(([, text]) => text.includes('$argon2id$'))).toBe(true);
  });
});

describe('S-17 of a hundred at once one has its way', () => {
  test('a key places one order, and all hear of that one', async () => {
    const before = changes('accepted').length;
    const answers = await hundred(() => place('one-key'));
    const orders = answers.flatMap(({ status, body }) =>
      status < 300 ? [(body['order'] as { readonly id: string }).id] : [],
    );
    expect(new Set(orders).size).toBe(1);
    expect(changes('accepted').length - before).toBe(1);
  });

  test('an order is cancelled once', async () => {
    const { body } = await place('to-cancel');
    const { id } = body['order'] as { readonly id: string };
    const before = changes('canceled').length;
    await hundred(() => server.ask(`/orders/${id}`, { method: 'DELETE' }));
    await expect.poll(() => changes('canceled').length - before, { timeout: 10_000 }).toBe(1);
    expect((await server.ask(`/orders/${id}`, { method: 'DELETE' })).status).not.toBe(200);
    expect(changes('canceled').length - before).toBe(1);
  });

  test('money is bound once, though there is enough for each alone', async () => {
    await server.ask('/orders/cancel-all', { method: 'POST', body: { account: 'PAPER01' } });
    const before = changes('accepted').length;
    // Six tenths of all there is.
    const answers = await hundred((at) => place(`spend-${at}`, { qty: '600000' }));
    const accepted = answers.filter(({ status }) => status < 300);
    expect([accepted.length, changes('accepted').length - before]).toEqual([1, 1]);
    const codes = new Set(answers.filter((one) => !accepted.includes(one)).map(codeOf));
    expect([...codes]).toEqual(['INSUFFICIENT_CASH']);
  });

  test('an invitation makes one user', async () => {
    const invited = await server.ask('/users/invitations', {
      method: 'POST',
      body: { name: 'carl', role: 'viewer' },
    });
    const [, token] = String(invited.body['link']).split('#');
    const body = { token, password: 'a pass phrase of the invited' };
    const headers = { authorization: '' };
    const answers = await hundred(() =>
      server.ask('/auth/invitation', { method: 'POST', body, headers }),
    );
    expect(answers.filter(({ status }) => status < 300)).toHaveLength(1);
    const { users } = (await server.ask('/users')).body as { readonly users: readonly unknown[] };
    expect(users).toHaveLength(2);
  });
});
