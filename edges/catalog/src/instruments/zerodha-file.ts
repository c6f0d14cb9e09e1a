import { CsvRows } from './csv-rows.ts';
import { isoDay } from './expiry-days.ts';
import type { Fields } from './fields.ts';
import type { FileFormat, RowOutcome } from './file-format.ts';
import { noContract } from './bhavcopy-facts.ts';
import type { InstrumentFacts, RowDraft } from './instrument-row.ts';
import { indexSymbol, isShareSeries, listedSymbol, splitSeries } from './listing-names.ts';
import { boundedStep, lotOf, precisionOf, scaledPrice } from './price-terms.ts';

const TOKEN = 0;
const EXCHANGE_TOKEN = 1;
const SYMBOL = 2;
const NAME = 3;
const EXPIRY = 4;
const STRIKE = 5;
const TICK = 6;
const LOT = 7;
const TYPE = 8;
const SEGMENT = 9;
const EXCHANGE = 10;

const names = [
  'instrument_token',
  'exchange_token',
  'tradingsymbol',
  'name',
  'expiry',
  'strike',
  'tick_size',
  'lot_size',
  'instrument_type',
  'segment',
  'exchange',
] as const;

const known: ReadonlySet<string> = new Set(['NSE', 'BSE', 'NFO', 'BFO', 'CDS', 'BCD', 'MCX']);

/** Zerodha's instruments: prices in rupees, company names, one token for all exchanges. */
export const zerodhaFile: FileFormat = {
  name: "Zerodha's instruments",
  source: 'zerodha',
  open(options) {
    const columns = names.map((name) => ({ names: [name] }));
    return new CsvRows(columns, options);
  },
  parse: parseRow,
};

function parseRow(fields: Fields): RowOutcome {
  const exchange = fields.text(EXCHANGE);
  if (!known.has(exchange)) return `exchange ${exchange}`;
  const token = fields.text(TOKEN);
  if (token === '') throw fields.fault(TOKEN, 'a token');
  const sourceSymbol = fields.text(SYMBOL);
  if (sourceSymbol === '') throw fields.fault(SYMBOL, 'a symbol');
  const type = fields.text(TYPE);
  const own = { token, sourceSymbol };
  const common = { exchange, ...steps(fields, exchange), isin: null, close: null, turnover: null };
  if (type === 'FUT' || type === 'CE' || type === 'PE') {
    const exchangeToken = fields.text(EXCHANGE_TOKEN);
    return { ...own, ...common, ...contract(fields, exchange, type), symbol: '', exchangeToken };
  }
  if (type !== 'EQ') return `type ${type}`;
  return { ...own, ...common, ...noContract, ...cashNames(fields, exchange, sourceSymbol) };
}

type CashNames = Pick<RowDraft, 'kind' | 'symbol' | 'name' | 'series' | 'exchangeToken'>;

function cashNames(fields: Fields, exchange: string, text: string): CashNames {
  const name = fields.wide(NAME);
  if (fields.text(SEGMENT) === 'INDICES') {
    return { kind: 'index', symbol: indexSymbol(text), name, series: '', exchangeToken: '' };
  }
  const exchangeToken = fields.text(EXCHANGE_TOKEN);
  if (exchange !== 'NSE') return { kind: 'equity', symbol: text, name, series: '', exchangeToken };
  const [base, suffix] = splitSeries(text);
  // The ordinary series is left out of its symbols.
  const series = suffix === '' ? 'EQ' : suffix;
  const kind = isShareSeries(series) ? 'equity' : 'bond';
  return { kind, symbol: listedSymbol(base, series), name, series, exchangeToken };
}

function steps(
  fields: Fields,
  exchange: string,
): Pick<InstrumentFacts, 'pricePrecision' | 'tick' | 'lot'> {
  const pricePrecision = precisionOf(exchange);
  const tick = fields.isBlank(TICK)
    ? 0
    : scaledPrice(fields, TICK, { shift: 0, precision: pricePrecision });
  return { pricePrecision, tick: boundedStep(fields, TICK, tick), lot: lotOf(fields, LOT) };
}

type Contract = Pick<
  InstrumentFacts,
  'kind' | 'name' | 'series' | 'underlying' | 'expiry' | 'strike' | 'right'
>;

function contract(fields: Fields, exchange: string, type: 'FUT' | 'CE' | 'PE'): Contract {
  const underlying = fields.text(NAME);
  if (underlying === '') throw fields.fault(NAME, 'the name of the underlying');
  const named = { name: '', series: '', underlying, expiry: isoDay(fields, EXPIRY) };
  if (type === 'FUT') return { ...named, kind: 'future', strike: null, right: null };
  const strike = scaledPrice(fields, STRIKE, { shift: 0, precision: precisionOf(exchange) });
  if (strike <= 0) throw fields.fault(STRIKE, 'a strike above 0 of an option');
  return { ...named, kind: 'option', strike, right: type === 'CE' ? 'call' : 'put' };
}
