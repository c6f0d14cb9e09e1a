import fc from 'fast-check';
import { describe, expect, test } from 'vitest';

import { BarIndicator, PairIndicator, ValueIndicator } from './base/by-inputs.ts';
import type { Definition } from './base/definition.ts';
import type { AnyIndicator, Column, Columns, Parameter } from './base/particulars.ts';
import { indicators } from './indicators.ts';

/** A row of inputs, in the order an indicator takes them. */
type Row = readonly number[];

/** Prices that walk, jump, stand still or are huge; the range of a bar is never below its ends. */
const moves = fc.oneof(
  { weight: 8, arbitrary: fc.integer({ min: -300, max: 300 }) },
  { weight: 2, arbitrary: fc.constant(0) },
  { weight: 1, arbitrary: fc.constantFrom(-1e6, 1e6, 1e12) },
);
const bar = fc.record({ move: moves, up: fc.nat(200), down: fc.nat(200), volume: fc.nat(5_000) });
const bars = fc.array(bar, { minLength: 1, maxLength: 120, size: 'max' });

/** The columns of a walk, each number a multiple of 1/8: exact in a file. */
function columnsOf(walk: readonly { move: number; up: number; down: number; volume: number }[]): {
  readonly [Name in Column]: Float64Array;
} {
  let close = 80_000;
  let time = 8 * 1_700_000_000_000_000;
  const rows = walk.map(({ move, up, down, volume }) => {
    const open = close;
    close = Math.max(8, open + move);
    const [high, low] = [Math.max(open, close) + up, Math.min(open, close) - down];
    // A minute or so on, in eighths of a microsecond.
    time += 8 * 60_000_000 * (1 + (up % 3));
    const sizes = { bidSize: (volume * 3) % 701, askSize: (volume * 7) % 501, size: volume % 901 };
    return { open, high, low: Math.max(1, low), close, volume, up, down, time, ...sizes };
  });
  const column = (of: (row: (typeof rows)[number]) => number): Float64Array =>
    Float64Array.from(rows, (row) => of(row) / 8);
  const value = column((row) => row.close);
  return {
    value,
    other: column((row) => row.high),
    open: column((row) => row.open),
    high: column((row) => row.high),
    low: column((row) => row.low),
    close: value,
    volume: column((row) => row.volume),
    time: column((row) => row.time),
    bid: column((row) => row.close - row.down),
    ask: column((row) => row.close + row.up),
    bidSize: column((row) => row.bidSize),
    askSize: column((row) => row.askSize),
    bidEnd: column((row) => row.low - row.down),
    askEnd: column((row) => row.high + row.up),
    bidDepth: column((row) => row.bidSize + row.volume),
    askDepth: column((row) => row.askSize + row.volume),
    price: column((row) => (row.volume % 2 === 0 ? row.close - row.down : row.close + row.up)),
    size: column((row) => row.size),
  };
}

/** Values of the parameters: short periods, so that a short walk reaches every state. */
function valuesOf({ parameters }: Definition): fc.Arbitrary<Record<string, number | string>> {
  const arbitraries = Object.entries(parameters).map(
    ([name, one]) => [name, valueOf(one)] as const,
  );
  return fc.record(Object.fromEntries(arbitraries));
}

function valueOf(parameter: Parameter): fc.Arbitrary<number | string> {
  if (parameter.kind === 'choice') return fc.constantFrom(...parameter.of);
  const { min, max } = parameter;
  if (parameter.kind === 'whole') return fc.integer({ min, max: Math.min(max, min + 15) });
  return fc
    .integer({ min: 0, max: 8 })
    .map((part) => min + (Math.min(max, min + 8) - min) * (part / 8));
}

function rowsOf({ inputs }: Definition, columns: Columns): readonly Row[] {
  const own = inputs.map((input) => columns[input] ?? new Float64Array());
  return Array.from(own[0] ?? [], (_, row) => own.map((column) => column[row] ?? NaN));
}

function feed(made: AnyIndicator, row: Row): number {
  return call(made, row, 'update');
}

function call(made: AnyIndicator, row: Row, what: 'update' | 'peek'): number {
  const [a = NaN, b = NaN, c = NaN, d = NaN] = row;
  if (made instanceof ValueIndicator) return made[what](a);
  if (made instanceof PairIndicator) return made[what](a, b);
  if (made instanceof BarIndicator) return made[what](a, b, c);
  return made[what](a, b, c, d);
}

/** All lines of an indicator as they stand. */
function linesOf(definition: Definition, made: AnyIndicator): readonly number[] {
  return [made.value, ...(definition.read?.(made) ?? [])];
}

