import { formatScaled } from 'argosy/core';

import type { ColumnBatch } from '../../history/column-batch.ts';
import type { Precision } from '../../history/manifest.ts';
import type { Findings } from './findings.ts';
import { RunningScale } from './running-scale.ts';

/** Looks at the rows of a series, batch after batch, in order of time. */
export type SeriesCheck = {
  /** The columns it needs. */
  readonly columns: readonly string[];
  take(batch: ColumnBatch): void;
  /** Nothing more comes. */
  finish(): void;
};

/** What checks go by. */
export type CheckTerms = { readonly findings: Findings; readonly precision: Precision };

/** A move of so many times the usual one, and of this part of the price, stands out. */
const OUTLIER_TIMES = 15;
const OUTLIER_PART = 0.02;
const VOLUME_TIMES = 25;
/** So many rows that say the same are stale. */
const staleRows = { bar: 30, quote: 500, price: 500 } as const;

/** Which check looks at a kind; null where only the days are looked at. */
export function checkOf(kind: string, terms: CheckTerms): SeriesCheck | null {
  if (kind === 'bar') return new BarCheck(terms);
  if (kind === 'quote') return new QuoteCheck(terms);
  if (kind === 'trade') return new TradeCheck(terms);
  return kind === 'mark' || kind === 'index' ? new PriceCheck(terms) : null;
}

/** What all prices are looked at for. */
class PriceWatch {
  readonly #terms: CheckTerms;
  readonly #moves = new RunningScale();
  readonly #staleRows: number;
  #last = Number.NaN;
  #run = 0;
  #runFrom = 0;
  #runKey = '';

  constructor(terms: CheckTerms, stale: number) {
    this.#terms = terms;
    this.#staleRows = stale;
  }

