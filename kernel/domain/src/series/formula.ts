import {
  ArgosyError,
  ok,
  parseScaledBigint,
  powerOfTen,
  refuse,
  toInstrumentId,
  type InstrumentId,
  type Result,
} from 'argosy/core';

import type { DomainErrorCode } from '../errors.ts';

/** A number, a price, or what is reckoned from them. */
export type Formula =
  | { readonly kind: 'number'; readonly units: bigint; readonly scale: number }
  | { readonly kind: 'price'; readonly instrument: InstrumentId }
  | { readonly kind: 'negative'; readonly of: Formula }
  | {
      readonly kind: 'binary';
      readonly operator: FormulaOperator;
      readonly left: Formula;
      readonly right: Formula;
    }
  | {
      readonly kind: 'call';
      readonly name: FormulaFunction;
      readonly of: readonly Formula[];
    };
/** What stands between two parts. */
export type FormulaOperator = '+' | '-' | '*' | '/';
/** What a formula may call: the least or the greatest of several, and a number without its sign. */
export type FormulaFunction = 'min' | 'max' | 'abs';

/** The longest formula, in characters. */
export const FORMULA_LENGTH_MAX = 4000;
/** How many numbers, prices, operators and calls a formula may have. */
export const FORMULA_PARTS_MAX = 256;
/** How deep parentheses and calls may stand in each other. */
export const FORMULA_DEPTH_MAX = 64;
const malformed: DomainErrorCode = 'FORMULA_MALFORMED';
/** How many decimal places a number may have. */
const NUMBER_PLACES_MAX = 12;

const functions: Readonly<
  Record<FormulaFunction, { readonly least: number; readonly most: number }>
> = {
  min: { least: 2, most: FORMULA_PARTS_MAX },
  max: { least: 2, most: FORMULA_PARTS_MAX },
  abs: { least: 1, most: 1 },
};

type TokenKind = 'number' | 'name' | 'quoted' | 'sign' | 'end';
type Token = { readonly kind: TokenKind; readonly text: string; readonly column: number };

/**
 * Reads a formula: numbers, instruments, `+ - * /`, parentheses, `min`, `max` and `abs`. An instrument whose id
 * has anything but letters, digits, `.`, `_` and `&` stands in quotes. Nothing is ever executed.
 *
 * @example
 * const spread = parseFormula("'NIFTY-NOV.NFO' - 1.5 * INFY.NSE");
 */
export function parseFormula(text: string): Result<Formula> {
  if (text.length > FORMULA_LENGTH_MAX) {
    return refuse(malformed, `formula: longer than ${FORMULA_LENGTH_MAX} characters`);
  }
  try {
    return ok(new Reader(text).whole());
  } catch (error) {
    if (!(error instanceof FormulaMistake)) throw error;
    return refuse(malformed, `formula, column ${error.column}: ${error.message}`);
  }
}

/** The instruments whose prices a formula asks for, each once, in the order it names them. */
export function instrumentsIn(formula: Formula): readonly InstrumentId[] {
  return [...new Set(pricesIn(formula))];
}

function pricesIn(formula: Formula): readonly InstrumentId[] {
  switch (formula.kind) {
    case 'number':
      return [];
    case 'price':
      return [formula.instrument];
    case 'negative':
      return pricesIn(formula.of);
    case 'binary':
      return [...pricesIn(formula.left), ...pricesIn(formula.right)];
    case 'call':
      return formula.of.flatMap(pricesIn);
  }
}

class FormulaMistake extends Error {
  readonly column: number;

  constructor(column: number, message: string) {
    super(message);
    this.column = column;
  }
}

/** A token a pattern finds, longest meaning first. */
const patterns: readonly (readonly [TokenKind, RegExp])[] = [
  ['number', /\d+(?:\.\d+)?/y],
  ['name', /[A-Za-z_][A-Za-z0-9_&]*(?:\.[A-Za-z0-9_&]+)*/y],
  ['quoted', /'[^']*'|"[^"]*"/y],
  ['sign', /[-+*/(),]/y],
];

class Reader {
  readonly #text: string;
  #token: Token;
  #parts = 0;
  #depth = 0;

  constructor(text: string) {
    this.#text = text;
    this.#token = this.#tokenAt(0);
  }

  whole(): Formula {
    const formula = this.#sum();
    if (this.#token.kind === 'end') return formula;
    return this.#fail(`expected + - * / or the end, found ${this.#found()}`);
  }

  #sum(): Formula {
    let left = this.#product();
    for (let sign = this.#takeOne('+', '-'); sign !== null; sign = this.#takeOne('+', '-')) {
      left = this.#counted({ kind: 'binary', operator: sign, left, right: this.#product() });
    }
    return left;
  }

