import type {
  AcceptBody,
  ChangeUserBody,
  InviteAnswer,
  InviteBody,
  UsersAnswer,
} from '@argosy/contract';
import { formatTimestamp, ok, toAccountId, toTimestamp, type AccountId } from 'argosy/core';
import type { RecordStep, User } from '@argosy/storage';

import {
  perform,
  refusalOf,
  type Answer,
  type AuthParts,
  type Deed,
  type RefusalCodes,
  type Visitor,
} from '../auth-parts.ts';
import type { Caller } from '../caller.ts';
import { authRefusal } from '../errors.ts';
import { makeId, makeToken, tokenHash } from '../proof/opaque-token.ts';
import { checkPassword } from '../proof/password-rules.ts';

/** Three days to open a link. */
const INVITATION_MICROS = 72 * 3_600_000_000;

const refusals: RefusalCodes = {
  TAKEN: 'NAME_TAKEN',
  LAST_OWNER: 'LAST_OWNER',
  NOT_FOUND: 'LINK_INVALID',
};

/** Somebody who comes in for the first time. */
export type Guest = Pick<User, 'name' | 'role'> & {
  readonly accounts: readonly AccountId[];
  readonly password: string;
  /** What the audit says of how they came. */
  readonly detail: string;
};

/** Who may come in, and what they may do: invited, changed and removed by owners. */
export class People {
  readonly #parts: AuthParts;

  constructor(parts: AuthParts) {
    this.#parts = parts;
  }

  /** Everybody, and who is invited. */
  async list(): Promise<UsersAnswer> {
    const { now, records } = this.#parts;
    const [users, holders, grants, invitations] = await Promise.all([
      records.listUsers(),
      records.listAccountHolders(),
      records.listAccountGrants(),
      records.listInvitations(now()),
    ]);
    const held = new Map(holders.map(({ user, account }) => [user, account]));
    const granted = Map.groupBy(grants, ({ user }) => user);
    return {
      users: users.map(({ id, name, role, status, createdAt }) => ({
        id,
        name,
        role,
        status,
        createdAt: formatTimestamp(createdAt),
        ownAccount: held.get(id) ?? null,
        accounts: (granted.get(id) ?? []).map(({ account }) => account),
      })),
      invitations: invitations.map(({ name, role, accounts, expiresAt }) => ({
        name,
        role,
        accounts,
        expiresAt: formatTimestamp(expiresAt),
      })),
    };
  }

