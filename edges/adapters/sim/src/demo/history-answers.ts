import type { PastMinutes, TradingDay } from '@argosy/catalog/markets';
import {
  brand,
  MICROS_PER_MINUTE,
  ok,
  type InstrumentId,
  type Price,
  type Quantity,
  type Result,
  type Timestamp,
} from 'argosy/core';
import { parseBarSpec, barSpanMicros, type Bar, type BarSpecText } from 'argosy/domain';
import {
  brokerRefusal,
  RollingLimit,
  type HistoryAbility,
  type HistoryRange,
  type Page,
} from '@argosy/bridge';

import { DemoHistory, type DayPart, type WholeDay } from './demo-history.ts';
import type { DemoMarket } from './demo-market.ts';

/** What history a demo exchange has. */
export const demoHistoryAbility: HistoryAbility = {
  bars: [1, 5, 15, 30, 60]
    .map((step) => `${step}-MINUTE-LAST-EXTERNAL`)
    .concat('1-DAY-LAST-EXTERNAL'),
  hasTrades: false,
  pageMax: 2000,
  rangeDaysMax: 400,
  // Nothing lies between: whoever shows all that is listed asks three times for each at once.
  limits: { perSecond: 2000, perMinute: 20_000, perHour: null },
};

const DAY_MICROS = 86_400_000_000;

/** Answers questions about the past of a demo exchange. */
export class HistoryAnswers {
  readonly #market: DemoMarket;
  readonly #pause: () => Promise<void>;
  #history: DemoHistory;
  #numbers: ReadonlyMap<InstrumentId, number>;
  readonly #limit = new RollingLimit(demoHistoryAbility.limits);

  constructor(market: DemoMarket, pause: () => Promise<void>) {
    this.#market = market;
    this.#pause = pause;
    this.#history = new DemoHistory(market, pause);
    this.#numbers = numbersOf(market);
  }

  /** Knows of what its market lists now. */
  restart(): void {
    this.#history = new DemoHistory(this.#market, this.#pause);
    this.#numbers = numbersOf(this.#market);
  }

  /** A page of bars that are over by now. */
  async bars(spec: BarSpecText, range: HistoryRange, now: Timestamp): Promise<Result<Page<Bar>>> {
    const asked = this.#read(spec, range);
    if (!asked.ok) return asked;
    if (this.#limit.readyAt(now) > now) return brokerRefusal('RATE_LIMITED', spec);
    this.#limit.note(now);
    const { number, span, from, limit } = asked.value;
    const rows: Bar[] = [];
    const until = Math.min(range.until, now);
    const history = this.#history;
    const isWhole = span === DAY_MICROS;
    const days = isWhole
      ? history.allDaysIn(from, until).filter((day) => day.until <= now)
      : history.daysIn(from, until);
    for (const day of days) {
      const part = { day, from, until };
      const bars = isWhole
        ? wholeBar(await history.wholeOf(day), { ...asked.value, spec, day })
        : barsOf(await history.minutesOf(number, reachOf(part, span)), {
            ...asked.value,
            ...part,
            spec,
          });
      for (const bar of bars) {
        if (bar.opensAt < from || bar.opensAt >= range.until || bar.closesAt > now) continue;
        if (rows.length === limit) return ok({ rows, next: String(bar.opensAt) });
        rows.push(bar);
      }
    }
    return ok({ rows, next: null });
  }

  #read(spec: BarSpecText, { from, until, cursor, limit }: HistoryRange): Result<Asked> {
    const parsed = parseBarSpec(spec);
    if (!parsed.ok) return brokerRefusal('BAD_REQUEST', parsed.refusal.reason);
    const { instrument } = parsed.value;
    const number = this.#numbers.get(instrument);
    if (number === undefined) return brokerRefusal('UNKNOWN_INSTRUMENT', instrument);
    if (!demoHistoryAbility.bars.includes(spec.slice(instrument.length + 1))) {
      return brokerRefusal('UNSUPPORTED', spec);
    }
    const start = cursor === null ? from : Number(cursor);
    const days = Math.ceil((until - from) / DAY_MICROS);
    if (days > demoHistoryAbility.rangeDaysMax) {
      const most = demoHistoryAbility.rangeDaysMax;
      return brokerRefusal('BAD_REQUEST', `a span of ${days} days, at most ${most}`);
    }
    const isPage =
      Number.isSafeInteger(start) && start >= from && Number.isInteger(limit) && limit > 0;
    if (from > until || !isPage) {
      return brokerRefusal('BAD_REQUEST', `${from} to ${until} from ${start}, ${limit} rows`);
    }
    const most = Math.min(limit, demoHistoryAbility.pageMax);
    return ok({ instrument, number, span: barSpanMicros(parsed.value), from: start, limit: most });
  }
}

