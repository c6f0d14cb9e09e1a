import type { Fields } from './fields.ts';
import type { InstrumentFacts } from './instrument-row.ts';
import { precisionOf, scaledPrice } from './price-terms.ts';

const ISIN_PATTERN = /^[A-Z]{2}[A-Z0-9]{9}\d$/u;

/** What bhavcopies never say, and what they say of each row. */
export function bhavcopyFacts(
  fields: Fields,
  exchange: string,
  at: { readonly close: number; readonly turnover: number; readonly scale?: number },
): Pick<
  InstrumentFacts,
  'exchange' | 'pricePrecision' | 'tick' | 'close' | 'turnover' | 'series' | 'name'
> {
  const pricePrecision = precisionOf(exchange);
  const close = fields.isBlank(at.close)
    ? null
    : scaledPrice(fields, at.close, { shift: 0, precision: pricePrecision });
  const turnover = fields.isBlank(at.turnover)
    ? null
    : (fields.scaled(at.turnover, 5) / 100_000) * (at.scale ?? 1);
  // A price of nothing is none: some rows only hold open interest.
  const known = close === 0 ? null : close;
  if (known !== null && known < 0) throw fields.fault(at.close, 'a close above 0');
  return { exchange, pricePrecision, tick: 0, close: known, turnover, series: '', name: '' };
}

/** What has no end. */
export const noContract = { underlying: null, expiry: null, strike: null, right: null } as const;

/** An ISIN, or null where there is none. */
export function isinOf(fields: Fields, field: number): string | null {
  const isin = fields.text(field);
  if (isin === '' || isin === 'NA') return null;
  if (ISIN_PATTERN.test(isin)) return isin;
  throw fields.fault(field, 'an ISIN of twelve letters');
}

/** A strike in rupees, which an option has to have. */
export function strikeOf(fields: Fields, field: number, exchange: string): number {
  const strike = scaledPrice(fields, field, { shift: 0, precision: precisionOf(exchange) });
  if (strike > 0) return strike;
  throw fields.fault(field, 'a strike above 0 of an option');
}

/** The right of an option as exchanges write it. */
export function rightOf(fields: Fields, field: number): 'call' | 'put' {
  const right = fields.text(field);
  if (right === 'CE') return 'call';
  if (right === 'PE') return 'put';
  throw fields.fault(field, 'CE or PE of an option');
}
