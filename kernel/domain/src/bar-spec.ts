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
/** What the span of a bar is counted in. */
export type BarUnit = 'SECOND' | 'MINUTE' | 'HOUR' | 'DAY';
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
  /** The finer external bars it is built from; null where it is built from ticks, or external. */
  readonly from: BarStep | null;
};

type BarStep = { readonly step: number; readonly unit: BarUnit };

const unitMicros: Readonly<Record<BarUnit, number>> = {
  SECOND: MICROS_PER_SECOND,
  MINUTE: MICROS_PER_MINUTE,
  HOUR: MICROS_PER_HOUR,
  DAY: MICROS_PER_DAY,
};
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
  if (tail.length !== 3 || tail[2] !== 'EXTERNAL') {
    return refuseSpec('BAR_SPEC_MALFORMED', text, 'after @ comes step-UNIT-EXTERNAL');
  }
  const from = toStep(tail[0], tail[1]);
  if (from === null) return refuseSpec('BAR_SPEC_MALFORMED', text, 'step or unit after @');
  return parseHead(text, text.slice(0, at), from);
}

/** Writes a specification; `parseBarSpec` reads the same back. */
export function formatBarSpec(spec: BarSpec): BarSpecText {
  const head = `${spec.instrument}-${spec.step}-${spec.unit}-${spec.price}-${spec.source}`;
  if (spec.from === null) return brand<BarSpecText>(head);
  return brand<BarSpecText>(`${head}@${spec.from.step}-${spec.from.unit}-EXTERNAL`);
}

/** Brands a text that is a specification; throws on any other. */
export function toBarSpecText(text: string): BarSpecText {
  const parsed = parseBarSpec(text);
  if (!parsed.ok) throw domainError('BAR_SPEC_MALFORMED', parsed.refusal.reason);
  return brand<BarSpecText>(text);
}

/** How long a bar of this specification is. A day is 24 hours here; sessions are the calendar's. */
export function barSpanMicros(spec: BarSpec): Micros {
  return toMicros(spanOf(spec));
}

function parseHead(text: string, head: string, from: BarStep | null): Result<BarSpec> {
  const fields = head.split('-');
  const source = fields.pop();
  const price = fields.pop();
  const unit = fields.pop();
  const step = toStep(fields.pop(), unit);
  if (step === null) return refuseSpec('BAR_SPEC_MALFORMED', text, 'step or unit');
  if (!isPrice(price)) return refuseSpec('BAR_SPEC_MALFORMED', text, 'price LAST, BID, ASK or MID');
  if (!isSource(source)) return refuseSpec('BAR_SPEC_MALFORMED', text, 'INTERNAL or EXTERNAL');
  const misfit = compositeMisfit(step, source, from);
  if (misfit !== null) return refuseSpec('BAR_SPEC_COMPOSITE', text, misfit);
  const instrument = parseInstrument(text, fields.join('-'));
  if (!instrument.ok) return instrument;
  return ok({ instrument: instrument.value, ...step, price, source, from });
}

/** Why these bars cannot be built from those, or null where they can. */
function compositeMisfit(step: BarStep, source: BarSource, from: BarStep | null): string | null {
  if (from === null) return null;
  if (source !== 'INTERNAL') return 'only INTERNAL bars are built from others';
  if (spanOf(from) >= spanOf(step)) return 'the bars after @ must be finer';
  return spanOf(step) % spanOf(from) === 0 ? null : 'the bars after @ must divide the span evenly';
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
