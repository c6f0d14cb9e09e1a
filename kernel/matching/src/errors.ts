import { ArgosyError } from 'argosy/core';

/** The codes of `venueReasons`. */
export type VenueReasonCode =
  | 'UNKNOWN_INSTRUMENT'
  | 'NO_FEED'
  | 'TOO_MANY_ORDERS'
  | 'TRIGGER_NOT_FED'
  | 'POST_ONLY_WOULD_TAKE'
  | 'EXPIRY_PAST'
  | 'ORDER_NOT_OFFERED'
  | 'SELF_TRADE'
  | 'SESSION_CLOSED'
  | 'DAY_OVER'
  | 'ORDER_NOT_OPEN'
  | 'ORDER_TYPE_CHANGED'
  | 'QTY_NOT_ABOVE_FILLED'
  | 'PRICE_BAND'
  | 'NOBODY_THERE'
  | 'NO_PRICE'
  | 'NOT_MARKETABLE'
  | 'NOT_ENOUGH_SIZE';

/** Every code the venue puts in a report's reason, with what it means. Docs are generated from it. */
export const venueReasons: Readonly<Record<VenueReasonCode, string>> = {
  UNKNOWN_INSTRUMENT: 'the venue does not trade this instrument',
  NO_FEED: 'nothing feeds this instrument a price',
  TOO_MANY_ORDERS: 'as many orders work already as the venue keeps',
  TRIGGER_NOT_FED: 'nothing tells the price that the trigger waits for',
  POST_ONLY_WOULD_TAKE: 'the order only makes, and would take',
  EXPIRY_PAST: 'the order would have ended before it came',
  ORDER_NOT_OFFERED: 'the market does not do this kind of order',
  SELF_TRADE: 'the order would have traded with one of its own account',
  SESSION_CLOSED: 'the order came outside the session',
  DAY_OVER: 'the day that a DAY order was sent for is over',
  ORDER_NOT_OPEN: 'the order never arrived or is closed',
  ORDER_TYPE_CHANGED: 'an amendment cannot change the type of an order',
  QTY_NOT_ABOVE_FILLED: 'the new quantity leaves nothing to fill',
  PRICE_BAND: 'the price is outside the band of the day',
  NOBODY_THERE: 'the market is at the end of its band and nobody is on the other side',
  NO_PRICE: 'there is no current price to fill at',
  NOT_MARKETABLE: 'the price is beyond the limit',
  NOT_ENOUGH_SIZE: 'less is there than the order wants',
};

/** The codes of `matchingErrors`. */
export type MatchingErrorCode =
  | 'UNKNOWN_CALENDAR'
  | 'BAD_RATE'
  | 'BAD_LINE'
  | 'BAD_STEPS'
  | 'FEE_NOT_KNOWN'
  | 'BAD_BOUNDS'
  | 'BAD_PROBABILITY'
  | 'BAD_SHARE'
  | 'BAD_TICKS'
  | 'BAD_DELAYS'
  | 'BAD_BAND'
  | 'BAD_IMPACT';

/** Every code the room throws when it is set up with bad values. */
export const matchingErrors: Readonly<Record<MatchingErrorCode, string>> = {
  UNKNOWN_CALENDAR: 'an instrument names a calendar that was not given',
  BAD_RATE: 'a rate or an amount is not a plain decimal',
  BAD_LINE: 'a line of a fee has no name of its own, or is a tax on a line that is not above it',
  BAD_STEPS: 'the steps of a fee that changes by date are not steps in order',
  FEE_NOT_KNOWN: 'nothing is known of the charges of that instant',
  BAD_BOUNDS: 'the least fee is above the greatest',
  BAD_PROBABILITY: 'a probability lies outside 0 to 1',
  BAD_SHARE: 'a share is not above 0 and at most 1',
  BAD_TICKS: 'a number of ticks is not a whole one in bounds',
  BAD_DELAYS: 'a table of delays is empty, too long or has one that is none',
  BAD_BAND: 'a band, a halt or a figure of one is not a whole number in bounds',
  BAD_IMPACT: 'a figure of a slippage model is not a plain number in bounds',
};

/** The text of a refusal: the code, then the particulars of the case. */
export function venueReason(code: VenueReasonCode, detail: string): string {
  return `${code}: ${venueReasons[code]}: ${detail}`;
}

/** Makes an error of the room's table with the particulars of the case. */
export function matchingError(code: MatchingErrorCode, detail: string): ArgosyError {
  return new ArgosyError(code, `${matchingErrors[code]}: ${detail}`);
}
