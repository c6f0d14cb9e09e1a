import { isTrailing, type TrailingTerms } from './order-terms.ts';
import type { OrderTerms } from './order.ts';
import { tags } from './tags.ts';
import type { Trail } from './trail.ts';
import { flawOfNumber, flawOfWord, isObject, shown } from './value-flaw.ts';

/** What keeps terms from being written down; null where nothing does. */
export function flawOfTerms(terms: OrderTerms): string | null {
  if (!isObject(terms)) return `terms is ${shown(terms)}, not an object with a type`;
  const flaw = flawOfWord('terms.type', terms.type, tags.orderType);
  if (flaw !== null || terms.type === 'market') return flaw;
  if (terms.type === 'limit') return flawOfNumber('terms.limit', terms.limit);
  if (terms.type === 'marketToLimit') return flawOfNullable('terms.limit', terms.limit);
  if (isTrailing(terms)) return flawOfTrailing(terms);
  const trigger = flawOfNumber('terms.trigger', terms.trigger);
  if (trigger !== null || terms.type === 'stopMarket') return trigger;
  return terms.type === 'marketIfTouched' ? null : flawOfNumber('terms.limit', terms.limit);
}

function flawOfTrailing(terms: TrailingTerms): string | null {
  return (
    flawOfTrail(terms.trail) ??
    flawOfNullable('terms.activation', terms.activation) ??
    flawOfNullable('terms.trigger', terms.trigger) ??
    (terms.type === 'trailingStopLimit'
      ? flawOfNumber('terms.limitOffset', terms.limitOffset)
      : null)
  );
}

function flawOfTrail(trail: Trail): string | null {
  if (!isObject(trail)) return `terms.trail is ${shown(trail)}, not an object with a by`;
  const flaw = flawOfWord('terms.trail.by', trail.by, tags.trail);
  if (flaw !== null) return flaw;
  if (trail.by === 'ticks') return flawOfNumber('terms.trail.ticks', trail.ticks);
  if (trail.by === 'bps') return flawOfNumber('terms.trail.bps', trail.bps);
  const distance = flawOfNumber('terms.trail.distance', trail.distance);
  if (trail.by === 'price' || distance !== null) return distance;
  return flawOfNumber('terms.trail.hundredths', trail.hundredths);
}

function flawOfNullable(field: string, value: number | null): string | null {
  return value === null ? null : flawOfNumber(field, value);
}
