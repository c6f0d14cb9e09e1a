import { contractKinds, type ContractTable, type Expiry, type Family } from './contract-table.ts';
import type { ExpiryWish, Reading } from './reading.ts';

/**
 * How literally a wish is taken, tried in this order: as it stands; a strike that begins so, as one is
 * typed; the nearest day of the month, whatever weekday or weekly it is; the nearest strike; both.
 */
export type Leniency = 'strict' | 'strikeStart' | 'nearDay' | 'nearStrike' | 'nearBoth';

/** All of them, the strictest first. */
export const leniencies: readonly Leniency[] = [
  'strict',
  'strikeStart',
  'nearDay',
  'nearStrike',
  'nearBoth',
];

/** Takes a place of the table, how many expiries came before its, and its rank within its own: less is first. */
export type TakeContract = (place: number, turn: number, rank: number) => void;

/** What is asked of one family. */
export type ContractWish = {
  readonly family: Family;
  readonly reading: Reading;
  readonly leniency: Leniency;
  /** What the underlying costs now; null where nobody knows. */
  readonly spot: number | null;
  /** Only so many of the expiries that fit. */
  readonly expiriesMax: number;
};

/** From here on, three digits, a strike may be one that begins so, with so many digits more. */
const STRIKE_START_MIN = 100;
const MORE_DIGITS_MAX = 3;
/** How many strikes on each side stand in for one that is not there. */
const NEAR_STRIKES = 2;
/** And how far from it they may be, as a share of it. */
const NEAR_STRIKE_SHARE = 0.1;
/** A future comes before the options of its expiry. */
const FUTURE_RANK = -1;
/** A date that does not fit is looked for so many days away. */
const NEAR_DAYS = 31;

/** Tells the contracts of a family that a reading means; whether there were any. */
export function findContracts(
  table: ContractTable,
  wish: ContractWish,
  take: TakeContract,
): boolean {
  let turn = 0;
  let isFound = false;
  for (const expiry of fittingExpiries(table, wish)) {
    if (turn >= wish.expiriesMax) break;
    const count = takeOf(table, wish, expiry, (place, rank) => take(place, turn, rank));
    if (count === 0) continue;
    isFound = true;
    turn += 1;
  }
  return isFound;
}

/** The expiries that fit, the nearest first; to a day that is none of theirs the nearest to that day. */
function fittingExpiries(
  table: ContractTable,
  { family, reading, leniency }: ContractWish,
): readonly Expiry[] {
  const { expiry: wish } = reading;
  const isNear = leniency === 'nearDay' || leniency === 'nearBoth';
  if (isNear && wish.day === null && wish.weekday === null && wish.cadence === null) return [];
  const strict = isNear ? { ...wish, day: null, weekday: null, cadence: null } : wish;
  const all = table.expiries
    .slice(family.from, family.to)
    .filter((expiry) => hasProduct(expiry, reading) && fits(expiry, strict));
  const { turn, day } = wish;
  if (isNear && day !== null) {
    const near = all.filter((expiry) => Math.abs(expiry.date.day - day) <= NEAR_DAYS);
    return near.toSorted(
      (one, other) => Math.abs(one.date.day - day) - Math.abs(other.date.day - day),
    );
  }
  return turn === null || turn === 0 ? all : all.slice(turn);
}

function hasProduct({ hasFutures, hasOptions }: Expiry, reading: Reading): boolean {
  if (wantsFuture(reading)) return hasFutures;
  return wantsOption(reading) ? hasOptions : true;
}

function fits({ date, weekday, isMonthly }: Expiry, wish: ExpiryWish): boolean {
  if (wish.month !== null && wish.month !== date.month) return false;
  if (wish.year !== null && wish.year !== date.year) return false;
  if (wish.day !== null && wish.day !== date.day) return false;
  if (wish.weekday !== null && wish.weekday !== weekday) return false;
  if (wish.cadence === 'monthly') return isMonthly;
  // "This week" and "next week" are told by their turn, whatever ends then.
  return wish.cadence === null || wish.turn !== null || !isMonthly;
}

