import type { TradingMachine } from 'argosy/trading';

import type { FakeBroker } from '../broker/fake-broker.ts';

/** How many orders of the rarer kinds a world has seen. */
export type KindsMet = {
  /** Orders that waited here until they were sent in a form the broker knows. */
  readonly waited: number;
  /** Parents that were worked by children. */
  readonly parents: number;
};

/** What the broker got in another form than it was asked for has waited. */
export function kindsMet(trading: TradingMachine, { requests }: FakeBroker): KindsMet {
  let waited = 0;
  for (const [id, sent] of requests) {
    const asked = trading.order(id)?.request;
    if (asked !== undefined && asked.terms.type !== sent.terms.type) waited += 1;
  }
  return { waited, parents: trading.executions().length };
}
