import { ValueIndicator } from '../base/by-inputs.ts';
import { define, inOwnPane, type Definition, type NoParameters } from '../base/definition.ts';

/** What can be reckoned of each input by itself. */
export type MathFunction = 'ln' | 'log10' | 'sqrt';

const functions: Readonly<Record<MathFunction, (value: number) => number>> = {
  ln: Math.log,
  log10: Math.log10,
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
export const ln: Definition<NoParameters, OfOne, 'ln'> = ofOne('ln', 'Natural logarithm', 'ln x₀');
/** The decimal logarithm. */
export const log10: Definition<NoParameters, OfOne, 'log10'> = ofOne(
  'log10',
  'Decimal logarithm',
  'lg x₀',
);
/** The square root. */
export const sqrt: Definition<NoParameters, OfOne, 'sqrt'> = ofOne('sqrt', 'Square root', '√x₀');
function ofOne<const Kind extends MathFunction>(
  kind: Kind,
  title: string,
  formula: string,
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
  });
}
