import { readFileSync } from 'node:fs';
import { dirname, resolve } from 'node:path';

import { csvSource, type CsvLayout } from '@argosy/catalog';
import { parseYaml } from '@argosy/catalog/yaml';
import { loadStrategy, withoutSurroundings } from '@argosy/fleet';
import {
  arraySource,
  checkConfig,
  checkMaking,
  readAll,
  readRunFile,
  type BacktestConfig,
  type PlacedMistake,
  type RunFile,
  type Source,
  type TextFile,
  type HistoryFolder,
  type StrategyConfig,
  type StrategyFile,
} from 'argosy/backtest';
import { ArgosyError } from 'argosy/core';
import { InstrumentTable, type DatedAction, type Instrument } from 'argosy/domain';
import { readWritten, Strategy, type StrategyClass } from 'argosy/engine';

import { readActions } from '../action-table.ts';
import { historyOf } from './history-of.ts';
import { daySessionOf } from './day-session.ts';
import { readLayout } from './read-layout.ts';
import { resolveCalendars } from './run-calendars.ts';
import { resolveCharges, uncharged } from './run-charges.ts';
import { sampleStrategies } from './sample-strategies.ts';

/** A run file with its data and strategies, ready to be run. */
export type OpenedRun = {
  readonly title: string;
  readonly config: BacktestConfig;
  /** The files of strategies that are not samples of ours, each once. */
  readonly modules: readonly string[];
  /** Its files of rows. */
  readonly files: readonly string[];
  readonly scales: RunFile['scales'];
  /** The error of mistakes that show later, each with its line. */
  readonly told: (mistakes: readonly PlacedMistake[]) => RunFileError;
};

/** Everything that is wrong in a run file, a line for each. */
export class RunFileError extends Error {
  readonly mistakes: readonly string[];

  constructor(file: string, mistakes: readonly string[]) {
    const count = mistakes.length === 1 ? 'one mistake' : `${mistakes.length} mistakes`;
    super(`${file} has ${count}:\n${mistakes.join('\n')}`);
    this.name = 'RunFileError';
    this.mistakes = mistakes;
  }
}

/** What a run file must have: `terms` are those of an account that lives, which needs neither data nor strategies in it. */
export type RunNeeds = 'all' | 'terms';

/**
 * Reads a run file, opens its data and loads its strategies, whose names start from its folder or `base`. All mistakes are told at once: what is
 * read is looked at further where other parts of the file could not be read.
 */
export async function openRun(
  path: string,
  origin: NonNullable<BacktestConfig['origin']>,
  base: string = dirname(path),
  needs: RunNeeds = 'all',
): Promise<OpenedRun> {
  const document = parseYaml(readText(path), path);
  const told = (mistakes: readonly PlacedMistake[]): RunFileError => {
    const lined = mistakes.map((one) => ({ ...one, line: document.lineOf(one.place) }));
    const lines = lined
      .sort((a, b) => a.line - b.line)
      .map(({ line, place, detail }) => {
        return `  ${path}:${line}: ${place === '' ? '' : `${place}: `}${detail}`;
      });
    return new RunFileError(path, lines);
  };
  const found: PlacedMistake[] = [];
  const charges = resolveCharges(resolveCalendars(document.value, found), found);
  const read = readRunFile(charges.value);
  const run = read.ok ? read.value : read.partial;
  const isForgiven = (one: PlacedMistake): boolean => needs === 'terms' && isOfNothing(one);
  if (!read.ok) found.push(...read.mistakes.filter((one) => !isForgiven(one)));
  // A number is read as the text it is written as: only the document knows that it was none.
  if (document.isNumber('title')) found.push({ place: 'title', detail: 'expected a text' });
  if (run === null) throw told(found);
  found.push(...uncharged(charges.market, run.config.instruments));
  const actions = [...(run.config.actions ?? []), ...openActions(run, base, found)];
  const opened = await openSources({ ...run, config: { ...run.config, actions } }, base, found);
  const sources = needs === 'terms' && opened.length === 0 ? [arraySource('none', [])] : opened;
  const strategies = await openStrategies(run.strategies, base, found);
  const config = { ...run.config, sources, actions, strategies, origin };
  const mistakes = checkConfig(config, found);
  if (mistakes.length > 0) throw told(withoutSurroundings(() => checkMaking(config, mistakes)));
  const modules = modulesOf(run.strategies, base);
  const files = run.sources.flatMap((one) => ('file' in one ? [resolve(base, one.file)] : []));
  return { title: run.title, scales: run.scales, config, modules, files, told };
}

