import type { Instrument } from 'argosy/domain';

import { matchingError } from '../errors.ts';
import type { FeeBasis, FeeModel } from './fee-model.ts';
import { noFees } from './no-fees.ts';

/** A row of a broker's price list; what it leaves out fits every instrument. */
export type FeeRow = {
  readonly kinds?: readonly Instrument['kind'][];
  readonly exchanges?: readonly string[];
  readonly instruments?: readonly string[];
  readonly fee: FeeModel;
};

/**
 * A broker's price list: the first row that fits an instrument says what its fills cost, nothing where
 * none does.
 *
 * @example
 * const fees = feeTable([
 *   { kinds: ['future', 'option'], fee: feePerShare('0.85') },
 *   { exchanges: ['NSE'], fee: cappedFee(feePercent('0.03'), { min: null, max: '20' }) },
 * ]);
 */
export function feeTable(rows: readonly FeeRow[]): FeeModel {
  if (rows.length === 0) throw matchingError('BAD_LINE', 'a price list has at least one row');
  const found = new Map<Instrument, FeeModel>();
  const of = ({ instrument }: FeeBasis): FeeModel => {
    const known = found.get(instrument);
    if (known !== undefined) return known;
    const model = rows.find((row) => fits(row, instrument))?.fee ?? noFees;
    found.set(instrument, model);
    return model;
  };
  const hasLines = rows.some(({ fee }) => fee.itemise !== undefined);
  return {
    compute: (fill, scale) => of(fill).compute(fill, scale),
    estimate: (order, scale) => of(order).estimate(order, scale),
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

function fits({ kinds, exchanges, instruments }: FeeRow, one: Instrument): boolean {
  const isOneOf = (list: readonly string[] | undefined, value: string): boolean =>
    list === undefined || list.includes(value);
  return (
    isOneOf(kinds, one.kind) && isOneOf(exchanges, one.exchange) && isOneOf(instruments, one.id)
  );
}
