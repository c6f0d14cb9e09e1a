import {
  changeRecords,
  countRecoveryCodes,
  countUsers,
  createUser,
  dropInvitation,
  findAccountAccess,
  findInvitation,
  findUser,
  grantAccounts,
  GRANTS_MAX,
  holdAccount,
  listAccountGrants,
  listAccountHolders,
  listAudit,
  listInvitations,
  revokeGrants,
  saveInvitation,
  saveRecoveryCodes,
  takeInvitation,
  takeRecoveryCode,
  type AuditEntry,
  type Invitation,
  type RecordStep,
  type RecordStore,
} from '@argosy/storage';
import { toAccountId, toTimestamp, unwrap } from 'argosy/core';
import { expect, test } from 'vitest';

import type { With } from './login-records.ts';

const at = toTimestamp;
const bytes = (...values: readonly number[]): Uint8Array => Uint8Array.from(values);
const [one, two, three] = [toAccountId('P-1'), toAccountId('P-2'), toAccountId('P-3')];

/** Whose accounts are, who may look at them, and the ways in that hold once. */
export function accessCases(having: With): void {
  test(
    'a user holds the first free account of a pool, and keeps it',
    having(async (db) => {
      const pool = [one, two];
      expect(await holdAccount(db, 'u1', pool, at(1))).toBe(one);
      expect(await holdAccount(db, 'u1', [two], at(2))).toBe(one);
      expect(await holdAccount(db, 'u2', pool, at(3))).toBe(two);
      expect(await holdAccount(db, 'u3', pool, at(4))).toBeNull();
      expect(await listAccountHolders(db)).toEqual([
        { account: one, user: 'u1', since: 1 },
        { account: two, user: 'u2', since: 3 },
      ]);
    }),
  );

  test(
    'of many who come at once each holds another account',
    having(async (db) => {
      const pool = [one, two, three];
      const held = await Promise.all(
        ['a', 'b', 'c', 'd'].map((user) => holdAccount(db, user, pool, at(1))),
      );
      expect(held).toHaveLength(4);
      expect(new Set(held)).toEqual(new Set([...pool, null]));
    }),
  );

  test(
    'accounts are granted in the place of those that were granted before',
    having(async (db) => {
      unwrap(await grantAccounts(db, 'u1', [two, one, two], at(1)));
      expect(await findAccountAccess(db, 'u1')).toEqual({ own: null, granted: [one, two] });
      unwrap(await grantAccounts(db, 'u0', [two], at(1)));
      expect(await listAccountGrants(db)).toEqual([
        { user: 'u0', account: two },
        { user: 'u1', account: one },
        { user: 'u1', account: two },
      ]);
      unwrap(await grantAccounts(db, 'u1', [three], at(2)));
      await holdAccount(db, 'u1', [one], at(2));
      expect(await findAccountAccess(db, 'u1')).toEqual({ own: one, granted: [three] });
      await revokeGrants(db, 'u1');
      expect(await findAccountAccess(db, 'u1')).toEqual({ own: one, granted: [] });
      const many = Array.from({ length: GRANTS_MAX + 1 }, (_none, index) =>
        toAccountId(`A-${index}`),
      );
      const refused = await grantAccounts(db, 'u1', many, at(3));
      expect(refused).toMatchObject({ refusal: { code: 'BAD_RECORD' } });
    }),
  );
  invitationCases(having);
}

const invitation: Invitation = {
  hash: bytes(1, 2),
  name: 'bert',
  role: 'viewer',
  accounts: [one],
  invitedBy: 'u1',
  createdAt: at(10),
  expiresAt: at(100),
};

