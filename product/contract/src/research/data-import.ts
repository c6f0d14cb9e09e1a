import { z } from 'zod';

import { instantSchema, instrumentIdSchema, lineSchema, type Instant } from '../values.ts';

const NAME_LENGTH_MAX = 120;
/** The most text that is taken in at once, in bytes of UTF-8. */
export const UPLOAD_BYTES_MAX: number = 8 << 20;
const MAPPED_COLUMNS_MAX = 1_000;
const BAD_ROWS_MAX = 1_000_000;
const PLACES_MAX = 9;

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
/** What was taken in. */
export const importedSchema: z.ZodType<DataImported> = z.strictObject({
  rows: z.int(),
  badRows: z.int(),
  errors: rowErrors,
  series: z.array(z.strictObject({ series: z.string(), rows: z.int(), replaced: z.int() })),
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

/** The past of a market that is to become a series of history. */
export type BackfillRequest = {
  readonly instrument: string;
  /** `1-MINUTE-LAST-EXTERNAL` */
  readonly bar: string;
  readonly from: Instant;
  readonly until: Instant;
};
/** The past of a market that is to become a series of history. */
export const backfillRequestSchema: z.ZodType<BackfillRequest> = z
  .strictObject({
    instrument: instrumentIdSchema,
    bar: short,
    from: instantSchema,
    until: instantSchema,
  })
  .meta({
    id: 'BackfillRequest',
    examples: [
      {
        instrument: 'SBIN.NSE',
        bar: '1-MINUTE-LAST-EXTERNAL',
        from: '2026-11-19T00:00:00Z',
        until: '2026-11-20T00:00:00Z',
      },
    ],
  });

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
