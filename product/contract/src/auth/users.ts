import { z } from 'zod';

import { idSchema } from '../values.ts';
import { newNameSchema, userRoleSchema, type UserRole } from './login.ts';

const ACCOUNTS_MAX = 100;
const statuses = ['active', 'disabled', 'closed'] as const;

/** Somebody who logs in, or did. */
export type UserView = {
  readonly id: string;
  readonly name: string;
  readonly role: UserRole;
  readonly status: (typeof statuses)[number];
  readonly createdAt: string;
  readonly ownAccount: string | null;
  /** What they were let look at one by one; owners look at all. */
  readonly accounts: readonly string[];
};

/** Somebody who is invited and has not come yet. */
export type InvitationView = {
  readonly name: string;
  readonly role: UserRole;
  readonly accounts: readonly string[];
  readonly expiresAt: string;
};

/** `GET /api/v1/users` */
export type UsersAnswer = {
  readonly users: readonly UserView[];
  readonly invitations: readonly InvitationView[];
};
/** See `UsersAnswer`. */
export const usersAnswerSchema: z.ZodType<UsersAnswer> = z.strictObject({
  users: z.array(
    z.strictObject({
      id: z.string(),
      name: z.string(),
      role: userRoleSchema,
      status: z.enum(statuses),
      createdAt: z.iso.datetime(),
      ownAccount: z.string().nullable(),
      accounts: z.array(z.string()),
    }),
  ),
  invitations: z.array(
    z.strictObject({
      name: z.string(),
      role: userRoleSchema,
      accounts: z.array(z.string()),
      expiresAt: z.iso.datetime(),
    }),
  ),
});

/** `POST /api/v1/users/invitations`. Accounts are for viewers. */
export type InviteBody = {
  readonly name: string;
  readonly role: UserRole;
  readonly accounts?: readonly string[] | undefined;
};
/** See `InviteBody`. */
export const inviteBodySchema: z.ZodType<InviteBody, InviteBody> = z.strictObject({
  name: newNameSchema,
  role: userRoleSchema,
  accounts: z.array(idSchema).max(ACCOUNTS_MAX).optional(),
});

/** A link that is shown once. Its token stands behind `#`, where no server and no log gets it. */
export type InviteAnswer = { readonly link: string; readonly expiresAt: string };
/** See `InviteAnswer`. */
export const inviteAnswerSchema: z.ZodType<InviteAnswer> = z.strictObject({
  link: z.string(),
  expiresAt: z.iso.datetime(),
});

/** `PATCH /api/v1/users/{user}`: what is left out stays. */
export type ChangeUserBody = {
  readonly role?: UserRole | undefined;
  readonly status?: 'active' | 'disabled' | undefined;
  readonly accounts?: readonly string[] | undefined;
};
/** See `ChangeUserBody`. */
export const changeUserBodySchema: z.ZodType<ChangeUserBody, ChangeUserBody> = z.strictObject({
  role: userRoleSchema.optional(),
  status: z.enum(['active', 'disabled']).optional(),
  accounts: z.array(idSchema).max(ACCOUNTS_MAX).optional(),
});
