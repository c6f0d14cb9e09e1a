import { z } from 'zod';

const ENROLMENT_LENGTH_MAX = 1_024;

/** `POST /api/v1/auth/totp`: the secret is shown once, and counts from its first code on. */
export type EnrolAnswer = {
  /** Base 32, for an app. */
  readonly secret: string;
  /** The same as an address that apps read from a picture. */
  readonly uri: string;
  /** To send back with the first code. */
  readonly enrolment: string;
};
/** See `EnrolAnswer`. */
export const enrolAnswerSchema: z.ZodType<EnrolAnswer> = z.strictObject({
  secret: z.string(),
  uri: z.string(),
  enrolment: z.string(),
});

/** `POST /api/v1/auth/totp/verify` */
export type VerifyFactorBody = { readonly enrolment: string; readonly code: string };
/** See `VerifyFactorBody`. */
export const verifyFactorBodySchema: z.ZodType<VerifyFactorBody, VerifyFactorBody> = z.strictObject(
  {
    enrolment: z.string().max(ENROLMENT_LENGTH_MAX),
    code: z.string().regex(/^\d{6}$/u, 'expected six digits'),
  },
);

/** Codes that stand in for a lost second factor, each once; shown once. */
export type RecoveryAnswer = { readonly recoveryCodes: readonly string[] };
/** See `RecoveryAnswer`. */
export const recoveryAnswerSchema: z.ZodType<RecoveryAnswer> = z.strictObject({
  recoveryCodes: z.array(z.string()),
});
