import { formatScaledBigint, formatTimestamp } from 'argosy/core';
import type { Instrument } from 'argosy/domain';
import type * as contract from '@argosy/contract';

import { priceText, qtyText } from './amounts.ts';

/** What an instrument is; members that its kind does not have are null. */
export function instrumentShape(instrument: Instrument): contract.Instrument {
  const { id, kind, exchange, currency, pricePrecision, sizePrecision, calendar } = instrument;
  return {
    id,
    kind,
    exchange,
    currency,
    pricePrecision,
    sizePrecision,
    calendar,
    tick: priceText(instrument, instrument.tick),
    lot: qtyText(instrument, instrument.lot),
    minQty: qtyText(instrument, instrument.minQty),
    maxQty: qtyText(instrument, instrument.maxQty),
    multiplier: formatScaledBigint(instrument.multiplier, instrument.multiplierScale),
    isin: 'isin' in instrument ? instrument.isin : null,
    base: 'base' in instrument ? instrument.base : null,
    ...endOf(instrument),
  };
}

type End = Pick<contract.Instrument, 'underlying' | 'expiresAt' | 'strike' | 'right'>;

function endOf(instrument: Instrument): End {
  if (!('expiresAt' in instrument)) {
    return { underlying: null, expiresAt: null, strike: null, right: null };
  }
  const { underlying } = instrument;
  const expiresAt = formatTimestamp(instrument.expiresAt);
  if (instrument.kind === 'future') return { underlying, expiresAt, strike: null, right: null };
  const strike = priceText(instrument, instrument.strike);
  return { underlying, expiresAt, strike, right: instrument.right };
}
