import { toTimestamp } from 'argosy/core';
import type { SheetFacts } from 'argosy/report';

import { anInstrument } from '../instrument.ts';

type Trip = SheetFacts['trips'][number];

/** A trip of ten shares bought at 100.00 and held for an hour, whose net is told in paise. */
export function foldedTrip(net: bigint, changes: Partial<Trip> = {}): Trip {
  return {
    instrument: anInstrument(),
    side: 'long',
    openedAt: toTimestamp(0),
    closedAt: toTimestamp(3_600_000_000),
    qty: 10,
    net,
    netInSheet: net,
    rate: 1,
    charges: 0n,
    cost: 100_000,
    adverse: 0,
    favourable: 0,
    ...changes,
  };
}
