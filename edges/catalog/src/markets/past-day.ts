import { MICROS_PER_MINUTE, MICROS_PER_SECOND, Random } from 'argosy/core';

import { crowdWeights, poisson } from './crowd.ts';
import { halfOf, seriesUpTo, valueFuture, valueOption, type Standing } from './fair-values.ts';
import type { MarketGround } from './market-ground.ts';
import { TRADES_OF_HUNDRED } from './market-stream.ts';
import { lookMicros, ofSecond, PastLegs, type Leg } from './past-legs.ts';
import type { PastTrades } from './past-trades.ts';
import { activityCurve, spreadCurve, steadyCurve } from './seasonality.ts';
import type { TradingDay } from './trading-days.ts';

/** A day minute by minute, in hundredths and units; where nothing traded the open is 0. */
export type PastMinutes = {
  readonly open: Int32Array;
  readonly high: Int32Array;
  readonly low: Int32Array;
  readonly close: Int32Array;
  readonly volume: Float64Array;
};

/** A walk that is looked at rarely stays so far within its ends, in deviations of a look (Broadie, Glasserman, Kou). */
const WITHIN = 0.5826;
/** Of a level that is told each second the ends stray further than of one that is looked at rarely. */
const STRAY_SEEN = 1.6;
const MINUTE_SECONDS = 60;

/** What something is worth along a leg, and half its spread where that begins to matter: at each look. */
type Quoted = { readonly fair: Float64Array; readonly half: Float64Array };

/**
 * A day of a market as it may have been, one instrument and one leg between two waypoints at a time: each can be made
 * alone, and is the same whatever was made before. Prices move, are quoted and trade as those of a stream, so that a
 * minute has about the volume and the range of one that was played. Both pass through the same waypoints; between
 * them they go their own ways, and nothing comes of halts and news.
 *
 * @example
 * const day = new PastDay(groundOfDay(ground, ground.days[3]), PastTrades.of(ground));
 * const minutes = day.empty();
 * for (let leg = 0; leg < day.legs; leg += 1) day.fill(minutes, { number: 7, leg });
 */
export class PastDay {
  readonly #ground: MarketGround;
  readonly #paths: PastLegs;
  readonly #trades: PastTrades;
  readonly #day: TradingDay;
  readonly #series: number;
  /** How many trades of an instrument a usual minute has, by number. */
  readonly #perMinute: Float64Array;

