import {
  groundOfDay,
  PastDay,
  PastTrades,
  samplesOf,
  type PastMinutes,
  type TradingDay,
} from '@argosy/catalog/markets';

import type { DemoMarket } from './demo-market.ts';

/** How many days are at hand of which minutes were asked for, the last ones asked for. */
const DAYS_KEPT_MAX = 6;
/** How many instruments' minutes of a day are. */
const MINUTES_KEPT_MAX = 48;
/** From one look at the prices of a whole day to the next: at what it passes through. */
const DAY_LOOK_SECONDS = 1_800;
/** How much is made before others get the thread, and what a leg of each counts: 16 take about two milliseconds. */
const WORK_PER_SLICE = 16;
const work = { share: 1, contract: 4, index: 8, sample: 1 } as const;

/** A day of every instrument as one bar, by number; an open of 0 where something had no price. */
export type WholeDay = PastMinutes;

/** What of a day is asked for, [from, until). */
export type DayPart = {
  readonly day: TradingDay;
  readonly from: number;
  readonly until: number;
};

type KeptMinutes = { readonly minutes: PastMinutes; readonly made: Set<number> };

/**
 * The past of a demo exchange, made when it is asked for: minutes of one instrument, and of the day no more than was
 * asked for; whole days of all at once. One thing is made at a time, and others get the thread in between.
 * It is the same each time; what was seen live went its own way between the prices that both pass through.
 */
export class DemoHistory {
  readonly #market: DemoMarket;
  readonly #pause: () => Promise<void>;
  readonly #trades: PastTrades;
  readonly #days = new Map<number, PastDay>();
  readonly #minutes = new Map<string, KeptMinutes>();
  /** As many as there are days. */
  readonly #wholes = new Map<number, Promise<WholeDay>>();
  #last: Promise<unknown> = Promise.resolve();
  #work = 0;

  /** `pause` lets others have the thread. */
  constructor(market: DemoMarket, pause: () => Promise<void>) {
    this.#market = market;
    this.#pause = pause;
    this.#trades = PastTrades.of(market.ground);
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

  /** The minutes of an instrument on a day, those of a part of it made. */
  minutesOf(number: number, part: DayPart): Promise<PastMinutes> {
    return this.#inTurn(() => this.#makeMinutes(number, part));
  }

  /** A day of all instruments, each as one bar. */
  wholeOf(day: TradingDay): Promise<WholeDay> {
    const known = this.#wholes.get(day.day);
    if (known !== undefined) return known;
    const made = this.#inTurn(() => this.#makeWhole(day));
    this.#wholes.set(day.day, made);
    return made;
  }

  /** Who asks while something is made waits for it: what many ask for at once takes the thread from nobody. */
  #inTurn<Made>(make: () => Promise<Made>): Promise<Made> {
    const made = this.#last.then(make);
    this.#last = made.catch(() => {});
    return made;
  }

  async #makeMinutes(number: number, { day, from, until }: DayPart): Promise<PastMinutes> {
    const past = this.#pastDay(day);
    const { minutes, made } = this.#kept(`${day.day} ${number}`, past);
    const first = Math.max(0, Math.floor((from - day.from) / past.legMicros));
    const behind = Math.min(past.legs, Math.ceil((until - day.from) / past.legMicros));
    for (let leg = first; leg < behind; leg += 1) {
      if (made.has(leg)) continue;
      past.fill(minutes, { number, leg });
      made.add(leg);
      await this.#worked(this.#workOf(number));
    }
    return minutes;
  }

  #workOf(number: number): number {
    const { shares, index, instruments } = this.#market.ground;
    if (number < shares.length) return work.share;
    return index !== null && number === instruments.length - 1 ? work.index : work.contract;
  }

  async #worked(units: number): Promise<void> {
    this.#work += units;
    if (this.#work < WORK_PER_SLICE) return;
    this.#work = 0;
    await this.#pause();
  }

  #kept(name: string, past: PastDay): KeptMinutes {
    const kept = this.#minutes.get(name) ?? { minutes: past.empty(), made: new Set<number>() };
    keepLast(this.#minutes, { name, kept, most: MINUTES_KEPT_MAX });
    return kept;
  }

  #pastDay(day: TradingDay): PastDay {
    const { ground } = this.#market;
    const kept = this.#days.get(day.day) ?? new PastDay(groundOfDay(ground, day), this.#trades);
    keepLast(this.#days, { name: day.day, kept, most: DAYS_KEPT_MAX });
    return kept;
  }

  async #makeWhole(day: TradingDay): Promise<WholeDay> {
    const { ground } = this.#market;
    await this.#pause();
    const own = groundOfDay(ground, day);
    const past = new PastDay(own, this.#trades);
    const count = ground.instruments.length;
    const column = (): Int32Array => new Int32Array(count);
    const volume = Float64Array.from({ length: count }, (_, number) => past.volumeOf(number));
    const made = { open: column(), high: column(), low: column(), close: column(), volume };
    for (const { fair, index } of samplesOf(own, DAY_LOOK_SECONDS)) {
      for (let number = 0; number < count; number += 1) {
        const isIndex = number === count - 1 && ground.index !== null;
        const price = isIndex ? index : (fair[number] ?? 0);
        if (price > 0) note(made, number, onTick(price, ground.instruments[number]?.tick ?? 1));
      }
      await this.#worked(work.sample);
    }
    return made;
  }
}

/** The one asked for last is forgotten last. */
function keepLast<Name, Kept>(
  all: Map<Name, Kept>,
  { name, kept, most }: { readonly name: Name; readonly kept: Kept; readonly most: number },
): void {
  all.delete(name);
  all.set(name, kept);
  const [oldest] = all.keys();
  if (all.size > most && oldest !== undefined) all.delete(oldest);
}

function onTick(price: number, tick: number): number {
  return Math.max(tick, Math.round(price / tick) * tick);
}

function note({ open, high, low, close }: WholeDay, place: number, price: number): void {
  if (open[place] === 0) {
    open[place] = price;
    low[place] = price;
  }
  high[place] = Math.max(high[place] ?? 0, price);
  low[place] = Math.min(low[place] ?? 0, price);
  close[place] = price;
}
