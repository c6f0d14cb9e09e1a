import { randomBytes } from 'node:crypto';

import { API_PREFIX } from '@argosy/contract';
import { aLogin, people, type Browser, type LoginRig } from '@argosy/testkit/login';
import { resealTotp } from '@argosy/storage';
import { unwrap } from 'argosy/core';
import Fastify from 'fastify';
import { afterEach, describe, expect, test } from 'vitest';

import { KeyRing } from './keys/key-ring.ts';
import { SecretBox } from './keys/secret-box.ts';
import { guardOf } from './policy.ts';
import { toBase32 } from './proof/base32.ts';
import { factorPlace } from './proof/proofs.ts';
import { totpCode, totpStepAt } from './proof/totp.ts';

const plenty = { burst: 1_000_000, perSecond: 1_000_000 };
const rates = { login: plenty, stranger: plenty, user: plenty };
let rigs: LoginRig[] = [];
const open = async (...given: Parameters<typeof aLogin>): Promise<LoginRig> => {
  const [options = {}] = given;
  const rig = await aLogin({ rates, ...options });
  rigs.push(rig);
  return rig;
};
afterEach(async () => {
  for (const rig of rigs) await rig.close();
  rigs = [];
});

type Declared = { readonly method: string; readonly url: string; readonly policy: string };

test('S-05 every route of the server lets in whom its policy lets in, and nobody else', async () => {
  const declared: Declared[] = [];
  const rig = await open({
    plugins: () => [
      (app) => {
        app.addHook('onRoute', ({ method, url, config }) => {
          const policy = guardOf(config)?.policy ?? 'none';
          for (const one of [method].flat()) declared.push({ method: one, url, policy });
        });
      },
    ],
  });
  for (const { method, path, guard } of rig.auth.routes) {
    declared.push({ method, url: API_PREFIX + path, policy: guard.policy });
  }
  expect(declared.length).toBeGreaterThan(30);
  expect(declared.filter(({ policy }) => policy === 'none')).toEqual([]);
  const owner = await rig.owner();
  const viewer = await rig.viewer(owner);
  rig.pass(299);
  const stale = rig.browser();
  await stale.login(people.owner);
  rig.pass(200);
  await stale.refresh();
  const expected: Readonly<Record<(typeof roles)[number], readonly string[]>> = {
    nobody: ['public', 'login'],
    viewer: ['public', 'login', 'viewer', 'proved'],
    stale: ['public', 'login', 'viewer', 'owner'],
    fresh: ['public', 'login', 'viewer', 'proved', 'owner', 'stepUp'],
  };
  rig.pass(101);
  await stale.refresh();
  const fresh = rig.browser();
  await fresh.login(people.owner);
  await viewer.login(people.viewer);
  const tokens = { nobody: '', viewer: viewer.token, stale: stale.token, fresh: fresh.token };
  let cells = 0;
  for (const { method, url, policy } of declared) {
    for (const who of roles) {
      const token = tokens[who];
      const browser = rig.browser(token === '' ? {} : { authorization: `Bearer ${token}` });
      const isIn = await passes(browser, method, url);
      expect([method, url, who, isIn]).toEqual([method, url, who, expected[who].includes(policy)]);
      cells += 1;
      // What ends sessions ends those that the matrix goes on with.
      if (method === 'DELETE' && url.endsWith('/auth/sessions'))
        Object.assign(tokens, await again(rig));
    }
  }
  expect(cells).toBe(declared.length * 4);
});

const roles = ['nobody', 'viewer', 'stale', 'fresh'] as const;
const refusals = new Set([
  'LOGIN_REQUIRED',
  'TOKEN_INVALID',
  'SESSION_OVER',
  'ROLE_REFUSED',
  'PROOF_REQUIRED',
]);

async function passes(browser: Browser, method: string, url: string): Promise<boolean> {
  const path = url.replaceAll(/:\w+|\*/gu, 'nobody');
  const body = method === 'POST' || method === 'PATCH' || method === 'PUT' ? {} : undefined;
  const { body: answer, status } = await browser.ask(method, path, body);
  if (method === 'HEAD') return status !== 401 && status !== 403;
  return !refusals.has(String(answer['code']));
}

