import { toTimestamp } from 'argosy/core';
import { toInputNumber, type EventHead } from 'argosy/domain';

/** The place and times of an event where a test does not care for them. */
export function anEventHead(changes: Partial<EventHead> = {}): EventHead {
  return {
    number: toInputNumber(1),
    index: 0,
    at: toTimestamp(0),
    receivedAt: toTimestamp(0),
    ...changes,
  };
}
