import type { InstrumentIndex, SessionClock } from 'argosy/core';
import {
  barSpanMicros,
  componentOf,
  formatBarSpec,
  isCounted,
  type Bar,
  type BarSpec,
  type BarSpecText,
  type BarUnit,
  type Quote,
  type Trade,
} from 'argosy/domain';

import { quotePrice, type BarBuilder, type BarBuilderOptions } from './bar-builder.ts';
import { BrickBarBuilder } from './brick-bar-builder.ts';
import { CountedBarBuilder } from './counted-bar-builder.ts';
import { FlowBarBuilder, isFlow } from './flow-bar-builder.ts';
import { noBarCounts, type BarCounts, type LatePolicy } from './late-data.ts';
import { RangeBarBuilder } from './range-bar-builder.ts';
import { TimeBarBuilder } from './time-bar-builder.ts';
import { ValueBarBuilder } from './value-bar-builder.ts';

/** What the desk must know of an instrument to build its bars. */
export type BarGround = {
  readonly index: InstrumentIndex;
  readonly clock: SessionClock;
} & Pick<
  BarBuilderOptions,
  'sizePrecision' | 'pricePrecision' | 'tick' | 'multiplier' | 'multiplierScale'
>;

/** A specification under construction, and the composites that are built from its bars. */
type Line = {
  readonly text: BarSpecText;
  readonly spec: BarSpec;
  readonly ground: BarGround;
  readonly builder: BarBuilder;
  readonly component: BarSpecText | null;
  composites: readonly Line[];
  isSubscribed: boolean;
};

/**
 * Builds the bars that somebody subscribed to, from the quotes, trades and finer bars that pass by.
 * Bars due at one instant come by (length, specification), so coarser ones follow the finer ones
 * they are made of.
 */
export class BarDesk {
  /** What was built, what was late, and what fell outside every session. */
  readonly counts: BarCounts = noBarCounts();
  readonly #late: LatePolicy;
  readonly #onBar: (bar: Bar) => void;
  readonly #lines = new Map<BarSpecText, Line>();
  readonly #fromQuotes: (readonly Line[] | undefined)[] = [];
  readonly #fromTrades: (readonly Line[] | undefined)[] = [];
  /** Those that ask who took. */
  readonly #fromFlow: (readonly Line[] | undefined)[] = [];
  readonly #fromOutside = new Map<BarSpecText, readonly Line[]>();
  #ordered: readonly BarBuilder[] = [];
  #nextCloseAt = Number.POSITIVE_INFINITY;
  #now = 0;

  constructor({ late, onBar }: { late: LatePolicy; onBar: (bar: Bar) => void }) {
    this.#late = late;
    this.#onBar = onBar;
  }

  /** The earliest instant at which a bar is complete; Infinity when none is being built. */
  get nextCloseAt(): number {
    return this.#nextCloseAt;
  }

  /** Starts building a specification, and the finer one it is made of; a second time changes nothing. */
  start(spec: BarSpec, ground: BarGround): void {
    this.#open(spec, ground).isSubscribed = true;
  }

  /** Stops building a specification; the bar under way is dropped. */
  stop(text: BarSpecText): void {
    const line = this.#lines.get(text);
    if (line === undefined) return;
    line.isSubscribed = false;
    this.#closeUnused(line);
    this.#findNextClose();
  }

  /** Takes a quote in. */
  onQuote(instrument: InstrumentIndex, quote: Quote, now: number): void {
    const lines = this.#fromQuotes[instrument];
    if (lines === undefined) return;
    this.#now = now;
    const { bid, ask, eventAt } = quote;
    for (const { builder, spec } of lines) {
      if (spec.price === 'LAST') continue;
      const hasBegun = builder.add(now, eventAt, quotePrice(spec.price, bid, ask), 0);
      if (hasBegun && builder.dueAt < this.#nextCloseAt) this.#nextCloseAt = builder.dueAt;
    }
  }

  /** Takes a trade in. */
  onTrade(instrument: InstrumentIndex, trade: Trade, now: number): void {
    const flows = this.#fromFlow[instrument];
    if (flows !== undefined) this.#feedFlows(flows, trade, now);
    const lines = this.#fromTrades[instrument];
    if (lines === undefined) return;
    this.#now = now;
    const { price, qty, eventAt } = trade;
    for (const { builder } of lines) {
      const hasBegun = builder.add(now, eventAt, price, qty);
      if (hasBegun && builder.dueAt < this.#nextCloseAt) this.#nextCloseAt = builder.dueAt;
    }
  }

  /** Takes a bar of a source in, for the composites that are made of such bars. */
  onOutsideBar(bar: Bar, now: number): void {
    const lines = this.#fromOutside.get(bar.spec);
    if (lines === undefined) return;
    this.#now = now;
    this.#feed(lines, bar);
  }

  /** Closes every bar complete at or before an instant, by (closing time, length, specification). */
  closeUntil(now: number): void {
    while (this.#nextCloseAt <= now) {
      const due = this.#nextCloseAt;
      this.#now = due;
      for (const builder of this.#ordered) if (builder.dueAt === due) builder.close();
      this.#findNextClose();
    }
  }

  /** Drops the bars under way of an instrument: its prices mean something else from now on. */
  drop(instrument: InstrumentIndex): void {
    for (const { ground, builder } of this.#lines.values()) {
      if (ground.index === instrument) builder.clear();
    }
    this.#findNextClose();
  }

  #open(spec: BarSpec, ground: BarGround): Line {
    const text = formatBarSpec(spec);
    const known = this.#lines.get(text);
    if (known !== undefined) return known;
    const finer = componentOf(spec);
    const component = finer === null ? null : formatBarSpec(finer);
    const builder = this.#builderOf(text, spec, ground);
    const line: Line = {
      text,
      spec,
      ground,
      builder,
      component,
      composites: [],
      isSubscribed: false,
    };
    this.#lines.set(text, line);
    if (finer === null) this.#connectTicks(line);
    else if (finer.source === 'EXTERNAL') this.#setOutside(formatBarSpec(finer), line, withLine);
    else {
      const source = this.#open(finer, ground);
      source.composites = withLine(source.composites, line);
    }
    this.#sort();
    return line;
  }

  #builderOf(text: BarSpecText, spec: BarSpec, ground: BarGround): BarBuilder {
    const { index: _, ...known } = ground;
    const options: BarBuilderOptions = {
      text,
      spec,
      ...known,
      late: this.#late,
      counts: this.counts,
      emit: (bar) => this.#emit(bar),
    };
    return builders[spec.unit](options);
  }

  #feedFlows(lines: readonly Line[], trade: Trade, now: number): void {
    this.#now = now;
    for (const { builder } of lines) builder.addTrade?.(now, trade);
  }

