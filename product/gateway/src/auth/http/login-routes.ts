import {
  acceptBodySchema,
  firstRunBodySchema,
  loginAnswerSchema,
  loginBodySchema,
  sessionsAnswerSchema,
  stepUpAnswerSchema,
  stepUpBodySchema,
} from '@argosy/contract';
import { ok } from 'argosy/core';

import type { Answer } from '../auth-parts.ts';
import type { Caller } from '../caller.ts';
import type { FirstRun } from '../people/first-run.ts';
import type { People } from '../people/people.ts';
import { OWN_AUDIT } from '../policy.ts';
import type { LoggedIn, Sessions } from '../session/sessions.ts';
import { replyWith, withBody, withoutBody, type AuthReply, type AuthRoute } from './auth-route.ts';
import { writeCookie, type CookieForm } from './cookies.ts';

/** What the routes of logging in work with. */
export type LoginRouteParts = {
  readonly sessions: Sessions;
  readonly people: People;
  readonly firstRun: FirstRun;
  readonly cookies: CookieForm;
  /** The wall clock, in microseconds. */
  readonly now: () => number;
};

/** A device is known for half a year. */
const DEVICE_SECONDS = 180 * 86_400;
const MICROS = 1_000_000;

/** Somebody who is logged in: the guard has seen to it. */
export function callerIn(caller: Caller | null): Caller {
  if (caller === null)
    throw new TypeError('a route without a caller behind a guard that wants one');
  return caller;
}

/** Coming in, going on, going away. */
export function loginRoutes(parts: LoginRouteParts): readonly AuthRoute[] {
  const { sessions } = parts;
  const own = { audit: OWN_AUDIT } as const;
  return [
    withBody({
      name: 'login',
      method: 'POST',
      path: '/auth/login',
      summary: 'Begins a session',
      guard: { policy: 'login', ...own },
      body: loginBodySchema,
      answer: loginAnswerSchema,
      handle: async (body, { visitor }) => loggedIn(await sessions.login(body, visitor), parts),
    }),
    withoutBody({
      name: 'refresh',
      method: 'POST',
      path: '/auth/refresh',
      summary: 'Takes the refresh cookie, and gives the next one and an access token',
      guard: { policy: 'cookie', ...own },
      answer: loginAnswerSchema,
      handle: async ({ refreshToken, visitor }) => {
        const answer = await sessions.refresh(refreshToken ?? '', visitor);
        return loggedIn(answer, parts);
      },
    }),
    withoutBody({
      name: 'logout',
      method: 'POST',
      path: '/auth/logout',
      summary: 'Ends the session of the refresh cookie',
      guard: { policy: 'cookie', ...own },
      answer: null,
      handle: async ({ refreshToken, visitor }) => {
        const ended = await sessions.logout(refreshToken ?? '', visitor);
        return ended.ok ? replyWith(null, forgotten(parts.cookies)) : ended;
      },
    }),
    withBody({
      name: 'stepUp',
      method: 'POST',
      path: '/auth/step-up',
      summary: 'Proves again who asks, for what is beyond a login',
      guard: { policy: 'viewer', ...own },
      body: stepUpBodySchema,
      answer: stepUpAnswerSchema,
      handle: async (body, { caller, visitor }) =>
        bodyOf(await sessions.stepUp(callerIn(caller), body, visitor)),
    }),
    ...linkRoutes(parts),
    ...sessionRoutes(parts),
  ];
}

/** Ways in that hold once. */
function linkRoutes({ firstRun, people }: LoginRouteParts): readonly AuthRoute[] {
  const own = { audit: OWN_AUDIT } as const;
  return [
    withBody({
      name: 'makeFirstOwner',
      method: 'POST',
      path: '/auth/first-run',
      summary: 'Makes the first owner, of whoever has the link that the server has printed',
      guard: { policy: 'login', ...own },
      body: firstRunBodySchema,
      answer: null,
      handle: async (body, { visitor }) => bodyOf(await firstRun.redeem(body, visitor)),
    }),
    withBody({
      name: 'acceptInvitation',
      method: 'POST',
      path: '/auth/invitation',
      summary: 'Makes a user of whoever has the link of an invitation',
      guard: { policy: 'login', ...own },
      body: acceptBodySchema,
      answer: null,
      handle: async (body, { visitor }) => bodyOf(await people.accept(body, visitor)),
    }),
  ];
}

function sessionRoutes({ sessions }: LoginRouteParts): readonly AuthRoute[] {
  return [
    withoutBody({
      name: 'listSessions',
      method: 'GET',
      path: '/auth/sessions',
      summary: 'One’s own sessions',
      guard: { policy: 'viewer' },
      answer: sessionsAnswerSchema,
      handle: async ({ caller }) => replyWith({ sessions: await sessions.list(callerIn(caller)) }),
    }),
    withoutBody({
      name: 'endOtherSessions',
      method: 'DELETE',
      path: '/auth/sessions',
      summary: 'Ends all of one’s sessions but the one that asks',
      guard: { policy: 'viewer', audit: OWN_AUDIT },
      answer: null,
      handle: async ({ caller, visitor }) =>
        bodyOf(await sessions.endOthers(callerIn(caller), visitor)),
    }),
    withoutBody({
      name: 'endSession',
      method: 'DELETE',
      path: '/auth/sessions/:session',
      summary: 'Ends one of one’s sessions',
      guard: { policy: 'viewer', audit: OWN_AUDIT },
      answer: null,
      handle: async ({ caller, parameters, visitor }) =>
        bodyOf(await sessions.end(callerIn(caller), parameters['session'] ?? '', visitor)),
    }),
  ];
}

/** The answer as a body. */
export function bodyOf(answer: Answer<unknown>): Answer<AuthReply> {
  return answer.ok ? replyWith(answer.value) : answer;
}

function loggedIn(
  answer: Answer<LoggedIn>,
  { cookies, now }: Pick<LoginRouteParts, 'cookies' | 'now'>,
): Answer<AuthReply> {
  if (!answer.ok) return answer;
  const { answer: body, refreshToken, refreshEndsAt, deviceMark } = answer.value;
  const seconds = Math.floor((refreshEndsAt - now()) / MICROS);
  const set = [
    writeCookie('refresh', { value: refreshToken, seconds }, cookies),
    writeCookie('csrf', { value: body.csrf, seconds }, cookies),
  ];
  if (deviceMark !== null) {
    set.push(writeCookie('device', { value: deviceMark, seconds: DEVICE_SECONDS }, cookies));
  }
  return ok({ body, cookies: set });
}

/** The device stays known: it is what lets its owner in while others guess. */
function forgotten(cookies: CookieForm): readonly string[] {
  const nothing = { value: '', seconds: 0 };
  return [writeCookie('refresh', nothing, cookies), writeCookie('csrf', nothing, cookies)];
}
