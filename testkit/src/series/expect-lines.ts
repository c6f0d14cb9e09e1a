import type { AnyIndicator, Definition, Parameters, ValuesOf } from 'argosy/indicators';
import { expect } from 'vitest';

import type { Line } from './line.ts';
import { aWalk, type Bars } from './walk.ts';

const NEAR = 1e-8;

/**
 * An indicator gives what its formula gives that is reckoned over whole lines, row by row, with its standard
 * parameters and with others; and it is warm where it first has all of its lines.
 */
export function expectLines<Of extends Parameters, Made extends AnyIndicator, Name extends string>(
  definition: Definition<Of, Made, Name>,
  formula: (bars: Bars, values: ValuesOf<Of>) => Readonly<Record<Name, Line>>,
  ...others: readonly Partial<ValuesOf<Of>>[]
): void {
  for (const [place, changed] of [{}, ...others].entries()) {
    const bars = aWalk(`lines ${place}`);
    const values = { ...standardsOf(definition.parameters), ...changed } as ValuesOf<Of>;
    const found: Readonly<Record<string, Float64Array>> = definition.over(columnsOf(bars), values);
    const expected: Readonly<Record<string, Line>> = formula(bars, values);
    expect(Object.keys(found).sort()).toEqual(Object.keys(expected).sort());
    for (const [name, line] of Object.entries(expected)) expectNear(name, found[name], line);
    const lines = Object.values(expected);
    const first = bars.close.findIndex((_, at) => lines.every((line) => !Number.isNaN(line[at])));
    expect(definition.create(values).warmUp, 'how many inputs it needs').toBe(first + 1);
  }
}

/** The columns of bars as indicators read them; `value` is the close, `other` the high. */
export function columnsOf(
  bars: Bars,
): Readonly<Record<keyof Bars | 'value' | 'other', Float64Array>> {
  const close = Float64Array.from(bars.close);
  const high = Float64Array.from(bars.high);
  return {
    open: Float64Array.from(bars.open),
    high,
    low: Float64Array.from(bars.low),
    close,
    volume: Float64Array.from(bars.volume),
    value: close,
    other: high,
  };
}

function standardsOf(parameters: Parameters): Readonly<Record<string, number | string>> {
  return Object.fromEntries(
    Object.entries(parameters).map(([name, { standard }]) => [name, standard]),
  );
}

function expectNear(name: string, found: Float64Array | undefined, expected: Line): void {
  for (const [at, one] of expected.entries()) {
    const other = found?.[at] ?? NaN;
    const isNear = Math.abs(other - one) <= NEAR * Math.max(1, Math.abs(one));
    expect(isNear || Object.is(other, one), `${name} at ${at}: ${other}, expected ${one}`).toBe(
      true,
    );
  }
}
