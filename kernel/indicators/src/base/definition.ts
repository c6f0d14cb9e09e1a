import { PERIOD_MAX } from '../errors.ts';
import { complete } from './parameters.ts';
import type {
  AnyIndicator,
  Choice,
  Column,
  Columns,
  InputColumns,
  Measure,
  Parameters,
  Particulars,
  Period,
  Plot,
  ValuesOf,
  Whole,
} from './particulars.ts';
import { runOver } from './run-over.ts';

/** An indicator as the library offers it. */
export type Definition<
  Of extends Parameters = Parameters,
  Made extends AnyIndicator = AnyIndicator,
  Line extends string = string,
> = Particulars<Of, Made, Line> & {
  /** One to be fed; what is left out of the parameters is as it is unless told. */
  create(values?: Partial<ValuesOf<Of>>): Made;
  /**
   * Its lines over whole columns, bit for bit as one by one; NaN where it has no value yet. Inputs that
   * are NaN at the beginning are passed over, so that the line of one can be the input of another.
   * Lines given `into` it are filled, in place of new ones: where columns are refused they may have been.
   */
  over(
    columns: Columns | Float64Array,
    values?: Partial<ValuesOf<Of>>,
    into?: Readonly<Record<Line, Float64Array>>,
  ): Readonly<Record<Line, Float64Array>>;
};

/**
 * Makes an indicator known by what is said of it.
 *
 * @example
 * const rsi = define({ name: 'rsi', inputs: ['value'], make: ({ period }) => new Rsi(period), … });
 * rsi.over(closes, { period: 14 }).rsi;
 */
export function define<
  const Of extends Parameters,
  Made extends AnyIndicator,
  const Line extends string,
>(said: Particulars<Of, Made, Line>): Definition<Of, Made, Line> {
  const create = (values: Partial<ValuesOf<Of>> = {}): Made => said.make(complete(said, values));
  return {
    ...said,
    create,
    over: (columns, values, into) => runOver(said, create(values), columns, into),
  };
}

/** What is said of an indicator that looks back on a number of inputs, and makes one line of its name. */
export type LineParticulars<Made extends AnyIndicator, Name extends string> = Pick<
  Particulars<Period, Made, Name>,
  'title' | 'group' | 'formula' | 'by'
> & {
  readonly name: Name;
  readonly inputs?: readonly Column[];
  /** How far it looks back unless told, and at least. */
  readonly standard: number;
  readonly least?: number;
  readonly plot: Plot;
  make(period: number): Made;
  /** Fills its line, as the `loop` of particulars does. */
  loop?(
    made: Made,
    inputs: InputColumns<Made>,
    line: Float64Array,
    from: number,
  ): number | undefined;
};

/** Makes an indicator known that has a period and one line. */
export function defineLine<Made extends AnyIndicator, const Name extends string>(
  said: LineParticulars<Made, Name>,
): Definition<Period, Made, Name> {
  const { name, title, group, formula, by, inputs = ['value'], standard, least, plot } = said;
  // Of one key, which its own name is.
  const lines = { [name]: plot } as Readonly<Record<Name, Plot>>;
  const parameters = { period: whole(standard, least) };
  const make = ({ period }: { readonly period: number }): Made => said.make(period);
  const particulars = { name, title, group, formula, by, inputs, parameters, lines, make };
  if (said.loop === undefined) return define(particulars);
  return define({
    ...particulars,
    loop: (made, columns, filled, from) => said.loop?.(made, columns, filled[name], from),
  });
}

/** Of an indicator that has no parameters. */
export type NoParameters = Readonly<Record<never, never>>;

/** A parameter that counts. */
export function whole(standard: number, min: number = 1, max: number = PERIOD_MAX): Whole {
  return { kind: 'whole', standard, min, max };
}

/** A parameter that measures. */
export function measure(standard: number, min: number, max: number): Measure {
  return { kind: 'number', standard, min, max };
}

/** A parameter that is one of some words; the first unless told. */
export function choice<const Word extends string>(...of: readonly [Word, ...Word[]]): Choice<Word> {
  return { kind: 'choice', standard: of[0], of };
}

/** A line over the prices. */
export const overPrices: Plot = { as: 'line', over: 'prices' };
/** A line in a pane of its own. */
export const inOwnPane: Plot = { as: 'line', over: 'own' };