/** Whether a mistake is only that data or strategies are left out. */
function isOfNothing({ place, detail }: PlacedMistake): boolean {
  return ['sources', 'strategies'].includes(place) && detail === 'at least one is needed';
}

function modulesOf(strategies: readonly StrategyFile[], base: string): readonly string[] {
  const named = strategies.flatMap(({ module }) => (module === null ? [] : [module]));
  return [...new Set(named.map((module) => resolve(base, module)))];
}

/** Why a run file cannot be read, as the system says it in a word. */
const unreadable: Readonly<Record<string, string>> = {
  ENOENT: 'no such file',
  EISDIR: 'a folder, expected a run file',
  EACCES: 'it may not be read',
};

function readText(path: string): string {
  try {
    return readFileSync(path, 'utf8');
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? String(error.code) : '';
    const reason = unreadable[code] ?? (error instanceof Error ? error.message : code);
    throw new ArgosyError('FILE_UNREADABLE', `${path}: ${reason}`);
  }
}

/** Reads each table of actions; what is wrong in one is told with the line it stands in. */
function openActions(
  { actionFiles, config }: RunFile,
  base: string,
  mistakes: PlacedMistake[],
): readonly DatedAction[] {
  const { instruments, calendars = [] } = config;
  return actionFiles.flatMap((file, at) => {
    const place = `actionFiles[${at}]`;
    const text = textOf(resolve(base, file), place, mistakes);
    if (text === null) return [];
    const table = readActions(file, text, { units: { instruments, calendars } });
    mistakes.push(...table.mistakes.map((detail) => ({ place, detail })));
    return table.actions;
  });
}

function textOf(path: string, place: string, mistakes: PlacedMistake[]): string | null {
  try {
    return readText(path);
  } catch (error) {
    mistakes.push(mistakeAt(place, error));
    return null;
  }
}

/** What a source is opened with, and what is known to be wrong before. */
type Opening = {
  readonly base: string;
  readonly instruments: InstrumentTable;
  readonly config: RunFile['config'];
  readonly told: readonly PlacedMistake[];
};

/** Opens each file; one that cannot be opened is a mistake, and a source of nothing in its place. */
async function openSources(
  run: RunFile,
  base: string,
  mistakes: PlacedMistake[],
): Promise<readonly Source[]> {
  const instruments = new InstrumentTable(namedInstruments(run.config));
  const opening: Opening = { base, instruments, config: run.config, told: [...mistakes] };
  const sources: Source[] = [];
  for (const [at, source] of run.sources.entries()) {
    const place = `sources[${at}]`;
    const isFolder = 'history' in source;
    const { found, opened } = isFolder
      ? await openHistory(source, place, opening)
      : openSource(source, place, opening);
    mistakes.push(...found);
    sources.push(
      opened ?? arraySource(source.name ?? (isFolder ? source.history : source.file), []),
    );
  }
  return sources;
}

type OpenedSource = { readonly found: readonly PlacedMistake[]; readonly opened: Source | null };

/** The instruments of a run under each name they have had: files of then have the old one. */
function namedInstruments({ instruments, actions = [] }: RunFile['config']): readonly Instrument[] {
  const byName = new Map(instruments.map((one) => [one.id, one]));
  for (let count = -1; count < byName.size;) {
    count = byName.size;
    for (const action of actions) {
      const named = byName.get(action.instrument);
      if (action.type !== 'rename' || named === undefined || byName.has(action.was)) continue;
      byName.set(action.was, { ...named, id: action.was });
    }
  }
  return [...byName.values()];
}

