import { readdirSync, readFileSync } from 'node:fs';
import { connect } from 'node:net';
import { join } from 'node:path';

import { aLogin, hashTables, people, type Browser, type LoginRig } from '@argosy/testkit/login';
import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';

import { formatCell } from '../http/csv.ts';

let rig: LoginRig;
let owner: Browser;
const plenty = { burst: 1_000_000, perSecond: 1_000_000 };
beforeEach(async () => {
  rig = await aLogin({ rates: { login: plenty, stranger: plenty, user: plenty } });
  owner = await rig.owner();
});
afterEach(async () => {
  await rig.close();
});

const text43 = 'x'.repeat(43);
/** A body that each route takes, but for the values that only the server knows. */
const bodies: Readonly<Record<string, Readonly<Record<string, unknown>>>> = {
  login: people.owner,
  stepUp: { password: people.owner.password },
  makeFirstOwner: { token: text43, ...people.viewer },
  acceptInvitation: { token: text43, password: people.viewer.password },
  changePassword: { current: people.owner.password, next: 'another horse entirely' },
  verifySecondFactor: { enrolment: 'AQ', code: '000000' },
  removeSecondFactor: { password: people.owner.password },
  inviteUser: { name: 'carl', role: 'viewer', accounts: ['P-1'] },
  changeUser: { role: 'viewer' },
};

const withBodies = (): LoginRig['auth']['routes'] =>
  rig.auth.routes.filter(({ body }) => body !== null);
const send = async (
  { method, path }: LoginRig['auth']['routes'][number],
  body: unknown,
): ReturnType<Browser['send']> => owner.send(method, path.replace(/:\w+/u, 'nobody'), body);

