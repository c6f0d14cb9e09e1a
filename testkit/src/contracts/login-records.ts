import {
  ANSWER_BYTES_MAX,
  answerRequest,
  beginRequest,
  beginSession,
  changeUser,
  clearFailedLogins,
  countFailedLogin,
  countUsers,
  createUser,
  dropRequest,
  endSession,
  endSessionsOf,
  findCredential,
  findSession,
  findTokenSession,
  findUser,
  findUserByName,
  listSessions,
  listUsers,
  lockUser,
  purgeRequests,
  purgeSessions,
  removeCredential,
  resealTotp,
  rotateToken,
  saveCredential,
  takeTotpStep,
  transact,
  type RecordDb,
} from '@argosy/storage';
import { compareText, toTimestamp, unwrap } from 'argosy/core';
import { expect, test } from 'vitest';

const at = toTimestamp;
const bytes = (...values: readonly number[]): Uint8Array => Uint8Array.from(values);

/** Gives a test empty records. */
export type With = (run: (db: RecordDb) => Promise<void>) => () => Promise<void>;

async function anna(db: RecordDb): Promise<void> {
  unwrap(await createUser(db, { id: 'u1', name: 'anna', role: 'owner', at: at(1) }));
}

/** Users and their secrets. */
export function userCases(having: With): void {
  test(
    'a user is found by id and by name, and both are theirs alone',
    having(async (db) => {
      await anna(db);
      const user = await findUser(db, 'u1');
      expect(user).toEqual({
        id: 'u1',
        name: 'anna',
        role: 'owner',
        status: 'active',
        createdAt: 1,
        failedLogins: 0,
        lockedUntil: null,
      });
      expect(await findUserByName(db, 'anna')).toEqual(user);
      expect(await findUserByName(db, 'ANNA')).toEqual(user);
      for (const [id, other] of [
        ['u2', 'anna'],
        ['u2', 'Anna'],
        ['u1', 'bert'],
      ] as const) {
        const taken = await createUser(db, { id, name: other, role: 'viewer', at: at(2) });
        expect(taken).toMatchObject({ ok: false, refusal: { code: 'TAKEN' } });
      }
      const bad = await createUser(db, { id: 'u3', name: 'a\nb', role: 'viewer', at: at(2) });
      expect(bad).toMatchObject({ ok: false, refusal: { code: 'BAD_RECORD' } });
      expect([await countUsers(db), await listUsers(db)]).toEqual([1, [user]]);
      expect(await findUser(db, 'u2')).toBeUndefined();
    }),
  );

  test(
    'failed logins are counted, lock, and are forgotten after one that went well',
    having(async (db) => {
      await anna(db);
      expect(await Promise.all([1, 2, 3].map(() => countFailedLogin(db, 'u1')))).toHaveLength(3);
      await lockUser(db, 'u1', at(50));
      expect(await findUser(db, 'u1')).toMatchObject({ failedLogins: 3, lockedUntil: 50 });
      await clearFailedLogins(db, 'u1');
      expect(await findUser(db, 'u1')).toMatchObject({ failedLogins: 0, lockedUntil: null });
      expect(await countFailedLogin(db, 'nobody')).toBe(0);
    }),
  );

  test(
    'a role and a status change, of who there is',
    having(async (db) => {
      await anna(db);
      unwrap(await changeUser(db, 'u1', { role: 'viewer', status: 'closed' }));
      expect(await findUser(db, 'u1')).toMatchObject({ role: 'viewer', status: 'closed' });
      const missing = await changeUser(db, 'u9', { role: 'viewer', status: 'closed' });
      expect(missing).toMatchObject({ ok: false, refusal: { code: 'NOT_FOUND' } });
    }),
  );
  secretCases(having);
}

function secretCases(having: With): void {
  test(
    'secrets are kept as the bytes they are, and a code’s step is taken once',
    having(async (db) => {
      const secret = bytes(0, 255, 7);
      await saveCredential(db, { user: 'u1', kind: 'totp', secret, at: at(1) });
      expect(await findCredential(db, 'u1', 'totp')).toEqual(secret);
      expect(await findCredential(db, 'u1', 'password')).toBeUndefined();
      const steps = [5, 5, 4, 6, 6];
      const taken: boolean[] = [];
      for (const step of steps) taken.push(await takeTotpStep(db, 'u1', step));
      expect(taken).toEqual([true, false, false, true, false]);
      await resealTotp(db, 'u1', bytes(5));
      expect(await findCredential(db, 'u1', 'totp')).toEqual(bytes(5));
      expect(await takeTotpStep(db, 'u1', 6)).toBe(false);
      await saveCredential(db, { user: 'u1', kind: 'totp', secret: bytes(1), at: at(2) });
      expect(await findCredential(db, 'u1', 'totp')).toEqual(bytes(1));
      expect(await takeTotpStep(db, 'u1', 1)).toBe(true);
      await removeCredential(db, 'u1', 'totp');
      expect(await takeTotpStep(db, 'u1', 9)).toBe(false);
    }),
  );

  test(
    'what is done in one transaction is done together or not at all',
    having(async (db) => {
      const failing = transact(db, async (tx) => {
        await anna(tx);
        throw new Error('no');
      });
      await expect(failing).rejects.toThrow('no');
      expect(await countUsers(db)).toBe(0);
    }),
  );
}