  /** A bar comes before the composites it goes into. */
  #emit(bar: Bar): void {
    this.counts.made += 1;
    this.#onBar(bar);
    const line = this.#lines.get(bar.spec);
    if (line !== undefined) this.#feed(line.composites, bar);
  }

  #feed(lines: readonly Line[], bar: Bar): void {
    if (lines.length === 0) return;
    if (bar.revision > 0) {
      this.counts.corrections += lines.length;
      return;
    }
    for (const { builder } of lines) builder.addBar(this.#now, bar);
  }

  #connectTicks(line: Line): void {
    const ofTrades = isFlow(line.spec.unit) ? this.#fromFlow : this.#fromTrades;
    const side = line.spec.price === 'LAST' ? ofTrades : this.#fromQuotes;
    side[line.ground.index] = withLine(side[line.ground.index] ?? [], line);
  }

  #closeUnused(line: Line): void {
    if (line.isSubscribed || line.composites.length > 0) return;
    const { text, ground, component, builder } = line;
    this.#lines.delete(text);
    builder.clear();
    for (const side of [this.#fromTrades, this.#fromFlow, this.#fromQuotes]) {
      const lines = side[ground.index];
      if (lines !== undefined) side[ground.index] = withoutLine(lines, line);
    }
    this.#sort();
    if (component === null) return;
    this.#setOutside(component, line, withoutLine);
    const source = this.#lines.get(component);
    if (source === undefined) return;
    source.composites = withoutLine(source.composites, line);
    this.#closeUnused(source);
  }

  #setOutside(component: BarSpecText, line: Line, change: typeof withLine): void {
    const lines = change(this.#fromOutside.get(component) ?? [], line);
    if (lines.length === 0) this.#fromOutside.delete(component);
    else this.#fromOutside.set(component, lines);
  }

  #sort(): void {
    this.#ordered = [...this.#lines.values()]
      .filter(({ spec }) => !isCounted(spec))
      .sort(finerFirst)
      .map(({ builder }) => builder);
  }

  #findNextClose(): void {
    this.#nextCloseAt = Number.POSITIVE_INFINITY;
    for (const { dueAt } of this.#ordered) {
      if (dueAt < this.#nextCloseAt) this.#nextCloseAt = dueAt;
    }
  }
}

const byTime = (options: BarBuilderOptions): BarBuilder => new TimeBarBuilder(options);
const byCount = (options: BarBuilderOptions): BarBuilder => new CountedBarBuilder(options);
const byFlow = (options: BarBuilderOptions): BarBuilder => new FlowBarBuilder(options);

const builders: Readonly<Record<BarUnit, (options: BarBuilderOptions) => BarBuilder>> = {
  SECOND: byTime,
  MINUTE: byTime,
  HOUR: byTime,
  DAY: byTime,
  TICK: byCount,
  VOLUME: byCount,
  VALUE: (options) => new ValueBarBuilder(options),
  TICK_IMBALANCE: byFlow,
  VOLUME_IMBALANCE: byFlow,
  VALUE_IMBALANCE: byFlow,
  TICK_RUNS: byFlow,
  VOLUME_RUNS: byFlow,
  VALUE_RUNS: byFlow,
  RENKO: (options) => new BrickBarBuilder(options),
  RANGE: (options) => new RangeBarBuilder(options),
};

/** Lists are replaced, not changed, for a bar may lead to a subscription while one is walked. */
function withLine(lines: readonly Line[], line: Line): readonly Line[] {
  return [...lines, line].sort(finerFirst);
}

function withoutLine(lines: readonly Line[], line: Line): readonly Line[] {
  return lines.filter((other) => other !== line);
}

function finerFirst(a: Line, b: Line): number {
  const length = barSpanMicros(a.spec) - barSpanMicros(b.spec) || a.spec.step - b.spec.step;
  if (length !== 0) return length;
  return a.text < b.text ? -1 : 1;
}
