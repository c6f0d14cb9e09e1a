import type { Refusal } from 'argosy/core';

/** The pre-trade checks of this room, by the numbers that the whole project uses for them. */
export type CheckId =
  | 'P-01'
  | 'P-02'
  | 'P-03'
  | 'P-04'
  | 'P-05'
  | 'P-06'
  | 'P-07'
  | 'P-08'
  | 'P-09'
  | 'P-10'
  | 'P-11'
  | 'P-12'
  | 'P-13'
  | 'P-14'
  | 'P-15'
  | 'P-16'
  | 'P-17'
  | 'P-18'
  | 'P-19'
  | 'P-20'
  | 'P-21'
  | 'P-22'
  | 'P-23'
  | 'P-24'
  | 'P-25'
  | 'P-26'
  | 'P-27'
  | 'P-28'
  | 'P-30'
  | 'P-31'
  | 'P-32'
  | 'P-33'
  | 'P-34';

/** What a refusal means, and the checks that may give it. */
type RiskErrorEntry = { readonly checks: readonly CheckId[]; readonly message: string };

/** The codes of `riskErrors`. */
export type RiskErrorCode =
  | 'ACCOUNT_UNKNOWN'
  | 'WARMING_UP'
  | 'FIRM_HALTED'
  | 'FIRM_REDUCING'
  | 'STORAGE_UNAVAILABLE'
  | 'ACCOUNT_HALTED'
  | 'ACCOUNT_REDUCING'
  | 'BOOK_HALTED'
  | 'BOOK_REDUCING'
  | 'STRATEGY_HALTED'
  | 'STRATEGY_REDUCING'
  | 'INSTRUMENT_SUSPENDED'
  | 'INSTRUMENT_REDUCING'
  | 'ACTOR_UNKNOWN'
  | 'ACTOR_NOT_AUTHORISED'
  | 'DUPLICATE_ORDER_ID'
  | 'DUPLICATE_ORDER'
  | 'INSTRUMENT_UNKNOWN'
  | 'INSTRUMENT_NOT_TRADABLE'
  | 'INSTRUMENT_NOT_VALID'
  | 'PRODUCT_NOT_PERMITTED'
  | 'INSTRUMENT_RESTRICTED'
  | 'INSTRUMENT_BAN_PERIOD'
  | 'MARKET_CLOSED'
  | 'INSTRUMENT_HALTED'
  | 'NUMBER_OUT_OF_RANGE'
  | 'PRICE_NOT_POSITIVE'
  | 'PRICE_OFF_TICK'
  | 'QTY_OFF_LOT'
  | 'QTY_BELOW_MINIMUM'
  | 'QTY_ABOVE_MAXIMUM'
  | 'QTY_NOT_ABOVE_FILLED'
  | 'ORDER_TYPE_CHANGED'
  | 'ORDER_TYPE_UNSUPPORTED'
  | 'TIME_IN_FORCE_UNSUPPORTED'
  | 'PRODUCT_UNSUPPORTED'
  | 'FLAG_UNSUPPORTED'
  | 'TRIGGER_SOURCE_UNSUPPORTED'
  | 'TRAIL_OUT_OF_BOUNDS'
  | 'EXPIRY_MISSING'
  | 'EXPIRY_PAST'
  | 'EXPIRY_WITHOUT_GTD'
  | 'DISPLAY_NEVER_RESTS'
  | 'DISPLAY_OUT_OF_BOUNDS'
  | 'POST_ONLY_WOULD_TAKE'
  | 'TRIGGER_SOURCE_WITHOUT_TRIGGER'
  | 'TRIGGER_WRONG_SIDE'
  | 'LIMIT_BEFORE_TRIGGER'
  | 'PRICE_BAND'
  | 'LIMIT_PRICE_PROTECTION'
  | 'PRICE_COLLAR'
  | 'REFERENCE_STALE'
  | 'ORDER_QTY_LIMIT'
  | 'ORDER_NOTIONAL_LIMIT'
  | 'MARKET_VALUE_LIMIT'
  | 'OPEN_VALUE_LIMIT'
  | 'RATE_LIMIT'
  | 'MESSAGES_PER_TRADE'
  | 'UTILISATION_HIGH'
  | 'POSITION_LIMIT'
  | 'REDUCE_ONLY_WOULD_INCREASE'
  | 'SHORT_SALE_NOT_PERMITTED'
  | 'SHORT_NOT_LOCATED'
  | 'SELF_TRADE'
  | 'DAILY_LOSS_LIMIT'
  | 'DRAWDOWN_LIMIT'
  | 'TOO_MANY_REJECTS'
  | 'REPEATED_EXECUTION'
  | 'ORDERS_OUT_EXCEED_IN'
  | 'FIRM_VALUE_LIMIT'
  | 'CONCENTRATION_LIMIT'
  | 'PENNY_INSTRUMENT'
  | 'NAKED_OPTION_NOT_PERMITTED'
  | 'OPTION_NEAR_EXPIRY'
  | 'STRIKE_TOO_FAR'
  | 'ALGO_ID_MISSING'
  | 'TAG_MISSING'
  | 'CONFIRMATION_NEEDED'
  | 'CANCEL_ON_DISCONNECT_OFF'
  | 'SIZE_UNUSUAL'
  | 'PRICE_UNUSUAL'
  | 'VOLUME_SHARE_LIMIT'
  | 'MARKET_PRICE_UNKNOWN'
  | 'INSUFFICIENT_CASH'
  | 'INSUFFICIENT_MARGIN'
  | 'ALLOTMENT_EXCEEDED'
  | 'MARGIN_ACCOUNT_NEEDED'
  | 'POSITION_MISMATCH'
  | 'INSUFFICIENT_HOLDINGS';

