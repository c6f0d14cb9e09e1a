import type { Column, Definition } from 'argosy/indicators';
import { beforeAll, describe, expect, test, vi } from 'vitest';

import { Talib } from '../talib/talib.ts';
import { indicatorWalk } from './indicator-walk.ts';

/** A column that TA-Lib reads. */
export type TalibInput = 'open' | 'high' | 'low' | 'close' | 'volume';
/** A function of TA-Lib that gives what an indicator gives. */
export type TalibRow = {
  readonly ta: string;
  readonly options: readonly number[];
  /** Its inputs where they are not those of the indicator, in that order. */
  readonly inputs?: readonly TalibInput[];
  /** Which of the indicator's lines its outputs are, where they are not all of them, in that order. */
  readonly outputs?: readonly string[];
  /** Our parameters where ours stand otherwise than TA-Lib's. */
  readonly values?: Readonly<Record<string, number | string>>;
};
/** A group of indicators: what of TA-Lib each is compared with, and which of them it does not have. */
export type TalibComparison = {
  readonly group: readonly Definition[];
  readonly rows: Readonly<Record<string, TalibRow | readonly TalibRow[]>>;
  readonly without: readonly string[];
  /** The bars they are compared over, where any bars will not do. */
  readonly walk?: TalibWalk;
};

/** Bars that TA-Lib reads. */
export type TalibWalk = Readonly<Record<TalibInput, Float64Array>>;

/** Each member gives what TA-Lib gives, from the row on from which TA-Lib gives it. */
export function describeTalib({
  group,
  rows,
  without,
  walk = indicatorWalk(),
}: TalibComparison): void {
  describe('as TA-Lib', () => {
    let talib: Talib;
    beforeAll(async () => {
      // Where there is a `fetch` it would be asked for the file.
      vi.stubGlobal('fetch', undefined);
      talib = await Talib.load();
      vi.unstubAllGlobals();
    });

    const cases = Object.entries(rows).flatMap(([name, of]) =>
      [of].flat().map((row: TalibRow) => [name, row.ta, row] as const),
    );
    test.each(cases)('%s gives what %s gives, from where it gives it', (name, _, row) => {
      const definition = group.find((one) => one.name === name);
      if (definition === undefined) throw new Error(`the group has no ${name}`);
      const ours = definition.over(walk, row.values);
      const { inputs = definition.inputs, outputs = Object.keys(definition.lines), options } = row;
      const read = inputs.map((input) => columnOf(walk, input));
      const theirs = talib.call(row.ta, { inputs: read, options, outputs: outputs.length });
      for (const [place, output] of outputs.entries()) {
        compare({ output, ours: ours[output], theirs: theirs[place], alone: theirs.length === 1 });
      }
    });

    test('each is compared, or said to be none of TA-Lib’s', () => {
      const names = group.map(({ name }) => name).sort();
      expect([...Object.keys(rows), ...without].sort()).toEqual(names);
    });
  });
}

function columnOf(columns: TalibWalk, input: Column): Float64Array {
  const name = input === 'value' ? 'close' : input;
  if (!isTalibInput(name)) throw new Error('say which inputs TA-Lib reads');
  return columns[name];
}

function isTalibInput(name: Column): name is TalibInput {
  return ['open', 'high', 'low', 'close', 'volume'].includes(name);
}

type Lines = {
  readonly output: string;
  readonly ours: Float64Array | undefined;
  readonly theirs: Float64Array | undefined;
  readonly alone: boolean;
};

function compare({ output, ours = new Float64Array(), theirs = ours, alone }: Lines): void {
  expect(
    theirs.some((value) => !Number.isNaN(value)),
    `TA-Lib has no ${output}`,
  ).toBe(true);
  for (const [at, expected] of theirs.entries()) {
    const found = ours[at] ?? NaN;
    // Where it has several outputs, TA-Lib gives none of them before the last.
    if (Number.isNaN(expected) && !alone) continue;
    const slack = 1e-9 * Math.max(1, Math.abs(expected));
    const isClose = Math.abs(found - expected) <= slack || Object.is(found, expected);
    expect(isClose, `${output} at ${at}: ${found}, TA-Lib ${expected}`).toBe(true);
  }
}
