import {
  boundsOf,
  LABEL_LENGTH_MAX,
  metricTable,
  OVERFLOW_LABEL,
  SERIES_MAX,
  type BucketKind,
  type MetricDefinition,
} from '@argosy/telemetry';

const kinds: readonly BucketKind[] = ['latency', 'duration', 'size'];

/** The page of every metric, from the table that the code counts by. */
export function makePage(): string {
  const rows = Object.entries<MetricDefinition>(metricTable).map(([name, metric]) => {
    const labels = metric.labels.map((label) => `\`${label}\``).join(', ');
    return `| \`${name}\` | ${kindOf(metric)} | ${metric.unit} | ${labels} | ${metric.help} |`;
  });
  const buckets = kinds.map((kind) => `| ${kind} | ${boundsOf(kind).join(', ')} |`);
  return [
    '# Metrics',
    '',
    'What `/metrics` tells, in the text format of Prometheus (0.0.4). The page is written from',
    '[the table](../edges/telemetry/src/metrics/metric-table.ts) by `npm run metrics-page -- --write`.',
    '',
    '| metric | type | unit | labels | what |',
    '|---|---|---|---|---|',
    ...rows,
    '',
    'A gauge says what becomes of it where several threads or processes tell it: their sum, or the greatest.',
    `A metric has at most ${SERIES_MAX} series. Labels that find no room are counted in one more, whose labels are all`,
    `\`${OVERFLOW_LABEL}\`; \`telemetry_series_overflow_total\` tells how often. A label's value has at most`,
    `${LABEL_LENGTH_MAX} characters.`,
    '',
    '## Buckets',
    '',
    '| kind | upper bounds |',
    '|---|---|',
    ...buckets,
    '',
  ].join('\n');
}

function kindOf(metric: MetricDefinition): string {
  switch (metric.type) {
    case 'counter':
      return 'counter';
    case 'gauge':
      return `gauge, ${metric.merge}`;
    case 'histogram':
      return `histogram, ${metric.buckets}`;
  }
}
