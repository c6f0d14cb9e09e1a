import { toPrice, toQuantity } from 'argosy/core';
import type { Bar, BarSpec, BarSpecText } from 'argosy/domain';

import type { BarBuilder, BarBuilderOptions } from './bar-builder.ts';
import { BarFold, type BarPart } from './bar-fold.ts';
import { BarGrid } from './bar-grid.ts';
import { REVISABLE_BARS_MAX, type BarCounts, type LatePolicy } from './late-data.ts';

type ClosedBar = {
  readonly opensAt: number;
  readonly closesAt: number;
  readonly fold: BarFold;
  revision: number;
};

/**
 * Builds time bars of one specification out of prices or of finer bars. An interval without a price
 * makes no bar. Composites of EXTERNAL bars are closed by the bars themselves, which may come later
 * than their end: by the one that reaches the end, else by the first one behind it.
 */
export class TimeBarBuilder implements BarBuilder {
  readonly spec: BarSpecText;
  readonly #spec: BarSpec;
  readonly #grid: BarGrid;
  readonly #late: LatePolicy;
  readonly #counts: BarCounts;
  readonly #emit: (bar: Bar) => void;
  readonly #isClosedByData: boolean;
  readonly #closed: ClosedBar[] = [];
  #fold: BarFold;
  #opensAt = 0;
  #closesAt = 0;
  /** What happened before this instant is late. */
  #floor = 0;
  #built = 0;

  constructor({ text, spec, clock, late, counts, emit }: BarBuilderOptions) {
    this.spec = text;
    this.#spec = spec;
    this.#grid = new BarGrid(clock, spec);
    this.#late = late;
    this.#fold = new BarFold(late === 'revise');
    this.#counts = counts;
    this.#emit = emit;
    this.#isClosedByData = spec.from?.source === 'EXTERNAL';
  }

  get dueAt(): number {
    if (this.#fold.isEmpty || this.#isClosedByData) return Number.POSITIVE_INFINITY;
    return this.#closesAt;
  }

  /**
   * Takes a price in; the caller has closed every bar that was due before, so now lies in the bar
   * under way. Most prices go there without a look at the clock.
   */
  add(now: number, eventAt: number, price: number, qty: number): boolean {
    const fold = this.#fold;
    if (!fold.isEmpty && (eventAt === now || eventAt >= this.#opensAt)) {
      fold.add(eventAt, price, qty);
      return false;
    }
    return this.#addApart(now, eventAt, { price, qty });
  }

  addBar(now: number, bar: Bar): void {
    const at = this.#grid.placeOf(bar);
    if (at === null) {
      this.#counts.outsideSession += 1;
      return;
    }
    if (at >= this.#closesAt) {
      if (!this.#fold.isEmpty) this.#finish(now);
      this.#moveTo(at);
    }
    if (at < this.#floor) {
      this.#takeLate(now, at, bar);
      return;
    }
    this.#fold.addPart(at, bar);
    if (this.#isClosedByData && bar.closesAt >= this.#closesAt) this.#finish(now);
  }

  close(): void {
    this.#finish(this.#closesAt);
  }

  clear(): void {
    this.#fold.clear();
    this.#closed.length = 0;
  }

  /** Begins a bar, or takes in what happened before it. */
  #addApart(
    now: number,
    eventAt: number,
    { price, qty }: { readonly price: number; readonly qty: number },
  ): boolean {
    const isIdle = this.#fold.isEmpty;
    const isInside = !isIdle || (now >= this.#opensAt && now < this.#closesAt) || this.#moveTo(now);
    if (isInside && eventAt >= this.#opensAt) this.#fold.add(eventAt, price, qty);
    else this.#takeLate(now, eventAt, partOf(price, qty));
    return isIdle && !this.#fold.isEmpty;
  }

  /** Goes to the interval of an instant; the one before has been finished. */
  #moveTo(at: number): boolean {
    const span = this.#grid.spanAt(at);
    if (span === null) return false;
    this.#opensAt = span.opensAt;
    this.#closesAt = span.closesAt;
    this.#floor = Math.max(this.#floor, span.opensAt);
    return true;
  }

  #finish(now: number): void {
    const opensAt = this.#opensAt;
    const closesAt = this.#closesAt;
    const fold = this.#fold;
    this.#floor = closesAt;
    this.#say({ opensAt, closesAt, fold, revision: 0 }, Math.max(now, closesAt));
  }

  #say(bar: ClosedBar, availableAt: number): void {
    const { opensAt, closesAt, fold, revision } = bar;
    this.#built += 1;
    const sequence = this.#built;
    const said = fold.toBar(this.spec, this.#spec, {
      opensAt,
      closesAt,
      availableAt,
      sequence,
      revision,
    });
    if (revision === 0) this.#keep(bar);
    this.#emit(said);
  }

  /** What a policy may revise is kept; otherwise the fold is used again. */
  #keep(bar: ClosedBar): void {
    if (this.#late !== 'revise') {
      this.#fold.clear();
      return;
    }
    this.#closed.push(bar);
    if (this.#closed.length > REVISABLE_BARS_MAX) this.#closed.shift();
    this.#fold = new BarFold(true);
  }

  #takeLate(now: number, at: number, part: BarPart): void {
    if (this.#grid.spanAt(at) === null) this.#counts.outsideSession += 1;
    else if (this.#late === 'nextBar' && this.#foldInto(now, part)) this.#counts.folded += 1;
    else if (this.#late === 'revise' && this.#revise(now, at, part)) this.#counts.revised += 1;
    else this.#counts.dropped += 1;
  }

  #foldInto(now: number, part: BarPart): boolean {
    if (this.#fold.isEmpty && !this.#moveTo(now)) return false;
    this.#fold.addPart(Math.max(this.#opensAt, this.#floor), part);
    return true;
  }

  #revise(now: number, at: number, part: BarPart): boolean {
    const bar = this.#closed.find(({ opensAt, closesAt }) => opensAt <= at && at < closesAt);
    if (bar === undefined) return false;
    bar.fold.insertPart(at, part);
    bar.revision += 1;
    this.#say(bar, now);
    return true;
  }
}

function partOf(price: number, qty: number): BarPart {
  const one = toPrice(price);
  return { open: one, high: one, low: one, close: one, volume: toQuantity(qty) };
}
