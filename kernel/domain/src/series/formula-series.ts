import {
  powerOfTen,
  toPrice,
  toQuantity,
  toTimestamp,
  toTradeId,
  type InstrumentId,
  type Micros,
  type Price,
  type Timestamp,
} from 'argosy/core';

import type { BarSpecText } from '../bar-spec.ts';
import { PRICE_MAX, type Instrument } from '../instrument.ts';
import type { Bar, Datum, MarketData, Quote, Trade } from '../market-data.ts';
import { inSteps, plain, valueOf, type Fraction, type Span } from './formula-value.ts';
import { instrumentsIn, type Formula } from './formula.ts';
import { barsOf, type SeriesNode } from './series-node.ts';

/** A price that is reckoned from others. */
export type FormulaTerms = {
  readonly kind: 'formula';
  readonly formula: string;
  /** How old a price may be that it is reckoned from; null where each counts until the next. */
  readonly staleAfter: Micros | null;
};

/** What a formula series says, by what its components bring. */
export type FormulaKinds = {
  readonly quotes: boolean;
  readonly trades: boolean;
  /** The bars of the series. */
  readonly bars: ReadonlySet<BarSpecText>;
};

/** What a formula series is made of. */
export type FormulaParts = {
  readonly self: Instrument;
  readonly formula: Formula;
  readonly components: readonly Instrument[];
  readonly staleAfter: Micros | null;
  readonly says: FormulaKinds;
};

type Component = {
  readonly unit: bigint;
  quote: Quote | null;
  trade: Trade | null;
  readonly bars: Map<BarSpecText, Bar>;
};

/**
 * Says a formula's value once an instant is over in which a component moved, and all of them are known: its
 * quote from what they could be sold and bought for, its trade from their last prices, its bars from
 * theirs of the same span. Its sizes are zero: nothing of it is traded.
 */
export class FormulaSeries implements SeriesNode {
  readonly id: InstrumentId;
  readonly inputs: ReadonlySet<InstrumentId>;
  readonly nextAt: number = Number.POSITIVE_INFINITY;
  readonly #formula: Formula;
  readonly #grid: { readonly scale: bigint; readonly tick: number };
  readonly #staleAfter: number;
  readonly #says: FormulaKinds;
  readonly #components: ReadonlyMap<InstrumentId, Component>;
  readonly #specs = new Map<BarSpecText, BarSpecText>();
  #trades = 0;

