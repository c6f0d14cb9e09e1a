import {
  LEDGER_SCALE_MAX,
  SessionClock,
  ArgosyError,
  toBookId,
  toCalendarId,
  toCurrency,
  toInstrumentId,
  toOriginCode,
  toStrategyId,
  toTimestamp,
  type Rounding,
  type SessionPhase,
  type SessionWindow,
  type TradingCalendar,
} from 'argosy/core';
import { PRICE_MAX, toBarSpecText } from 'argosy/domain';
import type { FaultPolicy, LatePolicy } from 'argosy/engine';
import type { ReturnOptions } from 'argosy/quant';

import type { BacktestConfig, StrategyConfig } from '../config.ts';
import type { Source, SourceContent } from '../source.ts';
import { products } from './account.ts';
import { someLimits } from './limits.ts';
import {
  anything,
  call,
  expected,
  fieldOf,
  fits,
  flag,
  list,
  made,
  object,
  oneOf,
  optional,
  port,
  recordOf,
  someOf,
  text,
  variants,
  whole,
  type At,
  type Shape,
} from './shape.ts';
import { venueModels } from './venue.ts';

/** What becomes of the open orders of a strategy that throws. */
export const faultPolicies: readonly FaultPolicy[] = ['cancelOrders', 'keepOrders'];
/** What becomes of a late price. */
export const latePolicies: readonly LatePolicy[] = ['drop', 'nextBar', 'revise'];
/** Every way to round. */
export const roundings: readonly Rounding[] = [
  'halfEven',
  'halfUp',
  'up',
  'down',
  'ceiling',
  'floor',
];
/** What goes on inside a session. */
export const phases: readonly SessionPhase[] = [
  'preOpen',
  'matching',
  'open',
  'closing',
  'postClose',
];

const finite = expected('a number', isNumber);
const instant = whole('whole microseconds');
const windows = list(
  object<SessionWindow>({
    phase: oneOf(phases),
    fromMicros: whole('whole microseconds', { min: Number.MIN_SAFE_INTEGER }),
    untilMicros: whole('whole microseconds'),
  }),
);
const calendar = object<TradingCalendar>({
  id: made(toCalendarId),
  offsets: list(
    object<TradingCalendar['offsets'][number]>({
      from: whole('whole microseconds', { min: Number.MIN_SAFE_INTEGER }),
      offset: whole('whole microseconds', { min: Number.MIN_SAFE_INTEGER }),
    }),
  ),
  week: object<TradingCalendar['week']>({
    1: windows,
    2: windows,
    3: windows,
    4: windows,
    5: windows,
    6: windows,
    7: windows,
  }),
  holidays: list(text),
  specials: recordOf(text, windows),
});

const ofInstrument = object<Exclude<SourceContent, { kind: 'bar' }>>({
  kind: anything,
  instrument: made(toInstrumentId),
});
const ofBars = object<Extract<SourceContent, { kind: 'bar' }>>({
  kind: anything,
  instrument: made(toInstrumentId),
  spec: made(toBarSpecText),
});

/** A source is of the caller's making: it is asked for what a run uses. */
export const source: Shape = port<Source>({
  name: text,
  contents: list(
    variants('kind', {
      quote: ofInstrument,
      trade: ofInstrument,
      status: ofInstrument,
      book: ofInstrument,
      adjustment: ofInstrument,
      queue: ofInstrument,
      mark: ofInstrument,
      index: ofInstrument,
      funding: ofInstrument,
      bar: ofBars,
    }),
  ),
  isRepeatable: flag,
  open: call,
});

const strategyClass = expected('a class that extends Strategy', (value) => {
  return typeof value === 'function' && typeof Reflect.get(value, 'parameters') === 'object';
});

/** A strategy's place in a run; its parameters are looked at by what its class declares. */
export const strategy: Shape = object<StrategyConfig>({
  id: made(toStrategyId),
  strategy: strategyClass,
  parameters: optional(recordOf(anything, anything)),
  account: text,
  book: optional(made(toBookId)),
  code: optional(made(toOriginCode)),
  product: optional(oneOf(products)),
  onFault: optional(oneOf(faultPolicies)),
  // What it exported is its own; it looks at it when it is given back.
  state: anything,
});

const journal: Shape = (value, place, mistakes) => {
  if (value === 'hash' || value === 'all') return;
  const last = object<{ last: number }>({ last: whole('a whole number', { min: 1 }) });
  if (fieldOf(value, 'last') !== undefined) last(value, place, mistakes);
  else expected("'hash', 'all' or { last }", () => false)(value, place, mistakes);
};

/** The fields of a run; what stands in its lists is looked at one by one. */
export const run: Shape = object<BacktestConfig>({
  instruments: list(anything),
  calendars: optional(list(anything)),
  sources: someOf(anything),
  series: optional(list(anything)),
  actions: optional(list(anything)),
  accounts: list(anything),
  strategies: list(anything),
  commands: optional(list(anything)),
  venue: optional(venueModels),
  limits: optional(someLimits),
  from: optional(instant),
  until: optional(instant),
  warmUpUntil: optional(instant),
  warmUpBars: optional(
    object<BacktestConfig['warmUpBars'] & object>({
      spec: made(toBarSpecText),
      count: whole('a whole number'),
    }),
  ),
  atEnd: optional(oneOf(['keep', 'closeAtMark'])),
  atExpiry: optional(oneOf(['settle', 'keep'])),
  settlementPrices: optional(
    recordOf(
      made(toInstrumentId),
      whole('whole scaled price units', { min: -PRICE_MAX, max: PRICE_MAX }),
    ),
  ),
  lateData: optional(oneOf(latePolicies)),
  statistics: optional(
    object<ReturnOptions>({
      daysPerYear: optional(expected('a number above 0', (value) => isNumber(value) && value > 0)),
      riskFree: optional(finite),
      ddof: optional(expected('0 or 1', (value) => value === 0 || value === 1)),
      yearlyDaysMin: optional(whole('a whole number')),
    }),
  ),
  seed: optional(
    expected('a finite number or a text', (value) => {
      return Number.isFinite(value) || (typeof value === 'string' && value !== '');
    }),
  ),
  journal: optional(journal),
  ledgerScales: optional(
    recordOf(made(toCurrency), whole('whole decimal places', { max: LEDGER_SCALE_MAX })),
  ),
  rounding: optional(oneOf(roundings)),
  endsOnFault: optional(flag),
  sampleEvery: optional(whole('whole microseconds', { min: 1 })),
  answer: optional(call),
  line: optional(call),
  origin: optional(
    object<BacktestConfig['origin'] & object>({
      commit: optional(text),
      node: optional(text),
      version: optional(text),
    }),
  ),
});

function isNumber(value: unknown): value is number {
  return typeof value === 'number' && Number.isFinite(value);
}

/** Looks at a calendar: every field, and whether a clock can go by it. */
export function checkCalendar(one: TradingCalendar, at: At): void {
  if (!fits(calendar, one, at)) return;
  try {
    // A clock resolves its sessions once: what contradicts itself is told there.
    new SessionClock(one).isOpen(toTimestamp(0));
  } catch (error) {
    if (!(error instanceof ArgosyError)) throw error;
    at.mistakes.note(at.place, error.message);
  }
}
