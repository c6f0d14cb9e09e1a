import type { FastifyReply } from 'fastify';

import { errorTable } from '../../http/error-table.ts';
import { sendProblem, type Refused as RefusedRequest } from '../../http/problem.ts';

/** A refusal that may say when to come again. */
export type Refused = RefusedRequest & { readonly retryAfterSeconds?: number };

const table = errorTable();
const UNAUTHORIZED = 401;

/** Answers with a refusal as a problem, and says when to come again, or with what. */
export function refuseReply(reply: FastifyReply, refused: Refused): FastifyReply {
  const entry = table.get(refused.code);
  const { retryAfterSeconds } = refused;
  if (retryAfterSeconds !== undefined) reply.header('retry-after', String(retryAfterSeconds));
  if (entry?.httpStatus === UNAUTHORIZED) {
    reply.header('www-authenticate', 'Bearer realm="argosy"');
  }
  return sendProblem(reply, refused, table);
}
