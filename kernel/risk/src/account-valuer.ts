import {
  assert,
  absBigint,
  divideRounded,
  ledgerScaleOf,
  powerOfTen,
  rescale,
  toMinor,
  type Currency,
  type LedgerScales,
  type Minor,
  type Money,
} from 'argosy/core';
import {
  exactNotional,
  isPaidInFull,
  notionalScale,
  type Instrument,
  type InstrumentTable,
  type Position,
} from 'argosy/domain';

import { marginOf, noLeverage, type Leverage, type LeverageByProduct } from './leverage.ts';
import { RateTable, type MarkOf } from './rate-table.ts';

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

/**
 * Values accounts at the marks of the moment. A position without a mark counts at its cost; an
 * amount in a currency whose rate is not known yet is left out, and `isComplete` says so.
 */
export class AccountValuer {
  readonly rates: RateTable;
  readonly #options: ValuerOptions;

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
      if (position.qty !== 0) add(this.worth(position), this.#listed(position).currency);
    }
    return { amount: toMinor(total), isComplete };
  }

  /** What a position adds to its account's equity: its value, or its gain where none was paid. */
  worth(position: Position): bigint {
    const instrument = this.#listed(position);
    const value = this.marketValue(position);
    return isPaidInFull(instrument) ? value : value - this.costOf(position);
  }

  /** What a position is worth at its mark, signed like its quantity; its cost without a mark. */
  marketValue(position: Position): bigint {
    const instrument = this.#listed(position);
    const mark2 = this.#mark2(instrument);
    if (mark2 === null) return this.costOf(position);
    const value2 = BigInt(position.qty) * BigInt(mark2) * instrument.multiplier;
    return this.#toLedger(value2, instrument, 2n);
  }

  /** What a position has cost, signed like its quantity. */
  costOf(position: Position): bigint {
    return this.#toLedger(position.cost, this.#listed(position), 1n);
  }

  /** The margin that positions bind, in one currency; null while a rate is unknown. */
  marginUsed(
    positions: Iterable<Position>,
    { base, leverage }: { readonly base: Currency; readonly leverage: LeverageByProduct },
  ): bigint | null {
    let total = 0n;
    for (const position of positions) {
      if (position.qty === 0) continue;
      const instrument = this.#listed(position);
      const margin = marginOf(
        this.#exposure(position),
        leverageFor(position, instrument, leverage),
      );
      const converted = this.rates.convert(margin, instrument.currency, base);
      if (converted === null) return null;
      total += converted;
    }
    return total;
  }

  #exposure(position: Position): bigint {
    const instrument = this.#listed(position);
    if (!isWrittenOption(instrument, position.qty)) return absBigint(this.marketValue(position));
    return toExposure(instrument, instrument.strike, position.qty, this.#scaleOf(instrument));
  }

  #mark2({ id }: Instrument): number | null {
    const index = this.#options.instruments.indexOf(id);
    return index === undefined ? null : this.#options.markOf(index);
  }

  #scaleOf({ currency }: Instrument): number {
    return ledgerScaleOf(this.#options.scales, currency);
  }

  #toLedger(value: bigint, instrument: Instrument, divisor: bigint): bigint {
    const exponent = notionalScale(instrument) - this.#scaleOf(instrument);
    if (exponent >= 0) return divideRounded(value, divisor * powerOfTen(exponent), 'halfEven');
    return divideRounded(value * powerOfTen(-exponent), divisor, 'halfEven');
  }

  #listed({ key }: Position): Instrument {
    const instrument = this.#options.instruments.find(key.instrument);
    assert(instrument !== undefined, `instrument ${key.instrument} is not known`);
    return instrument;
  }
}

/** A bought option is paid in full whatever the product; every other position has its leverage. */
export function leverageFor(
  { key, qty }: Pick<Position, 'qty'> & { readonly key: Pick<Position['key'], 'product'> },
  instrument: Instrument,
  leverage: LeverageByProduct,
): Leverage {
  if (instrument.kind === 'option' && qty > 0) return noLeverage;
  return leverage[key.product] ?? noLeverage;
}

/** The value of a quantity at a price, without its sign, rounded up to the ledger's scale. */
export function toExposure(
  instrument: Instrument,
  price: number,
  qty: number,
  scale: number,
): bigint {
  const exact = absBigint(exactNotional(instrument, price, qty));
  return rescale(exact, notionalScale(instrument), scale, 'ceiling');
}

/** Whether what is held are options that were sold: they are margined at their strike. */
export function isWrittenOption(
  instrument: Instrument,
  qty: number,
): instrument is Extract<Instrument, { readonly kind: 'option' }> {
  return instrument.kind === 'option' && qty < 0;
}
