import { ok } from 'argosy/core';
import type { RecordStep, User } from '@argosy/storage';

import { entryOf, tooMany, type Answer, type AuthParts, type Visitor } from '../auth-parts.ts';
import { authRefusal } from '../errors.ts';
import { addressGroup, isLoopback } from '../limits/address.ts';
import type { LoginTry } from '../limits/login-limits.ts';
import { isRecoveryCode, recoveryCodeHash } from './recovery-codes.ts';
import { findTotpStep } from './totp.ts';

/** What somebody types to prove who they are. */
export type Typed = { readonly password: string; readonly code?: string | undefined };

/** A proof of who somebody is. What it uses up is among the steps of the change that it is for. */
export type Proof = {
  readonly user: User;
  readonly steps: readonly RecordStep[];
  /** The change was made: what was mistyped before is forgotten. */
  readonly succeed: () => void;
};

/** A claim to be somebody: `user` is missing where nobody has the name. */
export type Claim = {
  /** What it is for, as the audit calls it. */
  readonly action: string;
  readonly name: string;
  readonly user: User | undefined;
  readonly typed: Typed;
  readonly visitor: Visitor;
};

/** Where a second factor is kept, as the box knows it. */
export const factorPlace = (user: string): { readonly owner: string; readonly field: string } => ({
  owner: user,
  field: 'totp',
});

/** Looks at passwords and codes. Whether a name has a user, no answer tells, and no time that it takes. */
export class Proofs {
  readonly #parts: AuthParts;

  constructor(parts: AuthParts) {
    this.#parts = parts;
  }

  /** Proves a claim, or says why not; a failure is in the audit before it is answered. */
  async prove(claim: Claim): Promise<Answer<Proof>> {
    const { hasher, limits, now, records } = this.#parts;
    const { name, user, typed, visitor } = claim;
    const login = this.#tryOf(name, user, visitor);
    const wait = limits.begin(login, now());
    if (wait > 0) return tooMany(wait);
    // Who is not there costs the same questions and the same hash as who is.
    const kept = await records.findCredential(user?.id ?? '', 'password');
    const verdict = await hasher.verify(typed.password, kept);
    if (!verdict.ok) return verdict;
    const { isRight, isOutdated } = verdict.value;
    if (user === undefined || user.status !== 'active' || !isRight) {
      return this.fail(claim, 'LOGIN_FAILED');
    }
    const factor = await this.#useFactor(claim, user, login);
    if (!factor.ok) return factor;
    const rehashed = isOutdated ? await this.#rehash(user, typed.password) : [];
    const succeed = (): void => limits.succeed(login);
    return ok({ user, steps: [...rehashed, ...factor.value], succeed });
  }

  /** Writes a failure into the audit, and says it. Names that nobody has are not written: they may be passwords. */
  async fail(claim: Claim, code: 'LOGIN_FAILED' | 'CODE_REQUIRED'): Promise<Answer<never>> {
    const { action, user, visitor } = claim;
    const actor = user?.id ?? 'stranger';
    const deed = { actor, action: `${action}.failed`, subject: user?.name ?? '', outcome: code };
    await this.#parts.records.appendAudit([entryOf(deed, visitor, this.#parts.now())]);
    return authRefusal(code);
  }

  /** What a code of the second factor uses up; nothing where there is none. */
  async #useFactor(
    claim: Claim,
    user: User,
    login: LoginTry,
  ): Promise<Answer<readonly RecordStep[]>> {
    const { limits, now, records } = this.#parts;
    const sealed = await records.findCredential(user.id, 'totp');
    if (sealed === undefined) return ok([]);
    const { code } = claim.typed;
    if (code === undefined) return this.fail(claim, 'CODE_REQUIRED');
    const wait = limits.beginCode(login, now());
    if (wait > 0) return tooMany(wait);
    if (isRecoveryCode(code)) {
      return ok([{ step: 'takeRecoveryCode', with: [user.id, recoveryCodeHash(code)] }]);
    }
    return this.#useTotp(claim, { user: user.id, sealed, code });
  }

  async #useTotp(
    claim: Claim,
    factor: { readonly user: string; readonly sealed: Uint8Array; readonly code: string },
  ): Promise<Answer<readonly RecordStep[]>> {
    const { box, log, now } = this.#parts;
    const { user, sealed, code } = factor;
    const place = factorPlace(user);
    const secret = box.open(sealed, place);
    if (!secret.ok) {
      log.error('a second factor cannot be opened', { user, code: secret.refusal.code });
      return authRefusal('UNAVAILABLE', 'the second factor cannot be read');
    }
    const at = now();
    const step = findTotpStep(secret.value, code.replaceAll(' ', ''), at);
    if (step === null) return this.fail(claim, 'LOGIN_FAILED');
    const take = { step: 'takeTotpStep', with: [user, step] } as const;
    if (box.isCurrent(sealed)) return ok([take]);
    return ok([take, { step: 'resealTotp', with: [user, box.seal(secret.value, place)] }]);
  }

  async #rehash(user: User, password: string): Promise<readonly RecordStep[]> {
    const { hasher, now } = this.#parts;
    const hash = await hasher.hash(password);
    // It can be done at the next login as well.
    if (!hash.ok) return [];
    const change = { user: user.id, kind: 'password', secret: hash.value, at: now() } as const;
    return [{ step: 'saveCredential', with: [change] }];
  }

  #tryOf(name: string, user: User | undefined, { address, device }: Visitor): LoginTry {
    const { marks, trustsLoopback } = this.#parts;
    return {
      address: addressGroup(address),
      isLoopback: trustsLoopback && isLoopback(address),
      name,
      device: user === undefined ? null : marks.deviceOf(device, user.id),
    };
  }
}
