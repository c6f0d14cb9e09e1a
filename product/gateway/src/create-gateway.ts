import { randomUUID } from 'node:crypto';

import { ArgosyError, toTimestamp, type ErrorEntry } from 'argosy/core';
import Fastify, { type FastifyInstance, type FastifyRequest } from 'fastify';

import type { Caller } from './auth/caller.ts';
import type { AuthRoute } from './auth/http/auth-route.ts';
import { securityHeaders } from './auth/http/security-headers.ts';
import { isFresh } from './auth/policy.ts';
import { addDocs } from './docs/add-docs.ts';
import type { DocumentedRoute } from './docs/open-api.ts';
import { addOperations } from './http/add-operations.ts';
import { boundAnswers } from './http/bound-answers.ts';
import { errorTable, type ErrorTable } from './http/error-table.ts';
import {
  httpBounds,
  makeHttpServer,
  type Certificate,
  type HttpBounds,
} from './http/http-server.ts';
import { BODY_DEPTH_MAX, isTooDeep } from './http/json-depth.ts';
import { KnownAccounts } from './http/known-accounts.ts';
import { KnownAddresses } from './http/known-addresses.ts';
import { OptionBook } from './http/option-book.ts';
import { OrderGate } from './http/order-gate.ts';
import { OwnWrites } from './http/own-writes.ts';
import { httpRefusal, PROBLEM_PAGE, sendProblem } from './http/problem.ts';
import { requestIdOf } from './http/request-id.ts';
import { serveRoute } from './http/serve-route.ts';
import { frameworkCodeOf, takeErrors } from './http/take-errors.ts';
import { watchRequests } from './http/watch-requests.ts';
import type { Platform } from './platform/platform.ts';
import { routes } from './routes/routes.ts';
import type { TerminalFile } from './terminal/terminal-file.ts';
import { TerminalPages } from './terminal/terminal-pages.ts';
import { NodeWatch } from './watch/node-watch.ts';

/** What is plugged into the server before its routes: the guard, the login, the socket. */
export type GatewayPlugin = (app: FastifyInstance) => void | Promise<void>;

/** What a gateway is made with besides the platform. */
export type GatewayOptions = {
  readonly version: string;
  /** Who asks, once the guard has let them in; null for nobody. */
  readonly callerOf: (request: FastifyRequest) => Caller | null;
  /** Hears what a request turned out to be about, for the audit; nobody unless told. */
  readonly nameSubject?: (request: FastifyRequest, subject: string) => void;
  readonly plugins?: readonly GatewayPlugin[];
  /** The routes that the login adds, to be told of among the others. */
  readonly loginRoutes?: readonly AuthRoute[];
  /** Codes of what stands behind the platform, where its rooms have tables of their own. */
  readonly errors?: Readonly<Record<string, ErrorEntry>>;
  /** HTTPS where there is one. */
  readonly certificate?: Certificate;
  /** The terminal as it was built: people begin there. Without it they begin at the page of the API. */
  readonly terminal?: readonly TerminalFile[];
  /** The addresses of proxies that are believed what they say of who asks: `10.0.0.7`, `10.0.0.0/8`. */
  readonly trustedProxies?: readonly string[];
  readonly bounds?: Partial<HttpBounds>;
  readonly makeId?: () => string;
  /** The wall clock, in microseconds: a demo's time may run faster. */
  readonly now?: () => number;
};

/** A server that does not listen yet, and how it ends. */
export type Gateway = {
  readonly server: FastifyInstance;
  readonly errors: ErrorTable;
  /** Takes nothing new, lets what is under way come to its end, then closes. Safe to call twice. */
  readonly stop: () => Promise<void>;
};

const WALL_MICROS = 1_000;
const TOO_DEEP = `the body lies deeper within itself than ${BODY_DEPTH_MAX} levels`;

/**
 * REST in front of a platform.
 *
 * @example
 * const { server, stop } = await createGateway(platform, { version, callerOf, plugins: [login, socket] });
 * await server.listen({ port: 8000 });
 */