function wantsFuture({ product, right, strike }: Reading): boolean {
  return product === 'future' && right === null && strike === null;
}

function wantsOption({ product, right, strike }: Reading): boolean {
  return product === 'option' || right !== null || strike !== null;
}

type TakeRanked = (place: number, rank: number) => void;
/** The rank of a strike; null where it is not meant. */
type RankOf = (strike: number) => number | null;

function takeOf(
  table: ContractTable,
  wish: ContractWish,
  expiry: Expiry,
  take: TakeRanked,
): number {
  const rankOf = rankingOf(table, wish, expiry);
  if (rankOf === null) return 0;
  const takes = takenKinds(wish.reading);
  let count = 0;
  for (let place = expiry.from; place < expiry.to; place += 1) {
    const kind = table.kinds[place] ?? 0;
    if (takes[kind] !== true) continue;
    const isFuture = kind === contractKinds.future;
    const rank = isFuture ? FUTURE_RANK : rankOf(table.strikes[place] ?? 0);
    if (rank === null) continue;
    take(place, rank);
    count += 1;
  }
  return count;
}

/** Whether futures, calls and puts are meant, in the order of `contractKinds`; none has a right and is a future. */
function takenKinds(reading: Reading): readonly boolean[] {
  const { product, right } = reading;
  const areOptions = product !== 'future';
  return [!wantsOption(reading), areOptions && right !== 'put', areOptions && right !== 'call'];
}

/** How strikes are ranked that fit; null where this leniency says nothing of what is asked. */
function rankingOf(
  table: ContractTable,
  { reading, leniency, spot }: ContractWish,
  expiry: Expiry,
): RankOf | null {
  const wanted = reading.strike;
  if (wanted === null) {
    if (leniency === 'strikeStart' || leniency === 'nearStrike') return null;
    const middle = spot ?? middleStrike(table, expiry);
    return (strike) => Math.abs(strike - middle);
  }
  if (leniency === 'strikeStart') {
    if (wanted < STRIKE_START_MIN) return null;
    return (strike) => (beginsWith(strike, wanted) ? strike : null);
  }
  if (!isNearChain(table, expiry, wanted)) return null;
  if (leniency === 'strict' || leniency === 'nearDay') {
    return (strike) => (strike === wanted ? 0 : null);
  }
  const nearest = nearestDistances(table, expiry, wanted);
  return (strike) => {
    const distance = Math.abs(strike - wanted);
    return nearest.includes(distance) ? distance : null;
  };
}

/** Whether a strike lies below the last of an expiry, its highest, or a little above. */
function isNearChain({ strikes }: ContractTable, { to }: Expiry, wanted: number): boolean {
  return wanted <= (strikes[to - 1] ?? 0) * (1 + 2 * NEAR_STRIKE_SHARE);
}

/** Whether the digits of a number are the first of another, longer one. */
function beginsWith(strike: number, start: number): boolean {
  let low = start;
  let width = 1;
  for (let more = 0; more < MORE_DIGITS_MAX; more += 1) {
    low *= 10;
    width *= 10;
    if (strike >= low && strike < low + width) return true;
  }
  return false;
}

/** How far the strikes next to one that is not there are from it. */
function nearestDistances(
  { strikes }: ContractTable,
  { from, to }: Expiry,
  wanted: number,
): readonly number[] {
  const distances = new Set<number>();
  for (const strike of strikes.subarray(from, to)) {
    const distance = Math.abs(strike - wanted);
    // A future has no strike: its NaN is near nothing.
    if (distance <= wanted * NEAR_STRIKE_SHARE) distances.add(distance);
  }
  return [...distances].toSorted((one, other) => one - other).slice(0, NEAR_STRIKES);
}

/** Where nobody knows what the underlying costs, the middle of the chain is near it. */
function middleStrike({ strikes }: ContractTable, { from, to }: Expiry): number {
  let first = from;
  while (first < to && Number.isNaN(strikes[first] ?? Number.NaN)) first += 1;
  return strikes[first + ((to - first) >> 1)] ?? 0;
}
