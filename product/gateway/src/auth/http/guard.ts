import { hash } from 'node:crypto';

import { assertNever, formatTimestamp, ok, type Result, type Timestamp } from 'argosy/core';
import type { AuditEntry } from '@argosy/storage';
import type { Logger } from '@argosy/telemetry';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';

import { entryOf, tooMany, type Answer } from '../auth-parts.ts';
import { awayRefusal, isAway } from '../away.ts';
import type { Caller } from '../caller.ts';
import { authRefusal, loginFault } from '../errors.ts';
import type { Marks } from '../keys/marks.ts';
import type { RequestLimits } from '../limits/request-limits.ts';
import { problemCodeOf } from '../../http/problem.ts';
import {
  guardOf,
  isFresh,
  NO_AUDIT,
  OWN_AUDIT,
  type RouteGuard,
  type RoutePolicy,
} from '../policy.ts';
import type { Callers } from '../session/callers.ts';
import { boundSubject, subjectOf } from './audit-subject.ts';
import type { AuditTrail } from './audit-trail.ts';
import { readCookie } from './cookies.ts';
import type { KnownPlaces } from './places.ts';
import { refuseReply } from './refuse-reply.ts';
import { securityHeaders } from './security-headers.ts';

/** What the guard works with. */
export type GuardParts = {
  readonly callers: Callers;
  readonly marks: Marks;
  readonly limits: RequestLimits;
  readonly places: KnownPlaces;
  readonly trail: AuditTrail;
  readonly now: () => Timestamp;
  readonly log: Logger;
};

/** Where the proof that a page is ours comes in. */
const CSRF_HEADER = 'x-csrf-token';

const reading: ReadonlySet<string> = new Set(['GET', 'HEAD', 'OPTIONS']);
const FAULTS_FROM = 400;
const CORS_SECONDS = '600';
const UNAVAILABLE = { code: 'UNAVAILABLE', reason: 'it cannot be told why' } as const;
const NO_AUDIT_NO_DEED = 'the audit cannot be written';
/** A path that is no route may be asked for by anybody: there is nothing behind it. */
const nowhere: RouteGuard = { policy: 'public' };

/** Stands before every route of a server: who asks, from where, how often, and whether they may. What it cannot tell it refuses. */
export class Guard {
  readonly #parts: GuardParts;
  readonly #callers = new WeakMap<FastifyRequest, Caller>();
  readonly #subjects = new WeakMap<FastifyRequest, string>();

  constructor(parts: GuardParts) {
    this.#parts = parts;
  }

  /** Who asks, where somebody is logged in and the route asked for it. */
  readonly callerOf = (request: FastifyRequest): Caller | null =>
    this.#callers.get(request) ?? null;

  /** What a request turned out to be about, for what the audit says of its end: the order that it has made. */
  readonly nameSubject = (request: FastifyRequest, subject: string): void => {
    this.#subjects.set(request, boundSubject(subject));
  };

