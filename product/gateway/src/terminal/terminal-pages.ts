import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';

import { TERMINAL_POLICY } from '../auth/http/security-headers.ts';
import type { RouteGuard } from '../auth/policy.ts';
import { httpRefusal, sendProblem } from '../http/problem.ts';
import type { ErrorTable } from '../http/error-table.ts';
import { pickForm, servedFile, type ServedFile, type TerminalFile } from './terminal-file.ts';

const PAGE = '/index.html';
const ASSETS = '/assets/';
/** Their names change with what is in them. */
const FOREVER = 'public, max-age=31536000, immutable';
const STATUS_SAME = 304;
/** What is never a page of the terminal, however it is asked for. */
const notPages = /^\/(?:api|assets|health|metrics|ui|ws)(?:\/|$)/u;
const withPolicy = /^text\/(?:html|javascript);/u;
const open: RouteGuard = { policy: 'public' };

/** The terminal as it was built: one page, which finds its way by the address itself, and the files it loads. */
export class TerminalPages {
  readonly #page: ServedFile;
  readonly #files: ReadonlyMap<string, ServedFile>;

  constructor(files: readonly TerminalFile[]) {
    const served = new Map(files.map((file) => [file.path, servedFile(file)]));
    const page = served.get(PAGE);
    if (page === undefined) throw new TypeError(`a terminal without ${PAGE}`);
    served.delete(PAGE);
    this.#page = page;
    this.#files = served;
  }

  /** Adds the page at `/`, and its files. What is asked for is looked up by its whole name: no path leads elsewhere. */
  install(app: FastifyInstance, errors: ErrorTable): void {
    app.get('/', { config: { ...open } }, async (_, reply) => this.#sendPage(reply));
    app.get(`${ASSETS}*`, { config: { ...open } }, async (request, reply) => {
      const [path = ''] = request.url.split('?');
      const file = this.#files.get(path);
      if (file === undefined) return sendProblem(reply, httpRefusal('ROUTE_UNKNOWN', path), errors);
      return send(reply, file, FOREVER);
    });
    for (const [path, file] of this.#files) {
      if (path.startsWith(ASSETS)) continue;
      app.get(path, { config: { ...open } }, async (_, reply) => send(reply, file, 'no-cache'));
    }
  }

  /** Answers what is no route with the page, where somebody looks for one; null where not. */
  answer({ method, url, headers }: FastifyRequest, reply: FastifyReply): FastifyReply | null {
    const [path = ''] = url.split('?');
    const isRead = method === 'GET' || method === 'HEAD';
    const isPage = isRead && headers.accept?.includes('text/html') === true && !notPages.test(path);
    return isPage ? this.#sendPage(reply.code(200)) : null;
  }

  #sendPage(reply: FastifyReply): FastifyReply {
    return send(reply, this.#page, 'no-cache');
  }
}

function send(reply: FastifyReply, file: ServedFile, cache: string): FastifyReply {
  const { headers } = reply.request;
  const { bytes, tag, coding } = pickForm(file, headers['accept-encoding']);
  reply.header('cache-control', cache).header('etag', tag);
  if (file.forms.length > 1) reply.header('vary', varyOf(reply));
  // A worker obeys the policy that its own script came with.
  if (withPolicy.test(file.type)) reply.header('content-security-policy', TERMINAL_POLICY);
  if (isKnown(headers['if-none-match'], tag)) return reply.code(STATUS_SAME).send();
  if (coding !== null) reply.header('content-encoding', coding);
  return reply.type(file.type).send(bytes);
}

/** Beside what the guard may have said of origins. */
function varyOf(reply: FastifyReply): string {
  const before = reply.getHeader('vary');
  return typeof before === 'string' ? `${before}, Accept-Encoding` : 'Accept-Encoding';
}

function isKnown(header: string | undefined, tag: string): boolean {
  const known = header?.split(',').map((each) => each.trim().replace(/^W\//u, '')) ?? [];
  return known.includes(tag) || known.includes('*');
}
