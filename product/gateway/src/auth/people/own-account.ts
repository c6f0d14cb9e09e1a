import { randomBytes } from 'node:crypto';

import type { EnrolAnswer, MeAnswer, PasswordBody, RecoveryAnswer } from '@argosy/contract';
import { ok } from 'argosy/core';

import { perform, refusalOf, type Answer, type AuthParts, type Visitor } from '../auth-parts.ts';
import type { Caller } from '../caller.ts';
import { authRefusal } from '../errors.ts';
import { toBase32 } from '../proof/base32.ts';
import { checkPassword } from '../proof/password-rules.ts';
import { factorPlace, type Proofs, type Typed } from '../proof/proofs.ts';
import { makeRecoveryCodes, recoveryCodeHash } from '../proof/recovery-codes.ts';
import { findTotpStep, TOTP_SECRET_BYTES, totpUri } from '../proof/totp.ts';
import type { Sessions } from '../session/sessions.ts';

/** An enrolment that is begun has to be finished within a quarter of an hour. */
const ENROLMENT_MICROS = 900_000_000;
const TIME_BYTES = 8;

const enrolmentPlace = (user: string): { readonly owner: string; readonly field: string } => ({
  owner: user,
  field: 'totp enrolment',
});

/** What people do about their own way in: password, second factor, recovery codes. */
export class OwnAccount {
  readonly #parts: AuthParts;
  readonly #proofs: Proofs;
  readonly #sessions: Sessions;

  constructor(parts: AuthParts, proofs: Proofs, sessions: Sessions) {
    this.#parts = parts;
    this.#proofs = proofs;
    this.#sessions = sessions;
  }

  /** Who is logged in. */
  async me({ user, name, role, session, ownAccount, accounts }: Caller): Promise<MeAnswer> {
    const { records } = this.#parts;
    const hasSecondFactor = await this.#hasFactor(user);
    const recoveryCodesLeft = await records.countRecoveryCodes(user);
    return { user, name, role, session, ownAccount, accounts, hasSecondFactor, recoveryCodesLeft };
  }

  /** Changes the password, and ends all other sessions. */
  async changePassword(
    caller: Caller,
    { current, next, code }: PasswordBody,
    visitor: Visitor,
  ): Promise<Answer<null>> {
    const { hasher, now, records } = this.#parts;
    const strength = checkPassword(next, caller.name);
    if (!strength.ok) return strength;
    const user = await records.findUser(caller.user);
    const typed = { password: current, code };
    const claim = { action: 'password.change', name: caller.name, user, typed, visitor };
    const proof = await this.#proofs.prove(claim);
    if (!proof.ok) return proof;
    const hash = await hasher.hash(next);
    if (!hash.ok) return hash;
    const kept = { user: caller.user, kind: 'password', secret: hash.value, at: now() } as const;
    const others = await this.#sessions.othersEnd(caller, 'the password was changed');
    const save = { step: 'saveCredential', with: [kept] } as const;
    const deed = { actor: caller.user, action: 'password.change', subject: caller.user };
    const steps = [...proof.value.steps, save, others.step];
    const done = await perform(this.#parts, deed, { visitor, steps });
    if (!done.ok) return this.#proofs.fail(claim, 'LOGIN_FAILED');
    proof.value.succeed();
    others.tell();
    return ok(null);
  }

  /** Begins a second factor. It counts for nothing until its first code has come. */
  async enrol(caller: Caller): Promise<Answer<EnrolAnswer>> {
    const { box, now } = this.#parts;
    const free = await this.#requireNoFactor(caller);
    if (!free.ok) return free;
    const secret = randomBytes(TOTP_SECRET_BYTES);
    const ends = Buffer.alloc(TIME_BYTES);
    ends.writeBigUInt64BE(BigInt(now() + ENROLMENT_MICROS));
    const sealed = box.seal(Buffer.concat([ends, secret]), enrolmentPlace(caller.user));
    const enrolment = Buffer.from(sealed).toString('base64url');
    return ok({ secret: toBase32(secret), uri: totpUri(secret, caller.name), enrolment });
  }

  /** Ends an enrolment with the first code, and gives recovery codes. */
  async verify(
    caller: Caller,
    { enrolment, code }: { readonly enrolment: string; readonly code: string },
    visitor: Visitor,
  ): Promise<Answer<RecoveryAnswer>> {
    const { box, now } = this.#parts;
    const at = now();
    const free = await this.#requireNoFactor(caller);
    if (!free.ok) return free;
    const opened = box.open(Buffer.from(enrolment, 'base64url'), enrolmentPlace(caller.user));
    if (!opened.ok) return authRefusal('LINK_INVALID', 'the enrolment is none of yours');
    const head = Buffer.from(opened.value.subarray(0, TIME_BYTES));
    if (head.readBigUInt64BE() <= BigInt(at)) return authRefusal('LINK_INVALID', 'begin again');
    const secret = opened.value.subarray(TIME_BYTES);
    const step = findTotpStep(secret, code, at);
    if (step === null) return authRefusal('BAD_VALUE', 'the code is not of this secret');
    const sealed = box.seal(secret, factorPlace(caller.user));
    const kept = { user: caller.user, kind: 'totp', secret: sealed, at } as const;
    const codes = makeRecoveryCodes();
    const deed = { actor: caller.user, action: 'totp.enrol', subject: caller.user };
    const done = await perform(this.#parts, deed, {
      visitor,
      steps: [
        { step: 'saveCredential', with: [kept] },
        { step: 'takeTotpStep', with: [caller.user, step] },
        { step: 'saveRecoveryCodes', with: [caller.user, codes.map(recoveryCodeHash)] },
      ],
    });
    return done.ok ? ok({ recoveryCodes: codes }) : refusalOf(done.refusal, {});
  }

