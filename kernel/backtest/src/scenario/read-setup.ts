import {
  ledgerScaleOf,
  ledgerScales,
  toAccountId,
  toCalendarId,
  toCurrency,
  toInstrumentId,
  toMicros,
  toPrice,
  toQuantity,
  toTimestamp,
  parseMoney,
  unwrap,
  type Money,
} from 'argosy/core';
import type { Instrument, Product, TradingState } from 'argosy/domain';
import {
  cappedFee,
  feeMakerTaker,
  feePercent,
  feePerShare,
  noFees,
  oneTickSlippage,
  sureFills,
  type FeeModel,
} from 'argosy/matching';
import { defaultLimits, defaultOrderMatrix, type RiskLimits } from 'argosy/risk';
import type { AccountConfig } from 'argosy/trading';

import type { VenueModels } from '../config.ts';
import { failScenario, type Fields, readAt } from './fields.ts';

/** What a scenario's first line sets up. */
export type ScenarioSetup = {
  readonly title: string;
  readonly instruments: readonly Instrument[];
  readonly accounts: readonly AccountConfig[];
  /** Null: reports come from the lines only. */
  readonly venue: VenueModels | null;
  readonly limits: RiskLimits;
  readonly isLoose: boolean;
};

const products: readonly Product[] = ['delivery', 'intraday', 'carryForward', 'margin'];
const states: readonly TradingState[] = ['ACTIVE', 'REDUCING', 'HALTED'];
const feeKinds = ['none', 'perShare', 'percent', 'makerTaker'] as const;

/** Reads the first line. */
export function readSetup(fields: Fields): ScenarioSetup {
  const instruments = fields.list('instruments').map(readInstrument);
  const setup = {
    title: fields.text('title'),
    instruments,
    accounts: fields.list('accounts').map(readAccount),
    venue: fields.raw('venue') === 'script' ? null : readVenue(fields.object('venue')),
    limits: readLimits(fields.object('limits'), instruments),
    isLoose: fields.flag('loose'),
  };
  fields.finish();
  return setup;
}

/** Reads `'100.00 INR'`. */
export function readMoney(text: string): Money {
  const [amount = '', code = '', ...rest] = text.split(' ');
  if (rest.length > 0) failScenario(`expected an amount and a currency, got ${text}`);
  const currency = toCurrency(code);
  return unwrap(parseMoney(amount, currency, ledgerScaleOf(ledgerScales({}), currency)));
}

function readInstrument(fields: Fields): Instrument {
  const pricePrecision = fields.whole('pricePrecision', 2);
  const sizePrecision = fields.whole('sizePrecision', 0);
  const lot = fields.decimal('lot', sizePrecision, '1');
  const listing = {
    id: fields.made('id', toInstrumentId),
    exchange: fields.text('exchange', 'NSE'),
    currency: fields.made('currency', toCurrency, 'INR'),
    pricePrecision,
    sizePrecision,
    tick: toPrice(fields.decimal('tick', pricePrecision, '0.05')),
    lot: toQuantity(lot),
    minQty: toQuantity(fields.has('minQty') ? fields.decimal('minQty', sizePrecision) : lot),
    maxQty: toQuantity(fields.decimal('maxQty', sizePrecision, '1000000')),
    multiplier: 1n,
    multiplierScale: 0,
    calendar: fields.made('calendar', toCalendarId, 'NSE'),
    validFrom: fields.instant('validFrom', toTimestamp(0)),
    validTo: fields.has('validTo') ? fields.instant('validTo') : null,
  };
  const kind = fields.word('kind', ['equity', 'index'], 'equity');
  fields.finish();
  return kind === 'index' ? { ...listing, kind } : { ...listing, kind, isin: null };
}

function readAccount(fields: Fields): AccountConfig {
  const balance = fields.made('balance', readMoney);
  const account: AccountConfig = {
    id: fields.made('id', toAccountId),
    kind: 'cash',
    mode: 'netting',
    base: balance.currency,
    balances: [balance],
    state: fields.word('state', states, 'ACTIVE'),
    products: [fields.word('product', products, 'delivery')],
  };
  fields.finish();
  return account;
}

function readVenue(fields: Fields): VenueModels {
  const latency = fields.object('latency');
  const bars = fields.object('bars');
  const models: VenueModels = {
    fees: readFees(fields.object('fees')),
    fills:
      fields.word('fills', ['sure', 'oneTickSlippage'], 'sure') === 'sure'
        ? sureFills
        : oneTickSlippage,
    latency: {
      insert: latency.millis('insert', '0'),
      amend: latency.millis('amend', '0'),
      cancel: latency.millis('cancel', '0'),
      report: latency.millis('report', '0'),
      jitter: toMicros(0),
    },
    bars: {
      fillAt: bars.word('fillAt', ['nextOpen', 'thisClose', 'barQuote'], 'nextOpen'),
      path: bars.word('path', ['OHLC', 'OLHC', 'adaptive'], 'adaptive'),
    },
    staleAfter: fields.has('staleAfter') ? fields.millis('staleAfter') : null,
  };
  for (const part of [latency, bars, fields]) part.finish();
  return models;
}

function readFees(fields: Fields): FeeModel {
  const kind = fields.word('model', feeKinds, 'none');
  const model = readAt(fields.placeOf('model'), () => feesOf(kind, fields));
  const [min, max] = [fields.textOrNull('min'), fields.textOrNull('max')];
  fields.finish();
  if (min === null && max === null) return model;
  return readAt(fields.placeOf('max'), () => cappedFee(model, { min, max }));
}

function feesOf(kind: (typeof feeKinds)[number], fields: Fields): FeeModel {
  if (kind === 'perShare') return feePerShare(fields.text('amount'));
  if (kind === 'percent') return feePercent(fields.text('rate'));
  if (kind === 'none') return noFees;
  return feeMakerTaker({ maker: fields.text('maker'), taker: fields.text('taker') });
}

function readLimits(fields: Fields, instruments: readonly Instrument[]): RiskLimits {
  const sizePrecision = instruments[0]?.sizePrecision ?? 0;
  const notional = fields.has('maxOrderNotional')
    ? fields.made('maxOrderNotional', readMoney)
    : null;
  const limits: RiskLimits = {
    ...defaultLimits,
    matrix: fields.flag('limitOrdersOnly')
      ? { limit: { tifs: ['DAY', 'GTC'], products } }
      : defaultOrderMatrix,
    outsideSession: fields.word('outsideSession', ['refuse', 'allow'], 'refuse'),
    duplicateWindow: fields.has('duplicateWindow') ? fields.millis('duplicateWindow') : null,
    maxOrderQty: {
      default: fields.has('maxOrderQty')
        ? toQuantity(fields.decimal('maxOrderQty', sizePrecision))
        : null,
      byInstrument: new Map(),
    },
    maxOrderNotional: {
      byCurrency: new Map(notional === null ? [] : [[notional.currency, notional.amount]]),
      byInstrument: new Map(),
    },
    cashBufferBps: fields.whole('cashBufferBps', 0),
  };
  fields.finish();
  return limits;
}