  text(price: number): string {
    return formatScaled(Math.round(price), this.#terms.precision.price);
  }

  /** A price that should be above zero. */
  price(at: number, price: number): void {
    const { findings } = this.#terms;
    if (price <= 0) findings.add('badPrice', at, () => `${this.text(price)}, expected above zero`);
    const move = Math.abs(price / this.#last - 1);
    if (
      price > 0 &&
      this.#last > 0 &&
      this.#moves.isBeyond(move, OUTLIER_TIMES) &&
      move > OUTLIER_PART
    ) {
      const from = this.#last;
      const part = (move * 100).toFixed(1);
      findings.add('outlier', at, () => `${this.text(from)} to ${this.text(price)}, ${part} %`);
    }
    this.#last = price;
  }

  /** What a row says in all: the same again and again is stale. */
  same(at: number, key: string): void {
    if (key === this.#runKey) this.#run += 1;
    else {
      this.finish();
      [this.#run, this.#runFrom, this.#runKey] = [1, at, key];
    }
  }

  finish(): void {
    const { findings } = this.#terms;
    const [rows, key] = [this.#run, this.#runKey];
    if (rows < this.#staleRows) return;
    findings.add('stale', this.#runFrom, () => `${rows} rows say the same, ${key}`);
  }
}

class BarCheck implements SeriesCheck {
  readonly columns = ['opens_us', 'open', 'high', 'low', 'close', 'volume', 'revision'];
  readonly #terms: CheckTerms;
  readonly #watch: PriceWatch;
  readonly #volumes = new RunningScale();
  #key = '';

  constructor(terms: CheckTerms) {
    this.#terms = terms;
    this.#watch = new PriceWatch(terms, staleRows.bar);
  }

  take(batch: ColumnBatch): void {
    const [times, revisions] = [batch.numbers('opens_us'), batch.numbers('revision')];
    const [open, high] = [batch.numbers('open'), batch.numbers('high')];
    const [low, close] = [batch.numbers('low'), batch.numbers('close')];
    const volume = batch.numbers('volume');
    for (const [row, at] of times.entries()) {
      this.#repeated(at, `${at} ${revisions[row] ?? 0}`);
      const prices = [open[row] ?? 0, high[row] ?? 0, low[row] ?? 0, close[row] ?? 0] as const;
      this.#shape(at, prices);
      this.#watch.price(at, Math.min(prices[2], prices[3]) <= 0 ? prices[2] : prices[3]);
      this.#watch.same(at, prices.map((price) => this.#watch.text(price)).join(' '));
      this.#traded(at, volume[row] ?? 0);
    }
  }

  finish(): void {
    this.#watch.finish();
  }

  #repeated(at: number, key: string): void {
    if (key === this.#key)
      this.#terms.findings.add('duplicate', at, () => 'a bar that is there twice');
    this.#key = key;
  }

  #shape(at: number, [open, high, low, close]: readonly [number, number, number, number]): void {
    if (high >= Math.max(open, close, low) && low <= Math.min(open, close)) return;
    const texts = [open, high, low, close].map((price) => this.#watch.text(price)).join(' ');
    this.#terms.findings.add('badShape', at, () => `open, high, low, close of ${texts}`);
  }

  #traded(at: number, volume: number): void {
    if (volume === 0 || !this.#volumes.isBeyond(volume, VOLUME_TIMES)) return;
    const { findings, precision } = this.#terms;
    findings.add('volumeSpike', at, () => formatScaled(volume, precision.size));
  }
}

class QuoteCheck implements SeriesCheck {
  readonly columns = ['event_us', 'nanos', 'bid', 'ask', 'bid_qty', 'ask_qty'];
  readonly #terms: CheckTerms;
  readonly #watch: PriceWatch;
  #key = '';

  constructor(terms: CheckTerms) {
    this.#terms = terms;
    this.#watch = new PriceWatch(terms, staleRows.quote);
  }

  take(batch: ColumnBatch): void {
    const { findings } = this.#terms;
    const [times, nanos] = [batch.numbers('event_us'), batch.numbers('nanos')];
    const [bids, asks] = [batch.numbers('bid'), batch.numbers('ask')];
    const [bidQtys, askQtys] = [batch.numbers('bid_qty'), batch.numbers('ask_qty')];
    for (const [row, at] of times.entries()) {
      const [bid, ask] = [bids[row] ?? 0, asks[row] ?? 0];
      const texts = `${this.#watch.text(bid)} to ${this.#watch.text(ask)}`;
      const said = `${texts}, ${bidQtys[row]} × ${askQtys[row]}`;
      const key = `${at} ${nanos[row]} ${said}`;
      if (key === this.#key) findings.add('duplicate', at, () => 'a quote that is there twice');
      this.#key = key;
      if (bid > ask) findings.add('crossed', at, () => texts);
      this.#watch.price(at, Math.min(bid, ask) <= 0 ? Math.min(bid, ask) : (bid + ask) / 2);
      this.#watch.same(at, said);
    }
  }

  finish(): void {
    this.#watch.finish();
  }
}

class TradeCheck implements SeriesCheck {
  readonly columns = ['event_us', 'nanos', 'price', 'qty', 'trade_id'];
  readonly #terms: CheckTerms;
  readonly #watch: PriceWatch;
  readonly #sizes = new RunningScale();
  #key = '';

  constructor(terms: CheckTerms) {
    this.#terms = terms;
    this.#watch = new PriceWatch(terms, Number.POSITIVE_INFINITY);
  }

  take(batch: ColumnBatch): void {
    const { findings, precision } = this.#terms;
    const [times, nanos, ids] = [
      batch.numbers('event_us'),
      batch.numbers('nanos'),
      batch.texts('trade_id'),
    ];
    const [prices, sizes] = [batch.numbers('price'), batch.numbers('qty')];
    for (const [row, at] of times.entries()) {
      const key = `${at} ${nanos[row]} ${ids[row]}`;
      if (key === this.#key)
        findings.add('duplicate', at, () => `trade ${ids[row]} is there twice`);
      this.#key = key;
      const size = sizes[row] ?? 0;
      this.#watch.price(at, prices[row] ?? 0);
      // Trades differ a hundred times in size every day: only what is far beyond that stands out.
      if (size > 0 && this.#sizes.isBeyond(size, 40 * VOLUME_TIMES)) {
        findings.add('volumeSpike', at, () => formatScaled(size, precision.size));
      }
    }
  }

  finish(): void {
    this.#watch.finish();
  }
}

class PriceCheck implements SeriesCheck {
  readonly columns = ['event_us', 'price'];
  readonly #watch: PriceWatch;

  constructor(terms: CheckTerms) {
    this.#watch = new PriceWatch(terms, staleRows.price);
  }

  take(batch: ColumnBatch): void {
    const [times, prices] = [batch.numbers('event_us'), batch.numbers('price')];
    for (const [row, at] of times.entries()) {
      const price = prices[row] ?? 0;
      this.#watch.price(at, price);
      this.#watch.same(at, this.#watch.text(price));
    }
  }

  finish(): void {
    this.#watch.finish();
  }
}
