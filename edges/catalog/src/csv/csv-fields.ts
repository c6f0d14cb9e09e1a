import {
  brand,
  divideRounded,
  formatScaled,
  parseDay,
  parseScaled,
  parseScaledBigint,
  parseScaledBytes,
  parseTimestamp,
  powerOfTen,
  PRECISION_MAX,
  type ArgosyError,
  type Micros,
  type Price,
  type PreciseTime,
  type Quantity,
  type Timestamp,
} from 'argosy/core';
import { PRICE_MAX } from 'argosy/domain';

import type { CsvLines } from './csv-lines.ts';
import type { DayFormat, TimeUnit } from './csv-layout.ts';
import { fileError, type CatalogErrorCode } from '../errors.ts';

/** What to do with a price that has more decimal places than the instrument. */
export type PriceRounding = 'refuse' | 'halfEven';

/** The prices that an instrument can have. */
export type PriceRange = { readonly pricePrecision: number; readonly leastPrice: number };

/** How fields are read. */
export type FieldOptions = {
  readonly header: readonly string[];
  readonly rounding: PriceRounding;
  /** How far the clock of times without a zone is ahead of UTC; null refuses such times. */
  readonly offset: Micros | null;
};

/** The places that turn a count of seconds, or of thousandths of them, into microseconds. */
const placesOfUnit: Readonly<Record<Exclude<TimeUnit, 'iso'>, number>> = { us: 0, ms: 3, s: 6 };
const monthFirst = /^(\d{1,2})\/(\d{1,2})\/(\d{4})$/;
/** Earlier times are not kept. */
export const FROM_1970 = 'a time from 1970 on';
const PLAIN_LENGTH_MAX = 17;
const ZERO = 0x30;
/** The dot, as a distance from the digit 0. */
const DOT = 0x2e - ZERO;
/** How much of a wrong field a message shows. */
const SHOWN_LENGTH_MAX = 60;

/** Reads typed values out of the current line; a mistake is an error that names its place. */
export class CsvFields {
  readonly #lines: CsvLines;
  readonly #options: FieldOptions;
  readonly #timeOptions: { readonly defaultOffset?: Micros };

  constructor(lines: CsvLines, options: FieldOptions) {
    this.#lines = lines;
    this.#options = options;
    this.#timeOptions = options.offset === null ? {} : { defaultOffset: options.offset };
  }

  /** A price that the instrument can have. */
  price(column: number, { pricePrecision: precision, leastPrice: least }: PriceRange): Price {
    const scaled = this.#scaled(column, precision);
    const value = scaled === scaled ? scaled : this.#slowPrice(column, precision);
    if (value >= least && value <= PRICE_MAX) return brand<Price>(value);
    const [from, to] = [least, PRICE_MAX].map((bound) =>
      formatScaled(brand<Price>(bound), precision),
    );
    throw this.fault('CSV_BAD_PRICE', column, `a price from ${from} to ${to}`);
  }

  /** A quantity at so many places; -1 stands for a column that the file does not have. */
  quantity(column: number, precision: number): Quantity {
    if (column === -1) return brand<Quantity>(0);
    const value = this.#scaled(column, precision);
    if (value >= 0) return brand<Quantity>(value);
    if (value < 0) throw this.fault('CSV_BAD_NUMBER', column, 'a number not below zero');
    throw this.#numberFault(column, precision);
  }

  /** A number at so many places, on either side of zero. */
  signed(column: number, precision: number): number {
    const value = this.#scaled(column, precision);
    if (value === value) return value;
    throw this.#numberFault(column, precision);
  }

  /** Microseconds since 1970, and the nanoseconds below them where the file has such. */
  time(column: number, unit: TimeUnit): Timestamp {
    if (unit === 'iso') return this.preciseTime(column).at;
    const value = this.#scaled(column, placesOfUnit[unit]);
    if (value >= 0) return brand<Timestamp>(value);
    if (value < 0) throw this.fault('CSV_BAD_TIME', column, FROM_1970);
    throw this.fault('CSV_BAD_TIME', column, `a whole number of microseconds, counted in ${unit}`);
  }

