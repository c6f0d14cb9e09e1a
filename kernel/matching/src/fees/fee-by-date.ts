import { formatTimestamp, type Money, type Timestamp } from 'argosy/core';

import { matchingError } from '../errors.ts';
import type { FeeModel, FilledBasis } from './fee-model.ts';
import { FeeTally } from './fee-tally.ts';

/** A fee, and the instant from which it is charged. */
export type FeeStep = { readonly from: Timestamp; readonly fee: FeeModel };

/**
 * Fees that change with time: each fill is charged by the step of its instant. One before the first
 * step, or from `until` on, is charged by none: nothing is known of it, and it throws `FEE_NOT_KNOWN`.
 * What fills of an order under two steps come to is bounded in each by itself. An estimate is
 * by the step of its instant; without one, or where none is known then, it is the most of all steps.
 *
 * @example
 * const fees = feeByDate([{ from, fee: feePercent('0.02') }, { from: april, fee: feePercent('0.05') }]);
 */
export function feeByDate(steps: readonly FeeStep[], until: Timestamp | null = null): FeeModel {
  checkSteps(steps, until);
  const placeOf = (at: Timestamp | undefined): number => {
    if (at === undefined || (until !== null && at >= until)) return -1;
    return steps.findLastIndex(({ from }) => from <= at);
  };
  const stepOf = (fill: FilledBasis): { readonly fee: FeeModel; readonly of: FilledBasis } => {
    const place = placeOf(fill.at);
    const step = steps[place];
    if (step === undefined) throw notKnown(fill, steps, until);
    const tally = (fill.tally ?? new FeeTally()).line(place);
    return { fee: step.fee, of: { ...fill, tally } };
  };
  const hasLines = steps.some(({ fee }) => fee.itemise !== undefined);
  return {
    compute: (fill, scale) => {
      const { fee, of } = stepOf(fill);
      return fee.compute(of, scale);
    },
    estimate: (order, scale) => {
      const step = steps[placeOf(order.at)];
      if (step !== undefined) return step.fee.estimate(order, scale);
      return mostOf(steps.map(({ fee }) => fee.estimate(order, scale)));
    },
    describe: () => ({
      model: 'feeByDate',
      parameters: {
        ...Object.fromEntries(
          steps.map(({ from, fee }) => [formatTimestamp(from), fee.describe()]),
        ),
        until: until === null ? null : formatTimestamp(until),
      },
    }),
    ...(hasLines
      ? {
          itemise: (fill, scale) => {
            const { fee, of } = stepOf(fill);
            if (fee.itemise !== undefined) return fee.itemise(of, scale);
            return [{ name: 'fee', amount: fee.compute(of, scale).amount }];
          },
        }
      : {}),
  };
}

function checkSteps(steps: readonly FeeStep[], until: Timestamp | null): void {
  if (steps.length === 0) throw matchingError('BAD_STEPS', 'there is none');
  for (const [place, { from }] of steps.entries()) {
    const before = steps[place - 1];
    if (before !== undefined && before.from >= from) {
      throw matchingError('BAD_STEPS', `${formatTimestamp(from)} is not after the step before it`);
    }
  }
  const last = steps.at(-1);
  if (until !== null && last !== undefined && until <= last.from) {
    throw matchingError(
      'BAD_STEPS',
      `the end ${formatTimestamp(until)} is not after the last step`,
    );
  }
}

function mostOf(fees: readonly Money[]): Money {
  return fees.reduce((most, fee) => (fee.amount > most.amount ? fee : most));
}

function notKnown(
  { instrument, at }: FilledBasis,
  steps: readonly FeeStep[],
  until: Timestamp | null,
): Error {
  const [first] = steps;
  const from = first === undefined ? '' : ` from ${formatTimestamp(first.from)}`;
  const end = until === null ? '' : ` to ${formatTimestamp(until)}`;
  const when = at === undefined ? 'at no instant' : `at ${formatTimestamp(at)}`;
  return matchingError('FEE_NOT_KNOWN', `a fill of ${instrument.id} ${when}; known${from}${end}`);
}
