import {
  MICROS_PER_DAY,
  MICROS_PER_MINUTE,
  ok,
  refuse,
  toTimestamp,
  type CalendarId,
  type InstrumentIndex,
  type Result,
  type SessionClock,
} from 'argosy/core';
import {
  barSpanMicros,
  parseBarSpec,
  toBarSpecText,
  type Bar,
  type BarSpec,
  type BarSpecText,
  type Instrument,
  type InstrumentTable,
} from 'argosy/domain';
import { BarGrid } from 'argosy/engine';

import type { Page } from '../broker/call.ts';
import type { HistoryRange } from '../broker/history-part.ts';
import {
  addMinute,
  barOf,
  foldMinutes,
  type BarSeries,
  type KnownMinutes,
  type LiveBar,
  type MinuteSum,
} from './bar-sum.ts';
import type { MinuteRow, MinuteSpan, SeenMinutes } from './seen-minutes.ts';

/** The past as somebody else keeps it. */
export type PastBars = (spec: BarSpecText, range: HistoryRange) => Promise<Result<Page<Bar>>>;

/** What live bars are made of. */
export type LiveBarsOptions = {
  readonly instruments: InstrumentTable;
  readonly calendars: ReadonlyMap<CalendarId, SessionClock>;
  /** What was heard here. */
  readonly seen: SeenMinutes;
  readonly past: PastBars;
};

/** The bars that were over last, the oldest first, two at most; and the one under way, null where nothing has traded. */
export type LatestBars = {
  readonly closed: readonly LiveBar[];
  readonly forming: LiveBar | null;
};

/** Of how many series it knows what is over of the bar under way. */
const FORMING_MAX = 8_192;
/** How many bars back the one before is looked for. */
const BACK = 10;
const CLOSED_TOLD = 2;
/** How many rows are put together at once: the minutes of two weeks. */
const ROWS_MAX = 20_000;
/** In how many pages at most. */
const PAGES_MAX = 100;

/**
 * Bars of now and of the past as one series. Minutes that were heard here whole are what was heard; all others are as the
 * past has them. Longer bars are made of minutes where any of theirs were heard. So a bar that is over is the same
 * whoever asks, and whenever; none is missing, none is there twice. One of which neither knows all says so (`isWhole`).
 *
 * @example
 * const page = await live.bars(spec, { from, until, cursor: null, limit: 200 });
 * const { closed, forming } = unwrap(await live.latest(spec));
 */
export class LiveBars {
  readonly #options: LiveBarsOptions;
  readonly #forming = new Map<BarSpecText, Forming>();

  constructor(options: LiveBarsOptions) {
    this.#options = options;
  }

  /** Bars that opened within a range and are over, the oldest first. */
  async bars(spec: BarSpecText, range: HistoryRange): Promise<Result<Page<LiveBar>>> {
    const series = this.#seriesOf(spec);
    if (!series.ok) return series;
    const from = range.cursor === null ? range.from : Number(range.cursor);
    if (!Number.isSafeInteger(from) || from < range.from) {
      return refuse('BAD_REQUEST', `a cursor ${range.cursor}`);
    }
    const rest = { ...range, from: toTimestamp(from), cursor: null };
    const join = series.value === null ? null : this.#joinOf(series.value);
    if (series.value === null || join === null || range.until <= join) {
      return this.#pastPage(spec, rest);
    }
    return this.#joined(series.value, rest, join);
  }

