import { formatScaled, formatTimestamp, type Price } from 'argosy/core';
import {
  isTrailing,
  limitOf,
  triggerOf,
  type Instrument,
  type OrderRequest,
  type OrderTerms,
  type Trail,
} from 'argosy/domain';

type TermsRecord = Readonly<Record<string, unknown>>;
type ToText = (price: Price | null) => string | null;

/** What an order asks of the market, as in `result.json`; what trails says how as well. */
export function termsRecord(asked: OrderTerms, { pricePrecision }: Instrument): TermsRecord {
  const toText: ToText = (price) => (price === null ? null : formatScaled(price, pricePrecision));
  const [limit, trigger] = [limitOf(asked), triggerOf(asked)].map(toText);
  const plain = { type: asked.type, limit, trigger };
  if (!isTrailing(asked)) return plain;
  const trail = trailRecord(asked.trail, toText);
  const offset = asked.type === 'trailingStopLimit' ? toText(asked.limitOffset) : null;
  return { ...plain, trail, activation: toText(asked.activation), limitOffset: offset };
}

/** What it asks for besides, as in `result.json`; nothing of a plain order. */
export function instructionsRecord(
  { instructions }: OrderRequest,
  { sizePrecision }: Instrument,
): TermsRecord {
  if (instructions === undefined) return {};
  const { triggerBy, display, postOnly, expiresAt } = instructions;
  return {
    ...(triggerBy === null ? {} : { triggerBy }),
    ...(display === null ? {} : { display: formatScaled(display, sizePrecision) }),
    ...(postOnly ? { postOnly } : {}),
    ...(expiresAt === null ? {} : { expiresAt: formatTimestamp(expiresAt) }),
  };
}

function trailRecord(trail: Trail, toText: ToText): TermsRecord {
  const { by } = trail;
  if (by === 'ticks') return { by, ticks: trail.ticks };
  if (by === 'bps') return { by, bps: trail.bps };
  if (by === 'price') return { by, distance: toText(trail.distance) };
  return { by, hundredths: trail.hundredths, distance: toText(trail.distance) };
}
