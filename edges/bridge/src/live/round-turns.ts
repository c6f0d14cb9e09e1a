import type { Reconciler } from 'argosy/reconciliation';

/** One account after the other asks the broker: the answers to all of them would be one long stretch of work. */
const APART_US = 25_000;
/** However many accounts there are, the last one begins so soon. */
const WITHIN_US = 2_000_000;

/** Lets the rounds of several accounts begin soon, one shortly after the other. */
export function beginApart(reconcilers: readonly Pick<Reconciler, 'hurry'>[], now: number): void {
  const apart = Math.min(APART_US, WITHIN_US / reconcilers.length);
  for (const [place, reconciler] of reconcilers.entries()) {
    reconciler.hurry(now + Math.floor(place * apart));
  }
}

/** Whose turn it is: all that can go on, and of those that go through a long listing the first one. */
export function* inTurns<Keeper extends { readonly reconciler: Pick<Reconciler, 'isSifting'> }>(
  keepers: readonly Keeper[],
): Generator<Keeper> {
  let hasSifted = false;
  for (const keeper of keepers) {
    const { isSifting } = keeper.reconciler;
    if (isSifting && hasSifted) continue;
    hasSifted ||= isSifting;
    yield keeper;
  }
}
