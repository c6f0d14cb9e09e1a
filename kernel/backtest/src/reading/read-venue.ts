import {
  cappedFee,
  constantSlippage,
  feeLines,
  feeMakerTaker,
  feePercent,
  feePerShare,
  noFees,
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
  type FeeLine,
  type FeeModel,
  type FillModel,
  type SlippageModel,
} from 'argosy/matching';

import { venueModels } from '../checks/venue.ts';
import type { VenueModels } from '../config.ts';
import { type Fields, readAt } from './fields.ts';

const feeKinds = ['none', 'perShare', 'percent', 'makerTaker', 'lines'] as const;
const fillKinds = [
  'sure',
  'oneTickSlippage',
  'probabilistic',
  'volumeLimited',
  'sizeWaits',
  'sizeSweeps',
] as const;
const slippageKinds = ['none', 'ticks', 'basisPoints', 'volumeShare', 'squareRoot'] as const;

const queues = { patient: patientQueue, proportional: proportionalQueue } as const;

/** Reads the models of the simulated venue. */
export function readVenue(fields: Fields): VenueModels {
  const latency = fields.object('latency');
  const bars = fields.object('bars');
  const models: VenueModels = {
    fees: readFees(fields.object('fees')),
    fills: readFills(fields.wordOrObject('fills', 'sure')),
    slippage: readSlippage(fields.object('slippage')),
    queue: queues[fields.word('queue', ['patient', 'proportional'], 'patient')],
    latency: {
      insert: latency.millis('insert', '0'),
      amend: latency.millis('amend', '0'),
      cancel: latency.millis('cancel', '0'),
      report: latency.millis('report', '0'),
      jitter: latency.millis('jitter', '0'),
    },
    bars: {
      fillAt: bars.word('fillAt', ['nextOpen', 'thisClose', 'barQuote'], 'nextOpen'),
      path: bars.word('path', ['OHLC', 'OLHC', 'adaptive'], 'adaptive'),
    },
    staleAfter: fields.has('staleAfter') ? fields.millis('staleAfter') : null,
  };
  for (const part of [latency, bars, fields]) part.finish();
  fields.check(({ place, mistakes }) => venueModels(models, place, mistakes));
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
  if (kind === 'lines') return feeLines(fields.some('lines').map(readLine));
  return feeMakerTaker({ maker: fields.text('maker'), taker: fields.text('taker') });
}

/** A line of a contract note: a fee of its own, or a tax in per cent of lines above it. */
function readLine(fields: Fields): FeeLine {
  const name = fields.text('name');
  const side = fields.has('side') ? { side: fields.word('side', ['buy', 'sell']) } : {};
  const fee = fields.has('of')
    ? { percent: fields.text('percent'), of: fields.texts('of') }
    : readFees(fields.object('fee'));
  fields.finish();
  return { name, fee, ...side };
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
    case 'sure':
    default:
      return sureFills;
  }
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
