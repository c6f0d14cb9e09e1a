import { z } from 'zod';

import { instantSchema, type Instant } from '../values.ts';
import { importedSchema, type DataImported } from './data-import.ts';

/** The longest name of a series: kind, instrument and, of bars, their length. */
const SERIES_LENGTH_MAX = 200;

const seriesName = z
  .string()
  .max(SERIES_LENGTH_MAX)
  .regex(/^[a-z]+ \S+(?: \S+)?$/u, 'expected a series as the catalogue names it');

/** One kind of data of one instrument in history, and what is there of it. */
export type DataSeries = {
  /** `bar SBIN.NSE 1-MINUTE-LAST-EXTERNAL` */
  readonly series: string;
  readonly kind: string;
  readonly instrument: string;
  readonly rows: number;
  readonly bytes: number;
  readonly files: number;
  readonly pricePrecision: number;
  readonly sizePrecision: number;
  /** When the first and the last row could be known; null where there is none. */
  readonly firstAt: Instant | null;
  readonly lastAt: Instant | null;
};

/** What history has, by name. */
export type DataCatalogue = {
  readonly series: readonly DataSeries[];
  /** How many more there are than are told. */
  readonly left: number;
};
/** What history has, by name. */
export const dataCatalogueSchema: z.ZodType<DataCatalogue> = z
  .strictObject({
    series: z.array(
      z.strictObject({
        series: z.string(),
        kind: z.string(),
        instrument: z.string(),
        rows: z.int(),
        bytes: z.int(),
        files: z.int(),
        pricePrecision: z.int(),
        sizePrecision: z.int(),
        firstAt: instantSchema.nullable(),
        lastAt: instantSchema.nullable(),
      }),
    ),
    left: z.int(),
  })
  .meta({
    id: 'DataCatalogue',
    examples: [
      {
        series: [
          {
            series: 'bar SBIN.NSE 1-DAY-LAST-EXTERNAL',
            kind: 'bar',
            instrument: 'SBIN.NSE',
            rows: 2_480,
            bytes: 81_204,
            files: 12,
            pricePrecision: 2,
            sizePrecision: 0,
            firstAt: '2016-11-21T10:00:00Z',
            lastAt: '2026-11-20T10:00:00Z',
          },
        ],
        left: 0,
      },
    ],
  });

/** Which series is meant. */
export type SeriesQuery = { readonly series: string };
/** Which series is meant. */
export const seriesQuerySchema: z.ZodType<SeriesQuery> = z
  .strictObject({ series: seriesName })
  .meta({ id: 'SeriesQuery', examples: [{ series: 'bar SBIN.NSE 1-DAY-LAST-EXTERNAL' }] });

/** What a series has of each day between its first and its last row. */
export type DataCoverage = {
  readonly series: string;
  /** The last days, in order. */
  readonly days: readonly {
    readonly day: string;
    readonly rows: number;
    /** Whether the calendar of its exchange says that it is traded; null where none is known. */
    readonly isTraded: boolean | null;
  }[];
};
/** What a series has of each day between its first and its last row. */
export const dataCoverageSchema: z.ZodType<DataCoverage> = z
  .strictObject({
    series: z.string(),
    days: z.array(
      z.strictObject({ day: z.string(), rows: z.int(), isTraded: z.boolean().nullable() }),
    ),
  })
  .meta({ id: 'DataCoverage', examples: [{ series: 'quote SBIN.NSE', days: [] }] });

/** What was found fault with in a series: how often, and where first. */
export type DataFinding = {
  readonly kind: string;
  readonly count: number;
  readonly first: readonly { readonly at: Instant; readonly detail: string }[];
};

/** What the data of a series are like. */
export type DataReport = {
  readonly series: string;
  /** The market whose hours were held against it; null where none are known. */
  readonly market: string | null;
  readonly rows: number;
  readonly firstAt: Instant | null;
  readonly lastAt: Instant | null;
  readonly expectedDays: number | null;
  readonly coveredDays: number;
  /** Empty where all is well. */
  readonly findings: readonly DataFinding[];
};
const reportSchema: z.ZodType<DataReport> = z.strictObject({
  series: z.string(),
  market: z.string().nullable(),
  rows: z.int(),
  firstAt: instantSchema.nullable(),
  lastAt: instantSchema.nullable(),
  expectedDays: z.int().nullable(),
  coveredDays: z.int(),
  findings: z.array(
    z.strictObject({
      kind: z.string(),
      count: z.int(),
      first: z.array(z.strictObject({ at: instantSchema, detail: z.string() })),
    }),
  ),
});

/** Something long that is done with history, in a process of its own. */
export type DataTask = {
  readonly id: string;
  readonly kind: 'report' | 'export' | 'import';
  /** The series, or the file. */
  readonly subject: string;
  readonly user: string;
  readonly status: 'queued' | 'running' | 'done' | 'failed' | 'cancelled';
  readonly createdAt: Instant;
  readonly endedAt: Instant | null;
  readonly error: string | null;
  readonly report: DataReport | null;
  readonly imported: DataImported | null;
  /** What an export has made. */
  readonly file: { readonly name: string; readonly bytes: number } | null;
};
/** Something long that is done with history. */
export const dataTaskSchema: z.ZodType<DataTask> = z
  .strictObject({
    id: z.string(),
    kind: z.enum(['report', 'export', 'import']),
    subject: z.string(),
    user: z.string(),
    status: z.enum(['queued', 'running', 'done', 'failed', 'cancelled']),
    createdAt: instantSchema,
    endedAt: instantSchema.nullable(),
    error: z.string().nullable(),
    report: reportSchema.nullable(),
    imported: importedSchema.nullable(),
    file: z.strictObject({ name: z.string(), bytes: z.int() }).nullable(),
  })
  .meta({ id: 'DataTask' });

/** What is being done with history, and was of late; the newest first. */
export type DataTasks = { readonly tasks: readonly DataTask[] };
/** What is being done with history, and was of late. */
export const dataTasksSchema: z.ZodType<DataTasks> = z
  .strictObject({ tasks: z.array(dataTaskSchema) })
  .meta({ id: 'DataTasks', examples: [{ tasks: [] }] });

/** A series that is to be looked through. */
export type ReportRequest = SeriesQuery & {
  /** How long ticks may be silent while the market is open. */
  readonly patienceMinutes?: number | undefined;
};
/** A series that is to be looked through. */
export const reportRequestSchema: z.ZodType<ReportRequest> = z
  .strictObject({ series: seriesName, patienceMinutes: z.int().min(1).max(1_440).optional() })
  .meta({ id: 'ReportRequest', examples: [{ series: 'quote SBIN.NSE', patienceMinutes: 5 }] });

/** A series that is to become a file. */
export type ExportRequest = SeriesQuery & {
  readonly format: 'csv' | 'parquet';
  readonly from?: Instant | undefined;
  readonly until?: Instant | undefined;
};
/** A series that is to become a file. */
export const exportRequestSchema: z.ZodType<ExportRequest> = z
  .strictObject({
    series: seriesName,
    format: z.enum(['csv', 'parquet']),
    from: instantSchema.optional(),
    until: instantSchema.optional(),
  })
  .meta({
    id: 'ExportRequest',
    examples: [{ series: 'bar SBIN.NSE 1-DAY-LAST-EXTERNAL', format: 'csv' }],
  });
