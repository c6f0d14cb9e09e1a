import { toMicros, toPrice, toQuantity, type OrderId } from 'argosy/core';
import { ReconciledRig, aQuote } from '@argosy/testkit';
import { beforeEach, describe, expect, test } from 'vitest';

const SECOND = 1_000_000;
const policy = {
  raceWindow: toMicros(5 * SECOND),
  graceWindow: toMicros(30 * SECOND),
  answerTimeout: toMicros(10 * SECOND),
  missingRounds: 3,
};
const limit = { type: 'limit', limit: toPrice(10_000) } as const;

let all: ReconciledRig;
beforeEach(() => {
  all = new ReconciledRig({ policy });
  all.rig.feed(aQuote());
  all.reconcile();
});

const stateHere = (order: OrderId): string | undefined => all.rig.machine.order(order)?.state;

function work(): OrderId {
  const order = all.rig.submit({ qty: toQuantity(10), terms: limit });
  all.send().hear();
  return order;
}

describe('a sender that goes on asking about an order that never arrived', () => {
  /** Asks to cancel before each round; how many rounds it takes until the order is closed. */
  function askUntilClosed(order: OrderId): number {
    for (let round = 1; round <= 60; round += 1) {
      all.rig.cancel(order);
      all.send('lose').round();
      if (stateHere(order) === 'REJECTED') return round;
    }
    return Number.POSITIVE_INFINITY;
  }

  test('does not keep it young', () => {
    const order = all.rig.submit({ terms: limit });
    all.send('lose');
    expect(askUntilClosed(order)).toBeLessThan(40);
    expect(all.broker.namedQueries).toBe(1);
  });

  test('does not keep the account from being ready', () => {
    const order = all.rig.submit({ terms: limit });
    all.send('lose').restart();
    expect(askUntilClosed(order)).toBeLessThan(40);
    all.round();
    expect(all.reconciler.isReady).toBe(true);
  });

  test('nor does one that cancels what the broker works on without hearing of it', () => {
    const order = work();
    all.restart();
    for (let round = 0; round < 60 && !all.reconciler.isReady; round += 1) {
      if (all.rig.machine.order(order)?.pending !== null) all.rig.cancel(order);
      else if (round === 0) all.rig.cancel(order);
      all.send('lose').round();
    }
    expect(all.reconciler.isReady).toBe(true);
  });

  test('is given up no sooner than one that is quiet', () => {
    const order = all.rig.submit({ terms: limit });
    all.send('lose');
    const from = all.rig.now;
    askUntilClosed(order);
    expect(all.rig.now - from).toBeGreaterThanOrEqual(policy.graceWindow);
  });
});
