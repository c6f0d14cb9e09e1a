import { recoveryAnswerSchema, sessionsAnswerSchema, usersAnswerSchema } from '@argosy/contract';
import { unwrap } from 'argosy/core';
import { listAudit, verifyAudit } from '@argosy/storage';
import { aLogin, people, type LoginRig } from '@argosy/testkit/login';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';

import { totpCode, totpStepAt } from './proof/totp.ts';

let rig: LoginRig;
beforeEach(async () => {
  rig = await aLogin();
});
afterEach(async () => {
  await rig.close();
});

const audited = async (): Promise<readonly (readonly string[])[]> => {
  const { items } = unwrap(await listAudit(rig.store.db, {}, { size: 500 }));
  return items.map(({ action, outcome }) => [action, outcome] as const).toReversed();
};

describe('the first run', () => {
  test('a link makes the owner once, and is worth nothing before and after', async () => {
    const link = (await rig.auth.firstRunLink()) ?? '';
    const [address, token = ''] = link.split('#');
    expect(address).toBe('http://localhost:0/ui/first-run');
    const browser = rig.browser();
    const wrong = await browser.send('POST', '/auth/first-run', {
      token: 'x'.repeat(43),
      ...people.owner,
    });
    expect([wrong.status, wrong.body['code']]).toEqual([403, 'LINK_INVALID']);
    const made = await browser.send('POST', '/auth/first-run', { token, ...people.owner });
    expect([made.status, made.text]).toEqual([204, '']);
    const again = await browser.send('POST', '/auth/first-run', {
      token,
      name: 'eve',
      password: people.owner.password,
    });
    expect([again.status, again.body['code']]).toEqual([403, 'LINK_INVALID']);
    expect(await rig.auth.firstRunLink()).toBeNull();
    expect((await browser.login(people.owner)).status).toBe(200);
    const me = await browser.send('GET', '/auth/me');
    expect(me.body).toMatchObject({
      name: 'anna',
      role: 'owner',
      accounts: 'all',
      ownAccount: 'P-1',
    });
  });

  test('a link ends after an hour; a weak password does not use it up', async () => {
    const [, token = ''] = ((await rig.auth.firstRunLink()) ?? '').split('#');
    const weak = await rig.browser().send('POST', '/auth/first-run', {
      token,
      name: 'anna',
      password: 'password1234',
    });
    expect([weak.status, weak.body['code']]).toEqual([422, 'PASSWORD_WEAK']);
    rig.pass(3_601);
    const late = await rig.browser().send('POST', '/auth/first-run', { token, ...people.owner });
    expect(late.body['code']).toBe('LINK_INVALID');
  });
});

