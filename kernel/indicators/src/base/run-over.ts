import { ArgosyError } from 'argosy/core';

import { indicatorErrors } from '../errors.ts';
import { BarIndicator, PairIndicator, ValueIndicator } from './by-inputs.ts';
import type { AnyIndicator, Column, Columns, Particulars, Parameters } from './particulars.ts';

const none = new Float64Array();

/** The lines of a new indicator over columns, from the first row of which no input is NaN. */
export function runOver<Of extends Parameters, Made extends AnyIndicator, Line extends string>(
  said: Particulars<Of, Made, Line>,
  made: Made,
  columns: Columns | Float64Array,
): Readonly<Record<Line, Float64Array>> {
  const inputs = inputsOf(said, columns);
  const [{ length } = none] = inputs;
  const names = Object.keys(said.lines) as Line[];
  const lines = names.map(() => new Float64Array(length).fill(NaN));
  const step = stepper(made, inputs);
  const [first = none, ...others] = lines;
  for (let row = firstRow(said.name, inputs); row < length; row += 1) {
    first[row] = step(row);
    if (others.length === 0) continue;
    const values = said.read?.(made) ?? [];
    for (const [place, line] of others.entries()) line[row] = values[place] ?? NaN;
  }
  return Object.fromEntries(names.map((name, place) => [name, lines[place] ?? none])) as Record<
    Line,
    Float64Array
  >;
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

/** The first row with a number in each column; behind it all must be finite. */
function firstRow(name: string, inputs: readonly Float64Array[]): number {
  const firsts = inputs.map((column) => column.findIndex((value) => !Number.isNaN(value)));
  const [{ length } = none] = inputs;
  const first = firsts.includes(-1) ? length : Math.max(0, ...firsts);
  for (const column of inputs) {
    for (let row = first; row < length; row += 1) {
      if (!Number.isFinite(column[row])) throw badColumn(name, `row ${row} is ${column[row]}`);
    }
  }
  return first;
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
