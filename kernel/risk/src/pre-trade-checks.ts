import type { Refusal } from 'argosy/core';

import { checkAccountState } from './account-check.ts';
import { checkCash } from './cash-check.ts';
import type { CheckContext } from './check-context.ts';
import { checkDuplicate } from './duplicate-check.ts';
import type { CheckId, RiskErrorCode } from './errors.ts';
import { checkInstrument } from './instrument-check.ts';
import { checkNumbers } from './number-check.ts';
import { checkOrderType } from './order-type-check.ts';
import { checkSession } from './session-check.ts';
import { checkOrderNotional, checkOrderQty } from './size-check.ts';
import { checkTrigger } from './trigger-check.ts';

/** One pre-trade check: its number, the codes it refuses with, and what it does. */
export type PreTradeCheck = {
  readonly id: CheckId;
  readonly codes: readonly RiskErrorCode[];
  /** Whether an amendment passes it too, not only a new order. */
  readonly isForAmendments: boolean;
  readonly check: (context: CheckContext) => Refusal | null;
};

/** Every check, cheap and certain ones first; the first refusal wins. Cancels pass none of them. */
export const preTradeChecks: readonly PreTradeCheck[] = [
  {
    id: 'P-01',
    codes: ['ACCOUNT_UNKNOWN', 'WARMING_UP', 'ACCOUNT_HALTED', 'ACCOUNT_REDUCING'],
    isForAmendments: true,
    check: checkAccountState,
  },
  {
    id: 'P-03',
    codes: ['DUPLICATE_ORDER_ID', 'DUPLICATE_ORDER'],
    isForAmendments: false,
    check: checkDuplicate,
  },
  {
    id: 'P-04',
    codes: [
      'INSTRUMENT_UNKNOWN',
      'INSTRUMENT_NOT_TRADABLE',
      'INSTRUMENT_NOT_VALID',
      'PRODUCT_NOT_PERMITTED',
    ],
    isForAmendments: true,
    check: checkInstrument,
  },
  {
    id: 'P-06',
    codes: ['MARKET_CLOSED', 'INSTRUMENT_HALTED'],
    isForAmendments: true,
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
    ],
    isForAmendments: true,
    check: checkNumbers,
  },
  {
    id: 'P-08',
    codes: [
      'ORDER_TYPE_CHANGED',
      'ORDER_TYPE_UNSUPPORTED',
      'TIME_IN_FORCE_UNSUPPORTED',
      'PRODUCT_UNSUPPORTED',
    ],
    isForAmendments: true,
    check: checkOrderType,
  },
  {
    id: 'P-09',
    codes: ['TRIGGER_WRONG_SIDE', 'LIMIT_BEFORE_TRIGGER'],
    isForAmendments: true,
    check: checkTrigger,
  },
  { id: 'P-12', codes: ['ORDER_QTY_LIMIT'], isForAmendments: true, check: checkOrderQty },
  {
    id: 'P-13',
    codes: ['ORDER_NOTIONAL_LIMIT', 'MARKET_PRICE_UNKNOWN'],
    isForAmendments: true,
    check: checkOrderNotional,
  },
  {
    id: 'P-17',
    codes: ['INSUFFICIENT_CASH', 'INSUFFICIENT_HOLDINGS', 'MARKET_PRICE_UNKNOWN'],
    isForAmendments: true,
    check: checkCash,
  },
];

const amendmentChecks = preTradeChecks.filter(({ isForAmendments }) => isForAmendments);

/** The first refusal of a new order, or null where every check lets it through. */
export function checkSubmit(context: CheckContext): Refusal | null {
  return firstRefusal(preTradeChecks, context);
}

/** The first refusal of an amendment; the context carries the new quantity and terms. */
export function checkAmend(context: CheckContext): Refusal | null {
  return firstRefusal(amendmentChecks, context);
}

function firstRefusal(checks: readonly PreTradeCheck[], context: CheckContext): Refusal | null {
  for (const { check } of checks) {
    const refusal = check(context);
    if (refusal !== null) return refusal;
  }
  return null;
}
