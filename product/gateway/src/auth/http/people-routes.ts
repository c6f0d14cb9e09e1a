import {
  changeUserBodySchema,
  enrolAnswerSchema,
  inviteAnswerSchema,
  inviteBodySchema,
  meAnswerSchema,
  passwordBodySchema,
  recoveryAnswerSchema,
  stepUpBodySchema,
  usersAnswerSchema,
  verifyFactorBodySchema,
} from '@argosy/contract';

import type { OwnAccount } from '../people/own-account.ts';
import type { People } from '../people/people.ts';
import { OWN_AUDIT } from '../policy.ts';
import { replyWith, withBody, withoutBody, type AuthRoute } from './auth-route.ts';
import { bodyOf, callerIn } from './login-routes.ts';

const audit = OWN_AUDIT;

/** What people do about their own way in. */
export function ownAccountRoutes(own: OwnAccount): readonly AuthRoute[] {
  return [
    withoutBody({
      name: 'me',
      method: 'GET',
      path: '/auth/me',
      summary: 'Who is logged in',
      guard: { policy: 'viewer' },
      answer: meAnswerSchema,
      handle: async ({ caller }) => replyWith(await own.me(callerIn(caller))),
    }),
    withBody({
      name: 'changePassword',
      method: 'POST',
      path: '/auth/password',
      summary: 'Changes one’s password, and ends all other sessions',
      guard: { policy: 'viewer', audit },
      body: passwordBodySchema,
      answer: null,
      handle: async (body, { caller, visitor }) =>
        bodyOf(await own.changePassword(callerIn(caller), body, visitor)),
    }),
    withoutBody({
      name: 'enrolSecondFactor',
      method: 'POST',
      path: '/auth/totp',
      summary: 'Begins a second factor; shortly after a login or a step up',
      guard: { policy: 'proved', audit },
      answer: enrolAnswerSchema,
      handle: async ({ caller }) => bodyOf(await own.enrol(callerIn(caller))),
    }),
    withBody({
      name: 'verifySecondFactor',
      method: 'POST',
      path: '/auth/totp/verify',
      summary: 'Ends the enrolment with the first code, and gives recovery codes',
      guard: { policy: 'proved', audit },
      body: verifyFactorBodySchema,
      answer: recoveryAnswerSchema,
      handle: async (body, { caller, visitor }) =>
        bodyOf(await own.verify(callerIn(caller), body, visitor)),
    }),
    withBody({
      name: 'removeSecondFactor',
      method: 'POST',
      path: '/auth/totp/remove',
      summary: 'Takes the second factor away; wants password and code',
      guard: { policy: 'viewer', audit },
      body: stepUpBodySchema,
      answer: null,
      handle: async (body, { caller, visitor }) =>
        bodyOf(await own.removeFactor(callerIn(caller), body, visitor)),
    }),
    withoutBody({
      name: 'renewRecoveryCodes',
      method: 'POST',
      path: '/auth/recovery-codes',
      summary: 'New recovery codes in the place of the old ones',
      guard: { policy: 'proved', audit },
      answer: recoveryAnswerSchema,
      handle: async ({ caller, visitor }) =>
        bodyOf(await own.renewRecoveryCodes(callerIn(caller), visitor)),
    }),
  ];
}

/** What owners do about others. */
export function peopleRoutes(people: People): readonly AuthRoute[] {
  return [
    withoutBody({
      name: 'listUsers',
      method: 'GET',
      path: '/users',
      summary: 'Everybody, and who is invited',
      guard: { policy: 'owner' },
      answer: usersAnswerSchema,
      handle: async () => replyWith(await people.list()),
    }),
    withBody({
      name: 'inviteUser',
      method: 'POST',
      path: '/users/invitations',
      summary: 'Makes a link for somebody; it is shown once',
      guard: { policy: 'stepUp', audit },
      body: inviteBodySchema,
      answer: inviteAnswerSchema,
      handle: async (body, { caller, visitor }) =>
        bodyOf(await people.invite(callerIn(caller), body, visitor)),
    }),
    withoutBody({
      name: 'withdrawInvitation',
      method: 'DELETE',
      path: '/users/invitations/:name',
      summary: 'Takes an invitation back',
      guard: { policy: 'owner', audit },
      answer: null,
      handle: async ({ caller, parameters, visitor }) =>
        bodyOf(await people.withdraw(callerIn(caller), parameters['name'] ?? '', visitor)),
    }),
    withBody({
      name: 'changeUser',
      method: 'PATCH',
      path: '/users/:user',
      summary: 'Changes what somebody may do',
      guard: { policy: 'stepUp', audit },
      body: changeUserBodySchema,
      answer: null,
      handle: async (body, { caller, parameters, visitor }) => {
        const change = { id: parameters['user'] ?? '', body };
        return bodyOf(await people.change(callerIn(caller), change, visitor));
      },
    }),
    withoutBody({
      name: 'removeUser',
      method: 'DELETE',
      path: '/users/:user',
      summary: 'Removes somebody for good',
      guard: { policy: 'stepUp', audit },
      answer: null,
      handle: async ({ caller, parameters, visitor }) =>
        bodyOf(await people.remove(callerIn(caller), parameters['user'] ?? '', visitor)),
    }),
  ];
}
