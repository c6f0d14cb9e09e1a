import type { AccountId, Result, Timestamp } from 'argosy/core';
import type { Role } from '@argosy/storage';

/** Somebody who has proved who they are. It holds until `expiresAt`, or until its session ends, whichever is first. */
export type Caller = {
  /** The user's id: what the audit and the journal know them by. */
  readonly user: string;
  readonly name: string;
  readonly role: Role;
  /** The account that is theirs to trade on, where one was free when they came. */
  readonly ownAccount: AccountId | null;
  /** The accounts they may look at. */
  readonly accounts: readonly AccountId[] | 'all';
  readonly session: string;
  /** When they last typed a password or a code. */
  readonly provedAt: Timestamp;
  readonly expiresAt: Timestamp;
};

/** Tells who a token is of. Whoever keeps a connection open asks again, or listens for the end of the session. */
export type Authenticate = (token: string) => Promise<Result<Caller>>;

/** A session that holds no more, or all of a user's where the session is null. */
export type EndedSession = { readonly user: string; readonly session: string | null };

/** Hears of sessions that end, at once; gives what stops it. */
export type OnEnd = (listener: (ended: EndedSession) => void) => () => void;

/** Whether somebody may look at an account. */
export function maySee({ accounts }: Pick<Caller, 'accounts'>, account: AccountId): boolean {
  return accounts === 'all' || accounts.includes(account);
}

/** Whether somebody may move an account: viewers move none. */
export function mayTrade(caller: Pick<Caller, 'accounts' | 'role'>, account: AccountId): boolean {
  return caller.role === 'owner' && maySee(caller, account);
}