  /** Puts itself before all routes that are added from now on. */
  install(app: FastifyInstance): void {
    const headers = Object.entries(securityHeaders(this.#parts.places.isSecure));
    app.addHook('onRoute', ({ url, method, config }) => requireGuard(url, method, config));
    app.addHook('onRequest', async (request, reply) => this.#enter(request, reply));
    app.addHook('preHandler', async (request, reply) => this.#noteBegin(request, reply));
    app.addHook('onSend', (_request, reply, _payload, done) => {
      for (const [name, value] of headers) {
        if (!reply.hasHeader(name)) reply.header(name, value);
      }
      done();
    });
    app.addHook('onResponse', (request, reply, done) => {
      // The answer is out: nobody waits for it.
      void this.#noteEnd(request, reply);
      done();
    });
    app.addHook('onClose', async () => this.#parts.trail.settle());
  }

  async #enter(request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply | undefined> {
    const host = this.#parts.places.checkHost({ host: request.headers.host });
    if (!host.ok) return refuseReply(reply, host.refusal);
    if (this.#answerPages(request, reply)) return reply;
    const guard = request.is404 ? nowhere : guardOf(request.routeOptions.config);
    if (guard === null) throw loginFault('ROUTE_OPEN', request.url);
    const admitted = await this.#tryAdmit(guard, request);
    if (admitted.ok) return undefined;
    this.#noteRefusal(request, admitted.refusal.code);
    return refuseReply(reply, admitted.refusal);
  }

  /** Tells pages of other origins whether they may ask; answers those that only ask that. */
  #answerPages({ headers, method }: FastifyRequest, reply: FastifyReply): boolean {
    const { origin } = headers;
    if (origin === undefined) return false;
    const isAllowed = this.#parts.places.isAllowed(origin);
    if (isAllowed) {
      reply.header('access-control-allow-origin', origin).header('vary', 'Origin');
      reply.header(
        'access-control-expose-headers',
        'x-request-id, retry-after, idempotency-replayed',
      );
    }
    if (method !== 'OPTIONS' || headers['access-control-request-method'] === undefined)
      return false;
    if (!isAllowed) {
      refuseReply(reply, { code: 'ORIGIN_REFUSED', reason: 'no other origins are allowed here' });
      return true;
    }
    // Cookies are not for pages of others: they log in by the token alone.
    reply.header('access-control-allow-methods', 'GET, POST, PUT, PATCH, DELETE');
    reply.header('access-control-allow-headers', 'authorization, content-type, idempotency-key');
    reply.header('access-control-max-age', CORS_SECONDS).code(204).send();
    return true;
  }

  /** Whatever breaks while it is found out who asks, nobody comes in. */
  async #tryAdmit(guard: RouteGuard, request: FastifyRequest): Promise<Answer<null>> {
    try {
      return await this.#admit(guard, request);
    } catch (error) {
      this.#parts.log.error('the guard cannot tell who asks', { request: request.id, error });
      if (!isAway(error)) return authRefusal('UNAVAILABLE');
      return { ok: false, refusal: awayRefusal(error) };
    }
  }

  async #admit(
    { policy, reducesRisk }: RouteGuard,
    request: FastifyRequest,
  ): Promise<Answer<null>> {
    const { limits, now } = this.#parts;
    switch (policy) {
      case 'public':
        return taken(limits.takeStranger(request.ip, now()));
      case 'login':
        return this.#admitLogin(request);
      case 'cookie':
        return this.#admitCookie(request);
      case 'viewer':
      case 'proved':
      case 'owner':
      case 'stepUp':
        return this.#admitCaller(policy, request, reducesRisk === true);
      default:
        return assertNever(policy);
    }
  }

  #admitLogin({ headers, ip }: FastifyRequest): Answer<null> {
    const { limits, now, places } = this.#parts;
    const { host, origin } = headers;
    const place = places.checkOrigin({ host, origin, fetchSite: siteOf(headers) });
    return place.ok ? taken(limits.takeLogin(ip, now())) : place;
  }

  /** A cookie comes by itself: only a page of ours can know what was made of it. */
  #admitCookie(request: FastifyRequest): Answer<null> {
    const { marks, places } = this.#parts;
    const login = this.#admitLogin(request);
    if (!login.ok) return login;
    const token = readCookie(request.headers.cookie, 'refresh', places);
    if (token === null) return authRefusal('LOGIN_REQUIRED');
    const mark = request.headers[CSRF_HEADER];
    const isOurs = typeof mark === 'string' && marks.isFormMark(mark, token);
    return isOurs ? ok(null) : authRefusal('CSRF_REFUSED');
  }

