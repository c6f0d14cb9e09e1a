import type { Instrument } from 'argosy/domain';

import type { SessionGate } from '../session-gate.ts';
import type { VenueConfig } from '../venue-config.ts';
import { PriceGuard } from './price-guard.ts';

/** What a guard is made for. */
type Guarded = {
  readonly instrument: Instrument;
  readonly gate: SessionGate;
  readonly config: VenueConfig;
};

/** The guard of an instrument's prices; null where it may have any. */
export function guardOf({ instrument, gate, config }: Guarded): PriceGuard | null {
  const band = config.bands?.bandOf(instrument) ?? null;
  const interruption = config.interruptions?.terms ?? null;
  if (band === null && interruption === null) return null;
  return new PriceGuard({ instrument, gate, band, interruption });
}
