import { formatMoney, ledgerScaleOf, money, toMinor, type Money } from 'argosy/core';
import { worthAt } from 'argosy/risk';
import type * as contract from '@argosy/contract';
import type { Funds, HeldPosition } from '@argosy/desk';

import {
  averageText,
  instrumentOf,
  markText,
  moneyShape,
  qtyText,
  type Scales,
} from './amounts.ts';

/** A position at its mark. */
export function positionShape(position: HeldPosition, scales: Scales): contract.Position {
  const { key, qty, cost, mark2 } = position;
  const instrument = instrumentOf(scales, key.instrument);
  const units = BigInt(qty) * instrument.multiplier;
  const worth = worthOf(position, scales);
  return {
    account: key.account,
    book: key.book,
    instrument: key.instrument,
    product: key.product,
    position: key.id,
    qty: qtyText(instrument, qty),
    averagePrice: averageText(instrument, cost, units),
    mark: markText(instrument, mark2),
    value: worth === null ? null : moneyShape(scales, worth.value),
    unrealised: worth === null ? null : moneyShape(scales, worth.gain),
    realised: moneyShape(scales, position.realised),
    charges: moneyShape(scales, position.charges),
  };
}

/** What a position is worth and would gain, as its account has it; null without a mark. */
export function worthOf(
  { key, qty, cost, mark2 }: HeldPosition,
  scales: Scales,
): { readonly value: Money; readonly gain: Money } | null {
  if (mark2 === null) return null;
  const instrument = instrumentOf(scales, key.instrument);
  const { currency } = instrument;
  const scale = ledgerScaleOf(scales.scales, currency);
  const { value, gain } = worthAt(instrument, { qty, cost }, { mark2, scale });
  return { value: money(toMinor(value), currency), gain: money(toMinor(gain), currency) };
}

/** Cash and what is left of it. */
export function fundsShape(funds: Funds, { scales }: Pick<Scales, 'scales'>): contract.Funds {
  const { account, currency, margin } = funds;
  const scale = ledgerScaleOf(scales, currency);
  return {
    account,
    currency,
    cash: formatMoney(funds.cash, scale),
    held: formatMoney(funds.held, scale),
    reserved: formatMoney(funds.reserved, scale),
    available: formatMoney(funds.available, scale),
    margin: margin === null ? null : marginShape(margin, scale),
  };
}

function marginShape(
  { equity, bound }: NonNullable<Funds['margin']>,
  scale: number,
): contract.Funds['margin'] {
  return { equity: formatMoney(equity, scale), bound: formatMoney(bound, scale) };
}
