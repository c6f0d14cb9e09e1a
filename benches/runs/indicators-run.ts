/**
 * Indicators over columns beside TA-Lib's bare WebAssembly kernel, its inputs copied in before, and beside
 * packages of npm where they are installed; then one update after the other, of each indicator in turn, so
 * that nothing is built into its caller. `node indicators-run.ts [folder of the rivals' node_modules]`.
 */
import v8 from 'node:v8';
import { runInNewContext } from 'node:vm';

import { Talib } from '@argosy/testkit/talib';
import { assert } from 'argosy/core';
import {
  BarIndicator,
  indicators,
  PairIndicator,
  ValueIndicator,
  type AnyIndicator,
  type Column,
  type Columns,
  type Definition,
} from 'argosy/indicators';

import { seriesOf, type Series } from '../data/indicator-series.ts';
import { rivalsFrom, type Rival } from './indicator-rivals.ts';
import { compared, type Compared } from './indicators-list.ts';

/** Nanoseconds a row: TA-Lib's kernel, ours into lines that are there, ours into new ones. */
type Batch = {
  readonly name: string;
  readonly kernel: number;
  readonly ours: number;
  readonly fresh: number;
};
/**
 * An indicator's update, in nanoseconds: early, and behind a million inputs; the bytes that it leaves to the
 * collector on the way, mostly numbers that V8 hands from call to call, and those that nothing gives back.
 */
type Update = {
  readonly name: string;
  readonly early: number;
  readonly late: number;
  readonly madeBytes: number;
  readonly keptBytes: number;
};
/** What a run prints. */
export type IndicatorsReport = {
  readonly rows: number;
  readonly batch: readonly Batch[];
  /** How many times as long a package takes, by geometric mean over so many indicators. */
  readonly rivals: readonly {
    readonly name: string;
    readonly of: number;
    readonly times: number;
  }[];
  readonly updates: readonly Update[];
};

const ROWS = 100_000;
const RIVAL_ROWS = 10_000;
const ROUNDS = 25;
const RIVAL_ROUNDS = 5;
const INPUTS = 1_000_000;
const CHUNK = 10_000;
/** So few that the collector seldom comes in between, and so often that what V8 reserves ahead is no matter. */
const WEIGHED = 2_000;
const WEIGHINGS = 20;
const none = new Float64Array();

const [, , folder = ''] = process.argv;
const series = seriesOf(ROWS);
const byName = new Map(indicators.map((one) => [one.name, one]));
// Where there is a `fetch` the module would ask it for its file.
Reflect.deleteProperty(globalThis, 'fetch');
const talib = await Talib.load();
const batch = compared.map(besideTalib);
const short = seriesOf(RIVAL_ROWS);
const rivals = folder === '' ? [] : await rivalsFrom(folder, short);
v8.setFlagsFromString('--expose-gc');
const collect = runInNewContext('gc') as () => void;
const updates: Update[] = [];
for (const one of indicators) updates.push(timeUpdates(one));
const report: IndicatorsReport = {
  rows: ROWS,
  batch,
  rivals: rivals.map(besideRival),
  updates,
};
console.log(JSON.stringify(report));

function definitionOf(name: string): Definition {
  const found = byName.get(name);
  assert(found !== undefined, `there is no ${name}`);
  return found;
}

/** Where the series has no such column, as of a book or of trades, the prices of its bars stand for it. */
function columnOf(of: Series, input: Column): Float64Array {
  return columnsOf(of)[input] ?? of.close;
}

function columnsOf(of: Series): Columns {
  return {
    ...of,
    value: of.close,
    other: of.high,
    time: of.close.map((_, row) => row * 1_000_000),
  };
}

function besideTalib({ name, ta, options, inputs, outputs }: Compared): Batch {
  const definition = definitionOf(name);
  const lines = definition.over(columnsOf(series));
  const read = (inputs ?? definition.inputs).map((input) => columnOf(series, input));
  const kernel = talib.kernel(ta, {
    inputs: read,
    options,
    outputs: outputs ?? Object.keys(definition.lines).length,
  });
  const columns = columnsOf(series);
  const [theirs, ours, fresh] = inTurns(ROUNDS, [
    kernel,
    () => definition.over(columns, {}, lines),
    () => definition.over(columns),
  ]);
  return {
    name,
    kernel: perRow(theirs, ROWS),
    ours: perRow(ours, ROWS),
    fresh: perRow(fresh, ROWS),
  };
}

