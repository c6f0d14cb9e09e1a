import type { AccountId } from 'argosy/core';
import type { BrokerAnswer, BrokerQuery } from 'argosy/reconciliation';

import type { Call } from './call.ts';

/**
 * What the broker has of an account: orders of the day, fills of the day, positions, funds, or one order by
 * name. The questions and answers are those of the reconciler.
 */
export interface AccountsPart {
  /**
   * Asks; a failure is a refusal within the answer and says nothing of what is there. An order that is not
   * found is proved not to be there only by a query `order` answered with null. Never rejects.
   */
  ask(account: AccountId, query: BrokerQuery, call: Call): Promise<BrokerAnswer>;
}
