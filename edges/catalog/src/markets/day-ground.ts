import { formatDay, Random } from 'argosy/core';
import { exp } from 'argosy/quant';

import type { MarketGround } from './market-ground.ts';
import { tradingDays, type TradingDay } from './trading-days.ts';

/** How many days before a day are still felt in its close, and how much of each is left the day after. */
const DAYS_FELT = 120;
const LEFT_OF_DAY = 0.97;
/** How much of a day's move is the whole market's; the squares of both parts add up to one. */
const OF_MARKET = 0.6;
const OF_SHARE = 0.8;

/**
 * One day of a market, by itself: it opens at the close of the day before and ends at its own, and neither has to
 * be played for that. So any day can be made at any time, of the past as well, and they fit together.
 *
 * @example
 * const stream = MarketStream.begin(groundOfDay(ground, ground.days[3]));
 */
export function groundOfDay(ground: MarketGround, day: TradingDay): MarketGround {
  const { plan } = ground;
  const seed = `${plan.seed}/${day.day}`;
  return {
    ...ground,
    plan: { ...plan, seed, firstDay: formatDay(day.day), days: 1 },
    days: [day],
    firstPrices: closesOf(ground, day.day - 1),
    targets: closesOf(ground, day.day),
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
