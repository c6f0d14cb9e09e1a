import { formatScaled, formatTimestamp, type Refusal } from 'argosy/core';
import { isConditional, type OrderInstructions, type OrderTerms } from 'argosy/domain';

import type { CheckContext } from './check-context.ts';
import { riskRefusal } from './errors.ts';

/** P-34: what an order asks for besides its terms fits to them, and to how long it works. */
export function checkInstructions(context: CheckContext): Refusal | null {
  const { tif, instructions } = context.request;
  if (instructions === undefined) {
    return tif === 'GTD' ? riskRefusal('EXPIRY_MISSING', `${context.request.id} is GTD`) : null;
  }
  return (
    checkExpiry(context, instructions) ??
    checkDisplay(context, instructions) ??
    checkPostOnly(context, instructions) ??
    checkSource(context, instructions)
  );
}

function checkExpiry(
  { request: { id, tif }, now }: CheckContext,
  { expiresAt }: OrderInstructions,
): Refusal | null {
  if (tif !== 'GTD') {
    return expiresAt === null ? null : riskRefusal('EXPIRY_WITHOUT_GTD', `${id} is ${tif}`);
  }
  if (expiresAt === null) return riskRefusal('EXPIRY_MISSING', `${id} is GTD`);
  if (expiresAt > now) return null;
  const detail = `${formatTimestamp(expiresAt)} is not after ${formatTimestamp(now)}`;
  return riskRefusal('EXPIRY_PAST', detail);
}

function checkDisplay(
  { request, terms, qty, instrument, actor }: CheckContext,
  { display }: OrderInstructions,
): Refusal | null {
  const { tif } = request;
  if (display === null || instrument === undefined) return null;
  if (!mayRest(terms) || !isPatient(tif)) {
    return riskRefusal('DISPLAY_NEVER_RESTS', `${terms.type} with ${tif}`);
  }
  // Where its list or its position sizes it, it may come to less than it shows, and then shows all of that.
  const whole = actor === null ? request.qty : qty;
  if (display > 0 && display <= whole && display % instrument.lot === 0) return null;
  const [shown, asked, lot] = [display, whole, instrument.lot].map((value) =>
    formatScaled(value, instrument.sizePrecision),
  );
  return riskRefusal('DISPLAY_OUT_OF_BOUNDS', `${shown} of ${asked}, lot ${lot}`);
}

function checkPostOnly(
  { request: { tif }, terms }: CheckContext,
  { postOnly }: OrderInstructions,
): Refusal | null {
  if (!postOnly || (terms.type === 'limit' && isPatient(tif))) return null;
  return riskRefusal('POST_ONLY_WOULD_TAKE', `${terms.type} with ${tif}`);
}

/** One that has fired keeps what it said of its trigger. */
function checkSource(
  { request: { terms } }: CheckContext,
  { triggerBy }: OrderInstructions,
): Refusal | null {
  if (triggerBy === null || isConditional(terms)) return null;
  return riskRefusal('TRIGGER_SOURCE_WITHOUT_TRIGGER', `${terms.type} by ${triggerBy}`);
}

/** Whether an order of this type may come to rest in a queue. */
function mayRest({ type }: OrderTerms): boolean {
  return (
    type !== 'market' &&
    type !== 'stopMarket' &&
    type !== 'marketIfTouched' &&
    type !== 'trailingStopMarket'
  );
}

/** Whether an order may wait in a queue for others to come to it. */
function isPatient(tif: CheckContext['request']['tif']): boolean {
  return tif === 'DAY' || tif === 'GTC' || tif === 'GTD';
}