/** Every code an order can be refused with: which checks use it and what it means. */
export const riskErrors: Readonly<Record<RiskErrorCode, RiskErrorEntry>> = {
  ACCOUNT_UNKNOWN: { checks: ['P-01'], message: 'no such account trades here' },
  WARMING_UP: { checks: ['P-01'], message: 'orders are taken only once the warm-up is over' },
  FIRM_HALTED: { checks: ['P-01'], message: 'no account takes new orders' },
  FIRM_REDUCING: {
    checks: ['P-01'],
    message: 'every account takes only orders that shrink its positions',
  },
  STORAGE_UNAVAILABLE: {
    checks: ['P-33'],
    message: 'the journal has no room for new orders; cancels and fills still find some',
  },
  ACCOUNT_HALTED: { checks: ['P-01'], message: 'the account takes no new orders' },
  ACCOUNT_REDUCING: {
    checks: ['P-01'],
    message: 'the account takes only orders that shrink its positions',
  },
  BOOK_HALTED: { checks: ['P-01'], message: 'the book takes no new orders' },
  BOOK_REDUCING: {
    checks: ['P-01'],
    message: 'the book takes only orders that shrink its positions',
  },
  STRATEGY_HALTED: { checks: ['P-01'], message: 'the strategy may send no new orders' },
  STRATEGY_REDUCING: {
    checks: ['P-01'],
    message: 'the strategy may send only orders that shrink its positions',
  },
  INSTRUMENT_SUSPENDED: { checks: ['P-01'], message: 'we trade this instrument no more' },
  INSTRUMENT_REDUCING: {
    checks: ['P-01'],
    message: 'of this instrument we take only orders that shrink positions',
  },
  ACTOR_UNKNOWN: { checks: ['P-02'], message: 'nobody of this origin may send orders' },
  ACTOR_NOT_AUTHORISED: {
    checks: ['P-02'],
    message: 'the sender may not do this, or not for this account',
  },
  DUPLICATE_ORDER_ID: { checks: ['P-03'], message: 'the order id was used before' },
  DUPLICATE_ORDER: { checks: ['P-03'], message: 'the same order was sent a moment ago' },
  INSTRUMENT_UNKNOWN: { checks: ['P-04'], message: 'no such instrument is traded here' },
  INSTRUMENT_NOT_TRADABLE: { checks: ['P-04'], message: 'the instrument can only be observed' },
  INSTRUMENT_NOT_VALID: { checks: ['P-04'], message: 'the instrument is not listed at this time' },
  PRODUCT_NOT_PERMITTED: { checks: ['P-04'], message: 'the account may not use this product' },
  INSTRUMENT_RESTRICTED: { checks: ['P-05'], message: 'the instrument is on a restricted list' },
  INSTRUMENT_BAN_PERIOD: {
    checks: ['P-05'],
    message: 'positions in the instrument may only be closed for now',
  },
  MARKET_CLOSED: { checks: ['P-06'], message: 'the session takes no such order now' },
  INSTRUMENT_HALTED: { checks: ['P-06'], message: 'trading of the instrument is halted' },
  NUMBER_OUT_OF_RANGE: { checks: ['P-07'], message: 'a price or quantity is no exact integer' },
  PRICE_NOT_POSITIVE: { checks: ['P-07'], message: 'a price must be above zero' },
  PRICE_OFF_TICK: { checks: ['P-07'], message: 'the price is no multiple of the tick' },
  QTY_OFF_LOT: { checks: ['P-07'], message: 'the quantity is no multiple of the lot' },
  QTY_BELOW_MINIMUM: { checks: ['P-07'], message: 'the quantity is below the least allowed' },
  QTY_ABOVE_MAXIMUM: { checks: ['P-07'], message: 'the quantity is above the most allowed' },
  QTY_NOT_ABOVE_FILLED: { checks: ['P-07'], message: 'the new quantity leaves nothing to fill' },
  ORDER_TYPE_CHANGED: {
    checks: ['P-08'],
    message: 'an amendment cannot change the type of an order',
  },
  ORDER_TYPE_UNSUPPORTED: { checks: ['P-08'], message: 'the order type is not supported' },
  TIME_IN_FORCE_UNSUPPORTED: {
    checks: ['P-08'],
    message: 'the order type does not go with this time in force',
  },
  PRODUCT_UNSUPPORTED: {
    checks: ['P-08'],
    message: 'the order type does not go with this product',
  },
  FLAG_UNSUPPORTED: { checks: ['P-08'], message: 'the order type is not offered in this way' },
  TRIGGER_SOURCE_UNSUPPORTED: {
    checks: ['P-08'],
    message: 'the order type is not fired by this price',
  },
  TRAIL_OUT_OF_BOUNDS: {
    checks: ['P-07'],
    message: 'the distance of a trailing stop is none that it could keep',
  },
  EXPIRY_MISSING: { checks: ['P-34'], message: 'a GTD order says when it ends' },
  EXPIRY_PAST: { checks: ['P-34'], message: 'the order would have ended already' },
  EXPIRY_WITHOUT_GTD: { checks: ['P-34'], message: 'only a GTD order has an end of its own' },
  DISPLAY_NEVER_RESTS: {
    checks: ['P-34'],
    message: 'an order that never rests has nothing to show',
  },
  DISPLAY_OUT_OF_BOUNDS: {
    checks: ['P-34'],
    message: 'what is shown is whole lots, more than none and no more than the order',
  },
  POST_ONLY_WOULD_TAKE: { checks: ['P-34'], message: 'only a limit that may wait can only make' },
  TRIGGER_SOURCE_WITHOUT_TRIGGER: {
    checks: ['P-34'],
    message: 'the order has no trigger that a price could fire',
  },
  TRIGGER_WRONG_SIDE: { checks: ['P-09'], message: 'the trigger would fire at once' },
  LIMIT_BEFORE_TRIGGER: {
    checks: ['P-09'],
    message: 'the limit of a stop would refuse the price that triggers it',
  },
  PRICE_BAND: { checks: ['P-10'], message: 'the price lies outside the band of the day' },
  LIMIT_PRICE_PROTECTION: {
    checks: ['P-10'],
    message: 'the limit pays further beyond the last price than its kind of instrument may',
  },
  PRICE_COLLAR: { checks: ['P-11'], message: 'the order would trade far from its reference' },
  REFERENCE_STALE: {
    checks: ['P-11'],
    message: 'the last price is too old to send a market order on',
  },
  ORDER_QTY_LIMIT: { checks: ['P-12'], message: 'the order is larger than the limit' },
  ORDER_NOTIONAL_LIMIT: { checks: ['P-13'], message: 'the order is worth more than the limit' },
  MARKET_VALUE_LIMIT: {
    checks: ['P-14'],
    message: 'an order without a price bound is worth more than the limit',
  },
  OPEN_VALUE_LIMIT: {
    checks: ['P-15'],
    message: 'the open orders of the account would be worth more than the limit',
  },
  RATE_LIMIT: { checks: ['P-16'], message: 'too many orders and amendments within a time' },
  MESSAGES_PER_TRADE: { checks: ['P-16'], message: 'too many messages for the trades of the day' },
  UTILISATION_HIGH: { checks: ['P-18'], message: 'too much of the account’s equity is bound' },
  POSITION_LIMIT: { checks: ['P-19'], message: 'the position would be larger than the limit' },
  REDUCE_ONLY_WOULD_INCREASE: {
    checks: ['P-20'],
    message: 'an order that only reduces would do more than close its position',
  },
  SHORT_SALE_NOT_PERMITTED: {
    checks: ['P-21'],
    message: 'the account may not sell short in this product',
  },
  SHORT_NOT_LOCATED: { checks: ['P-21'], message: 'more would be short than can be borrowed' },
  SELF_TRADE: { checks: ['P-22'], message: 'the order could trade with one of another book' },
  DAILY_LOSS_LIMIT: { checks: ['P-23'], message: 'the account has lost its limit of the day' },
  DRAWDOWN_LIMIT: { checks: ['P-23'], message: 'the account has lost its limit from its height' },
  TOO_MANY_REJECTS: { checks: ['P-23'], message: 'the broker has refused too many in a row' },
  REPEATED_EXECUTION: { checks: ['P-23'], message: 'the strategy repeats itself too often' },
  ORDERS_OUT_EXCEED_IN: { checks: ['P-24'], message: 'more orders would leave than came in' },
  FIRM_VALUE_LIMIT: {
    checks: ['P-25'],
    message: 'all accounts together would be worth more than the firm’s threshold',
  },
  CONCENTRATION_LIMIT: {
    checks: ['P-26'],
    message: 'the instrument would be too much of the account',
  },
  PENNY_INSTRUMENT: { checks: ['P-26'], message: 'the share is too cheap to be opened' },
  NAKED_OPTION_NOT_PERMITTED: {
    checks: ['P-27'],
    message: 'the account may not write options without cover',
  },
  OPTION_NEAR_EXPIRY: { checks: ['P-27'], message: 'so near its expiry an option is only closed' },
  STRIKE_TOO_FAR: { checks: ['P-27'], message: 'the strike is far from the underlying' },
  ALGO_ID_MISSING: { checks: ['P-28'], message: 'the order names no registered algorithm' },
  TAG_MISSING: { checks: ['P-28'], message: 'the order has no tag' },
  CONFIRMATION_NEEDED: {
    checks: ['P-30'],
    message: 'an order of this value comes with the confirmation of a person',
  },
  CANCEL_ON_DISCONNECT_OFF: {
    checks: ['P-31'],
    message: 'the venue would leave the order open if the connection is lost',
  },
  SIZE_UNUSUAL: { checks: ['P-32'], message: 'the quantity is far above the account’s usual' },
  PRICE_UNUSUAL: { checks: ['P-32'], message: 'the limit pays far beyond the last price' },
  VOLUME_SHARE_LIMIT: { checks: ['P-32'], message: 'the quantity is too much of a day’s volume' },
  MARKET_PRICE_UNKNOWN: {
    checks: ['P-13', 'P-14', 'P-15', 'P-17', 'P-18', 'P-23', 'P-25', 'P-26', 'P-27'],
    message: 'no price is known to value the order at, or what the account holds',
  },
  INSUFFICIENT_CASH: { checks: ['P-17'], message: 'the account lacks the free cash' },
  INSUFFICIENT_MARGIN: { checks: ['P-17'], message: 'the account lacks the free margin' },
  ALLOTMENT_EXCEEDED: { checks: ['P-17'], message: 'the book has used what it was allotted' },
  MARGIN_ACCOUNT_NEEDED: {
    checks: ['P-04'],
    message: 'a cash account trades only what is paid in full',
  },
  POSITION_MISMATCH: {
    checks: ['P-04'],
    message: 'a hedging book’s order names its position, and no other book’s does',
  },
  INSUFFICIENT_HOLDINGS: {
    checks: ['P-17'],
    message: 'the book lacks the free holdings: a cash account does not sell short',
  },
};

/** A refusal with the numbers that decided it; whoever shows it puts the code in front. */
export function riskRefusal(code: RiskErrorCode, reason: string): Refusal {
  return { code, reason };
}
