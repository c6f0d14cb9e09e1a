import { ok, unwrap } from 'argosy/core';
import { describe, expect, test } from 'vitest';

import { passwordCost, PasswordHasher } from './password-hasher.ts';

/** The smallest that argon2 takes: for tests that are not about the cost. */
const cheap = { memory: 8, passes: 1, parallelism: 1 };
const text = (bytes: Uint8Array): string => new TextDecoder().decode(bytes);

describe('passwords', () => {
  test('S-15 are kept as argon2id with OWASP’s parameters and a salt each', async () => {
    expect(passwordCost).toEqual({ memory: 19_456, passes: 2, parallelism: 1 });
    const hasher = new PasswordHasher();
    const [one, two] = await Promise.all([
      hasher.hash('correct horse'),
      hasher.hash('correct horse'),
    ]);
    expect(text(unwrap(one))).toMatch(
      /^\$argon2id\$v=19\$m=19456,t=2,p=1\$[\w+/]{22}\$[\w+/]{43}$/u,
    );
    expect(text(unwrap(one))).not.toBe(text(unwrap(two)));
    const verdict = await hasher.verify('correct horse', unwrap(one));
    expect(verdict).toEqual(ok({ isRight: true, isOutdated: false }));
    expect(await hasher.verify('correct hors', unwrap(one))).toMatchObject({
      value: { isRight: false },
    });
  });

  test('S-15 hashed at a lower cost are right, and outdated', async () => {
    const old = unwrap(await new PasswordHasher(cheap).hash('correct horse'));
    const verdict = await new PasswordHasher({ ...cheap, passes: 2 }).verify('correct horse', old);
    expect(verdict).toEqual(ok({ isRight: true, isOutdated: true }));
  });

  test('are the same in each way that their letters can be typed', async () => {
    const hasher = new PasswordHasher(cheap);
    const hash = unwrap(await hasher.hash('caf\u00e9 caf\u00e9 caf\u00e9'));
    const typed = await hasher.verify('cafe\u0301 cafe\u0301 cafe\u0301', hash);
    expect(typed).toMatchObject({ value: { isRight: true } });
  });

  test.each([
    '',
    'plain text',
    '$argon2id$v=19$m=99999999,t=2,p=1$AAAAAAAAAAAAAAAAAAAAAA$AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA',
    '$argon2id$v=19$m=2000000,t=2,p=1$AAAAAAAAAAAAAAAAAAAAAA$AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA',
    '$argon2d$v=19$m=8,t=1,p=1$AAAAAAAAAAAAAAAAAAAAAA$AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA',
  ])('let nobody in where what is kept is no such hash: %#', async (kept) => {
    const hasher = new PasswordHasher(cheap);
    const verdict = await hasher.verify('', new TextEncoder().encode(kept));
    expect(verdict).toMatchObject({ value: { isRight: false } });
    expect(await hasher.verify('', undefined)).toMatchObject({ value: { isRight: false } });
  });

  test('wait in a queue that has an end, and the queue goes on after it', async () => {
    const hasher = new PasswordHasher(cheap);
    const all = await Promise.all(Array.from({ length: 100 }, () => hasher.hash('correct horse')));
    const refused = all.filter((answer) => !answer.ok);
    expect([all.length - refused.length, refused.length]).toEqual([66, 34]);
    expect(refused[0]).toMatchObject({ refusal: { code: 'UNAVAILABLE' } });
    expect((await hasher.hash('correct horse')).ok).toBe(true);
  });
});