  /** Rows of the past up to where they join those that are made here. */
  async #joined(series: Series, range: HistoryRange, join: number): Promise<Result<Page<LiveBar>>> {
    const { from, until, limit } = range;
    const rows: LiveBar[] = [];
    if (from < join) {
      const page = await this.#pastPage(series.spec, { ...range, until: toTimestamp(join) });
      if (!page.ok || page.value.next !== null) return page;
      rows.push(...page.value.rows);
    }
    const made = await this.#madeBars(series, Math.max(from, join), until);
    if (!made.ok) return made;
    rows.push(...made.value);
    const kept = rows.slice(0, limit);
    return ok({ rows: kept, next: rows.length > limit ? cursorBehind(kept) : null });
  }

  /** The last bars that are over, of the few before now, and the one under way. */
  async latest(spec: BarSpecText): Promise<Result<LatestBars>> {
    const read = this.#seriesOf(spec);
    if (!read.ok) return read;
    if (read.value === null) return ok({ closed: [], forming: null });
    const latest = await this.#latestOf(read.value);
    // What could not be found out is asked for again.
    if (!latest.ok) this.#forming.delete(spec);
    return latest;
  }

  async #latestOf(series: Series): Promise<Result<LatestBars>> {
    const { seen } = this.#options;
    const { now, minute } = seen;
    const span = series.grid.spanAt(now);
    if (span === null) {
      const { from } = series.clock.intervalAt(toTimestamp(now));
      const over = await this.#formingOf(series, from).upTo(from);
      return over.ok ? ok({ closed: over.value.closed, forming: null }) : over;
    }
    const over = await this.#formingOf(series, span.opensAt).upTo(minute);
    if (!over.ok) return over;
    const { closed, until } = over.value;
    const rows = seen.rows(series.index, until, span.closesAt);
    const sum = rows.reduce<MinuteSum | null>(addMinute, over.value.sum);
    const isWhole = over.value.isWhole && seen.hearsMinute;
    return ok({ closed, forming: sum === null ? null : { ...barOf(series, span, sum), isWhole } });
  }

  #formingOf(series: Series, opensAt: number): Forming {
    const known = this.#forming.get(series.spec);
    this.#forming.delete(series.spec);
    const found =
      known?.opensAt === opensAt
        ? known
        : new Forming(opensAt, {
            closed: () => this.#closedBefore(series, opensAt),
            minutes: (from, until) => this.#minutes(series, from, until),
          });
    this.#forming.set(series.spec, found);
    const [oldest] = this.#forming.keys();
    if (this.#forming.size > FORMING_MAX && oldest !== undefined) this.#forming.delete(oldest);
    return found;
  }

  async #closedBefore(series: Series, at: number): Promise<Result<readonly LiveBar[]>> {
    const from = toTimestamp(Math.max(0, at - BACK * series.span));
    const range = { from, until: toTimestamp(at), cursor: null, limit: ROWS_MAX };
    const page = await this.bars(series.spec, range);
    return page.ok ? ok(page.value.rows.slice(-CLOSED_TOLD)) : page;
  }

  /** Bars that opened within a stretch and are over, made of minutes. */
  async #madeBars(
    series: Series,
    from: number,
    until: number,
  ): Promise<Result<readonly LiveBar[]>> {
    const { minute } = this.#options.seen;
    const minutes = await this.#minutes(series, from, Math.min(minute, until + series.span));
    if (!minutes.ok) return minutes;
    const bars = foldMinutes(series, minutes.value, (at) => series.grid.spanAt(at));
    return ok(
      bars.filter(
        ({ opensAt, closesAt }) => opensAt >= from && opensAt < until && closesAt <= minute,
      ),
    );
  }

  /**
   * Minutes of an instrument within [from, until): those that were heard whole, all others out of the past; of one that
   * the past does not have either what was heard of it. Where nobody keeps the past these are holes.
   */
  async #minutes(
    { index, minuteSpec }: Series,
    from: number,
    until: number,
  ): Promise<Result<KnownMinutes>> {
    const { seen } = this.#options;
    const rows: MinuteRow[] = [];
    const holes: MinuteSpan[] = [];
    let at = from;
    const spans = [...seen.spans, { from: until, until }];
    for (const span of spans) {
      const behind = Math.min(until, span.from);
      if (at < behind) {
        const past = await this.#pastMinutes(minuteSpec, { from: at, until: behind });
        if (!past.ok) return past;
        if (past.value === null) holes.push({ from: at, until: behind });
        rows.push(...mergeRows(past.value ?? [], seen.rows(index, at, behind)));
        at = behind;
      }
      const end = Math.min(until, span.until);
      if (at >= end) continue;
      rows.push(...seen.rows(index, at, end));
      at = end;
    }
    return ok({ rows, holes });
  }

  async #pastMinutes(
    spec: BarSpecText,
    { from, until }: MinuteSpan,
  ): Promise<Result<readonly MinuteRow[] | null>> {
    const range = { from: toTimestamp(from), until: toTimestamp(until), cursor: null };
    const past = await this.#keptPage(spec, { ...range, limit: ROWS_MAX });
    return past.ok ? ok(past.value?.rows ?? null) : past;
  }

  /** The same; none where nobody keeps such bars. */
  async #pastPage(spec: BarSpecText, range: HistoryRange): Promise<Result<Page<LiveBar>>> {
    const page = await this.#keptPage(spec, range);
    return page.ok ? ok(page.value ?? { rows: [], next: null }) : page;
  }

  /**
   * As many rows of the past as are wanted, in however many pages it gives them; null where nobody keeps such bars. The
   * cursor is the instant at which the next ones begin.
   */
  async #keptPage(spec: BarSpecText, range: HistoryRange): Promise<Result<Page<LiveBar> | null>> {
    const rows: LiveBar[] = [];
    let cursor: string | null = null;
    for (let pages = 0; pages < PAGES_MAX; pages += 1) {
      const limit = range.limit - rows.length;
      const page = await this.#options.past(spec, { ...range, cursor, limit });
      if (!page.ok) return isNoSeries(page.refusal.code) ? ok(null) : page;
      rows.push(...page.value.rows.map((bar) => ({ ...bar, isWhole: true })));
      cursor = page.value.next;
      if (cursor === null) return ok({ rows, next: null });
      if (rows.length >= range.limit) break;
    }
    return ok({ rows, next: cursorBehind(rows) });
  }

  /** From where on bars are made of minutes: the opening of the first one of which any was heard; null where none was. */
  #joinOf({ grid }: Series): number | null {
    const { first } = this.#options.seen;
    return first === null ? null : (grid.spanAt(first)?.opensAt ?? first);
  }

  /** Null where such bars are none that minutes make. */
  #seriesOf(spec: BarSpecText): Result<Series | null> {
    const parsed = parseBarSpec(spec);
    if (!parsed.ok) return parsed;
    const { instruments, calendars } = this.#options;
    const index = instruments.indexOf(parsed.value.instrument);
    if (index === undefined) return refuse('UNKNOWN_INSTRUMENT', parsed.value.instrument);
    const instrument: Instrument = instruments.at(index);
    const clock = calendars.get(instrument.calendar);
    if (clock === undefined || !isOfMinutes(parsed.value)) return ok(null);
    return ok({
      instrument: instrument.id,
      spec,
      index,
      clock,
      grid: new BarGrid(clock, parsed.value),
      span: barSpanMicros(parsed.value),
      minuteSpec: toBarSpecText(`${instrument.id}-1-MINUTE-LAST-EXTERNAL`),
    });
  }
}

