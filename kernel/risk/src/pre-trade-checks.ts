import type { Refusal } from 'argosy/core';

import { checkAccountState } from './account-check.ts';
import { checkActor } from './actor-check.ts';
import type { CheckContext } from './check-context.ts';
import { checkConcentration } from './concentration-check.ts';
import { checkConfirmation } from './confirm-check.ts';
import { checkCounts } from './count-check.ts';
import { checkDuplicate } from './duplicate-check.ts';
import type { CheckId, RiskErrorCode } from './errors.ts';
import { checkMarketValue, checkOpenValue, checkPositionLimit } from './exposure-checks.ts';
import { checkFirmValue } from './firm-check.ts';
import { checkFunds } from './funds-check.ts';
import { checkDisconnect, checkIdentity } from './identity-check.ts';
import { checkInstructions } from './instruction-check.ts';
import { checkInstrument } from './instrument-check.ts';
import { checkLosses } from './loss-check.ts';
import { checkNumbers } from './number-check.ts';
import { checkOrderType } from './order-type-check.ts';
import { checkOption } from './option-check.ts';
import { checkCollar, checkPriceBand } from './price-check.ts';
import { checkRate } from './rate-check.ts';
import { checkReduceOnly } from './reduce-only-check.ts';
import { checkRestricted } from './restricted-check.ts';
import { checkSelfTrade } from './self-trade-check.ts';
import { checkSession } from './session-check.ts';
import { checkShortSale } from './short-check.ts';
import { checkOrderNotional, checkOrderQty } from './size-check.ts';
import { checkStorage } from './storage-check.ts';
import { checkTrigger } from './trigger-check.ts';
import { checkUtilisation } from './utilisation-check.ts';
import { checkUnusual } from './unusual-check.ts';

/**
 * When an order is looked at: when it is submitted, amended, put to wait for its parent, amended
 * while it waits, released by its parent's fill, or made larger by the next one.
 */
export type CheckStage = 'submit' | 'amend' | 'wait' | 'release' | 'resize';

const always: readonly CheckStage[] = ['submit', 'amend', 'wait', 'release', 'resize'];
/** What depends on the moment is not asked of an order that waits for another one. */
const atWork: readonly CheckStage[] = ['submit', 'amend', 'release', 'resize'];

/** What somebody asks for; not what a list does by itself: a position is not left without its stop. */
const asked: readonly CheckStage[] = ['submit', 'amend'];

/** One pre-trade check: its number, the codes it refuses with, and what it does. */
export type PreTradeCheck = {
  readonly id: CheckId;
  readonly codes: readonly RiskErrorCode[];
  /** Whose orders pass it. */
  readonly stages: readonly CheckStage[];
  readonly check: (context: CheckContext) => Refusal | null;
};

