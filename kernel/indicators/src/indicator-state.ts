import { ArgosyError } from 'argosy/core';

import { indicatorErrors } from './errors.ts';

/** Takes a list of finite numbers that may be a state, and says whether it is one of its own. */
type IsOwn = (numbers: readonly number[]) => boolean;

/** The numbers of a state from outside, a file perhaps; refuses what `isOwn` does not know. */
export function readState(owner: string, state: unknown, isOwn: IsOwn): readonly number[] {
  if (isNumbers(state) && isOwn(state)) return state;
  const message = `${indicatorErrors.BAD_STATE}: ${owner} found ${glimpse(state)}`;
  throw new ArgosyError('BAD_STATE', message, { owner });
}

/** Whether a number from outside counts something of which there are at most so many. */
export function isCount(value: number | undefined, most: number): boolean {
  return Number.isSafeInteger(value) && value !== undefined && value >= 0 && value <= most;
}

function isNumbers(state: unknown): state is readonly number[] {
  return Array.isArray(state) && state.every((value) => Number.isFinite(value));
}

function glimpse(state: unknown): string {
  if (!Array.isArray(state)) return typeof state;
  return `a list of ${state.length} that begins with ${String(state[0])}`;
}
