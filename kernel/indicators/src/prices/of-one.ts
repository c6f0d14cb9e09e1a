import { ln as toLn, log10 as toLog10 } from 'argosy/core';

import { ValueIndicator } from '../base/by-inputs.ts';
import { define, inOwnPane, type Definition, type NoParameters } from '../base/definition.ts';

/** What can be reckoned of each input by itself. */
export type MathFunction = 'ln' | 'log10' | 'sqrt';

const functions: Readonly<Record<MathFunction, (value: number) => number>> = {
  ln: toLn,
  log10: toLog10,
  sqrt: Math.sqrt,
};

/** A function of each input by itself; NaN where it has no value, as a logarithm below 0. */
export class OfOne extends ValueIndicator {
  readonly #reckon: (value: number) => number;

  constructor(kind: MathFunction) {
    super('OfOne', [kind], 1);
    this.#reckon = functions[kind];
  }

  step(value: number): number {
    return this.#reckon(value);
  }
}

/** The natural logarithm: equal steps are equal gains. */
export const ln: Definition<NoParameters, OfOne, 'ln'> = ofOne('ln', {
  title: 'Natural logarithm',
  formula: 'ln x₀',
  fill: (values, line, from) => {
    for (let row = from; row < values.length; row += 1) line[row] = toLn(values[row] ?? NaN);
  },
});
/** The decimal logarithm. */
export const log10: Definition<NoParameters, OfOne, 'log10'> = ofOne('log10', {
  title: 'Decimal logarithm',
  formula: 'lg x₀',
  fill: (values, line, from) => {
    for (let row = from; row < values.length; row += 1) line[row] = toLog10(values[row] ?? NaN);
  },
});
/** The square root. */
export const sqrt: Definition<NoParameters, OfOne, 'sqrt'> = ofOne('sqrt', {
  title: 'Square root',
  formula: '√x₀',
  fill: (values, line, from) => {
    for (let row = from; row < values.length; row += 1) line[row] = Math.sqrt(values[row] ?? NaN);
  },
});

type Said = {
  readonly title: string;
  readonly formula: string;
  readonly fill: (values: Float64Array, line: Float64Array, from: number) => void;
};

function ofOne<const Kind extends MathFunction>(
  kind: Kind,
  { title, formula, fill }: Said,
): Definition<NoParameters, OfOne, Kind> {
  return define<NoParameters, OfOne, Kind>({
    name: kind,
    title,
    group: 'price',
    formula,
    by: 'arithmetic',
    inputs: ['value'],
    parameters: {},
    // Of one key, which its own name is.
    lines: { [kind]: inOwnPane } as Readonly<Record<Kind, typeof inOwnPane>>,
    make: () => new OfOne(kind),
    loop: (_, [values], lines, from) => {
      fill(values, lines[kind], from);
    },
  });
}
