import type { Timestamp } from 'argosy/core';

import type { Caller } from './caller.ts';

/**
 * Who may call a route, said where the route is declared: `config: { policy }` of Fastify. A route without one does not
 * compile, for a `Route` has a `RouteGuard`, and is refused when it is added to the server.
 *
 * - `public`: anybody.
 * - `login`: anybody, a few times a minute: what takes a password, a code or a one-time link.
 * - `cookie`: who brings the refresh cookie and proves that the page which sends it is ours.
 * - `viewer`: anybody who is logged in. What they may see of it is up to the route (`maySee`).
 * - `proved`: anybody who is logged in and has typed a password or a code within the last minutes.
 * - `owner`: owners.
 * - `stepUp`: owners who have proved who they are within the last minutes.
 */
export type RoutePolicy = 'public' | 'login' | 'cookie' | 'viewer' | 'proved' | 'owner' | 'stepUp';

/** What the guard has to know of a route; goes into Fastify's `config`. */
export type RouteGuard = {
  readonly policy: RoutePolicy;
  /** What the audit calls it, `order.place`; a route whose method changes something has one, `OWN_AUDIT` or `NO_AUDIT`. */
  readonly audit?: string;
  /** Whether it only reduces risk, so that it is not refused while the records are away. */
  readonly reducesRisk?: true;
};

/** Of a route that writes its entries of the audit itself, together with what it changes. */
export const OWN_AUDIT = 'own';

/** Of a route that changes nothing, though its method is one of those that do: a preview. */
export const NO_AUDIT = 'none';

/** How long a proof is good for what is beyond a login. */
const FRESH_MICROS = 300_000_000;

/** Whether somebody has typed a password or a code within the last minutes. */
export function isFresh({ provedAt }: Pick<Caller, 'provedAt'>, now: Timestamp): boolean {
  return now - provedAt < FRESH_MICROS;
}

const policies: ReadonlySet<unknown> = new Set<RoutePolicy>([
  'public',
  'login',
  'cookie',
  'viewer',
  'proved',
  'owner',
  'stepUp',
]);

/** What a route's configuration says of its guard; null where it says nothing that the guard knows. */
export function guardOf(config: unknown): RouteGuard | null {
  if (typeof config !== 'object' || config === null || !('policy' in config)) return null;
  const { policy } = config;
  if (!isPolicy(policy)) return null;
  const audit = 'audit' in config ? config.audit : undefined;
  const reduces = 'reducesRisk' in config && config.reducesRisk === true;
  return {
    policy,
    ...(typeof audit === 'string' ? { audit } : {}),
    ...(reduces ? { reducesRisk: true } : {}),
  };
}

function isPolicy(word: unknown): word is RoutePolicy {
  return policies.has(word);
}
