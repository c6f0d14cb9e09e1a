import { formatTimestamp, type Refusal, type Timestamp } from 'argosy/core';
import { isPaidInFull, type Instrument } from 'argosy/domain';

import type { CheckContext } from './check-context.ts';
import { riskRefusal } from './errors.ts';

/** P-04: the instrument is known, tradable, listed now, and the account may use the product. */
export function checkInstrument(context: CheckContext): Refusal | null {
  const { instrument, account, request, now } = context;
  if (instrument === undefined) return riskRefusal('INSTRUMENT_UNKNOWN', request.instrument);
  if (instrument.kind === 'index' || instrument.kind === 'derived')
    return riskRefusal('INSTRUMENT_NOT_TRADABLE', instrument.id);
  if (!isValidAt(instrument, now)) return refuseTime(instrument, now);
  if (account !== undefined && !account.products.includes(request.product)) {
    const detail = `${request.product}, permitted are ${account.products.join(', ')}`;
    return riskRefusal('PRODUCT_NOT_PERMITTED', detail);
  }
  if (account?.kind === 'cash' && !isPaidInFull(instrument)) {
    return riskRefusal('MARGIN_ACCOUNT_NEEDED', `${instrument.id} is a ${instrument.kind}`);
  }
  return checkPosition(context);
}

/** An order of a hedging book opens a position under its own id, or trades one that is there. */
function checkPosition(context: CheckContext): Refusal | null {
  const { request, bookMode, held } = context;
  const { id, position, book, link } = request;
  if (bookMode === 'netting') {
    return position === null
      ? null
      : riskRefusal('POSITION_MISMATCH', `book ${book} is netting, position ${position} named`);
  }
  if (position === null) {
    return riskRefusal('POSITION_MISMATCH', `book ${book} is hedging, no position named`);
  }
  const isOfList = link !== null && (link.parent !== null || isOpenedBySibling(context));
  const isNamed = String(position) === String(id) || isOfList || held.isPositionKnown;
  if (isNamed) return null;
  return riskRefusal('POSITION_MISMATCH', `book ${book} has no position ${position}`);
}

/** The orders of a list that trade in each other's place may open the position of its first. */
function isOpenedBySibling({ request: { position, link } }: CheckContext): boolean {
  return link?.contingency === 'OUO' && String(position) === String(link.list);
}

function isValidAt(instrument: Instrument, now: Timestamp): boolean {
  const { validFrom, validTo } = instrument;
  return now >= validFrom && (validTo === null || now < validTo) && now < expiryOf(instrument);
}

function expiryOf(instrument: Instrument): number {
  return instrument.kind === 'future' || instrument.kind === 'option'
    ? instrument.expiresAt
    : Number.POSITIVE_INFINITY;
}

function refuseTime(instrument: Instrument, now: Timestamp): Refusal {
  const { validFrom, validTo } = instrument;
  const expiry = expiryOf(instrument);
  const ends = validTo === null || expiry < validTo ? expiry : validTo;
  const which =
    now < validFrom
      ? `before its first moment ${formatTimestamp(validFrom)}`
      : `not before its end ${formatEnd(instrument, ends)}`;
  return riskRefusal('INSTRUMENT_NOT_VALID', `${formatTimestamp(now)} is ${which}`);
}

function formatEnd(instrument: Instrument, ends: number): string {
  if (instrument.validTo === ends) return formatTimestamp(instrument.validTo);
  if (instrument.kind !== 'future' && instrument.kind !== 'option') return 'never';
  return formatTimestamp(instrument.expiresAt);
}