describe('a login', () => {
  test('gives a short token, and a cookie that no script reads', async () => {
    const browser = await rig.owner();
    const answer = await browser.login(people.owner);
    const cookies = answer.headers.getSetCookie();
    const refresh = cookies.find((cookie) => cookie.startsWith('argosy-refresh='));
    expect(refresh).toMatch(/; Path=\/; Max-Age=43200; SameSite=Strict; HttpOnly$/u);
    const csrf = cookies.find((cookie) => cookie.startsWith('argosy-csrf='));
    expect(csrf).toMatch(/; SameSite=Strict$/u);
    expect(answer.headers.get('cache-control')).toBe('no-store');
    const seconds = Date.parse(String(answer.body['expiresAt'])) / 1_000 - rig.now() / 1_000_000;
    expect(seconds).toBe(300);
    expect((await browser.send('GET', '/probe/orders')).status).toBe(200);
    rig.pass(310);
    const late = await browser.send('GET', '/probe/orders');
    expect([late.status, late.body['code']]).toEqual([401, 'TOKEN_INVALID']);
    expect(late.headers.get('www-authenticate')).toBe('Bearer realm="argosy"');
    expect((await browser.refresh()).status).toBe(200);
    expect((await browser.send('GET', '/probe/orders')).status).toBe(200);
  });

  test('ends a day after it began, however often it is refreshed', async () => {
    const browser = await rig.owner();
    for (let hour = 0; hour < 23; hour += 1) {
      rig.pass(3_600);
      expect((await browser.refresh()).status).toBe(200);
    }
    rig.pass(3_599);
    expect((await browser.refresh()).status).toBe(200);
    rig.pass(2);
    expect((await browser.refresh()).body['code']).toBe('SESSION_OVER');
    expect((await browser.send('GET', '/probe/orders')).body['code']).toBe('SESSION_OVER');
  });

  test('is over after twelve hours without a word', async () => {
    const browser = await rig.owner();
    rig.pass(12 * 3_600 + 1);
    expect((await browser.refresh()).body['code']).toBe('SESSION_OVER');
  });

  test('a logout ends it and takes the cookies; others stay', async () => {
    const one = await rig.owner();
    const two = rig.browser();
    await two.login(people.owner);
    const { cookies } = one.copy();
    expect((await one.send('POST', '/auth/logout')).status).toBe(204);
    expect([...one.cookies.keys()]).toEqual(['argosy-device']);
    expect(cookies.size).toBe(3);
    expect((await one.send('GET', '/probe/orders')).body['code']).toBe('SESSION_OVER');
    expect((await two.send('GET', '/probe/orders')).status).toBe(200);
  });

  test('sessions are listed and ended one by one, or all others at once', async () => {
    const one = await rig.owner();
    const [two, three] = [rig.browser({ 'user-agent': 'Two\u00ad' }), rig.browser()];
    for (const browser of [two, three]) await browser.login(people.owner);
    const list = await one.send('GET', '/auth/sessions');
    const { sessions } = sessionsAnswerSchema.parse(list.body);
    expect(sessions).toHaveLength(3);
    expect(sessions.filter(({ isCurrent }) => isCurrent)).toHaveLength(1);
    const target = sessions.find(({ agent }) => agent === 'Two?')?.id ?? '';
    expect((await one.send('DELETE', `/auth/sessions/${target}`)).status).toBe(204);
    expect((await two.send('GET', '/probe/orders')).status).toBe(401);
    expect((await one.send('DELETE', '/auth/sessions')).status).toBe(204);
    expect((await three.send('GET', '/probe/orders')).status).toBe(401);
    expect((await one.send('GET', '/probe/orders')).status).toBe(200);
    const unknown = await one.send('DELETE', `/auth/sessions/${target}`);
    expect(unknown.body['code']).toBe('SESSION_UNKNOWN');
  });

  test('a user has twenty at once; the first gives way', async () => {
    const first = await rig.owner();
    for (let count = 0; count < 20; count += 1) {
      rig.pass(60);
      const browser = rig.browser();
      expect((await browser.login(people.owner)).status).toBe(200);
    }
    expect((await first.refresh()).body['code']).toBe('SESSION_OVER');
  });

  test('a password is changed by who knows the old one, and all other sessions end', async () => {
    const one = await rig.owner();
    const two = rig.browser();
    await two.login(people.owner);
    const next = 'entirely new horses';
    const wrong = await one.send('POST', '/auth/password', { current: 'wrong', next });
    expect([wrong.status, wrong.body['code']]).toEqual([401, 'LOGIN_FAILED']);
    const current = people.owner.password;
    const weak = await one.send('POST', '/auth/password', { current, next: 'anna-anna-anna' });
    expect(weak.body['code']).toBe('PASSWORD_WEAK');
    expect((await one.send('POST', '/auth/password', { current, next })).status).toBe(204);
    expect((await two.send('GET', '/probe/orders')).status).toBe(401);
    expect((await two.refresh()).status).toBe(401);
    expect((await one.send('GET', '/probe/orders')).status).toBe(200);
    expect((await rig.browser().login(people.owner)).status).toBe(401);
    expect((await rig.browser().login({ name: 'anna', password: next })).status).toBe(200);
  });
});

