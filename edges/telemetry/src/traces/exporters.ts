import { formatTimestamp, Ring } from 'argosy/core';

import type { LogRecord, LogSink, PlainFields } from '../logs/log-record.ts';
import type { FinishedSpan, SpanExporter } from './tracer.ts';

/** Keeps the last spans, for a page that shows them and for tests. */
export class MemoryExporter implements SpanExporter {
  readonly #spans: Ring<FinishedSpan>;

  /** `capacity` is how many spans are kept. */
  constructor(capacity: number) {
    this.#spans = new Ring(capacity);
  }

  /** The spans it has, oldest first. */
  get spans(): readonly FinishedSpan[] {
    return [...this.#spans];
  }

  export(span: FinishedSpan): void {
    this.#spans.push(span);
  }
}

/**
 * Writes spans as lines through a sink of logs, with its bounds, rotation and drops: a span counts as a debug
 * line, one that failed as a warning.
 */
export class LineExporter implements SpanExporter {
  readonly #sink: LogSink;

  constructor(sink: LogSink) {
    this.#sink = sink;
  }

  export(span: FinishedSpan): void {
    this.#sink.take(toRecord(span));
  }
}

function toRecord(span: FinishedSpan): LogRecord {
  const { name, traceId, spanId, parentId, startedAt, endedAt, failure, attributes } = span;
  const fields: PlainFields = {
    trace: traceId,
    span: spanId,
    parent: parentId,
    startedAt: formatTimestamp(startedAt),
    micros: endedAt - startedAt,
    failure,
    attributes,
  };
  return { at: endedAt, level: failure === null ? 'debug' : 'warn', message: name, fields };
}
