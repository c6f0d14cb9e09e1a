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
  #regimes: readonly Regime[] = [];
  #maps: readonly PriceMap[] = [];
  readonly #specs = new Map<BarSpecText, BarSpecText>();

  constructor(id: InstrumentId, direction: Direction) {
    this.#id = id;
    this.#direction = direction;
  }

  /** Adds a regime; one that becomes known late goes where its instant says. */
  add(regime: Regime): void {
    const place = this.#regimes.findLastIndex(({ from }) => from <= regime.from) + 1;
    this.#regimes = this.#regimes.toSpliced(place, 0, regime);
    this.#maps = this.#direction === 'back' ? backMaps(this.#regimes) : forwardMaps(this.#regimes);
  }

  /** A row as the series says it; null where it is none of the series. */
  say(row: Priced): Priced | null {
    const at = timeOfRow(row);
    const place = this.#regimes.findLastIndex(({ from }) => from <= at);
    const [regime, map] = [this.#regimes[place], this.#maps[place]];
    if (regime === undefined || map === undefined) return null;
    return regime.instrument === row.instrument ? this.#relabel(mapDatum(map, row)) : null;
  }

  #relabel(row: Priced): Priced {
    if (row.kind !== 'bar') return { ...row, instrument: this.#id };
    const known = this.#specs.get(row.spec);
    const spec = known ?? barsOf(this.#id, row.spec);
    if (known === undefined) this.#specs.set(row.spec, spec);
    return { ...row, instrument: this.#id, spec };
  }
}

function backMaps(regimes: readonly Regime[]): readonly PriceMap[] {
  let after = samePrices;
  return regimes
    .toReversed()
    .map(({ scale, step }) => {
      const map = afterScale(scale, after);
      after = chained(step, after);
      return map;
    })
    .toReversed();
}

function forwardMaps(regimes: readonly Regime[]): readonly PriceMap[] {
  let before = samePrices;
  return regimes.map(({ scale, step }) => {
    before = step === samePrices ? before : chained(inverseMap(step), before);
    return afterScale(scale, before);
  });
}

function afterScale(scale: PriceMap, map: PriceMap): PriceMap {
  return scale === samePrices ? map : chained(scale, map);
}

/** Prices that stay the same are told by identity, which costs no row anything. */
function chained(first: PriceMap, then: PriceMap): PriceMap {
  if (then === samePrices) return first;
  return first === samePrices ? then : afterMap(first, then);
}
