import { readFileSync } from 'node:fs';
import { dirname, resolve } from 'node:path';

import { parseYaml } from '@argosy/catalog/yaml';
import { filesOfModule, loadModule } from '@argosy/fleet';
import { readAll, type BacktestConfig, type Source } from 'argosy/backtest';
import { ArgosyError } from 'argosy/core';
import type { Bar, Instrument } from 'argosy/domain';
import {
  toBarColumns,
  type BarColumns,
  type SearchSpace,
  type SearchValues,
  type SignalStrategy,
  type SweepOptions,
} from 'argosy/vector';

import { originOf } from '../origin.ts';
import { openRun, RunFileError } from '../run/open-run.ts';
import { readSweepFile, searchOf, type SweepFile } from './read-sweep.ts';

/** A sweep file with its data, ready to be run. */
export type OpenedSweep = {
  readonly file: SweepFile;
  readonly options: SweepOptions<SearchSpace>;
  /** Which combinations are tried; all unless its module says otherwise. */
  readonly isFine: ((values: SearchValues) => boolean) | undefined;
  /** What the backtest of a trial takes from the run file besides. */
  readonly surroundings: Pick<BacktestConfig, 'calendars' | 'statistics' | 'origin'>;
  /** The files it is made of, its own first, with all its signals import; its data are left out. */
  readonly files: readonly string[];
};

/** How many bars a sweep may have. */
const BARS_MAX = 5_000_000;

/**
 * Opens a sweep file: what it searches, the run file whose data, money and charges it takes, and the module
 * of its signals. Where its bars are given they are not read again.
 */
export async function openSweep(path: string, given?: BarColumns): Promise<OpenedSweep> {
  const file = readFile(path);
  const base = dirname(path);
  const run = await openRun(resolve(base, file.run), originOf());
  const { accounts, venue = {}, ledgerScales } = run.config;
  const bars = given ?? readBars(path, run.config);
  const [funds] = accounts[0]?.balances ?? [];
  if (funds === undefined) throw sweepError(path, `${file.run} has no account with a balance`);
  const { signals, isFine } = await loadSignals(resolve(base, file.signals));
  const rules = {
    ...file.rules,
    funds,
    ...(venue.fees === undefined ? {} : { fees: venue.fees }),
    ...(venue.slippage === undefined ? {} : { slippage: venue.slippage }),
    ...(ledgerScales === undefined ? {} : { ledgerScales }),
  };
  const search = searchOf(file, isFine);
  const modules = filesOfModule(resolve(base, file.signals));
  const files = [path, resolve(base, file.run), ...modules];
  const { calendars, statistics, origin } = run.config;
  const surroundings = {
    ...(calendars === undefined ? {} : { calendars }),
    ...(statistics === undefined ? {} : { statistics }),
    ...(origin === undefined ? {} : { origin }),
  };
  const options = { bars, rules, strategy: signals, search };
  return { file, options, isFine, surroundings, files };
}

function readFile(path: string): SweepFile {
  let text: string;
  try {
    text = readFileSync(path, 'utf8');
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    throw new ArgosyError('FILE_UNREADABLE', `${path}: ${reason}`);
  }
  const document = parseYaml(text, path);
  const read = readAll(document.value, readSweepFile);
  if (read.ok) return read.value;
  const lines = read.mistakes.map(({ place, detail }) => {
    return `  ${path}:${document.lineOf(place)}: ${place === '' ? '' : `${place}: `}${detail}`;
  });
  throw new RunFileError(path, lines);
}

/** The bars of the one instrument that a run file has bars of. */
function readBars(path: string, config: BacktestConfig): BarColumns {
  const rows = config.sources.flatMap((source) => barsOf(path, source));
  const [first] = rows;
  const instrument = config.instruments.find(({ id }) => id === first?.instrument);
  if (instrument === undefined) throw sweepError(path, 'its run file brings no bars');
  checkAlone(path, instrument, rows);
  return toBarColumns(instrument, within(rows, config));
}

function barsOf(path: string, source: Source): readonly Bar[] {
  const reader = source.open();
  const bars: Bar[] = [];
  try {
    for (let batch = reader.next(); batch !== null; batch = reader.next()) {
      bars.push(...batch.filter((row) => row.kind === 'bar'));
      if (bars.length <= BARS_MAX) continue;
      throw sweepError(path, `${source.name} has more than ${BARS_MAX} bars`);
    }
  } finally {
    reader.close();
  }
  return bars;
}

function checkAlone(path: string, { id }: Instrument, rows: readonly Bar[]): void {
  const other = rows.find(({ instrument }) => instrument !== id);
  if (other === undefined) return;
  throw sweepError(
    path,
    `a sweep is of one instrument, its run file brings ${id} and ${other.instrument}`,
  );
}

function within(rows: readonly Bar[], { from, until }: BacktestConfig): readonly Bar[] {
  return rows.filter(({ availableAt }) => {
    return (
      (from === undefined || availableAt >= from) && (until === undefined || availableAt <= until)
    );
  });
}

type SignalModule = {
  readonly signals: SignalStrategy;
  readonly isFine?: (values: SearchValues) => boolean;
};

async function loadSignals(path: string): Promise<SignalModule> {
  let loaded: unknown;
  try {
    loaded = await loadModule(path);
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    throw new ArgosyError('BAD_SIGNALS', `${path}: ${reason}`);
  }
  if (isSignalModule(loaded)) return loaded;
  const expected = 'expected an export signals, with a name and a function signals';
  throw new ArgosyError('BAD_SIGNALS', `${path}: ${expected}`);
}

function isSignalModule(loaded: unknown): loaded is SignalModule {
  if (typeof loaded !== 'object' || loaded === null || !('signals' in loaded)) return false;
  const { signals } = loaded;
  if (typeof signals !== 'object' || signals === null || !('signals' in signals)) return false;
  const isFine = 'isFine' in loaded ? loaded.isFine : undefined;
  return (
    typeof signals.signals === 'function' && (isFine === undefined || typeof isFine === 'function')
  );
}

function sweepError(path: string, detail: string): ArgosyError {
  return new ArgosyError('BAD_SWEEP', `${path}: ${detail}`);
}
