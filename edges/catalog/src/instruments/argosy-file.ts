import { isinOf } from './bhavcopy-facts.ts';
import { CsvRows } from './csv-rows.ts';
import { knownExchanges, termsOf } from './exchange-terms.ts';
import { isoDay } from './expiry-days.ts';
import type { Fields } from './fields.ts';
import type { FileFormat, RowOutcome } from './file-format.ts';
import { instrumentKinds, isContract, type InstrumentKind } from './instrument-row.ts';
import { boundedStep, lotOf, precisionOf, scaledPrice } from './price-terms.ts';

const EXCHANGE = 0;
const SYMBOL = 1;
const KIND = 2;
const NAME = 3;
const SERIES = 4;
const ISIN = 5;
const UNDERLYING = 6;
const EXPIRY = 7;
const STRIKE = 8;
const RIGHT = 9;
const PRECISION = 10;
const TICK = 11;
const LOT = 12;
const CLOSE = 13;
const TURNOVER = 14;
const TOKEN = 15;

const required = ['exchange', 'symbol', 'kind'];
const optional = [
  'name',
  'series',
  'isin',
  'underlying',
  'expiry',
  'strike',
  'right',
  'price_precision',
  'tick',
  'lot',
  'close',
  'turnover',
  'token',
];
const PRECISION_MAX = 6;

/** Argosy's own plain CSV: prices as decimals, days as 2026-11-24, what is not there is left blank. */
export const argosyFile: FileFormat = {
  name: 'plain instruments',
  source: 'argosy',
  open(options) {
    const columns = [
      ...required.map((name) => ({ names: [name] })),
      ...optional.map((name) => ({ names: [name], isOptional: true })),
    ];
    return new CsvRows(columns, options);
  },
  parse: parseRow,
};

function parseRow(fields: Fields): RowOutcome {
  const exchange = exchangeIn(fields);
  const kind = kindIn(fields, exchange);
  const sourceSymbol = fields.text(SYMBOL);
  if (sourceSymbol === '') throw fields.fault(SYMBOL, 'a symbol');
  const precision = precisionIn(fields, exchange);
  return {
    exchange,
    kind,
    symbol: isContract(kind) ? '' : sourceSymbol,
    sourceSymbol,
    name: fields.wide(NAME),
    series: fields.text(SERIES),
    isin: isinOf(fields, ISIN),
    underlying: isContract(kind) ? underlyingIn(fields) : null,
    expiry: isContract(kind) ? isoDay(fields, EXPIRY) : null,
    strike: kind === 'option' ? strikeIn(fields, precision) : null,
    right: rightIn(fields, kind),
    pricePrecision: precision,
    tick: boundedStep(fields, TICK, priceIn(fields, TICK, precision) ?? 0),
    lot: lotOf(fields, LOT),
    close: priceIn(fields, CLOSE, precision),
    turnover: fields.isBlank(TURNOVER) ? null : fields.scaled(TURNOVER, 2) / 100,
    token: fields.text(TOKEN),
    exchangeToken: '',
  };
}

function exchangeIn(fields: Fields): string {
  const exchange = fields.text(EXCHANGE);
  if (knownExchanges.includes(exchange)) return exchange;
  throw fields.fault(EXCHANGE, knownExchanges.join(', '));
}

function kindIn(fields: Fields, exchange: string): InstrumentKind {
  const text = fields.text(KIND);
  const kind = instrumentKinds.find((one) => one === text);
  if (kind === undefined) throw fields.fault(KIND, instrumentKinds.join(', '));
  if (!isContract(kind) || termsOf(exchange).ends !== null) return kind;
  throw fields.fault(KIND, `no contract, as ${exchange} has none`);
}

/** A price; null where it is blank. */
function priceIn(fields: Fields, field: number, precision: number): number | null {
  return fields.isBlank(field) ? null : scaledPrice(fields, field, { shift: 0, precision });
}

function strikeIn(fields: Fields, precision: number): number {
  const strike = priceIn(fields, STRIKE, precision);
  if (strike !== null && strike > 0) return strike;
  throw fields.fault(STRIKE, 'a strike above 0 of an option');
}

function precisionIn(fields: Fields, exchange: string): number {
  if (fields.isBlank(PRECISION)) return precisionOf(exchange);
  const precision = fields.scaled(PRECISION, 0);
  if (precision >= 0 && precision <= PRECISION_MAX) return precision;
  throw fields.fault(PRECISION, `decimal places from 0 to ${PRECISION_MAX}`);
}

function rightIn(fields: Fields, kind: InstrumentKind): 'call' | 'put' | null {
  if (kind !== 'option') return null;
  const right = fields.text(RIGHT);
  if (right === 'call' || right === 'put') return right;
  throw fields.fault(RIGHT, 'call or put of an option');
}

function underlyingIn(fields: Fields): string {
  const underlying = fields.text(UNDERLYING);
  if (underlying !== '') return underlying;
  throw fields.fault(UNDERLYING, 'the symbol of the underlying');
}
