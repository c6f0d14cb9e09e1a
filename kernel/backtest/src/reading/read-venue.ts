import { parseScaled, toMicros, type Micros } from 'argosy/core';
import type { Instrument } from 'argosy/domain';
import {
  competingFills,
  composedFills,
  constantSlippage,
  DEFAULT_SELF_TRADE,
  crowdedQueue,
  measuredLatency,
  noSlippage,
  oneTickSlippage,
  patientQueue,
  probabilisticFills,
  proportionalQueue,
  sizeAwareFills,
  squareRootImpact,
  sureFills,
  volumeLimitedFills,
  volumeShareSlippage,
  type DailyFigures,
  type FillModel,
  type LatencyModel,
  type QueueModel,
  type SlippageModel,
} from 'argosy/matching';

import { selfTrades, venueModels } from '../checks/venue.ts';
import type { Exchange, VenueModels } from '../config.ts';
import { failReading, type Fields, readAt } from './fields.ts';
import { readFees } from './read-fees.ts';
import { readGuards } from './read-guards.ts';

const fillKinds = [
  'sure',
  'oneTickSlippage',
  'probabilistic',
  'volumeLimited',
  'sizeWaits',
  'sizeSweeps',
  'competing',
  'composed',
] as const;
const slippageKinds = ['none', 'ticks', 'basisPoints', 'volumeShare', 'squareRoot'] as const;

const queueKinds = ['patient', 'proportional', 'crowded'] as const;

/** Reads the models of the simulated venue. */
export function readVenue(fields: Fields, instruments: readonly Instrument[]): VenueModels {
  const bars = fields.object('bars');
  const models: VenueModels = {
    fees: readFees(fields.object('fees')),
    fills: readFills(fields.wordOrObject('fills', 'sure')),
    slippage: readSlippage(fields.object('slippage')),
    queue: readQueue(fields.wordOrObject('queue', 'patient')),
    latency: readLatencies(fields.object('latency')),
    bars: {
      fillAt: bars.word('fillAt', ['nextOpen', 'thisClose', 'barQuote'], 'nextOpen'),
      path: bars.word('path', ['OHLC', 'OLHC', 'adaptive'], 'adaptive'),
    },
    auctions: fields.word('auctions', ['printed', 'book'], 'printed'),
    exchange: readExchange(fields.object('exchange')),
    ...readGuards(fields, instruments),
    staleAfter: fields.has('staleAfter') ? fields.millis('staleAfter') : null,
  };
  for (const part of [bars, fields]) part.finish();
  fields.check(({ place, mistakes }) => venueModels(models, place, mistakes));
  return models;
}

function readFills(fields: Fields): FillModel {
  const kind = fields.word('model', fillKinds);
  const model = readAt(fields.placeOf('model'), () => fillsOf(kind, fields));
  fields.finish();
  return model;
}

function fillsOf(kind: (typeof fillKinds)[number], fields: Fields): FillModel {
  switch (kind) {
    case 'oneTickSlippage':
      return oneTickSlippage;
    case 'probabilistic':
      return probabilisticFills({
        limit: readProbability(fields, 'limit'),
        slip: readProbability(fields, 'slip'),
      });
    case 'volumeLimited':
      return volumeLimitedFills({
        share: fields.fraction('share'),
        roundToLot: fields.flag('roundToLot'),
      });
    case 'sizeWaits':
      return sizeAwareFills({ rest: 'waits' });
    case 'sizeSweeps':
      return sizeAwareFills({ rest: 'sweeps', ticksPerLevel: fields.whole('ticksPerLevel', 1) });
    case 'competing': {
      const competition = {
        takers: fields.fraction('takers', '0'),
        waiting: fields.whole('waiting', 0),
      };
      return competingFills(competition, readFills(fields.wordOrObject('of', 'sure')));
    }
    case 'composed':
      return composedFills({
        touch: readFills(fields.wordOrObject('touch', 'sure')),
        slip: readFills(fields.wordOrObject('slips', 'sure')),
        size: readFills(fields.wordOrObject('size', 'sure')),
      });
    case 'sure':
    default:
      return sureFills;
  }
}

