import type { Currency, InstrumentId, LedgerScales, Minor, Quantity } from 'argosy/core';
import type { Instrument } from 'argosy/domain';
import { defaultLimits, defaultOrderMatrix, type RateLimit, type RiskLimits } from 'argosy/risk';
import type { AccountConfig } from 'argosy/trading';

import { products } from '../checks/account.ts';
import { someLimits } from '../checks/limits.ts';
import type { Fields } from './fields.ts';
import { readMoney } from './read-account.ts';

/** What limits are of. */
type Limited = {
  readonly instruments: readonly Instrument[];
  readonly accounts: readonly Pick<AccountConfig, 'id' | 'base'>[];
  readonly scales: LedgerScales;
};

/** Reads the limits; quantities are each instrument's own, money is of the currency it names. */
export function readLimits(fields: Fields, of: Limited): RiskLimits {
  const { instruments } = of;
  const limits: RiskLimits = {
    ...defaultLimits,
    matrix: matrixOf(fields),
    outsideSession: fields.word('outsideSession', ['refuse', 'allow'], 'refuse'),
    duplicateWindow: fields.has('duplicateWindow') ? fields.millis('duplicateWindow') : null,
    maxOrderQty: { default: null, byInstrument: quantities(fields, 'maxOrderQty', instruments) },
    maxOrderNotional: readOrderValues(fields, of),
    maxMarketNotional: amounts(fields, 'maxMarketNotional', of),
    marketProtectionBps: fields.wholeOrNull('marketProtectionBps'),
    maxOpenNotional: amounts(fields, 'maxOpenNotional', of),
    accountRate: readRate(fields, 'accountRate'),
    strategyRate: readRate(fields, 'strategyRate'),
    maxMessagesPerTrade: readMessagesPerTrade(fields),
    maxPosition: { default: null, byInstrument: quantities(fields, 'maxPosition', instruments) },
    selfTrade: fields.word('selfTrade', ['refuse', 'allow'], 'refuse'),
    flipFrees: fields.word('flipFrees', ['whenFilled', 'atOnce'], 'whenFilled'),
    maxDailyLoss: readLoss(fields, 'maxDailyLoss', of),
    maxDrawdown: readLoss(fields, 'maxDrawdown', of),
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
  const [isLimitOnly, hasNoStops] = [
    fields.flag('limitOrdersOnly'),
    fields.flag('noIntradayStops'),
  ];
  if (isLimitOnly) return { limit: { tifs: ['DAY', 'GTC'], products } };
  if (!hasNoStops) return defaultOrderMatrix;
  return { ...defaultOrderMatrix, stopMarket: { tifs: ['DAY', 'GTC'], products: ['delivery'] } };
}

/** One quantity for all, or `default` and `byInstrument`; decimals at each instrument's precision. */
function quantities(
  fields: Fields,
  name: string,
  instruments: readonly Instrument[],
): ReadonlyMap<InstrumentId, Quantity> {
  if (!fields.has(name)) return new Map();
  if (fields.isObject(name)) return quantitiesByName(fields.object(name), instruments);
  return new Map(
    instruments.map(({ id, sizePrecision }) => [id, fields.quantity(name, sizePrecision)]),
  );
}

function quantitiesByName(
  limit: Fields,
  instruments: readonly Instrument[],
): ReadonlyMap<InstrumentId, Quantity> {
  const named = limit.object('byInstrument');
  const others = limit.raw('default') !== undefined;
  const read = new Map<InstrumentId, Quantity>();
  for (const { id, sizePrecision } of instruments) {
    if (named.has(id)) read.set(id, named.quantity(id, sizePrecision));
    else if (others) read.set(id, limit.quantity('default', sizePrecision));
  }
  finishNamed(named);
  limit.finish();
  return read;
}

/** Refuses names of no instrument, unless those of the run are not all known. */
function finishNamed(named: Fields): void {
  if (!named.isNotedWithin('instruments')) named.finish();
}

/** An amount, or one of each currency in a list. */
function amounts(fields: Fields, name: string, { scales }: Limited): ReadonlyMap<Currency, Minor> {
  if (!fields.has(name)) return new Map();
  const read = fields.isList(name)
    ? fields.listOf(name, (text) => readMoney(text, scales))
    : [fields.made(name, (text) => readMoney(text, scales))];
  return new Map(read.map(({ currency, amount }) => [currency, amount]));
}

/** Amounts for all, or `default` and `byInstrument`, there in the instrument's own currency. */
function readOrderValues(fields: Fields, of: Limited): RiskLimits['maxOrderNotional'] {
  const name = 'maxOrderNotional';
  if (!fields.isObject(name)) {
    return { byCurrency: amounts(fields, name, of), byInstrument: new Map() };
  }
  const limit = fields.object(name);
  const named = limit.object('byInstrument');
  const byInstrument = new Map<InstrumentId, Minor>();
  for (const { id, currency } of of.instruments) {
    if (!named.has(id)) continue;
    const value = named.made(id, (text) => readMoney(text, of.scales));
    named.check(({ mistakes }) => {
      if (value.currency === currency || named.isNotedWithin('instruments')) return;
      mistakes.note(named.placeOf(id), `it is in ${value.currency}, ${id} in ${currency}`);
    });
    byInstrument.set(id, value.amount);
  }
  const byCurrency = amounts(limit, 'default', of);
  finishNamed(named);
  limit.finish();
  return { byCurrency, byInstrument };
}

/** What every account may lose, which is counted in its own currency. */
function readLoss(fields: Fields, name: string, { accounts, scales }: Limited): Minor | null {
  if (!fields.has(name)) return null;
  const { amount, currency } = fields.made(name, (text) => readMoney(text, scales));
  const other = accounts.find(({ base }) => base !== currency);
  fields.check(({ mistakes }) => {
    if (other === undefined || fields.isNotedWithin('accounts')) return;
    const detail = `it is in ${currency}, account ${other.id} in ${other.base}`;
    mistakes.note(fields.placeOf(name), detail);
  });
  return amount;
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
