import type { Definition } from 'argosy/indicators';
import { describe, expect, test } from 'vitest';

import { indicatorWalk, type IndicatorWalk } from './indicator-walk.ts';

/** The lines of an indicator, reckoned over whole columns straight from its formula. */
export type Formula = {
  /** Parameters where they are not as they are unless told. */
  readonly values?: Readonly<Record<string, number | string>>;
  readonly lines: (walk: IndicatorWalk) => Readonly<Record<string, readonly number[]>>;
};

/** Rounding, of the greatest number of a line. */
const SLACK = 1e-9;

/** Members of a group give what their formulas give, reckoned in the simplest way there is, and from the same row on. */
export function describeFormulas(
  group: readonly Definition[],
  formulas: Readonly<Record<string, Formula | readonly Formula[]>>,
): void {
  const cases = Object.entries(formulas).flatMap(([name, of]) =>
    [of].flat().map((formula: Formula) => [name, formula] as const),
  );
  describe('as the formula', () => {
    test.each(cases)('%s gives what its formula gives', (name, { values, lines }) => {
      const definition = group.find((one) => one.name === name);
      if (definition === undefined) throw new Error(`the group has no ${name}`);
      const walk = indicatorWalk();
      const [found, expected] = [definition.over(walk, values), lines(walk)];
      expect(Object.keys(found)).toEqual(Object.keys(expected));
      for (const [line, numbers] of Object.entries(expected)) compare(line, found[line], numbers);
    });
  });
}

function compare(
  line: string,
  found: Float64Array = new Float64Array(),
  expected: readonly number[],
): void {
  const numbers = expected.filter((number) => !Number.isNaN(number));
  expect(new Set(numbers).size, `${line} must move to tell anything`).toBeGreaterThan(1);
  expect(numbers.every(Number.isFinite), `${line} is finite`).toBe(true);
  const slack = SLACK * Math.max(...numbers.map(Math.abs));
  for (const [row, number] of expected.entries()) {
    const one = found[row] ?? NaN;
    const isClose = Math.abs(one - number) <= slack || Object.is(one, number);
    expect(isClose, `${line} at ${row}: ${one}, by the formula ${number}`).toBe(true);
  }
}