  /** Takes the second factor away, with its recovery codes; wants password and code once more. */
  async removeFactor(caller: Caller, typed: Typed, visitor: Visitor): Promise<Answer<null>> {
    const { user: id, name } = caller;
    if (!(await this.#hasFactor(id))) return authRefusal('FACTOR_MISSING');
    const user = await this.#parts.records.findUser(id);
    const claim = { action: 'totp.remove', name, user, typed, visitor };
    const proof = await this.#proofs.prove(claim);
    if (!proof.ok) return proof;
    const deed = { actor: id, action: 'totp.remove', subject: id };
    const done = await perform(this.#parts, deed, {
      visitor,
      steps: [
        ...proof.value.steps,
        { step: 'removeCredential', with: [id, 'totp'] },
        { step: 'saveRecoveryCodes', with: [id, []] },
      ],
    });
    if (!done.ok) return this.#proofs.fail(claim, 'LOGIN_FAILED');
    proof.value.succeed();
    return ok(null);
  }

  /** New recovery codes in the place of the old ones. */
  async renewRecoveryCodes(caller: Caller, visitor: Visitor): Promise<Answer<RecoveryAnswer>> {
    const { user } = caller;
    if (!(await this.#hasFactor(user))) return authRefusal('FACTOR_MISSING');
    const codes = makeRecoveryCodes();
    const hashes = codes.map(recoveryCodeHash);
    const deed = { actor: user, action: 'totp.recovery', subject: user };
    const steps = [{ step: 'saveRecoveryCodes', with: [user, hashes] }] as const;
    const done = await perform(this.#parts, deed, { visitor, steps });
    return done.ok ? ok({ recoveryCodes: codes }) : refusalOf(done.refusal, {});
  }

  async #hasFactor(user: string): Promise<boolean> {
    return (await this.#parts.records.findCredential(user, 'totp')) !== undefined;
  }

  async #requireNoFactor(caller: Caller): Promise<Answer<null>> {
    return (await this.#hasFactor(caller.user)) ? authRefusal('FACTOR_EXISTS') : ok(null);
  }
}
