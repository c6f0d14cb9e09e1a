import type { FastifyInstance, FastifyReply } from 'fastify';

import type { ErrorTable } from './error-table.ts';
import { httpRefusal, sendProblem } from './problem.ts';

/** How often it is looked, by the time that an answer may take. */
const LOOKS = 10;
const LOOK_MILLIS_MAX = 1_000;

/**
 * Tells whoever gets no answer in time that nothing is known. One timer for all: the framework's own bound makes a timer,
 * a controller and, as each request ends, an error with its stack, which is a thirtieth of what its thread does.
 */
export function boundAnswers(
  server: FastifyInstance,
  errors: ErrorTable,
  answerMillis: number,
): void {
  /** In the order in which they came, which is that in which their time is over. */
  const waiting = new Map<FastifyReply, number>();
  const look = (): void => {
    const now = performance.now();
    for (const [reply, until] of waiting) {
      if (until > now) return;
      waiting.delete(reply);
      refuseLate(reply, errors);
    }
  };
  const timer = setInterval(look, Math.min(LOOK_MILLIS_MAX, answerMillis / LOOKS));
  timer.unref();
  server.addHook('onRequest', (_, reply, done) => {
    waiting.set(reply, performance.now() + answerMillis);
    done();
  });
  server.addHook('onResponse', (_, reply, done) => {
    waiting.delete(reply);
    done();
  });
  server.addHook('onClose', () => clearInterval(timer));
}

/** An answer that has begun cannot be taken back: what is there of it ends with its connection. */
function refuseLate(reply: FastifyReply, errors: ErrorTable): void {
  if (reply.raw.headersSent) reply.raw.destroy();
  else if (!reply.sent) void sendProblem(reply, httpRefusal('ANSWER_TIMED_OUT', ''), errors);
}
