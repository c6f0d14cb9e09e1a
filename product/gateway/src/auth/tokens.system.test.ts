import { createHmac, randomBytes } from 'node:crypto';

import { aLogin, people, secretBytes, type Browser, type LoginRig } from '@argosy/testkit/login';
import { unwrap } from 'argosy/core';
import { listAudit } from '@argosy/storage';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';

import { totpCode, totpStepAt } from './proof/totp.ts';

let rig: LoginRig;
beforeEach(async () => {
  rig = await aLogin({ rates: { login: { burst: 10_000, perSecond: 10_000 } } });
});
afterEach(async () => {
  await rig.close();
});

const actions = async (): Promise<readonly string[]> =>
  unwrap(await listAudit(rig.store.db, {}, { size: 500 })).items.map(({ action }) => action);
const looks = async (browser: Browser): Promise<number> =>
  (await browser.send('GET', '/probe/orders')).status;

test('S-01 forged tokens are refused by every kind of route, and nothing of them is logged', async () => {
  const owner = await rig.owner();
  const [head = '', body = '', mac = ''] = owner.token.split('.');
  const none = Buffer.from('{"alg":"none","typ":"at+jwt","kid":"k1"}').toString('base64url');
  const sign = (text: string, key: string): string =>
    createHmac('sha256', key).update(text).digest('base64url');
  const forged = [
    `${none}.${body}.`,
    `${none}.${body}.${mac}`,
    `${head}.${body}.${sign(`${head}.${body}`, '')}`,
    `${head}.${body}.${sign(`${head}.${body}`, 'argosy')}`,
    `${head}.${body}.${mac.slice(0, -4)}AAAA`,
    `${head}.${Buffer.from('{"sub":"admin"}').toString('base64url')}.${mac}`,
    `${body}.${head}.${mac}`,
    randomBytes(64).toString('base64url'),
  ];
  const routes = [
    ['GET', '/probe/orders'],
    ['POST', '/probe/orders'],
    ['POST', '/probe/limits'],
    ['GET', '/auth/me'],
    ['GET', '/users'],
    ['POST', '/orders'],
  ] as const;
  for (const token of forged) {
    for (const [method, path] of routes) {
      const thief = rig.browser({ authorization: `Bearer ${token}` });
      const answer = await thief.send(method, path, method === 'POST' ? {} : undefined);
      expect([answer.status, answer.body['code']]).toEqual([401, 'TOKEN_INVALID']);
      expect(answer.text).not.toContain(token.slice(0, 40));
    }
  }
  expect(rig.orders).toEqual([]);
  expect(rig.lines.join('\n')).not.toContain(mac);
});

