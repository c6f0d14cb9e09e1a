import { CsvRows, type CsvColumn } from './csv-rows.ts';
import { monthDay } from './expiry-days.ts';
import type { Fields } from './fields.ts';
import type { FileFormat, RowOutcome } from './file-format.ts';
import type { InstrumentFacts } from './instrument-row.ts';
import { JsonRows } from './json-rows.ts';
import { indexSymbol, isShareSeries, listedSymbol, splitSeries } from './listing-names.ts';
import { boundedStep, lotOf, precisionOf, scaledPrice } from './price-terms.ts';

const TOKEN = 0;
const SYMBOL = 1;
const NAME = 2;
const EXPIRY = 3;
const STRIKE = 4;
const LOT = 5;
const TYPE = 6;
const EXCHANGE = 7;
const TICK = 8;

const names = [
  'token',
  'symbol',
  'name',
  'expiry',
  'strike',
  'lotsize',
  'instrumenttype',
  'exch_seg',
  'tick_size',
] as const;

/** The columns of the CSV form that the broker's page describes are called otherwise in part. */
const columns: readonly CsvColumn[] = [
  { names: ['token', 'exchange_token'] },
  { names: ['symbol', 'tradingsymbol'] },
  { names: ['name'] },
  { names: ['expiry'] },
  { names: ['strike'] },
  { names: ['lotsize', 'lot_size'] },
  { names: ['instrumenttype', 'instrument_type'] },
  { names: ['exch_seg', 'exchange'] },
  { names: ['tick_size'] },
];

/** Prices are in paise; of currencies in ten-millionths. */
const PAISE = 2;
const TEN_MILLIONTHS = 7;
/** A step of a currency's price above this is in ten-millionths, below it in paise: they never meet. */
const CURRENCY_TICK_MIN = 1000;
/** So much of a file says whether it is CSV. */
const FIRST_BYTES = 64;

/** The old names of exchanges in the broker's pages. */
const exchanges: ReadonlyMap<string, string> = new Map([
  ['nse_cm', 'NSE'],
  ['bse_cm', 'BSE'],
  ['nse_fo', 'NFO'],
  ['bse_fo', 'BFO'],
  ['mcx_fo', 'MCX'],
  ['cde_fo', 'CDS'],
]);
const known: ReadonlySet<string> = new Set(['NSE', 'BSE', 'NFO', 'BFO', 'CDS', 'MCX', 'NCDEX']);
const futureTypes = /^FUT/u;
const optionTypes = /^OPT/u;

/** Angel One's scrip master, as JSON or CSV. */
export const angelFile: FileFormat = {
  name: "Angel One's scrip master",
  source: 'angel',
  open(options, first) {
    // Whatever is no CSV is read as JSON, which says what it found where a list should begin.
    const isCsv = /^[\uFEFF"]?[a-z_]+"?,/iu.test(
      Buffer.from(first).toString('utf8', 0, FIRST_BYTES),
    );
    return !isCsv ? new JsonRows(names, options) : new CsvRows(columns, options);
  },
  parse: parseRow,
};

function parseRow(fields: Fields): RowOutcome {
  const written = fields.text(EXCHANGE);
  const exchange = exchanges.get(written) ?? written;
  if (!known.has(exchange)) return `exchange ${exchange}`;
  const type = fields.text(TYPE);
  const token = fields.text(TOKEN);
  if (token === '') throw fields.fault(TOKEN, 'a token');
  const sourceSymbol = fields.text(SYMBOL);
  if (sourceSymbol === '') throw fields.fault(SYMBOL, 'a symbol');
  const own = { token, sourceSymbol };
  if (futureTypes.test(type) || optionTypes.test(type)) {
    return { ...own, symbol: '', exchangeToken: token, ...contractFacts(fields, exchange, type) };
  }
  if (exchange !== 'NSE' && exchange !== 'BSE' && type !== 'AMXIDX')
    return `type ${type} of ${exchange}`;
  return { ...own, ...cashFacts(fields, exchange, own) };
}

type Own = { readonly token: string; readonly sourceSymbol: string };
type Cash = InstrumentFacts & { readonly symbol: string; readonly exchangeToken: string };

function cashFacts(fields: Fields, exchange: string, { token, sourceSymbol }: Own): Cash {
  const isIndex = fields.text(TYPE) === 'AMXIDX';
  const [base, series] =
    isIndex || exchange === 'BSE' ? [sourceSymbol, ''] : splitSeries(sourceSymbol);
  const kind = isIndex ? 'index' : isShareSeries(series) ? 'equity' : 'bond';
  return {
    exchange,
    kind,
    symbol: isIndex ? indexSymbol(sourceSymbol) : listedSymbol(base, series),
    // The broker repeats the symbol where others say the company's name.
    name: isIndex ? fields.wide(SYMBOL) : '',
    series,
    isin: null,
    underlying: null,
    expiry: null,
    strike: null,
    right: null,
    pricePrecision: precisionOf(exchange),
    tick: tickOf(fields, exchange),
    lot: lotOf(fields, LOT),
    close: null,
    turnover: null,
    exchangeToken: isIndex ? '' : token,
  };
}

function contractFacts(fields: Fields, exchange: string, type: string): InstrumentFacts {
  const underlying = fields.text(NAME);
  if (underlying === '') throw fields.fault(NAME, 'the name of the underlying');
  const isOption = optionTypes.test(type);
  const precision = precisionOf(exchange);
  const shift = precision === 4 ? TEN_MILLIONTHS : PAISE;
  const strike = isOption ? scaledPrice(fields, STRIKE, { shift, precision }) : null;
  if (strike !== null && strike <= 0) throw fields.fault(STRIKE, 'a strike above 0 of an option');
  return {
    exchange,
    kind: isOption ? 'option' : 'future',
    name: '',
    series: '',
    isin: null,
    underlying,
    expiry: monthDay(fields, EXPIRY),
    strike,
    right: isOption ? rightOf(fields) : null,
    pricePrecision: precision,
    tick: tickOf(fields, exchange),
    lot: lotOf(fields, LOT),
    close: null,
    turnover: null,
  };
}

function rightOf(fields: Fields): 'call' | 'put' {
  const symbol = fields.text(SYMBOL);
  if (symbol.endsWith('CE')) return 'call';
  if (symbol.endsWith('PE')) return 'put';
  throw fields.fault(SYMBOL, 'an option that ends with CE or PE');
}

/** Indices have none, `0.000000`; some rows have -1. */
function tickOf(fields: Fields, exchange: string): number {
  if (fields.isBlank(TICK)) return 0;
  const precision = precisionOf(exchange);
  const isScaled = precision === 4 && fields.scaled(TICK, 6) >= CURRENCY_TICK_MIN * 1e6;
  const shift = isScaled ? TEN_MILLIONTHS : PAISE;
  const tick = scaledPrice(fields, TICK, { shift, precision });
  return tick < 0 ? 0 : boundedStep(fields, TICK, tick);
}