async function login(db: RecordDb, id: string, expiresAt = 1_000): Promise<void> {
  const names = { id, user: 'u1', address: '127.0.0.1', agent: 'a browser' };
  const session = { ...names, createdAt: at(10), expiresAt: at(expiresAt) };
  await beginSession(db, session, { hash: tokenOf(id, 1), expiresAt: at(100) });
}

function tokenOf(session: string, count: number): Uint8Array {
  return bytes(session.charCodeAt(1), count);
}

function nextToken(
  session: string,
  count: number,
): { hash: Uint8Array; expiresAt: ReturnType<typeof at> } {
  return { hash: tokenOf(session, count), expiresAt: at(200) };
}

/** Answers that were lost on their way. */
function lostAnswerCases(having: With): void {
  const far = at(60_000_000);
  const turn = (db: RecordDb, [token, next]: readonly [number, number], now: number) =>
    rotateToken(db, {
      hash: tokenOf('s1', token),
      next: { hash: tokenOf('s1', next), expiresAt: far },
      at: at(now),
    });
  const again = { ok: true, value: { isAgain: true } };
  const reused = { ok: false, refusal: { code: 'TOKEN_REUSED' } };

  test(
    'a token whose successor nobody has used is taken again for ten seconds',
    having(async (db) => {
      await login(db, 's1', far);
      await turn(db, [1, 2], 20);
      expect(await turn(db, [1, 2], 10_000_020)).toMatchObject(again);
      const next = await turn(db, [2, 3], 10_000_030);
      expect(next).toMatchObject({ ok: true, value: { isAgain: false } });
      expect(await turn(db, [2, 3], 20_000_030)).toMatchObject(again);
      expect(await turn(db, [2, 3], 20_000_031)).toMatchObject(reused);
      expect(await findSession(db, 's1')).toMatchObject({ endedAt: 20_000_031 });
    }),
  );

  test(
    'but for that successor alone',
    having(async (db) => {
      await login(db, 's1', far);
      await turn(db, [1, 2], 20);
      expect(await turn(db, [1, 3], 21)).toMatchObject(reused);
    }),
  );

  test(
    'and not once that one was used',
    having(async (db) => {
      await login(db, 's1', far);
      await turn(db, [1, 2], 20);
      await turn(db, [2, 3], 21);
      expect(await turn(db, [1, 2], 22)).toMatchObject(reused);
    }),
  );
}

/** Sessions and their refresh tokens. */
export function sessionCases(having: With): void {
  lostAnswerCases(having);
  const rotate = (db: RecordDb, count: number, now: number) =>
    rotateToken(db, { hash: tokenOf('s1', count), next: nextToken('s1', count + 1), at: at(now) });

  test(
    'each refresh token makes the next, and one that comes again ends its session',
    having(async (db) => {
      await login(db, 's1');
      const session = { id: 's1', user: 'u1' };
      const first = { ok: true, value: { session, isAgain: false } };
      expect(await rotate(db, 1, 20)).toMatchObject(first);
      expect(await rotate(db, 2, 30)).toMatchObject({ ok: true });
      const reused = { ok: false, refusal: { code: 'TOKEN_REUSED' } };
      expect(await rotate(db, 1, 40)).toMatchObject(reused);
      expect(await findSession(db, 's1')).toMatchObject({ endedAt: 40 });
      expect(await findTokenSession(db, tokenOf('s1', 1))).toMatchObject({ id: 's1' });
      expect(await findTokenSession(db, bytes(7))).toBeUndefined();
      const unknown = { ok: false, refusal: { code: 'TOKEN_UNKNOWN' } };
      expect(await rotate(db, 3, 50)).toMatchObject(unknown);
      expect(await rotate(db, 9, 50)).toMatchObject(unknown);
    }),
  );

  test(
    'of two that use a token at once one gets the next, and the session ends',
    having(async (db) => {
      await login(db, 's1');
      const next = (count: number) => ({ hash: bytes(9, count), expiresAt: at(200) });
      const hash = tokenOf('s1', 1);
      const both = await Promise.all(
        [1, 2].map((count) => rotateToken(db, { hash, next: next(count), at: at(20) })),
      );
      expect(both.map(({ ok }) => String(ok)).toSorted(compareText)).toEqual(['false', 'true']);
      expect(await findSession(db, 's1')).toMatchObject({ endReason: 'a token was used twice' });
    }),
  );

  test(
    'a token or session that is over is worth nothing',
    having(async (db) => {
      await login(db, 's1', 150);
      expect(await rotate(db, 1, 100)).toMatchObject({ ok: false });
      expect(await findSession(db, 's1')).toMatchObject({ endedAt: null });
      await login(db, 's2', 50);
      const hash = tokenOf('s2', 1);
      const late = await rotateToken(db, { hash, next: nextToken('s2', 2), at: at(60) });
      expect(late).toMatchObject({ ok: false, refusal: { code: 'TOKEN_UNKNOWN' } });
    }),
  );

  test(
    'sessions are listed, ended and forgotten',
    having(async (db) => {
      for (const id of ['s1', 's2', 's3']) await login(db, id);
      const open = async (): Promise<readonly string[]> =>
        (await listSessions(db, 'u1', at(20))).map(({ id }) => id);
      expect(await open()).toEqual(['s1', 's2', 's3']);
      await endSession(db, 's2', { at: at(20), reason: 'logout' });
      await endSession(db, 's2', { at: at(30), reason: 'again' });
      expect(await findSession(db, 's2')).toMatchObject({ endedAt: 20, endReason: 'logout' });
      const end = { at: at(30), reason: 'password changed', except: 's3' };
      expect(await endSessionsOf(db, 'u1', end)).toEqual(['s1']);
      expect(await open()).toEqual(['s3']);
      expect(await purgeSessions(db, at(1_000))).toBe(0);
      expect(await purgeSessions(db, at(1_001))).toBe(3);
      expect(await findSession(db, 's3')).toBeUndefined();
    }),
  );
}

