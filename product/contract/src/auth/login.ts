import { z } from 'zod';

/** What users may do: owners everything, viewers look. */
export type UserRole = 'owner' | 'viewer';

/** The longest password that is taken: hashing longer ones would cost an attacker nothing and us much. */
export const PASSWORD_LENGTH_MAX = 256;
/** The shortest password that a user may choose. */
export const PASSWORD_LENGTH_MIN = 12;
const NAME_LENGTH_MAX = 64;

/** A name to log in with. */
export const userNameSchema: z.ZodType<string, string> = z
  .string()
  .min(1)
  .max(NAME_LENGTH_MAX)
  .regex(/^[^\p{Cc}\p{Cs}]+$/u, 'expected a name on one line');
/** A name that somebody is to have from now on: one that looks like what it is. */
export const newNameSchema: z.ZodType<string, string> = userNameSchema.refine(
  (name) => name.trim() === name && !/\p{Cf}/u.test(name),
  { message: 'expected a name without spaces around it and signs that nobody sees' },
);
const givenPassword = z.string().min(1).max(PASSWORD_LENGTH_MAX);
const chosenPassword = z.string().min(PASSWORD_LENGTH_MIN).max(PASSWORD_LENGTH_MAX);
const factorCode = z
  .string()
  .regex(/^[\dA-Za-z -]{6,32}$/u, 'expected six digits, or a recovery code');
const linkToken = z.string().regex(/^[\w-]{43}$/u, 'expected the token of a link');
/** Who can do what. */
export const userRoleSchema: z.ZodType<UserRole, UserRole> = z.enum(['owner', 'viewer']);

/** `POST /api/v1/auth/login`: a code where the user has a second factor. */
export type LoginBody = {
  readonly name: string;
  readonly password: string;
  readonly code?: string | undefined;
};
/** See `LoginBody`. */
export const loginBodySchema: z.ZodType<LoginBody, LoginBody> = z.strictObject({
  name: userNameSchema,
  password: givenPassword,
  code: factorCode.optional(),
});

/** `POST /api/v1/auth/step-up`: for what is beyond a login. */
export type StepUpBody = Omit<LoginBody, 'name'>;
/** See `StepUpBody`. */
export const stepUpBodySchema: z.ZodType<StepUpBody, StepUpBody> = z.strictObject({
  password: givenPassword,
  code: factorCode.optional(),
});

/** The answer to a login and a refresh. The refresh token is in a cookie that no script reads. */
export type LoginAnswer = {
  /** For `Authorization: Bearer …`. */
  readonly token: string;
  readonly expiresAt: string;
  /** For `x-csrf-token`, where the cookie is used. */
  readonly csrf: string;
};
/** See `LoginAnswer`. */
export const loginAnswerSchema: z.ZodType<LoginAnswer> = z.strictObject({
  token: z.string(),
  expiresAt: z.iso.datetime(),
  csrf: z.string(),
});

/** The answer to a step up: the cookie stays what it is. */
export type StepUpAnswer = Omit<LoginAnswer, 'csrf'>;
/** See `StepUpAnswer`. */
export const stepUpAnswerSchema: z.ZodType<StepUpAnswer> = z.strictObject({
  token: z.string(),
  expiresAt: z.iso.datetime(),
});

/** `GET /api/v1/auth/me`: who is logged in. */
export type MeAnswer = {
  readonly user: string;
  readonly name: string;
  readonly role: UserRole;
  readonly session: string;
  readonly ownAccount: string | null;
  readonly accounts: 'all' | readonly string[];
  readonly hasSecondFactor: boolean;
  readonly recoveryCodesLeft: number;
};
/** See `MeAnswer`. */
export const meAnswerSchema: z.ZodType<MeAnswer> = z.strictObject({
  user: z.string(),
  name: z.string(),
  role: userRoleSchema,
  session: z.string(),
  ownAccount: z.string().nullable(),
  accounts: z.union([z.literal('all'), z.array(z.string())]),
  hasSecondFactor: z.boolean(),
  recoveryCodesLeft: z.int(),
});

/** `POST /api/v1/auth/first-run`: with the token of the link that the server has printed. */
export type FirstRunBody = {
  readonly token: string;
  readonly name: string;
  readonly password: string;
};
/** See `FirstRunBody`. */
export const firstRunBodySchema: z.ZodType<FirstRunBody, FirstRunBody> = z.strictObject({
  token: linkToken,
  name: newNameSchema,
  password: chosenPassword,
});

/** `POST /api/v1/auth/invitation`: with the token of an invitation's link. */
export type AcceptBody = Omit<FirstRunBody, 'name'>;
/** See `AcceptBody`. */
export const acceptBodySchema: z.ZodType<AcceptBody, AcceptBody> = z.strictObject({
  token: linkToken,
  password: chosenPassword,
});

/** `POST /api/v1/auth/password`: all other sessions end. */
export type PasswordBody = {
  readonly current: string;
  readonly next: string;
  readonly code?: string | undefined;
};
/** See `PasswordBody`. */
export const passwordBodySchema: z.ZodType<PasswordBody, PasswordBody> = z.strictObject({
  current: givenPassword,
  next: chosenPassword,
  code: factorCode.optional(),
});

/** One of one's own sessions. */
export type SessionView = {
  readonly id: string;
  readonly isCurrent: boolean;
  readonly createdAt: string;
  readonly expiresAt: string;
  readonly address: string;
  readonly agent: string;
};
/** `GET /api/v1/auth/sessions` */
export type SessionsAnswer = { readonly sessions: readonly SessionView[] };
/** See `SessionsAnswer`. */
export const sessionsAnswerSchema: z.ZodType<SessionsAnswer> = z.strictObject({
  sessions: z.array(
    z.strictObject({
      id: z.string(),
      isCurrent: z.boolean(),
      createdAt: z.iso.datetime(),
      expiresAt: z.iso.datetime(),
      address: z.string(),
      agent: z.string(),
    }),
  ),
});
