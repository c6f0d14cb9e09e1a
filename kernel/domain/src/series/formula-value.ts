import { divideRounded, type InstrumentId } from 'argosy/core';

import { fractionOf, type Formula, type FormulaFunction, type FormulaOperator } from './formula.ts';

/** An exact number; the divisor is above zero. */
export type Fraction = { readonly over: bigint; readonly under: bigint };
/** Where a value lies: what it could be sold and bought for. Both ends are the same of a plain value. */
export type Span = { readonly low: Fraction; readonly high: Fraction };

/**
 * The value of a formula, exactly; null where a price is not known or something is divided by zero. Of
 * spans it is the widest that the parts allow: what is subtracted counts at its other end.
 */
export function valueOf(
  formula: Formula,
  spanOf: (instrument: InstrumentId) => Span | null,
): Span | null {
  switch (formula.kind) {
    case 'number': {
      const [over, under] = fractionOf(formula);
      return plain({ over, under });
    }
    case 'price':
      return spanOf(formula.instrument);
    case 'negative': {
      const of = valueOf(formula.of, spanOf);
      return of === null ? null : negated(of);
    }
    case 'binary': {
      const left = valueOf(formula.left, spanOf);
      const right = valueOf(formula.right, spanOf);
      return left === null || right === null ? null : joined(formula.operator, left, right);
    }
    case 'call': {
      const of: Span[] = [];
      for (const part of formula.of) {
        const span = valueOf(part, spanOf);
        if (span === null) return null;
        of.push(span);
      }
      return called(formula.name, of);
    }
  }
}

/** A value without a width. */
export function plain(value: Fraction): Span {
  return { low: value, high: value };
}

/** A fraction in whole steps of `over / under`, rounded as named, back in its units. */
export function inSteps(
  value: Fraction,
  { scale, tick }: { readonly scale: bigint; readonly tick: number },
  rounding: 'halfEven' | 'floor' | 'ceiling',
): number {
  const step = BigInt(tick);
  return Number(divideRounded(value.over * scale, value.under * step, rounding) * step);
}

function joined(operator: FormulaOperator, left: Span, right: Span): Span | null {
  switch (operator) {
    case '+':
      return { low: sum(left.low, right.low), high: sum(left.high, right.high) };
    case '-':
      return joined('+', left, negated(right));
    case '*':
      return outermost(left, right);
    case '/': {
      const turned = inverse(right);
      return turned === null ? null : outermost(left, turned);
    }
  }
}

function called(name: FormulaFunction, of: readonly Span[]): Span | null {
  const [first, ...rest] = of;
  if (first === undefined) return null;
  if (name === 'abs') return absolute(first);
  const choose = name === 'min' ? least : greatest;
  return rest.reduce(
    (span, { low, high }) => ({ low: choose(span.low, low), high: choose(span.high, high) }),
    first,
  );
}

function absolute({ low, high }: Span): Span {
  if (low.over >= 0n) return { low, high };
  if (high.over <= 0n) return negated({ low, high });
  return { low: { over: 0n, under: 1n }, high: greatest(minus(low), high) };
}

/** A product is greatest and least at the ends. */
function outermost(left: Span, right: Span): Span {
  if (left.low === left.high && right.low === right.high)
    return plain(product(left.low, right.low));
  const ends = [left.low, left.high].flatMap((one) => {
    return [product(one, right.low), product(one, right.high)];
  });
  return { low: ends.reduce(least), high: ends.reduce(greatest) };
}

/** Null where what is divided by may be zero. */
function inverse({ low, high }: Span): Span | null {
  if (low.over <= 0n && high.over >= 0n) return null;
  return { low: turned(high), high: turned(low) };
}

function negated({ low, high }: Span): Span {
  if (low === high) return plain(minus(low));
  return { low: minus(high), high: minus(low) };
}

function sum(one: Fraction, other: Fraction): Fraction {
  if (one.under === other.under) return { over: one.over + other.over, under: one.under };
  return {
    over: one.over * other.under + other.over * one.under,
    under: one.under * other.under,
  };
}

function product(one: Fraction, other: Fraction): Fraction {
  return { over: one.over * other.over, under: one.under * other.under };
}

function minus({ over, under }: Fraction): Fraction {
  return { over: -over, under };
}

function turned({ over, under }: Fraction): Fraction {
  return over > 0n ? { over: under, under: over } : { over: -under, under: -over };
}

function least(one: Fraction, other: Fraction): Fraction {
  return one.over * other.under <= other.over * one.under ? one : other;
}

function greatest(one: Fraction, other: Fraction): Fraction {
  return least(one, other) === one ? other : one;
}
