import {
  assert,
  absBigint,
  ledgerScaleOf,
  toMinor,
  type Currency,
  type InstrumentId,
  type InstrumentIndex,
  type LedgerScales,
  type Minor,
  type Money,
  type Timestamp,
} from 'argosy/core';
import {
  exactNotional,
  isPaidInFull,
  type Instrument,
  type InstrumentTable,
  type Position,
} from 'argosy/domain';

import { isWrittenOption, leverageFor, toExposure } from './exposure.ts';
import { marginOf, type LeverageByProduct } from './leverage.ts';
import { placesBeyond, toLedger } from './position-worth.ts';
import { RateTable, type MarkOf } from './rate-table.ts';
import { isScanned, type Scanned, type ScanLeg, type ScanModel } from './scan-margin.ts';
import { netOfOptions, reliefWithin, spreadRelief, type OptionLeg } from './spread-margin.ts';

/** What a valuer needs to know. */
export type ValuerOptions = {
  readonly instruments: InstrumentTable;
  readonly scales: LedgerScales;
  readonly markOf: MarkOf;
};

/** What an account has: its cash in each currency, and its positions. */
export type AccountHoldings = {
  readonly cash: readonly Money[];
  readonly positions: Iterable<Position>;
};

/** A scan at an instant. */
export type ScanMoment = { readonly scan: ScanModel; readonly now: Timestamp };

/** An account whose futures and options are scanned, and what everything else of it binds. */
export type ScanAccount = ScanMoment & {
  readonly base: Currency;
  readonly leverage: LeverageByProduct;
};

/** What a position is worth, adds to the equity, has cost and binds, each in its own currency. */
export type PositionFigures = {
  readonly currency: Currency;
  readonly value: bigint;
  readonly worth: bigint;
  readonly cost: bigint;
  readonly margin: bigint;
};

/** An instrument, and what its valuing needs each time. */
type Listed = {
  readonly instrument: Instrument;
  readonly index: InstrumentIndex;
  /** How many places its exact values have beyond the ledger's; below zero, fewer. */
  readonly placesBeyond: number;
};

/**
 * Values accounts at the marks of the moment. A position without a mark counts at its cost; an
 * amount in a currency whose rate is not known yet is left out, and `isComplete` says so.
 */
export class AccountValuer {
  readonly rates: RateTable;
  readonly #options: ValuerOptions;
  readonly #known = new Map<InstrumentId, Listed>();

  constructor(options: ValuerOptions) {
    this.#options = options;
    this.rates = new RateTable(options.instruments, options);
  }

