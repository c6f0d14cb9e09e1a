import type { Definition } from 'argosy/indicators';
import { describe, expect, test } from 'vitest';

import { tulipSeries, type TulipSeries } from '../tulip/tulip-series.ts';
import { readTulipValues } from '../tulip/tulip-values.ts';

/** A function of Tulip that gives what an indicator gives. */
export type TulipRow = {
  readonly tulip: string;
  /** Our parameters where ours stand otherwise than Tulip was called with. */
  readonly values?: Readonly<Record<string, number | string>>;
  /** Tulip's line of each of ours, where they are not all of them in the same order. */
  readonly lines?: Readonly<Record<string, string>>;
  /** The row from which they agree, where Tulip begins otherwise and that has faded by then. */
  readonly from?: number;
  /** What Tulip makes of a value of ours, where it differs by a fixed rule. */
  readonly as?: (value: number, series: TulipSeries) => number;
  /** How far apart they may be besides, by the largest of the line, where Tulip reckons less exactly. */
  readonly slack?: number;
};
/** What of Tulip each indicator is compared with, and which functions are none of ours. */
export type TulipComparison = {
  readonly indicators: readonly Definition[];
  readonly rows: Readonly<Record<string, TulipRow>>;
  readonly without: readonly string[];
};

const SLACK = 1e-9;
/** Values are kept with twelve digits; one next to nothing is told from the others of its line. */
const DIGITS = 1e-11;

/** Each indicator gives what Tulip Indicators gave over the same bars, to the last of them. */
export function describeTulip({ indicators, rows, without }: TulipComparison): void {
  const values = readTulipValues();
  const series = tulipSeries(values.rows);

  describe(`as Tulip ${values.version} of ${values.written}`, () => {
    test.each(Object.entries(rows))('%s gives what it gave', (name, row) => {
      const definition = indicators.find((one) => one.name === name);
      const call = values.calls.find((one) => one.function === row.tulip);
      if (definition === undefined || call === undefined) throw new Error(`no ${name} to compare`);
      const ours = definition.over(series, row.values);
      const theirs = Object.keys(call.lines);
      const lines = row.lines ?? inOrder(Object.keys(definition.lines), theirs);
      for (const [line, of] of Object.entries(lines)) {
        compare({ line, row, series, ours: ours[line], theirs: call.lines[of] });
      }
    });

    test('each of its functions is compared, or said to be none of ours', () => {
      const compared = new Set(Object.values(rows).map(({ tulip }) => tulip));
      expect([...compared, ...without].sort()).toEqual(values.functions);
    });
  });
}

/** Our lines with theirs, where there are as many. */
function inOrder(
  ours: readonly string[],
  theirs: readonly string[],
): Readonly<Record<string, string>> {
  expect(ours.length, 'lines').toBe(theirs.length);
  return Object.fromEntries(ours.map((line, at) => [line, theirs[at] ?? '']));
}

type Compared = {
  readonly line: string;
  readonly row: TulipRow;
  readonly series: TulipSeries;
  readonly ours: Float64Array | undefined;
  readonly theirs: readonly number[] | undefined;
};

function compare({ line, row, series, ours, theirs }: Compared): void {
  if (ours === undefined || theirs === undefined) throw new Error(`there is no ${line}`);
  const { as = (value: number): number => value, slack = DIGITS } = row;
  const before = ours.length - theirs.length;
  const first = Math.max(before, row.from ?? 0);
  expect(first).toBeLessThan(ours.length);
  const besides = slack * Math.max(...theirs.map(Math.abs));
  for (let at = first; at < ours.length; at += 1) {
    const expected = theirs[at - before] ?? NaN;
    const found = as(ours[at] ?? NaN, series);
    const isClose = Math.abs(found - expected) <= SLACK * Math.abs(expected) + besides;
    expect(isClose, `${line} at ${at}: ${found}, Tulip ${expected}`).toBe(true);
  }
}
