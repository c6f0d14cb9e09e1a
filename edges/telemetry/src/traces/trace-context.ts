import { ok, refuse, type Result } from 'argosy/core';

import { telemetryErrors } from '../errors.ts';

/** Where something stands in a trace: W3C Trace Context, level 1. */
export type TraceContext = {
  /** 32 hexadecimal digits. */
  readonly traceId: string;
  /** 16 hexadecimal digits. */
  readonly spanId: string;
  /** Whether whoever began the trace keeps it. */
  readonly isSampled: boolean;
};

/** Where ids come from: chance is handed in. */
export interface TraceIds {
  traceId(): string;
  spanId(): string;
}

const TRACE_BYTES = 16;
const SPAN_BYTES = 8;
const SAMPLED = 1;
const TRACEPARENT_LENGTH = 55;
const shape = /^([0-9a-f]{2})-([0-9a-f]{32})-([0-9a-f]{16})-([0-9a-f]{2})(-.*)?$/u;

/**
 * Ids from a source of random bytes.
 *
 * @example
 * const ids = traceIdsOf((bytes) => crypto.getRandomValues(bytes));
 */
export function traceIdsOf(fill: (bytes: Uint8Array<ArrayBuffer>) => void): TraceIds {
  return { traceId: () => draw(fill, TRACE_BYTES), spanId: () => draw(fill, SPAN_BYTES) };
}

/** Reads the header `traceparent`; what is not of its form is refused, and a new trace begun in its place. */
export function parseTraceparent(text: string): Result<TraceContext> {
  const found = shape.exec(text);
  const [, version = '', traceId = '', spanId = '', flags = '', more] = found ?? [];
  if (found === null || version === 'ff') return refuseText(text);
  // Later versions may add to the text; this one may not.
  if (version === '00' && more !== undefined) return refuseText(text);
  if (isZero(traceId) || isZero(spanId)) return refuseText(text);
  const isSampled = (Number.parseInt(flags, 16) & SAMPLED) === SAMPLED;
  return ok({ traceId, spanId, isSampled });
}

/** The header `traceparent` for whoever is asked next. */
export function formatTraceparent({ traceId, spanId, isSampled }: TraceContext): string {
  return `00-${traceId}-${spanId}-${isSampled ? '01' : '00'}`;
}

function draw(fill: (bytes: Uint8Array<ArrayBuffer>) => void, length: number): string {
  const bytes = new Uint8Array(length);
  fill(bytes);
  // An id of zeros is no id.
  if (bytes.every((byte) => byte === 0)) bytes[length - 1] = 1;
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('');
}

function isZero(digits: string): boolean {
  return /^0+$/u.test(digits);
}

function refuseText(text: string): Result<never> {
  const shown = JSON.stringify(text.slice(0, TRACEPARENT_LENGTH));
  return refuse('BAD_TRACEPARENT', `${telemetryErrors.BAD_TRACEPARENT}: ${shown}`);
}
