import type { AccountId, Result, Timestamp } from 'argosy/core';
import type { Logger } from '@argosy/telemetry';
import type { FastifyInstance, FastifyRequest } from 'fastify';

import type { Records } from '../platform/records.ts';
import type { AuthParts } from './auth-parts.ts';
import type { Authenticate, Caller, OnEnd } from './caller.ts';
import { addAccessPages } from './http/access-pages.ts';
import { AuditTrail, type AuditAhead, type SpareAudit } from './http/audit-trail.ts';
import type { AuthRoute } from './http/auth-route.ts';
import { Guard } from './http/guard.ts';
import { loginRoutes } from './http/login-routes.ts';
import { ownAccountRoutes, peopleRoutes } from './http/people-routes.ts';
import { KnownPlaces, type Asked, type Places } from './http/places.ts';
import { serveAuth } from './http/serve-auth.ts';
import type { KeyRing } from './keys/key-ring.ts';
import { Marks } from './keys/marks.ts';
import { SecretBox } from './keys/secret-box.ts';
import { LoginLimits } from './limits/login-limits.ts';
import { RequestLimits, requestRates, type RequestRates } from './limits/request-limits.ts';
import { FirstRun } from './people/first-run.ts';
import { OwnAccount } from './people/own-account.ts';
import { People } from './people/people.ts';
import { PasswordHasher, type PasswordCost } from './proof/password-hasher.ts';
import { Proofs } from './proof/proofs.ts';
import { AccessTokens } from './session/access-tokens.ts';
import { Callers } from './session/callers.ts';
import { Sessions } from './session/sessions.ts';

/** What the login is made with. */
export type AuthOptions = {
  readonly records: Records;
  readonly keys: KeyRing;
  readonly log: Logger;
  readonly places: Places;
  /** The accounts of the node: viewers are granted of them, owners get one of their own, the first free one first. */
  readonly accountPool: readonly AccountId[];
  /** Whether the address of a request is that of who asks: false where a proxy stands between that is not named. */
  readonly trustsLoopback?: boolean;
  /** Keeps what must not be lost of the audit while the records do not answer; without it that is refused. */
  readonly spareAudit?: SpareAudit;
  /** Keeps what is about to be done on the disk until the audit has it; without it all wait for the audit itself. */
  readonly auditAhead?: AuditAhead;
  readonly rates?: Partial<RequestRates>;
  /** OWASP's least unless told. */
  readonly passwordCost?: PasswordCost;
  /** The wall clock, in microseconds. */
  readonly now: () => Timestamp;
};

/** The login of a node. */
export type Auth = {
  /** Puts the guard before all routes that come, and adds the login's own with its pages. A plugin of the gateway. */
  readonly plugin: (app: FastifyInstance) => Promise<void>;
  readonly callerOf: (request: FastifyRequest) => Caller | null;
  /** Tells the audit what a request turned out to be about. */
  readonly nameSubject: (request: FastifyRequest, subject: string) => void;
  /** For connections that stay open. */
  readonly authenticate: Authenticate;
  readonly onEnd: OnEnd;
  /** Refuses a connection that a page of a stranger opens; asked before it is upgraded. */
  readonly checkUpgrade: (asked: Asked) => Result<null>;
  /** A link to print while there is no user; null once there is one. */
  readonly firstRunLink: () => Promise<string | null>;
  readonly routes: readonly AuthRoute[];
};

/**
 * Makes the login.
 *
 * @example
 * const auth = makeAuth({ records, keys, log, places, accountPool, now });
 * const gateway = await createGateway(platform, { callerOf: auth.callerOf, plugins: [auth.plugin] });
 */
export function makeAuth(options: AuthOptions): Auth {
  const { records, log, now } = options;
  const places = new KnownPlaces(options.places);
  const parts = partsOf(options, places);
  const { callers, marks } = parts;
  const limits = new RequestLimits({ ...requestRates, ...options.rates });
  const trail = new AuditTrail(records, {
    spare: options.spareAudit ?? null,
    ahead: options.auditAhead ?? null,
    onLeft: (error) => log.error('an entry is not in the audit yet', { error }),
  });
  const guard = new Guard({ callers, marks, limits, places, trail, now, log });
  const proofs = new Proofs(parts);
  const sessions = new Sessions(parts, proofs);
  const people = new People(parts);
  const firstRun = new FirstRun(parts, people);
  const routes = [
    ...loginRoutes({ sessions, people, firstRun, cookies: places, now }),
    ...ownAccountRoutes(new OwnAccount(parts, proofs, sessions)),
    ...peopleRoutes(people),
  ];
  const plugin = async (app: FastifyInstance): Promise<void> => {
    guard.install(app);
    serveAuth(app, routes, { callerOf: guard.callerOf, cookies: places });
    await addAccessPages(app);
  };
  return {
    plugin,
    routes,
    callerOf: guard.callerOf,
    nameSubject: guard.nameSubject,
    authenticate: callers.authenticate,
    onEnd: callers.onEnd,
    checkUpgrade: (asked) => {
      const host = places.checkHost(asked);
      return host.ok ? places.checkOrigin(asked) : host;
    },
    firstRunLink: () => firstRun.makeLink(),
  };
}

function partsOf(
  { records, keys, log, now, accountPool, trustsLoopback = true, passwordCost }: AuthOptions,
  { origin }: KnownPlaces,
): AuthParts {
  const tokens = new AccessTokens(keys);
  return {
    records,
    now,
    log,
    tokens,
    accountPool,
    origin,
    trustsLoopback,
    box: new SecretBox(keys),
    hasher: new PasswordHasher(passwordCost),
    marks: new Marks(keys),
    limits: new LoginLimits(),
    callers: new Callers(records, tokens, now),
  };
}