  /** Cash and positions in one currency. */
  equity(holdings: AccountHoldings, base: Currency): { amount: Minor; isComplete: boolean } {
    let [total, isComplete] = [0n, true];
    const add = (amount: bigint, currency: Currency): void => {
      const converted = this.rates.convert(amount, currency, base);
      if (converted === null) isComplete = false;
      else total += converted;
    };
    for (const { amount, currency } of holdings.cash) add(amount, currency);
    for (const position of holdings.positions) {
      if (position.qty !== 0) add(this.worth(position), this.#listed(position).instrument.currency);
    }
    return { amount: toMinor(total), isComplete };
  }

  /** What a position adds to its account's equity: its value, or its gain where none was paid. */
  worth(position: Position): bigint {
    const { instrument } = this.#listed(position);
    const value = this.marketValue(position);
    return isPaidInFull(instrument) ? value : value - this.costOf(position);
  }

  /** What a position is worth at its mark, signed like its quantity; its cost without a mark. */
  marketValue(position: Position): bigint {
    const listed = this.#listed(position);
    const mark2 = this.#options.markOf(listed.index);
    if (mark2 === null) return toLedger(position.cost, listed.placesBeyond, 1n);
    return toLedger(exactNotional(listed.instrument, mark2, position.qty), listed.placesBeyond, 2n);
  }

  /** What a position has cost, signed like its quantity. */
  costOf(position: Position): bigint {
    return toLedger(position.cost, this.#listed(position).placesBeyond, 1n);
  }

  /** All there is to say of one position; its margin by the leverage of its product. */
  figuresOf(position: Position, leverage: LeverageByProduct): PositionFigures {
    const { instrument } = this.#listed(position);
    const value = this.marketValue(position);
    const cost = this.costOf(position);
    const worth = isPaidInFull(instrument) ? value : value - cost;
    const exposure = this.#exposure(position, instrument, value);
    const margin = marginOf(exposure, leverageFor(position, instrument, leverage));
    return { currency: instrument.currency, value, worth, cost, margin };
  }

  /** The margin that positions bind, in one currency; null while a rate is unknown. */
  marginUsed(
    positions: Iterable<Position>,
    { base, leverage }: { readonly base: Currency; readonly leverage: LeverageByProduct },
  ): bigint | null {
    let total = 0n;
    const options: Position[] = [];
    for (const position of positions) {
      if (position.qty === 0) continue;
      const { margin, currency } = this.figuresOf(position, leverage);
      const converted = this.rates.convert(margin, currency, base);
      if (converted === null) return null;
      total += converted;
      if (this.#listed(position).instrument.kind === 'option') options.push(position);
    }
    if (options.length < 2) return total;
    const relief = this.spreadRelief(options, { base, leverage });
    return relief === null ? null : total - relief;
  }

  /**
   * How much less written options bind because bought ones cover them, in one currency; null while a rate
   * is unknown. Where none is written nothing is looked at twice.
   */
  spreadRelief(
    positions: Iterable<Position>,
    { base, leverage }: { readonly base: Currency; readonly leverage: LeverageByProduct },
  ): bigint | null {
    const byCurrency = new Map<Currency, OptionLeg[]>();
    for (const position of positions) {
      const leg = this.optionLegOf(position, leverage);
      if (leg === null) continue;
      const { currency } = leg.instrument;
      const legs = byCurrency.get(currency);
      if (legs === undefined) byCurrency.set(currency, [leg]);
      else legs.push(leg);
    }
    let total = 0n;
    for (const [currency, legs] of byCurrency) {
      const relief = spreadRelief(legs, ledgerScaleOf(this.#options.scales, currency));
      const converted = this.rates.convert(relief, currency, base);
      if (converted === null) return null;
      total += converted;
    }
    return total;
  }

  /**
   * The same of options of which each could cover any other, in minor units of their currency, where those
   * of one option close each other.
   */
  reliefWithin(all: readonly OptionLeg[]): bigint {
    const legs = netOfOptions(all);
    const [first] = legs;
    if (first === undefined) return 0n;
    return reliefWithin(legs, ledgerScaleOf(this.#options.scales, first.instrument.currency));
  }

  /** A position in an option as what covers or is covered; null where it is none. */
  optionLegOf(position: Position, leverage: LeverageByProduct): OptionLeg | null {
    const { instrument } = this.#listed(position);
    const { qty } = position;
    if (instrument.kind !== 'option' || qty === 0) return null;
    return { instrument, qty, leverage: leverageFor(position, instrument, leverage) };
  }

  /**
   * The margin that positions bind where futures and options are scanned together; null while a rate
   * is unknown. Where no price tells what an underlying is worth, leverage says what they bind.
   */
  marginScanned(positions: Iterable<Position>, terms: ScanAccount): bigint | null {
    const groups = new Map<string, Position[]>();
    const others: Position[] = [];
    for (const position of positions) {
      const { instrument } = this.#listed(position);
      if (position.qty === 0) continue;
      if (!isScanned(instrument)) {
        others.push(position);
        continue;
      }
      const name = `${instrument.underlying} ${instrument.currency}`;
      const group = groups.get(name);
      if (group === undefined) groups.set(name, [position]);
      else group.push(position);
    }
    let total = this.marginUsed(others, terms);
    for (const group of groups.values()) {
      const bound = this.#boundOf(group, terms);
      if (bound === null || total === null) return null;
      total += bound;
    }
    return total;
  }

  /**
   * What legs of one underlying bind together, in their own currency; null while no price of their
   * underlying, nor of a future on it, is known.
   */
  scan(legs: readonly ScanLeg[], { scan, now }: ScanMoment): bigint | null {
    const [first] = legs;
    if (first === undefined) return 0n;
    const spot = this.#spotOf(legs, first.instrument);
    if (spot === null) return null;
    const scale = ledgerScaleOf(this.#options.scales, first.instrument.currency);
    return BigInt(Math.ceil(scan.scan(legs, { spot, now }).bound * 10 ** scale));
  }

  /** A position, or what an order would make, as a leg; null where it is not scanned. */
  legOf(instrument: Instrument, qty: number): ScanLeg | null {
    if (!isScanned(instrument)) return null;
    const index = this.#options.instruments.indexOf(instrument.id);
    const mark2 = index === undefined ? null : this.#options.markOf(index);
    return { instrument, qty, mark2: mark2 ?? Number.NaN };
  }

  #boundOf(group: readonly Position[], terms: ScanAccount): bigint | null {
    const legs = group.flatMap((position) => {
      return this.legOf(this.#listed(position).instrument, position.qty) ?? [];
    });
    const bound = this.scan(legs, terms);
    const [first] = legs;
    if (bound === null || first === undefined) return this.marginUsed(group, terms);
    return this.rates.convert(bound, first.instrument.currency, terms.base);
  }

  /** The underlying's own price, else that of a future on it; in whole units of its currency. */
  #spotOf(legs: readonly ScanLeg[], { underlying }: Scanned): number | null {
    const { instruments, markOf } = this.#options;
    const index = instruments.indexOf(underlying);
    const mark2 = index === undefined ? null : markOf(index);
    if (index !== undefined && mark2 !== null) {
      return mark2 / 2 / 10 ** instruments.at(index).pricePrecision;
    }
    const future = legs.find((leg) => leg.instrument.kind === 'future' && !Number.isNaN(leg.mark2));
    return future === undefined ? null : future.mark2 / 2 / 10 ** future.instrument.pricePrecision;
  }

  #exposure({ qty }: Position, instrument: Instrument, value: bigint): bigint {
    if (!isWrittenOption(instrument, qty)) return absBigint(value);
    const scale = ledgerScaleOf(this.#options.scales, instrument.currency);
    return toExposure(instrument, instrument.strike, qty, scale);
  }

  /** Looked up once: a look at every position of an account comes here with each order. */
  #listed({ key: { instrument: id } }: Position): Listed {
    const known = this.#known.get(id);
    if (known !== undefined) return known;
    const { instruments, scales } = this.#options;
    const index = instruments.indexOf(id);
    assert(index !== undefined, `instrument ${id} is not known`);
    const instrument = instruments.at(index);
    const scale = ledgerScaleOf(scales, instrument.currency);
    const listed = { instrument, index, placesBeyond: placesBeyond(instrument, scale) };
    this.#known.set(id, listed);
    return listed;
  }
}
