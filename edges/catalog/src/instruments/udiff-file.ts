import { bhavcopyFacts, isinOf, noContract, rightOf, strikeOf } from './bhavcopy-facts.ts';
import { CsvRows } from './csv-rows.ts';
import { isoDay } from './expiry-days.ts';
import type { Fields } from './fields.ts';
import type { FileFormat, RowOutcome } from './file-format.ts';
import type { RowDraft } from './instrument-row.ts';
import { isShareSeries, listedSymbol } from './listing-names.ts';
import { lotOf } from './price-terms.ts';

const SEGMENT = 0;
const SOURCE = 1;
const TYPE = 2;
const TOKEN = 3;
const ISIN = 4;
const SYMBOL = 5;
const SERIES = 6;
const EXPIRY = 7;
const STRIKE = 8;
const RIGHT = 9;
const NAME = 10;
const CLOSE = 11;
const TURNOVER = 12;
const LOT = 13;
const at = { close: CLOSE, turnover: TURNOVER };

const names = [
  'sgmt',
  'src',
  'fininstrmtp',
  'fininstrmid',
  'isin',
  'tckrsymb',
  'sctysrs',
  'xprydt',
  'strkpric',
  'optntp',
  'fininstrmnm',
  'clspric',
  'ttltrfval',
  'newbrdlotqty',
] as const;

/** Index and share futures, index and share options. */
const futures: ReadonlySet<string> = new Set(['IDF', 'STF']);
const options: ReadonlySet<string> = new Set(['IDO', 'STO']);
const derivatives: ReadonlyMap<string, string> = new Map([
  ['NSE', 'NFO'],
  ['BSE', 'BFO'],
]);

/** The bhavcopy in the common form of NSE and BSE (UDiFF, since July 2024), cash or derivatives. */
export const udiffFile: FileFormat = {
  name: 'a UDiFF bhavcopy',
  source: 'exchange',
  open(reader) {
    return new CsvRows(
      names.map((name) => ({ names: [name] })),
      reader,
    );
  },
  parse: parseRow,
};

function parseRow(fields: Fields): RowOutcome {
  const source = fields.text(SOURCE);
  const contracts = derivatives.get(source);
  if (contracts === undefined) return `source ${source}`;
  const type = fields.text(TYPE);
  const token = fields.text(TOKEN);
  if (token === '') throw fields.fault(TOKEN, 'a token');
  const symbol = fields.text(SYMBOL);
  if (symbol === '') throw fields.fault(SYMBOL, 'a symbol');
  const own = { token, exchangeToken: token };
  if (type === 'STK' && fields.text(SEGMENT) === 'CM') {
    return { ...own, ...cashRow(fields, source, symbol) };
  }
  const isOption = options.has(type);
  if (!isOption && !futures.has(type)) return `type ${type}`;
  return {
    ...own,
    ...bhavcopyFacts(fields, contracts, at),
    kind: isOption ? 'option' : 'future',
    symbol: '',
    sourceSymbol: fields.text(NAME),
    isin: null,
    underlying: symbol,
    expiry: isoDay(fields, EXPIRY),
    strike: isOption ? strikeOf(fields, STRIKE, contracts) : null,
    right: isOption ? rightOf(fields, RIGHT) : null,
    lot: lotOf(fields, LOT),
  };
}

/** A letter of BSE's is a group, which a share changes in like in NSE's series, and is not in its name. */
function cashRow(
  fields: Fields,
  source: string,
  symbol: string,
): Omit<RowDraft, 'token' | 'exchangeToken'> {
  const series = source === 'NSE' ? fields.text(SERIES) : '';
  return {
    ...noContract,
    ...bhavcopyFacts(fields, source, at),
    kind: isShareSeries(series) ? 'equity' : 'bond',
    symbol: listedSymbol(symbol, series),
    sourceSymbol: symbol,
    name: fields.wide(NAME),
    series,
    isin: isinOf(fields, ISIN),
    lot: lotOf(fields, LOT),
  };
}
