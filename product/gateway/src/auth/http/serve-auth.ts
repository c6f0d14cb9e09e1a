import { API_PREFIX } from '@argosy/contract';
import type { FastifyInstance, FastifyRequest } from 'fastify';

import type { Visitor } from '../auth-parts.ts';
import type { Caller } from '../caller.ts';
import type { AuthRoute, AuthTurn } from './auth-route.ts';
import { readCookie, type CookieForm } from './cookies.ts';
import { refuseReply } from './refuse-reply.ts';

/** What serving the login's routes needs. */
export type ServeAuthParts = {
  readonly callerOf: (request: FastifyRequest) => Caller | null;
  readonly cookies: CookieForm;
};

const AGENT_LENGTH_MAX = 200;
const NO_CONTENT = 204;

/** Adds routes of the login to a server that has the guard before it. */
export function serveAuth(
  app: FastifyInstance,
  routes: readonly AuthRoute[],
  parts: ServeAuthParts,
): void {
  for (const { method, path, guard, run } of routes) {
    app.route({
      method,
      url: API_PREFIX + path,
      config: { ...guard },
      handler: async (request, reply) => {
        const answer = await run(request.body, turnOf(request, parts));
        if (!answer.ok) return refuseReply(reply, answer.refusal);
        const { body, cookies = [] } = answer.value;
        for (const cookie of cookies) reply.header('set-cookie', cookie);
        if (body === null) return reply.code(NO_CONTENT).send();
        return reply.type('application/json; charset=utf-8').send(JSON.stringify(body));
      },
    });
  }
}

function turnOf(request: FastifyRequest, { callerOf, cookies }: ServeAuthParts): AuthTurn {
  const refreshToken = readCookie(request.headers.cookie, 'refresh', cookies);
  const given: unknown = request.params;
  const parameters = typeof given === 'object' && given !== null ? Object.entries(given) : [];
  return {
    caller: callerOf(request),
    visitor: visitorOf(request, cookies),
    parameters: Object.fromEntries(parameters.map(([name, value]) => [name, String(value)])),
    refreshToken,
  };
}

function visitorOf({ headers, id, ip }: FastifyRequest, cookies: CookieForm): Visitor {
  // What a browser calls itself is shown to its user among the sessions: one line, no signs that move a terminal.
  const agent = (headers['user-agent'] ?? '').replaceAll(/\P{L}|\p{Cc}/gu, plainSign);
  return {
    address: ip,
    agent: agent.slice(0, AGENT_LENGTH_MAX),
    request: id,
    device: readCookie(headers.cookie, 'device', cookies),
  };
}

function plainSign(sign: string): string {
  return /^[ -~]$/u.test(sign) ? sign : '?';
}
