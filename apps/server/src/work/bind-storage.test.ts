import { openRecords, type AuditEntry } from '@argosy/storage';
import { toTimestamp, unwrap } from 'argosy/core';
import { expect, test } from 'vitest';

import { bindRecords } from './bind-storage.ts';

const entry: AuditEntry = {
  at: toTimestamp(1),
  actor: 'u1',
  action: 'user.create',
  subject: 'u1',
  outcome: 'done',
  address: null,
  request: null,
  cause: null,
  before: null,
  after: null,
  detail: '',
};

test('records are reached through their face: one by one, several at once, and their audit', async () => {
  const store = await openRecords({ engine: 'sqlite', file: ':memory:' });
  const records = bindRecords(store);
  await records.appendAudit([{ ...entry, action: 'start' }]);
  const user = { id: 'u1', name: 'anna', role: 'owner', at: toTimestamp(1) } as const;
  unwrap(
    await records.changeRecords({ audit: [entry], steps: [{ step: 'createUser', with: [user] }] }),
  );
  expect(await records.findUserByName('anna')).toMatchObject({ id: 'u1' });
  expect(await records.listInvitations(toTimestamp(1))).toEqual([]);
  expect(await records.verifyAudit()).toMatchObject({ rows: 2, fault: null });
  await store.close();
});
