import type { AccountId, Money } from 'argosy/core';
import type { OrderRequest } from 'argosy/domain';

import type { Answered, Call } from './call.ts';

/** What of an order its margin depends on. */
export type MarginLeg = Pick<OrderRequest, 'instrument' | 'product' | 'side' | 'qty' | 'terms'>;

/** What a basket would bind and cost, beside what the account holds already. */
export type MarginEstimate = {
  /** All legs together, offsets between them counted. */
  readonly required: Money;
  /** Each leg by itself, in order; their sum is at least `required`. */
  readonly legs: readonly Money[];
  /** Fees and taxes of all legs; null where the broker does not say. */
  readonly charges: Money | null;
};

/** What orders would need; nothing is held by asking. */
export interface MarginPart {
  estimate(account: AccountId, legs: readonly MarginLeg[], call: Call): Answered<MarginEstimate>;
}
