import {
  API_PREFIX,
  authErrors,
  PROBLEM_MEDIA_TYPE,
  type AuthErrorCode,
  type Mistake,
  type Problem,
} from '@argosy/contract';
import type { FastifyReply } from 'fastify';

import type { AuthRefusal } from '../auth-parts.ts';

/** A refusal with what is wrong in a request that could not be read. */
export type Refused = AuthRefusal & { readonly mistakes?: readonly Mistake[] };

const docs = `${API_PREFIX.replace('/v1', '')}/docs`;
const unreadable = { message: 'the request cannot be meant so: see its mistakes', httpStatus: 400 };

/** Answers with a refusal as a problem. */
export function refuseReply(reply: FastifyReply, refused: Refused): FastifyReply {
  const { code, reason, mistakes, retryAfterSeconds } = refused;
  const entry = isAuthCode(code) ? authErrors[code] : { ...unreadable, isRetryable: false };
  const problem: Problem = {
    type: `${docs}#${code}`,
    title: entry.message,
    status: entry.httpStatus,
    code,
    detail: reason,
    requestId: reply.request.id,
    isRetryable: entry.isRetryable,
    ...(mistakes === undefined ? {} : { mistakes }),
  };
  if (entry.isRetryable) reply.header('retry-after', String(retryAfterSeconds ?? 1));
  if (entry.httpStatus === 401) reply.header('www-authenticate', 'Bearer realm="argosy"');
  return reply.code(entry.httpStatus).type(PROBLEM_MEDIA_TYPE).send(JSON.stringify(problem));
}

function isAuthCode(code: string): code is AuthErrorCode {
  return Object.hasOwn(authErrors, code);
}
