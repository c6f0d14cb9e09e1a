import type { Bar } from 'argosy/domain';

/** The bar of a series that is over last, and the one under way. */
export type NewestBars = { readonly closed: Bar | null; readonly forming: Bar | null };

/** Whether two are the same to whoever shows them. */
export function areSame(one: NewestBars, other: NewestBars): boolean {
  return isSame(one.closed, other.closed) && isSame(one.forming, other.forming);
}

function isSame(one: Bar | null, other: Bar | null): boolean {
  if (one === null || other === null) return one === other;
  const isSameRange = one.high === other.high && one.low === other.low && one.open === other.open;
  const isSameEnd = one.close === other.close && one.volume === other.volume;
  return one.opensAt === other.opensAt && isSameRange && isSameEnd;
}
