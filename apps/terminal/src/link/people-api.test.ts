import { expect, test } from 'vitest';

import { peopleApi } from './people-api.ts';

function answering(status: number, text: string, asked: string[] = []) {
  return peopleApi(async (url, { method, body = '' }) => {
    asked.push(`${method} ${url} ${body}`.trim());
    return new Response(status === 204 ? null : text, { status });
  });
}

test('names that are no part of an address are written so that they are', async () => {
  const asked: string[] = [];
  const people = answering(204, '', asked);
  await people.withdraw('a/b c');
  await people.change('u-1', { role: 'viewer' });
  expect(asked).toEqual([
    'DELETE /api/v1/users/invitations/a%2Fb%20c',
    'PATCH /api/v1/users/u-1 {"role":"viewer"}',
  ]);
});

test('an answer without a body is one', async () => {
  expect(await answering(204, '').remove('u-1')).toMatchObject({ ok: true, value: null });
});

test('a no is told as the server says it', async () => {
  const problem = { code: 'PROOF_REQUIRED', status: 403 };
  const answer = await answering(403, JSON.stringify(problem)).list();
  expect(answer).toMatchObject({ ok: false, problem });
});

test('what cannot be reached is no yes', async () => {
  const people = peopleApi(() => Promise.reject(new Error('away')));
  const answer = await people.list();
  expect(answer).toMatchObject({ ok: false, problem: { code: 'UNREACHABLE', detail: 'away' } });
});
