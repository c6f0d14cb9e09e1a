import {
  ArgosyError,
  MICROS_PER_DAY,
  MICROS_PER_HOUR,
  MICROS_PER_MINUTE,
  MICROS_PER_SECOND,
  brand,
  ok,
  refuse,
  toInstrumentId,
  toMicros,
  type Brand,
  type InstrumentId,
  type Micros,
  type Result,
} from 'argosy/core';

import { domainError, type DomainErrorCode } from './errors.ts';

/** A bar specification as text: `SBIN.NSE-5-MINUTE-LAST-INTERNAL@1-MINUTE-EXTERNAL`. */
export type BarSpecText = Brand<string, 'BarSpec'>;
/**
 * What ends a bar: time; so many trades or quotes, traded units, or traded money; so much more taken
 * by one side than by the other, or by one side in a row; so many ticks of the price.
 */
export type BarUnit =
  | 'SECOND'
  | 'MINUTE'
  | 'HOUR'
  | 'DAY'
  | 'TICK'
  | 'VOLUME'
  | 'VALUE'
  | 'TICK_IMBALANCE'
  | 'VOLUME_IMBALANCE'
  | 'VALUE_IMBALANCE'
  | 'TICK_RUNS'
  | 'VOLUME_RUNS'
  | 'VALUE_RUNS'
  | 'RENKO'
  | 'RANGE';
/** Which price a bar is made of. */
export type BarPrice = 'LAST' | 'BID' | 'ASK' | 'MID';
/** Whether we build the bar, or a source brings it. */
export type BarSource = 'INTERNAL' | 'EXTERNAL';

/** What a bar is: of which instrument, how long, of which price, built where and from what. */
export type BarSpec = {
  readonly instrument: InstrumentId;
  readonly step: number;
  readonly unit: BarUnit;
  readonly price: BarPrice;
  readonly source: BarSource;
  /** The finer bars it is built from; null where it is built from ticks, or external. */
  readonly from: BarComponent | null;
};

/** The finer bars of the same instrument and price that a composite is built from. */
export type BarComponent = BarStep & { readonly source: BarSource };

type BarStep = { readonly step: number; readonly unit: BarUnit };

/** How long a unit is; 0 where a bar is counted and has no length of its own. */
const unitMicros: Readonly<Record<BarUnit, number>> = {
  TICK: 0,
  VOLUME: 0,
  VALUE: 0,
  TICK_IMBALANCE: 0,
  VOLUME_IMBALANCE: 0,
  VALUE_IMBALANCE: 0,
  TICK_RUNS: 0,
  VOLUME_RUNS: 0,
  VALUE_RUNS: 0,
  RENKO: 0,
  RANGE: 0,
  SECOND: MICROS_PER_SECOND,
  MINUTE: MICROS_PER_MINUTE,
  HOUR: MICROS_PER_HOUR,
  DAY: MICROS_PER_DAY,
};
/** What ends bars that may be built of quotes as well as of trades: only prices count. */
const ofAnyPrice: ReadonlySet<BarUnit> = new Set(['TICK', 'RENKO', 'RANGE']);
/** What ends bars that larger ones can be built of: their sizes add up. */
const additive: ReadonlySet<BarUnit> = new Set(['TICK', 'VOLUME']);
const prices: Readonly<Record<BarPrice, true>> = { LAST: true, BID: true, ASK: true, MID: true };
const sources: Readonly<Record<BarSource, true>> = { INTERNAL: true, EXTERNAL: true };

/**
 * Reads a specification. Instrument ids may hold dashes, so the fields are taken from the right.
 *
 * @example
 * const spec = parseBarSpec('SBIN.NSE-5-MINUTE-LAST-INTERNAL@1-MINUTE-EXTERNAL');
 */
export function parseBarSpec(text: string): Result<BarSpec> {
  const at = text.lastIndexOf('@');
  if (at === -1) return parseHead(text, text, null);
  const tail = text.slice(at + 1).split('-');
  const [digits, unit, source] = tail;
  if (tail.length !== 3 || !isSource(source)) {
    const reason = 'after @ comes step-UNIT-EXTERNAL or step-UNIT-INTERNAL';
    return refuseSpec('BAR_SPEC_MALFORMED', text, reason);
  }
  const step = toStep(digits, unit);
  if (step === null) return refuseSpec('BAR_SPEC_MALFORMED', text, 'step or unit after @');
  return parseHead(text, text.slice(0, at), { ...step, source });
}

/** Writes a specification; `parseBarSpec` reads the same back. */
export function formatBarSpec(spec: BarSpec): BarSpecText {
  const head = `${spec.instrument}-${spec.step}-${spec.unit}-${spec.price}-${spec.source}`;
  if (spec.from === null) return brand<BarSpecText>(head);
  const { step, unit, source } = spec.from;
  return brand<BarSpecText>(`${head}@${step}-${unit}-${source}`);
}

