import type { InstrumentId, Minor } from 'argosy/core';
import type { Instrument } from 'argosy/domain';
import { defaultLimits, defaultOrderMatrix, type OrderMatrix, type RiskLimits } from 'argosy/risk';

import { products } from '../checks/account.ts';
import { someLimits } from '../checks/limits.ts';
import { flags, tifs, triggerSources, types } from '../checks/order-words.ts';
import type { Fields } from './fields.ts';
import {
  finishNamed,
  readAmounts,
  readQuantities,
  readRate,
  type Limited,
} from './limit-values.ts';
import { readMoney } from './read-account.ts';
import { readRules } from './read-rules.ts';

/** Reads the limits; quantities are each instrument's own, money is of the currency it names. */
export function readLimits(fields: Fields, of: Limited): RiskLimits {
  const { instruments } = of;
  const limits: RiskLimits = {
    ...defaultLimits,
    matrix: matrixOf(fields),
    unsupported: fields.word('unsupported', ['refuse', 'emulate'], 'refuse'),
    auctionLead: fields.has('auctionLead')
      ? fields.millis('auctionLead')
      : defaultLimits.auctionLead,
    outsideSession: fields.word('outsideSession', ['refuse', 'allow'], 'refuse'),
    duplicateWindow: fields.has('duplicateWindow') ? fields.millis('duplicateWindow') : null,
    maxOrderQty: {
      default: null,
      byInstrument: readQuantities(fields, 'maxOrderQty', instruments),
    },
    maxOrderNotional: readOrderValues(fields, of),
    maxMarketNotional: readAmounts(fields, 'maxMarketNotional', of),
    marketProtectionBps: fields.wholeOrNull('marketProtectionBps'),
    maxOpenNotional: readAmounts(fields, 'maxOpenNotional', of),
    accountRate: readRate(fields, 'accountRate'),
    strategyRate: readRate(fields, 'strategyRate'),
    maxMessagesPerTrade: readMessagesPerTrade(fields),
    maxPosition: {
      default: null,
      byInstrument: readQuantities(fields, 'maxPosition', instruments),
    },
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
    rules: readRules(fields.object('rules'), of),
  };
  fields.finish();
  fields.check(({ place, mistakes }) => someLimits(limits, place, mistakes));
  return limits;
}

/** The order types that are taken, by name; two words stand for what brokers often ask. */
function matrixOf(fields: Fields): OrderMatrix {
  const isLimitOnly = fields.flag('limitOrdersOnly');
  const hasNoStops = fields.flag('noIntradayStops');
  if (fields.has('matrix')) {
    fields.check(({ mistakes }) => {
      if (!isLimitOnly && !hasNoStops) return;
      const detail = 'either this or limitOrdersOnly and noIntradayStops';
      mistakes.note(fields.placeOf('matrix'), detail);
    });
    return readMatrix(fields.object('matrix'));
  }
  if (isLimitOnly) return { limit: { tifs: ['DAY', 'GTC'], products } };
  if (!hasNoStops) return defaultOrderMatrix;
  return { ...defaultOrderMatrix, stopMarket: { tifs: ['DAY', 'GTC'], products: ['delivery'] } };
}

function readMatrix(matrix: Fields): OrderMatrix {
  const named = types
    .filter((type) => matrix.has(type))
    .map((type) => {
      const rule = matrix.object(type);
      const read = {
        tifs: rule.has('tifs') ? rule.words('tifs', tifs) : tifs,
        products: rule.has('products') ? rule.words('products', products) : products,
        flags: rule.has('flags') ? rule.words('flags', flags) : flags,
        triggers: rule.has('triggers') ? rule.words('triggers', triggerSources) : triggerSources,
      };
      rule.finish();
      return [type, read] as const;
    });
  matrix.finish();
  return Object.fromEntries(named);
}

/** Amounts for all, or `default` and `byInstrument`, there in the instrument's own currency. */
function readOrderValues(fields: Fields, of: Limited): RiskLimits['maxOrderNotional'] {
  const name = 'maxOrderNotional';
  if (!fields.isObject(name)) {
    return { byCurrency: readAmounts(fields, name, of), byInstrument: new Map() };
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
  const byCurrency = readAmounts(limit, 'default', of);
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
  const read = {
    bps: limit.whole('bps'),
    volumes: readQuantities(limit, 'dailyVolume', instruments),
  };
  limit.finish();
  return read;
}
