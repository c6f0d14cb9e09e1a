import type { SheetFacts } from '../fold/sheet-facts.ts';

/** The days of a sheet as columns: what is measured is measured over these. */
export type DayReturns = {
  readonly day: readonly string[];
  /** Growth at the beginning, then at the end of each day. */
  readonly growth: Float64Array;
  readonly returns: Float64Array;
  /** The growth of the benchmark since its beginning, each day; NaN before its first price. */
  readonly benchmark: Float64Array;
  /** Its return of each day; NaN where it is not known. */
  readonly benchmarkReturns: Float64Array;
};

/** The columns of the days that were folded. */
export function dayReturnsOf({ days }: SheetFacts, dayOf: DayOf): DayReturns {
  const growth = Float64Array.of(1, ...days.map((day) => day.growth));
  const benchmark = Float64Array.from(days, (day) => day.benchmark);
  return {
    day: days.map(({ at, offset }) => dayOf(at, offset)),
    growth,
    returns: changesOf(growth),
    benchmark,
    benchmarkReturns: changesOf(Float64Array.of(1, ...benchmark)),
  };
}

type DayOf = (at: number, offset: number) => string;

function changesOf(levels: Float64Array): Float64Array {
  return Float64Array.from({ length: levels.length - 1 }, (_, at) => {
    const before = levels[at] ?? NaN;
    return before > 0 ? (levels[at + 1] ?? NaN) / before - 1 : 0;
  });
}

/** Whether every day has a return of the benchmark. */
export function hasBenchmark({ benchmarkReturns }: DayReturns): boolean {
  return benchmarkReturns.length > 0 && benchmarkReturns.every((one) => Number.isFinite(one));
}
