import type { AccountId, Refusal, Result, Timestamp } from 'argosy/core';
import type { AuditEntry, RecordStep } from '@argosy/storage';
import type { Logger } from '@argosy/telemetry';

import type { Records } from '../platform/records.ts';
import { authRefusal } from './errors.ts';
import type { Marks } from './keys/marks.ts';
import type { SecretBox } from './keys/secret-box.ts';
import type { LoginLimits } from './limits/login-limits.ts';
import type { PasswordHasher } from './proof/password-hasher.ts';
import type { AccessTokens } from './session/access-tokens.ts';
import type { Callers } from './session/callers.ts';

/** What the login is made of. */
export type AuthParts = {
  readonly records: Records;
  /** The wall clock, in microseconds: a demo's time may run faster. */
  readonly now: () => Timestamp;
  readonly log: Logger;
  readonly box: SecretBox;
  readonly hasher: PasswordHasher;
  readonly tokens: AccessTokens;
  readonly marks: Marks;
  readonly limits: LoginLimits;
  readonly callers: Callers;
  /** The accounts of the node: viewers are granted of them, owners get one of their own, the first free one first. */
  readonly accountPool: readonly AccountId[];
  /** What links that are given to people begin with: `https://desk.example`. */
  readonly origin: string;
  /** Whether addresses are those of who asks: not so behind a proxy that nobody named. */
  readonly trustsLoopback: boolean;
};

/** Where a request comes from. */
export type Visitor = {
  readonly address: string;
  readonly agent: string;
  /** The request's id. */
  readonly request: string;
  /** The mark of its device, as it came; null where there was none. */
  readonly device: string | null;
};

/** A refusal of the login; some say when to come again. */
export type AuthRefusal = Refusal & { readonly retryAfterSeconds?: number };
/** An answer of the login. */
export type Answer<Value> = Result<Value, AuthRefusal>;

/** A refusal for now. */
export function tooMany(retryAfterSeconds: number): Answer<never> {
  const refusal = { code: 'TOO_MANY', reason: `try again in ${retryAfterSeconds} s` };
  return { ok: false, refusal: { ...refusal, retryAfterSeconds } };
}

/** Who did what, for the audit. */
export type Deed = {
  readonly actor: string;
  readonly action: string;
  readonly subject: string;
  readonly outcome?: string;
  readonly detail?: string;
};

/** An entry of the audit about a deed of a visitor. */
export function entryOf(
  { actor, action, subject, outcome = 'done', detail = '' }: Deed,
  { address, request }: Pick<Visitor, 'address' | 'request'>,
  at: Timestamp,
): AuditEntry {
  const told = { actor, action, subject, outcome, detail };
  return { ...told, at, address, request, cause: request, before: null, after: null };
}

/** Does a deed with its entry of the audit, or nothing. What storage refuses comes back as it is. */
export async function perform(
  { records, now }: Pick<AuthParts, 'records' | 'now'>,
  deed: Deed,
  { visitor, steps }: { readonly visitor: Visitor; readonly steps: readonly RecordStep[] },
): Promise<Result<null>> {
  return records.changeRecords({ audit: [entryOf(deed, visitor, now())], steps });
}

/** What storage refuses, as callers are told it. */
export function refusalOf(refusal: Refusal, codes: RefusalCodes): Result<never> {
  const code = codes[refusal.code];
  // Storage's reasons name rows and bounds; callers are told the code's own meaning.
  return authRefusal(code ?? 'BAD_VALUE');
}

/** Which code of ours stands for one of storage's. */
export type RefusalCodes = Readonly<Record<string, Parameters<typeof authRefusal>[0]>>;