export async function createGateway(platform: Platform, options: GatewayOptions): Promise<Gateway> {
  const bounds: HttpBounds = { ...httpBounds, ...options.bounds };
  const errors = errorTable(options.errors);
  const server = makeServer(options, bounds, errors);
  boundAnswers(server, errors, bounds.answerMillis);
  const { callerOf, nameSubject = () => {}, plugins = [], version } = options;
  const nowMicros = options.now ?? ((): number => Date.now() * WALL_MICROS);
  const addresses = new KnownAddresses();
  addresses.watch(server);
  const pages = options.terminal === undefined ? null : new TerminalPages(options.terminal);
  takeErrors(server, { errors, log: platform.log, addresses, pages });
  watchRequests(server, { metrics: platform.metrics, log: platform.log, callerOf });
  const ending = addEnding(server, errors, bounds);
  const gate = new OrderGate(bounds.placesUnderWay, platform.metrics);
  gate.install(server, errors);
  for (const plugin of plugins) await plugin(server);
  addOperations(server, { platform, home: pages === null ? PROBLEM_PAGE : '/' });
  pages?.install(server, errors);
  const watch = new NodeWatch(platform);
  server.addHook('onListen', () => watch.start());
  server.addHook('onClose', () => watch.stop());
  const context = {
    platform,
    accounts: new KnownAccounts(platform.system, () => performance.now()),
    writes: new OwnWrites(platform.projections),
    derivatives: new OptionBook(platform.instruments),
    watch,
    version,
    hasProved: (caller: Caller) => isFresh(caller, toTimestamp(nowMicros())),
  };
  const serving = { context, errors, callerOf, nameSubject, nowMicros, gate };
  for (const route of routes) serveRoute(server, route, serving);
  const loginRoutes = (options.loginRoutes ?? []).map(documentedLogin);
  addDocs(server, { routes: [...routes, ...loginRoutes], version, errors });
  await server.ready();
  return { server, errors, stop: ending.stop };
}

function documentedLogin({ body, answer, ...route }: AuthRoute): DocumentedRoute {
  return { ...route, tag: 'login', schemas: { params: null, query: null, body, answer } };
}

function makeServer(
  { certificate, makeId = randomUUID, trustedProxies = [] }: GatewayOptions,
  bounds: HttpBounds,
  errors: ErrorTable,
): FastifyInstance {
  const server = Fastify({
    serverFactory: (listener) =>
      makeHttpServer(listener, bounds, { certificate: certificate ?? null, errors }),
    bodyLimit: bounds.bodyBytes,
    genReqId: (request) => requestIdOf(request, makeId),
    trustProxy: trustedProxies.length > 0 ? [...trustedProxies] : false,
    return503OnClosing: false,
    forceCloseConnections: 'idle',
    frameworkErrors: (error, _, reply) => {
      const code = frameworkCodeOf(error) ?? 'BODY_MALFORMED';
      // No hook sees what is not even a request.
      reply.headers(securityHeaders(certificate !== undefined));
      void sendProblem(reply, httpRefusal(code, ''), errors);
    },
  });
  const parseJson = server.getDefaultJsonParser('error', 'error');
  server.removeAllContentTypeParsers();
  server.addContentTypeParser('application/json', { parseAs: 'string' }, (request, body, done) => {
    // Clients name the type of a body even where they send none.
    if (body === '') done(null, undefined);
    else if (isTooDeep(body.toString())) done(new ArgosyError('BODY_MALFORMED', TOO_DEEP));
    else void parseJson(request, body.toString(), done);
  });
  return server;
}

/** What is new is turned away once the end has begun; what hangs is cut off when its time is over. */
function addEnding(
  server: FastifyInstance,
  errors: ErrorTable,
  { drainMillis }: HttpBounds,
): { readonly stop: () => Promise<void> } {
  let ended: Promise<void> | null = null;
  server.addHook('onRequest', (_, reply, done) => {
    if (ended === null) {
      done();
      return;
    }
    reply.header('connection', 'close').header('retry-after', '5');
    void sendProblem(reply, httpRefusal('SHUTTING_DOWN', ''), errors);
  });
  const close = async (): Promise<void> => {
    const cut = setTimeout(() => server.server.closeAllConnections(), drainMillis);
    try {
      await server.close();
    } finally {
      clearTimeout(cut);
    }
  };
  return { stop: () => (ended ??= close()) };
}
