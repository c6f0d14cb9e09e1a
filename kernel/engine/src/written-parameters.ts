import type { StrategyClass } from './create-strategy.ts';

/** How a whole number and any other are written: plainly, or as a power of ten. */
const writtenAs: Readonly<Record<string, RegExp>> = {
  integer: /^[-+]?\d{1,15}$/,
  number: /^[-+]?(\d+\.?\d*|\.\d+)(e[-+]?\d+)?$/i,
};

/**
 * The values of a strategy's parameters out of a file in which numbers are kept as they are written: what it counts
 * with becomes a number, all else stays.
 */
export function readWritten(
  { parameters }: StrategyClass,
  given: Readonly<Record<string, unknown>>,
): Readonly<Record<string, unknown>> {
  return Object.fromEntries(
    Object.entries(given).map(([name, value]) => {
      const isNumber = writtenAs[parameters[name]?.kind ?? '']?.test(String(value)) === true;
      return [name, isNumber ? Number(value) : value];
    }),
  );
}
