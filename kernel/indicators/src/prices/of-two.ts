import { PairIndicator } from '../base/by-inputs.ts';
import { define, inOwnPane, type Definition, type NoParameters } from '../base/definition.ts';

/** What can be reckoned of two series, row by row. */
export type Operation = 'sum' | 'difference' | 'product' | 'quotient';

const operations: Readonly<Record<Operation, (one: number, other: number) => number>> = {
  sum: (one, other) => one + other,
  difference: (one, other) => one - other,
  product: (one, other) => one * other,
  quotient: (one, other) => one / other,
};

/** One series and another made one: a spread, a ratio. A quotient by 0 is not finite, as in TA-Lib. */
export class OfTwo extends PairIndicator {
  readonly #reckon: (one: number, other: number) => number;

  constructor(operation: Operation) {
    super('OfTwo', [operation], 1);
    this.#reckon = operations[operation];
  }

  step(one: number, other: number): number {
    return this.#reckon(one, other);
  }
}

/** The sum of two series. */
export const sumOfTwo: Definition<NoParameters, OfTwo, 'sumOfTwo'> = ofTwo('sumOfTwo', 'sum', {
  title: 'Sum of two',
  formula: 'x₀ + y₀',
  fill: ([values, others], line, from) => {
    let sum = 0;
    for (let row = from; row < values.length; row += 1) {
      const one = values[row] ?? NaN;
      const other = others[row] ?? NaN;
      line[row] = one + other;
      sum += one + other;
    }
    return sum;
  },
});
/** The difference of two series: their spread. */
export const difference: Definition<NoParameters, OfTwo, 'difference'> = ofTwo(
  'difference',
  'difference',
  {
    title: 'Difference of two',
    formula: 'x₀ − y₀',
    fill: ([values, others], line, from) => {
      let sum = 0;
      for (let row = from; row < values.length; row += 1) {
        const one = values[row] ?? NaN;
        const other = others[row] ?? NaN;
        line[row] = one - other;
        sum += one + other;
      }
      return sum;
    },
  },
);
/** The product of two series. */
export const product: Definition<NoParameters, OfTwo, 'product'> = ofTwo('product', 'product', {
  title: 'Product of two',
  formula: 'x₀·y₀',
  fill: ([values, others], line, from) => {
    let sum = 0;
    for (let row = from; row < values.length; row += 1) {
      const one = values[row] ?? NaN;
      const other = others[row] ?? NaN;
      line[row] = one * other;
      sum += one + other;
    }
    return sum;
  },
});
/** The quotient of two series: relative strength. */
export const quotient: Definition<NoParameters, OfTwo, 'quotient'> = ofTwo('quotient', 'quotient', {
  title: 'Quotient of two',
  formula: 'x₀ / y₀',
  fill: ([values, others], line, from) => {
    let sum = 0;
    for (let row = from; row < values.length; row += 1) {
      const one = values[row] ?? NaN;
      const other = others[row] ?? NaN;
      line[row] = one / other;
      sum += one + other;
    }
    return sum;
  },
});

type Said = {
  readonly title: string;
  readonly formula: string;
  /** Gives the sum of what it reads. */
  readonly fill: (
    columns: readonly [Float64Array, Float64Array],
    line: Float64Array,
    from: number,
  ) => number;
};

function ofTwo<const Name extends string>(
  name: Name,
  operation: Operation,
  { title, formula, fill }: Said,
): Definition<NoParameters, OfTwo, Name> {
  return define<NoParameters, OfTwo, Name>({
    name,
    title,
    formula,
    group: 'price',
    by: 'arithmetic',
    inputs: ['value', 'other'],
    parameters: {},
    // Of one key, which its own name is.
    lines: { [name]: inOwnPane } as Readonly<Record<Name, typeof inOwnPane>>,
    make: () => new OfTwo(operation),
    loop: (_, columns, lines, from) => fill(columns, lines[name], from),
  });
}