  async #admitCaller(
    policy: CallerPolicy,
    request: FastifyRequest,
    reducesRisk: boolean,
  ): Promise<Answer<null>> {
    const { limits, now } = this.#parts;
    const caller = await this.#identify(request, reducesRisk);
    if (!caller.ok) {
      const wait = limits.takeStranger(request.ip, now());
      return wait > 0 ? tooMany(wait) : caller;
    }
    const { user } = caller.value;
    const wait = reducesRisk ? limits.takeReducer(user, now()) : limits.takeUser(user, now());
    if (wait > 0) return tooMany(wait);
    this.#callers.set(request, caller.value);
    return mayPass(policy, caller.value, now());
  }

  async #identify(request: FastifyRequest, reducesRisk: boolean): Promise<Result<Caller>> {
    const { callers, log } = this.#parts;
    const token = bearerOf(request.headers.authorization);
    if (token === null) return authRefusal('LOGIN_REQUIRED');
    if (!reducesRisk) return callers.authenticate(token);
    const found = await callers.authenticateToReduce(token);
    if (!found.ok) return found;
    const { caller, seenAt } = found.value;
    if (seenAt !== null) {
      const { user, session } = caller;
      const seen = formatTimestamp(seenAt);
      log.warn('the records are away: a session counts as it was last seen', {
        user,
        session,
        seen,
      });
    }
    return ok(caller);
  }

  /** What is about to be done is in the audit before it is done; what cannot be written there is not done. */
  async #noteBegin(
    request: FastifyRequest,
    reply: FastifyReply,
  ): Promise<FastifyReply | undefined> {
    const action = this.#auditedAs(request);
    if (action === null) return undefined;
    const { trail } = this.#parts;
    const mayBeSpare = guardOf(request.routeOptions.config)?.reducesRisk === true;
    try {
      const entry = this.#entryOf(request, { action, outcome: 'begun' });
      await trail.begin(entry, { mayBeSpare });
      return undefined;
    } catch (error) {
      this.#parts.log.error('the audit cannot be written', { request: request.id, error });
      const { code, reason } = isAway(error) ? awayRefusal(error) : UNAVAILABLE;
      return refuseReply(reply, { code, reason: `${NO_AUDIT_NO_DEED}: ${reason}` });
    }
  }

  async #noteEnd(request: FastifyRequest, reply: FastifyReply): Promise<void> {
    const action = this.#auditedAs(request);
    if (action === null || this.callerOf(request) === null) return;
    const { id } = request;
    const { statusCode } = reply;
    try {
      const outcome =
        statusCode < FAULTS_FROM ? 'done' : (problemCodeOf(reply) ?? `status ${statusCode}`);
      await this.#parts.trail.keepAside(this.#entryOf(request, { action, outcome }));
    } catch (error) {
      // It was done, and that it was begun is kept: what follows is in the log and in the journal.
      this.#parts.log.error('the end of a request is not in the audit', { request: id, error });
    }
  }

  #entryOf(
    request: FastifyRequest,
    { action, outcome }: { readonly action: string; readonly outcome: string },
  ): AuditEntry {
    const { body, id, ip } = request;
    const actor = this.callerOf(request)?.user ?? 'stranger';
    const subject = this.#subjects.get(request) ?? subjectOf(request);
    const detail = outcome === 'begun' ? formOf(body) : '';
    const deed = { actor, action, subject, outcome, detail };
    return entryOf(deed, { address: ip, request: id }, this.#parts.now());
  }

  #auditedAs(request: FastifyRequest): string | null {
    if (request.is404 || reading.has(request.method)) return null;
    const { audit = NO_AUDIT } = guardOf(request.routeOptions.config) ?? nowhere;
    return audit === NO_AUDIT || audit === OWN_AUDIT ? null : audit;
  }

  #noteRefusal(request: FastifyRequest, code: string): void {
    this.#parts.log.info('access refused', {
      request: request.id,
      code,
      method: request.method,
      route: request.routeOptions.url ?? null,
      address: request.ip,
      user: this.callerOf(request)?.user ?? null,
    });
  }
}

/** Policies that want somebody who is logged in. */
type CallerPolicy = Exclude<RoutePolicy, 'public' | 'login' | 'cookie'>;

/** A route that does not say who may call it, or what the audit calls it, is a mistake of whoever wrote it. */
function requireGuard(url: string, method: string | readonly string[], config: unknown): void {
  const guard = guardOf(config);
  if (guard === null) throw loginFault('ROUTE_OPEN', `${method} ${url} has no policy`);
  const changes = [method].flat().some((one) => !reading.has(one));
  if (changes && guard.audit === undefined) {
    throw loginFault('ROUTE_OPEN', `${method} ${url} does not say what the audit calls it`);
  }
}

function mayPass(policy: CallerPolicy, caller: Caller, now: Timestamp): Result<null> {
  const isOwners = policy === 'owner' || policy === 'stepUp';
  if (isOwners && caller.role !== 'owner') return authRefusal('ROLE_REFUSED');
  const wantsProof = policy === 'proved' || policy === 'stepUp';
  return wantsProof && !isFresh(caller, now) ? authRefusal('PROOF_REQUIRED') : ok(null);
}

function taken(waitSeconds: number): Answer<null> {
  return waitSeconds > 0 ? tooMany(waitSeconds) : ok(null);
}

function bearerOf(header: string | undefined): string | null {
  const found = /^Bearer ([\w.~+/=-]+)$/iu.exec(header ?? '');
  return found?.[1] ?? null;
}

function siteOf(headers: FastifyRequest['headers']): string | undefined {
  const site = headers['sec-fetch-site'];
  return typeof site === 'string' ? site : undefined;
}

/** What was asked, so that it can be proved later; the body itself may be long, or say more than an audit should. */
function formOf(body: unknown): string {
  if (body === undefined || body === null) return '';
  return `sha256 ${hash('sha256', JSON.stringify(body), 'hex')}`;
}
