import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import {
  aLogin,
  people,
  secretBytes,
  type LoginRig,
  type LoginRigOptions,
} from '@argosy/testkit/login';
import { listAudit } from '@argosy/storage';
import { unwrap } from 'argosy/core';
import { afterEach, describe, expect, test } from 'vitest';

import { totpCode, totpStepAt } from './proof/totp.ts';
import type { Records } from '../platform/records.ts';

const plenty = { burst: 1_000_000, perSecond: 1_000_000 };
let rig: LoginRig | null = null;
const open = async (options: LoginRigOptions = {}): Promise<LoginRig> => {
  rig = await aLogin({ rates: { login: plenty, stranger: plenty, user: plenty }, ...options });
  return rig;
};
afterEach(async () => {
  await rig?.close();
  rig = null;
});

test('S-14 no secret is in the database, the log, the audit, an address or the process', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'argosy-canary-'));
  const { owner, store, ...rest } = await open({
    place: { engine: 'sqlite', file: join(folder, 'records.db') },
  });
  const browser = await owner();
  const link = await browser.send('POST', '/users/invitations', { name: 'carl', role: 'viewer' });
  const enrolled = await browser.send('POST', '/auth/totp');
  const refresh = browser.cookies.get('argosy-refresh') ?? '';
  await rest.browser().login({ name: 'anna', password: 'canary of a wrong password' });
  await rest.browser().login({ name: 'canary of a name', password: 'x' });
  await rest.browser().ask('GET', '/api/v1/nowhere?token=canary-in-an-address');
  await browser.send('POST', '/probe/failing', { password: 'canary in a body' });
  const canaries = [
    people.owner.password,
    'canary of a wrong password',
    'canary of a name',
    'canary in a body',
    'canary-in-an-address',
    String(link.body['link']).split('#')[1] ?? '',
    String(enrolled.body['secret']),
    refresh,
    browser.cookies.get('argosy-csrf') ?? '',
    browser.cookies.get('argosy-device') ?? '',
    browser.token,
    browser.token.split('.')[2] ?? '',
  ];
  expect(canaries.every((canary) => canary.length >= 16)).toBe(true);
  const audit = unwrap(await listAudit(store.db, {}, { size: 500 }));
  await store.db.selectFrom('audit').selectAll().execute();
  const files = readdirSync(folder).map((file) => readFileSync(join(folder, file), 'latin1'));
  const process = ['cmdline', 'environ'].map((name) =>
    readFileSync(`/proc/self/${name}`, 'latin1'),
  );
  const places = {
    files: files.join(),
    log: rest.lines.join(),
    audit: JSON.stringify(audit),
    process: process.join(),
  };
  const found = Object.entries(places).flatMap(([place, text]) =>
    canaries.filter((canary) => text.includes(canary)).map((canary) => `${canary} in ${place}`),
  );
  expect(found).toEqual([]);
  expect(places.files).toContain('$argon2id$');
  rmSync(folder, { recursive: true });
});

