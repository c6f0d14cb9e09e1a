import { assert, type Timestamp } from 'argosy/core';
import type { OrderRequest } from 'argosy/domain';
import { SessionGate } from 'argosy/matching';

import type { TradingConfig } from '../trading-config.ts';

/** When an order for an auction leaves that has come by now; null where it is for one that never is. */
export function leavesForAuctionAt(
  config: TradingConfig,
  { tif, instrument }: OrderRequest,
  at: Timestamp,
): Timestamp | null {
  const gate = gateOf(config, instrument);
  if (gate === null) return null;
  return tif === 'AT_OPEN'
    ? gate.entersOpeningAt(at)
    : gate.entersClosingAt(at, config.limits.auctionLead);
}

/** The sessions of an instrument; null where nobody knows it. */
export function gateOf(
  { instruments, calendars }: TradingConfig,
  instrument: OrderRequest['instrument'],
): SessionGate | null {
  const calendar = instruments.find(instrument)?.calendar;
  const clock = calendar === undefined ? undefined : calendars.get(calendar);
  return clock === undefined ? null : new SessionGate(clock);
}

/** The end of the day that an order which comes now is for. */
export function dayEndOf(
  config: TradingConfig,
  instrument: OrderRequest['instrument'],
  at: Timestamp,
): Timestamp {
  const gate = gateOf(config, instrument);
  assert(gate !== null, `the calendar of ${instrument} is known`);
  // As at a venue: one that comes while others trade at the closing price is for that alone, where hours count.
  const isBound = config.limits.outsideSession === 'refuse';
  return isBound ? gate.sessionEndAt(at) : gate.dayEndAt(at);
}