function invitationCases(having: With): void {
  test(
    'an invitation is taken once, and not after its end',
    having(async (db) => {
      unwrap(await saveInvitation(db, invitation));
      expect(await findInvitation(db, invitation.hash, at(99))).toEqual(invitation);
      expect(await findInvitation(db, invitation.hash, at(100))).toBeUndefined();
      expect(await takeInvitation(db, invitation.hash, at(100))).toMatchObject({ ok: false });
      const taken = await Promise.all(
        [1, 2, 3].map(() => takeInvitation(db, invitation.hash, at(50))),
      );
      expect(taken.filter((answer) => answer.ok)).toHaveLength(1);
    }),
  );

  test(
    'a later invitation takes the place of one of the same name',
    having(async (db) => {
      unwrap(await saveInvitation(db, invitation));
      const later = { ...invitation, hash: bytes(3), role: 'owner', accounts: [] } as const;
      unwrap(await saveInvitation(db, later));
      expect(await findInvitation(db, invitation.hash, at(50))).toBeUndefined();
      expect(await listInvitations(db, at(50))).toEqual([later]);
      unwrap(await dropInvitation(db, 'bert'));
      expect(await dropInvitation(db, 'bert')).toMatchObject({ refusal: { code: 'NOT_FOUND' } });
      const bad = await saveInvitation(db, { ...invitation, name: '' });
      expect(bad).toMatchObject({ refusal: { code: 'BAD_RECORD' } });
    }),
  );

  test(
    'a recovery code is taken once, by the user whose it is',
    having(async (db) => {
      unwrap(await saveRecoveryCodes(db, 'u1', [bytes(1), bytes(2)]));
      expect(await takeRecoveryCode(db, 'u2', bytes(1))).toMatchObject({ ok: false });
      const taken = await Promise.all([1, 2].map(() => takeRecoveryCode(db, 'u1', bytes(1))));
      expect(taken.filter((answer) => answer.ok)).toHaveLength(1);
      expect(await countRecoveryCodes(db, 'u1')).toBe(1);
      unwrap(await saveRecoveryCodes(db, 'u1', [bytes(3)]));
      expect(await takeRecoveryCode(db, 'u1', bytes(2))).toMatchObject({ ok: false });
    }),
  );
}

const entry: AuditEntry = {
  at: at(1),
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

const anna: RecordStep = {
  step: 'createUser',
  with: [{ id: 'u1', name: 'anna', role: 'owner', at: at(1) }],
};

/** Steps that are done together, with the audit. */
export function changeCases(open: () => Promise<RecordStore>): void {
  const having = (run: (store: RecordStore) => Promise<void>) => async () => {
    const store = await open();
    try {
      await run(store);
    } finally {
      await store.close();
    }
  };
  const written = async ({ db }: RecordStore): Promise<number> =>
    unwrap(await listAudit(db, {})).items.length;

  test(
    'a change is done with its entry of the audit',
    having(async (store) => {
      const { db, engine } = store;
      const steps = [{ step: 'requireNoUser', with: [] }, anna] as const;
      unwrap(await changeRecords(db, engine, { audit: [entry], steps }));
      expect([await countUsers(db), await written(store)]).toEqual([1, 1]);
      const again = await changeRecords(db, engine, { audit: [entry], steps });
      expect(again).toMatchObject({ refusal: { code: 'TAKEN' } });
      expect(await written(store)).toBe(1);
    }),
  );

  test(
    'a step that refuses, or that came too late, undoes the steps before it and the audit',
    having(async (store) => {
      const { db, engine } = store;
      const late = { step: 'takeTotpStep', with: ['u1', 5] } as const;
      const change = { audit: [entry], steps: [anna, late] };
      const refused = await changeRecords(db, engine, change);
      expect(refused).toMatchObject({ refusal: { code: 'CHANGED_MEANWHILE' } });
      expect([await findUser(db, 'u1'), await written(store)]).toEqual([undefined, 0]);
    }),
  );

  test(
    'the last active owner stays one',
    having(async ({ db, engine }) => {
      unwrap(await createUser(db, { id: 'u1', name: 'anna', role: 'owner', at: at(1) }));
      unwrap(await createUser(db, { id: 'u2', name: 'bert', role: 'owner', at: at(1) }));
      const demote = (id: string) =>
        changeRecords(db, engine, {
          audit: [entry],
          steps: [
            { step: 'changeUser', with: [id, { role: 'viewer', status: 'active' }] },
            { step: 'requireActiveOwner', with: [] },
          ],
        });
      const answers = await Promise.all([demote('u1'), demote('u2')]);
      expect(answers.filter((answer) => answer.ok)).toHaveLength(1);
      expect(answers.find((answer) => !answer.ok)).toMatchObject({
        refusal: { code: 'LAST_OWNER' },
      });
    }),
  );

  test(
    'a change without an entry of the audit is none',
    having(async ({ db, engine }) => {
      const silent = await changeRecords(db, engine, { audit: [], steps: [anna] });
      expect(silent).toMatchObject({ refusal: { code: 'BAD_RECORD' } });
      expect(await countUsers(db)).toBe(0);
    }),
  );
}
