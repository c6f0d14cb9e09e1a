import type { Micros, Timestamp } from './amounts.ts';
import { coreError } from './errors.ts';
import type { CalendarId } from './ids.ts';
import { unwrap } from './result.ts';
import { MICROS_PER_DAY, parseDay, weekdayOf, type Weekday } from './time.ts';

/**
 * What goes on inside a session.
 * - `preOpen`, `closing`: orders for the auction before the open, or after the close, are collected.
 * - `matching`: an auction is matched, and what came of it confirmed; no orders come in.
 * - `open`: orders trade as they come.
 * - `postClose`: orders trade at the closing price.
 */
export type SessionPhase = 'preOpen' | 'matching' | 'open' | 'closing' | 'postClose';

/**
 * A part of a trading day by the local clock, from midnight of that day. It may pass the next
 * midnight, or begin before its own (an evening that trades for the day after).
 */
export type SessionWindow = {
  readonly phase: SessionPhase;
  readonly fromMicros: Micros;
  readonly untilMicros: Micros;
};

/** When an exchange trades, as data. */
export type TradingCalendar = {
  readonly id: CalendarId;
  /** How far the local clock is ahead of UTC, from when; the first also holds for all time before. */
  readonly offsets: readonly { readonly from: Timestamp; readonly offset: Micros }[];
  readonly week: Readonly<Record<Weekday, readonly SessionWindow[]>>;
  /** Days without a session, `2026-01-26`. */
  readonly holidays: readonly string[];
  /** Days with sessions of their own; they win over holidays. */
  readonly specials: Readonly<Record<string, readonly SessionWindow[]>>;
};

/** A window of one day, in instants. */
export type DatedSession = {
  readonly phase: SessionPhase;
  readonly from: number;
  readonly until: number;
  /** The day whose window it is. */
  readonly day: number;
};

type DaySlot = { readonly day: number; readonly sessions: readonly DatedSession[] };

/** Days around an instant whose windows can reach it: two on each side cover any change of offset. */
const REACH_DAYS = 2;
const SLOTS = 64;

/** A calendar resolved into instants, day by day. */
export class SessionTable {
  readonly #calendar: TradingCalendar;
  readonly #holidays: ReadonlySet<number>;
  readonly #specials: ReadonlyMap<number, readonly SessionWindow[]>;
  /** Days worked out lately, each in the slot of its number: a bounded memo. */
  readonly #slots: (DaySlot | undefined)[] = [];

  constructor(calendar: TradingCalendar) {
    checkCalendar(calendar);
    this.#calendar = calendar;
    this.#holidays = new Set(calendar.holidays.map((text) => unwrap(parseDay(text))));
    this.#specials = new Map(
      Object.entries(calendar.specials).map(([text, windows]) => [unwrap(parseDay(text)), windows]),
    );
  }

  /** How far the local clock is ahead of UTC. */
  offsetAt(at: number): Micros {
    const { offsets } = this.#calendar;
    for (let index = offsets.length - 1; index > 0; index -= 1) {
      const entry = offsets[index];
      if (entry !== undefined && entry.from <= at) return entry.offset;
    }
    return this.#firstOffset();
  }

  /** The day the local clock shows. */
  dayAt(at: number): number {
    return Math.floor((at + this.offsetAt(at)) / MICROS_PER_DAY);
  }

  /** The session at an instant; of overlapping ones the earlier day's, then the first listed. */
  sessionAt(at: number): DatedSession | null {
    const today = this.dayAt(at);
    for (let day = today - REACH_DAYS; day <= today + REACH_DAYS; day += 1) {
      for (const session of this.sessionsOf(day)) {
        if (session.from <= at && at < session.until) return session;
      }
    }
    return null;
  }

  /** The next instant, at most a day on, at which a window may begin or end. */
  edgeAfter(at: number): number {
    let edge = at + MICROS_PER_DAY;
    const today = this.dayAt(at);
    for (let day = today - REACH_DAYS; day <= today + REACH_DAYS; day += 1) {
      for (const { from, until } of this.sessionsOf(day)) {
        if (from > at && from < edge) edge = from;
        if (until > at && until < edge) edge = until;
      }
    }
    return edge;
  }

  /** The last instant up to this one, at most a day back, at which a window may begin or end. */
  edgeUpTo(at: number): number {
    let edge = at - MICROS_PER_DAY;
    const today = this.dayAt(at);
    for (let day = today - REACH_DAYS; day <= today + REACH_DAYS; day += 1) {
      for (const { from, until } of this.sessionsOf(day)) {
        if (from <= at && from > edge) edge = from;
        if (until <= at && until > edge) edge = until;
      }
    }
    return edge;
  }

  /** The windows of a day, in instants. */
  sessionsOf(day: number): readonly DatedSession[] {
    const place = ((day % SLOTS) + SLOTS) % SLOTS;
    const slot = this.#slots[place];
    if (slot !== undefined && slot.day === day) return slot.sessions;
    const sessions = this.#windowsOf(day).map(
      ({ phase, fromMicros, untilMicros }): DatedSession => ({
        phase,
        from: this.#toInstant(day * MICROS_PER_DAY + fromMicros),
        until: this.#toInstant(day * MICROS_PER_DAY + untilMicros),
        day,
      }),
    );
    this.#slots[place] = { day, sessions };
    return sessions;
  }

  #windowsOf(day: number): readonly SessionWindow[] {
    const special = this.#specials.get(day);
    if (special !== undefined) return special;
    return this.#holidays.has(day) ? [] : this.#calendar.week[weekdayOf(day)];
  }

  /** A local time that comes twice is the first; one that is skipped is the instant of the skip. */
  #toInstant(local: number): number {
    const { offsets } = this.#calendar;
    let at = local - this.#firstOffset();
    for (const [index, { from, offset }] of offsets.entries()) {
      if (index > 0 && at >= from) at = Math.max(from, local - offset);
    }
    return at;
  }

  #firstOffset(): Micros {
    const [first] = this.#calendar.offsets;
    if (first !== undefined) return first.offset;
    throw coreError('BAD_CALENDAR', `${this.#calendar.id} has no offset`);
  }
}

function checkCalendar({ id, offsets, week, specials }: TradingCalendar): void {
  if (offsets.length === 0) throw coreError('BAD_CALENDAR', `${id} has no offset`);
  for (const [index, { from, offset }] of offsets.entries()) {
    const before = offsets[index - 1];
    if (before !== undefined && before.from >= from) {
      throw coreError('BAD_CALENDAR', `${id} has offsets out of order at ${from}`);
    }
    if (Math.abs(offset) >= MICROS_PER_DAY) {
      throw coreError('BAD_CALENDAR', `${id} has an offset of ${offset}, a day or more`);
    }
  }
  for (const [day, windows] of [...Object.entries(week), ...Object.entries(specials)]) {
    for (const window of windows) checkWindow(window, `${id} on ${day}`);
  }
}

function checkWindow({ phase, fromMicros, untilMicros }: SessionWindow, where: string): void {
  const isForward = fromMicros < untilMicros;
  if (isForward && fromMicros >= -MICROS_PER_DAY && untilMicros <= 2 * MICROS_PER_DAY) return;
  const found = `${phase} from ${fromMicros} until ${untilMicros}`;
  throw coreError('BAD_CALENDAR', `${where}: ${found}, expected -24 h to 48 h, forward`);
}