function numbersOf({ instruments }: DemoMarket): ReadonlyMap<InstrumentId, number> {
  return new Map(instruments.map(({ id }, number) => [id, number]));
}

type Asked = {
  readonly instrument: InstrumentId;
  readonly number: number;
  readonly span: number;
  readonly from: number;
  readonly limit: number;
};
type Series = Pick<Asked, 'instrument' | 'number' | 'span'> & {
  readonly spec: BarSpecText;
  readonly day: TradingDay;
};

/** Minutes that bars need which open within a part of a day. */
function reachOf({ day, from, until }: DayPart, span: number): DayPart {
  return { day, from, until: Math.min(day.until, until + span) };
}

/** Bars of a day that may have opened within a part of it, of its minutes; the last one ends with the day. */
function* barsOf(minutes: PastMinutes, series: Series & DayPart): Generator<Bar> {
  const { day, from, until, span } = series;
  const step = Math.max(1, Math.round(span / MICROS_PER_MINUTE));
  const first = Math.max(0, Math.floor((from - day.from) / span)) * step;
  const all = minutes.open.length;
  for (let at = first; at < all && day.from + at * MICROS_PER_MINUTE < until; at += step) {
    const behind = Math.min(all, at + step);
    const closesAt = Math.min(day.until, day.from + behind * MICROS_PER_MINUTE);
    const opensAt = day.from + at * MICROS_PER_MINUTE;
    const bar = barFrom(minutes, series, { first: at, behind, opensAt, closesAt });
    if (bar !== null) yield bar;
  }
}

function wholeBar(columns: WholeDay, series: Series): readonly Bar[] {
  const { day, number } = series;
  const places = { first: number, behind: number + 1, opensAt: day.from, closesAt: day.until };
  const bar = barFrom(columns, series, places);
  return bar === null ? [] : [bar];
}

type BarPlaces = {
  readonly first: number;
  readonly behind: number;
  readonly opensAt: number;
  readonly closesAt: number;
};

function barFrom(
  columns: PastMinutes,
  { instrument, spec }: Series,
  { first, behind, opensAt, closesAt }: BarPlaces,
): Bar | null {
  let [open, high, low, close, volume] = [0, 0, Number.POSITIVE_INFINITY, 0, 0];
  for (let place = first; place < behind; place += 1) {
    const opened = columns.open[place] ?? 0;
    if (opened === 0) continue;
    if (open === 0) open = opened;
    high = Math.max(high, columns.high[place] ?? 0);
    low = Math.min(low, columns.low[place] ?? 0);
    close = columns.close[place] ?? 0;
    volume += columns.volume[place] ?? 0;
  }
  if (open === 0) return null;
  const at = brand<Timestamp>(closesAt);
  return {
    kind: 'bar',
    instrument,
    eventAt: at,
    nanos: 0,
    availableAt: at,
    sourceSequence: 0,
    spec,
    opensAt: brand<Timestamp>(opensAt),
    closesAt: at,
    open: brand<Price>(open),
    high: brand<Price>(high),
    low: brand<Price>(low),
    close: brand<Price>(close),
    volume: brand<Quantity>(volume),
    bid: null,
    ask: null,
    revision: 0,
  };
}
