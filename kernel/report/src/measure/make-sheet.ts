import { MICROS_PER_DAY } from 'argosy/core';
import {
  computeBenchmarkRatios,
  computeDrawdowns,
  computeRatios,
  computeTail,
  defaultStatistics,
  describeStatistics,
} from 'argosy/quant';
import type { SweepVerdict } from 'argosy/vector';

import { benchmarkConvention } from '../fold/benchmark-line.ts';
import type { SheetFacts } from '../fold/sheet-facts.ts';
import type { SheetComparison } from '../sheet-comparison.ts';
import {
  TEAR_SHEET_SCHEMA,
  type Part,
  type SheetBenchmark,
  type SheetCard,
  type SheetCurve,
  type SheetDays,
  type SheetExposure,
  type SheetFall,
  type SheetSearched,
  type SheetSource,
  type SheetSummary,
  type SheetSurfaces,
  type TearSheet,
} from '../sheet.ts';
import type { SheetForward, SheetValidation } from '../sheet-search.ts';
import { costsOf, instrumentsOf, netOf, turnoverOf } from './cost-steps.ts';
import { dayReturnsOf, hasBenchmark, type DayReturns } from './day-returns.ts';
import { regimesOf } from './market-regimes.ts';
import { periodsOf } from './periods.ts';
import { conventionOfTold, robustnessOf } from './robustness.ts';
import { rollingOf } from './rolling-figures.ts';
import {
  absent,
  amountText,
  dayText,
  figureOf,
  instantText,
  numberOf,
  roundedText,
} from './sheet-text.ts';
import { excursionsOf, figuresOf, tradesOf } from './trade-figures.ts';

/** What a sheet says beside what was folded. */
export type SheetExtras = {
  readonly title: string;
  readonly kind: SheetSource['kind'];
  readonly isPartial?: boolean;
  readonly card: SheetCard;
  readonly verdict?: SweepVerdict;
  /** What luck makes of the best of a search. */
  readonly searched?: SheetSearched;
  /** How many were tried before this one was found, where no search says so. */
  readonly trials?: number;
  /** How often what was chosen did badly where it had not been seen. */
  readonly overfitting?: SweepVerdict['overfitting'];
  readonly parameters?: SheetSurfaces;
  readonly forward?: SheetForward;
  readonly validation?: SheetValidation;
  readonly comparison?: SheetComparison;
  readonly notes?: readonly string[];
};

/** How many days are told one by one. */
const DAYS_MAX = 4_000;
/** How many of the deepest falls are told. */
const FALLS = 5;
/** Deviation of a tail: the worst of twenty days. */
const TAIL = 0.05;

/**
 * Makes a tear sheet of what was folded: a pure function, the same bits everywhere.
 *
 * @example
 * const sheet = makeTearSheet(fold.facts(), { title: 'Bollinger bounce', kind: 'backtest', card });
 */
export function makeTearSheet(facts: SheetFacts, extras: SheetExtras): TearSheet {
  const { daysPerYear } = facts.statistics;
  const days = dayReturnsOf(facts, dayText);
  const isEmpty = days.day.length === 0;
  const { title, kind, card, trials } = extras;
  const told = trials === undefined ? [] : [conventionOfTold(trials)];
  return {
    schema: TEAR_SHEET_SCHEMA,
    title,
    source: sourceOf(facts, extras),
    currency: facts.currency,
    period: {
      from: instantText(facts.from ?? 0),
      until: instantText(facts.until ?? 0),
      days: days.day.length,
      daysPerYear,
    },
    summary: summaryOf(facts, days),
    benchmark: benchmarkOf(facts, days),
    curve: curveOf(facts),
    ...(isEmpty ? withoutDays : ofDays(facts, days)),
    rolling: rollingOf(days, daysPerYear),
    trades: tradesOf(facts),
    excursions: excursionsOf(facts),
    exposure: exposureOf(facts, days),
    turnover: turnoverOf(facts, days),
    costs: costsOf(facts),
    instruments: instrumentsOf(facts),
    regimes: regimesOf(days, daysPerYear),
    robustness: robustnessOf(days, extras),
    parameters: extras.parameters ?? absent('no search was run: argosy sweep runs one'),
    forward: extras.forward ?? absent('not walked forward: argosy walk-forward does'),
    ...(extras.validation === undefined ? {} : { validation: extras.validation }),
    comparison: extras.comparison ?? absent(notCompared(kind)),
    card,
    notes: [...told, ...(extras.notes ?? []), ...notesOf(facts)],
  };
}

function sourceOf({ scope }: SheetFacts, { kind, isPartial = false }: SheetExtras): SheetSource {
  return { kind, accounts: scope.accounts, book: scope.book, isPartial };
}

const noDay = absent('there is no day with data');
const withoutDays = { days: noDay, months: noDay, years: noDay, falls: noDay };

function ofDays(
  facts: SheetFacts,
  days: DayReturns,
): Pick<TearSheet, 'days' | 'months' | 'years' | 'falls'> {
  return {
    days: daysOf(facts, days),
    months: periodsOf(days, 'month'),
    years: periodsOf(days, 'year'),
    falls: fallsOf(facts, days),
  };
}

function notCompared(kind: SheetSource['kind']): string {
  return kind === 'journal'
    ? 'no backtest was given to compare with: --backtest RUN.yaml'
    : 'only the record of an account is compared with a backtest';
}