describe('S-02 what was stolen is worth nothing', () => {
  test('a refresh token that comes twice ends its family, whoever brings it', async () => {
    const owner = await rig.owner();
    const ended: unknown[] = [];
    rig.auth.onEnd((end) => ended.push(end));
    const thief = owner.copy({ 'user-agent': 'another device' });
    expect((await owner.refresh()).status).toBe(200);
    const grandchild = owner.copy();
    expect((await thief.refresh()).body['code']).toBe('SESSION_OVER');
    expect((await owner.refresh()).body['code']).toBe('SESSION_OVER');
    expect((await grandchild.refresh()).body['code']).toBe('SESSION_OVER');
    expect([await looks(owner), await looks(thief)]).toEqual([401, 401]);
    expect(ended).toHaveLength(1);
    expect(await actions()).toContain('session.reused');
  });

  test('also where the thief was first', async () => {
    const owner = await rig.owner();
    const thief = owner.copy({ 'user-agent': 'another device' });
    expect((await thief.refresh()).status).toBe(200);
    expect((await owner.refresh()).status).toBe(401);
    expect([await looks(thief), (await thief.refresh()).status]).toEqual([401, 401]);
  });

  test('of a hundred that bring one refresh token at once from elsewhere one is answered, and then none', async () => {
    const owner = await rig.owner();
    const from = (count: number): Browser => owner.copy({ 'user-agent': `device ${count}` });
    const all = await Promise.all(
      Array.from({ length: 100 }, async (_, count) => from(count).refresh()),
    );
    expect(all.filter(({ status }) => status === 200)).toHaveLength(1);
    const won = all.find(({ status }) => status === 200);
    const winner = rig.browser();
    winner.token = String(won?.body['token']);
    expect(await looks(winner)).toBe(401);
  });

  test('a page that was reloaded before it heard is given what it missed, however often, and nothing else', async () => {
    const owner = await rig.owner();
    const [stale, ...left] = [owner.copy(), owner.copy(), owner.copy(), owner.copy()];
    for (const page of left) expect((await page.refresh()).status).toBe(200);
    expect((await owner.refresh()).status).toBe(200);
    expect(new Set([owner, ...left].map(refreshOf)).size).toBe(1);
    expect([(await owner.refresh()).status, await looks(owner)]).toEqual([200, 200]);
    expect((await stale?.refresh())?.status).toBe(401);
    expect(await looks(owner)).toBe(401);
  });

  test.each([
    ['after ten seconds', 11, (thief: Browser) => thief],
    ['without the cookie of the device', 0, withoutDevice],
    ['with a made-up cookie of the device', 0, withForgedDevice],
  ])('but not %s', async (_name, seconds, spoil) => {
    const owner = await rig.owner();
    const thief = spoil(owner.copy());
    expect((await owner.refresh()).status).toBe(200);
    rig.pass(seconds);
    expect((await thief.refresh()).body['code']).toBe('SESSION_OVER');
    expect(await looks(owner)).toBe(401);
    expect(await actions()).toContain('session.reused');
  });

  test('nor a token before the last, however soon', async () => {
    const owner = await rig.owner();
    const thief = owner.copy();
    expect([(await owner.refresh()).status, (await owner.refresh()).status]).toEqual([200, 200]);
    expect([(await thief.refresh()).status, await looks(owner)]).toEqual([401, 401]);
  });

  test('after a logout', async () => {
    const owner = await rig.owner();
    const thief = owner.copy();
    await owner.send('POST', '/auth/logout');
    expect([await looks(thief), (await thief.refresh()).status]).toEqual([401, 401]);
  });

  test('after a change of password, of role, and a removal', async () => {
    const owner = await rig.owner();
    const thief = rig.browser();
    await thief.login(people.owner);
    const next = 'entirely new horses';
    await owner.send('POST', '/auth/password', { current: people.owner.password, next });
    expect([await looks(thief), (await thief.refresh()).status]).toEqual([401, 401]);
    const viewer = await rig.viewer(owner);
    const { user } = (await viewer.send('GET', '/auth/me')).body;
    const copy = viewer.copy();
    await owner.send('PATCH', `/users/${String(user)}`, { accounts: [] });
    expect([await looks(copy), (await copy.refresh()).status]).toEqual([401, 401]);
  });

  test('a session that another process has ended is over within seconds', async () => {
    const owner = await rig.owner();
    expect(await looks(owner)).toBe(200);
    const session = String((await owner.send('GET', '/auth/me')).body['session']);
    await rig.records.endSession(session, { at: rig.now(), reason: 'elsewhere' });
    rig.pass(3);
    expect(await looks(owner)).toBe(401);
  });

  test('a token of a node with other keys', async () => {
    const other = await aLogin();
    const stranger = await other.owner();
    const here = rig.browser({ authorization: `Bearer ${stranger.token}` });
    expect((await here.send('GET', '/auth/me')).body['code']).toBe('TOKEN_INVALID');
    await other.close();
  });
});

