import { assert, toTimestamp, type InstrumentId, type SessionClock } from 'argosy/core';

import type { BarSpecText } from '../bar-spec.ts';
import type { Future, Instrument } from '../instrument.ts';
import type { Adjustment, MarketData } from '../market-data.ts';
import { lowestMap, samePrices, type PriceMap } from './price-map.ts';
import { Regimes, type Direction } from './regimes.ts';
import { endOfDay, rollInstants, type RollRule } from './roll-plan.ts';
import {
  isPriced,
  scaleMap,
  timeOfRow,
  twicePrice,
  type Priced,
  type SeriesNode,
} from './series-node.ts';

/** Dated contracts, one after another, as one series. */
export type ContinuousTerms = {
  readonly kind: 'continuous';
  /** The contracts in the order of their ends. */
  readonly chain: readonly InstrumentId[];
  readonly roll: RollRule;
  /** What is done about the gap between two contracts: nothing, or prices move by it or in its ratio. */
  readonly adjust: 'none' | 'difference' | 'ratio';
  readonly direction: Direction;
};

/** What a chain is made of. */
export type Chain = {
  readonly self: Instrument;
  readonly contracts: readonly Future[];
  readonly clockOf: (contract: Future) => SessionClock;
  /** The rows that a contract's volume is summed of: its trades, or bars of one specification. */
  readonly volumeOf: (contract: InstrumentId) => 'trade' | BarSpecText | null;
};

type Link = {
  readonly contract: Future;
  readonly clock: SessionClock;
  readonly rollAt: number;
  readonly scale: PriceMap;
  readonly volumeOf: 'trade' | BarSpecText | null;
  /** Twice its last price, in its own units. */
  last: number | null;
  /** What was traded in the day under way. */
  volume: number;
};

/** Says the rows of the contract a chain is on, and when it goes on to the next. */
export class ContinuousSeries implements SeriesNode {
  readonly id: InstrumentId;
  readonly inputs: ReadonlySet<InstrumentId>;
  readonly #terms: ContinuousTerms;
  readonly #links: readonly Link[];
  readonly #byId: ReadonlyMap<InstrumentId, Link>;
  readonly #regimes: Regimes;
  #current = -1;
  #endedAt = Number.NEGATIVE_INFINITY;
  /** When the day under way is over; Infinity while nobody asks for volumes. */
  #dayEndsAt = Number.POSITIVE_INFINITY;

