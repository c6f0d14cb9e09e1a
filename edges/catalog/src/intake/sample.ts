import type { TimeFormat } from './cell-time.ts';
import type { BarMoment, MappedKind } from './mapping.ts';
import type { Encoding } from './sniff-file.ts';

/** What somebody says beforehand; what is left out is guessed. */
export type Hints = {
  readonly kind?: MappedKind;
  readonly instrument?: string;
  readonly exchange?: string;
  readonly spec?: string;
  readonly moment?: BarMoment;
  readonly place?: string;
  readonly timeFormat?: TimeFormat;
  readonly pricePrecision?: number;
  readonly sizePrecision?: number;
};

/** The first rows of a file, all columns as texts. */
export type Sample = {
  readonly file: string;
  readonly rows: readonly (readonly string[])[];
  /** The names of the columns where the file surely has them; null where the first row may be one of data. */
  readonly header: readonly string[] | null;
  readonly encoding: Encoding | null;
  readonly delimiter: string | null;
};