  constructor({ self, formula, components, staleAfter, says }: FormulaParts) {
    this.id = self.id;
    this.inputs = new Set(instrumentsIn(formula));
    this.#formula = formula;
    this.#grid = { scale: powerOfTen(self.pricePrecision), tick: self.tick };
    this.#staleAfter = staleAfter ?? Number.POSITIVE_INFINITY;
    this.#says = says;
    this.#components = new Map(
      components.map(({ id, pricePrecision }) => [
        id,
        { unit: powerOfTen(pricePrecision), quote: null, trade: null, bars: new Map() },
      ]),
    );
  }

  end(at: number, rows: readonly MarketData[]): readonly MarketData[] {
    const moved = new Set<MarketData['kind']>();
    const specs = new Set<BarSpecText>();
    for (const row of rows) {
      moved.add(row.kind);
      const spec = this.#keep(row);
      if (spec !== null) specs.add(spec);
    }
    const now = toTimestamp(at);
    const { quotes, trades, bars } = this.#says;
    const hasMoved = moved.has('quote') || moved.has('trade');
    const said: (MarketData | null)[] = [];
    if (quotes && hasMoved) said.push(this.#quote(now));
    if (trades && moved.has('trade')) said.push(this.#trade(now));
    for (const spec of specs) if (bars.has(spec)) said.push(this.#bar(spec, now));
    return said.filter((row) => row !== null);
  }

  /** Gives the specification of its own bar that a bar may complete. */
  #keep(row: MarketData): BarSpecText | null {
    const component = this.#components.get(row.instrument);
    if (component === undefined) return null;
    if (row.kind === 'quote') component.quote = row;
    else if (row.kind === 'trade') component.trade = row;
    else if (row.kind === 'bar') {
      const spec = this.#specOf(row.spec);
      component.bars.set(spec, row);
      return spec;
    }
    return null;
  }

  #specOf(text: BarSpecText): BarSpecText {
    const known = this.#specs.get(text);
    const spec = known ?? barsOf(this.id, text);
    if (known === undefined) this.#specs.set(text, spec);
    return spec;
  }

  /** A component that has no quotes counts at its last trade. */
  #quote(now: Timestamp): Quote | null {
    const span = valueOf(this.#formula, (id) => {
      const one = this.#components.get(id);
      const row = one?.quote ?? one?.trade ?? null;
      if (one === undefined || row === null || this.#isStale(row, now)) return null;
      if (row.kind === 'trade') return plain({ over: BigInt(row.price), under: one.unit });
      return spanOf(row, one.unit);
    });
    if (span === null) return null;
    const [bid, ask] = [this.#price(span.low, 'floor'), this.#price(span.high, 'ceiling')];
    if (bid === null || ask === null) return null;
    const [bidQty, askQty] = [toQuantity(0), toQuantity(0)];
    return { kind: 'quote', ...this.#datum(now), bid, ask, bidQty, askQty };
  }

  #trade(now: Timestamp): Trade | null {
    const price = this.#value(({ trade }) => {
      return trade === null || this.#isStale(trade, now) ? null : trade.price;
    });
    if (price === null) return null;
    this.#trades += 1;
    const tradeId = toTradeId(`${this.#trades}`);
    const nothing = { qty: toQuantity(0), aggressor: null };
    return { kind: 'trade', ...this.#datum(now), price, ...nothing, tradeId };
  }

  /**
   * Its bar opens and closes where theirs do. How far it went in between nobody can say from theirs: they
   * need not have been at their ends at one time.
   */
  #bar(spec: BarSpecText, now: Timestamp): Bar | null {
    const bars = [...this.#components.values()].map((one) => one.bars.get(spec));
    const [first] = bars;
    if (first === undefined || !bars.every((bar) => isSameSpan(bar, first))) return null;
    const ofBar = (of: (bar: Bar) => Price): Price | null =>
      this.#value((one) => {
        const bar = one.bars.get(spec);
        return bar === undefined ? null : of(bar);
      });
    const [open, close] = [ofBar((bar) => bar.open), ofBar((bar) => bar.close)];
    if (open === null || close === null) return null;
    const { opensAt, closesAt } = first;
    const revision = Math.max(...bars.map((bar) => bar?.revision ?? 0));
    return {
      kind: 'bar',
      ...this.#datum(now),
      eventAt: closesAt,
      spec,
      opensAt,
      closesAt,
      open,
      high: toPrice(Math.max(open, close)),
      low: toPrice(Math.min(open, close)),
      close,
      volume: toQuantity(0),
      bid: null,
      ask: null,
      revision,
    };
  }

  #value(priceOf: (component: Component) => Price | null): Price | null {
    const span = valueOf(this.#formula, (id) => {
      const one = this.#components.get(id);
      const price = one === undefined ? null : priceOf(one);
      if (one === undefined || price === null) return null;
      return plain({ over: BigInt(price), under: one.unit });
    });
    return span === null ? null : this.#price(span.low, 'halfEven');
  }

  /** A value beyond what a price can be is none. */
  #price(value: Fraction, rounding: 'halfEven' | 'floor' | 'ceiling'): Price | null {
    const price = inSteps(value, this.#grid, rounding);
    return Math.abs(price) <= PRICE_MAX ? toPrice(price) : null;
  }

  #isStale({ availableAt }: Datum, now: number): boolean {
    return now - availableAt > this.#staleAfter;
  }

  #datum(now: Timestamp): Datum {
    return { instrument: this.id, eventAt: now, nanos: 0, availableAt: now, sourceSequence: 0 };
  }
}

function spanOf({ bid, ask }: Quote, under: bigint): Span {
  const [low, high] = [
    { over: BigInt(bid), under },
    { over: BigInt(ask), under },
  ];
  // Where a bid stands above its ask the two are taken as they lie.
  return bid <= ask ? { low, high } : { low: high, high: low };
}

function isSameSpan(bar: Bar | undefined, { opensAt, closesAt }: Bar): boolean {
  return bar !== undefined && bar.opensAt === opensAt && bar.closesAt === closesAt;
}
