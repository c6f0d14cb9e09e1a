import type { Result } from 'argosy/core';

/** Every code with which the fleet says no. */
export const fleetRefusals = {
  STRATEGY_UNKNOWN: 'no such strategy is configured here',
  STRATEGY_STOPPED: 'the strategy does not run',
  STRATEGY_UNSTARTED: 'the strategy could not be started',
} as const;

/** The codes of `fleetRefusals`. */
export type FleetRefusalCode = keyof typeof fleetRefusals;

/** A refusal with the particulars of the case. */
export function refuseInFleet(code: FleetRefusalCode, detail: string): Result<never> {
  return { ok: false, refusal: { code, reason: `${fleetRefusals[code]}: ${detail}` } };
}