describe('S-06 members', () => {
  test('that no schema names are refused by every route, and nothing is done', async () => {
    expect(
      withBodies()
        .map(({ name }) => name)
        .toSorted(),
    ).toEqual(Object.keys(bodies).toSorted());
    const before = await hashTables(rig.store);
    for (const route of withBodies()) {
      for (const extra of [
        'role',
        'id',
        'user',
        'status',
        'isAdmin',
        'accountId',
        'balance',
        'x',
      ]) {
        const body = bodies[route.name] ?? {};
        if (Object.hasOwn(body, extra) || (route.name === 'changeUser' && extra === 'status'))
          continue;
        const answer = await send(route, { ...body, [extra]: 'owner' });
        expect([route.name, extra, answer.status]).toEqual([route.name, extra, 400]);
        expect(answer.body['code']).toBe('REQUEST_INVALID');
      }
    }
    expect(await hashTables(rig.store)).toEqual(before);
  });

  test('that hold secrets are in no answer, and each answer is what its schema says', async () => {
    await rig.viewer(owner);
    for (const { name, method, path, answer, body } of rig.auth.routes) {
      if (method !== 'GET' || answer === null || body !== null) continue;
      const given = await owner.send('GET', path);
      expect([name, answer.safeParse(given.body).success]).toEqual([name, true]);
      expect(given.text).not.toMatch(/argon2|secret"|password|hash|failedLogins/iu);
    }
  });
});

const payloads = [
  "' OR '1'='1",
  "'; DROP TABLE users; --",
  "anna' --",
  "anna'/*",
  '" OR ""="',
  "1' AND (SELECT count(*) FROM credentials) > 0 --",
  "' UNION SELECT secret FROM credentials --",
  "anna\\' OR 1=1 --",
  '%',
  '_',
  "admin'||'",
  '$1; SELECT pg_sleep(5)',
  '{"$ne":null}',
];

describe('S-08 SQL', () => {
  test('in any text of any route is a value like any other', async () => {
    const before = await hashTables(rig.store);
    for (const payload of payloads) {
      const stranger = await rig
        .browser()
        .login({ name: payload, password: people.owner.password });
      expect([payload, stranger.status]).toEqual([payload, 401]);
      for (const route of withBodies()) {
        const body = bodies[route.name] ?? {};
        // A name of an invitation may be anything on one line.
        const free = route.name === 'inviteUser' ? 'name' : '';
        for (const member of Object.keys(body).filter((one) => one !== free)) {
          const answer = await send(route, { ...body, [member]: payload });
          expect([400, 401, 403, 404, 409, 422, 429]).toContain(answer.status);
        }
      }
      const encoded = encodeURIComponent(payload);
      for (const [method, path] of [
        ['DELETE', `/auth/sessions/${encoded}`],
        ['DELETE', `/users/${encoded}`],
        ['DELETE', `/users/invitations/${encoded}`],
      ] as const) {
        expect((await owner.send(method, path)).status).toBe(404);
      }
    }
    expect(await hashTables(rig.store)).toEqual(before);
  });

  test('is made of text nowhere: what is put into a query goes through the builder', () => {
    const root = join(import.meta.dirname, '../../../..');
    const rooms = ['edges/storage/src', 'product', 'apps'];
    const files = rooms.flatMap((room) =>
      readdirSync(join(root, room), { recursive: true, encoding: 'utf8' })
        .filter((file) => file.endsWith('.ts') && !/test\.ts$|node_modules|dist/u.test(file))
        .map((file) => join(root, room, file)),
    );
    expect(files.length).toBeGreaterThan(200);
    // `sql` as a tag makes values of what is in braces; a call of it with a text, or its `raw`, does not.
    const raw = /\bsql\s*\(|\bsql\.raw\(|query\(\s*`[^`]*\$\{|executeQuery\(\s*`/u;
    const found = files.filter((file) => raw.test(readFileSync(file, 'utf8')));
    // Statements and types that are made of the program's own tables, before anybody asks anything.
    const known = new Set(['edges/storage/src/schema/migrate.ts', 'edges/storage/src/bulk.ts']);
    expect(
      found.map((file) => file.slice(root.length + 1)).filter((file) => !known.has(file)),
    ).toEqual([]);
  });
});

test('S-09 cells of a table never begin a formula, and keep what they were', () => {
  for (const start of ['=', '+', '-', '@', '\t', '\r', '\n']) {
    const cell = formatCell(`${start}cmd|' /C calc'!A0`).replace(/^"/u, '');
    expect(cell.startsWith("'")).toBe(true);
  }
  fc.assert(
    fc.property(fc.string(), (text) => {
      const cell = formatCell(text);
      const read = /^"[^]*"$/u.test(cell) ? cell.slice(1, -1).replaceAll('""', '"') : cell;
      expect([text, `'${text}`]).toContain(read);
    }),
  );
});

describe('S-13 requests that are none', () => {
  test('smuggled ones are cut off', async () => {
    const both =
      'POST /api/v1/auth/login HTTP/1.1\r\nHost: localhost\r\nContent-Length: 4\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\nGET /api/v1/users HTTP/1.1\r\n\r\n';
    const twice =
      'POST /api/v1/auth/login HTTP/1.1\r\nHost: localhost\r\nContent-Length: 4\r\nContent-Length: 5\r\n\r\nabcde';
    const odd =
      'POST /api/v1/auth/login HTTP/1.1\r\nHost: localhost\r\nTransfer-Encoding: xchunked\r\n\r\n0\r\n\r\n';
    for (const request of [both, twice, odd]) {
      const answer = await raw(request);
      expect(answer).toMatch(/^HTTP\/1\.1 (?:400|501) /u);
      expect(answer.match(/HTTP\/1\.1 /gu)).toHaveLength(1);
    }
  });

  test('too many headers, and too long ones, are not read', async () => {
    const many = Array.from({ length: 100_000 }, (_none, at) => `x-${at}: 1\r\n`).join('');
    const start = 'GET /health/live HTTP/1.1\r\nHost: localhost\r\n';
    expect(await raw(`${start}${many}\r\n`)).toMatch(/^HTTP\/1\.1 431 /u);
    expect(await raw(`${start}x: ${'y'.repeat(100_000)}\r\n\r\n`)).toMatch(/^HTTP\/1\.1 431 /u);
  });

  test('another name, or none, is not ours', async () => {
    const get = (host: string): string =>
      `GET /health/live HTTP/1.1\r\n${host}Connection: close\r\n\r\n`;
    expect(await raw(get('Host: evil.example\r\n'))).toMatch(/^HTTP\/1\.1 421 /u);
    expect(await raw(get('Host: localhost\r\nHost: evil.example\r\n'))).toMatch(
      /^HTTP\/1\.1 (?:400|421|200) /u,
    );
    expect(await raw(get(''))).toMatch(/^HTTP\/1\.1 400 /u);
    expect(await raw(get('Host: localhost\r\n'))).toMatch(/^HTTP\/1\.1 200 /u);
  });

  test('bodies that would change what objects are, or are deep, or long, come to nothing', async () => {
    const deep = `${'['.repeat(100_000)}${']'.repeat(100_000)}`;
    for (const [body, status] of [
      ['{"__proto__":{"role":"owner"},"name":"anna","password":"x"}', 400],
      ['{"constructor":{"prototype":{"role":"owner"}}}', 400],
      [deep, 400],
      [`{"name":${deep},"password":"x"}`, 400],
      [`{"name":"anna","password":"${'x'.repeat(2 << 20)}"}`, 413],
      ['{"name":"anna","name":"eve","password":"x"}', 401],
      ['nothing', 400],
      ['', 400],
      ['[]', 400],
      ['null', 400],
    ] as const) {
      const answer = await rig.browser().send('POST', '/auth/login', body);
      expect([body.slice(0, 40), answer.status]).toEqual([body.slice(0, 40), status]);
    }
    expect(Object.prototype).not.toHaveProperty('role');
    const form = { 'content-type': 'application/x-www-form-urlencoded' };
    const posted = await rig.browser().send('POST', '/auth/login', 'name=anna&password=x', form);
    expect(posted.status).toBe(415);
  });

  test('any headers, cookies and bodies are answered, and never with a fault', async () => {
    const line = fc.string({
      unit: fc.integer({ min: 32, max: 126 }).map((code) => String.fromCodePoint(code)),
    });
    await fc.assert(
      fc.asyncProperty(line, line, line, fc.json(), async (cookie, auth, origin, body) => {
        const headers = { cookie, authorization: auth, origin, 'x-csrf-token': cookie };
        for (const path of ['/auth/login', '/auth/refresh', '/auth/step-up', '/probe/orders']) {
          const answer = await rig.browser().send('POST', path, body, headers);
          expect([400, 401, 403]).toContain(answer.status);
        }
      }),
      { numRuns: 60 },
    );
    expect(rig.orders).toEqual([]);
    expect(rig.lines.filter((written) => written.includes('"level":"error"'))).toEqual([]);
  });
});

describe('cookies of ours', () => {
  test('do nothing for a page of somebody else', async () => {
    for (const headers of [
      { 'x-csrf-token': '' },
      { 'x-csrf-token': 'guess' },
      { origin: 'https://evil.example' },
      { origin: 'null' },
      { 'sec-fetch-site': 'cross-site' },
      { 'sec-fetch-site': 'same-site' },
    ]) {
      for (const path of ['/auth/refresh', '/auth/logout']) {
        const answer = await owner.copy().send('POST', path, undefined, headers);
        expect([headers, answer.status]).toEqual([headers, 403]);
      }
    }
    const other = rig.browser();
    await other.login(people.owner);
    const mixed = owner.copy();
    mixed.cookies.set('argosy-csrf', other.cookies.get('argosy-csrf') ?? '');
    expect((await mixed.refresh()).body['code']).toBe('CSRF_REFUSED');
    expect((await owner.refresh()).status).toBe(200);
  });

  test('other origins are told no, but for those that were named', async () => {
    const ask = (origin: string): ReturnType<Browser['send']> =>
      rig.browser().send('OPTIONS', '/probe/orders', undefined, {
        origin,
        'access-control-request-method': 'POST',
        'access-control-request-headers': 'authorization',
      });
    const stranger = await ask('https://evil.example');
    expect([stranger.status, stranger.headers.get('access-control-allow-origin')]).toEqual([
      403,
      null,
    ]);
    const named = await ask('https://charts.example');
    expect([named.status, named.headers.get('access-control-allow-origin')]).toEqual([
      204,
      'https://charts.example',
    ]);
    expect(named.headers.get('access-control-allow-credentials')).toBeNull();
  });
});

/** Sends bytes as they are, and gives what came back until the end or a quiet moment. */
async function raw(request: string): Promise<string> {
  const { hostname, port } = new URL(rig.url);
  return new Promise((resolve) => {
    let answer = '';
    const socket = connect(Number(port), hostname, () => socket.write(request));
    socket.setTimeout(1_500, () => socket.destroy());
    socket.on('data', (data) => {
      answer += data.toString('latin1');
    });
    socket.on('error', () => socket.destroy());
    socket.on('close', () => resolve(answer));
  });
}
