import type { Timestamp } from 'argosy/core';

import type { LogFields } from '../logs/log.ts';
import type { PlainFields } from '../logs/log-record.ts';
import { toPlainFields, toPlainText } from '../logs/plain-fields.ts';
import type { TraceContext, TraceIds } from './trace-context.ts';

/** A span that has ended. */
export type FinishedSpan = {
  readonly traceId: string;
  readonly spanId: string;
  /** Null where the trace began. */
  readonly parentId: string | null;
  readonly name: string;
  readonly startedAt: Timestamp;
  readonly endedAt: Timestamp;
  /** Why it failed; null where it did not. */
  readonly failure: string | null;
  readonly attributes: PlainFields;
};

/** Where ended spans go. It may not throw, block or keep what it cannot bound. */
export interface SpanExporter {
  export(span: FinishedSpan): void;
}

/** A stretch of work under way. */
export interface Span {
  /** To be handed to whatever is asked in its course; null where nothing is traced. */
  readonly context: TraceContext | null;
  /** Adds what is known by now; secrets are hidden as on lines. */
  set(attributes: LogFields): void;
  /** Says that it failed, and why. */
  fail(reason: string): void;
  /** Ends it; only the first call counts. */
  end(): void;
}

/** What a tracer needs. */
export type TracerOptions = {
  readonly ids: TraceIds;
  readonly now: () => Timestamp;
  readonly exporter: SpanExporter;
  /** Which part of the traces that begin here is kept, from 0 to 1. */
  readonly sampled: number;
};

const SAMPLE_DIGITS = 8;
const SAMPLE_RANGE = 16 ** SAMPLE_DIGITS;

/** What every span is while nothing is traced: one object, so that a hot path pays a call. */
const noSpan: Span = {
  context: null,
  set: () => undefined,
  fail: () => undefined,
  end: () => undefined,
};

/**
 * Makes spans. Whether a trace is kept is decided once, where it begins, by its id; what a caller from outside
 * has decided holds here too. Without options nothing is traced.
 *
 * @example
 * const span = tracer.start('placeOrder', parent);
 * span.set({ order: id });
 * span.end();
 */
export class Tracer {
  readonly #options: TracerOptions | null;

  constructor(options: TracerOptions | null) {
    this.#options = options;
  }

  /** Begins a span, inside of another one or as the first of its trace. */
  start(name: string, parent: TraceContext | null = null): Span {
    const options = this.#options;
    if (options === null || parent?.isSampled === false) return noSpan;
    const traceId = parent?.traceId ?? options.ids.traceId();
    if (parent === null && !isSampled(traceId, options.sampled)) return noSpan;
    return new LiveSpan(options, name, {
      traceId,
      spanId: options.ids.spanId(),
      parentId: parent?.spanId ?? null,
    });
  }
}

type SpanIds = Pick<FinishedSpan, 'traceId' | 'spanId' | 'parentId'>;

class LiveSpan implements Span {
  readonly context: TraceContext;
  readonly #options: TracerOptions;
  readonly #name: string;
  readonly #ids: SpanIds;
  readonly #startedAt: Timestamp;
  #attributes: LogFields = {};
  #failure: string | null = null;
  #hasEnded = false;

  constructor(options: TracerOptions, name: string, ids: SpanIds) {
    this.context = { traceId: ids.traceId, spanId: ids.spanId, isSampled: true };
    this.#options = options;
    this.#name = name;
    this.#ids = ids;
    this.#startedAt = options.now();
  }

  set(attributes: LogFields): void {
    this.#attributes = { ...this.#attributes, ...attributes };
  }

  fail(reason: string): void {
    this.#failure = toPlainText(reason);
  }

  end(): void {
    if (this.#hasEnded) return;
    this.#hasEnded = true;
    this.#options.exporter.export({
      ...this.#ids,
      name: this.#name,
      startedAt: this.#startedAt,
      endedAt: this.#options.now(),
      failure: this.#failure,
      attributes: toPlainFields(this.#attributes),
    });
  }
}

/** The same id is kept by everyone who asks for the same part. */
function isSampled(traceId: string, sampled: number): boolean {
  return Number.parseInt(traceId.slice(-SAMPLE_DIGITS), 16) / SAMPLE_RANGE < sampled;
}
