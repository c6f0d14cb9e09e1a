import { formatTimestamp, toTimestamp } from 'argosy/core';
import type { MarketData, Quote, Trade } from 'argosy/domain';

/** From 2000 to 2100: a first row of another century, whose count in a coarser unit lies in it, is noted. */
const CENTURY_FROM = 946_684_800_000_000;
const CENTURY_UNTIL = 4_102_444_800_000_000;
/** How much a microsecond is multiplied by where it was meant as something coarser. */
const coarserUnits = [
  ['seconds', 1_000_000],
  ['milliseconds', 1000],
] as const;

/**
 * Notes what a source may bring and seldom means to: rows that repeat the one before them, and times
 * that were probably counted in another unit. Trades are the same by their id.
 */
export class RowNotes {
  readonly #unit: string[] = [];
  #last: MarketData | null = null;
  #repeats = 0;
  #firstRepeat = '';

  /** Looks at the next row, counted from 1. */
  pass(datum: MarketData, row: number): void {
    const last = this.#last;
    this.#last = datum;
    if (last === null) this.#noteUnit(datum);
    else if (last.availableAt === datum.availableAt && isRepeat(last, datum)) {
      if (this.#repeats === 0) this.#firstRepeat = `row ${row}, sequence ${datum.sourceSequence}`;
      this.#repeats += 1;
    }
  }

  /** What was noted, in words. */
  all(): readonly string[] {
    if (this.#repeats === 0) return this.#unit;
    const rows = this.#repeats === 1 ? '1 row repeats' : `${this.#repeats} rows repeat`;
    return [...this.#unit, `${rows} the row before: first ${this.#firstRepeat}`];
  }

  #noteUnit({ availableAt }: MarketData): void {
    for (const [unit, factor] of coarserUnits) {
      const meant = availableAt * factor;
      if (meant < CENTURY_FROM || meant > CENTURY_UNTIL) continue;
      const other = formatTimestamp(toTimestamp(meant));
      const found = formatTimestamp(availableAt);
      this.#unit.push(`the first row is of ${found}; counted in ${unit} it would be of ${other}`);
    }
  }
}

function isRepeat(a: MarketData, b: MarketData): boolean {
  if (a.instrument !== b.instrument || a.eventAt !== b.eventAt || a.nanos !== b.nanos) return false;
  if (a.kind === 'quote' && b.kind === 'quote') return isSameQuote(a, b);
  return a.kind === 'trade' && b.kind === 'trade' && isSameTrade(a, b);
}

function isSameQuote(a: Quote, b: Quote): boolean {
  const isSamePrice = a.bid === b.bid && a.ask === b.ask;
  return isSamePrice && a.bidQty === b.bidQty && a.askQty === b.askQty;
}

function isSameTrade(a: Trade, b: Trade): boolean {
  return a.tradeId === b.tradeId && a.price === b.price && a.qty === b.qty;
}
