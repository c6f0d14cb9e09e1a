import { planMarket, type MarketPlan } from '@argosy/catalog/markets';
import { alwaysOpen, formatDay, MICROS_PER_DAY, nseEquity, type Timestamp } from 'argosy/core';

import { simError } from '../errors.ts';

/**
 * When the demo trades.
 * - `always`: at every hour, each day of UTC a day of trading.
 * - `market`: in the hours of India's exchanges.
 * - so many minutes for a day of those hours, one day right behind the other: time itself runs faster then, and
 *   whoever trades has to live by the demo's clock.
 */
export type DemoHours = 'always' | 'market' | { readonly minutesPerDay: number };

/** What a demo exchange is made by. */
export type DemoPlan = {
  /** The same seed gives the same companies, and the same prices on the same days. */
  readonly seed?: number | string;
  readonly hours?: DemoHours;
  /** Quotes and trades of all instruments together, in a second of the wall clock; books come on top. */
  readonly ticksPerSecond?: number;
  /** How many days of trading are listed ahead: behind them the market stays closed. */
  readonly days?: number;
  /** What else of the market is to be otherwise. */
  readonly market?: Partial<MarketPlan>;
};

const DAYS_AHEAD = 10;
const TICKS_DEFAULT = 1000;
/** The most that one core makes with room to spare. */
export const TICKS_PER_SECOND_MAX = 50_000;
/** Trades beside each quote that an event brings: 35 in a hundred. */
const TICKS_OF_EVENT = 1.35;
/** From one move of the prices to the next where time runs fast, in seconds of the wall clock: each requotes derivatives. */
const STEP_SECONDS_FAST = 0.5;
/** From the open to the close of India's exchanges. */
const MARKET_MINUTES = 375;

/** The plan of the market, from the day of an instant on. */
export function marketPlanOf(plan: DemoPlan, now: Timestamp): MarketPlan {
  const { seed = 1, hours = 'always', ticksPerSecond = TICKS_DEFAULT, days = DAYS_AHEAD } = plan;
  const isFast = ticksPerSecond >= 1 && ticksPerSecond <= TICKS_PER_SECOND_MAX;
  if (!isFast) throw simError('BAD_DEMO', `${ticksPerSecond} ticks a second`);
  const calendar = hours === 'always' ? alwaysOpen : nseEquity;
  const changes: Partial<MarketPlan> = {
    seed,
    calendar,
    days,
    firstDay: formatDay(Math.floor(now / MICROS_PER_DAY)),
    pace: hours === 'always' ? 'steady' : 'seasonal',
    eventsPerSecond: ticksPerSecond / TICKS_OF_EVENT / speedOf(hours),
    stepSeconds: Math.max(1, Math.ceil(speedOf(hours) * STEP_SECONDS_FAST)),
    depthLevels: 5,
    sectors: sectorNames.map((name) => ({ name, shares: 40 })),
    chain: {
      expiries: 2,
      strikes: 16,
      strikeStep: 100,
      volatility: 0.14,
      skew: -0.06,
      curvature: 0.02,
    },
    ...plan.market,
  };
  return planMarket(changes);
}

/** How much faster than the wall clock time runs: in the hours of a market's day. */
export function speedOf(hours: DemoHours): number {
  if (typeof hours === 'string') return 1;
  const { minutesPerDay } = hours;
  if (minutesPerDay >= 0.1 && minutesPerDay <= MARKET_MINUTES)
    return MARKET_MINUTES / minutesPerDay;
  throw simError(
    'BAD_DEMO',
    `a day of ${minutesPerDay} minutes, expected 0.1 to ${MARKET_MINUTES}`,
  );
}

const sectorNames = 'BANK AUTO PHARMA METAL ENERGY TECH FOOD CEMENT TELECOM REALTY'.split(' ');
