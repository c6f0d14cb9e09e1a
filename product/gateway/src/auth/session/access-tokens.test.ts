import { createHmac, generateKeyPairSync, randomBytes, sign, type KeyObject } from 'node:crypto';

import { toTimestamp, unwrap } from 'argosy/core';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';

import { KeyRing } from '../keys/key-ring.ts';
import { ACCESS_SECONDS, AccessTokens } from './access-tokens.ts';

const master = `now:${randomBytes(32).toString('base64')}`;
const old = `old:${randomBytes(32).toString('base64')}`;
const ring = unwrap(KeyRing.parse(`${master}\n${old}`));
const tokens = new AccessTokens(ring);
const seconds = 1_900_000_000;
const now = toTimestamp(seconds * 1_000_000);
const later = (by: number) => toTimestamp((seconds + by) * 1_000_000);
const claims = { user: 'u1', session: 's1', provedAt: later(-60) };

const encode = (value: unknown): string =>
  Buffer.from(typeof value === 'string' ? value : JSON.stringify(value)).toString('base64url');
const head = { alg: 'HS256', typ: 'at+jwt', kid: 'now' };
const body = {
  iss: 'argosy',
  aud: 'argosy-api',
  sub: 'u1',
  sid: 's1',
  auth_time: seconds,
  iat: seconds,
  exp: seconds + ACCESS_SECONDS,
  jti: 'x',
};
const ours = ring.current('access tokens').key;
const hmac =
  (key: KeyObject | string | Buffer, hash = 'sha256') =>
  (text: string): string =>
    createHmac(hash, key).update(text).digest('base64url');
/** A token of any head and body, signed in any way: with our own key unless told. */
const forge = (header: unknown, payload: unknown, signing = hmac(ours)): string => {
  const text = `${encode(header)}.${encode(payload)}`;
  return `${text}.${signing(text)}`;
};
const rsa = generateKeyPairSync('rsa', { modulusLength: 2_048 });
const ed = generateKeyPairSync('ed25519');
const publicPem = rsa.publicKey.export({ type: 'spki', format: 'pem' }).toString();
const whole = forge(head, body);
const [wholeHead = '', wholeBody = '', wholeSign = ''] = whole.split('.');
const without = (name: keyof typeof body): object =>
  Object.fromEntries(Object.entries(body).filter(([one]) => one !== name));

/** Headers that no token of ours has; all of these are signed with our own key. */
const heads: readonly (readonly [string, unknown])[] = [
  ['no typ', { alg: 'HS256', kid: 'now' }],
  ['typ JWT', { ...head, typ: 'JWT' }],
  ['no kid', { alg: 'HS256', typ: 'at+jwt' }],
  ['an unknown kid', { ...head, kid: 'next' }],
  ['a kid that is a path', { ...head, kid: '../../dev/null' }],
  ['a kid that is SQL', { ...head, kid: "' OR 1=1 --" }],
  ['a kid of the prototype', { ...head, kid: '__proto__' }],
  ['the kid of another key', { ...head, kid: 'old' }],
  ['jku', { ...head, jku: 'https://evil.example/keys' }],
  ['x5u', { ...head, x5u: 'https://evil.example/x.pem' }],
  ['jwk', { ...head, jwk: { kty: 'oct', k: 'AA' } }],
  ['x5c', { ...head, x5c: ['AA'] }],
  ['crit', { ...head, crit: ['exp'] }],
  ['zip', { ...head, zip: 'DEF' }],
  ['alg HS512', { ...head, alg: 'HS512' }],
  ['alg hs256', { ...head, alg: 'hs256' }],
  ['no alg', { typ: 'at+jwt', kid: 'now' }],
  ['a list', [head]],
  ['a text', '"HS256"'],
  ['no JSON', '{'],
];

/** Claims that no token of ours has; signed with our own key. */
const bodies: readonly (readonly [string, unknown])[] = [
  ['is over', { ...body, iat: seconds - 600, exp: seconds - 300 }],
  ['never ends', without('exp')],
  ['ends late', { ...body, iat: seconds - 900, exp: seconds + 900_000 }],
  ['holds longer than ours do', { ...body, exp: seconds + ACCESS_SECONDS + 1 }],
  ['ends as a text', { ...body, exp: '9999999999' }],
  ['ends at a fraction', { ...body, exp: seconds + 0.5 }],
  ['begins later', { ...body, nbf: seconds + 60 }],
  ['was issued later', { ...body, iat: seconds + 60 }],
  ['has no issue', without('iat')],
  ['is for others', { ...body, aud: 'other-api' }],
  ['is for nobody', without('aud')],
  ['is of others', { ...body, iss: 'evil' }],
  ['is of nobody', without('iss')],
  ['has no user', without('sub')],
  ['has a user that is a number', { ...body, sub: 1 }],
  ['has no session', without('sid')],
  ['has a session that is a list', { ...body, sid: ['s1'] }],
  ['was not proved', without('auth_time')],
  ['was proved as a text', { ...body, auth_time: 'now' }],
  ['has no id', without('jti')],
  ['is a list', [body]],
  ['is no JSON', '{"sub":'],
  ['begins never', JSON.stringify(body).replace('{', '{"nbf":1e400,')],
];