  constructor({ self, contracts, clockOf, volumeOf }: Chain, terms: ContinuousTerms) {
    this.id = self.id;
    this.inputs = new Set(terms.chain);
    this.#terms = terms;
    this.#regimes = new Regimes(self.id, terms.direction);
    const instants = rollInstants(contracts, terms.roll, clockOf);
    this.#links = contracts.map((contract, place) => ({
      contract,
      clock: clockOf(contract),
      rollAt: instants[place] ?? Number.POSITIVE_INFINITY,
      scale: scaleMap(contract, self),
      volumeOf: volumeOf(contract.id),
      last: null,
      volume: 0,
    }));
    this.#byId = new Map(this.#links.map((link) => [link.contract.id, link]));
  }

  /** Behind the end of a contract whose next one has no price yet, that one's first row is waited for. */
  get nextAt(): number {
    const rollAt = this.#links[this.#current]?.rollAt ?? Number.POSITIVE_INFINITY;
    return Math.min(rollAt > this.#endedAt ? rollAt : Number.POSITIVE_INFINITY, this.#dayEndsAt);
  }

  end(at: number, rows: readonly MarketData[]): readonly MarketData[] {
    const priced = rows.filter(isPriced);
    for (const row of priced) this.#note(row, at);
    this.#endedAt = at;
    const target = this.#targetAt(at);
    if (target === this.#current) return this.#say(priced);
    const from = this.#startOf(at);
    const before = this.#say(priced.filter((row) => timeOfRow(row) < from));
    const adjustment = this.#goTo(target, { at, from });
    return [...before, adjustment, ...this.#say(priced.filter((row) => timeOfRow(row) >= from))];
  }

  #say(rows: readonly Priced[]): readonly Priced[] {
    return rows.flatMap((row) => this.#regimes.say(row) ?? []);
  }

  #note(row: Priced, at: number): void {
    const link = this.#byId.get(row.instrument);
    assert(link !== undefined, `${row.instrument} is none of ${this.id}`);
    link.last = twicePrice(row);
    if (this.#terms.roll.rule !== 'volume') return;
    link.volume += volumeIn(row, link.volumeOf);
    // A day whose rows are known only later is over with the first of them.
    const endsAt = Math.max(endOfDay(link.clock, toTimestamp(timeOfRow(row))), at);
    this.#dayEndsAt = Math.min(this.#dayEndsAt, endsAt);
  }

  /** The contract that counts from an instant on; a series that has begun waits for its next price. */
  #targetAt(at: number): number {
    const place = this.#terms.roll.rule === 'volume' ? this.#byVolume(at) : this.#byInstant(at);
    const isKnown = (this.#links[place]?.last ?? null) !== null;
    return isKnown ? place : this.#current;
  }

  #byInstant(at: number): number {
    return this.#links.findIndex(({ rollAt }) => rollAt > at);
  }

  #byVolume(at: number): number {
    const isDayOver = this.#dayEndsAt <= at;
    const place = this.#volumeTarget(at, isDayOver);
    // The day that the series begins on is looked at once it has begun.
    const begins = this.#current < 0 && place >= 0;
    if (!isDayOver || begins) return place;
    this.#dayEndsAt = Number.POSITIVE_INFINITY;
    for (const link of this.#links) link.volume = 0;
    return place;
  }

  #volumeTarget(at: number, isDayOver: boolean): number {
    const current = this.#links[this.#current];
    const next = this.#links[this.#current + 1];
    if (current === undefined) {
      return this.#links.findIndex(({ rollAt, last }) => rollAt > at && last !== null);
    }
    if (current.rollAt <= at) return this.#links.findIndex(({ rollAt }) => rollAt > at);
    const isPassed = isDayOver && next !== undefined && next.volume > current.volume;
    return isPassed ? this.#current + 1 : this.#current;
  }

  /** From when the next contract counts: from the beginning, or as planned, though it was waited for. */
  #startOf(at: number): number {
    const current = this.#links[this.#current];
    if (current === undefined) return Number.NEGATIVE_INFINITY;
    return Math.min(at, current.rollAt);
  }

  #goTo(target: number, { at, from }: { readonly at: number; readonly from: number }): Adjustment {
    const [before, next] = [this.#links[this.#current], this.#links[target]];
    assert(next !== undefined, `${this.id} goes on with one of its contracts`);
    const step = before === undefined ? samePrices : this.#stepTo(before, next);
    this.#current = target;
    const { contract, scale } = next;
    this.#regimes.add({ from, instrument: contract.id, scale, step });
    const restates = this.#terms.direction === 'back' && step !== samePrices;
    const way = before === undefined ? 'begins with' : `${before.contract.id} to`;
    return {
      kind: 'adjustment',
      instrument: this.id,
      eventAt: toTimestamp(at),
      nanos: 0,
      availableAt: toTimestamp(at),
      sourceSequence: 0,
      cause: 'roll',
      detail: `${way} ${contract.id}`,
      into: contract.id,
      ...(restates ? step : samePrices),
      restates,
    };
  }

  /** What a price of one contract is in the other, by the last price of each. */
  #stepTo(before: Link, next: Link): PriceMap {
    const { adjust } = this.#terms;
    if (adjust === 'none' || before.last === null || next.last === null) return samePrices;
    const [one, other] = [scaled(before.last, before.scale), scaled(next.last, next.scale)];
    if (adjust === 'difference') {
      return lowestMap({ numerator: 2n, addend: other - one, denominator: 2n });
    }
    // Where a price is not above zero there is no ratio that could mean anything.
    if (one <= 0n || other <= 0n) return samePrices;
    return lowestMap({ numerator: other, addend: 0n, denominator: one });
  }
}

/** Twice a price in units of the series; those that are finer than it has are cut off. */
function scaled(twice: number, { numerator, denominator }: PriceMap): bigint {
  return (BigInt(twice) * numerator) / denominator;
}

function volumeIn(row: Priced, of: 'trade' | BarSpecText | null): number {
  if (row.kind === 'trade') return of === 'trade' ? row.qty : 0;
  return row.kind === 'bar' && row.spec === of ? row.volume : 0;
}
