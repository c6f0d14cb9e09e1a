import { money, toMinor, type Money } from 'argosy/core';

import type { FeeBasis, FeeModel } from './fee-model.ts';

/** A venue that charges nothing. */
export const noFees: FeeModel = {
  compute: nothing,
  estimate: nothing,
  describe: () => ({ model: 'noFees', parameters: {} }),
};

function nothing(basis: FeeBasis): Money {
  return money(toMinor(0n), basis.instrument.currency);
}