describe('S-17 of many at once one has it', () => {
  const HUNDRED = 100;

  test('of a first-run link', async () => {
    const { auth, browser, records } = await open();
    const [, token = ''] = ((await auth.firstRunLink()) ?? '').split('#');
    const all = await Promise.all(
      Array.from({ length: HUNDRED }, (_none, at) =>
        browser().send('POST', '/auth/first-run', {
          token,
          name: `owner ${at}`,
          password: people.owner.password,
        }),
      ),
    );
    expect(all.filter(({ status }) => status === 204)).toHaveLength(1);
    expect(await records.countUsers()).toBe(1);
  });

  test('of an invitation', async () => {
    const { owner, browser, records } = await open();
    const by = await owner();
    const invited = await by.send('POST', '/users/invitations', { name: 'carl', role: 'owner' });
    const [, token] = String(invited.body['link']).split('#');
    const all = await Promise.all(
      Array.from({ length: HUNDRED }, () =>
        browser().send('POST', '/auth/invitation', { token, password: people.viewer.password }),
      ),
    );
    expect(all.filter(({ status }) => status === 204)).toHaveLength(1);
    expect(await records.countUsers()).toBe(2);
    expect(await records.listAccountHolders()).toHaveLength(2);
  });

  test('of a code, where the password is right', async () => {
    const { owner, browser, now, pass } = await open();
    const by = await owner();
    const device = by.cookies.get('argosy-device') ?? '';
    const { body } = await by.send('POST', '/auth/totp');
    const secret = secretBytes(String(body['secret']));
    const codeNow = (): string => totpCode(secret, totpStepAt(now()));
    await by.send('POST', '/auth/totp/verify', { enrolment: body['enrolment'], code: codeNow() });
    pass(3_600);
    const code = codeNow();
    const all = await Promise.all(
      Array.from({ length: HUNDRED }, () => {
        const one = browser();
        one.cookies.set('argosy-device', device);
        return one.login({ ...people.owner, code });
      }),
    );
    expect(all.filter(({ status }) => status === 200)).toHaveLength(1);
  });

  test('two owners who remove each other leave one', async () => {
    let isMet = true;
    const { owner, browser, records } = await open({ spoil: meeting(() => !isMet) });
    const anna = await owner();
    const invited = await anna.send('POST', '/users/invitations', { name: 'carl', role: 'owner' });
    const [, token] = String(invited.body['link']).split('#');
    await browser().send('POST', '/auth/invitation', { token, password: people.viewer.password });
    const carl = browser();
    await carl.login({ name: 'carl', password: people.viewer.password });
    const idOf = async (one: typeof anna): Promise<string> =>
      String((await one.send('GET', '/auth/me')).body['user']);
    const [annaId, carlId] = [await idOf(anna), await idOf(carl)];
    isMet = false;
    const answers = await Promise.all([
      anna.send('DELETE', `/users/${carlId}`),
      carl.send('DELETE', `/users/${annaId}`),
    ]);
    isMet = true;
    expect(answers.map(({ status }) => status).toSorted((a, b) => a - b)).toEqual([204, 409]);
    const active = (await records.listUsers()).filter(({ status }) => status === 'active');
    expect(active).toHaveLength(1);
  });
});

describe('S-19 what breaks lets nobody through', () => {
  /** Each thing that the guard and the audit ask of the records. */
  const questions: readonly (keyof Records)[] = [
    'findSession',
    'findUser',
    'findAccountAccess',
    'appendAudit',
  ];

  test.each(questions)('%s throws', async (broken) => {
    let isBroken = false;
    const { owner, orders, pass } = await open({ spoil: breaking(broken, () => isBroken) });
    const browser = await owner();
    expect((await browser.send('POST', '/probe/orders', {})).status).toBe(200);
    isBroken = true;
    pass(3);
    const refused = await browser.send('POST', '/probe/orders', {});
    expect([refused.status, refused.body['code']]).toEqual([503, 'UNAVAILABLE']);
    expect(refused.headers.get('retry-after')).toBe('1');
    expect(orders).toHaveLength(1);
    isBroken = false;
    expect((await browser.send('POST', '/probe/orders', {})).status).toBe(200);
  });

  test.each(['changeRecords', 'findUserByName', 'findCredential', 'appendAudit'] as const)(
    'a login while %s throws is none',
    async (broken) => {
      let isBroken = false;
      const { owner, browser } = await open({ spoil: breaking(broken, () => isBroken) });
      await owner();
      isBroken = true;
      const password = broken === 'appendAudit' ? 'a wrong password' : people.owner.password;
      const thief = browser();
      const answer = await thief.login({ name: 'anna', password });
      expect(answer.status).toBeGreaterThanOrEqual(500);
      expect([thief.token, thief.cookies.size]).toEqual(['', 0]);
    },
  );

  test('a route that does not say who may call it is not added, nor one without a name for the audit', async () => {
    const { app } = await open();
    await app.ready();
    const { default: Fastify } = await import('fastify');
    const bare = Fastify();
    const other = await aLogin();
    await other.auth.plugin(bare);
    expect(() => bare.get('/open', () => 'hello')).toThrow('has no policy');
    const typo = { policy: 'everybody' };
    expect(() => bare.get('/typo', { config: typo }, () => 'hello')).toThrow('has no policy');
    const silent = { policy: 'owner' };
    expect(() => bare.post('/silent', { config: silent }, () => 'hello')).toThrow(
      'does not say what the audit calls it',
    );
    await other.close();
  });
});

