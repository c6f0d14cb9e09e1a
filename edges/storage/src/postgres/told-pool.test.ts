import { expect, test } from 'vitest';

import { told } from './told-pool.ts';

const say = (message: string, code?: string): Promise<unknown> => {
  const error = new Error(message);
  return told(Promise.reject(code === undefined ? error : Object.assign(error, { code })));
};

test.each([
  ['connect ECONNREFUSED 10.0.0.5:5432', 'ECONNREFUSED'],
  ['connect ENOENT /run/postgresql/.s.PGSQL.5432', 'ENOENT'],
  ['terminating connection due to administrator command', '57P01'],
  ['the database system is starting up', '57P03'],
  ['sorry, too many clients already', '53300'],
  ['could not extend file: no space left on device', '53100'],
  ['cannot execute INSERT in a read-only transaction', '25006'],
  ['Connection terminated unexpectedly', undefined],
  ['timeout exceeded when trying to connect', undefined],
])('%s: the database is away', async (message, code) => {
  await expect(say(message, code)).rejects.toMatchObject({ code: 'DATABASE_AWAY' });
  await expect(say(message, code)).rejects.toThrow(message);
});

test('an error of several addresses is told by its code', async () => {
  const all = Object.assign(new Error('all of them'), { message: '', code: 'ECONNREFUSED' });
  const asked = told(Promise.reject(all));
  await expect(asked).rejects.toThrow('ECONNREFUSED');
});

test('a statement that takes too long is busy', async () => {
  const asked = say('canceling statement due to statement timeout', '57014');
  await expect(asked).rejects.toMatchObject({ code: 'BUSY' });
});

test('a mistake of ours stays as it is', async () => {
  await expect(say('relation "no" does not exist', '42P01')).rejects.toMatchObject({
    code: '42P01',
  });
  await expect(say('duplicate key value', '23505')).rejects.toMatchObject({ code: '23505' });
});
