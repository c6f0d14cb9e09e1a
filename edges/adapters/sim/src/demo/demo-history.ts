import { groundOfDay, samplesOf, type TradingDay } from '@argosy/catalog/markets';
import { MICROS_PER_MINUTE, Random } from 'argosy/core';

import type { DemoMarket } from './demo-market.ts';

/** How many days are kept minute by minute, the last ones asked for. */
const DAYS_KEPT_MAX = 4;
/** From one look at the prices to the next, in seconds: three a minute; for bars of a day far fewer. */
const looks = { minute: 20, day: 600, dayLongAgo: 1800 } as const;
/** How many samples are made before others get the thread. */
const SAMPLES_PER_SLICE = 8;

/** A day in steps of equal length: place `(step × instruments) + number`; 0 where something had no price. */
export type DaySteps = {
  readonly day: TradingDay;
  readonly steps: number;
  readonly stepMicros: number;
  readonly open: Int32Array;
  readonly high: Int32Array;
  readonly low: Int32Array;
  readonly close: Int32Array;
};

/**
 * The past of a demo exchange, made when it is asked for: prices that pass through those of its days each
 * half hour, three looks a minute, and fewer for bars of whole days. It is the same each time; what was seen live went
 * its own way between.
 */
export class DemoHistory {
  readonly #market: DemoMarket;
  readonly #pause: () => Promise<void>;
  readonly #minutes = new Map<number, Promise<DaySteps>>();
  /** As many as there are days. */
  readonly #days = new Map<number, Promise<DaySteps>>();

  /** `pause` lets others have the thread. */
  constructor(market: DemoMarket, pause: () => Promise<void>) {
    this.#market = market;
    this.#pause = pause;
  }

  /** The days with minutes that touch a stretch of time. */
  daysIn(from: number, until: number): readonly TradingDay[] {
    return this.#market.days.filter((day) => day.until > from && day.from < until);
  }

  /** The days that touch a stretch of time, also those of which there is nothing finer. */
  allDaysIn(from: number, until: number): readonly TradingDay[] {
    const longAgo = this.#market.longPast.filter((day) => day.until > from && day.from < until);
    return [...longAgo, ...this.daysIn(from, until)];
  }

  /** A day's minutes; who asks for one that is being made waits for the same. */
  minutesOf(day: TradingDay): Promise<DaySteps> {
    const known = this.#minutes.get(day.day);
    if (known !== undefined) {
      // The one asked for last is forgotten last.
      this.#minutes.delete(day.day);
      this.#minutes.set(day.day, known);
      return known;
    }
    const made = this.#make(day, { stepMicros: MICROS_PER_MINUTE, everySeconds: looks.minute });
    this.#minutes.set(day.day, made);
    const [oldest] = this.#minutes.keys();
    if (this.#minutes.size > DAYS_KEPT_MAX && oldest !== undefined) this.#minutes.delete(oldest);
    return made;
  }

  /** A whole day as one step. */
  wholeOf(day: TradingDay): Promise<DaySteps> {
    const known = this.#days.get(day.day);
    if (known !== undefined) return known;
    const isLongAgo = this.#market.longPast.includes(day);
    const made = this.#make(day, {
      stepMicros: day.until - day.from,
      everySeconds: isLongAgo ? looks.dayLongAgo : looks.day,
    });
    this.#days.set(day.day, made);
    return made;
  }

  /** How much of an instrument traded in each step of a day; nothing of an index. */
  volumesOf({ day, steps, stepMicros }: DaySteps, number: number): Float64Array {
    const { plan, lots, activity, instruments } = this.#market.ground;
    const volumes = new Float64Array(steps);
    const random = Random.fromSeed(`${plan.seed}/volume ${day.day} ${number}`);
    const usual = (lots[number] ?? 0) * (1 + 20 * (activity[number] ?? 0));
    const lot = instruments[number]?.lot ?? 1;
    const minutes = Math.ceil((day.until - day.from) / MICROS_PER_MINUTE);
    for (let minute = 0; minute < minutes; minute += 1) {
      const some = random.nextFloat() + random.nextFloat() * random.nextFloat();
      const step = Math.floor((minute * MICROS_PER_MINUTE) / stepMicros);
      volumes[step] = (volumes[step] ?? 0) + Math.round(usual * some) * lot;
    }
    return volumes;
  }

  async #make(
    day: TradingDay,
    { stepMicros, everySeconds }: { readonly stepMicros: number; readonly everySeconds: number },
  ): Promise<DaySteps> {
    const { ground } = this.#market;
    const count = ground.instruments.length;
    const steps = Math.ceil((day.until - day.from) / stepMicros);
    const column = (): Int32Array => new Int32Array(steps * count);
    const columns = { open: column(), high: column(), low: column(), close: column() };
    const made = { day, steps, stepMicros, ...columns };
    const ticks = Int32Array.from(ground.instruments, ({ tick }) => tick);
    let taken = 0;
    await this.#pause();
    for (const { at, fair, index } of samplesOf(groundOfDay(ground, day), everySeconds)) {
      const row = Math.floor((at - day.from) / stepMicros) * count;
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

function note({ open, high, low, close }: DaySteps, place: number, price: number): void {
  if (open[place] === 0) {
    open[place] = price;
    low[place] = price;
  }
  high[place] = Math.max(high[place] ?? 0, price);
  low[place] = Math.min(low[place] ?? 0, price);
  close[place] = price;
}
