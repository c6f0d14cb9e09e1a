import { exp, formatDay, Random } from 'argosy/core';

import type { MarketGround } from './market-ground.ts';
import { tradingDays, type TradingDay } from './trading-days.ts';

/** How many days before a day are still felt in its close, and how much of each is left the day after. */
const DAYS_FELT = 120;
/** From one known price to the next. */
const LEG_US = 1_800_000_000;
const LEFT_OF_DAY = 0.97;
/** How much of a day's move is the whole market's; the squares of both parts add up to one. */
const OF_MARKET = 0.6;
const OF_SHARE = 0.8;

/**
 * One day of a market, by itself: it opens at the close of the day before, ends at its own, and passes through prices
 * between that are known as well. Nothing has to be played for that, so any instant of any day can be come to at once,
 * of the past as well, and all fit together.
 *
 * @example
 * const stream = MarketStream.beginAt(groundOfDay(ground, ground.days[3]), noon);
 */
export function groundOfDay(ground: MarketGround, day: TradingDay): MarketGround {
  const { plan } = ground;
  const seed = `${plan.seed}/${day.day}`;
  const [opens, closes] = [closesOf(ground, day.day - 1), closesOf(ground, day.day)];
  const legs = Math.ceil((day.until - day.from) / LEG_US);
  const prices = between(ground, { opens, closes, legs, seed });
  return {
    ...ground,
    plan: { ...plan, seed, firstDay: formatDay(day.day), days: 1 },
    days: [day],
    firstPrices: opens,
    waypoints: { every: LEG_US, prices },
  };
}

/** So many trading days before a day, oldest first. */
export function daysBefore(
  { plan }: MarketGround,
  day: number,
  count: number,
): readonly TradingDay[] {
  // A week has at least four days of trading but for holidays; twice as many and two weeks reach far enough.
  const firstDay = formatDay(day - 2 * count - 14);
  const around = tradingDays({ ...plan, firstDay, days: 2 * count + 15 });
  return around.filter((one) => one.day < day).slice(-count);
}

/**
 * Where shares stand as a day ends, in hundredths: what the last days have moved, each a little less felt than the
 * next. They come back to where they began, so a market may run for years.
 */
function closesOf(ground: MarketGround, day: number): Float64Array {
  const { firstPrices, dailyVolatility, plan } = ground;
  const moved = new Float64Array(firstPrices.length);
  let weight = 1;
  for (let before = 0; before < DAYS_FELT; before += 1) {
    const random = Random.fromSeed(`${plan.seed}/close ${day - before}`);
    const market = random.nextNormal();
    for (let share = 0; share < moved.length; share += 1) {
      const move = OF_MARKET * market + OF_SHARE * random.nextNormal();
      moved[share] = (moved[share] ?? 0) + weight * move * (dailyVolatility[share] ?? 0);
    }
    weight *= LEFT_OF_DAY;
  }
  return firstPrices.map((price, share) => Math.max(100, price * exp(moved[share] ?? 0)));
}

type Way = {
  readonly opens: Float64Array;
  readonly closes: Float64Array;
  readonly legs: number;
  readonly seed: string;
};

/** A random walk from the open to the close, a step for each leg. */
function between(
  { dailyVolatility }: MarketGround,
  { opens, closes, legs, seed }: Way,
): readonly Float64Array[] {
  const random = Random.fromSeed(`${seed}/way`);
  const steps = Array.from({ length: legs }, () => {
    const market = random.nextNormal();
    return opens.map(() => OF_MARKET * market + OF_SHARE * random.nextNormal());
  });
  const sums = opens.map((_, share) => steps.reduce((sum, step) => sum + (step[share] ?? 0), 0));
  const walked = new Float64Array(opens.length);
  const way = steps.map((step, leg) =>
    opens.map((open, share) => {
      const gone = (leg + 1) / legs;
      walked[share] = (walked[share] ?? 0) + (step[share] ?? 0);
      const astray = (walked[share] ?? 0) - gone * (sums[share] ?? 0);
      const moved = (astray * (dailyVolatility[share] ?? 0)) / Math.sqrt(legs);
      return (open + ((closes[share] ?? open) - open) * gone) * exp(moved);
    }),
  );
  return [opens, ...way];
}
