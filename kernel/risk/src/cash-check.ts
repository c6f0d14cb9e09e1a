import { formatScaled, formatScaledBigint, type Refusal } from 'argosy/core';
import type { Instrument } from 'argosy/domain';

import type { CheckContext } from './check-context.ts';
import { riskRefusal } from './errors.ts';
import { computeCashNeed } from './order-value.ts';

/** P-17 of a cash account: a buy is paid for, a sale sells what its own position holds. */
export function checkCash(context: CheckContext): Refusal | null {
  const { instrument, request } = context;
  if (instrument === undefined) return null;
  return request.side === 'buy' ? checkBuy(context, instrument) : checkSell(context, instrument);
}

function checkBuy(context: CheckContext, instrument: Instrument): Refusal | null {
  const needs = computeCashNeed(context);
  if (needs === null) return riskRefusal('MARKET_PRICE_UNKNOWN', instrument.id);
  if (needs <= context.freeCash) return null;
  const toText = (amount: bigint): string => formatScaledBigint(amount, context.ledgerScale);
  return riskRefusal(
    'INSUFFICIENT_CASH',
    `needs ${toText(needs)} ${instrument.currency}, free ${toText(context.freeCash)}`,
  );
}

function checkSell({ qty, filled, held }: CheckContext, instrument: Instrument): Refusal | null {
  const needs = qty - filled;
  const free = held.positionQty - held.reservedQty;
  if (needs <= free) return null;
  const toText = (value: number): string => formatScaled(value, instrument.sizePrecision);
  return riskRefusal(
    'INSUFFICIENT_HOLDINGS',
    `needs ${toText(needs)} ${instrument.id}, free ${toText(free)}`,
  );
}
