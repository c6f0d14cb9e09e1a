import type { Currency, InstrumentId, Micros, Timestamp } from 'argosy/core';

/** A yearly rate from an instant on, in millionths: 120,000 for 12 %. */
export type CarryRate =
  | {
      /** What short positions in an instrument pay for what is borrowed, of their value. */
      readonly type: 'borrow';
      readonly instrument: InstrumentId;
      readonly from: Timestamp;
      readonly ratePpm: number;
    }
  | {
      /** What positions in a currency pair pay for being rolled over; below zero they earn. */
      readonly type: 'rollover';
      readonly instrument: InstrumentId;
      readonly from: Timestamp;
      readonly longPpm: number;
      readonly shortPpm: number;
    }
  | {
      /** What cash earns, and what is paid on cash that is owed. */
      readonly type: 'cash';
      readonly currency: Currency;
      readonly from: Timestamp;
      readonly earnsPpm: number;
      readonly owesPpm: number;
    };

/** What nights cost an account, and bring it. */
export type CarryTerms = {
  /** How far into each day of UTC the night falls: what there is at that instant counts. */
  readonly at: Micros;
  /** How many days the year of a rate has; 365 unless told otherwise. */
  readonly daysOfYear?: number;
  /** Of one kind and thing the latest that has begun by a night holds for it; before the first, nothing. */
  readonly rates: readonly CarryRate[];
};

/** The days of a year unless told otherwise. */
export const DAYS_OF_YEAR_DEFAULT = 365;
/** The greatest rate, either side of zero: a hundred times the value in a year. */
export const CARRY_PPM_MAX = 100_000_000;

/** The rate of a kind and thing that holds at an instant; undefined where none has begun. */
export function rateAt<Type extends CarryRate['type']>(
  { rates }: CarryTerms,
  { type, of, at }: { readonly type: Type; readonly of: string; readonly at: number },
): Extract<CarryRate, { readonly type: Type }> | undefined {
  let found: Extract<CarryRate, { readonly type: Type }> | undefined;
  for (const rate of rates) {
    if (!isOfType(rate, type) || nameOf(rate) !== of || rate.from > at) continue;
    if (found === undefined || rate.from >= found.from) found = rate;
  }
  return found;
}

function isOfType<Type extends CarryRate['type']>(
  rate: CarryRate,
  type: Type,
): rate is Extract<CarryRate, { readonly type: Type }> {
  return rate.type === type;
}

function nameOf(rate: CarryRate): string {
  return rate.type === 'cash' ? rate.currency : rate.instrument;
}
