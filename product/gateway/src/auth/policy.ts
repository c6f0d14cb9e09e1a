/**
 * Who may call a route, said where the route is declared: `config: { policy }` of Fastify. A route without one does not compile
 * where it is declared as a `GuardedRoute`, and is refused when it is added to the server.
 *
 * - `public`: anybody.
 * - `login`: anybody, a few times a minute: what takes a password, a code or a one-time link.
 * - `cookie`: who brings the refresh cookie and proves that the page which sends it is ours.
 * - `viewer`: anybody who is logged in. What they may see of it is up to the route (`maySee`).
 * - `owner`: owners.
 * - `stepUp`: owners who have proved who they are within the last minutes.
 */
export type RoutePolicy = 'public' | 'login' | 'cookie' | 'viewer' | 'owner' | 'stepUp';

/** What the guard has to know of a route; goes into Fastify's `config`. */
export type RouteGuard = {
  readonly policy: RoutePolicy;
  /** What the audit calls it, `order.place`; a route that changes something has one. */
  readonly audit?: string;
};
