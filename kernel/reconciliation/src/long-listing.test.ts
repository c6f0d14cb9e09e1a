import { toPrice } from 'argosy/core';
import { ReconciledRig, aQuote } from '@argosy/testkit';
import { expect, test } from 'vitest';

import { SIFTED_AT_ONCE } from './heard-listing.ts';

const limit = { type: 'limit', limit: toPrice(10_000) } as const;

/** A broker that lists two turns of orders that have ended. */
function withLongListing(): ReconciledRig {
  const all = new ReconciledRig();
  all.rig.feed(aQuote());
  all.reconcile();
  for (let count = 0; count <= SIFTED_AT_ONCE; count += 1) {
    const order = all.rig.submit({ terms: limit });
    all.send().hear();
    all.rig.cancel(order);
    all.send().hear();
  }
  return all;
}

test('between two turns of a long listing others have theirs for some milliseconds', () => {
  const all = withLongListing();
  const { rounds } = all.reconciler;
  all.round();
  expect(all.reconciler.isSifting).toBe(true);
  const pause = all.reconciler.nextAt - all.rig.now;
  expect([pause > 0, pause <= 10_000]).toEqual([true, true]);
  expect(all.reconciler.advance(all.rig.machine, all.rig.now)).toBeNull();
  expect(all.reconciler.isSifting).toBe(true);
  all.round();
  expect([all.reconciler.isSifting, all.reconciler.rounds]).toEqual([false, rounds + 1]);
});

test('at a start nobody waits, so neither do the turns', () => {
  const all = withLongListing().restart();
  all.round();
  expect(all.reconciler.isSifting).toBe(true);
  expect(all.reconciler.nextAt).toBeLessThanOrEqual(all.rig.now);
  all.round();
  expect(all.reconciler.isReady).toBe(true);
});