/** Brands a text that is a specification; throws on any other. */
export function toBarSpecText(text: string): BarSpecText {
  const parsed = parseBarSpec(text);
  if (!parsed.ok) throw domainError('BAR_SPEC_MALFORMED', parsed.refusal.reason);
  return brand<BarSpecText>(text);
}

/** The specification of the finer bars a composite is built from; null where it is none. */
export function componentOf(spec: BarSpec): BarSpec | null {
  return spec.from === null ? null : { ...spec, ...spec.from, from: null };
}

/** Whether a bar ends when so much has been counted, not when so much time has gone by. */
export function isCounted({ unit }: { readonly unit: BarUnit }): boolean {
  return unitMicros[unit] === 0;
}

/**
 * How long a bar of this specification is. A day is 24 hours here; sessions are the calendar's.
 * Bars that are counted have no length: 0.
 */
export function barSpanMicros(spec: BarSpec): Micros {
  return toMicros(spanOf(spec));
}

function parseHead(text: string, head: string, from: BarComponent | null): Result<BarSpec> {
  const fields = head.split('-');
  const source = fields.pop();
  const price = fields.pop();
  const unit = fields.pop();
  const step = toStep(fields.pop(), unit);
  if (step === null) return refuseSpec('BAR_SPEC_MALFORMED', text, 'step or unit');
  if (!isPrice(price)) return refuseSpec('BAR_SPEC_MALFORMED', text, 'price LAST, BID, ASK or MID');
  if (!isSource(source)) return refuseSpec('BAR_SPEC_MALFORMED', text, 'INTERNAL or EXTERNAL');
  const uncountable = countMisfit(step, price, source);
  if (uncountable !== null) return refuseSpec('BAR_SPEC_COUNTED', text, uncountable);
  const misfit = compositeMisfit(step, source, from);
  if (misfit !== null) return refuseSpec('BAR_SPEC_COMPOSITE', text, misfit);
  const instrument = parseInstrument(text, fields.join('-'));
  if (!instrument.ok) return instrument;
  return ok({ instrument: instrument.value, ...step, price, source, from });
}

/** Why no such bars can be counted, or null where they can. */
function countMisfit(step: BarStep, price: BarPrice, source: BarSource): string | null {
  if (!isCounted(step)) return null;
  // Nobody could say when such a bar opened before its row comes, and the venue has to know.
  if (source === 'EXTERNAL') return `${step.unit} bars are built inside, from trades or quotes`;
  if (price === 'LAST' || ofAnyPrice.has(step.unit)) return null;
  return `quotes have no traded size: ${step.unit} bars are of LAST, not of ${price}`;
}

/** Why these bars cannot be built from those, or null where they can. */
function compositeMisfit(
  step: BarStep,
  source: BarSource,
  from: BarComponent | null,
): string | null {
  if (from === null) return null;
  if (source !== 'INTERNAL') return 'only INTERNAL bars are built from others';
  if (isCounted(from) && from.source === 'EXTERNAL') {
    return `${from.unit} bars are built inside, from trades or quotes`;
  }
  if ((isCounted(step) || isCounted(from)) && step.unit !== from.unit) {
    return 'bars that are counted are built from finer ones of the same unit only';
  }
  if (isCounted(step) && !additive.has(step.unit)) {
    return `${step.unit} bars are built of trades or quotes, not of other bars`;
  }
  if (sizeOf(from) >= sizeOf(step)) return 'the bars after @ must be finer';
  return sizeOf(step) % sizeOf(from) === 0 ? null : 'the bars after @ must divide the span evenly';
}

function parseInstrument(text: string, id: string): Result<InstrumentId> {
  try {
    return ok(toInstrumentId(id));
  } catch (error) {
    if (!(error instanceof ArgosyError)) throw error;
    return refuseSpec('BAR_SPEC_MALFORMED', text, error.message);
  }
}

/** Only the canonical spelling of a step is read, so that one specification has one text. */
function toStep(digits: string | undefined, unit: string | undefined): BarStep | null {
  const step = Number(digits);
  if (!isUnit(unit) || String(step) !== digits || !Number.isInteger(step) || step < 1) return null;
  return Number.isSafeInteger(step * unitMicros[unit]) ? { step, unit } : null;
}

function spanOf(span: BarStep): number {
  return span.step * unitMicros[span.unit];
}

function sizeOf(step: BarStep): number {
  return isCounted(step) ? step.step : spanOf(step);
}

function isUnit(text: string | undefined): text is BarUnit {
  return text !== undefined && Object.hasOwn(unitMicros, text);
}

function isPrice(text: string | undefined): text is BarPrice {
  return text !== undefined && Object.hasOwn(prices, text);
}

function isSource(text: string | undefined): text is BarSource {
  return text !== undefined && Object.hasOwn(sources, text);
}

function refuseSpec(code: DomainErrorCode, text: string, reason: string): Result<never> {
  return refuse(code, `bar specification '${text}': ${reason}`);
}
