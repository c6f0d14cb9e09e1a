import { formatDay } from 'argosy/core';

import type { AttributeBook, InstrumentMaster } from '../instruments/index.ts';
import type { SearchRow, SearchSource } from './search-row.ts';

/**
 * The instruments of a day, as search takes them: by every source's symbol too, a share of Mumbai by its
 * code, with what was traded of them where a file of the day said so, and with what they are worth on that
 * day where a book of attributes knows it.
 *
 * @example
 * const search = new InProcessSearch(sourceOfMaster(new SnapshotStore('data/instruments').load(day)));
 */
export function sourceOfMaster(
  master: InstrumentMaster,
  attributes: Pick<AttributeBook, 'at'> | null = null,
): SearchSource {
  const version = `${formatDay(master.day)} of ${master.size}`;
  const row = (place: number): SearchRow => {
    const plain = toSearchRow(master, place);
    if (attributes === null || plain.underlying !== null) return plain;
    return { ...plain, marketCap: attributes.at(plain.id, master.day).marketCap ?? 0 };
  };
  return { version, day: master.day, count: master.size, row };
}

/** A row of a master, as search takes it. */
function toSearchRow(master: InstrumentMaster, place: number): SearchRow {
  const row = master.row(place);
  const { id, exchange, kind, symbol, name, isin, underlying, expiry, strike, right } = row;
  return {
    id,
    exchange,
    kind,
    symbol,
    name,
    isin,
    aliases: underlying === null ? aliasesOf(master, place, exchange) : [],
    underlying,
    expiry,
    strike: strike === null ? null : strike / 10 ** row.pricePrecision,
    right,
    liquidity: row.turnover ?? 0,
    marketCap: 0,
  };
}

function aliasesOf(master: InstrumentMaster, place: number, exchange: string): readonly string[] {
  const symbols = master.sources.map((source) => master.sourceSymbolOf(place, source));
  // At Mumbai the number of a share is what people know it by.
  const codes =
    exchange === 'BSE' ? master.sources.map((source) => master.tokenOf(place, source)) : [];
  return [...new Set([...symbols, ...codes])].filter((alias) => alias !== null);
}
