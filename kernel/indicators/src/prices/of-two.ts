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
});
/** The difference of two series: their spread. */
export const difference: Definition<NoParameters, OfTwo, 'difference'> = ofTwo(
  'difference',
  'difference',
  { title: 'Difference of two', formula: 'x₀ − y₀' },
);
/** The product of two series. */
export const product: Definition<NoParameters, OfTwo, 'product'> = ofTwo('product', 'product', {
  title: 'Product of two',
  formula: 'x₀·y₀',
});
/** The quotient of two series: relative strength. */
export const quotient: Definition<NoParameters, OfTwo, 'quotient'> = ofTwo('quotient', 'quotient', {
  title: 'Quotient of two',
  formula: 'x₀ / y₀',
});

function ofTwo<const Name extends string>(
  name: Name,
  operation: Operation,
  said: { readonly title: string; readonly formula: string },
): Definition<NoParameters, OfTwo, Name> {
  return define<NoParameters, OfTwo, Name>({
    ...said,
    name,
    group: 'price',
    by: 'arithmetic',
    inputs: ['value', 'other'],
    parameters: {},
    // Of one key, which its own name is.
    lines: { [name]: inOwnPane } as Readonly<Record<Name, typeof inOwnPane>>,
    make: () => new OfTwo(operation),
  });
}
