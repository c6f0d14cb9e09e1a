import { ledgerScaleOf, formatMoney } from 'argosy/core';
import { exactNotional, unrealisedExact, type Position } from 'argosy/domain';
import type * as contract from '@argosy/contract';
import type { Funds, HeldPosition } from '@argosy/desk';

import {
  averageText,
  instrumentOf,
  moneyShape,
  notionalShape,
  priceTextOrNull,
  qtyText,
  type Scales,
} from './amounts.ts';

/** A position at its mark. */
export function positionShape(
  { mark, ...position }: HeldPosition | (Position & { readonly mark: number | null }),
  scales: Scales,
): contract.Position {
  const { key, qty, cost } = position;
  const instrument = instrumentOf(scales, key.instrument);
  const units = BigInt(qty) * instrument.multiplier;
  return {
    account: key.account,
    book: key.book,
    instrument: key.instrument,
    product: key.product,
    position: key.id,
    qty: qtyText(instrument, qty),
    averagePrice: averageText(instrument, cost, units),
    mark: priceTextOrNull(instrument, mark),
    value: mark === null ? null : notionalShape(instrument, exactNotional(instrument, mark, qty)),
    unrealised:
      mark === null ? null : notionalShape(instrument, unrealisedExact(position, instrument, mark)),
    realised: moneyShape(scales, position.realised),
    charges: moneyShape(scales, position.charges),
  };
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