describe('S-20 errors', () => {
  test('tell nothing of the inside, and their log line has neither', async () => {
    const { owner, lines } = await open();
    const browser = await owner();
    const failed = await browser.send('POST', '/probe/failing', { password: 'hunter2hunter2' });
    expect([failed.status, failed.body['code']]).toEqual([500, 'INTERNAL']);
    expect(failed.text).not.toMatch(/select|credentials|at .*\.ts|node:/iu);
    expect(lines.join()).not.toContain('hunter2hunter2');
    expect(failed.headers.get('content-security-policy')).toContain("default-src 'none'");
  });

  test('are one line each, whatever a stranger sends', async () => {
    const { browser, lines } = await open();
    const agent = 'curl\u001b[31m\u0007';
    const evil = encodeURIComponent('x\r\n{"level":"error","message":"forged"}\u001b[2J');
    await browser().ask('GET', `/api/v1/${evil}`);
    await browser({ 'x-request-id': 'forged id with spaces' }).ask('GET', '/api/v1/auth/me');
    await browser().login({ name: 'x\u2028{"level":"error"}', password: agent });
    await browser().send('DELETE', `/users/${evil}`);
    const odd = lines.filter((line) => /[\p{Cc}\p{Zl}\p{Zp}]/u.test(line.trimEnd()));
    expect(odd).toEqual([]);
    expect(lines.every((line) => typeof JSON.parse(line) === 'object')).toBe(true);
    expect(lines.filter((line) => line.includes('"level":"error"'))).toEqual([]);
  });

  test('of every kind have the headers that every answer has', async () => {
    const { owner, browser } = await open();
    const known = await owner();
    const answers = [
      await known.send('GET', '/auth/me'),
      await browser().send('GET', '/auth/me'),
      await browser().send('GET', '/nowhere'),
      await browser().ask('GET', '/api/v1/%E0%A4%A'),
      await browser().send('POST', '/auth/login', '{'),
      await browser().ask('GET', '/health/live'),
      await browser().ask('GET', '/ui/login'),
      await known.send('POST', '/probe/failing', {}),
    ];
    const names = [
      'content-security-policy',
      'x-content-type-options',
      'x-frame-options',
      'referrer-policy',
    ];
    const missing = answers.map(({ headers }) => names.filter((name) => !headers.has(name)));
    expect(missing).toEqual(answers.map(() => []));
  });
});

/** Lets two that look for a user go on together once both have looked. */
function meeting(isMeeting: () => boolean): (records: Records) => Records {
  const waiting: (() => void)[] = [];
  return (records) => ({
    ...records,
    findUser: async (id) => {
      const found = await records.findUser(id);
      if (!isMeeting()) return found;
      const met = new Promise<void>((resolve) => waiting.push(resolve));
      if (waiting.length === 2) for (const go of waiting.splice(0)) go();
      await met;
      return found;
    },
  });
}

function breaking(broken: keyof Records, isBroken: () => boolean): (records: Records) => Records {
  return (records) =>
    new Proxy(records, {
      get: (target, name) => {
        const call: unknown = Reflect.get(target, name);
        if (name !== broken || typeof call !== 'function') return call;
        return (...given: readonly unknown[]): unknown => {
          if (isBroken()) return Promise.reject(new Error('the database is gone'));
          return Reflect.apply(call, target, given);
        };
      },
    });
}
