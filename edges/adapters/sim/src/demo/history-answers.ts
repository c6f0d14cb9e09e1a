import {
  brand,
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

import { DemoHistory, type DaySteps } from './demo-history.ts';
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
    const { instrument, number, span, from, limit } = asked.value;
    const rows: Bar[] = [];
    const until = Math.min(range.until, now);
    const history = this.#history;
    const isWhole = span === DAY_MICROS;
    const days = isWhole
      ? history.allDaysIn(from, until).filter((day) => day.until <= now)
      : history.daysIn(from, until);
    for (const day of days) {
      const steps = await (isWhole ? history.wholeOf(day) : history.minutesOf(day));
      const volumes = history.volumesOf(steps, number);
      for (const bar of barsOf(steps, { instrument, spec, number, span, volumes })) {
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
type OneSeries = {
  readonly instrument: InstrumentId;
  readonly spec: BarSpecText;
  readonly number: number;
  readonly span: number;
  readonly volumes: Float64Array;
};

/** Bars of a day from its steps; the last one ends with the day. */
function* barsOf(day: DaySteps, series: OneSeries): Generator<Bar> {
  const step = Math.max(1, Math.min(day.steps, series.span / day.stepMicros));
  for (let first = 0; first < day.steps; first += step) {
    const bar = barFrom(day, series, { first, behind: Math.min(day.steps, first + step) });
    if (bar !== null) yield bar;
  }
}

function barFrom(
  { day, steps, stepMicros, ...columns }: DaySteps,
  { instrument, spec, number, volumes }: OneSeries,
  { first, behind }: { readonly first: number; readonly behind: number },
): Bar | null {
  const count = columns.open.length / steps;
  let [open, high, low, close, volume] = [0, 0, Number.POSITIVE_INFINITY, 0, 0];
  for (let step = first; step < behind; step += 1) {
    const place = step * count + number;
    const opened = columns.open[place] ?? 0;
    if (opened === 0) continue;
    if (open === 0) open = opened;
    high = Math.max(high, columns.high[place] ?? 0);
    low = Math.min(low, columns.low[place] ?? 0);
    close = columns.close[place] ?? 0;
    volume += volumes[step] ?? 0;
  }
  if (open === 0) return null;
  const closesAt = Math.min(day.until, day.from + behind * stepMicros);
  const at = brand<Timestamp>(closesAt);
  return {
    kind: 'bar',
    instrument,
    eventAt: at,
    nanos: 0,
    availableAt: at,
    sourceSequence: 0,
    spec,
    opensAt: brand<Timestamp>(day.from + first * stepMicros),
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
