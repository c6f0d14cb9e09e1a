import {
  readAll,
  readLimits,
  type Fields,
  type Limited,
  type PlacedMistake,
} from 'argosy/backtest';
import {
  isInstrumentId,
  ledgerScales,
  toCalendarId,
  toCurrency,
  toInstrumentId,
  toPrice,
  toQuantity,
  toTimestamp,
} from 'argosy/core';
import type { Equity } from 'argosy/domain';
import type { RiskLimits } from 'argosy/risk';

import { ConfigText } from './config-text.ts';
import type { ConfigRead } from './mistakes.ts';
import type { RiskConfig } from './server-config.ts';
import type { SettingNote } from './settings.ts';

/** The limits that are one value each: those have a name in the environment. */
const scalars: readonly string[] = [
  'unsupported',
  'auctionLead',
  'outsideSession',
  'duplicateWindow',
  'maxOrderQty',
  'maxOrderNotional',
  'maxMarketNotional',
  'marketProtectionBps',
  'maxOpenNotional',
  'maxPosition',
  'selfTrade',
  'flipFrees',
  'maxDailyLoss',
  'maxDrawdown',
  'maxRejectsInARow',
  'maxPriceDistanceBps',
  'cashBufferBps',
  'accountRate.count',
  'accountRate.within',
  'strategyRate.count',
  'strategyRate.within',
  'maxRepeats.count',
  'maxRepeats.within',
  'maxMessagesPerTrade.ratio',
  'maxMessagesPerTrade.after',
  'maxSizeOverMedian.times',
  'maxSizeOverMedian.least',
];
const flags: readonly string[] = ['limitOrdersOnly', 'noIntradayStops', 'rules.netLists'];

/** What of the limits the environment may say. */
export const riskSettings: readonly SettingNote[] = [
  ...scalars.map((place) => ({ place, kind: 'scalar', otherwise: '' }) as const),
  ...flags.map((place) => ({ place, kind: 'flag', otherwise: 'false' }) as const),
];

/**
 * Reads the limits of a configuration for what a node trades; everything that is wrong is told at once.
 *
 * @example
 * const read = riskLimitsOf(config.risk, { instruments, accounts, scales });
 */
export function riskLimitsOf(risk: RiskConfig, of: Limited): ConfigRead<RiskLimits> {
  const text = ConfigText.read({ file: risk.file, text: risk.text, overlay: risk.overlay });
  if (text.mistakes.length > 0) return { ok: false, mistakes: text.mistakes };
  const read = readAll(text.value, (fields) => readLimits(fields, of));
  if (read.ok) return { ok: true, value: read.value };
  return { ok: false, mistakes: text.mistakesAt(read.mistakes) };
}

/** What is wrong whatever is traded: each name stands for an instrument of any precision. */
export function checkRisk(value: unknown): readonly PlacedMistake[] {
  const precision = finest(value);
  const instruments = namesIn(value).map((name) => anyInstrument(name, precision));
  const of = { instruments, accounts: [], scales: ledgerScales({}) };
  const read = readAll(value, (fields: Fields) => readLimits(fields, of));
  return read.ok ? [] : read.mistakes.filter(({ detail }) => !detail.includes(`it is in `));
}

/** What limits name instruments under. */
const namesUnder: readonly string[] = ['byInstrument', 'bans'];
const NAMES_MAX = 10_000;
const PLACES_MAX = 8;

/** The instruments that limits name, and one for those that hold for all. */
function namesIn(value: unknown): readonly string[] {
  const names = new Set(['ANY']);
  const visit = (node: unknown, areNames: boolean): void => {
    if (typeof node !== 'object' || node === null || names.size >= NAMES_MAX) return;
    for (const [key, inner] of Object.entries(node)) {
      if (areNames && isInstrumentId(key)) names.add(key);
      visit(inner, namesUnder.includes(key));
    }
  };
  visit(value, false);
  return [...names];
}

/** An instrument as fine as the finest number in the limits. */
function anyInstrument(name: string, precision: number): Equity {
  return {
    kind: 'equity',
    id: toInstrumentId(name),
    exchange: 'ANY',
    currency: toCurrency('INR'),
    pricePrecision: precision,
    sizePrecision: precision,
    tick: toPrice(1),
    lot: toQuantity(1),
    minQty: toQuantity(1),
    maxQty: toQuantity(1),
    multiplier: 1n,
    multiplierScale: 0,
    calendar: toCalendarId('24x7'),
    validFrom: toTimestamp(0),
    validTo: null,
    isin: null,
  };
}

function finest(value: unknown): number {
  const places = JSON.stringify(value).matchAll(/\.(\d{1,8})(?!\d)/gu);
  return Math.min(PLACES_MAX, Math.max(0, ...[...places].map(([, digits = '']) => digits.length)));
}