  /** `ground` is that of one day; `crowd` may be those of other days of the same market too. */
  constructor(ground: MarketGround, crowd: PastTrades) {
    const { plan } = ground;
    this.#ground = ground;
    this.#paths = new PastLegs(ground);
    this.#day = this.#paths.day;
    this.#series = seriesUpTo(ground, this.#day);
    this.#trades = crowd;
    const weights = crowdWeights(ground, this.#day.day, (number) => this.#isListed(number));
    const all = weights.reduce((sum, one) => sum + one, 0);
    const trades = (plan.eventsPerSecond * MINUTE_SECONDS * TRADES_OF_HUNDRED) / 100;
    this.#perMinute = weights.map((one) => (trades * one) / all);
  }

  /** How many legs there are. */
  get legs(): number {
    return this.#paths.waypoints.prices.length - 1;
  }

  /** How long each is, in microseconds; the last may be shorter. */
  get legMicros(): number {
    return this.#paths.waypoints.every;
  }

  /** The minutes of an instrument, before any is made. */
  empty(): PastMinutes {
    const minutes = Math.ceil((this.#day.until - this.#day.from) / MICROS_PER_MINUTE);
    const column = (): Int32Array => new Int32Array(minutes);
    const volume = new Float64Array(minutes);
    return { open: column(), high: column(), low: column(), close: column(), volume };
  }

  /** Makes the minutes of an instrument in a leg. */
  fill(into: PastMinutes, { number, leg: at }: { number: number; leg: number }): void {
    if (!this.#isListed(number)) return;
    const leg = this.#paths.leg(at);
    const random = Random.fromSeed(`${this.#ground.plan.seed}/trades ${at} ${number}`);
    const isIndex = number === this.#indexNumber;
    const quoted = isIndex ? null : this.#quoted(leg, number);
    const fair = quoted?.fair ?? this.#told(leg, random);
    const first = Math.round((leg.from - this.#day.from) / MICROS_PER_MINUTE);
    const minutes = Math.ceil((leg.until - leg.from) / MICROS_PER_MINUTE);
    const looks = MICROS_PER_MINUTE / lookMicros(leg);
    for (let minute = 0; minute < minutes; minute += 1) {
      const from = Math.min(leg.looks - 1, Math.floor(minute * looks));
      const until = Math.max(from + 1, Math.min(leg.looks, Math.floor((minute + 1) * looks)));
      const seen = fair.subarray(from, until);
      const half = quoted?.half[from];
      if (half === undefined) noteLevels(into, first + minute, seen);
      else this.#trade(into, { number, place: first + minute, fair: seen, half, leg, random });
    }
  }

  /** About how much of an instrument trades in all of the day; nothing of an index. */
  volumeOf(number: number): number {
    const { plan, lots, instruments } = this.#ground;
    const random = Random.fromSeed(`${plan.seed}/day's trades ${number}`);
    const minutes = (this.#day.until - this.#day.from) / MICROS_PER_MINUTE;
    const count = poisson((this.#perMinute[number] ?? 0) * minutes, random);
    const traded = this.#trades.lots(lots[number] ?? 1, count, random);
    return traded * (instruments[number]?.lot ?? 1);
  }

  #trade(into: PastMinutes, { number, place, fair, half, leg, random }: MinuteParts): void {
    const { shares, instruments, lots, plan } = this.#ground;
    const { tick = 1, lot = 1 } = instruments[number] ?? {};
    const of = (place * MICROS_PER_MINUTE) / (this.#day.until - this.#day.from);
    const expected =
      (this.#perMinute[number] ?? 0) * (plan.pace === 'steady' ? 1 : activityCurve.at(of));
    const sum = this.#trades.sum(
      {
        fair,
        half,
        tick,
        leans: number < shares.length,
        expected,
        usual: lots[number] ?? 1,
        lot,
        beyond: this.#beyond(number, { fair: fair[0] ?? 0, leg, expected }),
      },
      random,
    );
    if (sum === null) return;
    into.open[place] = sum.open;
    into.high[place] = sum.high;
    into.low[place] = sum.low;
    into.close[place] = sum.close;
    into.volume[place] = sum.volume;
  }

  /** How far trades go beyond the looks between them: as far as their steps, or they themselves, are closer than looks. */
  #beyond(
    number: number,
    { fair, leg, expected }: { fair: number; leg: Leg; expected: number },
  ): number {
    const { plan, shares, futures } = this.#ground;
    if (number >= shares.length + futures.length) return 0;
    const look = lookMicros(leg) / MICROS_PER_SECOND;
    const apart = Math.max(plan.stepSeconds, MINUTE_SECONDS / Math.max(1, expected));
    const roots = Math.sqrt(look) - Math.sqrt(apart);
    return Math.max(0, WITHIN * roots * this.#ofSecond(number, fair, leg));
  }

  #ofSecond(number: number, fair: number, leg: Leg): number {
    const { shares, dailyVolatility } = this.#ground;
    if (number >= shares.length) return this.#paths.level(leg).second;
    return fair * ofSecond(dailyVolatility[number] ?? 0, this.#day.until - this.#day.from);
  }

  /** An index is told by the last trades of its members. */
  #told(leg: Leg, random: Random): Float64Array {
    const { fair, stray } = this.#paths.level(leg);
    return fair.map((level) => level + STRAY_SEEN * stray * random.nextNormal());
  }

  /** What an instrument is worth at each look, and how far apart it is quoted. */
  #quoted(leg: Leg, number: number): Quoted {
    const { shares } = this.#ground;
    const half = new Float64Array(leg.looks);
    if (number < shares.length) {
      const { fair, stir } = this.#paths.share(leg, number);
      for (let look = 0; look < leg.looks; look += 1) {
        const at = {
          fair: fair[look] ?? 0,
          stir: stir[look] ?? 1,
          spread: this.#spreadAt(leg, look),
        };
        half[look] = halfOf(this.#ground, number, at);
      }
      return { fair, half };
    }
    const fair = new Float64Array(leg.looks);
    const { fair: levels } = this.#paths.level(leg);
    for (let look = 0; look < leg.looks; look += 1) {
      const value = this.#derived(number, {
        from: leg.from + look * lookMicros(leg),
        day: this.#day,
        level: levels[look] ?? 0,
        heat: leg.heats[look] ?? 1,
        richness: leg.richness[look] ?? 0,
        spread: this.#spreadAt(leg, look),
      });
      fair[look] = value.fair;
      half[look] = value.half;
    }
    return { fair, half };
  }

  #derived(number: number, at: Standing): { readonly fair: number; readonly half: number } {
    const { plan, shares, futures, options } = this.#ground;
    const future = futures[number - shares.length];
    if (future !== undefined) return valueFuture(plan, future, at);
    const option = options[number - shares.length - futures.length];
    return option === undefined ? { fair: 0, half: 0 } : valueOption(plan, option, at);
  }

  #spreadAt(leg: Leg, look: number): number {
    const curve = this.#ground.plan.pace === 'steady' ? steadyCurve : spreadCurve;
    const { from, until } = this.#day;
    return curve.at((leg.from + look * lookMicros(leg) - from) / (until - from));
  }

  #isListed(number: number): boolean {
    const { shares, futures, options } = this.#ground;
    if (number < shares.length || number === this.#indexNumber) return true;
    const future = futures[number - shares.length];
    if (future !== undefined) return future.expiry.day >= this.#day.day;
    const option = options[number - shares.length - futures.length];
    return (
      option !== undefined && option.expiry.day >= this.#day.day && option.series < this.#series
    );
  }

  get #indexNumber(): number {
    const { index, instruments } = this.#ground;
    return index === null ? -1 : instruments.length - 1;
  }
}

type MinuteParts = {
  readonly number: number;
  readonly place: number;
  readonly fair: Float64Array;
  readonly half: number;
  readonly leg: Leg;
  readonly random: Random;
};

/** An index is told as it stands: it never trades. */
function noteLevels(into: PastMinutes, place: number, levels: Float64Array): void {
  const told = levels.map((level) => Math.round(level));
  into.open[place] = told[0] ?? 0;
  into.high[place] = Math.max(...told);
  into.low[place] = Math.min(...told);
  into.close[place] = told.at(-1) ?? 0;
}
