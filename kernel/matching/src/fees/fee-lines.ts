import { divideRounded, money, powerOfTen, toMinor, type Money } from 'argosy/core';
import type { Charge, Side } from 'argosy/domain';

import { matchingError } from '../errors.ts';
import type { ModelCard } from '../model-card.ts';
import type { FeeBasis, FeeModel } from './fee-model.ts';
import { FeeTally } from './fee-tally.ts';
import { parsePaidRate, RATE_SCALE } from './rate.ts';

/** A share of other lines, in per cent: a tax on them. */
export type FeeOnLines = { readonly percent: string; readonly of: readonly string[] };

/** One line of a contract note. */
export type FeeLine = {
  /** What it is called in the books: a word without a slash. */
  readonly name: string;
  /** What it comes to; a share of lines above it, where it is a tax on them. */
  readonly fee: FeeModel | FeeOnLines;
  /** Only fills of this side pay it; both unless told. */
  readonly side?: Side;
};

type ReadLine = FeeLine & {
  readonly tax: { readonly rate: bigint; readonly of: readonly number[] } | null;
};
type AmountOf = (model: FeeModel, place: number) => Money;

/**
 * A fee in lines, as a contract note shows it; each line is rounded by itself and has a leg of its
 * own in the books.
 *
 * @example
 * const fees = feeLines([
 *   { name: 'brokerage', fee: cappedFee(feePercent('0.03'), { min: null, max: '20' }) },
 *   { name: 'exchange', fee: feePercent('0.00297') },
 *   { name: 'stt', fee: feePercent('0.025'), side: 'sell' },
 *   { name: 'gst', fee: { percent: '18', of: ['brokerage', 'exchange'] } },
 * ]);
 */
export function feeLines(given: readonly FeeLine[]): FeeModel {
  const lines = readLines(given);
  const itemise = (
    basis: FeeBasis,
    rounding: 'halfUp' | 'up',
    amountOf: AmountOf,
  ): readonly Charge[] => itemiseLines(lines, { basis, rounding, amountOf });
  const sum = (basis: FeeBasis, charges: readonly Charge[]): Money => {
    const total = charges.reduce((sofar, { amount }) => sofar + amount, 0n);
    return money(toMinor(total), basis.instrument.currency);
  };
  const charge: NonNullable<FeeModel['itemise']> = (fill, scale) => {
    const tally = fill.tally ?? new FeeTally();
    return itemise(fill, 'halfUp', (model, place) =>
      model.compute({ ...fill, tally: tally.line(place) }, scale),
    );
  };
  return {
    compute: (fill, scale) => sum(fill, charge(fill, scale)),
    estimate: (order, scale) =>
      sum(
        order,
        itemise(order, 'up', (model) => model.estimate(order, scale)),
      ),
    describe: () => ({ model: 'feeLines', parameters: describeLines(given) }),
    itemise: charge,
  };
}

/** Lines of nothing are left out. */
function itemiseLines(
  lines: readonly ReadLine[],
  {
    basis,
    rounding,
    amountOf,
  }: {
    readonly basis: FeeBasis;
    readonly rounding: 'halfUp' | 'up';
    readonly amountOf: AmountOf;
  },
): readonly Charge[] {
  const amounts: bigint[] = [];
  const charges: Charge[] = [];
  for (const [place, { name, fee, side, tax }] of lines.entries()) {
    let amount = 0n;
    if (side === undefined || side === basis.side) {
      if ('compute' in fee) amount = amountOf(fee, place).amount;
      else if (tax !== null) amount = taxOn(amounts, tax, rounding);
    }
    amounts.push(amount);
    if (amount !== 0n) charges.push({ name, amount: toMinor(amount) });
  }
  return charges;
}

function taxOn(
  amounts: readonly bigint[],
  { rate, of }: NonNullable<ReadLine['tax']>,
  rounding: 'halfUp' | 'up',
): bigint {
  const taxed = of.reduce((sum, place) => sum + (amounts[place] ?? 0n), 0n);
  return divideRounded(taxed * rate, powerOfTen(RATE_SCALE + 2), rounding);
}

function readLines(given: readonly FeeLine[]): readonly ReadLine[] {
  const names: string[] = [];
  return given.map((line) => {
    const { name, fee } = line;
    if (name === '' || name.includes('/')) {
      throw matchingError('BAD_LINE', `"${name}" is not a word without a slash`);
    }
    if (names.includes(name)) throw matchingError('BAD_LINE', `"${name}" comes twice`);
    const tax = 'compute' in fee ? null : readTax(fee, names);
    names.push(name);
    return { ...line, tax };
  });
}

function readTax(
  { percent, of }: FeeOnLines,
  names: readonly string[],
): NonNullable<ReadLine['tax']> {
  const places = of.map((name) => {
    const place = names.indexOf(name);
    if (place === -1)
      throw matchingError('BAD_LINE', `no line "${name}" stands above the tax on it`);
    return place;
  });
  return { rate: parsePaidRate(percent), of: places };
}

function describeLines(lines: readonly FeeLine[]): ModelCard['parameters'] {
  return Object.fromEntries(
    lines.map(({ name, fee, side = null }) => {
      const parameters =
        'compute' in fee
          ? { fee: fee.describe(), side }
          : { percent: fee.percent, of: fee.of.join(', '), side };
      return [name, { model: 'line', parameters }];
    }),
  );
}
