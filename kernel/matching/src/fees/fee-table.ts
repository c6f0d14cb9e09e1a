import type { Money } from 'argosy/core';
import type { Instrument, Product } from 'argosy/domain';

import { matchingError } from '../errors.ts';
import type { FeeBasis, FeeModel } from './fee-model.ts';
import { noFees } from './no-fees.ts';

/** A row of a broker's price list; what it leaves out fits every instrument. */
export type FeeRow = {
  readonly kinds?: readonly Instrument['kind'][];
  readonly exchanges?: readonly string[];
  readonly instruments?: readonly string[];
  /** What orders are for. */
  readonly products?: readonly Product[];
  readonly fee: FeeModel;
};

/**
 * A broker's price list: the first row that fits an instrument says what its fills cost, nothing where
 * none does. Of an order that does not say what it is for, the dearest of the rows that may fit counts.
 *
 * @example
 * const fees = feeTable([
 *   { kinds: ['future', 'option'], fee: feePerShare('0.85') },
 *   { exchanges: ['NSE'], fee: cappedFee(feePercent('0.03'), { min: null, max: '20' }) },
 * ]);
 */
export function feeTable(rows: readonly FeeRow[]): FeeModel {
  if (rows.length === 0) throw matchingError('BAD_LINE', 'a price list has at least one row');
  const found = new Map<Instrument, readonly FeeRow[]>();
  const rowsOf = (instrument: Instrument): readonly FeeRow[] => {
    const known = found.get(instrument);
    if (known !== undefined) return known;
    const fitting = upToFirstForAll(rows.filter((row) => fits(row, instrument)));
    found.set(instrument, fitting);
    return fitting;
  };
  const of = ({ instrument, product }: FeeBasis): FeeModel => {
    const isFor = ({ products }: FeeRow): boolean =>
      products === undefined || product === undefined || products.includes(product);
    return rowsOf(instrument).find(isFor)?.fee ?? noFees;
  };
  const hasLines = rows.some(({ fee }) => fee.itemise !== undefined);
  return {
    compute: (fill, scale) => of(fill).compute(fill, scale),
    estimate: (order, scale) => {
      if (order.product !== undefined) return of(order).estimate(order, scale);
      const fees = rowsOf(order.instrument).map(({ fee }) => fee.estimate(order, scale));
      return fees.reduce(dearer, noFees.estimate(order, scale));
    },
    describe: () => ({
      model: 'feeTable',
      parameters: Object.fromEntries(
        rows.map((row, at) => [
          `${at + 1}`,
          {
            model: 'feeRow',
            parameters: {
              kinds: row.kinds?.join(' ') ?? null,
              exchanges: row.exchanges?.join(' ') ?? null,
              instruments: row.instruments?.join(' ') ?? null,
              ...(row.products === undefined ? {} : { products: row.products.join(' ') }),
              fee: row.fee.describe(),
            },
          },
        ]),
      ),
    }),
    ...(hasLines
      ? {
          itemise: (fill, scale) => {
            const model = of(fill);
            if (model.itemise !== undefined) return model.itemise(fill, scale);
            return [{ name: 'fee', amount: model.compute(fill, scale).amount }];
          },
        }
      : {}),
  };
}

/** Rows behind one for all products are never reached. */
function upToFirstForAll(rows: readonly FeeRow[]): readonly FeeRow[] {
  const last = rows.findIndex(({ products }) => products === undefined);
  return last === -1 ? rows : rows.slice(0, last + 1);
}

function dearer(most: Money, fee: Money): Money {
  return fee.amount > most.amount ? fee : most;
}

function fits({ kinds, exchanges, instruments }: FeeRow, one: Instrument): boolean {
  const isOneOf = (list: readonly string[] | undefined, value: string): boolean =>
    list === undefined || list.includes(value);
  return (
    isOneOf(kinds, one.kind) && isOneOf(exchanges, one.exchange) && isOneOf(instruments, one.id)
  );
}