function summaryOf(facts: SheetFacts, { growth, returns }: DayReturns): SheetSummary {
  const { scale, statistics: year, trips, deepestFall, samples } = facts;
  const known = trips.flatMap(({ netInSheet, side }) =>
    netInSheet === null ? [] : [{ netInSheet, side }],
  );
  const nets = known.map(({ netInSheet }) => Number(netInSheet) / 10 ** scale);
  const sides = known.map(({ side }) => side);
  const unit = Number(facts.opening) / 10 ** scale;
  const dailyEquity = growth.map((level) => level * unit);
  const statistics = defaultStatistics({ ...year, nets, sides, dailyEquity, deepestFall });
  const scope = {
    trades: nets.length,
    days: returns.length,
    drawdownOver: `${samples} samples of equity`,
  };
  const isLong = returns.length >= year.yearlyDaysMin;
  const { omega, ulcerIndex, gainToPain } = computeRatios(returns, year);
  const tail = isLong ? computeTail(returns, { level: TAIL, method: 'historical' }) : null;
  const total = facts.curve.at(-1)?.growth ?? NaN;
  return {
    opening: amountText(facts.opening, scale),
    closing: amountText(facts.closing, scale),
    transferred: amountText(facts.transferred, scale),
    net: amountText(netOf(facts), scale),
    growth: figureOf(facts.opening > 0n ? total - 1 : null),
    figures: figuresOf({
      ...statistics,
      Omega: isLong ? omega : null,
      GainToPain: isLong ? gainToPain : null,
      UlcerIndex: isLong ? ulcerIndex : null,
      ValueAtRisk5: tail?.valueAtRisk ?? null,
      ExpectedShortfall5: tail?.conditional ?? null,
    }),
    notes: describeStatistics(statistics, { ...year, ...scope }),
  };
}

function benchmarkOf(facts: SheetFacts, days: DayReturns): Part<SheetBenchmark> {
  const { benchmark: name, statistics: year } = facts;
  if (name === null)
    return absent('the data have nothing that could be held for good: --benchmark');
  const growth = facts.curve.at(-1)?.benchmark ?? NaN;
  if (!Number.isFinite(growth)) return absent(`the data have no price of ${name}`);
  const isLong = hasBenchmark(days) && days.returns.length >= year.yearlyDaysMin;
  const ratios = isLong ? computeBenchmarkRatios(days.returns, days.benchmarkReturns, year) : {};
  return {
    name,
    convention: benchmarkConvention,
    growth: figureOf(growth - 1),
    ratios: figuresOf(ratios),
  };
}

function curveOf({ curve, samples, scale }: SheetFacts): SheetCurve {
  return {
    at: curve.map(({ at }) => instantText(at)),
    equity: curve.map(({ equity }) => roundedText(equity, scale)),
    growth: curve.map(({ growth }) => numberOf(growth)),
    fall: curve.map(({ fall }) => numberOf(fall)),
    benchmark: curve.map(({ benchmark }) => figureOf(benchmark)),
    samples,
  };
}

function daysOf({ days, scale }: SheetFacts, of: DayReturns): Part<SheetDays> {
  if (days.length > DAYS_MAX) {
    return absent(
      `${days.length} days, more than the ${DAYS_MAX} that are told: equity.csv has all`,
    );
  }
  return {
    day: of.day,
    equity: days.map(({ equity }) => amountText(equity, scale)),
    return: [...of.returns].map(numberOf),
    benchmark: [...of.benchmarkReturns].map(figureOf),
  };
}

function fallsOf({ days }: SheetFacts, { growth, day }: DayReturns): Part<readonly SheetFall[]> {
  const falls = computeDrawdowns(growth);
  if (falls === null) return absent('it began with nothing');
  const dayAt = (place: number): string => day[Math.max(0, place - 1)] ?? '';
  const instantAt = (place: number): number => days[Math.max(0, place - 1)]?.at ?? 0;
  return [...falls]
    .sort((one, other) => one.fraction - other.fraction)
    .slice(0, FALLS)
    .map(({ fraction, peakIndex, troughIndex, recoveryIndex }) => {
      const end = instantAt(recoveryIndex ?? days.length);
      return {
        fraction: numberOf(fraction),
        peak: dayAt(peakIndex),
        trough: dayAt(troughIndex),
        recovered: recoveryIndex === null ? null : dayAt(recoveryIndex),
        days: Math.round((end - instantAt(peakIndex)) / MICROS_PER_DAY),
      };
    });
}

function exposureOf(
  { exposure, days, dataCount }: SheetFacts,
  of: DayReturns,
): Part<SheetExposure> {
  const { samples, inMarket, grossSum, netSum, grossMost } = exposure;
  if (samples === 0) return absent('there is no sample of equity');
  if (dataCount === 0) return absent('no prices are in the record: positions stand at their cost');
  return {
    timeInMarket: numberOf(inMarket / samples),
    grossMean: numberOf(grossSum / samples),
    grossMost: numberOf(grossMost),
    netMean: numberOf(netSum / samples),
    day: of.day,
    gross: days.map(({ gross }) => numberOf(gross)),
    net: days.map(({ net }) => numberOf(net)),
  };
}

function notesOf({ sums, trips, tripCount, dataCount, held }: SheetFacts): readonly string[] {
  const notes: string[] = [];
  const unmeasured = sums.fills - sums.measured;
  if (unmeasured > 0) {
    notes.push(
      `${unmeasured} of ${sums.fills} fills are without slippage: no market was seen with them`,
    );
  }
  if (tripCount > trips.length) {
    notes.push(`figures of trades are of the first ${trips.length} of ${tripCount}`);
  }
  const unknown = trips.filter(({ netInSheet }) => netInSheet === null).length;
  if (unknown > 0) notes.push(`${unknown} trades are left out: no rate was known for them`);
  if (dataCount === 0 && held.length > 0) {
    notes.push('no prices are in the record: what is held counts at its cost');
  }
  return notes;
}
