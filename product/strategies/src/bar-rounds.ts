import type { InstrumentId, Price } from 'argosy/core';
import {
  formatBarSpec,
  parseBarSpec,
  toBarSpecText,
  type Bar,
  type BarSpecText,
} from 'argosy/domain';

/** The closes of several instruments at one instant, by their places. */
export type Round = readonly Price[];

/** Puts the bars of several instruments together that end at one instant. */
export class BarRounds {
  readonly #places: ReadonlyMap<InstrumentId, number>;
  readonly #closes = new Map<number, Price>();
  #at = 0;

  constructor(instruments: readonly InstrumentId[]) {
    this.#places = new Map(instruments.map((instrument, place) => [instrument, place]));
  }

  /**
   * Takes a bar in; gives the round that it completes. An instant at which one of them has no bar has no
   * round, and neither has a bar of before, nor one that is told again.
   */
  take({ instrument, closesAt, close, revision }: Bar): Round | null {
    const place = this.#places.get(instrument);
    if (place === undefined || closesAt < this.#at || revision > 0) return null;
    if (closesAt > this.#at) this.#closes.clear();
    this.#at = closesAt;
    this.#closes.set(place, close);
    if (this.#closes.size < this.#places.size) return null;
    return [...this.#closes].sort(([one], [other]) => one - other).map(([, price]) => price);
  }
}

/** The bars of another instrument that are as long as these. */
export function sameBarsOf(bars: BarSpecText, instrument: InstrumentId): BarSpecText {
  const spec = parseBarSpec(bars);
  return spec.ok ? toBarSpecText(formatBarSpec({ ...spec.value, instrument })) : bars;
}
