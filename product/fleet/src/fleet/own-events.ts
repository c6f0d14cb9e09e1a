import type { StrategyId } from 'argosy/core';
import type { TradingEvent } from 'argosy/domain';
import type { OwnEvent } from 'argosy/engine';

import type { EventPlace } from '../host/messages.ts';

/** More of a strategy's events than that are not told it again: then it is said that some are missing. */
export const OWN_EVENTS_MAX = 10_000;

/** Whether an event stands behind a place; behind none stands every one. */
export function isBehind(event: EventPlace, place: EventPlace | null): boolean {
  if (place === null) return true;
  return (
    event.number > place.number || (event.number === place.number && event.index > place.index)
  );
}

type Kept = { events: OwnEvent[]; isCut: boolean };

/**
 * What has become of strategies' orders and positions since they last said what they would keep. Whoever goes on with that
 * is told it.
 */
export class OwnEvents {
  readonly #kept = new Map<StrategyId, Kept>();
  readonly #ownerOf: (event: OwnEvent) => StrategyId | null;
  #last: EventPlace | null = null;

  /** `ownerOf` says whose an event is; null where no strategy's. */
  constructor(ownerOf: (event: OwnEvent) => StrategyId | null) {
    this.#ownerOf = ownerOf;
  }

  /** The place of the last event that was taken in, whosever it was. */
  get last(): EventPlace | null {
    return this.#last;
  }

  /** Takes the next event in. */
  take(event: TradingEvent): void {
    this.#last = { number: event.number, index: event.index };
    if (event.kind !== 'order' && event.kind !== 'execution' && event.kind !== 'position') return;
    const owner = this.#ownerOf(event);
    if (owner === null) return;
    const kept = this.#of(owner);
    kept.events.push(event);
    if (kept.events.length <= OWN_EVENTS_MAX) return;
    kept.events.splice(0, kept.events.length - OWN_EVENTS_MAX);
    kept.isCut = true;
  }

  /** What a strategy has not heard that knows all up to a place. */
  since(strategy: StrategyId, heard: EventPlace | null): Readonly<Kept> {
    const { events, isCut } = this.#of(strategy);
    return { events: events.filter((event) => isBehind(event, heard)), isCut };
  }

  /** A strategy knows all up to a place for good. */
  forget(strategy: StrategyId, heard: EventPlace | null): void {
    if (heard === null) return;
    const { events } = this.#of(strategy);
    const known = events.findIndex((event) => isBehind(event, heard));
    events.splice(0, known === -1 ? events.length : known);
    this.#kept.set(strategy, { events, isCut: false });
  }

  #of(strategy: StrategyId): Kept {
    const kept = this.#kept.get(strategy) ?? { events: [], isCut: false };
    this.#kept.set(strategy, kept);
    return kept;
  }
}
