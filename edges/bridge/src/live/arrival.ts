import type { Timestamp } from 'argosy/core';
import type { Input } from 'argosy/domain';

/**
 * An input as the machines take it: of no later than now, whatever its sender's clock says. They go by what the record
 * has, so that whoever does it again has the same time at each input.
 */
export function upTo(input: Input, now: Timestamp): Input {
  if (input.kind === 'command') return { ...input, at: now };
  return input.availableAt <= now ? input : { ...input, availableAt: now };
}

/** The same of what came from outside as a command, whatever it is. */
export function arrivedAt(given: unknown, at: Timestamp): unknown {
  return typeof given === 'object' && given !== null && 'at' in given ? { ...given, at } : given;
}