function readExchange(fields: Fields): Exchange {
  const instruments = fields.has('instruments') ? fields.texts('instruments') : [];
  const selfTrade = fields.word('selfTrade', selfTrades, DEFAULT_SELF_TRADE);
  fields.finish('instruments');
  return { instruments, selfTrade };
}

function readQueue(fields: Fields): QueueModel {
  const kind = fields.word('model', queueKinds);
  const model = readAt(fields.placeOf('model'), () => {
    if (kind !== 'crowded') return kind === 'patient' ? patientQueue : proportionalQueue;
    return crowdedQueue(
      fields.whole('oneOf'),
      readQueue(fields.wordOrObject('of', 'proportional')),
    );
  });
  fields.finish();
  return model;
}

function readLatencies(fields: Fields): LatencyModel {
  const own = fields.object('byExchange');
  const names = own.keys((text) => text);
  const byExchange = Object.fromEntries(
    names.map(({ name }) => [name, readLatency(own.object(name))]),
  );
  own.finish();
  const latency = readLatency(fields);
  return names.length === 0 ? latency : { ...latency, byExchange };
}

function readLatency(fields: Fields): LatencyModel {
  const latency = {
    insert: fields.millis('insert', '0'),
    amend: fields.millis('amend', '0'),
    cancel: fields.millis('cancel', '0'),
    report: fields.millis('report', '0'),
    jitter: fields.millis('jitter', '0'),
  };
  const tables = fields.object('measured');
  const requests = (['insert', 'amend', 'cancel'] as const).filter((name) => tables.has(name));
  const measured = Object.fromEntries(
    requests.map((name) => [name, tables.listOf(name, readMillis)]),
  );
  tables.finish();
  fields.finish();
  const isNoted = fields.isNotedWithin(fields.placeOf('measured'));
  if (requests.length === 0 || isNoted) return latency;
  return readAt(fields.placeOf('measured'), () => measuredLatency(latency, measured));
}

/** A delay in milliseconds, as `1.5`. */
function readMillis(text: string): Micros {
  const parsed = parseScaled(text, 3);
  if (parsed.ok && parsed.value >= 0) return toMicros(parsed.value);
  return failReading(`expected milliseconds from 0, got ${text}`);
}

/** Looked at here, each by itself: the model would tell of the first one only. */
function readProbability(fields: Fields, name: string): number {
  const value = fields.fraction(name);
  if (value >= 0 && value <= 1) return value;
  fields.check(({ mistakes }) => {
    mistakes.note(fields.placeOf(name), `expected a probability from 0 to 1, got ${value}`);
  });
  return 1;
}

function readSlippage(fields: Fields): SlippageModel {
  const kind = fields.word('model', slippageKinds, 'none');
  const model = readAt(fields.placeOf('model'), () => slippageOf(kind, fields));
  fields.finish();
  return model;
}

function slippageOf(kind: (typeof slippageKinds)[number], fields: Fields): SlippageModel {
  if (kind === 'ticks') return constantSlippage({ ticks: fields.whole('ticks') });
  if (kind === 'basisPoints') return constantSlippage({ basisPoints: fields.whole('basisPoints') });
  if (kind === 'none') return noSlippage;
  if (kind === 'squareRoot') return readSquareRoot(fields);
  const [impact, share] = [fields.fraction('impact'), fields.fraction('share')];
  return volumeShareSlippage({ impact, share });
}

function readSquareRoot(fields: Fields): SlippageModel {
  const day = (from: Fields): DailyFigures => ({
    dailyVolume: from.fraction('dailyVolume'),
    volatility: from.fraction('volatility'),
  });
  const coefficient = fields.fraction('coefficient');
  const named = fields.object('byInstrument');
  const entries = named.names.map((id) => {
    const own = named.object(id);
    const read = day(own);
    own.finish();
    return [id, read] as const;
  });
  return squareRootImpact({
    ...day(fields),
    coefficient,
    ...(entries.length === 0 ? {} : { byInstrument: Object.fromEntries(entries) }),
  });
}