describe('S-03 guessing', () => {
  test('a password is guessed five times, then each guess waits; the owner comes in all the while', async () => {
    const owner = await rig.owner();
    const device = owner.cookies.get('argosy-device') ?? '';
    const thief = rig.browser();
    const guess = async (): Promise<readonly unknown[]> => {
      const answer = await thief.login({ name: 'anna', password: `guess ${Math.random()}` });
      return [answer.status, answer.headers.get('retry-after')];
    };
    const guesses = [];
    for (let count = 0; count < 6; count += 1) guesses.push(await guess());
    expect(guesses.slice(0, 5)).toEqual(Array.from({ length: 5 }, () => [401, null]));
    expect(guesses[5]).toEqual([429, '30']);
    const known = rig.browser();
    known.cookies.set('argosy-device', device);
    expect((await known.login(people.owner)).status).toBe(200);
    const forged = rig.browser();
    forged.cookies.set('argosy-device', `${device.slice(0, -3)}AAA`);
    expect((await forged.login(people.owner)).status).toBe(429);
    rig.pass(30);
    expect((await thief.login(people.owner)).status).toBe(200);
  });

  test('a name that nobody has waits as one that somebody has', async () => {
    await rig.owner();
    const waits = [];
    for (const name of ['anna', 'nobody']) {
      const thief = rig.browser();
      const statuses: unknown[] = [];
      for (let count = 0; count < 7; count += 1) {
        const answer = await thief.login({ name, password: 'guess' });
        statuses.push([answer.status, answer.headers.get('retry-after')]);
      }
      waits.push(statuses);
    }
    expect(waits[0]).toEqual(waits[1]);
  });

  test('a code is guessed five times, whatever the password', async () => {
    const owner = await rig.owner();
    const { body } = await owner.send('POST', '/auth/totp');
    const secret = secretBytes(String(body['secret']));
    const code = totpCode(secret, totpStepAt(rig.now()));
    await owner.send('POST', '/auth/totp/verify', { enrolment: body['enrolment'], code });
    const statuses: number[] = [];
    for (let count = 0; count < 8; count += 1) {
      rig.pass(31);
      const guess = String(count).padStart(6, '0');
      statuses.push((await rig.browser().login({ ...people.owner, code: guess })).status);
    }
    expect(statuses.filter((status) => status === 401).length).toBeLessThanOrEqual(6);
    expect(statuses).toContain(429);
  });

  test('a code of one step before and after is taken, of further ones not, and none twice', async () => {
    const owner = await rig.owner();
    const { body } = await owner.send('POST', '/auth/totp');
    const secret = secretBytes(String(body['secret']));
    const codeAt = (steps: number): string => totpCode(secret, totpStepAt(rig.now()) + steps);
    const first = { enrolment: body['enrolment'], code: codeAt(0) };
    expect((await owner.send('POST', '/auth/totp/verify', first)).status).toBe(200);
    const device = owner.cookies.get('argosy-device') ?? '';
    const login = async (code: string): Promise<number> => {
      rig.pass(3_600);
      const browser = rig.browser();
      browser.cookies.set('argosy-device', device);
      return (await browser.login({ ...people.owner, code })).status;
    };
    const codeIn = (steps: number): string => totpCode(secret, totpStepAt(rig.now()) + 120 + steps);
    expect(await login(codeIn(-2))).toBe(401);
    expect(await login(codeIn(2))).toBe(401);
    expect(await login(codeIn(-1))).toBe(200);
    expect(await login(codeIn(1))).toBe(200);
    expect(await login(codeIn(0))).toBe(200);
  });
});

test('S-04 a name that nobody has is answered as one that somebody has, by the same work', async () => {
  const asked: string[] = [];
  await rig.close();
  rig = await aLogin({
    spoil: (records) =>
      new Proxy(records, {
        get: (target, name) => {
          const call: unknown = Reflect.get(target, name);
          if (typeof call !== 'function') return call;
          return (...given: readonly unknown[]): unknown => {
            asked.push(String(name));
            return Reflect.apply(call, target, given);
          };
        },
      }),
  });
  const owner = await rig.owner();
  await rig.viewer(owner);
  const { user } = (await owner.send('GET', '/auth/me')).body;
  expect(user).toMatch(/^[\w-]{16}$/u);
  const tried = async (name: string): Promise<readonly unknown[]> => {
    asked.length = 0;
    const answer = await rig.browser().login({ name, password: 'a wrong password' });
    const { requestId, ...body } = answer.body;
    expect(requestId).toMatch(/^[\w-]{36}$/u);
    const headers = [...answer.headers].filter(([header]) => !/date|x-request-id/u.test(header));
    return [answer.status, body, headers, [...asked]];
  };
  const known = await tried('anna');
  expect(await tried('nobody')).toEqual(known);
  expect(known[3]).toEqual(['findUserByName', 'findCredential', 'appendAudit']);
});

function refreshOf({ cookies }: Browser): string | undefined {
  return cookies.get('argosy-refresh');
}

function withoutDevice(browser: Browser): Browser {
  browser.cookies.delete('argosy-device');
  return browser;
}

function withForgedDevice(browser: Browser): Browser {
  const device = browser.cookies.get('argosy-device') ?? '';
  browser.cookies.set('argosy-device', `${device.slice(0, -3)}AAA`);
  return browser;
}
