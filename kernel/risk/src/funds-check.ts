import {
  formatScaledBigint,
  maxBigint,
  toMinor,
  type Currency,
  type Minor,
  type Refusal,
} from 'argosy/core';
import type { Instrument } from 'argosy/domain';

import { checkCash } from './cash-check.ts';
import type { CheckContext } from './check-context.ts';
import { riskRefusal, type RiskErrorCode } from './errors.ts';
import { isWrittenOption, leverageFor, toExposure } from './exposure.ts';
import { marginOf } from './leverage.ts';
import { computeCashNeed, referencePrice } from './order-value.ts';
import { isScanned } from './scan-margin.ts';

/** P-17: the account, and the book if it has an allotment, can pay for the order or margin it. */
export function checkFunds(context: CheckContext): Refusal | null {
  const { account, instrument } = context;
  if (account === undefined || instrument === undefined) return null;
  const refusal = account.kind === 'margin' ? checkMargin(context) : checkCash(context);
  return refusal ?? checkAllotment(context);
}

/** What an order has to set aside, in the account's base currency if it trades on margin. */
export function computeNeed(context: CheckContext): Minor | null {
  return context.account?.kind === 'margin' ? computeMarginNeed(context) : computeCashNeed(context);
}

/** The currency of what an order sets aside. */
export function needCurrency({ account, base, instrument }: CheckContext): Currency {
  return account?.kind === 'margin' || instrument === undefined ? base : instrument.currency;
}

/**
 * The margin of the part of an order that enlarges a position, with charges; nothing for a close,
 * which must never fail for the want of margin. Null while a price or a rate is unknown.
 */
function computeMarginNeed(context: CheckContext): Minor | null {
  const { instrument, request } = context;
  if (instrument === undefined) return toMinor(0n);
  if (isScannedFor(context)) return computeScanNeed(context, instrument);
  const qty = enlargingQty(context);
  const spared = computeSpared(context);
  if (qty === 0 && spared >= 0n) return toMinor(0n);
  const price = referencePrice(context);
  if (price === null) return null;
  const signed = request.side === 'buy' ? qty : 0 - qty;
  const alone = qty === 0 ? 0n : marginAt(context, instrument, { signed, price });
  const margin = maxBigint(
    0n,
    alone - spared - computeUncovered(context, instrument, { spared, price }),
  );
  const fee = context.estimateFee(price);
  const need = context.toBase(margin + fee, instrument.currency);
  return need === null ? null : toMinor(need);
}

/** What an order in an option spares by covering written ones, or by being covered; below zero it uncovers. */
function computeSpared(context: CheckContext): bigint {
  const { instrument, request, qty, filled } = context;
  if (instrument?.kind !== 'option') return 0n;
  const leaves = qty - filled;
  return context.addedRelief(request.side === 'buy' ? leaves : 0 - leaves);
}

/** What the closed part of an order that uncovers others bound itself: it counts against what they will. */
function computeUncovered(
  context: CheckContext,
  instrument: Instrument,
  { spared, price }: { readonly spared: bigint; readonly price: number },
): bigint {
  const { request, qty, filled } = context;
  const closing = qty - filled - enlargingQty(context);
  if (spared >= 0n || closing === 0) return 0n;
  const signed = request.side === 'sell' ? closing : 0 - closing;
  return marginAt(context, instrument, { signed, price });
}

/** Of a portfolio that is scanned, a close may bind more: what it closes may be what covers the rest. */
function computeScanNeed(context: CheckContext, instrument: Instrument): Minor | null {
  const { request, qty, filled } = context;
  const leaves = qty - filled;
  const added = context.addedMargin(request.side === 'buy' ? leaves : 0 - leaves);
  if (added === null || added <= 0n) return added === null ? null : toMinor(0n);
  const price = referencePrice(context);
  if (price === null) return null;
  const need = context.toBase(added + context.estimateFee(price), instrument.currency);
  return need === null ? null : toMinor(need);
}

function isScannedFor({ account, instrument }: CheckContext): boolean {
  if (account?.scan === undefined) return false;
  return instrument !== undefined && isScanned(instrument);
}

function marginAt(
  { request: { product }, account, ledgerScale }: CheckContext,
  instrument: Instrument,
  { signed, price }: { readonly signed: number; readonly price: number },
): bigint {
  const leverage = leverageFor(
    { key: { product }, qty: signed },
    instrument,
    account?.leverage ?? {},
  );
  const at = isWrittenOption(instrument, signed) ? instrument.strike : price;
  return marginOf(toExposure(instrument, at, signed, ledgerScale), leverage);
}

/** How much of what is left to fill does not close anything that other orders leave to close. */
function enlargingQty({ request, qty, filled, held }: CheckContext): number {
  const leaves = qty - filled;
  const sign = request.side === 'sell' ? 1 : -1;
  const closable = Math.max(0, sign * held.positionQty - held.workingPositionQty);
  return Math.max(0, leaves - closable);
}

function checkMargin(context: CheckContext): Refusal | null {
  const needs = computeMarginNeed(context);
  if (needs === null) return riskRefusal('MARKET_PRICE_UNKNOWN', context.request.instrument);
  if (needs === 0n) return null;
  const freeNow = context.freeMargin;
  const freed = computeFreed(context);
  if (freeNow === null || freed === null) {
    return riskRefusal('MARKET_PRICE_UNKNOWN', `a rate to ${context.base}`);
  }
  const free = freeNow + freed;
  return needs <= free ? null : refuse(context, 'INSUFFICIENT_MARGIN', { needs, free });
}

/** The margin that the closing part of a flip gives to its new side before it has filled. */
function computeFreed(context: CheckContext): bigint | null {
  const { limits, account, instrument, request, qty, filled, prices } = context;
  if (account?.kind !== 'margin' || limits.flipFrees === 'whenFilled') return 0n;
  if (isScannedFor(context)) return 0n;
  const closing = qty - filled - enlargingQty(context);
  if (closing === 0 || Number.isNaN(prices.last2) || instrument === undefined) return 0n;
  const signed = request.side === 'buy' ? 0 - closing : closing;
  const margin = marginAt(context, instrument, { signed, price: Math.floor(prices.last2 / 2) });
  return context.toBase(margin, instrument.currency);
}

/** What an order may bind where that is not the free cash: free margin, and what a flip frees. */
export function computeAvailable(context: CheckContext): bigint | null {
  if (context.account?.kind !== 'margin') return null;
  return (context.freeMargin ?? 0n) + (computeFreed(context) ?? 0n);
}

function checkAllotment(context: CheckContext): Refusal | null {
  const { allotmentLeft } = context;
  if (allotmentLeft === null) return null;
  const needs = computeNeed(context);
  if (needs === null || needs === 0n) return null;
  const free = allotmentLeft + (computeFreed(context) ?? 0n);
  return needs <= free ? null : refuse(context, 'ALLOTMENT_EXCEEDED', { needs, free });
}

function refuse(
  context: CheckContext,
  code: RiskErrorCode,
  { needs, free }: { readonly needs: bigint; readonly free: bigint },
): Refusal {
  const toText = (amount: bigint): string => formatScaledBigint(amount, context.baseScale);
  return riskRefusal(code, `needs ${toText(needs)} ${context.base}, free ${toText(free)}`);
}
