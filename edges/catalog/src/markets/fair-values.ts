import type { Future, Option } from 'argosy/domain';
import { exp, ln } from 'argosy/core';
import { priceBlack76 } from 'argosy/quant';

import type { MarketGround } from './market-ground.ts';
import type { Listed } from './listings.ts';
import type { ChainPlan, MarketPlan } from './market-plan.ts';
import type { PricePath, Stretch } from './price-path.ts';
import { spreadCurve, steadyCurve } from './seasonality.ts';
import { OPTION_TICK } from './tick-grid.ts';
import type { TradingDay } from './trading-days.ts';

const YEAR_MICROS = 365 * 86_400_000_000;
/** Of the busiest share at noon of a calm day, as a part of its price; of its futures. */
const SHARE_HALF = 0.000_12;
const FUTURE_HALF = 0.000_03;
const OPTION_HALF = 0.004;
/** How far out, in deviations, the smile still bends. */
const SMILE_REACH = 3;

/**
 * What everything that trades is worth at an instant, and how far from it people quote. Futures carry the
 * index at interest less dividends; options are priced on the same forward, with a smile, so that nothing can be
 * earned between them without risk.
 */
export class FairValues {
  readonly #ground: MarketGround;
  readonly #path: PricePath;
  /** In hundredths, by number; 0 where something is not listed. */
  readonly fair: Float64Array;
  /** Half a spread, in hundredths, by number. */
  readonly half: Float64Array;
  /** How many times its usual deviation something has now, by number. */
  readonly stir: Float64Array;

  constructor(ground: MarketGround, path: PricePath) {
    this.#ground = ground;
    this.#path = path;
    const count = ground.activity.length;
    this.fair = new Float64Array(count);
    this.half = new Float64Array(count);
    this.stir = new Float64Array(count).fill(1);
  }

  /** Values everything as of the beginning of a stretch. */
  value({ from, of, day }: Stretch): void {
    const { futures, options, shares, plan } = this.#ground;
    const spread = (plan.pace === 'steady' ? steadyCurve : spreadCurve).at(of);
    for (let share = 0; share < shares.length; share += 1) this.#valueShare(share, spread);
    if (futures.length + options.length === 0) return;
    const { heat, richness } = this.#path;
    const at = { from, day, level: this.#path.indexFair(), heat, richness, spread };
    let number = shares.length;
    for (const future of futures) this.#set(number++, valueFuture(plan, future, at));
    const upTo = seriesUpTo(this.#ground, day);
    for (const option of options) {
      const value = option.series < upTo ? valueOption(plan, option, at) : UNLISTED;
      this.#set(number++, value);
    }
  }

  #valueShare(share: number, spread: number): void {
    const fair = this.#path.fair[share] ?? 0;
    const stir = Math.sqrt(this.#path.heatOf(share));
    this.#set(share, { fair, half: halfOf(this.#ground, share, { fair, stir, spread }), stir });
  }

  #set(number: number, value: Valued): void {
    this.fair[number] = value.fair;
    this.half[number] = value.half;
    this.stir[number] = value.stir;
  }
}

/** What something is worth, half a spread around it, in hundredths, and its deviation in times of the usual. */
export type Valued = { readonly fair: number; readonly half: number; readonly stir: number };
/** How the market stands at an instant of a day. */
export type Standing = {
  readonly from: number;
  readonly day: TradingDay;
  /** What the index is worth, in hundredths. */
  readonly level: number;
  /** How many times the usual variance all share. */
  readonly heat: number;
  readonly richness: number;
  /** How wide spreads are at this time of the day. */
  readonly spread: number;
};
const UNLISTED: Valued = { fair: 0, half: 0, stir: 1 };

/** Half the spread of a share, in hundredths. */
export function halfOf(
  { activity, dailyVolatility }: MarketGround,
  share: number,
  { fair, stir, spread }: { readonly fair: number; readonly stir: number; readonly spread: number },
): number {
  const quiet = 1 / Math.sqrt(activity[share] ?? 1);
  const nervous = (dailyVolatility[share] ?? 0) / 0.015;
  return fair * SHARE_HALF * quiet * nervous * stir * spread;
}

/** Which ends of the chain are listed on a day: so many that have not passed. */
export function seriesUpTo({ plan, options }: MarketGround, { day }: TradingDay): number {
  const first = options.find(({ expiry }) => expiry.day >= day);
  return (first?.series ?? 0) + (plan.chain?.expiries ?? 0);
}

/** A future at interest less dividends; nothing once it has ended. */
export function valueFuture(plan: MarketPlan, { expiry }: Listed<Future>, at: Standing): Valued {
  if (expiry.day < at.day.day) return UNLISTED;
  const stir = Math.sqrt(at.heat);
  const fair = at.level * carry(plan, at, (expiry.at - at.from) / YEAR_MICROS);
  return { fair, half: fair * FUTURE_HALF * stir * at.spread, stir };
}

/** An option on the forward that futures have; nothing once it has ended. */
export function valueOption(plan: MarketPlan, option: Listed<Option>, at: Standing): Valued {
  const { chain, interestRate } = plan;
  const { instrument, expiry } = option;
  if (chain === null || expiry.day < at.day.day) return UNLISTED;
  const years = Math.max(0, (expiry.at - at.from) / YEAR_MICROS);
  // What is asked for follows what happens, by half.
  const volatility = chain.volatility * Math.sqrt(Math.min(6, 0.5 + 0.5 * at.heat));
  const priced = priceOnSmile(instrument, {
    forward: at.level * carry(plan, at, years),
    years,
    discount: exp(-interestRate * years),
    chain: { ...chain, volatility },
  });
  // What is listed is worth something, however little: 0 says that it is not.
  const fair = Math.max(Number.EPSILON, priced);
  const stir = Math.sqrt(at.heat);
  return { fair, half: Math.max(OPTION_TICK, fair * OPTION_HALF * (stir * at.spread)), stir };
}

function carry(
  { interestRate, dividendYield }: MarketPlan,
  { richness }: Pick<Standing, 'richness'>,
  years: number,
): number {
  return exp((interestRate - dividendYield + richness) * years);
}

type Terms = {
  readonly forward: number;
  readonly years: number;
  readonly discount: number;
  readonly chain: ChainPlan;
};

/** Black-76 with a volatility that leans and bends with the strike, and is flat far out. */
function priceOnSmile({ right, strike }: Option, { chain, ...terms }: Terms): number {
  const deviation = chain.volatility * Math.sqrt(terms.years);
  const away = deviation === 0 ? 0 : ln(strike / terms.forward) / deviation;
  const bounded = away / Math.sqrt(1 + (away * away) / (SMILE_REACH * SMILE_REACH));
  const smile = 1 + chain.skew * bounded + chain.curvature * bounded * bounded;
  return priceBlack76({ right, strike, ...terms, volatility: chain.volatility * smile });
}
