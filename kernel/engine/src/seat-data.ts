import {
  formatTimestamp,
  toTimestamp,
  type AskId,
  type InstrumentId,
  type InstrumentIndex,
  type Timestamp,
} from 'argosy/core';
import {
  componentOf,
  formatBarSpec,
  parseBarSpec,
  type AskBody,
  type BarSpec,
  type BarSpecText,
} from 'argosy/domain';

import type { EngineParts, Subscription } from './engine-parts.ts';
import { engineError } from './errors.ts';
import type { DataDesk } from './strategy-context.ts';
import type { Ordered } from './topics.ts';

/** What the subscriptions of a strategy reach besides the shared parts. */
export type SeatReach = {
  readonly ask: (body: AskBody) => AskId;
  readonly subscribed: (subscription: Subscription) => void;
};

/** Subscriptions of one strategy; a name the run does not know throws at once. */
export class SeatData<Listener extends Ordered> implements DataDesk {
  readonly #listener: Listener;
  readonly #parts: EngineParts<Listener>;
  readonly #reach: SeatReach;

  constructor(listener: Listener, parts: EngineParts<Listener>, reach: SeatReach) {
    this.#listener = listener;
    this.#parts = parts;
    this.#reach = reach;
  }

  subscribeQuotes(instrument: InstrumentId): void {
    this.#parts.topics.quotes.subscribe(this.#indexOf(instrument), this.#listener);
    this.#reach.subscribed({ kind: 'quote', instrument });
  }

  unsubscribeQuotes(instrument: InstrumentId): void {
    this.#parts.topics.quotes.unsubscribe(this.#indexOf(instrument), this.#listener);
  }

  subscribeTrades(instrument: InstrumentId): void {
    this.#parts.topics.trades.subscribe(this.#indexOf(instrument), this.#listener);
    this.#reach.subscribed({ kind: 'trade', instrument });
  }

  unsubscribeTrades(instrument: InstrumentId): void {
    this.#parts.topics.trades.unsubscribe(this.#indexOf(instrument), this.#listener);
  }

  subscribeStatus(instrument: InstrumentId): void {
    this.#parts.topics.statuses.subscribe(this.#indexOf(instrument), this.#listener);
    this.#reach.subscribed({ kind: 'status', instrument });
  }

  unsubscribeStatus(instrument: InstrumentId): void {
    this.#parts.topics.statuses.unsubscribe(this.#indexOf(instrument), this.#listener);
  }

  subscribeBook(instrument: InstrumentId): void {
    this.#parts.topics.books.subscribe(this.#indexOf(instrument), this.#listener);
    this.#reach.subscribed({ kind: 'book', instrument });
  }

  unsubscribeBook(instrument: InstrumentId): void {
    this.#parts.topics.books.unsubscribe(this.#indexOf(instrument), this.#listener);
  }

  subscribeAdjustments(instrument: InstrumentId): void {
    this.#parts.topics.adjustments.subscribe(this.#indexOf(instrument), this.#listener);
    this.#reach.subscribed({ kind: 'adjustment', instrument });
  }

  unsubscribeAdjustments(instrument: InstrumentId): void {
    this.#parts.topics.adjustments.unsubscribe(this.#indexOf(instrument), this.#listener);
  }

  subscribeMarks(instrument: InstrumentId): void {
    this.#parts.topics.marks.subscribe(this.#indexOf(instrument), this.#listener);
    this.#reach.subscribed({ kind: 'mark', instrument });
  }

  unsubscribeMarks(instrument: InstrumentId): void {
    this.#parts.topics.marks.unsubscribe(this.#indexOf(instrument), this.#listener);
  }

  subscribeIndex(instrument: InstrumentId): void {
    this.#parts.topics.indexes.subscribe(this.#indexOf(instrument), this.#listener);
    this.#reach.subscribed({ kind: 'index', instrument });
  }

  unsubscribeIndex(instrument: InstrumentId): void {
    this.#parts.topics.indexes.unsubscribe(this.#indexOf(instrument), this.#listener);
  }

  subscribeFunding(instrument: InstrumentId): void {
    this.#parts.topics.fundings.subscribe(this.#indexOf(instrument), this.#listener);
    this.#reach.subscribed({ kind: 'funding', instrument });
  }

  unsubscribeFunding(instrument: InstrumentId): void {
    this.#parts.topics.fundings.unsubscribe(this.#indexOf(instrument), this.#listener);
  }

  subscribeBars(text: BarSpecText): void {
    const { index, spec } = this.#specOf(text);
    this.#parts.topics.bars.subscribe(text, this.#listener);
    this.#reach.subscribed({ kind: 'bar', spec });
    if (spec.source !== 'INTERNAL') return;
    const { calendars, instruments, bars } = this.#parts;
    const { calendar, sizePrecision, pricePrecision, tick, multiplier, multiplierScale } =
      instruments.at(index);
    const clock = calendars.get(calendar);
    if (clock === undefined) throw engineError('UNSUPPORTED_BARS', `${text}: no ${calendar}`);
    const money = { multiplier, multiplierScale };
    bars.start(spec, { index, clock, sizePrecision, pricePrecision, tick, ...money });
  }

  unsubscribeBars(text: BarSpecText): void {
    const { spec } = this.#specOf(text);
    const isLast = this.#parts.topics.bars.unsubscribe(text, this.#listener);
    if (isLast && spec.source === 'INTERNAL') this.#parts.bars.stop(text);
  }

  requestBars(spec: BarSpecText, from: Timestamp, until?: Timestamp): AskId {
    this.#specOf(spec);
    const end = until ?? toTimestamp(this.#parts.moment.now + 1);
    for (const [name, at] of Object.entries({ from, until: end })) {
      if (!Number.isSafeInteger(at)) throw engineError('BAD_RANGE', `${name} is ${String(at)}`);
    }
    if (from > end) {
      const range = `from ${formatTimestamp(from)} until ${formatTimestamp(end)}`;
      throw engineError('BAD_RANGE', range);
    }
    return this.#reach.ask({ port: 'history', spec, from, until: end });
  }

  #indexOf(instrument: InstrumentId): InstrumentIndex {
    const index = this.#parts.instruments.indexOf(instrument);
    if (index === undefined) throw engineError('UNKNOWN_INSTRUMENT', instrument);
    return index;
  }

  #specOf(text: BarSpecText): { readonly index: InstrumentIndex; readonly spec: BarSpec } {
    const parsed = parseBarSpec(text);
    if (!parsed.ok) throw engineError('UNSUPPORTED_BARS', parsed.refusal.reason);
    const spec = parsed.value;
    const index = this.#indexOf(spec.instrument);
    const brought = componentOf(spec) ?? spec;
    if (brought.source === 'EXTERNAL' && !this.#parts.externalBars.has(formatBarSpec(brought))) {
      throw engineError(
        'UNSUPPORTED_BARS',
        `no source of the run brings ${formatBarSpec(brought)}`,
      );
    }
    return { index, spec };
  }
}