const request = {
  owner: 'u1',
  key: 'k1',
  bodyHash: bytes(1, 2),
  at: at(10),
  expiresAt: at(100),
  leasedUntil: at(20),
};

/** Requests that may come twice. */
export function requestCases(having: With): void {
  test(
    'a request that comes again gets the answer of the first',
    having(async (db) => {
      expect(await beginRequest(db, request)).toEqual({ ok: true, value: { kind: 'new' } });
      const running = { ok: false, refusal: { code: 'STILL_RUNNING' } };
      expect(await beginRequest(db, request)).toMatchObject(running);
      unwrap(await answerRequest(db, request, { status: 201, answer: bytes(7) }));
      const answered = { kind: 'answered', status: 201, answer: bytes(7) };
      expect(await beginRequest(db, request)).toEqual({ ok: true, value: answered });
      const other = await beginRequest(db, { ...request, bodyHash: bytes(3) });
      expect(other).toMatchObject({ ok: false, refusal: { code: 'KEY_REUSED' } });
      const others = await beginRequest(db, { ...request, owner: 'u2', bodyHash: bytes(3) });
      expect(others).toMatchObject({ ok: true, value: { kind: 'new' } });
    }),
  );

  test(
    'of many that come at once one begins',
    having(async (db) => {
      const all = await Promise.all(Array.from({ length: 8 }, () => beginRequest(db, request)));
      expect(all.filter(({ ok }) => ok)).toHaveLength(1);
    }),
  );

  test(
    'a key is free again once it is over, was given back, or its holder counts as dead',
    having(async (db) => {
      const isNew = async (now: number): Promise<boolean> =>
        (await beginRequest(db, { ...request, at: at(now), leasedUntil: at(now + 10) })).ok;
      expect([await isNew(10), await isNew(19), await isNew(20), await isNew(21)]).toEqual([
        true,
        false,
        true,
        false,
      ]);
      await dropRequest(db, request);
      expect(await isNew(22)).toBe(true);
      unwrap(await answerRequest(db, request, { status: 200, answer: bytes() }));
      await dropRequest(db, request);
      const other = { ...request, bodyHash: bytes(9) };
      expect(await beginRequest(db, { ...other, at: at(99) })).toMatchObject({ ok: false });
      expect(await beginRequest(db, { ...other, at: at(100), expiresAt: at(300) })).toMatchObject({
        value: { kind: 'new' },
      });
      expect([await purgeRequests(db, at(299)), await purgeRequests(db, at(300))]).toEqual([0, 1]);
    }),
  );

  test(
    'keys and answers have bounds, and an answer has a request',
    having(async (db) => {
      const refused = { ok: false, refusal: { code: 'BAD_RECORD' } };
      expect(await beginRequest(db, { ...request, key: 'k'.repeat(256) })).toMatchObject(refused);
      expect(await beginRequest(db, { ...request, key: 'k'.repeat(255) })).toMatchObject({
        ok: true,
      });
      const answer = new Uint8Array(ANSWER_BYTES_MAX + 1);
      expect(await answerRequest(db, request, { status: 200, answer })).toMatchObject(refused);
      const missing = await answerRequest(db, request, { status: 200, answer: bytes() });
      expect(missing).toMatchObject({ ok: false, refusal: { code: 'NOT_FOUND' } });
    }),
  );
}
