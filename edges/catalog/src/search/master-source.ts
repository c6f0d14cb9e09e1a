import { formatDay } from 'argosy/core';

import type { InstrumentMaster } from '../instruments/index.ts';
import type { SearchRow, SearchSource } from './search-row.ts';

/**
 * The instruments of a day, as search takes them: by every source's symbol too, a share of Mumbai by its
 * code, and with what was traded of them where a file of the day said so.
 *
 * @example
 * const search = new InProcessSearch(sourceOfMaster(new SnapshotStore('data/instruments').load(day)));
 */
export function sourceOfMaster(master: InstrumentMaster): SearchSource {
  const version = `${formatDay(master.day)} of ${master.size}`;
  return {
    version,
    day: master.day,
    count: master.size,
    row: (place) => toSearchRow(master, place),
  };
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
