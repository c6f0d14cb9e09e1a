import {
  toInstrumentId,
  toMicros,
  toPrice,
  type LedgerScales,
  type Micros,
  type Timestamp,
} from 'argosy/core';
import { toBarSpecText, type Instrument, type MarketDataKind } from 'argosy/domain';
import { DEFAULT_LATE_POLICY } from 'argosy/engine';
import { YEARLY_DAYS_MIN } from 'argosy/quant';

import { products } from '../checks/account.ts';
import { faultPolicies, latePolicies, roundings } from '../checks/run.ts';
import type { BacktestConfig, StrategyConfig } from '../config.ts';
import type { GivenLimits } from '../given-limits.ts';
import type { Fields } from './fields.ts';
import type { Limited } from './limit-values.ts';
import { readAccount } from './read-account.ts';
import { readCalendar, readOffset } from './read-calendar.ts';
import { readTimedCommand } from './read-commands.ts';
import { readAction } from './read-actions.ts';
import { readAll, type ReadAll } from './read-all.ts';
import { readInstrument } from './read-instrument.ts';
import { readLimits } from './read-limits.ts';
import { readScales } from './read-scales.ts';
import { readSeries } from './read-series.ts';
import { readVenue } from './read-venue.ts';

/** Market data, as a run file names it: a file, or what a history has. */
export type SourceFile = TextFile | HistoryFolder;

/** A folder of history, and which of its data a run is fed with. */
export type HistoryFolder = {
  readonly history: string;
  readonly name: string | null;
  /** Null for every kind it has. */
  readonly kinds: readonly MarketDataKind[] | null;
  /** Bars of which specification; null for all. */
  readonly spec: string | null;
};

/** A file of market data; what its layout means is its reader's to say. */
export type TextFile = {
  readonly file: string;
  readonly name: string | null;
  readonly spec: string | null;
  readonly rounding: 'refuse' | 'halfEven';
  /** What a row that names a day alone stands for: the session of that day, or the day by the clock. */
  readonly days: 'sessions' | 'midnights';
  /** How far times without a zone, and days by the clock, are ahead of UTC. */
  readonly offset: Micros | null;
  readonly layout: unknown;
};

/** A strategy as a run file names it: one of ours by its name, or an export of a module. */
export type StrategyFile = Omit<StrategyConfig, 'strategy'> & {
  readonly strategy: string | null;
  readonly module: string | null;
  readonly export: string | null;
};

/** A run as it is written down; its files and modules are not opened yet. */
export type RunFile = {
  readonly title: string;
  readonly sources: readonly SourceFile[];
  /** Tables of actions in CSV, besides those that stand in the file itself. */
  readonly actionFiles: readonly string[];
  readonly strategies: readonly StrategyFile[];
  readonly scales: LedgerScales;
  readonly config: Omit<BacktestConfig, 'sources' | 'strategies'>;
};

/**
 * Reads a run from plain data, in which numbers may be texts, so that no decimal is lost. Every
 * mistake is told at once. Whoever lists the keys there are hears of each place that is asked for.
 *
 * @example
 * const read = readRunFile(parseYaml(text));
 * if (!read.ok) for (const { place, detail } of read.mistakes) console.error(place, detail);
 */
export function readRunFile(value: unknown, onAsked?: (place: string) => void): ReadAll<RunFile> {
  return readAll(value, readRun, onAsked);
}

function readRun(fields: Fields): RunFile {
  const scales = readScales(fields.object('ledgerScales'));
  const instruments = fields.some('instruments').map(readInstrument);
  const calendars = fields.list('calendars').map(readCalendar);
  const units = { instruments, calendars };
  const accounts = fields.some('accounts').map((account) => readAccount(account, scales));
  const commands = fields
    .list('commands')
    .map((command) => readTimedCommand(command, { instruments, accounts, scales }));
  const run = {
    title: fields.text('title', 'a run'),
    sources: fields.some('sources').map(readSource),
    actionFiles: fields.has('actionFiles') ? fields.texts('actionFiles') : [],
    strategies: fields.some('strategies').map(readStrategy),
    scales,
    config: {
      instruments,
      calendars,
      series: fields.list('series').map((one) => readSeries(one, units)),
      actions: fields.list('actions').map((one) => readAction(one, units)),
      accounts,
      venue: readVenue(fields.object('venue'), instruments),
      limits: limitsOf(fields.object('limits'), { instruments, accounts, scales }),
      ledgerScales: scales,
      commands,
      ...readTimes(fields),
      ...readEnd(fields),
      ...readExpiries(fields, instruments),
    },
  };
  fields.finish();
  return run;
}

function readExpiries(
  fields: Fields,
  instruments: readonly Instrument[],
): Pick<BacktestConfig, 'atExpiry' | 'settlementPrices'> {
  const atExpiry = fields.word('atExpiry', ['settle', 'keep'], 'settle');
  const given = fields.object('settlementPrices');
  const prices = given.keys(toInstrumentId).map(({ name, key }) => {
    const listed = instruments.find(({ id }) => id === key);
    return [key, toPrice(given.decimal(name, listed?.pricePrecision ?? 0))] as const;
  });
  return { atExpiry, settlementPrices: Object.fromEntries(prices) };
}

