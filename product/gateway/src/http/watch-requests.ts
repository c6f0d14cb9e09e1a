import { ok } from 'argosy/core';
import { parseTraceparent, type Logger, type Metrics } from '@argosy/telemetry';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';

import type { Caller } from '../auth/caller.ts';

/** What a request is watched with. */
export type WatchOptions = {
  readonly metrics: Metrics;
  readonly log: Logger;
  readonly callerOf: (request: FastifyRequest) => Caller | null;
};

const NO_ROUTE = 'none';
const FAULTS_FROM = 500;
const MILLIS_PER_SECOND = 1_000;

/** Counts, times and logs each request, once its answer is out; and gives each answer the id of its request. */
export function watchRequests(
  app: FastifyInstance,
  { metrics, log, callerOf }: WatchOptions,
): void {
  const durations = metrics.histogram('http_request_duration_seconds');
  const requests = metrics.counter('http_requests_total');
  app.addHook('onRequest', (request, reply, done) => {
    reply.header('x-request-id', request.id);
    reply.header('x-content-type-options', 'nosniff');
    done();
  });
  app.addHook('onResponse', (request, reply, done) => {
    // A name that strangers choose would be a series of its own each time.
    const route = request.routeOptions.url ?? NO_ROUTE;
    const { method } = request;
    durations.with({ method, route }).observe(reply.elapsedTime / MILLIS_PER_SECOND);
    requests.with({ method, route, status: String(reply.statusCode) }).add();
    say(traced(log, request), { request, reply, route, caller: callerOf(request) });
    done();
  });
}

function traced(log: Logger, { headers }: FastifyRequest): Logger {
  const { traceparent } = headers;
  const trace = typeof traceparent === 'string' ? parseTraceparent(traceparent) : ok(null);
  return trace.ok && trace.value !== null ? log.inTrace(trace.value) : log;
}

type Answered = {
  readonly request: FastifyRequest;
  readonly reply: FastifyReply;
  readonly route: string;
  readonly caller: Caller | null;
};

function say(log: Logger, { request, reply, route, caller }: Answered): void {
  const isFault = reply.statusCode >= FAULTS_FROM;
  if (!log.wants(isFault ? 'warn' : 'info')) return;
  const fields = {
    request: request.id,
    method: request.method,
    route,
    status: reply.statusCode,
    micros: Math.round(reply.elapsedTime * MILLIS_PER_SECOND),
    address: request.ip,
    user: caller?.user ?? null,
  };
  if (isFault) log.warn('request', fields);
  else log.info('request', fields);
}
