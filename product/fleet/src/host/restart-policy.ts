import { RECONNECT_DEFAULTS, toMicros, type ReconnectOptions } from 'argosy/core';

/** A process that has run for so long before it fell silent was no failed try. */
const STEADY_US = 60_000_000;

/**
 * When a host that has ended is started again. Its silence does not count as life: else one that hangs at each start
 * would be steady by the time it is noticed, and never given up.
 */
export function restartPolicy(
  silentMillisMax: number,
  changes: Partial<ReconnectOptions> = {},
): ReconnectOptions {
  const steadyAfter = toMicros(STEADY_US + silentMillisMax * 1_000);
  return { ...RECONNECT_DEFAULTS, steadyAfter, triesMax: 8, ...changes };
}
