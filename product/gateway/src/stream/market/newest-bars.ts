import type { LiveBar } from '@argosy/bridge';

/** The bar of a series that is over last, and the one under way. */
export type NewestBars = { readonly closed: LiveBar | null; readonly forming: LiveBar | null };

/** Whether two are the same to whoever shows them. */
export function areSame(one: NewestBars, other: NewestBars): boolean {
  return isSame(one.closed, other.closed) && isSame(one.forming, other.forming);
}

function isSame(one: LiveBar | null, other: LiveBar | null): boolean {
  if (one === null || other === null) return one === other;
  const isSameRange = one.high === other.high && one.low === other.low && one.open === other.open;
  const isSameEnd = one.close === other.close && one.volume === other.volume;
  const isSameStretch = one.opensAt === other.opensAt && one.isWhole === other.isWhole;
  return isSameStretch && isSameRange && isSameEnd;
}
