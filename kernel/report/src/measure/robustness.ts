import {
  computeDeflatedSharpe,
  computeMinimumTrackRecord,
  computeProbabilisticSharpe,
  computeReturnStatistics,
  selectionConventions,
  type MeasuredSharpe,
} from 'argosy/quant';
import { bootstrapRun, quantileOf, type SweepVerdict } from 'argosy/vector';

import type { Band, Part, SheetRobustness, SheetSearched } from '../sheet.ts';
import type { DayReturns } from './day-returns.ts';
import { absent, figureOf, numberOf } from './sheet-text.ts';

/** Of fewer returns nothing is said of luck. */
const RETURNS_MIN = 20;
const PATHS = 500;
const BLOCK_DAYS = 20;
const SEED = 'tear sheet';
const alone =
  'one run does not tell how many were tried before it: --trials, or argosy sweep, does';
const untold = 'that takes the returns of all that were tried: argosy sweep has them';
const flat = 'there are no returns that differ';

/** What is known of how a run was found: a search that found it, or how many were tried. */
export type Tried = {
  readonly verdict?: SweepVerdict | undefined;
  readonly trials?: number | undefined;
  /** How often what was chosen did badly where it had not been seen, where that is known. */
  readonly overfitting?: SweepVerdict['overfitting'] | undefined;
  /** What a search knows of its best besides. */
  readonly searched?: SheetSearched | undefined;
};

/** How a deflated ratio is reckoned where only the number of trials is known. */
export function conventionOfTold(trials: number): string {
  const spread = 'their Sharpe ratios are taken to spread as those of runs without skill do';
  return `${trials} trials were told; ${spread}, by one over the root of the returns less one`;
}

/** How much may be luck: of one run over its days, of the best of a search as its verdict says. */
export function robustnessOf(
  days: DayReturns,
  { verdict, searched, ...tried }: Tried,
): Part<SheetRobustness> {
  const { returns } = days;
  if (returns.length < RETURNS_MIN) {
    return absent(`${returns.length} days, and telling skill from luck takes ${RETURNS_MIN}`);
  }
  const drawn = { bootstrap: bootstrapOf(days), conventions: selectionConventions };
  if (verdict !== undefined) {
    return { ...ofSearch(verdict), ...drawn, ...(searched === undefined ? {} : { searched }) };
  }
  return { ...ofOneRun(returns, tried), ...drawn };
}

type Measured = Omit<SheetRobustness, 'bootstrap' | 'searched' | 'conventions'>;

function ofOneRun(returns: Float64Array, tried: Tried): Measured {
  const { RiskReturnRatio: sharpe, ...shape } = computeReturnStatistics(returns);
  const { ReturnsSkewness: skewness, ReturnsKurtosis: excess } = shape;
  const isMeasured = sharpe !== null && skewness !== null && excess !== null;
  const measured = isMeasured
    ? { sharpe, count: returns.length, skewness, kurtosis: excess + 3 }
    : null;
  const told = ofTold(measured, tried);
  return {
    periodOfSharpe: 'day',
    sharpe: figureOf(sharpe),
    returns: returns.length,
    trials: told.trials,
    probabilisticSharpe: figureOf(measured && computeProbabilisticSharpe(measured)),
    deflatedSharpe: told.deflatedSharpe,
    returnsNeeded: figureOf(measured && computeMinimumTrackRecord(measured)),
    overfitting: told.overfitting,
  };
}

/** What the number of trials makes of a run, where it is told. */
function ofTold(
  measured: MeasuredSharpe | null,
  { trials, overfitting }: Tried,
): Pick<Measured, 'trials' | 'deflatedSharpe' | 'overfitting'> {
  if (trials === undefined) {
    return { trials: absent(alone), deflatedSharpe: absent(alone), overfitting: absent(alone) };
  }
  const many = { trials, variance: 1 / ((measured?.count ?? NaN) - 1) };
  const deflated = figureOf(measured && computeDeflatedSharpe(measured, many));
  return {
    trials,
    deflatedSharpe: deflated ?? absent(flat),
    overfitting: overfitting ?? absent(untold),
  };
}

function ofSearch(verdict: SweepVerdict): Measured {
  const { sharpe, trials, probabilisticSharpe, deflatedSharpe, barsNeeded, overfitting } = verdict;
  const deflated = figureOf(deflatedSharpe);
  return {
    periodOfSharpe: 'bar',
    sharpe: figureOf(sharpe),
    returns: verdict.bars,
    trials,
    probabilisticSharpe: figureOf(probabilisticSharpe),
    deflatedSharpe: deflated ?? absent('the best trial has no returns that differ'),
    returnsNeeded: figureOf(barsNeeded),
    overfitting: overfitting ?? absent('too few bars or trials, or none is better than another'),
  };
}

function bootstrapOf({ growth }: DayReturns): SheetRobustness['bootstrap'] {
  if (growth.some((level) => level <= 0)) return absent('everything was lost on the way');
  const equity = growth.subarray(1);
  const block = Math.min(BLOCK_DAYS, equity.length);
  const { gains, falls } = bootstrapRun(
    { equity, funds: growth[0] ?? 1 },
    { block, paths: PATHS, seed: SEED },
  );
  const band = (sorted: Float64Array, sign: 1 | -1): Band => ({
    low: numberOf(sign * quantileOf(sorted, sign > 0 ? 0.05 : 0.95)),
    middle: numberOf(sign * quantileOf(sorted, 0.5)),
    high: numberOf(sign * quantileOf(sorted, sign > 0 ? 0.95 : 0.05)),
  });
  return {
    paths: PATHS,
    block,
    seed: SEED,
    growth: band(gains, 1),
    deepestFall: band(falls, -1),
  };
}
