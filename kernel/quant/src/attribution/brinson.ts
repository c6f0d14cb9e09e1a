import { checkChoice, quantError } from '../errors.ts';
import { ln } from 'argosy/core';

/** A part of a portfolio and of its benchmark: weights and returns as fractions. */
export type Sector = {
  readonly name: string;
  readonly weight: number;
  readonly benchmarkWeight: number;
  readonly return: number;
  readonly benchmarkReturn: number;
};

/** What a difference to the benchmark came from. */
export type Effects = {
  /** To have weighed parts otherwise. */
  readonly allocation: number;
  /** To have chosen otherwise within them. */
  readonly selection: number;
  /** Both at once. */
  readonly interaction: number;
};

/** A difference to the benchmark, as a whole and by part. */
export type Attribution = {
  readonly return: number;
  readonly benchmarkReturn: number;
  readonly active: number;
  readonly total: Effects;
  readonly sectors: readonly (Effects & { readonly name: string })[];
};

/** What an allocation is measured by; the totals are the same. */
export const allocationConventions = {
  brinsonFachler:
    'weight beyond the benchmark’s, times the part’s benchmark return less that of the whole: to be heavy in what did worse than all is a loss (Brinson and Fachler, 1985)',
  brinsonHoodBeebower:
    'weight beyond the benchmark’s, times the part’s benchmark return (Brinson, Hood and Beebower, 1986)',
} as const;

/** The names of `allocationConventions`. */
export type AllocationConvention = keyof typeof allocationConventions;

/** Weights sum to one, but for rounding. */
const WEIGHT_SLACK = 1e-6;
/** Returns that differ by less are the same, and their quotient is its limit. */
const SAME = 1e-9;

/**
 * The difference of a portfolio to its benchmark over one period, in allocation, selection and interaction; by
 * Brinson and Fachler unless told.
 *
 * @example
 * attributeReturn(sectors).total.allocation; // 0.0045
 */
export function attributeReturn(
  sectors: readonly Sector[],
  convention: AllocationConvention = 'brinsonFachler',
): Attribution {
  checkChoice('convention', convention, Object.keys(allocationConventions));
  checkSectors(sectors);
  const own = sectors.reduce((sum, sector) => sum + sector.weight * sector.return, 0);
  const whole = sectors.reduce((sum, one) => sum + one.benchmarkWeight * one.benchmarkReturn, 0);
  const from = convention === 'brinsonFachler' ? whole : 0;
  const effects = sectors.map((sector) => {
    const heavier = sector.weight - sector.benchmarkWeight;
    const better = sector.return - sector.benchmarkReturn;
    return {
      name: sector.name,
      allocation: heavier * (sector.benchmarkReturn - from),
      selection: sector.benchmarkWeight * better,
      interaction: heavier * better,
    };
  });
  const total = sumOfEffects(effects.map((effect) => [effect, 1]));
  return { return: own, benchmarkReturn: whole, active: own - whole, total, sectors: effects };
}

/**
 * The effects of several periods in one, which sum to the difference of the compounded returns (D. Cariño, 1999): each
 * period's count by how much a return of that period is worth in the whole.
 *
 * @example
 * linkAttributions([january, february]).active; // allocation + selection + interaction
 */
export function linkAttributions(periods: readonly Attribution[]): Omit<Attribution, 'sectors'> {
  const grown = (of: (period: Attribution) => number): number =>
    periods.reduce((product, period) => product * (1 + of(period)), 1) - 1;
  const [own, whole] = [
    grown((period) => period.return),
    grown((period) => period.benchmarkReturn),
  ];
  const scale = logSlopeOf(own, whole);
  const total = sumOfEffects(
    periods.map((period) => [
      period.total,
      logSlopeOf(period.return, period.benchmarkReturn) / scale,
    ]),
  );
  return { return: own, benchmarkReturn: whole, active: own - whole, total };
}

/** The slope of the logarithm between two growths, and at one of them where they are the same. */
function logSlopeOf(one: number, other: number): number {
  if (!(one > -1 && other > -1)) {
    throw quantError('BAD_NUMBER', `returns ${one} and ${other}, expected above -1 to be linked`);
  }
  if (Math.abs(one - other) < SAME) return 1 / (1 + (one + other) / 2);
  return (ln(1 + one) - ln(1 + other)) / (one - other);
}

function sumOfEffects(parts: readonly (readonly [Effects, number])[]): Effects {
  let [allocation, selection, interaction] = [0, 0, 0];
  for (const [effects, weight] of parts) {
    allocation += weight * effects.allocation;
    selection += weight * effects.selection;
    interaction += weight * effects.interaction;
  }
  return { allocation, selection, interaction };
}

function checkSectors(sectors: readonly Sector[]): void {
  let [own, whole] = [0, 0];
  for (const { name, weight, benchmarkWeight, ...returns } of sectors) {
    const sum = weight + benchmarkWeight + returns.return + returns.benchmarkReturn;
    if (!Number.isFinite(sum)) throw quantError('BAD_NUMBER', `a weight or return of ${name}`);
    own += weight;
    whole += benchmarkWeight;
  }
  for (const [who, sum] of [['portfolio', own] as const, ['benchmark', whole] as const]) {
    if (Math.abs(sum - 1) > WEIGHT_SLACK) {
      throw quantError('BAD_NUMBER', `weights of the ${who} sum to ${sum}, expected 1`);
    }
  }
}