  /** ISO 8601 with nanoseconds. */
  preciseTime(column: number): PreciseTime {
    const parsed = parseTimestamp(this.#lines.text(column), this.#timeOptions);
    if (parsed.ok) {
      if (parsed.value.at >= 0) return parsed.value;
      throw this.fault('CSV_BAD_TIME', column, FROM_1970);
    }
    const zone = this.#options.offset === null ? ' with a zone' : '';
    throw this.fault('CSV_BAD_TIME', column, `ISO 8601${zone}`);
  }

  /** A calendar day, counted from 1970-01-01. */
  day(column: number, format: DayFormat): number {
    const text = this.#lines.text(column);
    const day = parseDay(format === 'M/D/YYYY' ? toIsoDay(text) : text);
    if (day.ok) return day.value;
    throw this.fault('CSV_BAD_TIME', column, `a day ${format}`);
  }

  /** The text of a field. */
  text(column: number): string {
    return this.#lines.text(column);
  }

  /** One of a few words. */
  word<Word extends string>(column: number, words: readonly Word[]): Word {
    const text = this.#lines.text(column);
    const found = words.find((word) => word === text);
    if (found !== undefined) return found;
    throw this.fault('CSV_BAD_VALUE', column, words.map((word) => `'${word}'`).join(' or '));
  }

  /** An error about one field of the current line. */
  fault(code: CatalogErrorCode, column: number, expected: string): ArgosyError {
    const { path: file, line } = this.#lines;
    const text = this.text(column);
    const shown = text.length > SHOWN_LENGTH_MAX ? `${text.slice(0, SHOWN_LENGTH_MAX)}…` : text;
    const field = this.#options.header[column] ?? null;
    const actual = text === '' ? 'CSV_BLANK_FIELD' : code;
    return fileError(actual, { file, line, field, expected, found: JSON.stringify(shown) });
  }

  #scaled(column: number, precision: number): number {
    const { bytes, starts, ends } = this.#lines;
    const from = starts[column] ?? 0;
    const to = ends[column] ?? 0;
    const value = plainDecimal(bytes, from, to, precision);
    return value === -1 ? parseScaledBytes(bytes, from, to, precision) : value;
  }

  /** The way for prices that are finer than the instrument's, where these may be rounded. */
  #slowPrice(column: number, precision: number): number {
    if (this.#options.rounding === 'refuse') throw this.#numberFault(column, precision);
    const exact = parseScaledBigint(this.text(column), PRECISION_MAX);
    if (!exact.ok) throw this.#numberFault(column, PRECISION_MAX);
    const rounded = divideRounded(exact.value, powerOfTen(PRECISION_MAX - precision), 'halfEven');
    const value = Number(rounded);
    if (Number.isSafeInteger(value)) return value;
    throw this.#numberFault(column, precision);
  }

  #numberFault(column: number, precision: number): ArgosyError {
    const parsed = parseScaled(this.text(column), precision);
    const isTooFine = !parsed.ok && parsed.refusal.code === 'PRECISION_EXCEEDED';
    const expected = isTooFine
      ? `at most ${precision} decimal places`
      : `a decimal number that is kept exactly at ${precision} places`;
    return this.fault(isTooFine ? 'CSV_PRECISION' : 'CSV_BAD_NUMBER', column, expected);
  }
}

/**
 * The short way for what nearly every field is: digits, at most one dot, no sign, no more places
 * than are kept. Anything else gives -1 and goes to the full parser, which decides.
 */
function plainDecimal(bytes: Buffer, from: number, to: number, precision: number): number {
  if (to - from > PLAIN_LENGTH_MAX) return -1;
  let value = 0;
  let index = from;
  let digit = digitAt(bytes, index);
  while (index < to && digit >= 0 && digit <= 9) {
    value = value * 10 + digit;
    index += 1;
    digit = digitAt(bytes, index);
  }
  if (index === to) return index === from ? -1 : scaleUp(value, precision);
  const places = to - index - 1;
  if (digit !== DOT || places > precision || places === 0) return -1;
  const whole = addDigits(value, bytes, index + 1, to);
  return whole === -1 ? -1 : scaleUp(whole, precision - places);
}

/** Appends digits to a value, or gives -1. */
function addDigits(value: number, bytes: Buffer, from: number, to: number): number {
  for (let index = from; index < to; index += 1) {
    const digit = digitAt(bytes, index);
    if (digit < 0 || digit > 9) return -1;
    value = value * 10 + digit;
  }
  return value;
}

function digitAt(bytes: Buffer, index: number): number {
  return (bytes[index] ?? 0) - ZERO;
}

function scaleUp(value: number, places: number): number {
  const scaled = places === 0 ? value : value * 10 ** places;
  return scaled <= Number.MAX_SAFE_INTEGER ? scaled : -1;
}

function toIsoDay(text: string): string {
  const [, month = '', day = '', year = ''] = monthFirst.exec(text) ?? [];
  return `${year}-${month.padStart(2, '0')}-${day.padStart(2, '0')}`;
}
