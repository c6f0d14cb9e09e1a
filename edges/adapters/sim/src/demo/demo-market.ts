import {
  daysBefore,
  groundMarket,
  groundOfDay,
  MarketStream,
  type MarketGround,
  type StreamOptions,
  type TradingDay,
} from '@argosy/catalog/markets';
import type { Timestamp, TradingCalendar } from 'argosy/core';
import type { Instrument } from 'argosy/domain';

import { marketPlanOf, type DemoPlan } from './demo-plan.ts';

/** How many days of trading before the first one are there as a past. */
const PAST_DAYS = 5;
/** How many more days before those are there as daily bars. */
const LONG_PAST_DAYS = 115;
/** Small batches: whoever waits for the thread waits for a tenth of a millisecond. */
const EVENTS_PER_BATCH = 32;

const streamOptions: StreamOptions = {
  kinds: ['quote', 'trade', 'book', 'index', 'status'],
  eventsPerBatch: EVENTS_PER_BATCH,
};

type Founded = {
  readonly ground: MarketGround;
  readonly days: readonly TradingDay[];
  readonly longPast: readonly TradingDay[];
};

function foundedAt(plan: DemoPlan, now: Timestamp): Founded {
  const ground = groundMarket(marketPlanOf(plan, now));
  const [first] = ground.days;
  const count = LONG_PAST_DAYS + PAST_DAYS;
  const past = first === undefined ? [] : daysBefore(ground, first.day, count);
  const days = [...past.slice(-PAST_DAYS), ...ground.days];
  return { ground, days, longPast: past.slice(0, -PAST_DAYS) };
}

/** The companies of a demo exchange and its days, each of which can be made by itself. */
export class DemoMarket {
  readonly #plan: DemoPlan;
  #founded: Founded;

  private constructor(plan: DemoPlan, founded: Founded) {
    this.#plan = plan;
    this.#founded = founded;
  }

  /** The market that lists from the day of an instant on. */
  static found(plan: DemoPlan, now: Timestamp): DemoMarket {
    return new DemoMarket(plan, foundedAt(plan, now));
  }

  /** What is listed and what it is like, as of when that was looked at last. */
  get ground(): MarketGround {
    return this.#founded.ground;
  }

  /** Those of the past, then those to come. */
  get days(): readonly TradingDay[] {
    return this.#founded.days;
  }

  /** Days before all of those, of which there are daily bars alone. */
  get longPast(): readonly TradingDay[] {
    return this.#founded.longPast;
  }

  /** Lists from the day of an instant on: contracts and days further ahead, and none that has ended before. */
  relist(now: Timestamp): void {
    this.#founded = foundedAt(this.#plan, now);
  }

  /** Everything that is listed. */
  get instruments(): readonly Instrument[] {
    return this.ground.instruments;
  }

  /** By which it trades. */
  get calendar(): TradingCalendar {
    return this.ground.plan.calendar;
  }

  /** The day under way at an instant, else the next one; undefined behind the last. */
  dayAt(at: number): TradingDay | undefined {
    return this.days.find(({ until }) => until > at);
  }

  /** The prices of a day from an instant on; the whole day where that lies before it. */
  streamFrom(day: TradingDay, at: number): MarketStream {
    return MarketStream.beginAt(groundOfDay(this.ground, day), at, streamOptions);
  }
}
