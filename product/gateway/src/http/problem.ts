import { refuse, type OrderId, type Refusal, type Result } from 'argosy/core';
import { API_PREFIX, PROBLEM_MEDIA_TYPE, type Mistake, type Problem } from '@argosy/contract';
import type { FastifyReply } from 'fastify';

import type { ErrorTable } from './error-table.ts';
import { httpErrors, type HttpErrorCode } from './http-errors.ts';

/** A refusal with what a problem may tell besides. */
export type Refused = Refusal & {
  readonly mistakes?: readonly Mistake[];
  /** The order that was made and denied. */
  readonly order?: OrderId;
};

/** Where codes are explained. */
export const PROBLEM_PAGE: string = `${API_PREFIX.replace('/v1', '')}/docs`;
const UNKNOWN_CODE_STATUS = 422;

/** A refusal of this room. */
export function httpRefusal(code: HttpErrorCode, detail: string): Refusal {
  return { code, reason: detail === '' ? httpErrors[code].message : detail };
}

/** The same as a result. */
export function refuseRequest(code: HttpErrorCode, detail: string): Result<never> {
  return refuse(code, detail);
}

/** Every mistake of a request at once. */
export function refuseMistakes(mistakes: readonly Mistake[]): Result<never, Refused> {
  const reason = mistakes.map(({ path, reason: why }) => `${path}: ${why}`).join('; ');
  return { ok: false, refusal: { code: 'REQUEST_INVALID', reason, mistakes } };
}

/** A refusal as whoever asked sees it. A code that no table has is shown as it is: it was a refusal all the same. */
export function problemOf(
  { code, reason, mistakes, order }: Refused,
  requestId: string,
  table: ErrorTable,
): Problem {
  const entry = table.get(code);
  return {
    type: `${PROBLEM_PAGE}#${code}`,
    title: entry?.message ?? code,
    status: entry?.httpStatus ?? UNKNOWN_CODE_STATUS,
    code,
    detail: reason,
    requestId,
    isRetryable: entry?.isRetryable ?? false,
    ...(mistakes === undefined ? {} : { mistakes }),
    ...(order === undefined ? {} : { order }),
  };
}

/** What answers that are problems said, for who looks at them behind. */
const codesSent = new WeakMap<FastifyReply, string>();

/** The code of the problem that was answered with, or null where it was something else. */
export function problemCodeOf(reply: FastifyReply): string | null {
  return codesSent.get(reply) ?? null;
}

/** Answers with a problem. */
export function sendProblem(
  reply: FastifyReply,
  refused: Refused,
  table: ErrorTable,
): FastifyReply {
  const problem = problemOf(refused, reply.request.id, table);
  codesSent.set(reply, problem.code);
  if (problem.isRetryable && !reply.hasHeader('retry-after')) reply.header('retry-after', '1');
  return reply
    .code(problem.status)
    .header('cache-control', 'no-store')
    .type(PROBLEM_MEDIA_TYPE)
    .send(JSON.stringify(problem));
}
