import { toCalendarId, toCurrency, toInstrumentId, toPrice } from 'argosy/core';
import {
  componentsOf,
  parseFormula,
  ROLL_DAYS_MAX,
  type AdjustedTerms,
  type ContinuousTerms,
  type FormulaTerms,
  type RollRule,
  type Series,
} from 'argosy/domain';

import { failReading, type Fields } from './fields.ts';
import { clockOf, precisionOf, readDayOrInstant, type RunUnits } from './run-units.ts';

type Terms = AdjustedTerms | ContinuousTerms | FormulaTerms;

/** Stands where nobody knows what it is. */
const nothing: Terms = { kind: 'formula', formula: '1', staleAfter: null };
const directions = ['back', 'forward'] as const;
const PRICE_PLACES_MAX = 12;

/** Reads what is reckoned from the data: an adjusted instrument, a chain of futures, or a formula. */
export function readSeries(fields: Fields, units: RunUnits): Series {
  const id = fields.made('id', toInstrumentId);
  const isUnknown = fields.isNotedWithin(fields.placeOf('kind'));
  const terms = isUnknown ? nothing : readTerms(fields, units);
  const series = { ...terms, id };
  const read = { ...series, ...readGrain(series, fields, units) };
  fields.finish('kind');
  return read;
}

function readTerms(fields: Fields, units: RunUnits): Terms {
  const kind = fields.word('kind', ['adjusted', 'continuous', 'formula']);
  if (kind === 'adjusted') {
    return {
      kind,
      of: fields.made('of', toInstrumentId),
      prices: fields.word('prices', ['splits', 'totalReturn'], 'splits'),
      direction: fields.word('direction', directions, 'back'),
    };
  }
  if (kind === 'continuous') {
    const chain = fields.listOf('chain', toInstrumentId);
    return {
      kind,
      chain,
      roll: readRoll(fields.object('roll'), chain[0] ?? null, units),
      adjust: fields.word('adjust', ['none', 'difference', 'ratio'], 'none'),
      direction: fields.word('direction', directions, 'back'),
    };
  }
  const formula = fields.made('formula', checkedFormula);
  return {
    kind,
    formula,
    staleAfter: fields.has('staleAfter') ? fields.millis('staleAfter') : null,
  };
}

function checkedFormula(text: string): string {
  const parsed = parseFormula(text);
  return parsed.ok ? text : failReading(parsed.refusal.reason);
}

function readRoll(fields: Fields, first: string | null, units: RunUnits): RollRule {
  // Where nobody knows the rule, none of its numbers is missed.
  if (fields.isNotedWithin(fields.placeOf('rule'))) return { rule: 'volume' };
  const rule = fields.word('rule', ['daysBefore', 'volume', 'dates']);
  const read = readRule(rule, fields, first, units);
  fields.finish('rule');
  return read;
}

function readRule(
  rule: RollRule['rule'],
  fields: Fields,
  first: string | null,
  units: RunUnits,
): RollRule {
  if (rule === 'daysBefore') return { rule, days: fields.whole('days', undefined, ROLL_DAYS_MAX) };
  if (rule === 'volume') return { rule };
  const clock = clockOf(first, units);
  return { rule, dates: fields.listOf('dates', (text) => readDayOrInstant(text, clock)) };
}

/** How fine its prices are; what a tick is written with is settled with it. */
function readGrain(
  series: Series,
  fields: Fields,
  units: RunUnits,
): Pick<Series, 'pricePrecision' | 'tick' | 'currency' | 'calendar'> {
  const finest = Math.max(0, ...componentsOf(series).map((id) => precisionOf(id, units)));
  const pricePrecision = fields.whole('pricePrecision', finest, PRICE_PLACES_MAX);
  const isTold = fields.has('pricePrecision') || fields.has('tick');
  return {
    ...(isTold ? { pricePrecision } : {}),
    ...(fields.has('tick') ? { tick: toPrice(fields.decimal('tick', pricePrecision)) } : {}),
    ...(fields.has('currency') ? { currency: fields.made('currency', toCurrency) } : {}),
    ...(fields.has('calendar') ? { calendar: fields.made('calendar', toCalendarId) } : {}),
  };
}
