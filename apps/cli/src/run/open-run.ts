import { readFileSync } from 'node:fs';
import { dirname, resolve } from 'node:path';

import { csvSource } from '@argosy/catalog';
import {
  checkConfig,
  readAll,
  readRunFile,
  type BacktestConfig,
  type PlacedMistake,
  type RunFile,
  type Source,
  type SourceFile,
  type StrategyConfig,
  type StrategyFile,
} from 'argosy/backtest';
import { ArgosyError } from 'argosy/core';
import { InstrumentTable } from 'argosy/domain';
import type { StrategyClass } from 'argosy/engine';

import { loadStrategy, sampleStrategies } from './load-strategy.ts';
import { readLayout } from './read-layout.ts';
import { parseYaml } from './yaml-document.ts';

/** A run file with its data and strategies, ready to be run. */
export type OpenedRun = {
  readonly title: string;
  readonly config: BacktestConfig;
  readonly scales: RunFile['scales'];
};

/** Everything that is wrong in a run file, a line for each. */
export class RunFileError extends Error {
  readonly mistakes: readonly string[];

  constructor(file: string, mistakes: readonly string[]) {
    super(`${file} has ${mistakes.length} mistakes:\n${mistakes.join('\n')}`);
    this.name = 'RunFileError';
    this.mistakes = mistakes;
  }
}

/** Reads a run file, opens its data and loads its strategies; all mistakes are told at once. */
export async function openRun(
  path: string,
  origin: NonNullable<BacktestConfig['origin']>,
): Promise<OpenedRun> {
  const document = parseYaml(readFileSync(path, 'utf8'), path);
  const told = (mistakes: readonly PlacedMistake[]): RunFileError => {
    const lines = mistakes.map(({ place, detail }) => {
      return `  ${path}:${document.lineOf(place)}: ${place === '' ? '' : `${place}: `}${detail}`;
    });
    return new RunFileError(path, lines);
  };
  const read = readRunFile(document.value);
  if (!read.ok) throw told(read.mistakes);
  const mistakes: PlacedMistake[] = [];
  const sources = openSources(read.value, path, mistakes);
  const strategies = await openStrategies(read.value.strategies, path, mistakes);
  if (mistakes.length > 0) throw told(mistakes);
  const { title, scales } = read.value;
  const config = { ...read.value.config, sources, strategies, origin };
  mistakes.push(...checkConfig(config));
  if (mistakes.length > 0) throw told(mistakes);
  return { title, scales, config };
}

function openSources(run: RunFile, path: string, mistakes: PlacedMistake[]): readonly Source[] {
  const instruments = new InstrumentTable([
    ...new Map(run.config.instruments.map((one) => [one.id, one])).values(),
  ]);
  return run.sources.flatMap((source, at) => {
    const place = `sources[${at}]`;
    return attempt(place, mistakes, () => openSource(source, { path, instruments }, place)) ?? [];
  });
}

function openSource(
  { file, name, spec, rounding, layout }: SourceFile,
  { path, instruments }: { readonly path: string; readonly instruments: InstrumentTable },
  place: string,
): Source {
  const meaning = layout === null ? null : readAll(layout, readLayout);
  if (meaning !== null && !meaning.ok) {
    const [first] = meaning.mistakes;
    throw new ArgosyError('BAD_LAYOUT', first?.detail ?? 'the layout', {
      place: `${place}.layout.${first?.place ?? ''}`,
    });
  }
  const source = csvSource({
    path: resolve(dirname(path), file),
    instruments,
    rounding,
    ...(spec === null ? {} : { barSpec: spec }),
    ...(meaning === null ? {} : { layout: meaning.value }),
  });
  return { ...source, name: name ?? file };
}

async function openStrategies(
  strategies: readonly StrategyFile[],
  path: string,
  mistakes: PlacedMistake[],
): Promise<readonly StrategyConfig[]> {
  const opened: StrategyConfig[] = [];
  for (const [at, strategy] of strategies.entries()) {
    const { strategy: sample, module, export: name, parameters = {}, ...rest } = strategy;
    try {
      const type = await typeOf({ sample, module, name }, path);
      opened.push({ ...rest, strategy: type, parameters: coerce(type, parameters) });
    } catch (error) {
      note(`strategies[${at}]`, mistakes, error);
    }
  }
  return opened;
}

type Named = {
  readonly sample: string | null;
  readonly module: string | null;
  readonly name: string | null;
};

async function typeOf({ sample, module, name }: Named, path: string): Promise<StrategyClass> {
  if (module !== null) return loadStrategy(resolve(dirname(path), module), name);
  const type = sampleStrategies.get(sample ?? '');
  if (type !== undefined) return type;
  const known = [...sampleStrategies.keys()].join(', ');
  const asked = sample === null ? 'needs strategy or module' : `no sample strategy ${sample}`;
  throw new ArgosyError('BAD_STRATEGY', `${asked}; ours are ${known}`);
}

/** Numbers come as they are written; what a strategy counts with becomes a number. */
function coerce(
  { parameters }: StrategyClass,
  given: Readonly<Record<string, unknown>>,
): Readonly<Record<string, unknown>> {
  return Object.fromEntries(
    Object.entries(given).map(([name, value]) => {
      const kind = parameters[name]?.kind;
      const counts = kind === 'integer' || kind === 'number';
      const isWritten = typeof value === 'string' && /^[-+]?[\d.]+(e[-+]?\d+)?$/i.test(value);
      return [name, counts && isWritten ? Number(value) : value];
    }),
  );
}

function attempt<Value>(place: string, mistakes: PlacedMistake[], work: () => Value): Value | null {
  try {
    return work();
  } catch (error) {
    note(place, mistakes, error);
    return null;
  }
}

/** A mistake of ours in what the file names; anything else is a bug and goes on. */
function note(place: string, mistakes: PlacedMistake[], error: unknown): void {
  if (!(error instanceof ArgosyError)) throw error;
  const { place: inner } = error.details;
  mistakes.push({ place: typeof inner === 'string' ? inner : place, detail: error.message });
}
