import { formatScaled, type Refusal } from 'argosy/core';
import { isTrailing, limitOf, triggerOf, type Instrument } from 'argosy/domain';

import type { CheckContext } from './check-context.ts';
import { riskRefusal, type RiskErrorCode } from './errors.ts';
import { checkPrice } from './price-grid.ts';
import { checkTrail } from './trail-check.ts';

/** P-07: price and quantity are exact integers on their grids and within the instrument's bounds. */
export function checkNumbers(context: CheckContext): Refusal | null {
  const { instrument, terms } = context;
  if (instrument === undefined) return null;
  return (
    checkPrice(limitOf(terms), instrument) ??
    checkPrice(triggerOf(terms), instrument) ??
    (isTrailing(terms) ? checkTrail(terms, instrument) : null) ??
    checkQty(context, instrument)
  );
}

function checkQty(context: CheckContext, instrument: Instrument): Refusal | null {
  const { qty, filled } = context;
  const { minQty, maxQty, lot } = instrument;
  if (!Number.isSafeInteger(qty)) return riskRefusal('NUMBER_OUT_OF_RANGE', `quantity ${qty}`);
  if (qty < minQty || qty <= 0) return refuseQty('QTY_BELOW_MINIMUM', context, minQty);
  if (qty > maxQty) return refuseQty('QTY_ABOVE_MAXIMUM', context, maxQty);
  if (qty % lot !== 0) return refuseQty('QTY_OFF_LOT', context, lot);
  return qty > filled ? null : refuseQty('QTY_NOT_ABOVE_FILLED', context, filled);
}

const boundNames = {
  QTY_BELOW_MINIMUM: 'minimum',
  QTY_ABOVE_MAXIMUM: 'maximum',
  QTY_OFF_LOT: 'lot',
  QTY_NOT_ABOVE_FILLED: 'filled',
} as const satisfies Partial<Record<RiskErrorCode, string>>;

function refuseQty(
  code: keyof typeof boundNames,
  { qty, instrument }: CheckContext,
  bound: number,
): Refusal {
  const precision = instrument?.sizePrecision ?? 0;
  const [asked, limit] = [qty, bound].map((value) => formatScaled(value, precision));
  return riskRefusal(code, `quantity ${asked}, ${boundNames[code]} ${limit}`);
}
