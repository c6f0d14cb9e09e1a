import type { BinaryRecord, Subscribed } from '@argosy/contract/stream';

import { scaleOf, unscaled } from './scaled.ts';

/**
 * What is known of an instrument now. One object for its whole life, written into by the stream: nothing is allocated for a
 * tick. NaN where something is not known.
 */
export class MarketRow {
  readonly instrument: string;
  bid = Number.NaN;
  ask = Number.NaN;
  bidQty = Number.NaN;
  askQty = Number.NaN;
  last = Number.NaN;
  lastQty = Number.NaN;
  /** 1 where a buyer took last, 2 where a seller did. */
  taker = 0;
  /** What it closed at on the day before. */
  previousClose = Number.NaN;
  open = Number.NaN;
  high = Number.NaN;
  low = Number.NaN;
  volume = Number.NaN;
  openInterest = Number.NaN;
  /** When the source said the newest of it, in microseconds of the market's clock. */
  at = Number.NaN;
  /** When it came, in milliseconds of this window's clock. */
  heardAt = Number.NaN;
  /** Decimal places of its prices. */
  pricePlaces = 2;
  /** Whether its market trades and nothing has come of it for too long, as the node says. */
  isStale = false;
  /** How many numbers came. */
  ticks = 0;

  constructor(instrument: string) {
    this.instrument = instrument;
  }

  /** What it is worth now: the last trade, else the middle of bid and ask. */
  get price(): number {
    return Number.isNaN(this.last) ? (this.bid + this.ask) / 2 : this.last;
  }

  /** What it has changed by since the day before. */
  get change(): number {
    return this.price - this.previousClose;
  }

  /** The same in hundredths of what it was. */
  get changePercent(): number {
    const PERCENT = 100;
    return (this.change / this.previousClose) * PERCENT;
  }

  /** Takes a record of the stream in. */
  take({ kind, fields, flags }: BinaryRecord, terms: Subscribed): void {
    const price = scaleOf(terms.pricePrecision);
    const size = scaleOf(terms.sizePrecision);
    this.at = fields[0] ?? Number.NaN;
    this.ticks += 1;
    this.isStale = false;
    this.pricePlaces = terms.pricePrecision ?? this.pricePlaces;
    if (kind === 'quote') {
      this.bid = unscaled(fields[1], price);
      this.ask = unscaled(fields[2], price);
      this.bidQty = unscaled(fields[3], size);
      this.askQty = unscaled(fields[4], size);
    } else if (kind === 'trade') {
      this.last = unscaled(fields[1], price);
      this.lastQty = unscaled(fields[2], size);
      this.taker = flags;
    }
  }
}
