import { groundOfDay, samplesOf, type TradingDay } from '@argosy/catalog/markets';
import { MICROS_PER_MINUTE, Random } from 'argosy/core';

import type { DemoMarket } from './demo-market.ts';

/** How many days are kept at hand, the last ones asked for. */
const DAYS_KEPT_MAX = 4;
/** From one look at the prices to the next: three a minute. */
const SAMPLE_SECONDS = 20;
/** How many samples are made before others get the thread. */
const SAMPLES_PER_SLICE = 25;

/** A day in minutes: place `(minute × instruments) + number`; 0 where something had no price. */
export type DayMinutes = {
  readonly day: TradingDay;
  readonly minutes: number;
  readonly open: Int32Array;
  readonly high: Int32Array;
  readonly low: Int32Array;
  readonly close: Int32Array;
};

/**
 * The past of a demo exchange, made when it is asked for: prices that pass through those of its days each
 * half hour, three looks a minute. It is the same each time; what was seen live went its own way between.
 */
export class DemoHistory {
  readonly #market: DemoMarket;
  readonly #pause: () => Promise<void>;
  readonly #kept = new Map<number, Promise<DayMinutes>>();

  /** `pause` lets others have the thread. */
  constructor(market: DemoMarket, pause: () => Promise<void>) {
    this.#market = market;
    this.#pause = pause;
  }

  /** The days that touch a stretch of time. */
  daysIn(from: number, until: number): readonly TradingDay[] {
    return this.#market.days.filter((day) => day.until > from && day.from < until);
  }

  /** A day's minutes; who asks for one that is being made waits for the same. */
  minutesOf(day: TradingDay): Promise<DayMinutes> {
    const known = this.#kept.get(day.day);
    if (known !== undefined) {
      // The one asked for last is forgotten last.
      this.#kept.delete(day.day);
      this.#kept.set(day.day, known);
      return known;
    }
    const made = this.#make(day);
    this.#kept.set(day.day, made);
    const [oldest] = this.#kept.keys();
    if (this.#kept.size > DAYS_KEPT_MAX && oldest !== undefined) this.#kept.delete(oldest);
    return made;
  }

  /** How much of an instrument traded in each minute of a day; nothing of an index. */
  volumesOf({ day, minutes }: DayMinutes, number: number): Int32Array {
    const { plan, lots, activity, instruments } = this.#market.ground;
    const random = Random.fromSeed(`${plan.seed}/volume ${day.day} ${number}`);
    const usual = (lots[number] ?? 0) * (1 + 20 * (activity[number] ?? 0));
    const lot = instruments[number]?.lot ?? 1;
    return Int32Array.from({ length: minutes }, () => {
      const some = random.nextFloat() + random.nextFloat() * random.nextFloat();
      return Math.round(usual * some) * lot;
    });
  }

  async #make(day: TradingDay): Promise<DayMinutes> {
    const { ground } = this.#market;
    const count = ground.instruments.length;
    const minutes = Math.ceil((day.until - day.from) / MICROS_PER_MINUTE);
    const column = (): Int32Array => new Int32Array(minutes * count);
    const made = { day, minutes, open: column(), high: column(), low: column(), close: column() };
    const ticks = Int32Array.from(ground.instruments, ({ tick }) => tick);
    let taken = 0;
    for (const { at, fair, index } of samplesOf(groundOfDay(ground, day), SAMPLE_SECONDS)) {
      const row = Math.floor((at - day.from) / MICROS_PER_MINUTE) * count;
      for (let number = 0; number < count; number += 1) {
        const isIndex = number === count - 1 && ground.index !== null;
        const price = isIndex ? index : (fair[number] ?? 0);
        if (price > 0) note(made, row + number, onTick(price, ticks[number] ?? 1));
      }
      taken += 1;
      if (taken % SAMPLES_PER_SLICE === 0) await this.#pause();
    }
    return made;
  }
}

function onTick(price: number, tick: number): number {
  return Math.max(tick, Math.round(price / tick) * tick);
}

function note({ open, high, low, close }: DayMinutes, place: number, price: number): void {
  if (open[place] === 0) {
    open[place] = price;
    low[place] = price;
  }
  high[place] = Math.max(high[place] ?? 0, price);
  low[place] = Math.min(low[place] ?? 0, price);
  close[place] = price;
}
