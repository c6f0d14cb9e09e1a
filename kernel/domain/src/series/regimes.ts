import type { InstrumentId } from 'argosy/core';

import type { BarSpecText } from '../bar-spec.ts';
import { afterMap, inverseMap, mapDatum, samePrices, type PriceMap } from './price-map.ts';
import { barsOf, timeOfRow, type Priced } from './series-node.ts';

/** Whether the past is brought to the prices of now, or what comes to the prices of the beginning. */
export type Direction = 'back' | 'forward';

/** From an instant on prices of an instrument count, and what those of before are in them. */
export type Regime = {
  readonly from: number;
  readonly instrument: InstrumentId;
  /** From its own units to those of the series. */
  readonly scale: PriceMap;
  /** What a price of the regime before is in this one, in units of the series. */
  readonly step: PriceMap;
};

/** The regimes of a series, and rows as the series says them. */
export class Regimes {
  readonly #id: InstrumentId;
  readonly #direction: Direction;
  readonly #regimes: Regime[] = [];
  /** The map of each regime, as far as they are reckoned; none while one of before is asked for. */
  #maps: PriceMap[] = [];
  readonly #specs = new Map<BarSpecText, BarSpecText>();

  constructor(id: InstrumentId, direction: Direction) {
    this.#id = id;
    this.#direction = direction;
  }

  /** Adds a regime; one that becomes known late goes where its instant says. */
  add(regime: Regime): void {
    const place = this.#regimes.findLastIndex(({ from }) => from <= regime.from) + 1;
    this.#regimes.splice(place, 0, regime);
    // Whatever comes, the maps of before go on to hold where a series goes forward.
    if (this.#direction === 'forward') this.#maps.length = Math.min(this.#maps.length, place);
    else this.#maps = [];
  }

  /** A row as the series says it; null where it is none of the series. */
  say(row: Priced): Priced | null {
    const at = timeOfRow(row);
    const place = this.#regimes.findLastIndex(({ from }) => from <= at);
    const regime = this.#regimes[place];
    if (regime === undefined || regime.instrument !== row.instrument) return null;
    return this.#relabel(mapDatum(this.#mapAt(place, regime), row));
  }

  #mapAt(place: number, { scale }: Regime): PriceMap {
    const isOfNow = this.#direction === 'back' && place === this.#regimes.length - 1;
    if (isOfNow) return scale;
    if (this.#direction === 'forward') return chained(scale, this.#forwardTo(place));
    if (this.#maps.length === 0) this.#maps = backMaps(this.#regimes);
    return chained(scale, this.#maps[place] ?? samePrices);
  }

  /** The way back over each step so far, each reckoned once. */
  #forwardTo(place: number): PriceMap {
    const maps = this.#maps;
    for (let next = maps.length; next <= place; next += 1) {
      const { step = samePrices } = this.#regimes[next] ?? {};
      const before = maps[next - 1] ?? samePrices;
      maps.push(step === samePrices ? before : chained(inverseMap(step), before));
    }
    return maps[place] ?? samePrices;
  }

  #relabel(row: Priced): Priced {
    if (row.kind !== 'bar') return { ...row, instrument: this.#id };
    const known = this.#specs.get(row.spec);
    const spec = known ?? barsOf(this.#id, row.spec);
    if (known === undefined) this.#specs.set(row.spec, spec);
    return { ...row, instrument: this.#id, spec };
  }
}

/** What the steps behind each regime make of its prices. */
function backMaps(regimes: readonly Regime[]): PriceMap[] {
  let after = samePrices;
  return regimes
    .toReversed()
    .map(({ step }) => {
      const map = after;
      after = chained(step, after);
      return map;
    })
    .toReversed();
}

/** Prices that stay the same are told by identity, which costs no row anything. */
function chained(first: PriceMap, then: PriceMap): PriceMap {
  if (then === samePrices) return first;
  return first === samePrices ? then : afterMap(first, then);
}
