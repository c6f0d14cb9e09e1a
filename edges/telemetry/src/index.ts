export { telemetryErrors, type TelemetryErrorCode } from './errors.ts';
export { Secret } from './secret.ts';
export { boundsOf, quantileOf, type BucketCounts, type BucketKind } from './metrics/buckets.ts';
export { formatMetrics, METRICS_MEDIA_TYPE } from './metrics/exposition.ts';
export {
  LABEL_LENGTH_MAX,
  OVERFLOW_LABEL,
  SERIES_MAX,
  type MetricFamily,
} from './metrics/family.ts';
export { Histogram, type Counter, type Gauge } from './metrics/instruments.ts';
export type { MetricDefinition, MetricTable } from './metrics/metric-definition.ts';
export { metricTable } from './metrics/metric-table.ts';
export { COLLECTORS_MAX, Metrics } from './metrics/metrics.ts';
export {
  addProcessMetrics,
  nodeProbe,
  type ProcessMetricsOptions,
  type ProcessProbe,
  type ProcessReading,
} from './metrics/process-metrics.ts';
export {
  mergeSnapshots,
  parseSnapshot,
  type MetricsSnapshot,
  type SeriesSnapshot,
} from './metrics/snapshot.ts';
export { FileSink, PENDING_BYTES_MAX, type FileSinkOptions } from './logs/file-sink.ts';
export {
  formatColourLine,
  formatJsonLine,
  formatPlainLine,
  type LogFormat,
} from './logs/format-line.ts';
export { Log, SINKS_MAX, type LogFields, type Logger, type LogOptions } from './logs/log.ts';
export type { LogFile, LogFiles } from './logs/log-files.ts';
export {
  logLevels,
  type LogLevel,
  type LogRecord,
  type LogSink,
  type PlainFields,
  type PlainValue,
} from './logs/log-record.ts';
export {
  FIELD_CHARACTERS_MAX,
  FIELD_DEPTH_MAX,
  FIELD_LENGTH_MAX,
  FIELD_MEMBERS_MAX,
  FIELD_VALUES_MAX,
} from './logs/plain-fields.ts';
export { TextSink, type TextSinkOptions } from './logs/text-sink.ts';
export {
  HealthBook,
  PARTS_MAX,
  type HealthDocument,
  type HealthState,
  type NeededFor,
  type PartHealth,
  type PartOptions,
  type PartReport,
  type PartReporter,
} from './health/health-book.ts';
export { LineExporter, MemoryExporter } from './traces/exporters.ts';
export {
  formatTraceparent,
  parseTraceparent,
  traceIdsOf,
  type TraceContext,
  type TraceIds,
} from './traces/trace-context.ts';
export {
  Tracer,
  type FinishedSpan,
  type Span,
  type SpanExporter,
  type TracerOptions,
} from './traces/tracer.ts';
