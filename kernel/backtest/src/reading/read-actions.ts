import { ACTION_SCALE_MAX, type ActionTerms, type DatedAction } from 'argosy/domain';
import {
  parseScaledBigint,
  toInstrumentId,
  toPrice,
  type InstrumentId,
  type Price,
} from 'argosy/core';

import { failReading, type Fields } from './fields.ts';
import { readAll, type ReadAll } from './read-all.ts';
import { clockOf, precisionOf, readDayOrInstant, type RunUnits } from './run-units.ts';

const types = ['split', 'bonus', 'dividend', 'rights', 'demerger', 'rename', 'delisting'] as const;
/** Stands where nobody knows what is done. */
const nothing: ActionTerms = { type: 'dividend', perUnit: 1n, scale: 0, withheldBps: 0 };
const WHOLE_BPS = 10_000;

/** Reads what an issuer does, and from when. */
export function readAction(fields: Fields, units: RunUnits): DatedAction {
  const instrument = fields.made('instrument', toInstrumentId);
  const clock = clockOf(instrument, units);
  const exAt = fields.made('ex', (text) => readDayOrInstant(text, clock));
  const knownAt = fields.has('known')
    ? fields.made('known', (text) => readDayOrInstant(text, clock))
    : exAt;
  const isUnknown = fields.isNotedWithin(fields.placeOf('type'));
  const terms = isUnknown ? nothing : readTerms(fields, instrument, units);
  fields.finish('type');
  return { ...terms, instrument, exAt, knownAt };
}

/**
 * Reads a table of actions, a plain object for each of its rows, and finds every mistake: the place of each
 * begins with the number of its row.
 */
export function readActionTable(
  rows: readonly unknown[],
  units: RunUnits,
): ReadAll<readonly DatedAction[]> {
  return readAll({ rows }, (fields) => {
    const actions = fields.list('rows').map((row) => readAction(row, units));
    fields.finish();
    return actions;
  });
}

function readTerms(fields: Fields, instrument: InstrumentId, units: RunUnits): ActionTerms {
  const precision = precisionOf(instrument, units);
  const type = fields.word('type', types);
  const price = (name: string): Price => toPrice(fields.decimal(name, precision));
  switch (type) {
    case 'split':
    case 'bonus': {
      const fractionPrice = fields.has('fractionsAt') ? price('fractionsAt') : null;
      return { type, ...readRatio(fields), fractionPrice };
    }
    case 'dividend': {
      const withheldBps = fields.whole('withheldBps', 0, WHOLE_BPS);
      return { type, ...readPerUnit(fields), withheldBps };
    }
    case 'rights':
      return { type, ...readRatio(fields), price: price('price'), into: readInto(fields) };
    case 'demerger':
      return { type, ...readRatio(fields), ...readDemerged(fields, units) };
    case 'rename':
      return { type, was: fields.made('was', toInstrumentId) };
    case 'delisting':
      return { type, price: price('price') };
  }
}

/** What goes on by itself: its share has to leave something, and a fraction is in its own prices. */
function readDemerged(
  fields: Fields,
  units: RunUnits,
): Pick<Extract<ActionTerms, { readonly type: 'demerger' }>, 'into' | 'costBps' | 'fractionPrice'> {
  const into = fields.made('into', toInstrumentId);
  const places = precisionOf(into, units);
  const isPaid = fields.has('fractionsAt');
  const fractionPrice = isPaid ? toPrice(fields.decimal('fractionsAt', places)) : null;
  return { into, costBps: fields.whole('costBps', undefined, WHOLE_BPS - 1), fractionPrice };
}

function readInto(fields: Fields): InstrumentId | null {
  return fields.has('into') ? fields.made('into', toInstrumentId) : null;
}

/** `2 for 1`: so many new ones for so many old, or beside so many. */
function readRatio(fields: Fields): { readonly numerator: number; readonly denominator: number } {
  return fields.made('ratio', (text) => {
    const [, fresh, held] = /^([1-9]\d{0,8}) for ([1-9]\d{0,8})$/u.exec(text) ?? [];
    if (fresh === undefined || held === undefined) {
      return failReading(`expected a ratio, 2 for 1, got ${text}`);
    }
    return { numerator: Number(fresh), denominator: Number(held) };
  });
}

/** A dividend has as many places as it is written with. */
function readPerUnit(fields: Fields): { readonly perUnit: bigint; readonly scale: number } {
  return fields.made('perUnit', (text) => {
    const scale = Math.min(text.split('.')[1]?.length ?? 0, ACTION_SCALE_MAX);
    const parsed = parseScaledBigint(text, scale);
    if (parsed.ok && parsed.value > 0n) return { perUnit: parsed.value, scale };
    return failReading(`expected an amount above 0, got ${text}`);
  });
}
