import { unwrap } from 'argosy/core';
import {
  barSpanMicros,
  parseBarSpec,
  type Bar,
  type BarPrice,
  type BarSpecText,
} from 'argosy/domain';

/** A series of bars as the venue ranks it: the least `order` of an instrument's series fills. */
type RankedSeries = { readonly spanUs: number; readonly order: number };

const priceOrder: Readonly<Record<BarPrice, number>> = { LAST: 0, MID: 1, BID: 2, ASK: 3 };
const PRICES = 4;

/**
 * Chooses which series of an instrument's bars fills its orders: the finest one from outside, last
 * prices before mid, bid and ask. Bars built inside never fill anything, nor do corrections.
 */
export class BarSeries {
  readonly #ranked = new Map<BarSpecText, RankedSeries>();
  #chosen: BarSpecText | null = null;
  #order = Number.POSITIVE_INFINITY;
  #spanUs = 0;

  /** The span of the bars that fill, in microseconds; 0 before the first. */
  get spanUs(): number {
    return this.#spanUs;
  }

  /** Whether a bar is of the chosen series; a finer one takes over from now on. */
  chooses(bar: Bar): boolean {
    if (bar.revision > 0) return false;
    if (bar.spec === this.#chosen) return true;
    const series = this.#rank(bar.spec);
    if (series.order >= this.#order) return false;
    this.#chosen = bar.spec;
    this.#order = series.order;
    this.#spanUs = series.spanUs;
    return true;
  }

  #rank(text: BarSpecText): RankedSeries {
    const known = this.#ranked.get(text);
    if (known !== undefined) return known;
    const spec = unwrap(parseBarSpec(text));
    const spanUs = barSpanMicros(spec);
    const order =
      spec.source === 'EXTERNAL'
        ? spanUs * PRICES + priceOrder[spec.price]
        : Number.POSITIVE_INFINITY;
    const series = { spanUs, order };
    this.#ranked.set(text, series);
    return series;
  }
}