/** Whether orders wait outside the session is for the data to say, unless the file says it. */
function limitsOf(fields: Fields, of: Limited): GivenLimits {
  const { outsideSession, ...limits } = readLimits(fields, of);
  return fields.has('outsideSession') ? { ...limits, outsideSession } : limits;
}

/** What a feed can bring, each kind once. */
const kinds: readonly MarketDataKind[] = [
  'quote',
  'trade',
  'bar',
  'status',
  'book',
  'adjustment',
  'queue',
  'mark',
  'index',
  'funding',
];

function readSource(fields: Fields): SourceFile {
  return fields.has('history') ? readHistoryFolder(fields) : readTextFile(fields);
}

function readHistoryFolder(fields: Fields): HistoryFolder {
  const source = {
    history: fields.text('history'),
    name: fields.textOrNull('name'),
    kinds: fields.has('kinds') ? fields.words('kinds', kinds) : null,
    spec: fields.textOrNull('spec'),
  };
  fields.finish('history');
  return source;
}

function readTextFile(fields: Fields): TextFile {
  const source = {
    file: fields.text('file'),
    name: fields.textOrNull('name'),
    spec: fields.textOrNull('spec'),
    rounding: fields.word('rounding', ['refuse', 'halfEven'], 'refuse'),
    days: fields.word('days', ['sessions', 'midnights'], 'sessions'),
    offset: fields.has('offset') ? fields.made('offset', readOffset) : null,
    layout: fields.raw('layout') ?? null,
  };
  fields.finish();
  return source;
}

function readStrategy(fields: Fields): StrategyFile {
  const optional = (name: 'book' | 'code'): Record<string, string> => {
    const text = fields.textOrNull(name);
    return text === null ? {} : { [name]: text };
  };
  const strategy = {
    id: fields.text('id'),
    strategy: fields.textOrNull('strategy'),
    module: fields.textOrNull('module'),
    export: fields.textOrNull('export'),
    account: fields.text('account'),
    ...optional('book'),
    ...optional('code'),
    ...(fields.has('product') ? { product: fields.word('product', products) } : {}),
    onFault: fields.word('onFault', faultPolicies, 'cancelOrders'),
    parameters: readParameters(fields),
  };
  fields.finish();
  return strategy;
}

/** What a parameter may be is its strategy's to say. */
function readParameters(fields: Fields): Readonly<Record<string, unknown>> {
  const parameters = fields.object('parameters');
  return Object.fromEntries(parameters.names.map((name) => [name, parameters.raw(name)]));
}

function readTimes(fields: Fields): Partial<BacktestConfig> {
  const instant = (name: string): Timestamp | null =>
    fields.has(name) ? fields.instant(name) : null;
  const [from, until, warmUpUntil] = [instant('from'), instant('until'), instant('warmUpUntil')];
  const every: Micros | null = fields.has('sampleEvery') ? fields.millis('sampleEvery') : null;
  return {
    ...(from === null ? {} : { from }),
    ...(until === null ? {} : { until }),
    ...(warmUpUntil === null ? {} : { warmUpUntil }),
    ...(every === null ? {} : { sampleEvery: toMicros(every) }),
    ...readWarmUpBars(fields),
  };
}

function readWarmUpBars(fields: Fields): Pick<BacktestConfig, 'warmUpBars'> {
  if (!fields.has('warmUpBars')) return {};
  const warmUp = fields.object('warmUpBars');
  const warmUpBars = { spec: warmUp.made('spec', toBarSpecText), count: warmUp.whole('count') };
  warmUp.finish();
  return { warmUpBars };
}

function readEnd(fields: Fields): Partial<BacktestConfig> {
  const statistics = fields.object('statistics');
  const daysPerYear = statistics.has('daysPerYear')
    ? { daysPerYear: statistics.fraction('daysPerYear') }
    : {};
  const yearlyDaysMin = statistics.whole('yearlyDaysMin', YEARLY_DAYS_MIN);
  const riskFree = statistics.fraction('riskFree', '0');
  const ddof = statistics.word('ddof', ['1', '0'], '1') === '1' ? 1 : 0;
  statistics.finish();
  return {
    atEnd: fields.word('atEnd', ['keep', 'closeAtMark'], 'keep'),
    lateData: fields.word('lateData', latePolicies, DEFAULT_LATE_POLICY),
    seed: readSeed(fields),
    rounding: fields.word('rounding', roundings, 'halfEven'),
    endsOnFault: fields.flag('endsOnFault'),
    statistics: { ...daysPerYear, riskFree, ddof, yearlyDaysMin },
  };
}

/** A whole number where it is written as one, else the text as it stands. */
function readSeed(fields: Fields): string | number {
  const seed = fields.raw('seed') ?? 0;
  if (typeof seed === 'number') return fields.whole('seed', 0);
  const text = fields.text('seed');
  return /^\d{1,15}$/u.test(text) ? Number(text) : text;
}