function openSource(
  { file, name, spec, rounding, layout, days, offset }: TextFile,
  place: string,
  { base, instruments, config, told }: Opening,
): OpenedSource {
  if (isWrong(told, `${place}.file`)) return { found: [], opened: null };
  const { found, meaning } = meaningOf(layout, `${place}.layout`);
  try {
    const session = daySessionOf({ file, days }, meaning.layout, {
      ...config,
      instruments: instruments.all,
    });
    const source = csvSource({
      path: resolve(base, file),
      instruments,
      rounding,
      ...(spec === null ? {} : { barSpec: spec }),
      ...(session === undefined ? {} : { session }),
      ...(offset === null ? {} : { offset }),
      ...meaning,
    });
    return { found, opened: { ...source, name: name ?? file } };
  } catch (error) {
    const mistake = mistakeAt(place, error);
    // Where what it is read by is wrong, only the file itself can be told to be.
    const isClear = ['instruments', place].every((one) => !isWrong([...told, ...found], one));
    return { found: isClear || isUnreadable(error) ? [...found, mistake] : found, opened: null };
  }
}

/** Opens what a history has for the run; DuckDB is loaded only for that. */
async function openHistory(
  folder: HistoryFolder,
  place: string,
  { base, instruments, told }: Opening,
): Promise<OpenedSource> {
  const isWrongBefore = ['instruments', place].some((one) => isWrong(told, one));
  if (isWrongBefore) return { found: [], opened: null };
  try {
    return { found: [], opened: await historyOf(folder, base, instruments) };
  } catch (error) {
    return { found: [mistakeAt(`${place}.history`, error)], opened: null };
  }
}

/** What the columns of a file mean, where the run file says it. */
function meaningOf(
  layout: unknown,
  place: string,
): {
  readonly found: readonly PlacedMistake[];
  readonly meaning: { readonly layout?: CsvLayout };
} {
  if (layout === null) return { found: [], meaning: {} };
  const read = readAll(layout, readLayout);
  if (read.ok) return { found: [], meaning: { layout: read.value } };
  // What else may stand in a layout is for its kind to say.
  const ofKind = read.mistakes.filter((one) => one.place === 'kind');
  return { found: placedIn(place, ofKind.length > 0 ? ofKind : read.mistakes), meaning: {} };
}

function isUnreadable(error: unknown): boolean {
  return error instanceof ArgosyError && error.code === 'FILE_UNREADABLE';
}

function isWrong(mistakes: readonly PlacedMistake[], place: string): boolean {
  return mistakes.some((one) => one.place.startsWith(place));
}

function placedIn(place: string, mistakes: readonly PlacedMistake[]): readonly PlacedMistake[] {
  return mistakes.map((one) => {
    return { ...one, place: one.place === '' ? place : `${place}.${one.place}` };
  });
}

/** Loads each strategy; one that cannot be is a mistake, and one that does nothing in its place. */
async function openStrategies(
  strategies: readonly StrategyFile[],
  base: string,
  mistakes: PlacedMistake[],
): Promise<readonly StrategyConfig[]> {
  const opened: StrategyConfig[] = [];
  for (const [at, strategy] of strategies.entries()) {
    const { strategy: sample, module, export: name, parameters = {}, ...rest } = strategy;
    try {
      const type = await typeOf({ sample, module, name }, base);
      opened.push({ ...rest, strategy: type, parameters: readWritten(type, parameters) });
    } catch (error) {
      const place = `strategies[${at}]`;
      const key = module === null || sample !== null ? 'strategy' : 'module';
      const mistake = mistakeAt(`${place}.${key}`, error);
      const isTold = ['strategy', 'module'].some((one) => isWrong(mistakes, `${place}.${one}`));
      if (!isTold) mistakes.push(mistake);
      opened.push({ ...rest, strategy: Strategy });
    }
  }
  return opened;
}

type Named = {
  readonly sample: string | null;
  readonly module: string | null;
  readonly name: string | null;
};

async function typeOf({ sample, module, name }: Named, base: string): Promise<StrategyClass> {
  if (sample !== null && module !== null) {
    throw new ArgosyError('BAD_STRATEGY', `either strategy or module, found both`);
  }
  if (module !== null) return loadStrategy(resolve(base, module), name);
  const type = sampleStrategies.get(sample ?? '');
  if (type !== undefined) return type;
  const known = [...sampleStrategies.keys()].join(', ');
  const asked = sample === null ? 'needs strategy or module' : `no sample strategy ${sample}`;
  throw new ArgosyError('BAD_STRATEGY', `${asked}; ours are ${known}`);
}

/** A mistake of ours in what the file names; anything else is a bug and goes on. */
function mistakeAt(place: string, error: unknown): PlacedMistake {
  if (!(error instanceof ArgosyError)) throw error;
  return { place, detail: error.message };
}