async function again(rig: LoginRig): Promise<Readonly<Record<string, string>>> {
  const [viewer, stale, fresh] = [rig.browser(), rig.browser(), rig.browser()];
  await stale.login(people.owner);
  rig.pass(299);
  await stale.refresh();
  rig.pass(2);
  await viewer.login(people.viewer);
  await fresh.login(people.owner);
  return { viewer: viewer.token, stale: stale.token, fresh: fresh.token };
}

test('a name that looks like another, or like none, is not given', async () => {
  const rig = await open();
  const owner = await rig.owner();
  for (const name of ['  ', ' carl', 'car\u202El', 'ca\u200Brl']) {
    const refused = await owner.send('POST', '/users/invitations', { name, role: 'viewer' });
    expect([name, refused.status]).toEqual([name, 400]);
    expect(refused.body['detail']).toContain('body.name');
  }
  for (const name of ['carl', 'Карл', 'Anne Marie']) {
    const made = await owner.send('POST', '/users/invitations', { name, role: 'viewer' });
    expect([name, made.status]).toEqual([name, 200]);
  }
});

test('nobody is granted an account that is not there', async () => {
  const rig = await open();
  const owner = await rig.owner();
  const viewer = await rig.viewer(owner, ['P-1']);
  const { user } = (await viewer.send('GET', '/auth/me')).body;
  const accounts = ['P-1', 'NOPE'];
  const invitation = { name: 'carl', role: 'viewer', accounts };
  for (const refused of [
    await owner.send('POST', '/users/invitations', invitation),
    await owner.send('PATCH', `/users/${String(user)}`, { accounts }),
  ]) {
    expect([refused.status, refused.body['code']]).toEqual([422, 'ACCOUNT_UNKNOWN']);
    expect(refused.body['detail']).toContain('NOPE');
  }
  expect((await viewer.send('GET', '/auth/me')).body).toMatchObject({ accounts: ['P-1'] });
});

describe('keys that are rotated', () => {
  test('S-14 keep everybody in, and seal anew what is at hand', async () => {
    const entry = (id: string): string => `${id}:${randomBytes(32).toString('base64')}`;
    const [old, next] = [entry('old'), entry('new')];
    const first = await open({ keys: unwrap(KeyRing.parse(old)) });
    const owner = await first.owner();
    const { user } = (await owner.send('GET', '/auth/me')).body;
    const secret = randomBytes(20);
    const place = factorPlace(String(user));
    const sealed = new SecretBox(first.keys).seal(secret, place);
    await first.records.saveCredential({
      user: String(user),
      kind: 'totp',
      secret: sealed,
      at: first.now(),
    });
    const both = unwrap(KeyRing.parse(`${next}\n${old}`));
    const second = await open({ keys: both, spoil: () => first.records });
    const there = second.browser({ authorization: `Bearer ${owner.token}` });
    expect((await there.send('GET', '/auth/me')).status).toBe(200);
    const browser = second.browser();
    const code = totpCode(secret, totpStepAt(second.now()));
    expect((await browser.login({ ...people.owner, code })).status).toBe(200);
    const resealed = await first.records.findCredential(String(user), 'totp');
    const box = new SecretBox(unwrap(KeyRing.parse(next)));
    expect(resealed === undefined ? null : box.open(resealed, place)).toMatchObject({ ok: true });
    expect((await second.browser().login({ ...people.owner, code })).status).toBe(401);
    const lost = await open({ keys: unwrap(KeyRing.parse(old)), spoil: () => first.records });
    const refused = await lost.browser().login({ ...people.owner, code });
    expect([refused.status, refused.body['code']]).toEqual([503, 'UNAVAILABLE']);
    expect(lost.lines.join()).not.toContain(toBase32(secret));
  });

  test('S-14 are read all the while that they are sealed anew', async () => {
    const entry = (id: string): string => `${id}:${randomBytes(32).toString('base64')}`;
    const [old, next] = [entry('old'), entry('new')];
    const { records, store, now } = await open();
    const before = new SecretBox(unwrap(KeyRing.parse(old)));
    const box = new SecretBox(unwrap(KeyRing.parse(`${next}\n${old}`)));
    const users = Array.from({ length: 200 }, (_none, at) => `u${at}`);
    const secretOf = (user: string): Uint8Array => new TextEncoder().encode(`secret of ${user}`);
    for (const user of users) {
      const secret = before.seal(secretOf(user), factorPlace(user));
      await records.saveCredential({ user, kind: 'totp', secret, at: now() });
    }
    const read = async (user: string): Promise<boolean> => {
      const sealed = await records.findCredential(user, 'totp');
      const opened = box.open(sealed ?? new Uint8Array(), factorPlace(user));
      return opened.ok && Buffer.from(opened.value).equals(secretOf(user));
    };
    let isSealing = true;
    const reads: boolean[] = [];
    const reading = async (from: number): Promise<void> => {
      for (let at = from; isSealing; at += 1) reads.push(await read(users[at % 200] ?? ''));
    };
    const readers = [0, 50, 100, 150].map(reading);
    for (const user of users) {
      await resealTotp(store.db, user, box.seal(secretOf(user), factorPlace(user)));
    }
    isSealing = false;
    await Promise.all(readers);
    expect([reads.length > 200, reads.every(Boolean)]).toEqual([true, true]);
    const only = new SecretBox(unwrap(KeyRing.parse(next)));
    for (const user of users) {
      const sealed = await records.findCredential(user, 'totp');
      expect(only.open(sealed ?? new Uint8Array(), factorPlace(user)).ok).toBe(true);
    }
  });

  test('S-15 a password whose hash is cheap is hashed anew at the next login', async () => {
    const first = await open();
    const owner = await first.owner();
    const { user } = (await owner.send('GET', '/auth/me')).body;
    const kept = async (): Promise<string> =>
      new TextDecoder().decode(await first.records.findCredential(String(user), 'password'));
    expect(await kept()).toContain('m=8,t=1,p=1');
    const cost = { memory: 16, passes: 2, parallelism: 1 };
    const second = await open({ passwordCost: cost, spoil: () => first.records });
    expect((await second.browser().login(people.owner)).status).toBe(200);
    expect(await kept()).toContain('m=16,t=2,p=1');
    expect((await second.browser().login(people.owner)).status).toBe(200);
  });
});

