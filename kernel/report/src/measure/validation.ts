import type { ValidationReport, ValidationTerms } from 'argosy/vector';

import type { SheetValidation } from '../sheet-search.ts';
import { distributionOf } from './distribution.ts';
import { figureOf, numberOf } from './sheet-text.ts';

/** How many paths are told one by one; of more an even choice. */
const PATHS_MAX = 64;

/**
 * What a tear sheet says of cross-validation.
 *
 * @example
 * validationOf(crossValidate(sweep, terms), terms);
 */
export function validationOf(
  { splits, paths }: ValidationReport,
  { groups, tested = 1, purge = 0, embargo = 0 }: ValidationTerms,
): SheetValidation {
  const ranked = paths.toSorted((one, other) => one.sharpe - other.sharpe);
  const step = Math.max(1, (ranked.length - 1) / (PATHS_MAX - 1));
  const shown = Array.from({ length: Math.min(ranked.length, PATHS_MAX) }, (_, at) => {
    return Math.round(at * step);
  });
  return {
    groups,
    tested,
    purge,
    embargo,
    splits: splits.length,
    count: ranked.length,
    sharpes: distributionOf(ranked.map(({ sharpe }) => sharpe)),
    paths: shown.flatMap((rank) => {
      return ranked.slice(rank, rank + 1).map((path) => ({
        rank: rank + 1,
        growth: numberOf(path.gain),
        sharpe: numberOf(path.sharpe),
        probabilisticSharpe: figureOf(path.probabilisticSharpe),
        deflatedSharpe: figureOf(path.deflatedSharpe),
      }));
    }),
  };
}
