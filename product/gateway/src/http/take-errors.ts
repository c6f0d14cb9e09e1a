import { ArgosyError } from 'argosy/core';
import type { Logger } from '@argosy/telemetry';
import type { FastifyInstance } from 'fastify';

import type { ErrorTable } from './error-table.ts';
import type { HttpErrorCode } from './http-errors.ts';
import type { KnownAddresses } from './known-addresses.ts';
import { httpRefusal, sendProblem, type Refused } from './problem.ts';
import type { TerminalPages } from '../terminal/terminal-pages.ts';

/** What the framework says of a request that it could not read, as we say it. */
const frameworkCodes: Readonly<Record<string, HttpErrorCode>> = {
  FST_ERR_CTP_BODY_TOO_LARGE: 'BODY_TOO_LARGE',
  FST_ERR_CTP_INVALID_MEDIA_TYPE: 'MEDIA_TYPE_UNSUPPORTED',
  FST_ERR_CTP_INVALID_CONTENT_LENGTH: 'BODY_MALFORMED',
  FST_ERR_CTP_EMPTY_JSON_BODY: 'BODY_MALFORMED',
  FST_ERR_CTP_INVALID_JSON_BODY: 'BODY_MALFORMED',
  FST_ERR_BAD_URL: 'ADDRESS_MALFORMED',
  FST_ERR_MAX_PARAM_LENGTH: 'ADDRESS_MALFORMED',
  FST_ERR_REQ_INVALID_VALIDATION_INVOCATION: 'INTERNAL',
};
const FAULTS_FROM = 500;

/** What errors are turned into problems with. */
export type TakeErrorsOptions = {
  readonly errors: ErrorTable;
  readonly log: Logger;
  readonly addresses: KnownAddresses;
  /** Where people find pages besides the routes; null for nowhere. */
  readonly pages: Pick<TerminalPages, 'answer'> | null;
};

/** Makes every answer that is a no a problem, whoever says it. */
export function takeErrors(
  app: FastifyInstance,
  { errors, log, addresses, pages }: TakeErrorsOptions,
): void {
  app.setErrorHandler((error, request, reply) => {
    const refused = refusedOf(error, errors);
    if ((errors.get(refused.code)?.httpStatus ?? FAULTS_FROM) >= FAULTS_FROM) {
      log.error('request failed', { request: request.id, code: refused.code, error });
    }
    return sendProblem(reply, refused, errors);
  });
  app.setNotFoundHandler((request, reply) => {
    const page = pages?.answer(request, reply) ?? null;
    if (page !== null) return page;
    const [path = ''] = request.url.split('?');
    const methods = addresses.methodsOf(path);
    if (methods.length === 0) {
      return sendProblem(reply, httpRefusal('ROUTE_UNKNOWN', `${request.method} ${path}`), errors);
    }
    reply.header('allow', methods.join(', '));
    const detail = `${request.method} ${path}: ${methods.join(', ')} are taken`;
    return sendProblem(reply, httpRefusal('METHOD_NOT_ALLOWED', detail), errors);
  });
}

/** What an error says to whoever asked. Of a bug nothing: it is in the log. */
function refusedOf(error: unknown, errors: ErrorTable): Refused {
  const entry = error instanceof ArgosyError ? errors.get(error.code) : undefined;
  if (error instanceof ArgosyError && entry !== undefined) {
    // What is wrong with the server names its folders and addresses.
    const isOurs = entry.httpStatus >= FAULTS_FROM;
    return { code: error.code, reason: isOurs ? entry.message : error.message };
  }
  return httpRefusal(frameworkCodeOf(error) ?? 'INTERNAL', '');
}

/** What of ours an error of the framework is; null for what is none of those that it says to strangers. */
export function frameworkCodeOf(error: unknown): HttpErrorCode | null {
  if (!(error instanceof Error)) return null;
  const code = 'code' in error && typeof error.code === 'string' ? error.code : '';
  const known = frameworkCodes[code];
  if (known !== undefined) return known;
  // The parser of bodies throws plain syntax errors.
  const isBody = error instanceof SyntaxError && 'statusCode' in error && error.statusCode === 400;
  return isBody ? 'BODY_MALFORMED' : null;
}
