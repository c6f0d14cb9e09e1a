import { chargeMarkets, chargesAsFees } from '@argosy/catalog/rules';
import { Fields, readFees } from 'argosy/backtest';
import type { FeeModel } from 'argosy/matching';

import { simError } from '../errors.ts';

/**
 * What India's brokers and exchanges charge, by the rules of each day, as fees of a venue: the lines of a contract note.
 * An exchange of one's own (`DEMO`) is charged as NSE is. After the last day that is known its rules stay.
 */
export function indianCharges(broker: string, own: string | null = null): FeeModel {
  const market = chargeMarkets().get('india');
  if (market === undefined) throw simError('UNKNOWN_CHARGES', 'india');
  const fees = chargesAsFees(market, { broker, afterKnown: 'keepLast' });
  if (!fees.known) throw simError('UNKNOWN_CHARGES', fees.why);
  const { value } = fees;
  const rows = Array.isArray(value['rows']) ? value['rows'].map((row) => alsoAt(row, own)) : [];
  return readFees(new Fields({ ...value, rows }, 'charges'));
}

/** The same row for an exchange of one's own beside NSE. */
function alsoAt(row: unknown, own: string | null): unknown {
  if (own === null || typeof row !== 'object' || row === null || !('exchanges' in row)) return row;
  const exchanges: readonly unknown[] = Array.isArray(row.exchanges) ? row.exchanges : [];
  const isNse = exchanges.includes('NSE') || exchanges.includes('NFO');
  return isNse ? { ...row, exchanges: [...exchanges, own] } : row;
}
