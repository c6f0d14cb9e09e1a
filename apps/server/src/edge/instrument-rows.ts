import { MICROS_PER_DAY, type Timestamp } from 'argosy/core';
import type { Instrument } from 'argosy/domain';
import {
  sourceOfRows,
  type SearchKind,
  type SearchRow,
  type SearchSource,
} from '@argosy/catalog/search';

const kinds: Readonly<Record<Instrument['kind'], SearchKind>> = {
  equity: 'equity',
  index: 'index',
  future: 'future',
  option: 'option',
  currencyPair: 'currencyPair',
  cryptoSpot: 'cryptoSpot',
  perpetual: 'future',
  derived: 'other',
};

/** A node's instruments as search takes them: what can be traded here, and has not ended. */
export function searchSourceOf(instruments: readonly Instrument[], now: Timestamp): SearchSource {
  const day = Math.floor(now / MICROS_PER_DAY);
  const listed = instruments.filter((one) => !('expiresAt' in one) || one.expiresAt > now);
  const version = `${listed.length} of ${instruments.length} on ${day}`;
  return sourceOfRows(listed.map(rowOf), { version, day });
}

function rowOf(instrument: Instrument): SearchRow {
  const { id, exchange, kind } = instrument;
  const isDated = kind === 'future' || kind === 'option';
  return {
    id,
    exchange,
    kind: kinds[kind],
    symbol: symbolOf(id),
    name: '',
    isin: kind === 'equity' ? instrument.isin : null,
    aliases: [],
    underlying: isDated ? symbolOf(instrument.underlying) : null,
    expiry: isDated ? Math.floor(instrument.expiresAt / MICROS_PER_DAY) : null,
    strike: kind === 'option' ? instrument.strike / 10 ** instrument.pricePrecision : null,
    right: kind === 'option' ? instrument.right : null,
    liquidity: kind === 'index' ? 1 : 0,
    marketCap: 0,
  };
}

/** `SBIN` of `SBIN.NSE`. */
function symbolOf(id: string): string {
  const end = id.lastIndexOf('.');
  return end < 0 ? id : id.slice(0, end);
}
