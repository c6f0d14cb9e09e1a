import {
  PRECISION_MAX,
  parseScaledBigint,
  toCalendarId,
  toCurrency,
  toInstrumentId,
  toPrice,
  toTimestamp,
} from 'argosy/core';
import type { Instrument, Listing } from 'argosy/domain';

import {
  checkInstrument,
  deliveryKinds,
  exerciseStyles,
  instrumentKinds,
} from '../checks/instrument.ts';
import { failReading, type Fields } from './fields.ts';

/** Decimal places that a multiplier may have. */
const MULTIPLIER_SCALE = 8;

/** Reads an instrument; what is left out is that of a rupee share on a five-paise grid. */
export function readInstrument(fields: Fields): Instrument {
  const kind = fields.word('kind', instrumentKinds, 'equity');
  const instrument = withKind(kind, readListing(fields), fields);
  fields.finish('kind');
  fields.check((at) => checkInstrument(instrument, at));
  return instrument;
}

function readListing(fields: Fields): Listing {
  const pricePrecision = fields.whole('pricePrecision', 2, PRECISION_MAX);
  const sizePrecision = fields.whole('sizePrecision', 0, PRECISION_MAX);
  const lot = fields.quantity('lot', sizePrecision, '1');
  return {
    id: fields.made('id', toInstrumentId),
    exchange: fields.text('exchange', 'NSE'),
    currency: fields.made('currency', toCurrency, 'INR'),
    pricePrecision,
    sizePrecision,
    tick: toPrice(fields.decimal('tick', pricePrecision, '0.05')),
    lot,
    minQty: fields.has('minQty') ? fields.quantity('minQty', sizePrecision) : lot,
    maxQty: fields.quantity('maxQty', sizePrecision, '1000000'),
    ...readMultiplier(fields),
    calendar: fields.made('calendar', toCalendarId, 'NSE'),
    validFrom: fields.instant('validFrom', toTimestamp(0)),
    validTo: fields.has('validTo') ? fields.instant('validTo') : null,
  };
}

function readMultiplier(fields: Fields): Pick<Listing, 'multiplier' | 'multiplierScale'> {
  const text = fields.text('multiplier', '1');
  const multiplierScale = text.split('.')[1]?.length ?? 0;
  const parsed = parseScaledBigint(text, Math.min(multiplierScale, MULTIPLIER_SCALE));
  if (parsed.ok && parsed.value > 0n) return { multiplier: parsed.value, multiplierScale };
  return failReading(`expected a decimal above 0, got ${text}`, fields.placeOf('multiplier'));
}

function withKind(kind: Instrument['kind'], listing: Listing, fields: Fields): Instrument {
  if (kind === 'equity') return { ...listing, kind, isin: fields.textOrNull('isin') };
  if (kind === 'index' || kind === 'derived') return { ...listing, kind };
  if (kind === 'future' || kind === 'option') {
    const underlying = fields.made('underlying', toInstrumentId, 'NIFTY.NSE');
    const derivative = { ...listing, underlying, expiresAt: fields.instant('expiresAt') };
    const settles = fields.has('settles') ? { settles: fields.word('settles', deliveryKinds) } : {};
    if (kind === 'future') return { ...derivative, kind, ...settles };
    const strike = toPrice(fields.decimal('strike', listing.pricePrecision));
    const right = fields.word('right', ['call', 'put']);
    const style = fields.has('exercise')
      ? { exercise: fields.word('exercise', exerciseStyles) }
      : {};
    return { ...derivative, kind, strike, right, ...settles, ...style };
  }
  return { ...listing, kind, base: fields.made('base', toCurrency) };
}