test('an address is that of who asks where a proxy is named, and the proxy’s where it is not', async () => {
  const { auth } = await open({
    places: {
      publicOrigin: 'https://desk.example',
      host: '127.0.0.1',
      port: 8_000,
      isTls: false,
      hosts: [],
      corsOrigins: [],
    },
  });
  const seen: string[] = [];
  for (const trustProxy of [['127.0.0.1'], false] as const) {
    const app = Fastify({ trustProxy: trustProxy === false ? false : [...trustProxy] });
    await auth.plugin(app);
    app.get('/address', { config: Object.assign({}, { policy: 'public' }) }, async ({ ip }) => ip);
    const headers = { host: 'desk.example', 'x-forwarded-for': '203.0.113.9' };
    seen.push((await app.inject({ url: '/address', headers })).body);
    await app.close();
  }
  expect(seen).toEqual(['203.0.113.9', '127.0.0.1']);
});

test('requests are counted by address and by user, and told when to come again', async () => {
  const rig = await open({
    rates: {
      stranger: { burst: 3, perSecond: 0.1 },
      user: { burst: 5, perSecond: 1 },
      login: plenty,
    },
  });
  const owner = await rig.owner();
  const strangers = [];
  for (let count = 0; count < 5; count += 1) {
    strangers.push(await rig.browser().ask('GET', '/health/live'));
  }
  expect(strangers.map(({ status }) => status)).toEqual([200, 200, 200, 429, 429]);
  expect(strangers[4]?.headers.get('retry-after')).toBe('10');
  expect(strangers[4]?.body).toMatchObject({ code: 'TOO_MANY', isRetryable: true });
  const all = await Promise.all(Array.from({ length: 8 }, () => owner.send('GET', '/auth/me')));
  expect(all.filter(({ status }) => status === 429)).toHaveLength(3);
  // What only reduces risk is counted by itself: whoever has sent too much may still end it.
  expect((await owner.send('POST', '/probe/orders', {})).status).toBe(429);
  expect((await owner.send('POST', '/probe/cancel', {})).status).toBe(200);
  rig.pass(1);
  expect((await owner.send('GET', '/auth/me')).status).toBe(200);
});