describe('a second factor', () => {
  const enrol = async (): Promise<{ secret: Uint8Array; codes: readonly string[] }> => {
    const browser = await rig.owner();
    const begun = await browser.send('POST', '/auth/totp');
    const secret = fromBase32(String(begun.body['secret']));
    const code = totpCode(secret, totpStepAt(rig.now()));
    const { enrolment } = begun.body;
    const done = await browser.send('POST', '/auth/totp/verify', { enrolment, code });
    expect(done.status).toBe(200);
    return { secret, codes: recoveryAnswerSchema.parse(done.body).recoveryCodes };
  };

  test('is asked for once its first code has come, and each code is taken once', async () => {
    const { secret } = await enrol();
    const without = await rig.browser().login(people.owner);
    expect([without.status, without.body['code']]).toEqual([401, 'CODE_REQUIRED']);
    const used = totpCode(secret, totpStepAt(rig.now()));
    const replayed = await rig.browser().login({ ...people.owner, code: used });
    expect(replayed.body['code']).toBe('LOGIN_FAILED');
    rig.pass(30);
    const code = totpCode(secret, totpStepAt(rig.now()));
    const browser = rig.browser();
    expect((await browser.login({ ...people.owner, code })).status).toBe(200);
    expect((await rig.browser().login({ ...people.owner, code })).status).toBe(401);
    expect((await browser.send('GET', '/auth/me')).body).toMatchObject({
      hasSecondFactor: true,
      recoveryCodesLeft: 10,
    });
  });

  test('S-03 of many logins at once with one code one comes in', async () => {
    const { secret } = await enrol();
    rig.pass(30);
    const code = totpCode(secret, totpStepAt(rig.now()));
    const all = await Promise.all(
      Array.from({ length: 25 }, () => rig.browser().login({ ...people.owner, code })),
    );
    expect(all.filter(({ status }) => status === 200)).toHaveLength(1);
  });

  test('a recovery code stands in for it, once', async () => {
    const { codes } = await enrol();
    const [code = ''] = codes;
    expect((await rig.browser().login({ ...people.owner, code })).status).toBe(200);
    expect((await rig.browser().login({ ...people.owner, code })).status).toBe(401);
    const other = codes[1]?.toUpperCase().replaceAll('-', ' ');
    expect((await rig.browser().login({ ...people.owner, code: other })).status).toBe(200);
  });

  test('is begun shortly after a login alone, finished in time, and by who began it', async () => {
    const browser = await rig.owner();
    const begun = await browser.send('POST', '/auth/totp');
    const { enrolment } = begun.body;
    const secret = fromBase32(String(begun.body['secret']));
    const codeNow = (): string => totpCode(secret, totpStepAt(rig.now()));
    const viewer = await rig.viewer(browser);
    const stolen = await viewer.send('POST', '/auth/totp/verify', { enrolment, code: codeNow() });
    expect(stolen.body['code']).toBe('LINK_INVALID');
    const wrong = await browser.send('POST', '/auth/totp/verify', { enrolment, code: '000000' });
    expect(wrong.body['code']).toBe('BAD_VALUE');
    rig.pass(280);
    await browser.refresh();
    rig.pass(30);
    const stale = await browser.send('POST', '/auth/totp');
    expect([stale.status, stale.body['code']]).toEqual([403, 'PROOF_REQUIRED']);
    const { password } = people.owner;
    const stepped = await browser.send('POST', '/auth/step-up', { password });
    browser.token = String(stepped.body['token']);
    expect((await browser.send('POST', '/auth/totp')).status).toBe(200);
    rig.pass(600);
    await browser.refresh();
    const again = await browser.send('POST', '/auth/step-up', { password });
    browser.token = String(again.body['token']);
    const late = await browser.send('POST', '/auth/totp/verify', { enrolment, code: codeNow() });
    expect(late.body['code']).toBe('LINK_INVALID');
  });

  test('is taken away with password and code, not with one of them', async () => {
    const { secret } = await enrol();
    rig.pass(30);
    const code = totpCode(secret, totpStepAt(rig.now()));
    const browser = rig.browser();
    await browser.login({ ...people.owner, code });
    const { password } = people.owner;
    const without = await browser.send('POST', '/auth/totp/remove', { password });
    expect(without.body['code']).toBe('CODE_REQUIRED');
    rig.pass(30);
    const next = totpCode(secret, totpStepAt(rig.now()));
    const removed = await browser.send('POST', '/auth/totp/remove', { password, code: next });
    expect(removed.status).toBe(204);
    expect((await rig.browser().login(people.owner)).status).toBe(200);
    expect((await browser.send('GET', '/auth/me')).body).toMatchObject({
      hasSecondFactor: false,
      recoveryCodesLeft: 0,
    });
  });
});

