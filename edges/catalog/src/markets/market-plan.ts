import { nseEquity, parseDay, SessionClock, type TradingCalendar } from 'argosy/core';

import { marketError } from './errors.ts';
import { lowerRoot } from './lower-root.ts';

/** A group of shares that move together. */
export type SectorPlan = { readonly name: string; readonly shares: number };

/** Options on the index. */
export type ChainPlan = {
  /** How many ends are listed at a time; they are a week apart. */
  readonly expiries: number;
  /** How many strikes there are: half of them below the index of the first day, the others from it on. */
  readonly strikes: number;
  /** From strike to strike, in whole index points. */
  readonly strikeStep: number;
  /** The yearly volatility at the money of a calm market, as a fraction. */
  readonly volatility: number;
  /** How the smile leans and bends, by `ln(strike / forward) / (volatility × √years)`. */
  readonly skew: number;
  readonly curvature: number;
};

/** What a synthetic market is made by; plain data. Every number of it is bounded by `planMarket`. */
export type MarketPlan = {
  /** The same seed and plan give the same bytes. */
  readonly seed: number | string;
  readonly exchange: string;
  readonly currency: string;
  readonly calendar: TradingCalendar;
  /** The first day that may trade, `2026-11-02`. */
  readonly firstDay: string;
  /** How many days trade. */
  readonly days: number;
  /** From one move of the fair prices to the next. */
  readonly stepSeconds: number;
  /** Of the whole market, on average of a day in which trading is calm. */
  readonly eventsPerSecond: number;
  /** Whether a day is lively at its ends and in hot markets, or the same all along, as where trading never stops. */
  readonly pace: 'seasonal' | 'steady';
  readonly sectors: readonly SectorPlan[];
  /** Between the sectors' moves: one number for all pairs, or a row for each sector. */
  readonly sectorCorrelation: number | readonly (readonly number[])[];
  /** How much of a share's variance its sector explains: from the least to the most. */
  readonly sectorShare: readonly [least: number, most: number];
  /** The volatility of a day's return, from the calmest share to the wildest. */
  readonly dailyVolatility: readonly [least: number, most: number];
  /** How many jumps a share has in a year of 252 days. */
  readonly jumpsPerYear: number;
  /** The largest companies, so many of them, make the index; 0: there is none. */
  readonly indexMembers: number;
  readonly indexLevel: number;
  /** Futures on the index: so many months. */
  readonly futures: number;
  readonly chain: ChainPlan | null;
  /** Yearly, continuously compounded. */
  readonly interestRate: number;
  readonly dividendYield: number;
  /** How far prices of shares may go from the close before, in hundredths of a percent; 0: as far as they like. */
  readonly bandBasisPoints: number;
  /** How many prices on each side of a book are shown; 0: no books. */
  readonly depthLevels: number;
  /** Whether times have nanoseconds. */
  readonly nanoseconds: boolean;
};

/** The most instruments of a plan. */
export const INSTRUMENTS_MAX = 20_000;
/** The most days. */
export const DAYS_MAX = 20_000;

const calmChain: ChainPlan = {
  expiries: 2,
  strikes: 24,
  strikeStep: 100,
  volatility: 0.14,
  skew: -0.06,
  curvature: 0.02,
};
const sectorNames = 'BANK AUTO PHARMA METAL ENERGY TECH FOOD CEMENT TELECOM REALTY'.split(' ');
/** 500 instruments: 400 shares, their index, three futures and two chains of 24 strikes. */
const defaultPlan: MarketPlan = {
  seed: 1,
  exchange: 'DEMO',
  currency: 'INR',
  calendar: nseEquity,
  firstDay: '2026-11-02',
  days: 1,
  stepSeconds: 1,
  eventsPerSecond: 100,
  pace: 'seasonal',
  sectors: sectorNames.map((name) => ({ name, shares: 40 })),
  sectorCorrelation: 0.55,
  sectorShare: [0.3, 0.6],
  dailyVolatility: [0.009, 0.03],
  jumpsPerYear: 6,
  indexMembers: 50,
  indexLevel: 25_000,
  futures: 3,
  chain: calmChain,
  interestRate: 0.065,
  dividendYield: 0.012,
  bandBasisPoints: 2000,
  depthLevels: 0,
  nanoseconds: false,
};

/** What each number of a plan may be, at least and at most. */
const bounds = [
  ['days', 1, DAYS_MAX],
  ['stepSeconds', 1, 3600],
  ['eventsPerSecond', 0.000_1, 1_000_000],
  ['jumpsPerYear', 0, 252],
  ['indexMembers', 0, INSTRUMENTS_MAX],
  ['indexLevel', 1, 1_000_000],
  ['futures', 0, 12],
  ['interestRate', -0.5, 0.5],
  ['dividendYield', -0.5, 0.5],
  ['bandBasisPoints', 0, 5000],
  ['depthLevels', 0, 20],
] as const;
const wholeNumbers = ['days', 'stepSeconds', 'indexMembers', 'futures', 'depthLevels'] as const;

