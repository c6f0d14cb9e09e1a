import {
  divideRounded,
  ledgerScaleOf,
  powerOfTen,
  type Currency,
  type InstrumentIndex,
  type LedgerScales,
  type Rounding,
} from 'argosy/core';
import type { InstrumentTable } from 'argosy/domain';

/** Twice the last known price of an instrument; null while none is known. */
export type MarkOf = (instrument: InstrumentIndex) => number | null;

/** One step of a conversion: through a pair from its base to its quote currency, or back. */
type Step = {
  readonly to: Currency;
  readonly pair: InstrumentIndex;
  readonly precision: number;
  readonly isInverse: boolean;
};

type Crossing = { readonly step: Step; readonly mark2: number; readonly rounding: Rounding };

/**
 * Converts amounts of one currency into another through the pairs that a run trades or observes:
 * currency pairs and crypto assets. The way with the fewest pairs is taken, of equal ones the first
 * by instrument id; an amount is rounded once for each pair on its way, half to even unless told otherwise.
 */
export class RateTable {
  readonly #steps = new Map<Currency, Step[]>();
  readonly #paths = new Map<string, readonly Step[] | null>();
  readonly #scales: LedgerScales;
  readonly #markOf: MarkOf;

  constructor(
    instruments: InstrumentTable,
    { scales, markOf }: { readonly scales: LedgerScales; readonly markOf: MarkOf },
  ) {
    this.#scales = scales;
    this.#markOf = markOf;
    for (const instrument of instruments.all) {
      if (instrument.kind !== 'currencyPair' && instrument.kind !== 'cryptoSpot') continue;
      const { id, base, currency, pricePrecision: precision } = instrument;
      const pair = instruments.indexOf(id);
      if (pair === undefined) continue;
      this.#add(base, { to: currency, pair, precision, isInverse: false });
      this.#add(currency, { to: base, pair, precision, isInverse: true });
    }
  }

  /** Whether there is a way from one currency to another, whatever the prices. */
  canConvert(from: Currency, to: Currency): boolean {
    return this.#pathOf(from, to) !== null;
  }

  /** The amount in another currency; null where no way leads there or a price on it is unknown. */
  convert(
    amount: bigint,
    from: Currency,
    to: Currency,
    rounding: Rounding = 'halfEven',
  ): bigint | null {
    if (from === to || amount === 0n) return amount;
    const path = this.#pathOf(from, to);
    if (path === null) return null;
    let [value, currency] = [amount, from];
    for (const step of path) {
      const mark2 = this.#markOf(step.pair);
      if (mark2 === null || mark2 === 0) return null;
      value = this.#cross(value, currency, { step, mark2, rounding });
      currency = step.to;
    }
    return value;
  }

  #cross(amount: bigint, from: Currency, { step, mark2, rounding }: Crossing): bigint {
    const price2 = BigInt(mark2);
    const unit2 = 2n * powerOfTen(step.precision);
    const [times, by] = step.isInverse ? [unit2, price2] : [price2, unit2];
    const [scaleFrom, scaleTo] = [from, step.to].map((one) => ledgerScaleOf(this.#scales, one));
    const dividend = amount * times * powerOfTen(scaleTo ?? 0);
    return divideRounded(dividend, by * powerOfTen(scaleFrom ?? 0), rounding);
  }

  #add(from: Currency, step: Step): void {
    const steps = this.#steps.get(from);
    if (steps === undefined) this.#steps.set(from, [step]);
    else steps.push(step);
  }

  #pathOf(from: Currency, to: Currency): readonly Step[] | null {
    const key = `${from} ${to}`;
    let path = this.#paths.get(key);
    if (path === undefined) {
      path = this.#findPath(from, to);
      this.#paths.set(key, path);
    }
    return path;
  }

  /** Breadth first, so that the shortest way is found first. */
  #findPath(from: Currency, to: Currency): readonly Step[] | null {
    const paths = new Map<Currency, readonly Step[]>([[from, []]]);
    for (const [currency, path] of paths) {
      if (currency === to) return path;
      for (const step of this.#steps.get(currency) ?? []) {
        if (!paths.has(step.to)) paths.set(step.to, [...path, step]);
      }
    }
    return null;
  }
}
