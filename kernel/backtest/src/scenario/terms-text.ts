import { formatScaled, formatTimestamp } from 'argosy/core';
import {
  isTrailing,
  limitOf,
  triggerOf,
  type OrderRequest,
  type OrderTerms,
  type Trail,
} from 'argosy/domain';

import type { TextBody } from './text-body.ts';

/** What an order asks of the market, in words and decimal texts. */
export function termsBody(terms: OrderTerms, precision: number): TextBody {
  const price = (value: number): string => formatScaled(value, precision);
  const [trigger, limit] = [triggerOf(terms), limitOf(terms)];
  return {
    type: terms.type,
    ...(isTrailing(terms) ? { trail: trailBody(terms.trail, price) } : {}),
    ...(isTrailing(terms) && terms.activation !== null
      ? { activation: price(terms.activation) }
      : {}),
    ...(trigger === null ? {} : { trigger: price(trigger) }),
    ...(terms.type === 'trailingStopLimit' ? { limitOffset: price(terms.limitOffset) } : {}),
    ...(limit === null ? {} : { limit: price(limit) }),
  };
}

/** What it asks for besides; nothing of a plain order. */
export function instructionsBody(
  { instructions }: OrderRequest,
  size: (qty: number) => string,
): TextBody {
  if (instructions === undefined) return {};
  const { triggerBy, display, postOnly, expiresAt } = instructions;
  return {
    ...(triggerBy === null ? {} : { triggerBy }),
    ...(display === null ? {} : { display: size(display) }),
    ...(postOnly ? { postOnly: 'true' } : {}),
    ...(expiresAt === null ? {} : { expiresAt: formatTimestamp(expiresAt) }),
  };
}

function trailBody(trail: Trail, price: (value: number) => string): TextBody {
  const { by } = trail;
  if (by === 'ticks') return { by, ticks: String(trail.ticks) };
  if (by === 'bps') return { by, bps: String(trail.bps) };
  if (by === 'price') return { by, distance: price(trail.distance) };
  return { by, hundredths: String(trail.hundredths), distance: price(trail.distance) };
}