/**
 * A whole plan from what is to be otherwise than in the default market of 500 instruments; refuses one
 * that no market can be made by.
 *
 * @example
 * const plan = planMarket({ seed: 7, days: 5, sectors: [{ name: 'BANK', shares: 10 }] });
 */
export function planMarket(changes: Partial<MarketPlan> = {}): MarketPlan {
  const plan = { ...defaultPlan, ...changes };
  for (const [name, least, most] of bounds) {
    const value = plan[name];
    if (!(value >= least && value <= most)) {
      throw refuse(`${name} ${value}, expected ${least} to ${most}`);
    }
  }
  for (const name of wholeNumbers) {
    if (!Number.isInteger(plan[name]))
      throw refuse(`${name} ${plan[name]}, expected a whole number`);
  }
  checkRange('sectorShare', plan.sectorShare, 0.99);
  checkRange('dailyVolatility', plan.dailyVolatility, 0.2);
  checkSectors(plan);
  if (!parseDay(plan.firstDay).ok) throw refuse(`firstDay ${plan.firstDay}, expected YYYY-MM-DD`);
  if (plan.chain !== null) checkChain(plan.chain);
  checkDerivatives(plan);
  // Throws where the calendar is none.
  new SessionClock(plan.calendar);
  return plan;
}

/** Between the sectors, row by row; 1 along the diagonal. */
export function correlationsOf({ sectors, sectorCorrelation }: MarketPlan): readonly number[][] {
  if (typeof sectorCorrelation !== 'number') return sectorCorrelation.map((row) => [...row]);
  return sectors.map((_, row) =>
    sectors.map((__, column) => (row === column ? 1 : sectorCorrelation)),
  );
}

function checkSectors(plan: MarketPlan): void {
  const names = new Set<string>();
  let shares = 0;
  for (const { name, shares: count } of plan.sectors) {
    const isName = /^[A-Z]{1,12}$/u.test(name) && !names.has(name);
    if (!isName) throw refuse(`sector ${JSON.stringify(name)}, expected 1 to 12 of A-Z, each once`);
    if (!Number.isInteger(count) || count < 1) throw refuse(`sector ${name} of ${count} shares`);
    names.add(name);
    shares += count;
  }
  if (shares < 1 || shares > INSTRUMENTS_MAX) {
    throw refuse(`${shares} shares, expected 1 to ${INSTRUMENTS_MAX}`);
  }
  if (plan.indexMembers > shares)
    throw refuse(`an index of ${plan.indexMembers} of ${shares} shares`);
  const matrix = correlationsOf(plan);
  const isSquare = matrix.length === names.size && matrix.every((row) => row.length === names.size);
  if (!isSquare) throw refuse(`correlations, expected ${names.size} rows of as many`);
  if (lowerRoot(matrix) === null) {
    throw refuse('correlations, expected a symmetric matrix, 1 along its diagonal, that can be');
  }
}

function checkChain({ expiries, strikes, strikeStep, ...smile }: ChainPlan): void {
  const counts = { expiries, strikes, strikeStep };
  for (const [name, value] of Object.entries(counts)) {
    if (Number.isInteger(value) && value >= 1 && value <= 1000) continue;
    throw refuse(`chain ${name} ${value}, expected 1 to 1000, whole`);
  }
  const { volatility, skew, curvature } = smile;
  const isGentle = Math.abs(skew) <= 0.15 && curvature >= 0 && curvature <= 0.05;
  if (volatility >= 0.01 && volatility <= 1 && isGentle) return;
  const expected = 'volatility 0.01 to 1, skew -0.15 to 0.15, curvature 0 to 0.05';
  throw refuse(`a smile of ${volatility}, ${skew}, ${curvature}, expected ${expected}`);
}

function checkDerivatives({ indexMembers, futures, chain, indexLevel }: MarketPlan): void {
  if (indexMembers === 0 && (futures > 0 || chain !== null)) {
    throw refuse('futures or options, and no index that they could be on');
  }
  if (chain !== null && (chain.strikes / 2 + 1) * chain.strikeStep >= indexLevel) {
    throw refuse('strikes that begin at or below zero');
  }
}

function checkRange(name: string, range: readonly [number, number], most: number): void {
  const [from, until] = range;
  if (from > 0 && from <= until && until <= most) return;
  throw refuse(`${name} from ${from} to ${until}, expected above 0, rising, to ${most}`);
}

function refuse(detail: string): Error {
  return marketError('BAD_MARKET_PLAN', detail);
}
