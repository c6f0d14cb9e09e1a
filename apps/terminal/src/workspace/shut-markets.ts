import type { Calendar } from '@argosy/contract';

/** Whose markets a panel is about: that of its instrument, those of what is held or of orders that work, or all of the node. */
export type PanelMarkets = 'instrument' | 'held' | 'working' | 'all';

/** Of the calendars of some ids those whose markets do not trade now; of all of them where no ids are given. */
export function shutMarkets(
  calendars: readonly Calendar[],
  ids: readonly string[] | null,
): readonly Calendar[] {
  return calendars.filter(
    ({ id, state }) => state !== 'open' && (ids === null || ids.includes(id)),
  );
}
