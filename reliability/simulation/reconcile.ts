import { refuse } from 'argosy/core';
import type { BrokerAnswer, BrokerQuery, Reconciler } from 'argosy/reconciliation';

import type { FakeBroker } from '../broker/fake-broker.ts';
import type { Host } from '../host/host.ts';
import type { Line } from './line.ts';

/** What is between our side and the broker's. */
export type Sides = {
  readonly host: Host;
  readonly reconciler: Reconciler;
  readonly broker: FakeBroker;
  readonly line: Line;
};

/** Lets the reconciler go on; while the line is down every query of it fails. */
export function reconcile({ host, reconciler, broker, line }: Sides): void {
  const answerOf = (query: BrokerQuery): BrokerAnswer =>
    line.isDown ? failureOf(query) : broker.answer(query);
  for (
    let step = reconciler.advance(host.trading, host.now);
    step !== null && host.isAlive;
    step = reconciler.advance(host.trading, host.now)
  ) {
    for (const input of step.inputs) host.take(input);
    for (const query of step.queries) reconciler.take(answerOf(query));
  }
}

function failureOf(query: BrokerQuery): BrokerAnswer {
  const result = refuse('TIMED_OUT', 'the line is down');
  return query.type === 'order'
    ? { type: 'order', order: query.order, result }
    : { type: query.type, result };
}
