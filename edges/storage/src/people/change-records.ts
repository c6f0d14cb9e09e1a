import { ok, type Refusal, type Result } from 'argosy/core';

import { storageRefusal } from '../errors.ts';
import type { Engine } from '../schema/create-table.ts';
import type { RecordDb } from '../store.ts';
import { grantAccounts, holdAccount, revokeGrants } from './account-access.ts';
import { appendAudit, type AuditEntry } from './audit.ts';
import { dropInvitation, saveInvitation, takeInvitation } from './invitations.ts';
import { saveRecoveryCodes, takeRecoveryCode } from './recovery-codes.ts';
import { beginSession, endSession, endSessionsOf } from './sessions.ts';
import { transact } from './transact.ts';
import {
  changeUser,
  clearFailedLogins,
  countUsers,
  createUser,
  removeCredential,
  resealTotp,
  saveCredential,
  takeTotpStep,
} from './users.ts';

/** What a change can be made of. Each is a function of this room, without the database in front. */
type Steps = {
  readonly beginSession: typeof beginSession;
  readonly changeUser: typeof changeUser;
  readonly clearFailedLogins: typeof clearFailedLogins;
  readonly createUser: typeof createUser;
  readonly dropInvitation: typeof dropInvitation;
  readonly endSession: typeof endSession;
  readonly endSessionsOf: typeof endSessionsOf;
  readonly grantAccounts: typeof grantAccounts;
  readonly holdAccount: typeof holdAccount;
  readonly removeCredential: typeof removeCredential;
  readonly requireActiveOwner: typeof requireActiveOwner;
  readonly requireNoUser: typeof requireNoUser;
  readonly resealTotp: typeof resealTotp;
  readonly revokeGrants: typeof revokeGrants;
  readonly saveCredential: typeof saveCredential;
  readonly saveInvitation: typeof saveInvitation;
  readonly saveRecoveryCodes: typeof saveRecoveryCodes;
  readonly takeInvitation: typeof takeInvitation;
  readonly takeRecoveryCode: typeof takeRecoveryCode;
  readonly takeTotpStep: typeof takeTotpStep;
};

type ArgumentsOf = {
  readonly [Name in keyof Steps]: Steps[Name] extends (db: RecordDb, ...rest: infer Rest) => unknown
    ? Readonly<Rest>
    : never;
};
type StepTable = {
  readonly [Name in keyof Steps]: (db: RecordDb, ...rest: ArgumentsOf[Name]) => Promise<unknown>;
};

const table: StepTable = {
  beginSession,
  changeUser,
  clearFailedLogins,
  createUser,
  dropInvitation,
  endSession,
  endSessionsOf,
  grantAccounts,
  holdAccount,
  removeCredential,
  requireActiveOwner,
  requireNoUser,
  resealTotp,
  revokeGrants,
  saveCredential,
  saveInvitation,
  saveRecoveryCodes,
  takeInvitation,
  takeRecoveryCode,
  takeTotpStep,
};

/** One step of a change, as plain data: what is done, and with what. */
export type RecordStep<Name extends keyof Steps = keyof Steps> = {
  readonly [One in Name]: { readonly step: One; readonly with: ArgumentsOf[One] };
}[Name];

/** Several steps with what the audit says of them. */
export type RecordChange = {
  readonly audit: readonly AuditEntry[];
  readonly steps: readonly RecordStep[];
};

/** The most steps of one change. */
const STEPS_MAX = 32;

/**
 * Does several things together, with the entries of the audit that tell of them, or nothing at all: a step that refuses, and an
 * audit that cannot be written, undo everything. Changes come one after the other, in both databases: an entry of the audit waits
 * for the one before it.
 */
export async function changeRecords(
  db: RecordDb,
  engine: Engine,
  { audit, steps: wanted }: RecordChange,
): Promise<Result<null>> {
  if (audit.length === 0 || wanted.length > STEPS_MAX) {
    const told = `${wanted.length} steps, at most ${STEPS_MAX}; ${audit.length} entries, at least 1`;
    return storageRefusal('BAD_RECORD', `a change of ${told}`);
  }
  try {
    await transact(db, async (tx) => {
      await appendAudit(tx, engine, audit);
      for (const step of wanted) requireDone(await take(tx, step));
    });
    return ok(null);
  } catch (error) {
    if (error instanceof RefusedStep) return { ok: false, refusal: error.refusal };
    throw error;
  }
}

/** Carries a refusal out of a transaction, which an exception alone undoes. */
class RefusedStep extends Error {
  readonly refusal: Refusal;

  constructor(refusal: Refusal) {
    super(refusal.reason);
    this.refusal = refusal;
  }
}

function take<Name extends keyof Steps>(tx: RecordDb, step: RecordStep<Name>): Promise<unknown> {
  return table[step.step](tx, ...step.with);
}

/** What a step answers: a result, whether it was done, or nothing of interest. */
function requireDone(answer: unknown): void {
  if (answer === false) {
    throw new RefusedStep({ code: 'CHANGED_MEANWHILE', reason: 'it was taken before' });
  }
  if (typeof answer !== 'object' || answer === null || !('ok' in answer)) return;
  if (answer.ok === false && 'refusal' in answer) throw new RefusedStep(parseRefusal(answer));
}

function parseRefusal(answer: { readonly refusal: unknown }): Refusal {
  const { refusal } = answer;
  if (typeof refusal === 'object' && refusal !== null && 'code' in refusal && 'reason' in refusal) {
    return { code: String(refusal.code), reason: String(refusal.reason) };
  }
  return { code: 'BAD_RECORD', reason: 'a step refused without a reason' };
}

/** Refuses a change after which nobody could let anybody in. */
async function requireActiveOwner(db: RecordDb): Promise<Result<null>> {
  const { owners } = await db
    .selectFrom('users')
    .select(({ fn }) => fn.countAll<bigint>().as('owners'))
    .where('role', '=', 'owner')
    .where('status', '=', 'active')
    .executeTakeFirstOrThrow();
  return Number(owners) > 0 ? ok(null) : storageRefusal('LAST_OWNER', 'nobody else is one');
}

/** Refuses what only a node without users takes. */
async function requireNoUser(db: RecordDb): Promise<Result<null>> {
  const users = await countUsers(db);
  return users === 0 ? ok(null) : storageRefusal('TAKEN', `there are ${users} users`);
}
