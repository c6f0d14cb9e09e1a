import { bhavcopyFacts, isinOf, noContract, rightOf, strikeOf } from './bhavcopy-facts.ts';
import { CsvRows, type CsvColumn } from './csv-rows.ts';
import { monthDay } from './expiry-days.ts';
import type { Fields } from './fields.ts';
import type { FileFormat, RowOutcome } from './file-format.ts';
import { isShareSeries, listedSymbol } from './listing-names.ts';

const source = 'exchange';
/** Turnover of derivatives is in lakhs of rupees. */
const LAKH = 100_000;

const cash = { symbol: 0, series: 1, close: 2, turnover: 3, isin: 4 } as const;
const derivative = {
  type: 0,
  symbol: 1,
  expiry: 2,
  strike: 3,
  right: 4,
  close: 5,
  turnover: 6,
} as const;
const bse = { code: 0, name: 1, close: 2, turnover: 3, isin: 4 } as const;

/** NSE's bhavcopy of shares and bonds until July 2024; it has no tokens. */
export const nseCashFile: FileFormat = {
  name: "NSE's bhavcopy of shares",
  source,
  open: (reader) => new CsvRows(named('symbol', 'series', 'close', 'tottrdval', 'isin'), reader),
  parse: parseCash,
};

/** NSE's bhavcopy of futures and options until July 2024; it has neither tokens nor lots. */
export const nseDerivativesFile: FileFormat = {
  name: "NSE's bhavcopy of futures and options",
  source,
  open(reader) {
    const columns = ['instrument', 'symbol', 'expiry_dt', 'strike_pr', 'option_typ'];
    return new CsvRows(named(...columns, 'close', 'val_inlakh'), reader);
  },
  parse: parseDerivative,
};

/** BSE's bhavcopy of shares until July 2024: codes and short names, no symbols. */
export const bseCashFile: FileFormat = {
  name: "BSE's bhavcopy of shares",
  source,
  open(reader) {
    const isin = { names: ['isin_code', 'isin'], isOptional: true };
    return new CsvRows([...named('sc_code', 'sc_name', 'close', 'net_turnov'), isin], reader);
  },
  parse: parseBse,
};

function named(...names: readonly string[]): readonly CsvColumn[] {
  return names.map((name) => ({ names: [name] }));
}

function parseCash(fields: Fields): RowOutcome {
  const symbol = fields.text(cash.symbol);
  if (symbol === '') throw fields.fault(cash.symbol, 'a symbol');
  const series = fields.text(cash.series);
  return {
    ...noContract,
    ...bhavcopyFacts(fields, 'NSE', cash),
    kind: isShareSeries(series) ? 'equity' : 'bond',
    symbol: listedSymbol(symbol, series),
    sourceSymbol: listedSymbol(symbol, series),
    series,
    isin: isinOf(fields, cash.isin),
    lot: 0,
    token: '',
    exchangeToken: '',
  };
}

function parseDerivative(fields: Fields): RowOutcome {
  const type = fields.text(derivative.type);
  if (!type.startsWith('FUT') && !type.startsWith('OPT')) return `type ${type}`;
  const underlying = fields.text(derivative.symbol);
  if (underlying === '') throw fields.fault(derivative.symbol, 'the symbol of the underlying');
  const isOption = type.startsWith('OPT');
  return {
    ...bhavcopyFacts(fields, 'NFO', { ...derivative, scale: LAKH }),
    kind: isOption ? 'option' : 'future',
    symbol: '',
    sourceSymbol: '',
    isin: null,
    underlying,
    expiry: monthDay(fields, derivative.expiry),
    strike: isOption ? strikeOf(fields, derivative.strike, 'NFO') : null,
    right: isOption ? rightOf(fields, derivative.right) : null,
    lot: 0,
    token: '',
    exchangeToken: '',
  };
}

/** By its code a share is found that another file has named; else its short name is all there is. */
function parseBse(fields: Fields): RowOutcome {
  const token = fields.text(bse.code);
  if (token === '') throw fields.fault(bse.code, 'a code');
  const name = fields.text(bse.name);
  if (name === '') throw fields.fault(bse.name, 'a name');
  return {
    ...noContract,
    ...bhavcopyFacts(fields, 'BSE', bse),
    kind: 'equity',
    symbol: name,
    sourceSymbol: name,
    name,
    isin: isinOf(fields, bse.isin),
    lot: 0,
    token,
    exchangeToken: token,
  };
}
