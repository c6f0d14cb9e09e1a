import type { Option } from 'argosy/domain';
import { exp, ln } from 'argosy/core';
import { priceBlack76 } from 'argosy/quant';

import type { MarketGround } from './market-ground.ts';
import type { ChainPlan } from './market-plan.ts';
import type { PricePath, Stretch } from './price-path.ts';
import { spreadCurve, steadyCurve } from './seasonality.ts';
import { OPTION_TICK } from './tick-grid.ts';

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
    const level = this.#path.indexFair();
    const stir = Math.sqrt(this.#path.heat);
    let number = shares.length;
    for (const { expiry } of futures) {
      const years = (expiry.at - from) / YEAR_MICROS;
      const fair = expiry.day < day.day ? 0 : level * this.#carry(years);
      this.#set(number++, { fair, half: fair * FUTURE_HALF * stir * spread, stir });
    }
    this.#valueOptions({ from, day, number, level }, stir * spread);
  }

  #valueShare(share: number, spread: number): void {
    const { activity, dailyVolatility } = this.#ground;
    const fair = this.#path.fair[share] ?? 0;
    const stir = Math.sqrt(this.#path.heatOf(share));
    const quiet = 1 / Math.sqrt(activity[share] ?? 1);
    const nervous = (dailyVolatility[share] ?? 0) / 0.015;
    this.#set(share, { fair, half: fair * SHARE_HALF * quiet * nervous * stir * spread, stir });
  }

  #valueOptions(at: Pick<Stretch, 'from' | 'day'> & Numbered, width: number): void {
    const { options, plan } = this.#ground;
    if (plan.chain === null) return;
    const chain = { ...plan.chain, volatility: this.#atTheMoney(plan.chain) };
    let { number } = at;
    for (const { instrument, expiry, series } of options) {
      const isListed = expiry.day >= at.day.day && series < this.#seriesUpTo(at.day.day);
      if (!isListed) this.#set(number++, { fair: 0, half: 0, stir: 1 });
      else {
        const years = Math.max(0, (expiry.at - at.from) / YEAR_MICROS);
        const discount = exp(-plan.interestRate * years);
        const forward = at.level * this.#carry(years);
        // What is listed is worth something, however little: 0 says that it is not.
        const priced = priceOnSmile(instrument, { forward, years, discount, chain });
        const fair = Math.max(Number.EPSILON, priced);
        const half = Math.max(OPTION_TICK, fair * OPTION_HALF * width);
        this.#set(number++, { fair, half, stir: Math.sqrt(this.#path.heat) });
      }
    }
  }

  /** Which ends of the chain are listed on a day: so many that have not passed. */
  #seriesUpTo(day: number): number {
    const { plan, options } = this.#ground;
    const first = options.find(({ expiry }) => expiry.day >= day);
    return (first?.series ?? 0) + (plan.chain?.expiries ?? 0);
  }

  #carry(years: number): number {
    const { interestRate, dividendYield } = this.#ground.plan;
    return exp((interestRate - dividendYield + this.#path.richness) * years);
  }

  /** What is asked for follows what happens, by half. */
  #atTheMoney({ volatility }: ChainPlan): number {
    return volatility * Math.sqrt(Math.min(6, 0.5 + 0.5 * this.#path.heat));
  }

  #set(number: number, value: { fair: number; half: number; stir: number }): void {
    this.fair[number] = value.fair;
    this.half[number] = value.half;
    this.stir[number] = value.stir;
  }
}

type Numbered = { readonly number: number; readonly level: number };
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
