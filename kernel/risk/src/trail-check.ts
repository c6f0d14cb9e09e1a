import { assertNever, formatScaled, type Refusal } from 'argosy/core';
import type { Instrument, Trail, TrailingTerms } from 'argosy/domain';

import { riskRefusal } from './errors.ts';
import { checkPrice } from './price-grid.ts';

/** A stop that stood as far from the price as this would be worth nothing. */
const BPS_WHOLE = 10_000;

/** What of a trailing stop's numbers cannot be; null where all can. Its trigger is looked at like any. */
export function checkTrail(terms: TrailingTerms, instrument: Instrument): Refusal | null {
  const offset = terms.type === 'trailingStopLimit' ? terms.limitOffset : 0;
  return (
    checkPrice(terms.activation, instrument) ??
    checkDistance(terms.trail, instrument) ??
    checkOffset(offset, instrument)
  );
}

function checkDistance(trail: Trail, instrument: Instrument): Refusal | null {
  switch (trail.by) {
    case 'ticks':
      return Number.isSafeInteger(trail.ticks) && trail.ticks > 0
        ? null
        : refuse(`${trail.ticks} ticks`);
    case 'bps': {
      const { bps } = trail;
      const isPart = Number.isSafeInteger(bps) && bps > 0 && bps < BPS_WHOLE;
      return isPart ? null : refuse(`${bps} hundredths of a percent`);
    }
    case 'atr':
      if (!Number.isSafeInteger(trail.hundredths) || trail.hundredths <= 0) {
        return refuse(`${trail.hundredths} hundredths of a range`);
      }
      return checkSpan(trail.distance, instrument);
    case 'price':
      return checkSpan(trail.distance, instrument);
    default:
      return assertNever(trail);
  }
}

function checkSpan(distance: number, instrument: Instrument): Refusal | null {
  if (!Number.isSafeInteger(distance) || distance > 0) return checkPrice(distance, instrument);
  return refuse(formatScaled(distance, instrument.pricePrecision));
}

/** Zero puts the limit where the stop is. */
function checkOffset(offset: number, instrument: Instrument): Refusal | null {
  if (offset === 0) return null;
  if (!Number.isSafeInteger(offset) || offset > 0) return checkPrice(offset, instrument);
  return refuse(`a limit ${formatScaled(offset, instrument.pricePrecision)} before its stop`);
}

function refuse(what: string): Refusal {
  return riskRefusal('TRAIL_OUT_OF_BOUNDS', what);
}