describe.each(indicators.map((definition) => [definition.name, definition] as const))(
  '%s',
  (_, definition) => {
    const lines = Object.keys(definition.lines);
    const cases = fc.tuple(bars.map(columnsOf), valuesOf(definition));
    const { numRuns } = { numRuns: 40 };

    test('gives over columns what it gives one by one, bit for bit', () => {
      fc.assert(
        fc.property(cases, ([columns, values]) => {
          const made = definition.create(values);
          const streamed = rowsOf(definition, columns).map((row) => {
            expect(feed(made, row)).toBe(made.value);
            return linesOf(definition, made);
          });
          const over = definition.over(columns, values);
          const batch = streamed.map((__, row) => lines.map((line) => over[line]?.[row]));
          expect(batch).toEqual(streamed);
        }),
        { numRuns },
      );
    });

    test('peeks at what the update then gives, and is not changed by it', () => {
      fc.assert(
        fc.property(cases, ([columns, values]) => {
          const [made, untouched] = [definition.create(values), definition.create(values)];
          const rows = rowsOf(definition, columns);
          for (const [place, row] of rows.entries()) {
            call(made, rows[rows.length - 1 - place] ?? row, 'peek');
            const peeked = call(made, row, 'peek');
            expect(feed(made, row)).toBe(peeked);
            feed(untouched, row);
            expect(linesOf(definition, made)).toEqual(linesOf(definition, untouched));
          }
        }),
        { numRuns },
      );
    });

    test('forks, and goes on from a file, into one that goes on alike', () => {
      fc.assert(
        fc.property(cases, fc.nat(120), ([columns, values], cut) => {
          const made = definition.create(values);
          const rows = rowsOf(definition, columns);
          for (const row of rows.slice(0, cut)) feed(made, row);
          const fork = made.fork();
          const read = definition.create(values);
          read.importState(JSON.parse(JSON.stringify(made.exportState())));
          for (const row of rows.slice(cut)) {
            const value = feed(made, row);
            expect([feed(fork, row), feed(read, row)]).toEqual([value, value]);
            expect(linesOf(definition, fork)).toEqual(linesOf(definition, made));
          }
          expect(read.isReady).toBe(made.isReady);
        }),
        { numRuns },
      );
    });

    test('has its value when it is ready, and not before its first input', () => {
      const columns = columnsOf(
        Array.from({ length: 400 }, (__, at) => ({
          move: ((at * 37) % 91) - 45,
          up: at % 7,
          down: at % 5,
          volume: 100 + at,
        })),
      );
      const made = definition.create();
      expect([made.value, made.isReady]).toEqual([NaN, false]);
      for (const [place, row] of rowsOf(definition, columns).entries()) {
        feed(made, row);
        expect(made.isReady).toBe(place + 1 >= made.warmUp);
        if (made.isReady) for (const line of linesOf(definition, made)) expect(line).not.toBeNaN();
      }
      expect(made.isReady).toBe(true);
    });

    test('stays finite where nothing moves', () => {
      const columns = columnsOf(
        Array.from({ length: 400 }, () => ({ move: 0, up: 0, down: 0, volume: 0 })),
      );
      const over = definition.over(columns);
      for (const line of lines) expect(over[line]?.at(-1)).toSatisfy(Number.isFinite);
    });

    test('passes over what is missing at the beginning of its columns, and refuses it later', () => {
      const columns = columnsOf(
        Array.from({ length: 90 }, (__, at) => ({
          move: (at % 9) - 4,
          up: 3,
          down: 2,
          volume: 10,
        })),
      );
      const late = Object.fromEntries(
        Object.entries(columns).map(([name, column]) => [
          name,
          Float64Array.of(NaN, NaN, ...column),
        ]),
      );
      const [whole, shifted] = [definition.over(columns), definition.over(late)];
      for (const line of lines) expect(shifted[line]?.slice(2)).toEqual(whole[line]);
      const broken = { ...columns, [definition.inputs[0] ?? 'value']: columns.high.with(50, NaN) };
      expect(() => definition.over(broken)).toThrow('row 50 is NaN');
    });

    test.each([NaN, Infinity, -Infinity])('refuses the input %d, unchanged', (bad) => {
      const made = definition.create();
      const row = definition.inputs.map(() => 5);
      feed(made, row);
      const before = made.exportState();
      expect(() => feed(made, row.with(-1, bad))).toThrow('finite number');
      expect(() => call(made, row.with(-1, bad), 'peek')).toThrow('finite number');
      expect(made.exportState()).toEqual(before);
    });

    test('refuses a state that is none of its own, unchanged', () => {
      const made = definition.create();
      for (let at = 0; at < 9; at += 1)
        feed(
          made,
          definition.inputs.map(() => 5 + at),
        );
      const state = made.exportState();
      const bad = [
        null,
        {},
        'x',
        [],
        state.slice(0, -1),
        [...state, 7],
        state.with(-1, 'x'),
        ['Other', ...state.slice(1)],
      ];
      for (const one of bad) expect(() => made.importState(one)).toThrow('a state must be');
      expect(made.exportState()).toEqual(state);
    });

    test('refuses a parameter that it does not have, or out of its range', () => {
      expect(() => definition.create({ nonsense: 1 })).toThrow(`${definition.name}.nonsense`);
      for (const [name, parameter] of Object.entries(definition.parameters)) {
        const beyond = parameter.kind === 'choice' ? 'nonsense' : parameter.max + 1;
        expect(() => definition.create({ [name]: beyond })).toThrow(`${definition.name}.${name}`);
        expect(() => definition.create({ [name]: NaN })).toThrow(`${definition.name}.${name}`);
      }
    });
  },
);

test('each has a name of its own', () => {
  const names = indicators.map(({ name }) => name);
  expect(new Set(names).size).toBe(names.length);
});
