import { quantError } from '../errors.ts';
import { normalCdf } from '../normal-distribution.ts';
import { exp, ln } from 'argosy/core';

/** A test of likelihoods: its statistic, and how likely as much is by chance. */
export type LikelihoodTest = { readonly statistic: number; readonly probability: number };

/** How often a value at risk was passed, beside how often it should have been. */
export type TailBacktest = {
  readonly periods: number;
  readonly breaches: number;
  /** Whether they are as many as they should be: chi-squared with one degree (P. Kupiec, 1995). */
  readonly coverage: LikelihoodTest;
  /** Whether one follows another no more often than it should: the same (P. Christoffersen, 1998). */
  readonly independence: LikelihoodTest;
  /** Both together, with two degrees. */
  readonly conditional: LikelihoodTest;
};

/** The zones of the Basel Committee (1996) for a year of 250 days at one in a hundred. */
export type BaselZone = {
  readonly zone: 'green' | 'yellow' | 'red';
  /** What is added to the multiplier of three. */
  readonly addOn: number;
};

const yellowAddOns = [0.4, 0.5, 0.65, 0.75, 0.85];
const GREEN_MAX = 4;

/**
 * Whether so many breaches in so many periods fit a value at risk of this level.
 *
 * @example
 * testCoverage({ periods: 250, breaches: 5, level: 0.01 }).statistic; // 1.9568
 */
export function testCoverage(of: {
  readonly periods: number;
  readonly breaches: number;
  readonly level: number;
}): LikelihoodTest {
  const { periods, breaches, level } = of;
  checkLevel(level);
  checkCount('periods', periods, Number.MAX_SAFE_INTEGER);
  checkCount('breaches', breaches, periods);
  const found = likelihoodOf(breaches, periods, breaches / periods);
  return ofOneDegree(2 * (found - likelihoodOf(breaches, periods, level)));
}

/**
 * Coverage and independence of a value at risk over periods in their order, each true where it was passed.
 *
 * @example
 * backtestTail([false, true, false, false], 0.05).breaches; // 1
 */
export function backtestTail(breached: readonly boolean[], level: number): TailBacktest {
  const breaches = breached.filter(Boolean).length;
  const coverage = testCoverage({ periods: breached.length, breaches, level });
  const independence = testIndependence(breached);
  const both = coverage.statistic + independence.statistic;
  return {
    periods: breached.length,
    breaches,
    coverage,
    independence,
    // Chi-squared with two degrees is an exponential.
    conditional: { statistic: both, probability: exp(-both / 2) },
  };
}

/** The zone of so many breaches in 250 days at one in a hundred. */
export function baselZoneOf(breaches: number): BaselZone {
  checkCount('breaches', breaches, Number.MAX_SAFE_INTEGER);
  if (breaches <= GREEN_MAX) return { zone: 'green', addOn: 0 };
  const addOn = yellowAddOns[breaches - GREEN_MAX - 1];
  return addOn === undefined ? { zone: 'red', addOn: 1 } : { zone: 'yellow', addOn };
}

/** How much likelier breaches are by whether the period before had one, than without asking. */
function testIndependence(breached: readonly boolean[]): LikelihoodTest {
  const pairs = { calm: 0, calmThen: 0, breach: 0, breachThen: 0 };
  for (const [at, isNow] of breached.slice(1).entries()) {
    const wasBefore = breached[at] === true;
    pairs[wasBefore ? 'breach' : 'calm'] += 1;
    if (isNow) pairs[wasBefore ? 'breachThen' : 'calmThen'] += 1;
  }
  const { calm, calmThen, breach, breachThen } = pairs;
  if (calm === 0 || breach === 0) return ofOneDegree(0);
  const all = (calmThen + breachThen) / (calm + breach);
  const apart =
    likelihoodOf(calmThen, calm, calmThen / calm) +
    likelihoodOf(breachThen, breach, breachThen / breach);
  return ofOneDegree(2 * (apart - likelihoodOf(calmThen + breachThen, calm + breach, all)));
}

/** The logarithm of how likely so many of so many are, each by itself; none of zero times nothing. */
function likelihoodOf(count: number, of: number, rate: number): number {
  const [happened, spared] = [count, of - count];
  return (happened === 0 ? 0 : happened * ln(rate)) + (spared === 0 ? 0 : spared * ln(1 - rate));
}

/** Below zero by rounding only. */
function ofOneDegree(statistic: number): LikelihoodTest {
  const held = Math.max(0, statistic);
  return { statistic: held, probability: 2 * normalCdf(-Math.sqrt(held)) };
}

function checkLevel(level: number): void {
  if (Number.isFinite(level) && level > 0 && level < 1) return;
  throw quantError('BAD_NUMBER', `level ${level}, expected between 0 and 1`);
}

function checkCount(name: string, count: number, most: number): void {
  const least = name === 'periods' ? 1 : 0;
  if (Number.isSafeInteger(count) && count >= least && count <= most) return;
  throw quantError(
    'BAD_NUMBER',
    `${count} ${name}, expected a whole number from ${least} to ${most}`,
  );
}
