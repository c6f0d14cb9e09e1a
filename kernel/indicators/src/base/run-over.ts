import { ArgosyError } from 'argosy/core';

import { indicatorErrors } from '../errors.ts';
import { BarIndicator, PairIndicator, ValueIndicator } from './by-inputs.ts';
import type {
  AnyIndicator,
  Column,
  Columns,
  InputColumns,
  Parameters,
  Particulars,
} from './particulars.ts';

const none = new Float64Array();

/** The lines of a new indicator over columns, from the first row of which no input is NaN. */
export function runOver<Of extends Parameters, Made extends AnyIndicator, Line extends string>(
  said: Particulars<Of, Made, Line>,
  made: Made,
  columns: Columns | Float64Array,
  into?: Readonly<Record<Line, Float64Array>>,
): Readonly<Record<Line, Float64Array>> {
  const inputs = inputsOf(said, columns);
  const [{ length } = none] = inputs;
  const names = Object.keys(said.lines) as Line[];
  const lines = into ?? linesOf(names, length);
  if (into !== undefined) checkInto(said.name, names, into, inputs);
  const from = firstRow(inputs);
  for (const name of names) lines[name].fill(NaN, 0, from);
  const sum = said.loop?.(made, inputs as InputColumns<Made>, lines, from);
  if (sum === undefined || !Number.isFinite(sum)) checkFrom(from, said.name, inputs);
  if (said.loop === undefined) stepThrough(said, made, inputs, { lines, from });
  return lines;
}

function linesOf<Line extends string>(
  names: readonly Line[],
  length: number,
): Readonly<Record<Line, Float64Array>> {
  const lines = names.map((name) => [name, new Float64Array(length)]);
  return Object.fromEntries(lines) as Record<Line, Float64Array>;
}

/** Refuses lines of another length, and any that lies where an input does, which is read yet. */
function checkInto<Line extends string>(
  name: string,
  names: readonly Line[],
  into: Readonly<Record<Line, Float64Array | undefined>>,
  inputs: readonly Float64Array[],
): void {
  const [{ length } = none] = inputs;
  for (const key of names) {
    const line = into[key];
    if (line === undefined) throw badColumn(name, `${key} to be filled is missing`);
    if (line.length !== length) {
      throw badColumn(name, `${key} to be filled has ${line.length} rows, its inputs ${length}`);
    }
    if (inputs.some((column) => overlaps(column, line))) {
      throw badColumn(name, `${key} to be filled is one of its inputs`);
    }
  }
}

function overlaps(one: Float64Array, other: Float64Array): boolean {
  if (one.buffer !== other.buffer) return false;
  const apart = Math.abs(one.byteOffset - other.byteOffset);
  return one.length > 0 && apart < one.byteLength;
}

/** One loop for all that have none of their own. */
function stepThrough(
  said: Particulars<Parameters, AnyIndicator, string>,
  made: AnyIndicator,
  inputs: readonly Float64Array[],
  { lines, from }: { lines: Readonly<Record<string, Float64Array>>; from: number },
): void {
  const step = stepper(made, inputs);
  const [first = none, ...others] = Object.values(lines);
  for (let row = from; row < first.length; row += 1) {
    first[row] = step(row);
    if (others.length === 0) continue;
    const values = said.read?.(made) ?? [];
    for (const [place, line] of others.entries()) line[row] = values[place] ?? NaN;
  }
}

/** The columns in the order an indicator takes them, all of one length. */
function inputsOf(
  { name, inputs }: { readonly name: string; readonly inputs: readonly Column[] },
  columns: Columns | Float64Array,
): readonly Float64Array[] {
  const given: Columns = columns instanceof Float64Array ? { value: columns } : columns;
  const found = inputs.map((input) => {
    const column = given[input] ?? (input === 'value' ? given.close : undefined);
    if (column === undefined) throw badColumn(name, `${input} is missing`);
    return column;
  });
  const [{ length } = none] = found;
  if (found.some((column) => column.length !== length)) {
    const lengths = found.map((column, place) => `${inputs[place]} ${column.length}`);
    throw badColumn(name, `they differ in length: ${lengths.join(', ')}`);
  }
  return found;
}

/** The first row with a number in each column. */
function firstRow(inputs: readonly Float64Array[]): number {
  const [{ length } = none] = inputs;
  let first = 0;
  while (first < length && inputs.some((column) => Number.isNaN(column[first]))) first += 1;
  return first;
}

/** Refuses columns that are not finite from a row on. */
function checkFrom(first: number, name: string, inputs: readonly Float64Array[]): void {
  for (const column of inputs) {
    if (Number.isFinite(sumFrom(column, first))) continue;
    // Something is not finite, or numbers so huge that their sum is not.
    const row = column.findIndex((value, at) => at >= first && !Number.isFinite(value));
    if (row >= 0) throw badColumn(name, `row ${row} is ${column[row]}`);
  }
}

/**
 * Not finite where one of the numbers is not. Quicker than a look at each; one loop of this shape is what
 * V8 makes quickest, so the last three, which it may leave, are added whether they were in it or not.
 */
function sumFrom(column: Float64Array, first: number): number {
  let sum = (column.at(-1) ?? 0) + (column.at(-2) ?? 0) + (column.at(-3) ?? 0);
  for (let row = first; row < column.length - 3; row += 4) {
    const two = (column[row] ?? NaN) + (column[row + 1] ?? NaN);
    sum += two + ((column[row + 2] ?? NaN) + (column[row + 3] ?? NaN));
  }
  return sum;
}

function stepper(made: AnyIndicator, inputs: readonly Float64Array[]): (row: number) => number {
  const [a = none, b = none, c = none, d = none] = inputs;
  const at = (column: Float64Array, row: number): number => column[row] ?? NaN;
  if (made instanceof ValueIndicator) return (row) => made.step(at(a, row));
  if (made instanceof PairIndicator) return (row) => made.step(at(a, row), at(b, row));
  if (made instanceof BarIndicator) return (row) => made.step(at(a, row), at(b, row), at(c, row));
  return (row) => made.step(at(a, row), at(b, row), at(c, row), at(d, row));
}

function badColumn(name: string, detail: string): Error {
  return new ArgosyError('BAD_COLUMN', `${indicatorErrors.BAD_COLUMN}: ${name}: ${detail}`, {
    name,
  });
}