type Series = BarSeries & {
  readonly index: InstrumentIndex;
  readonly clock: SessionClock;
  readonly grid: BarGrid;
  readonly span: number;
  readonly minuteSpec: BarSpecText;
};

type Over = {
  readonly until: number;
  readonly sum: MinuteSum | null;
  /** Whether all of it is known. */
  readonly isWhole: boolean;
  readonly closed: readonly LiveBar[];
};

type FormingSources = {
  readonly closed: () => Promise<Result<readonly LiveBar[]>>;
  readonly minutes: (from: number, until: number) => Promise<Result<KnownMinutes>>;
};

/** What is over of a bar under way, minute by minute; who asks while it is found out waits for the same. */
class Forming {
  readonly opensAt: number;
  readonly #sources: FormingSources;
  #until: number;
  #over: Promise<Result<Over>>;

  constructor(opensAt: number, sources: FormingSources) {
    this.opensAt = opensAt;
    this.#sources = sources;
    this.#until = opensAt;
    this.#over = sources
      .closed()
      .then((closed) =>
        closed.ok ? ok({ until: opensAt, sum: null, isWhole: true, closed: closed.value }) : closed,
      );
  }

  /** What its minutes up to this one came to. */
  upTo(minute: number): Promise<Result<Over>> {
    if (minute > this.#until) {
      this.#until = minute;
      this.#over = this.#over.then((over) => (over.ok ? this.#extend(over.value, minute) : over));
    }
    return this.#over;
  }

  async #extend(over: Over, minute: number): Promise<Result<Over>> {
    const known = await this.#sources.minutes(over.until, minute);
    if (!known.ok) return known;
    const { rows, holes } = known.value;
    const sum = rows.reduce<MinuteSum | null>(addMinute, over.sum);
    return ok({ ...over, until: minute, sum, isWhole: over.isWhole && holes.length === 0 });
  }
}

/** Of last prices, as sources bring them, a whole number of minutes long: a day at most. */
function isOfMinutes(spec: BarSpec): boolean {
  const { price, source, from } = spec;
  const span = barSpanMicros(spec);
  const isWhole = span > 0 && span % MICROS_PER_MINUTE === 0 && span <= MICROS_PER_DAY;
  return isWhole && price === 'LAST' && source === 'EXTERNAL' && from === null;
}

/** Rows of two sources in order of time; of a minute that both have the first one's. */
function mergeRows(
  first: readonly MinuteRow[],
  second: readonly MinuteRow[],
): readonly MinuteRow[] {
  const known = new Set<number>(first.map(({ opensAt }) => opensAt));
  const others = second.filter(({ opensAt }) => !known.has(opensAt));
  return [...first, ...others].toSorted((one, other) => one.opensAt - other.opensAt);
}

function isNoSeries(code: string): boolean {
  return code === 'UNSUPPORTED' || code === 'UNKNOWN_INSTRUMENT';
}

/** From where on rows behind these are. */
function cursorBehind(rows: readonly Bar[]): string | null {
  const last = rows.at(-1);
  return last === undefined ? null : String(last.opensAt + 1);
}