  #product(): Formula {
    let left = this.#factor();
    for (let sign = this.#takeOne('*', '/'); sign !== null; sign = this.#takeOne('*', '/')) {
      left = this.#counted({ kind: 'binary', operator: sign, left, right: this.#factor() });
    }
    return left;
  }

  #factor(): Formula {
    if (this.#takeOne('-') !== null) {
      return this.#within(() => this.#counted({ kind: 'negative', of: this.#factor() }));
    }
    if (this.#takeOne('(') !== null) {
      return this.#within(() => {
        const inner = this.#sum();
        this.#need(')');
        return inner;
      });
    }
    const { kind, text, column } = this.#token;
    if (kind === 'number') return this.#number(text);
    if (kind === 'quoted') return this.#price(text.slice(1, -1), column);
    if (kind === 'name') return this.#name(text, column);
    return this.#fail(`expected a number, an instrument or (, found ${this.#found()}`);
  }

  #number(text: string): Formula {
    const scale = text.split('.')[1]?.length ?? 0;
    const units = parseScaledBigint(text, Math.min(scale, NUMBER_PLACES_MAX));
    if (!units.ok) return this.#fail(units.refusal.reason);
    this.#next();
    return this.#counted({ kind: 'number', units: units.value, scale });
  }

  #name(text: string, column: number): Formula {
    if (text.includes('.')) return this.#price(text, column);
    const name = functionNamed(text);
    if (name === null) {
      const hint = 'an instrument has a dot (SBIN.NSE), and quotes where it has a dash';
      return this.#fail(`${text} is neither min, max, abs nor an instrument: ${hint}`);
    }
    this.#next();
    this.#need('(');
    return this.#within(() => this.#call(name, column));
  }

  #call(name: FormulaFunction, column: number): Formula {
    const of = [this.#sum()];
    while (this.#takeOne(',') !== null) of.push(this.#sum());
    this.#need(')');
    const { least, most } = functions[name];
    if (of.length >= least && of.length <= most) return this.#counted({ kind: 'call', name, of });
    const expected = least === most ? `${least}` : `at least ${least}`;
    throw new FormulaMistake(column, `${name} takes ${expected}, found ${of.length}`);
  }

  #price(id: string, column: number): Formula {
    try {
      const instrument = toInstrumentId(id);
      this.#next();
      return this.#counted({ kind: 'price', instrument });
    } catch (error) {
      if (!(error instanceof ArgosyError)) throw error;
      throw new FormulaMistake(column, error.message);
    }
  }

  #within(read: () => Formula): Formula {
    this.#depth += 1;
    if (this.#depth > FORMULA_DEPTH_MAX) this.#fail(`deeper than ${FORMULA_DEPTH_MAX}`);
    const formula = read();
    this.#depth -= 1;
    return formula;
  }

  #counted(formula: Formula): Formula {
    this.#parts += 1;
    return this.#parts <= FORMULA_PARTS_MAX
      ? formula
      : this.#fail(`more than ${FORMULA_PARTS_MAX} parts`);
  }

  /** Takes a sign where it is one of these. */
  #takeOne<Sign extends string>(...signs: readonly Sign[]): Sign | null {
    const { kind, text } = this.#token;
    const sign = kind === 'sign' ? signs.find((one) => one === text) : undefined;
    if (sign === undefined) return null;
    this.#next();
    return sign;
  }

  #need(sign: string): void {
    if (this.#takeOne(sign) === null) this.#fail(`expected ${sign}, found ${this.#found()}`);
  }

  #next(): void {
    const { column, text } = this.#token;
    this.#token = this.#tokenAt(column - 1 + text.length);
  }

  #tokenAt(from: number): Token {
    const start = from + (/^\s*/u.exec(this.#text.slice(from))?.[0].length ?? 0);
    const column = start + 1;
    if (start >= this.#text.length) return { kind: 'end', text: '', column };
    for (const [kind, pattern] of patterns) {
      pattern.lastIndex = start;
      const text = pattern.exec(this.#text)?.[0];
      if (text !== undefined) return { kind, text, column };
    }
    const found = this.#text[start] ?? '';
    const why = /['"]/u.test(found) ? 'a quote that is not closed' : `${found} means nothing here`;
    throw new FormulaMistake(column, why);
  }

  #found(): string {
    return this.#token.kind === 'end' ? 'the end' : this.#token.text;
  }

  #fail(message: string): never {
    throw new FormulaMistake(this.#token.column, message);
  }
}

function functionNamed(text: string): FormulaFunction | null {
  return text === 'min' || text === 'max' || text === 'abs' ? text : null;
}

/** A number of a formula as a fraction. */
export function fractionOf({
  units,
  scale,
}: Extract<Formula, { readonly kind: 'number' }>): readonly [bigint, bigint] {
  return [units, powerOfTen(scale)];
}
