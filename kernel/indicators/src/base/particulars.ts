import type { BarIndicator, FourIndicator, PairIndicator, ValueIndicator } from './by-inputs.ts';

/** The columns an indicator may read; `value` is any one series, mostly the close, `other` a second one. */
export type Column =
  | 'value'
  | 'other'
  | 'open'
  | 'high'
  | 'low'
  | 'close'
  | 'volume'
  | 'time'
  | QuoteColumn
  | 'price'
  | 'size';
/**
 * Of a book: the best of each side and what stands there, then the farthest that is shown of each side
 * and all that stands as far as there. `price` and `size` are a trade's; a `time` is in microseconds
 * since 1970, UTC.
 */
export type QuoteColumn =
  | 'bid'
  | 'ask'
  | 'bidSize'
  | 'askSize'
  | 'bidEnd'
  | 'askEnd'
  | 'bidDepth'
  | 'askDepth';
/** Columns to read, all of one length. */
export type Columns = Readonly<Partial<Record<Column, Float64Array>>>;

/** A parameter that counts, mostly a period. */
export type Whole = {
  readonly kind: 'whole';
  readonly standard: number;
  readonly min: number;
  readonly max: number;
};
/** A parameter that measures. */
export type Measure = Omit<Whole, 'kind'> & { readonly kind: 'number' };
/** A parameter that is one of some words. */
export type Choice<Word extends string = string> = {
  readonly kind: 'choice';
  readonly standard: Word;
  readonly of: readonly Word[];
};
/** What a parameter may be, with what it is unless told. */
export type Parameter = Whole | Measure | Choice;
/** The parameters of an indicator, by name. */
export type Parameters = Readonly<Record<string, Parameter>>;

/** The one parameter that most indicators have: how many inputs they look back on. */
export type Period = { readonly period: Whole };

/** The values of parameters: of a choice one of its words, else a number. */
export type ValuesOf<Of extends Parameters> = {
  readonly [Name in keyof Of]: ValueOf<Of[Name]>;
};
type ValueOf<One extends Parameter> = One extends Choice<infer Word> ? Word : number;

/** How a line is drawn, and where. */
export type Plot = {
  readonly as: 'line' | 'histogram' | 'dots' | 'mark';
  /** Over the prices, or in a pane of its own. */
  readonly over: 'prices' | 'own';
};

/** Any indicator, by how many numbers it takes a step. */
export type AnyIndicator = ValueIndicator | PairIndicator | BarIndicator | FourIndicator;

/** What kind of thing an indicator tells. */
export type Group =
  | 'average'
  | 'momentum'
  | 'volume'
  | 'volatility'
  | 'cycle'
  | 'statistics'
  | 'price'
  | 'candle'
  | 'pivot'
  | 'microstructure';

/** The columns of the range of bars and their end. */
export type BarColumns = readonly [high: Float64Array, low: Float64Array, close: Float64Array];

/** Four columns: of whole bars, or of their range, end and volume. */
export type FourColumns = readonly [...BarColumns, Float64Array];

/** The columns an indicator takes, by how many numbers it takes a step. */
export type InputColumns<Made extends AnyIndicator> = Made extends ValueIndicator
  ? readonly [Float64Array]
  : Made extends PairIndicator
    ? readonly [Float64Array, Float64Array]
    : Made extends BarIndicator
      ? BarColumns
      : FourColumns;

/** What is said of an indicator once, for the library, the documents and the screens. */
export type Particulars<Of extends Parameters, Made extends AnyIndicator, Line extends string> = {
  readonly name: string;
  readonly title: string;
  readonly group: Group;
  /** The formula in words that fit a line, and whose it is. */
  readonly formula: string;
  readonly by: string;
  readonly inputs: readonly Column[];
  readonly parameters: Of;
  /** The lines it makes; the first is its value. */
  readonly lines: Readonly<Record<Line, Plot>>;
  /** How the lines behind the first are read off it after a step. */
  read?(made: Made): readonly number[];
  make(values: ValuesOf<Of>): Made;
  /**
   * Works columns through and fills its lines, from a row on. Each indicator has such a loop in its own
   * file, as alike as they are: V8 learns of a loop what it calls, and builds a step into it only where
   * it is always the same. Where little else is done it may add up what it reads, and give that: as the
   * sum is finite, so is each input, and nobody has to look at them by themselves.
   */
  loop?(
    made: Made,
    inputs: InputColumns<Made>,
    lines: Readonly<Record<Line, Float64Array>>,
    from: number,
  ): number | undefined;
};
