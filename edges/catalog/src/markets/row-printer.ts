import {
  assert,
  brand,
  Random,
  type InstrumentId,
  type Price,
  type Quantity,
  type RandomState,
  type Timestamp,
  type TradeId,
} from 'argosy/core';
import type {
  BookDepth,
  BookLevel,
  BookUpdate,
  Datum,
  IndexPrice,
  InstrumentStatus,
  MarketData,
  Quote,
  Trade,
} from 'argosy/domain';

import { BarBuilder, type BarState } from './bar-builder.ts';
import { drawLots } from './crowd.ts';
import type { MarketGround } from './market-ground.ts';
import type { TradingDay } from './trading-days.ts';

/** Kinds of rows that a stream may be asked for, besides bars. */
export type StreamKind = 'quote' | 'trade' | 'book' | 'index' | 'status';

/** Every kind a stream can bring besides bars. */
export const streamKinds: readonly StreamKind[] = ['quote', 'trade', 'book', 'index', 'status'];

/** What a stream brings. */
export type StreamOptions = {
  /** All of them unless told; books only where the plan has levels for them. */
  readonly kinds?: readonly StreamKind[];
  /** Bars by what follows the instrument in their specification: `1-MINUTE-LAST-EXTERNAL`. */
  readonly bars?: readonly string[];
  /** How many events a batch has at most, so that one takes little time; those of a step unless told. */
  readonly eventsPerBatch?: number;
};

/** Something happens to something, by its number. */
export type Happening = { readonly number: number; readonly at: number; readonly nanos: number };

/** A trade as it is printed. */
export type Print = Happening & {
  readonly aggressor: Trade['aggressor'];
  readonly price: number;
  readonly qty: number;
};

/** The best prices, with what they show. */
export type Touch = Happening & {
  readonly bid: number;
  readonly ask: number;
  readonly bidQty: Quantity;
  readonly askQty: Quantity;
};

/** Where a printer stands; plain data. */
export type PrinterState = {
  readonly sequence: number;
  readonly trades: number;
  readonly bars: readonly BarState[];
  readonly random: RandomState;
};

/** Makes rows of what happens, of the kinds that are wanted, and bars of the trades. */
export class RowPrinter {
  readonly #ground: MarketGround;
  readonly #ids: readonly InstrumentId[];
  readonly #wants: Readonly<Record<StreamKind, boolean>>;
  readonly #bars: readonly BarBuilder[];
  /** Books have their own chance: the prices are the same whether somebody looks at books or not. */
  readonly #random: Random;
  #sequence: number;
  #trades: number;
  #rows: MarketData[] = [];

  constructor(ground: MarketGround, options: StreamOptions, from: PrinterState | null) {
    const { kinds = streamKinds, bars = [] } = options;
    const { plan, instruments } = ground;
    this.#ground = ground;
    this.#ids = instruments.map(({ id }) => id);
    this.#bars = bars.map((tail, place) => {
      const length = { tail, stepSeconds: plan.stepSeconds };
      return new BarBuilder(instruments, length, from?.bars[place]);
    });
    this.#sequence = from?.sequence ?? 0;
    this.#trades = from?.trades ?? 0;
    this.#random =
      from === null ? Random.fromSeed(plan.seed).fork('books') : Random.importState(from.random);
    this.#wants = {
      quote: kinds.includes('quote'),
      trade: kinds.includes('trade'),
      book: kinds.includes('book') && plan.depthLevels > 0,
      index: kinds.includes('index'),
      status: kinds.includes('status'),
    };
  }

  /** Where it stands, copied. */
  exportState(): PrinterState {
    return {
      sequence: this.#sequence,
      trades: this.#trades,
      bars: this.#bars.map(({ state }) => structuredClone(state)),
      random: this.#random.exportState(),
    };
  }

  /** What was printed since it was last taken. */
  take(): readonly MarketData[] {
    const rows = this.#rows;
    this.#rows = [];
    return rows;
  }

  trade({ number, at, nanos, aggressor, price, qty }: Print): void {
    for (const bars of this.#bars) bars.add(number, price, qty);
    this.#trades += 1;
    if (!this.#wants.trade) return;
    this.#rows.push({
      kind: 'trade',
      ...this.#datum(number, at, nanos),
      price: brand<Price>(price),
      qty: brand<Quantity>(qty),
      aggressor,
      tradeId: brand<TradeId>(`T${this.#trades}`),
    } satisfies Trade);
  }

  quote(touch: Touch): void {
    const { number, at, nanos, bid, ask, bidQty, askQty } = touch;
    if (this.#wants.quote) {
      this.#rows.push({
        kind: 'quote',
        ...this.#datum(number, at, nanos),
        bid: brand<Price>(bid),
        ask: brand<Price>(ask),
        bidQty,
        askQty,
      } satisfies Quote);
    }
    if (!this.#wants.book) return;
    const bids = bid === 0 ? [] : this.#levels(number, { price: bid, qty: bidQty }, -1);
    const asks = this.#levels(number, { price: ask, qty: askQty }, 1);
    this.book(touch, { bids, asks });
  }

  book({ number, at, nanos }: Happening, depth: BookDepth): void {
    if (!this.#wants.book) return;
    const head = this.#datum(number, at, nanos);
    this.#rows.push({ kind: 'book', ...head, isSnapshot: true, ...depth } satisfies BookUpdate);
  }

  index({ number, at, nanos }: Happening, level: number): void {
    for (const bars of this.#bars) bars.add(number, level, 0);
    if (!this.#wants.index) return;
    const head = this.#datum(number, at, nanos);
    this.#rows.push({ kind: 'index', ...head, price: brand<Price>(level) } satisfies IndexPrice);
  }

  status({ number, at, nanos }: Happening, state: InstrumentStatus['state']): void {
    if (!this.#wants.status) return;
    const head = this.#datum(number, at, nanos);
    this.#rows.push({ kind: 'status', ...head, state } satisfies InstrumentStatus);
  }

  /** Prints the bars that are over by an instant. */
  rollBars(at: number, day: TradingDay): void {
    for (const bars of this.#bars) {
      this.#rows.push(...bars.roll(at, day, () => (this.#sequence += 1)));
    }
  }

  /** Books grow thicker away from the touch. */
  #levels(number: number, best: Pick<BookLevel, 'qty'> & Priced, way: 1 | -1): BookLevel[] {
    const { instruments, plan, lots } = this.#ground;
    const { tick, lot } = instruments[number] ?? { tick: 1, lot: 1 };
    const levels: BookLevel[] = [{ price: brand<Price>(best.price), qty: best.qty }];
    let { price } = best;
    for (let level = 1; level < plan.depthLevels; level += 1) {
      price += way * tick * (1 + this.#random.nextInt(2));
      if (price <= 0) break;
      const size = drawLots((lots[number] ?? 1) * (2 + level), this.#random) * lot;
      levels.push({ price: brand<Price>(price), qty: brand<Quantity>(size) });
    }
    return levels;
  }

  #datum(number: number, at: number, nanos: number): Datum {
    const instrument = this.#ids[number];
    assert(instrument !== undefined, 'a row is about something that is listed');
    const instant = brand<Timestamp>(at);
    this.#sequence += 1;
    return {
      instrument,
      eventAt: instant,
      nanos,
      availableAt: instant,
      sourceSequence: this.#sequence,
    };
  }
}

type Priced = { readonly price: number };