/** Every check, cheap and certain ones first; the first refusal wins. Cancels pass none of them. */
export const preTradeChecks: readonly PreTradeCheck[] = [
  {
    id: 'P-01',
    codes: [
      'ACCOUNT_UNKNOWN',
      'WARMING_UP',
      'FIRM_HALTED',
      'FIRM_REDUCING',
      'ACCOUNT_HALTED',
      'ACCOUNT_REDUCING',
      'BOOK_HALTED',
      'BOOK_REDUCING',
      'STRATEGY_HALTED',
      'STRATEGY_REDUCING',
      'INSTRUMENT_SUSPENDED',
      'INSTRUMENT_REDUCING',
    ],
    stages: atWork,
    check: checkAccountState,
  },
  {
    id: 'P-02',
    codes: ['ACTOR_UNKNOWN', 'ACTOR_NOT_AUTHORISED'],
    // Whoever let an order wait was asked then: nobody sends it at its release.
    stages: ['submit', 'amend', 'wait'],
    check: checkActor,
  },
  {
    id: 'P-03',
    codes: ['DUPLICATE_ORDER_ID', 'DUPLICATE_ORDER'],
    stages: ['submit'],
    check: checkDuplicate,
  },
  {
    id: 'P-04',
    codes: [
      'INSTRUMENT_UNKNOWN',
      'INSTRUMENT_NOT_TRADABLE',
      'INSTRUMENT_NOT_VALID',
      'PRODUCT_NOT_PERMITTED',
      'MARGIN_ACCOUNT_NEEDED',
      'POSITION_MISMATCH',
    ],
    stages: always,
    check: checkInstrument,
  },
  {
    id: 'P-05',
    codes: ['INSTRUMENT_RESTRICTED', 'INSTRUMENT_BAN_PERIOD'],
    stages: atWork,
    check: checkRestricted,
  },
  {
    id: 'P-06',
    codes: ['MARKET_CLOSED', 'INSTRUMENT_HALTED'],
    stages: atWork,
    check: checkSession,
  },
  {
    id: 'P-07',
    codes: [
      'NUMBER_OUT_OF_RANGE',
      'PRICE_NOT_POSITIVE',
      'PRICE_OFF_TICK',
      'QTY_OFF_LOT',
      'QTY_BELOW_MINIMUM',
      'QTY_ABOVE_MAXIMUM',
      'QTY_NOT_ABOVE_FILLED',
      'TRAIL_OUT_OF_BOUNDS',
    ],
    stages: always,
    check: checkNumbers,
  },
  {
    id: 'P-08',
    codes: [
      'ORDER_TYPE_CHANGED',
      'ORDER_TYPE_UNSUPPORTED',
      'TIME_IN_FORCE_UNSUPPORTED',
      'PRODUCT_UNSUPPORTED',
      'FLAG_UNSUPPORTED',
      'TRIGGER_SOURCE_UNSUPPORTED',
    ],
    stages: always,
    check: checkOrderType,
  },
  {
    id: 'P-09',
    codes: ['TRIGGER_WRONG_SIDE', 'LIMIT_BEFORE_TRIGGER'],
    stages: always,
    check: checkTrigger,
  },
  {
    id: 'P-10',
    codes: ['PRICE_BAND', 'LIMIT_PRICE_PROTECTION'],
    stages: atWork,
    check: checkPriceBand,
  },
  { id: 'P-11', codes: ['PRICE_COLLAR', 'REFERENCE_STALE'], stages: atWork, check: checkCollar },
  { id: 'P-12', codes: ['ORDER_QTY_LIMIT'], stages: always, check: checkOrderQty },
  {
    id: 'P-13',
    codes: ['ORDER_NOTIONAL_LIMIT', 'MARKET_PRICE_UNKNOWN'],
    stages: atWork,
    check: checkOrderNotional,
  },
  {
    id: 'P-14',
    codes: ['MARKET_VALUE_LIMIT', 'MARKET_PRICE_UNKNOWN'],
    stages: atWork,
    check: checkMarketValue,
  },
  {
    id: 'P-15',
    codes: ['OPEN_VALUE_LIMIT', 'MARKET_PRICE_UNKNOWN'],
    stages: atWork,
    check: checkOpenValue,
  },
  { id: 'P-16', codes: ['RATE_LIMIT', 'MESSAGES_PER_TRADE'], stages: asked, check: checkRate },
  {
    id: 'P-17',
    codes: [
      'INSUFFICIENT_CASH',
      'INSUFFICIENT_HOLDINGS',
      'INSUFFICIENT_MARGIN',
      'ALLOTMENT_EXCEEDED',
      'MARKET_PRICE_UNKNOWN',
    ],
    stages: atWork,
    check: checkFunds,
  },
  {
    id: 'P-18',
    codes: ['UTILISATION_HIGH', 'MARKET_PRICE_UNKNOWN'],
    stages: atWork,
    check: checkUtilisation,
  },
  { id: 'P-19', codes: ['POSITION_LIMIT'], stages: atWork, check: checkPositionLimit },
  { id: 'P-20', codes: ['REDUCE_ONLY_WOULD_INCREASE'], stages: atWork, check: checkReduceOnly },
  {
    id: 'P-21',
    codes: ['SHORT_SALE_NOT_PERMITTED', 'SHORT_NOT_LOCATED'],
    stages: atWork,
    check: checkShortSale,
  },
  { id: 'P-22', codes: ['SELF_TRADE'], stages: atWork, check: checkSelfTrade },
  {
    id: 'P-23',
    codes: [
      'DAILY_LOSS_LIMIT',
      'DRAWDOWN_LIMIT',
      'MARKET_PRICE_UNKNOWN',
      'TOO_MANY_REJECTS',
      'REPEATED_EXECUTION',
    ],
    stages: ['submit', 'release'],
    check: checkLosses,
  },
  {
    id: 'P-24',
    codes: ['ORDERS_OUT_EXCEED_IN'],
    // These are the two ways in which an order leaves: an amendment makes none.
    stages: ['submit', 'release'],
    check: checkCounts,
  },
  {
    id: 'P-25',
    codes: ['FIRM_VALUE_LIMIT', 'MARKET_PRICE_UNKNOWN'],
    stages: atWork,
    check: checkFirmValue,
  },
  {
    id: 'P-26',
    codes: ['CONCENTRATION_LIMIT', 'PENNY_INSTRUMENT', 'MARKET_PRICE_UNKNOWN'],
    stages: atWork,
    check: checkConcentration,
  },
  {
    id: 'P-27',
    codes: [
      'NAKED_OPTION_NOT_PERMITTED',
      'OPTION_NEAR_EXPIRY',
      'STRIKE_TOO_FAR',
      'MARKET_PRICE_UNKNOWN',
    ],
    stages: atWork,
    check: checkOption,
  },
  {
    id: 'P-28',
    codes: ['ALGO_ID_MISSING', 'TAG_MISSING'],
    stages: ['submit', 'wait'],
    check: checkIdentity,
  },
  {
    id: 'P-30',
    codes: ['CONFIRMATION_NEEDED'],
    stages: ['submit', 'amend', 'wait'],
    check: checkConfirmation,
  },
  {
    id: 'P-31',
    codes: ['CANCEL_ON_DISCONNECT_OFF'],
    stages: ['submit', 'release'],
    check: checkDisconnect,
  },
  {
    id: 'P-32',
    codes: ['SIZE_UNUSUAL', 'PRICE_UNUSUAL', 'VOLUME_SHARE_LIMIT'],
    stages: ['submit', 'amend'],
    check: checkUnusual,
  },
  {
    id: 'P-33',
    codes: ['STORAGE_UNAVAILABLE'],
    // The exits of an entry at work go out whatever the room: a position is not left without its stop.
    stages: ['submit', 'amend', 'wait'],
    check: checkStorage,
  },
  {
    id: 'P-34',
    codes: [
      'EXPIRY_MISSING',
      'EXPIRY_PAST',
      'EXPIRY_WITHOUT_GTD',
      'DISPLAY_NEVER_RESTS',
      'DISPLAY_OUT_OF_BOUNDS',
      'POST_ONLY_WOULD_TAKE',
      'TRIGGER_SOURCE_WITHOUT_TRIGGER',
    ],
    stages: always,
    check: checkInstructions,
  },
];

/** The first refusal of an order at a stage, or null where every check lets it through. */
export function checkOrder(context: CheckContext, stage: CheckStage): Refusal | null {
  for (const { check } of checksByStage[stage]) {
    const refusal = check(context);
    if (refusal !== null) return refusal;
  }
  return null;
}

const checksByStage: Readonly<Record<CheckStage, readonly PreTradeCheck[]>> = {
  submit: checksOf('submit'),
  amend: checksOf('amend'),
  wait: checksOf('wait'),
  release: checksOf('release'),
  resize: checksOf('resize'),
};

function checksOf(stage: CheckStage): readonly PreTradeCheck[] {
  return preTradeChecks.filter(({ stages }) => stages.includes(stage));
}
