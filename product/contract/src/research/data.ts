import { z } from 'zod';

import { instantSchema, instrumentIdSchema, lineSchema, type Instant } from '../values.ts';

/** The longest name of a series: kind, instrument and, of bars, their length. */
const SERIES_LENGTH_MAX = 200;
const NAME_LENGTH_MAX = 120;
/** The most text that is taken in at once, in bytes of UTF-8. */
export const UPLOAD_BYTES_MAX: number = 8 << 20;
const MAPPED_COLUMNS_MAX = 1_000;
const BAD_ROWS_MAX = 1_000_000;
const PLACES_MAX = 9;

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

const rowErrors = z.array(z.strictObject({ line: z.int(), reason: z.string() }));

/** A row that cannot be what it is to be; lines are counted from 1. */
export type RowMistake = { readonly line: number; readonly reason: string };

/** What was taken in. */
export type DataImported = {
  readonly rows: number;
  readonly badRows: number;
  /** The first of them. */
  readonly errors: readonly RowMistake[];
  readonly series: readonly {
    readonly series: string;
    readonly rows: number;
    readonly replaced: number;
  }[];
};
const importedSchema: z.ZodType<DataImported> = z.strictObject({
  rows: z.int(),
  badRows: z.int(),
  errors: rowErrors,
  series: z.array(z.strictObject({ series: z.string(), rows: z.int(), replaced: z.int() })),
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

const short = z.string().min(1).max(64);
const kinds = z.enum(['bar', 'quote', 'trade']);
const moments = z.enum(['open', 'close', 'day']);

/** What somebody says of a file beforehand; what is left out is guessed. */
export type DataHints = {
  readonly kind?: 'bar' | 'quote' | 'trade' | undefined;
  readonly instrument?: string | undefined;
  readonly exchange?: string | undefined;
  /** Of bars: `1-MINUTE-LAST-EXTERNAL`. */
  readonly spec?: string | undefined;
  readonly moment?: 'open' | 'close' | 'day' | undefined;
  readonly place?: string | undefined;
  readonly timeFormat?: string | undefined;
};

/** A file of CSV, as text. */
export type DataUpload = {
  readonly name: string;
  readonly text: string;
  readonly hints?: DataHints | undefined;
};
/** A file of CSV, as text. */
export const dataUploadSchema: z.ZodType<DataUpload> = z
  .strictObject({
    name: lineSchema(NAME_LENGTH_MAX),
    text: z.string().min(1).max(UPLOAD_BYTES_MAX),
    hints: z
      .strictObject({
        kind: kinds.optional(),
        instrument: instrumentIdSchema.optional(),
        exchange: short.optional(),
        spec: short.optional(),
        moment: moments.optional(),
        place: short.optional(),
        timeFormat: short.optional(),
      })
      .optional(),
  })
  .meta({
    id: 'DataUpload',
    examples: [
      {
        name: 'sbin.csv',
        text: 'Date,Open,High,Low,Close,Volume\n2026-11-20,800,812,799,810,1200\n',
        hints: { instrument: 'SBIN.NSE' },
      },
    ],
  });

/** What the columns of a file mean. */
export type DataMapping = {
  readonly version: 1;
  readonly kind: 'bar' | 'quote' | 'trade';
  readonly encoding: string | null;
  readonly delimiter: string | null;
  readonly hasHeader: boolean;
  /** The place of each column, from 0, by what it means. */
  readonly columns: Readonly<Record<string, number>>;
  readonly instrument: string | null;
  readonly exchange: string | null;
  readonly timeFormat: string;
  readonly place: string;
  readonly spec: string | null;
  readonly moment: 'open' | 'close' | 'day' | null;
  readonly pricePrecision: number;
  readonly sizePrecision: number;
};
const mappingSchema: z.ZodType<DataMapping> = z.strictObject({
  version: z.literal(1),
  kind: kinds,
  encoding: short.nullable(),
  delimiter: z.string().length(1).nullable(),
  hasHeader: z.boolean(),
  columns: z.record(
    z.string().regex(/^[a-zA-Z]{1,16}$/u, 'expected what a column means'),
    wholeNumber(MAPPED_COLUMNS_MAX),
  ),
  instrument: instrumentIdSchema.nullable(),
  exchange: short.nullable(),
  timeFormat: short,
  place: short,
  spec: short.nullable(),
  moment: moments.nullable(),
  pricePrecision: wholeNumber(PLACES_MAX),
  sizePrecision: wholeNumber(PLACES_MAX),
});

/** What a file would be taken in as. Nothing is, yet. */
export type DataPreview = {
  /** What the file is called from now on; it is kept for an hour. */
  readonly upload: string;
  readonly mapping: DataMapping;
  /** What nobody could tell, and has to be said. */
  readonly doubts: readonly string[];
  readonly errors: readonly RowMistake[];
};
/** What a file would be taken in as. */
export const dataPreviewSchema: z.ZodType<DataPreview> = z
  .strictObject({
    upload: z.string(),
    mapping: mappingSchema,
    doubts: z.array(z.string()),
    errors: rowErrors,
  })
  .meta({ id: 'DataPreview' });

/** A file that was uploaded is to be taken in. */
export type ImportRequest = {
  readonly upload: string;
  readonly mapping: DataMapping;
  /** What becomes of rows that come again; `merge` keeps each once. */
  readonly mode: 'merge' | 'replace' | 'add';
  /** How many bad rows may be left out; one more, and nothing is taken in. */
  readonly badRowsMax: number;
};
/** A file that was uploaded is to be taken in. */
export const importRequestSchema: z.ZodType<ImportRequest> = z
  .strictObject({
    upload: z.string().regex(/^[0-9a-f-]{36}$/u, 'expected what an upload is called'),
    mapping: mappingSchema,
    mode: z.enum(['merge', 'replace', 'add']),
    badRowsMax: wholeNumber(BAD_ROWS_MAX),
  })
  .meta({
    id: 'ImportRequest',
    examples: [
      {
        upload: '6f9619ff-8b86-4d01-b42d-00cf4fc964ff',
        mapping: {
          version: 1,
          kind: 'bar',
          encoding: 'utf-8',
          delimiter: ',',
          hasHeader: true,
          columns: { time: 0, open: 1, high: 2, low: 3, close: 4, volume: 5 },
          instrument: 'SBIN.NSE',
          exchange: null,
          timeFormat: 'YYYY-MM-DD',
          place: 'NSE',
          spec: '1-DAY-LAST-EXTERNAL',
          moment: 'day',
          pricePrecision: 2,
          sizePrecision: 0,
        },
        mode: 'merge',
        badRowsMax: 0,
      },
    ],
  });

function wholeNumber(most: number): z.ZodType<number> {
  return z.int().min(0).max(most);
}
