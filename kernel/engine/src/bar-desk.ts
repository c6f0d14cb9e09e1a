import type { InstrumentIndex, Timestamp } from 'argosy/core';
import {
  formatBarSpec,
  type Bar,
  type BarPrice,
  type BarSpec,
  type BarSpecText,
  type Quote,
  type Trade,
} from 'argosy/domain';

import { BarBuilder, quotePrice } from './bar-builder.ts';
import { engineError } from './errors.ts';

type Quoted = { readonly side: Exclude<BarPrice, 'LAST'>; readonly builder: BarBuilder };

/** Builds the bars that somebody subscribed to, from the quotes and trades that pass by. */
export class BarDesk {
  readonly #builders = new Map<BarSpecText, BarBuilder>();
  readonly #fromQuotes: (readonly Quoted[] | undefined)[] = [];
  readonly #fromTrades: (readonly BarBuilder[] | undefined)[] = [];
  /** The builders by specification text, the order in which bars due at one instant close. */
  #ordered: readonly BarBuilder[] = [];
  #nextCloseAt = Number.POSITIVE_INFINITY;

  /** The earliest instant at which a bar is complete; Infinity when none is being built. */
  get nextCloseAt(): number {
    return this.#nextCloseAt;
  }

  /** Starts building a specification; a second time changes nothing. */
  start(instrument: InstrumentIndex, spec: BarSpec, offset: number): void {
    const text = formatBarSpec(spec);
    if (spec.from !== null)
      throw engineError('UNSUPPORTED_BARS', `${text} is made from other bars`);
    if (this.#builders.has(text)) return;
    const builder = new BarBuilder(text, spec, offset);
    this.#builders.set(text, builder);
    this.#ordered = [...this.#builders.values()].sort((a, b) => (a.spec < b.spec ? -1 : 1));
    if (spec.price === 'LAST') {
      this.#fromTrades[instrument] = [...(this.#fromTrades[instrument] ?? []), builder];
    } else {
      const quoted: Quoted = { side: spec.price, builder };
      this.#fromQuotes[instrument] = [...(this.#fromQuotes[instrument] ?? []), quoted];
    }
  }

  /** Stops building a specification; the bar under way is dropped. */
  stop(instrument: InstrumentIndex, text: BarSpecText): void {
    const builder = this.#builders.get(text);
    if (builder === undefined) return;
    this.#builders.delete(text);
    this.#ordered = this.#ordered.filter((other) => other !== builder);
    this.#fromTrades[instrument] = this.#fromTrades[instrument]?.filter(
      (other) => other !== builder,
    );
    this.#fromQuotes[instrument] = this.#fromQuotes[instrument]?.filter(
      (other) => other.builder !== builder,
    );
    this.#findNextClose();
  }

  /** Takes a quote in. */
  onQuote(instrument: InstrumentIndex, quote: Quote, now: Timestamp): void {
    const quoted = this.#fromQuotes[instrument];
    if (quoted === undefined) return;
    for (const { side, builder } of quoted) {
      builder.add(now, quotePrice(side, quote.bid, quote.ask), 0);
      if (builder.closesAt < this.#nextCloseAt) this.#nextCloseAt = builder.closesAt;
    }
  }

  /** Takes a trade in. */
  onTrade(instrument: InstrumentIndex, trade: Trade, now: Timestamp): void {
    const builders = this.#fromTrades[instrument];
    if (builders === undefined) return;
    for (const builder of builders) {
      builder.add(now, trade.price, trade.qty);
      if (builder.closesAt < this.#nextCloseAt) this.#nextCloseAt = builder.closesAt;
    }
  }

  /** Closes every bar complete at or before an instant, by (closing time, specification). */
  closeUntil(now: number, onBar: (bar: Bar) => void): void {
    while (this.#nextCloseAt <= now) {
      const due = this.#nextCloseAt;
      for (const builder of this.#ordered) {
        if (builder.closesAt === due) onBar(builder.close());
      }
      this.#findNextClose();
    }
  }

  #findNextClose(): void {
    this.#nextCloseAt = Number.POSITIVE_INFINITY;
    for (const builder of this.#ordered) {
      if (builder.closesAt < this.#nextCloseAt) this.#nextCloseAt = builder.closesAt;
    }
  }
}
