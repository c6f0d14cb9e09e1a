import { Random } from 'argosy/core';
import type { Equity, Future, Index, Instrument, Option } from 'argosy/domain';

import { listDerivatives, listIndex, listShare, type Listed } from './listings.ts';
import { lowerRoot } from './lower-root.ts';
import { correlationsOf, INSTRUMENTS_MAX, planMarket, type MarketPlan } from './market-plan.ts';
import { shareTick } from './tick-grid.ts';
import { tradingDays, type TradingDay } from './trading-days.ts';
import { marketError } from './errors.ts';

/** What of a market never changes while it runs: who is listed, and what they are like. */
export type MarketGround = {
  readonly plan: MarketPlan;
  readonly days: readonly TradingDay[];
  readonly shares: readonly Equity[];
  readonly index: Index | null;
  readonly futures: readonly Listed<Future>[];
  readonly options: readonly Listed<Option>[];
  /** Everything, in the order of the numbers that streams use: shares, futures, options, index. */
  readonly instruments: readonly Instrument[];
  readonly sectorOf: Int32Array;
  readonly sectorRoot: Float64Array;
  /** The part of a share's deviation that is its sector's, and the part that is its own. */
  readonly shared: Float64Array;
  readonly own: Float64Array;
  readonly dailyVolatility: Float64Array;
  readonly firstPrices: Float64Array;
  /** Where shares stand at instants of its one day; null where they go wherever they get to. */
  readonly waypoints: Waypoints | null;
  /** How many units of each share the index counts; 0 where it is no member. */
  readonly weights: Float64Array;
  /** How busy an instrument is; by its number. */
  readonly activity: Float64Array;
  /** What stands at the best price, and trades, on average; by its number, in lots. */
  readonly lots: Float64Array;
  /** What the weighted sum of prices is divided by for the index. */
  readonly divisor: number;
};

/** Prices that a day passes through, in hundredths: whoever knows them can begin at any of them. */
export type Waypoints = {
  /** From one to the next, in microseconds; the last is the day's close, however near. */
  readonly every: number;
  /** By share; the first is where the day opens. */
  readonly prices: readonly Float64Array[];
};

const PRICE_LEAST = 40_00;
const PRICE_SPAN = 200;

/** Founds a market: names, sizes and habits of companies come from the seed. */
export function groundMarket(changes: Partial<MarketPlan> = {}): MarketGround {
  const plan = planMarket(changes);
  const days = tradingDays(plan);
  const traits = drawTraits(plan);
  const shares = traits.map(({ name, price }) => {
    return listShare(plan, { name, tick: shareTick(price) });
  });
  const index = plan.indexMembers === 0 ? null : listIndex(plan);
  const { futures, options } = listDerivatives(plan, days, index);
  const derivatives = [...futures, ...options].map(({ instrument }) => instrument);
  const instruments = [...shares, ...derivatives, ...(index === null ? [] : [index])];
  if (instruments.length > INSTRUMENTS_MAX) {
    throw marketError(
      'BAD_MARKET_PLAN',
      `${instruments.length} instruments, at most ${INSTRUMENTS_MAX}`,
    );
  }
  const weights = memberWeights(plan, traits);
  const sum = traits.reduce((total, { price }, share) => total + price * (weights[share] ?? 0), 0);
  const tradedDerivatives = [...futures.map(futureTraits), ...options.map(optionTraits)];
  return {
    plan,
    days,
    shares,
    index,
    futures,
    options,
    instruments,
    sectorOf: Int32Array.from(traits, ({ sector }) => sector),
    sectorRoot: lowerRoot(correlationsOf(plan)) ?? new Float64Array(),
    shared: Float64Array.from(traits, ({ sectorShare }) => Math.sqrt(sectorShare)),
    own: Float64Array.from(traits, ({ sectorShare }) => Math.sqrt(1 - sectorShare)),
    dailyVolatility: Float64Array.from(traits, ({ volatility }) => volatility),
    firstPrices: Float64Array.from(traits, ({ price }) => price),
    waypoints: null,
    weights,
    activity: Float64Array.from([...traits, ...tradedDerivatives], ({ activity }) => activity),
    lots: Float64Array.from([...traits, ...tradedDerivatives], ({ lots }) => lots),
    divisor: sum === 0 ? 1 : sum / (plan.indexLevel * 100),
  };
}

type Traits = {
  readonly name: string;
  readonly sector: number;
  readonly price: number;
  readonly units: number;
  readonly sectorShare: number;
  readonly volatility: number;
  readonly activity: number;
  readonly lots: number;
};

/** Sizes fall off as those of companies do: the r-th has about 1/r of the first's worth. */
function drawTraits({
  seed,
  sectors,
  sectorShare,
  dailyVolatility,
}: MarketPlan): readonly Traits[] {
  const random = Random.fromSeed(seed).fork('companies');
  const between = ([least, most]: readonly [number, number]): number =>
    least + (most - least) * random.nextFloat();
  const names = sectors.flatMap(({ name, shares }, sector) =>
    Array.from({ length: shares }, (_, place) => ({
      name: `${name}${String(place + 1).padStart(2, '0')}`,
      sector,
    })),
  );
  const ranks = shuffled(names.length, random);
  return names.map(({ name, sector }, share) => {
    const rank = (ranks[share] ?? 0) + 1;
    const spread = random.nextFloat();
    const rough = PRICE_LEAST * (1 + PRICE_SPAN * spread * spread * spread);
    const tick = shareTick(rough);
    const price = Math.round(rough / tick) * tick;
    const worth = 1e15 / rank;
    return {
      name,
      sector,
      price,
      units: Math.ceil(worth / price),
      sectorShare: between(sectorShare),
      volatility: between(dailyVolatility),
      activity: 1 / Math.sqrt(rank),
      lots: Math.max(10, Math.round(2_000_000 / price / Math.sqrt(Math.sqrt(rank)))),
    };
  });
}

/** The largest are members, each with all its units. */
function memberWeights({ indexMembers }: MarketPlan, traits: readonly Traits[]): Float64Array {
  const worths = traits.map(({ price, units }) => price * units);
  const least =
    worths.toSorted((one, other) => other - one)[indexMembers - 1] ?? Number.POSITIVE_INFINITY;
  let left = indexMembers;
  return Float64Array.from(traits, ({ units }, share) => {
    const isMember = (worths[share] ?? 0) >= least && left > 0;
    if (isMember) left -= 1;
    return isMember ? units : 0;
  });
}

function futureTraits(_: Listed<Future>, place: number): { activity: number; lots: number } {
  return { activity: 4 / (place + 1) ** 2, lots: 20 / (place + 1) };
}

function optionTraits({ fromMiddle }: Listed<Option>): { activity: number; lots: number } {
  const near = 1 / (1 + fromMiddle * fromMiddle * 0.1);
  return { activity: 0.6 * near, lots: 4 + 30 * near };
}

function shuffled(count: number, random: Random): readonly number[] {
  const places = Array.from({ length: count }, (_, place) => place);
  for (let last = count - 1; last > 0; last -= 1) {
    const other = random.nextInt(last + 1);
    [places[last], places[other]] = [places[other] ?? 0, places[last] ?? 0];
  }
  return places;
}
