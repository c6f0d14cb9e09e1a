import { createServer, STATUS_CODES, type RequestListener, type Server } from 'node:http';
import { createServer as createSecureServer } from 'node:https';
import type { Duplex } from 'node:stream';

import { PROBLEM_MEDIA_TYPE } from '@argosy/contract';

import { securityHeaders } from '../auth/http/security-headers.ts';
import type { ErrorTable } from './error-table.ts';
import type { HttpErrorCode } from './http-errors.ts';
import { PLACES_UNDER_WAY_MAX } from './order-gate.ts';
import { httpRefusal, problemOf } from './problem.ts';

/** What a server reads and how long it waits. */
export type HttpBounds = {
  readonly bodyBytes: number;
  readonly headerBytes: number;
  readonly headerCount: number;
  /** Until the headers, and the whole request, have come. */
  readonly headersMillis: number;
  readonly requestMillis: number;
  /** Until an answer is given up. */
  readonly answerMillis: number;
  readonly keepAliveMillis: number;
  readonly connections: number;
  /** How many requests that place orders are under way at a time. */
  readonly placesUnderWay: number;
  /** How long what is under way has when the server ends. */
  readonly drainMillis: number;
};

/** The bounds unless told. */
export const httpBounds: HttpBounds = {
  bodyBytes: 1 << 20,
  headerBytes: 16 << 10,
  headerCount: 100,
  headersMillis: 10_000,
  requestMillis: 30_000,
  answerMillis: 30_000,
  keepAliveMillis: 65_000,
  connections: 20_000,
  placesUnderWay: PLACES_UNDER_WAY_MAX,
  drainMillis: 10_000,
};

/** A certificate with its key, as PEM. */
export type Certificate = { readonly key: string; readonly cert: string };

const checkEveryMillis = 2_000;

/** The server below the framework: what is not even a request of HTTP is answered here. */
export function makeHttpServer(
  listener: RequestListener,
  bounds: HttpBounds,
  {
    certificate,
    errors,
  }: { readonly certificate: Certificate | null; readonly errors: ErrorTable },
): Server {
  const options = {
    maxHeaderSize: bounds.headerBytes,
    headersTimeout: bounds.headersMillis,
    requestTimeout: bounds.requestMillis,
    keepAliveTimeout: bounds.keepAliveMillis,
    connectionsCheckingInterval: checkEveryMillis,
  };
  const server =
    certificate === null
      ? createServer(options, listener)
      : createSecureServer({ ...options, ...certificate, minVersion: 'TLSv1.2' }, listener);
  server.maxHeadersCount = bounds.headerCount;
  server.maxConnections = bounds.connections;
  server.on('clientError', (error: Error & { readonly code?: string }, socket) =>
    answerRaw(socket, codeOf(error.code), errors),
  );
  return server;
}

function codeOf(code: string | undefined): HttpErrorCode {
  if (code === 'HPE_HEADER_OVERFLOW') return 'HEADERS_TOO_LARGE';
  return code === 'ERR_HTTP_REQUEST_TIMEOUT' ? 'REQUEST_TIMED_OUT' : 'ADDRESS_MALFORMED';
}

function answerRaw(socket: Duplex, code: HttpErrorCode, errors: ErrorTable): void {
  if (!socket.writable) {
    socket.destroy();
    return;
  }
  const problem = problemOf(httpRefusal(code, ''), '', errors);
  const body = JSON.stringify(problem);
  const head = [
    `HTTP/1.1 ${problem.status} ${STATUS_CODES[problem.status] ?? ''}`,
    `content-type: ${PROBLEM_MEDIA_TYPE}`,
    `content-length: ${Buffer.byteLength(body)}`,
    'connection: close',
    ...Object.entries(securityHeaders(false)).map(([name, value]) => `${name}: ${value}`),
  ];
  socket.end(`${head.join('\r\n')}\r\n\r\n${body}`);
}