const hs256 = (key: string | Buffer): string => forge(head, body, hmac(key));
/** Signatures that are none, and texts that are no token. */
const signatures: readonly (readonly [string, string])[] = [
  ['alg none', forge({ ...head, alg: 'none' }, body, () => '')],
  ['alg None', forge({ ...head, alg: 'None' }, body, () => '')],
  ['alg nOnE', forge({ ...head, alg: 'nOnE' }, body, () => '')],
  ['alg none with a signature', forge({ ...head, alg: 'none' }, body)],
  ['HS256 with a public key', hs256(publicPem)],
  ['HS256 with an empty key', hs256('')],
  ['HS256 with the id as the key', hs256('now')],
  ['HS256 with the master key itself', hs256(Buffer.from(master.slice(4), 'base64'))],
  ['HS256 with the key for devices', forge(head, body, hmac(ring.current('devices').key))],
  [
    'RS256',
    forge({ ...head, alg: 'RS256' }, body, (text) =>
      sign('sha256', Buffer.from(text), rsa.privateKey).toString('base64url'),
    ),
  ],
  [
    'EdDSA',
    forge({ ...head, alg: 'EdDSA' }, body, (text) =>
      sign(null, Buffer.from(text), ed.privateKey).toString('base64url'),
    ),
  ],
  ['no signature', `${wholeHead}.${wholeBody}.`],
  ['a signature cut short', whole.slice(0, -2)],
  ['a signature of half', `${wholeHead}.${wholeBody}.${wholeSign.slice(0, 22)}`],
  ['two parts', `${wholeHead}.${wholeBody}`],
  ['four parts', `${whole}.x`],
  ['five parts, as if encrypted', `${whole}.x.y`],
  ['two tokens', `${whole},${whole}`],
  ['padding', `${whole}=`],
  ['a space in front', ` ${whole}`],
  ['nothing', ''],
  ['points alone', '..'],
  ['a megabyte', 'a'.repeat(1 << 20)],
];

describe('S-01 access tokens', () => {
  test('are read as they were made, with the key in use and with the one before', async () => {
    const made = await tokens.sign(claims, now);
    const expiresAt = later(ACCESS_SECONDS);
    expect(made.expiresAt).toBe(expiresAt);
    expect(await tokens.verify(made.token, now)).toEqual({
      ok: true,
      value: { ...claims, expiresAt },
    });
    const before = new AccessTokens(unwrap(KeyRing.parse(old)));
    const { token } = await before.sign(claims, now);
    expect((await tokens.verify(token, now)).ok).toBe(true);
    expect((await before.verify(made.token, now)).ok).toBe(false);
    expect((await tokens.verify(whole, now)).ok).toBe(true);
    expect(ACCESS_SECONDS).toBeLessThanOrEqual(600);
  });

  test('hold from their beginning to their end, give or take five seconds of the clocks', async () => {
    const { token } = await tokens.sign(claims, now);
    const held = await Promise.all(
      [-6, -5, 0, 300, 304, 305, 400].map(async (by) => (await tokens.verify(token, later(by))).ok),
    );
    expect(held).toEqual([false, true, true, true, true, false, false]);
  });

  test('that were seen before hold no longer and no earlier than those that were not', async () => {
    const { token } = await tokens.sign(claims, now);
    await tokens.verify(token, now);
    const seen = await Promise.all(
      [0, 299, 300, 304, 305, 400, -5, -6].map(
        async (by) => (await tokens.verify(token, later(by))).ok,
      ),
    );
    expect(seen).toEqual([true, true, true, true, false, false, true, false]);
    const forged = `${token.slice(0, -2)}AA`;
    expect((await tokens.verify(forged, now)).ok).toBe(false);
  });

  test.each(heads)('with a head that has %s are refused', async (_name, header) => {
    const answer = await tokens.verify(forge(header, body), now);
    expect(answer).toMatchObject({ ok: false, refusal: { code: 'TOKEN_INVALID' } });
  });

  test.each(bodies)('refused: what it says %s', async (_name, payload) => {
    const answer = await tokens.verify(forge(head, payload), now);
    expect(answer).toMatchObject({ ok: false, refusal: { code: 'TOKEN_INVALID' } });
  });

  test.each(signatures)('refused: %s', async (_name, token) => {
    const answer = await tokens.verify(token, now);
    expect(answer).toMatchObject({ ok: false, refusal: { code: 'TOKEN_INVALID' } });
  });

  test('changed by a single sign anywhere are refused', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.nat({ max: whole.length - 1 }),
        fc.constantFrom('A', 'Z', 'a', 'z', '0', '9', '-', '_', '.'),
        async (at, sign) => {
          const forged = whole.slice(0, at) + sign + whole.slice(at + 1);
          fc.pre(Buffer.from(forged, 'base64url').compare(Buffer.from(whole, 'base64url')) !== 0);
          // The last sign of a part carries bits that are no part of it.
          const parts = forged
            .split('.')
            .map((part) => Buffer.from(part, 'base64url').toString('hex'));
          const same = whole
            .split('.')
            .map((part) => Buffer.from(part, 'base64url').toString('hex'));
          fc.pre(parts.join('.') !== same.join('.'));
          expect((await tokens.verify(forged, now)).ok).toBe(false);
        },
      ),
      { numRuns: 300 },
    );
  });

  test('of which a claim stands twice count as the signed text says last, and only we can sign one', async () => {
    const twice = JSON.stringify(body).replace('{', '{"sub":"u2",');
    const answer = await tokens.verify(forge(head, twice, hmac('guess')), now);
    expect(answer).toMatchObject({ ok: false });
  });

  test('refuse any text', async () => {
    await fc.assert(
      fc.asyncProperty(fc.string({ unit: 'binary', maxLength: 300 }), async (text) => {
        expect((await tokens.verify(text, now)).ok).toBe(false);
      }),
    );
  });
});
