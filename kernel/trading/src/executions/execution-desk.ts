import type { InstrumentId, OrderId, Timestamp } from 'argosy/core';
import type { Bar, MarketData } from 'argosy/domain';
import {
  listingsOf,
  scheduleOf,
  type Execution,
  type ExecutionTable,
  type SliceSchedule,
} from 'argosy/orders';

/** How long a check that has refused is not asked again, in microseconds. */
const RETRY_MIN = 1_000_000;
const RETRY_MAX = 60_000_000;

/** What the desk notes of a parent besides its events. */
type Note = {
  readonly schedule: SliceSchedule | null;
  /** What the market has traded since it began, by its trades and by its bars. */
  trades: number;
  bars: number;
  /** The bars that are counted: another series tells the same volume again. */
  spec: string | null;
  /** No check is asked again before. */
  retryAt: number;
  /** How often in a row a check has refused. */
  refusals: number;
  /** When each child was last asked to end. */
  readonly asked: Map<OrderId, number>;
};

/** A note as plain data. */
type NoteState = {
  readonly execution: OrderId;
  readonly trades: number;
  readonly bars: number;
  readonly spec: string | null;
  readonly retryAt: number;
  readonly refusals: number;
  readonly asked: readonly (readonly [OrderId, number])[];
};

/** What the desk knows, as plain data. */
export type ExecutionDeskState = readonly NoteState[];

/**
 * What working parents need beside what events tell: how much the market trades, when each of them is to
 * be looked at next. A restart begins it anew: volume goes on from what the last child noted.
 */
export class ExecutionDesk {
  readonly #notes = new Map<OrderId, Note>();
  #wakeAt = Number.NEGATIVE_INFINITY;

  /** When a parent is to be looked at, though nothing else may come in; only while there are any. */
  get wakeAt(): number {
    return this.#wakeAt;
  }

  /** Sets when to look next; minus infinity for at once. */
  wake(at: number): void {
    this.#wakeAt = at;
  }

  /** The schedule of a parent; null where it goes by the market. */
  scheduleOf(execution: Execution): SliceSchedule | null {
    return this.#of(execution).schedule;
  }

  /** What the market has traded since a parent began, as far as it was seen. */
  volumeOf(execution: Execution): number {
    const { trades, bars } = this.#of(execution);
    return Math.max(trades, bars);
  }

  /** The instant before which no check is asked again. */
  retryAt(execution: Execution): number {
    return this.#of(execution).retryAt;
  }

  /** Waits with the next child: a second, and twice as long each time, a minute at most. */
  wait(execution: Execution, now: Timestamp): void {
    const note = this.#of(execution);
    note.retryAt = now + Math.min(RETRY_MAX, RETRY_MIN * 2 ** note.refusals);
    note.refusals += 1;
  }

  /** Waits no longer: a child has gone out, or what stood in its way may be gone. */
  waitNoLonger(execution: Execution): void {
    const note = this.#of(execution);
    note.retryAt = 0;
    note.refusals = 0;
  }

  /** When a child was last asked to end; minus infinity for never. */
  askedAt(execution: Execution, child: OrderId): number {
    return this.#of(execution).asked.get(child) ?? Number.NEGATIVE_INFINITY;
  }

  /** Notes that a child was asked to end. */
  noteAsked(execution: Execution, child: OrderId, now: Timestamp): void {
    this.#of(execution).asked.set(child, now);
  }

  /** Counts what a trade or a bar says was traded, and lets go what waits for a price; whether that is news for a parent. */
  noteMarket(datum: MarketData, executions: ExecutionTable, now: Timestamp): boolean {
    if (datum.kind === 'status') return this.#noteStatus(datum.instrument, executions);
    let isNews = this.#notePrice(datum.instrument, executions);
    if (datum.kind !== 'trade' && !isNewBar(datum)) return isNews;
    for (const execution of executions.active()) {
      if (!countsVolume(execution) || !listingsOf(execution).includes(datum.instrument)) continue;
      if (now < execution.startAt) continue;
      const note = this.#of(execution);
      if (datum.kind === 'trade') note.trades += datum.qty;
      else if ((note.spec ??= datum.spec) === datum.spec) note.bars += datum.volume;
      isNews = true;
    }
    return isNews;
  }

  /** Forgets a parent that has ended. */
  drop(execution: Execution): void {
    this.#notes.delete(execution.request.id);
  }

  /** Begins anew: what was noted is not known any more. */
  clear(): void {
    this.#notes.clear();
    this.#wakeAt = Number.NEGATIVE_INFINITY;
  }

  /** The notes as plain data. */
  exportState(): ExecutionDeskState {
    return [...this.#notes].map(([execution, note]) => {
      const { trades, bars, spec, retryAt, refusals, asked } = note;
      return { execution, trades, bars, spec, retryAt, refusals, asked: [...asked] };
    });
  }

  /** Takes the place of all that was noted so far. */
  importState(state: ExecutionDeskState, executions: ExecutionTable): void {
    this.clear();
    for (const { execution: id, asked, ...counts } of state) {
      const execution = executions.find(id);
      if (execution === undefined) continue;
      Object.assign(this.#of(execution), counts, { asked: new Map(asked) });
    }
  }

  /** Another price may let a parent go on that waits for one. */
  #notePrice(instrument: InstrumentId, executions: ExecutionTable): boolean {
    let isNews = false;
    for (const execution of executions.heldByPrice()) {
      if (!listingsOf(execution).includes(instrument)) continue;
      this.waitNoLonger(execution);
      isNews = true;
    }
    return isNews;
  }

  /** What the exchange says of an instrument may let its parents go on. */
  #noteStatus(instrument: InstrumentId, executions: ExecutionTable): boolean {
    let isNews = false;
    for (const execution of executions.active()) {
      if (!listingsOf(execution).includes(instrument)) continue;
      this.waitNoLonger(execution);
      isNews = true;
    }
    return isNews;
  }

  #of(execution: Execution): Note {
    const { id } = execution.request;
    const known = this.#notes.get(id);
    if (known !== undefined) return known;
    const { startAt, volume, plan } = execution;
    const made: Note = {
      schedule: scheduleOf(plan.algorithm, { startAt, endAt: plan.endAt }),
      trades: volume,
      bars: volume,
      spec: null,
      retryAt: 0,
      refusals: 0,
      asked: new Map(),
    };
    this.#notes.set(id, made);
    return made;
  }
}

function countsVolume({ plan }: Execution): boolean {
  return plan.algorithm.type === 'pov';
}

/** A corrected bar tells no volume that was not told. */
function isNewBar(datum: MarketData): datum is Bar {
  return datum.kind === 'bar' && datum.revision === 0;
}
