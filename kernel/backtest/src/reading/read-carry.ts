import {
  MICROS_PER_MINUTE,
  toCurrency,
  toInstrumentId,
  toMicros,
  toTimestamp,
  type Micros,
} from 'argosy/core';
import { DAYS_OF_YEAR_DEFAULT, type CarryRate, type CarryTerms } from 'argosy/trading';

import { failReading, type Fields } from './fields.ts';

/** Rates are written as parts of the whole: `0.12` for 12 %. */
const RATE_PLACES = 6;

/** Reads what nights cost, and bring. */
export function readCarry(fields: Fields): CarryTerms {
  const terms: CarryTerms = {
    at: fields.has('at') ? fields.made('at', readClock) : toMicros(0),
    daysOfYear: fields.whole('daysOfYear', DAYS_OF_YEAR_DEFAULT),
    rates: fields.list('rates').map(readRate),
  };
  fields.finish();
  return terms;
}

function readRate(fields: Fields): CarryRate {
  const rate = rateOf(fields);
  fields.finish('type');
  return rate;
}

function rateOf(fields: Fields): CarryRate {
  const type = fields.word('type', ['borrow', 'rollover', 'cash']);
  const from = fields.instant('from', toTimestamp(0));
  const ppm = (name: string): number => fields.decimal(name, RATE_PLACES, '0');
  if (type === 'cash') {
    const currency = fields.made('currency', toCurrency);
    return { type, currency, from, earnsPpm: ppm('earns'), owesPpm: ppm('owes') };
  }
  const instrument = fields.made('instrument', toInstrumentId);
  if (type === 'borrow') return { type, instrument, from, ratePpm: ppm('rate') };
  return { type, instrument, from, longPpm: ppm('long'), shortPpm: ppm('short') };
}

/** A time of day by the clock of UTC. */
export function readClock(text: string): Micros {
  const [, hour, minute] = /^([01]\d|2[0-3]):([0-5]\d)$/.exec(text) ?? [];
  if (hour === undefined) return failReading(`expected a time such as 10:00, got ${text}`);
  return toMicros((Number(hour) * 60 + Number(minute)) * MICROS_PER_MINUTE);
}
