import { toTimestamp } from 'argosy/core';
import { expect, test } from 'vitest';

import { VERIFIED_MAX, VerifiedTokens } from './verified-tokens.ts';

const claims = {
  user: 'u1',
  session: 's1',
  provedAt: toTimestamp(0),
  expiresAt: toTimestamp(300),
};
const span = { from: toTimestamp(100), until: toTimestamp(300) };

test('a token is known from when it was verified until it ends, and by its whole text alone', () => {
  const tokens = new VerifiedTokens();
  tokens.keep('a.b.c', claims, span);
  expect(tokens.find('a.b.c', toTimestamp(100))).toBe(claims);
  expect(tokens.find('a.b.c', toTimestamp(299))).toBe(claims);
  expect(tokens.find('a.b.d', toTimestamp(299))).toBeUndefined();
});

test.each([99, 300, 10_000])('at %i it has to be verified, and is forgotten', (at) => {
  const tokens = new VerifiedTokens();
  tokens.keep('a.b.c', claims, span);
  expect(tokens.find('a.b.c', toTimestamp(at))).toBeUndefined();
  expect(tokens.size).toBe(0);
});

test('so many are remembered; of more the first ones are forgotten', () => {
  const tokens = new VerifiedTokens();
  for (let one = 0; one <= VERIFIED_MAX; one += 1) tokens.keep(`${one}`, claims, span);
  expect(tokens.size).toBe(VERIFIED_MAX);
  expect(tokens.find('0', span.from)).toBeUndefined();
  expect(tokens.find('1', span.from)).toBe(claims);
});