  /** Makes a link for somebody, in the place of one that was made for them before. It is shown once. */
  async invite(
    caller: Caller,
    { name, role, accounts = [] }: InviteBody,
    visitor: Visitor,
  ): Promise<Answer<InviteAnswer>> {
    const { now, origin, records } = this.#parts;
    if ((await records.findUserByName(name)) !== undefined) return authRefusal('NAME_TAKEN');
    const missing = this.#missingOf(accounts);
    if (missing !== undefined) return authRefusal('ACCOUNT_UNKNOWN', missing);
    const token = makeToken();
    const createdAt = now();
    const expiresAt = toTimestamp(createdAt + INVITATION_MICROS);
    const granted = role === 'viewer' ? accounts.map(toAccountId) : [];
    const invitation = {
      hash: tokenHash(token),
      name,
      role,
      accounts: granted,
      invitedBy: caller.user,
      createdAt,
      expiresAt,
    };
    const detail = `as ${role} ${granted.join(' ')}`.trim();
    const deed = { actor: caller.user, action: 'user.invite', subject: name, detail };
    const steps = [{ step: 'saveInvitation', with: [invitation] }] as const;
    const done = await perform(this.#parts, deed, { visitor, steps });
    if (!done.ok) return refusalOf(done.refusal, refusals);
    const link = `${origin}/ui/invitation#${token}`;
    return ok({ link, expiresAt: formatTimestamp(expiresAt) });
  }

  /** Takes an invitation back. */
  async withdraw(caller: Caller, name: string, visitor: Visitor): Promise<Answer<null>> {
    const deed = { actor: caller.user, action: 'user.withdraw', subject: name };
    const steps = [{ step: 'dropInvitation', with: [name] }] as const;
    const done = await perform(this.#parts, deed, { visitor, steps });
    return done.ok ? done : authRefusal('INVITATION_UNKNOWN');
  }

  /** Makes a user of who has a link. Of several who bring it at once one comes in. */
  async accept({ token, password }: AcceptBody, visitor: Visitor): Promise<Answer<null>> {
    const { now, records } = this.#parts;
    const at = now();
    const invitation = await records.findInvitation(tokenHash(token), at);
    if (invitation === undefined) return authRefusal('LINK_INVALID');
    const { hash, name, role, accounts, invitedBy } = invitation;
    const take = { step: 'takeInvitation', with: [hash, at] } as const;
    const detail = `${name}, ${role}, invited by ${invitedBy}`;
    return this.welcome({ name, role, accounts, password, detail }, [take], visitor);
  }

  /** Makes a user, with what else has to be true for it. */
  async welcome(
    { name, role, accounts, password, detail }: Guest,
    conditions: readonly RecordStep[],
    visitor: Visitor,
  ): Promise<Answer<null>> {
    const { hasher, now } = this.#parts;
    const strength = checkPassword(password, name);
    if (!strength.ok) return strength;
    const secret = await hasher.hash(password);
    if (!secret.ok) return secret;
    const [id, at] = [makeId(), now()];
    const credential = { user: id, kind: 'password', secret: secret.value, at } as const;
    const deed = { actor: id, action: 'user.create', subject: id, detail };
    const done = await perform(this.#parts, deed, {
      visitor,
      steps: [
        ...conditions,
        { step: 'createUser', with: [{ id, name, role, at }] },
        { step: 'saveCredential', with: [credential] },
        this.#accountStep(id, role, accounts),
      ],
    });
    return done.ok ? done : refusalOf(done.refusal, refusals);
  }

  /** Changes what somebody may do. They log in again, whatever it was. */
  async change(
    caller: Caller,
    { id, body }: { readonly id: string; readonly body: ChangeUserBody },
    visitor: Visitor,
  ): Promise<Answer<null>> {
    const user = await this.#parts.records.findUser(id);
    if (user === undefined || user.status === 'closed') return authRefusal('USER_UNKNOWN');
    const { role = user.role, status = disabledOr(user.status), accounts } = body;
    const missing = this.#missingOf(accounts ?? []);
    if (missing !== undefined) return authRefusal('ACCOUNT_UNKNOWN', missing);
    const isGranted = accounts !== undefined || role !== user.role;
    const granted = (accounts ?? []).map(toAccountId);
    const detail = `${user.role} ${user.status} to ${role} ${status} ${granted.join(' ')}`.trim();
    const deed = { actor: caller.user, action: 'user.change', subject: id, detail };
    return this.#alter(deed, visitor, [
      { step: 'changeUser', with: [id, { role, status }] },
      ...(isGranted ? [this.#accountStep(id, role, granted)] : []),
    ]);
  }

  /** Removes somebody for good. Their name stays in the audit, and what they had is nobody's way in any more. */
  async remove(caller: Caller, id: string, visitor: Visitor): Promise<Answer<null>> {
    const user = await this.#parts.records.findUser(id);
    if (user === undefined || user.status === 'closed') return authRefusal('USER_UNKNOWN');
    const deed = { actor: caller.user, action: 'user.remove', subject: id, detail: user.name };
    return this.#alter(deed, visitor, [
      { step: 'changeUser', with: [id, { role: user.role, status: 'closed' }] },
      { step: 'removeCredential', with: [id, 'password'] },
      { step: 'removeCredential', with: [id, 'totp'] },
      { step: 'saveRecoveryCodes', with: [id, []] },
      { step: 'revokeGrants', with: [id] },
    ]);
  }

  async #alter(deed: Deed, visitor: Visitor, steps: readonly RecordStep[]): Promise<Answer<null>> {
    const end = { at: this.#parts.now(), reason: deed.action };
    const done = await perform(this.#parts, deed, {
      visitor,
      steps: [
        ...steps,
        { step: 'requireActiveOwner', with: [] },
        { step: 'endSessionsOf', with: [deed.subject, end] },
      ],
    });
    if (!done.ok) return refusalOf(done.refusal, refusals);
    this.#parts.callers.end({ user: deed.subject, session: null });
    return done;
  }

  /** The first of some accounts that is not there: who is granted it would see nothing, and whoever grants it thinks they do. */
  #missingOf(accounts: readonly string[]): string | undefined {
    const known: ReadonlySet<string> = new Set(this.#parts.accountPool);
    return accounts.find((account) => !known.has(account));
  }

  /** Owners get an account of their own, where one is free, and see all; viewers see what they are granted. */
  #accountStep(user: string, role: User['role'], accounts: readonly AccountId[]): RecordStep {
    const at = this.#parts.now();
    return role === 'owner'
      ? { step: 'holdAccount', with: [user, this.#parts.accountPool, at] }
      : { step: 'grantAccounts', with: [user, accounts, at] };
  }
}

/** Who is closed never comes here. */
function disabledOr(status: User['status']): 'active' | 'disabled' {
  return status === 'active' ? 'active' : 'disabled';
}
