import { type Currency, type LedgerScales, type Minor, type Quantity } from 'argosy/core';
import type { Instrument } from 'argosy/domain';
import { defaultLimits, defaultOrderMatrix, type RateLimit, type RiskLimits } from 'argosy/risk';

import { products } from '../checks/account.ts';
import { someLimits } from '../checks/limits.ts';
import { readMoney } from './read-account.ts';
import type { Fields } from './fields.ts';

/** Reads the limits; quantities are each instrument's own, money is of the currency it names. */
export function readLimits(
  fields: Fields,
  {
    instruments,
    scales,
  }: { readonly instruments: readonly Instrument[]; readonly scales: LedgerScales },
): RiskLimits {
  const amounts = (name: string): ReadonlyMap<Currency, Minor> => {
    const money = fields.has(name) ? fields.made(name, (text) => readMoney(text, scales)) : null;
    return new Map(money === null ? [] : [[money.currency, money.amount]]);
  };
  const amount = (name: string): Minor | null =>
    fields.has(name) ? fields.made(name, (text) => readMoney(text, scales)).amount : null;
  const limits: RiskLimits = {
    ...defaultLimits,
    matrix: matrixOf(fields),
    outsideSession: fields.word('outsideSession', ['refuse', 'allow'], 'refuse'),
    duplicateWindow: fields.has('duplicateWindow') ? fields.millis('duplicateWindow') : null,
    maxOrderQty: { default: null, byInstrument: quantities(fields, 'maxOrderQty', instruments) },
    maxOrderNotional: { byCurrency: amounts('maxOrderNotional'), byInstrument: new Map() },
    maxMarketNotional: amounts('maxMarketNotional'),
    marketProtectionBps: fields.wholeOrNull('marketProtectionBps'),
    maxOpenNotional: amounts('maxOpenNotional'),
    accountRate: readRate(fields, 'accountRate'),
    strategyRate: readRate(fields, 'strategyRate'),
    maxMessagesPerTrade: readMessagesPerTrade(fields),
    maxPosition: { default: null, byInstrument: quantities(fields, 'maxPosition', instruments) },
    selfTrade: fields.word('selfTrade', ['refuse', 'allow'], 'refuse'),
    maxDailyLoss: amount('maxDailyLoss'),
    maxDrawdown: amount('maxDrawdown'),
    maxRejectsInARow: fields.wholeOrNull('maxRejectsInARow'),
    maxRepeats: readRate(fields, 'maxRepeats'),
    maxSizeOverMedian: readMedian(fields),
    maxPriceDistanceBps: fields.wholeOrNull('maxPriceDistanceBps'),
    maxVolumeShare: readVolumeShare(fields, instruments),
    cashBufferBps: fields.whole('cashBufferBps', 0),
  };
  fields.finish();
  fields.check(({ place, mistakes }) => someLimits(limits, place, mistakes));
  return limits;
}

function matrixOf(fields: Fields): RiskLimits['matrix'] {
  if (fields.flag('limitOrdersOnly')) return { limit: { tifs: ['DAY', 'GTC'], products } };
  if (!fields.flag('noIntradayStops')) return defaultOrderMatrix;
  return { ...defaultOrderMatrix, stopMarket: { tifs: ['DAY', 'GTC'], products: ['delivery'] } };
}

function quantities(
  fields: Fields,
  name: string,
  instruments: readonly Instrument[],
): ReadonlyMap<Instrument['id'], Quantity> {
  if (!fields.has(name)) return new Map();
  return new Map(
    instruments.map(({ id, sizePrecision }) => [id, fields.quantity(name, sizePrecision)]),
  );
}

function readRate(fields: Fields, name: string): RateLimit | null {
  if (!fields.has(name)) return null;
  const rate = fields.object(name);
  const limit = { count: rate.whole('count'), within: rate.millis('within') };
  rate.finish();
  return limit;
}

function readMessagesPerTrade(fields: Fields): RiskLimits['maxMessagesPerTrade'] {
  if (!fields.has('maxMessagesPerTrade')) return null;
  const limit = fields.object('maxMessagesPerTrade');
  const read = { ratio: limit.whole('ratio'), after: limit.whole('after') };
  limit.finish();
  return read;
}

function readMedian(fields: Fields): RiskLimits['maxSizeOverMedian'] {
  if (!fields.has('maxSizeOverMedian')) return null;
  const limit = fields.object('maxSizeOverMedian');
  const read = { times: limit.whole('times'), least: limit.whole('least') };
  limit.finish();
  return read;
}

function readVolumeShare(
  fields: Fields,
  instruments: readonly Instrument[],
): RiskLimits['maxVolumeShare'] {
  if (!fields.has('maxVolumeShare')) return null;
  const limit = fields.object('maxVolumeShare');
  const read = { bps: limit.whole('bps'), volumes: quantities(limit, 'dailyVolume', instruments) };
  limit.finish();
  return read;
}