describe('people', () => {
  test('a viewer is invited, sees what was granted, and does nothing', async () => {
    const owner = await rig.owner();
    const viewer = await rig.viewer(owner, ['P-1']);
    expect((await viewer.send('GET', '/auth/me')).body).toMatchObject({
      name: 'bert',
      role: 'viewer',
      accounts: ['P-1'],
      ownAccount: null,
    });
    expect((await viewer.send('GET', '/probe/orders')).status).toBe(200);
    for (const [method, path] of [
      ['POST', '/probe/orders'],
      ['POST', '/probe/limits'],
      ['GET', '/users'],
    ] as const) {
      const refused = await viewer.send(method, path, method === 'POST' ? {} : undefined);
      expect([refused.status, refused.body['code']]).toEqual([403, 'ROLE_REFUSED']);
    }
    expect(rig.orders).toEqual([]);
    const list = usersAnswerSchema.parse((await owner.send('GET', '/users')).body);
    expect(list.users).toMatchObject([
      { name: 'anna', ownAccount: 'P-1', accounts: [] },
      { name: 'bert', ownAccount: null, accounts: ['P-1'] },
    ]);
  });

  test('a change of role, a lock and a removal end what they had, at once', async () => {
    const owner = await rig.owner();
    const viewer = await rig.viewer(owner);
    const ended: unknown[] = [];
    const stop = rig.auth.onEnd((end) => ended.push(end));
    const { user } = (await viewer.send('GET', '/auth/me')).body;
    const change = (body: object) => owner.send('PATCH', `/users/${String(user)}`, body);
    expect((await change({ role: 'owner' })).status).toBe(204);
    expect((await viewer.send('GET', '/probe/orders')).body['code']).toBe('SESSION_OVER');
    expect(ended).toEqual([{ user, session: null }]);
    await viewer.login(people.viewer);
    expect((await viewer.send('GET', '/auth/me')).body).toMatchObject({ ownAccount: 'P-2' });
    expect((await change({ role: 'viewer', status: 'disabled' })).status).toBe(204);
    expect((await viewer.login(people.viewer)).body['code']).toBe('LOGIN_FAILED');
    expect((await viewer.refresh()).status).toBe(401);
    expect((await change({ status: 'active' })).status).toBe(204);
    expect((await viewer.login(people.viewer)).status).toBe(200);
    expect((await owner.send('DELETE', `/users/${String(user)}`)).status).toBe(204);
    expect((await viewer.send('GET', '/probe/orders')).status).toBe(401);
    expect((await viewer.login(people.viewer)).status).toBe(401);
    expect((await change({ status: 'active' })).body['code']).toBe('USER_UNKNOWN');
    stop();
  });

  test('the last owner stays one', async () => {
    const owner = await rig.owner();
    const { user } = (await owner.send('GET', '/auth/me')).body;
    for (const answer of [
      await owner.send('PATCH', `/users/${String(user)}`, { role: 'viewer' }),
      await owner.send('PATCH', `/users/${String(user)}`, { status: 'disabled' }),
      await owner.send('DELETE', `/users/${String(user)}`),
    ]) {
      expect([answer.status, answer.body['code']]).toEqual([409, 'LAST_OWNER']);
    }
    expect((await owner.send('GET', '/probe/orders')).status).toBe(200);
  });

  test('an invitation is taken back, replaced, over after three days, and for a free name', async () => {
    const owner = await rig.owner();
    const invite = async (name: string) =>
      owner.send('POST', '/users/invitations', { name, role: 'viewer' });
    const accept = async (link: unknown) =>
      rig.browser().send('POST', '/auth/invitation', {
        token: String(link).split('#')[1],
        password: people.viewer.password,
      });
    const first = (await invite('carl')).body['link'];
    const second = (await invite('carl')).body['link'];
    expect((await accept(first)).body['code']).toBe('LINK_INVALID');
    expect((await owner.send('DELETE', '/users/invitations/carl')).status).toBe(204);
    expect((await accept(second)).body['code']).toBe('LINK_INVALID');
    const none = await owner.send('DELETE', '/users/invitations/carl');
    expect(none.body['code']).toBe('INVITATION_UNKNOWN');
    expect((await invite('anna')).body['code']).toBe('NAME_TAKEN');
    const third = (await invite('carl')).body['link'];
    rig.pass(72 * 3_600);
    expect((await accept(third)).body['code']).toBe('LINK_INVALID');
  });

  test('what is beyond a login wants a proof of the last five minutes', async () => {
    const owner = await rig.owner();
    expect((await owner.send('POST', '/probe/limits', {})).status).toBe(200);
    rig.pass(299);
    await owner.refresh();
    rig.pass(2);
    const stale = await owner.send('POST', '/probe/limits', {});
    expect([stale.status, stale.body['code']]).toEqual([403, 'PROOF_REQUIRED']);
    const { password } = people.owner;
    const wrong = await owner.send('POST', '/auth/step-up', { password: 'wrong' });
    expect(wrong.body['code']).toBe('LOGIN_FAILED');
    const right = await owner.send('POST', '/auth/step-up', { password });
    owner.token = String(right.body['token']);
    expect((await owner.send('POST', '/probe/limits', {})).status).toBe(200);
    await owner.refresh();
    expect((await owner.send('POST', '/probe/limits', {})).status).toBe(403);
  });
});

