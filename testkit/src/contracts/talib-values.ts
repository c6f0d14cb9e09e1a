import type { Definition } from 'argosy/indicators';
import { describe, expect, test } from 'vitest';

import { indicatorWalk } from './indicator-walk.ts';

/** An indicator, its parameters, and what TA-Lib gives at three rows of the walk; at the first of them for the first time. */
export type TalibValues = readonly [
  name: string,
  values: Readonly<Record<string, number | string>>,
  at: readonly [first: ValueAt, middle: ValueAt, last: ValueAt],
];
type ValueAt = readonly [row: number, value: number];

/** Digits that were typed. */
const SLACK = 1e-12;

/**
 * Members of a group give what later versions of TA-Lib give than the one `describeTalib` runs: values
 * that its Python package 0.8.2 gave over the same walk on 2026-11-22.
 */
export function describeTalibValues(
  group: readonly Definition[],
  cases: readonly TalibValues[],
): void {
  describe('as TA-Lib 0.8.2', () => {
    test.each(cases)('%s %o gives what it gave', (name, values, at) => {
      const definition = group.find((one) => one.name === name);
      if (definition === undefined) throw new Error(`the group has no ${name}`);
      const [line = new Float64Array()] = Object.values(definition.over(indicatorWalk(), values));
      expect(line.findIndex((value) => !Number.isNaN(value))).toBe(at[0][0]);
      for (const [row, value] of at) {
        const slack = SLACK * Math.max(1, Math.abs(value));
        expect(Math.abs((line[row] ?? NaN) - value), `row ${row}`).toBeLessThanOrEqual(slack);
      }
    });
  });
}