function besideRival({ name, runs }: Rival): IndicatorsReport['rivals'][number] {
  const columns = columnsOf(short);
  const logs = Object.entries(runs).map(([indicator, run]) => {
    const definition = definitionOf(indicator);
    const [theirs = NaN, ours = NaN] = inTurns(RIVAL_ROUNDS, [run, () => definition.over(columns)]);
    return Math.log(theirs / ours);
  });
  const times = Math.exp(logs.reduce((one, other) => one + other, 0) / logs.length);
  return { name, of: logs.length, times: Math.round(times * 10) / 10 };
}

/** The least time of each, in milliseconds; they go in turns, so that what else runs meets all of them. */
function inTurns(rounds: number, runs: readonly (() => unknown)[]): readonly number[] {
  const least = runs.map(() => Infinity);
  for (let round = 0; round < rounds; round += 1) {
    for (const [place, run] of runs.entries()) {
      const start = performance.now();
      run();
      least[place] = Math.min(least[place] ?? Infinity, performance.now() - start);
    }
  }
  return least;
}

function perRow(milliseconds = NaN, rows: number): number {
  return Math.round((milliseconds * 1e8) / rows) / 100;
}

/** The least time of a chunk early on, and of one behind all other inputs. */
function timeUpdates(definition: Definition): Update {
  const made = definition.create();
  const inputs = definition.inputs.map((input) => columnOf(series, input));
  const chunks = INPUTS / CHUNK;
  const times = new Float64Array(chunks);
  feed(made, inputs, { from: 0, count: CHUNK });
  const before = heapNow();
  for (let chunk = 0; chunk < chunks; chunk += 1) {
    const start = performance.now();
    feed(made, inputs, { from: (chunk * CHUNK) % ROWS, count: CHUNK });
    times[chunk] = performance.now() - start;
  }
  const after = heapNow();
  const madeBytes = weigh(() => feed(made, inputs, { from: 0, count: WEIGHED }));
  const fifth = Math.floor(chunks / 5);
  const [early, late] = [times.slice(fifth, 2 * fifth), times.slice(-fifth)];
  return {
    name: definition.name,
    early: perRow(Math.min(...early), CHUNK),
    late: perRow(Math.min(...late), CHUNK),
    madeBytes: madeBytes / WEIGHED,
    keptBytes: (after - before) / INPUTS,
  };
}

function feed(
  made: AnyIndicator,
  inputs: readonly Float64Array[],
  { from, count }: { readonly from: number; readonly count: number },
): void {
  const [a = none, b = none, c = none, d = none] = inputs;
  const end = from + count;
  if (made instanceof ValueIndicator) {
    for (let row = from; row < end; row += 1) made.update(at(a, row));
  } else if (made instanceof PairIndicator) {
    for (let row = from; row < end; row += 1) made.update(at(a, row), at(b, row));
  } else if (made instanceof BarIndicator) {
    for (let row = from; row < end; row += 1) made.update(at(a, row), at(b, row), at(c, row));
  } else {
    for (let row = from; row < end; row += 1) {
      made.update(at(a, row), at(b, row), at(c, row), at(d, row));
    }
  }
}

function at(column: Float64Array, row: number): number {
  return column[row] ?? NaN;
}

/** The bytes that a call leaves to the collector; those in which it came are passed over. */
function weigh(call: () => void): number {
  let bytes = 0;
  let weighings = 0;
  let before = process.memoryUsage().heapUsed;
  for (let count = 0; count < WEIGHINGS; count += 1) {
    call();
    const now = process.memoryUsage().heapUsed;
    if (now >= before) {
      bytes += now - before;
      weighings += 1;
    }
    before = now;
  }
  return weighings === 0 ? NaN : bytes / weighings;
}

/** What is on the heap once all that nobody holds is gone. */
function heapNow(): number {
  collect();
  return process.memoryUsage().heapUsed;
}
