import { expect, test, vi } from 'vitest';

import { Session, type SessionPlace } from './session.ts';

const at = Date.parse('2026-11-20T04:00:00Z');

function login(token: string, seconds = 300): Response {
  const expiresAt = new Date(at + seconds * 1_000).toISOString();
  return Response.json({ token, expiresAt, csrf: 'c' });
}

function refusal(status: number, code: string): Response {
  return Response.json({ code, status, detail: code }, { status });
}

function rig(cookies = 'argosy-csrf=abc') {
  const fetch = vi.fn<SessionPlace['fetch']>();
  const waited: number[] = [];
  const place: SessionPlace = {
    fetch,
    cookies: () => cookies,
    inTurn: (run) => run(),
    now: () => at,
    pass: (millis) => {
      waited.push(millis);
      return Promise.resolve();
    },
  };
  return { fetch, waited, session: new Session(place) };
}

test('who has a cookie is in, and many who ask at once refresh once', async () => {
  const { fetch, session } = rig();
  fetch.mockResolvedValue(login('t1'));
  const tokens = await Promise.all([session.token(), session.token(), session.token()]);
  expect(tokens).toEqual(['t1', 't1', 't1']);
  expect(fetch).toHaveBeenCalledTimes(1);
  expect(session.state.value).toBe('in');
});

test('a token that is about to end is renewed before it is used', async () => {
  const { fetch, session } = rig();
  fetch.mockResolvedValueOnce(login('old', 20)).mockResolvedValueOnce(login('new'));
  expect(await session.token()).toBe('old');
  expect(await session.token()).toBe('new');
});

test('who has no cookie is out, and nothing is asked', async () => {
  const { fetch, session } = rig('other=1');
  expect(await session.token()).toBeNull();
  expect(session.state.value).toBe('out');
  expect(fetch).not.toHaveBeenCalled();
});

test('a session that the server has ended keeps the page, and asks to come in again', async () => {
  const { fetch, session } = rig();
  fetch
    .mockResolvedValueOnce(login('t1', 1))
    .mockResolvedValueOnce(refusal(401, 'UNAUTHENTICATED'));
  await session.token();
  expect(await session.token()).toBeNull();
  expect(session.state.value).toBe('expired');
});

test('where too many have asked from here it waits, longer each time, and is in all the same', async () => {
  const { fetch, session, waited } = rig();
  const tooMany = refusal(429, 'TOO_MANY_REQUESTS');
  fetch
    .mockResolvedValueOnce(tooMany.clone())
    .mockResolvedValueOnce(tooMany.clone())
    .mockResolvedValueOnce(login('t1'));
  expect(await session.token()).toBe('t1');
  expect([waited, session.state.value]).toEqual([[2_000, 4_000], 'in']);
});

test('it asks no more than a few times, and nobody is out for that', async () => {
  const { fetch, session, waited } = rig();
  fetch.mockImplementation(() => Promise.resolve(refusal(429, 'TOO_MANY_REQUESTS')));
  expect(await session.token()).toBeNull();
  expect([waited.length, fetch.mock.calls.length]).toEqual([4, 5]);
  expect(session.state.value).toBe('unknown');
});

test('cookies that changed between reading and asking are read once more', async () => {
  const { fetch, session } = rig();
  const crossed = refusal(403, 'CSRF_REFUSED');
  fetch.mockResolvedValueOnce(crossed).mockResolvedValueOnce(login('t1'));
  expect(await session.token()).toBe('t1');
  fetch.mockImplementation(async () => refusal(403, 'CSRF_REFUSED'));
  expect(await session.renew()).toBeNull();
  expect(fetch).toHaveBeenCalledTimes(4);
});

test('a server that is away ends no session', async () => {
  const { fetch, session } = rig();
  fetch.mockResolvedValueOnce(login('t1', 1)).mockRejectedValueOnce(new TypeError('offline'));
  await session.token();
  expect(await session.token()).toBeNull();
  expect(session.state.value).toBe('in');
});

test('a wrong password says why, and the right one comes in', async () => {
  const { fetch, session } = rig();
  fetch.mockResolvedValueOnce(refusal(401, 'WRONG_PASSWORD')).mockResolvedValueOnce(login('t1'));
  expect(await session.logIn({ name: 'a', password: 'b' })).toMatchObject({
    code: 'WRONG_PASSWORD',
  });
  expect(await session.logIn({ name: 'a', password: 'c' })).toBeNull();
  expect(session.state.value).toBe('in');
});
