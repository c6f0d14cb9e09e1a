import type { BucketKind } from './buckets.ts';

/** What is said of every metric. */
type Described = {
  /** What it counts, in a sentence without a full stop. */
  readonly help: string;
  /** What one is of it. Prometheus wants base units: seconds and bytes. */
  readonly unit: string;
  /** What tells its series apart; every label has few values, or they end in the overflow series. */
  readonly labels: readonly string[];
};

/** One metric of the table. */
export type MetricDefinition =
  | (Described & { readonly type: 'counter' })
  /** `merge` is what becomes of the same series of several processes. */
  | (Described & { readonly type: 'gauge'; readonly merge: 'sum' | 'max' })
  | (Described & { readonly type: 'histogram'; readonly buckets: BucketKind });

/** Metrics by name. */
export type MetricTable = Readonly<Record<string, MetricDefinition>>;

/** The names of a table's metrics of one type. */
export type MetricName<T extends MetricTable, Type extends MetricDefinition['type']> = {
  [Name in keyof T & string]: T[Name]['type'] extends Type ? Name : never;
}[keyof T & string];

/** The labels of a metric. */
export type LabelOf<T extends MetricTable, Name extends keyof T> = T[Name]['labels'][number];