test('the audit tells of everything that was done and tried, in an unbroken chain', async () => {
  const owner = await rig.owner();
  await rig.browser().login({ name: 'anna', password: 'wrong' });
  await rig.browser().login({ name: 'my password', password: 'oops' });
  await owner.send('POST', '/probe/orders', { qty: '1' });
  // How a request ended is written a little later, unless another one begins before.
  await expect.poll(audited).toContainEqual(['order.place', 'done']);
  await owner.send('POST', '/auth/logout');
  expect(await audited()).toEqual([
    ['user.create', 'done'],
    ['login', 'done'],
    ['login.failed', 'LOGIN_FAILED'],
    ['login.failed', 'LOGIN_FAILED'],
    ['order.place', 'begun'],
    ['order.place', 'done'],
    ['session.end', 'done'],
  ]);
  expect(await verifyAudit(rig.store)).toMatchObject({ rows: 7, fault: null });
  const { items } = unwrap(await listAudit(rig.store.db, {}));
  expect(JSON.stringify(items)).not.toContain('my password');
});

function fromBase32(text: string): Uint8Array {
  const signs = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567';
  const bits = Array.from(text, (sign) => signs.indexOf(sign).toString(2).padStart(5, '0')).join(
    '',
  );
  const bytes = bits.match(/[01]{8}/gu) ?? [];
  return Uint8Array.from(bytes, (byte) => Number.parseInt(byte, 2));
}
