import { parseTimestamp, toInstrumentId, toMicros, toPrice, unwrap } from 'argosy/core';
import {
  cappedFee,
  competingFills,
  composedFills,
  crowdedQueue,
  feeByDate,
  feePercent,
  feePerShare,
  feeTable,
  indianHalts,
  latencyCard,
  marketHalts,
  measuredLatency,
  noLatency,
  oneTickSlippage,
  patientQueue,
  priceBands,
  probabilisticFills,
  sizeAwareFills,
  sureFills,
  volatilityInterruptions,
  type LatencyModel,
} from 'argosy/matching';
import { describe, expect, it } from 'vitest';

import { resolveModels } from '../config.ts';
import { readRunFile } from './read-run-file.ts';

const run = {
  instruments: [{ id: 'SBIN.NSE' }, { id: 'NIFTY.NSE', kind: 'index' }],
  accounts: [{ id: 'A1', balance: '1000.00 INR' }],
  sources: [{ file: 'rows.csv' }],
  strategies: [{ id: 's', strategy: 'EmaCross', account: 'A1' }],
};

function modelsOf(venue: object): ReturnType<typeof resolveModels> {
  const read = readRunFile({ ...run, venue });
  expect(read.ok ? [] : read.mistakes).toEqual([]);
  return resolveModels(read.ok ? read.value.config.venue : {});
}

function mistakesOf(venue: object): readonly string[] {
  const read = readRunFile({ ...run, venue });
  return read.ok ? [] : read.mistakes.map(({ place, detail }) => `${place}: ${detail}`);
}

describe('a run file puts models together as code does', () => {
  it('of fills', () => {
    const competing = { model: 'competing', takers: '0.4', waiting: 3, of: 'sizeWaits' };
    const code = competingFills({ takers: 0.4, waiting: 3 }, sizeAwareFills({ rest: 'waits' }));
    expect(modelsOf({ fills: competing }).fills.describe()).toEqual(code.describe());
    const touch = { model: 'probabilistic', limit: '0.5', slip: '0' };
    const composed = { model: 'composed', touch, slips: 'oneTickSlippage', size: competing };
    expect(modelsOf({ fills: composed }).fills.describe()).toEqual(
      composedFills({
        touch: probabilisticFills({ limit: 0.5, slip: 0 }),
        slip: oneTickSlippage,
        size: code,
      }).describe(),
    );
    expect(modelsOf({ fills: { model: 'composed' } }).fills.describe().parameters).toEqual({
      touch: sureFills.describe(),
      slip: sureFills.describe(),
      size: sureFills.describe(),
    });
  });

  it('of queues', () => {
    const queue = { model: 'crowded', oneOf: 4, of: 'patient' };
    expect(modelsOf({ queue }).queue.describe()).toEqual(crowdedQueue(4, patientQueue).describe());
    expect(modelsOf({ queue: 'proportional' }).queue.describe().model).toBe('proportionalQueue');
  });

  it('of fees', () => {
    const rows = [
      { kinds: ['future', 'option'], exchanges: ['NFO'], fee: { model: 'perShare', amount: '1' } },
      { instruments: ['SBIN.NSE'], fee: { model: 'percent', rate: '0.03', max: '20' } },
    ];
    expect(modelsOf({ fees: { model: 'table', rows } }).fees.describe()).toEqual(
      feeTable([
        { kinds: ['future', 'option'], exchanges: ['NFO'], fee: feePerShare('1') },
        {
          instruments: ['SBIN.NSE'],
          fee: cappedFee(feePercent('0.03'), { min: null, max: '20' }),
        },
      ]).describe(),
    );
  });

  it('of fees that change by date, and are for some products only', () => {
    const from = '2026-04-01T00:00:00+05:30';
    const rows = [{ products: ['intraday'], fee: { model: 'percent', rate: '0.03' } }];
    const fees = { model: 'byDate', steps: [{ from, fee: { model: 'table', rows } }] };
    const { at } = unwrap(parseTimestamp(from));
    const table = feeTable([{ products: ['intraday'], fee: feePercent('0.03') }]);
    expect(modelsOf({ fees }).fees.describe()).toEqual(
      feeByDate([{ from: at, fee: table }]).describe(),
    );
    const until = '2027-01-01T00:00:00Z';
    const ending = modelsOf({ fees: { ...fees, until } }).fees.describe();
    expect(ending.parameters).toMatchObject({ until });
  });

  it('of latency', () => {
    const measured = { insert: ['0.8', '4'], cancel: ['1'] };
    const fixed: LatencyModel = { ...noLatency, amend: toMicros(2_000) };
    const tables = { insert: [toMicros(800), toMicros(4_000)], cancel: [toMicros(1_000)] };
    expect(latencyCard(modelsOf({ latency: { amend: '2', measured } }).latency)).toEqual(
      latencyCard(measuredLatency(fixed, tables)),
    );
  });

  it('of bands, pauses and halts', () => {
    const flex = { basisPoints: 500, within: 10, prices: 50, wait: '900000' };
    const bands = {
      basisPoints: 1000,
      references: { 'SBIN.NSE': '100.00' },
      byInstrument: { 'SBIN.NSE': { basisPoints: 2000, flex }, 'NIFTY.NSE': 'none' },
    };
    const own = {
      basisPoints: 2000,
      flex: { ...flex, wait: toMicros(900_000_000) },
      reference: toPrice(10_000),
    };
    expect(modelsOf({ bands }).bands.describe()).toEqual(
      priceBands({
        all: { basisPoints: 1000 },
        byInstrument: { 'SBIN.NSE': own, 'NIFTY.NSE': null },
      }).describe(),
    );
    const interruptions = { basisPoints: 500, halt: '1000', auction: '2000' };
    expect(modelsOf({ interruptions }).interruptions.describe()).toEqual(
      volatilityInterruptions({
        basisPoints: 500,
        halt: toMicros(1_000_000),
        auction: toMicros(2_000_000),
      }).describe(),
    );
    const halts = { index: 'NIFTY.NSE', reference: '25000.00' };
    expect(modelsOf({ halts }).halts.describe()).toEqual(
      indianHalts('NIFTY.NSE', 2_500_000).describe(),
    );
    const levels = [{ basisPoints: 700, before: '15:00', halt: 'day' }];
    const index = toInstrumentId('NIFTY.NSE');
    expect(modelsOf({ halts: { index, exchanges: ['X'], levels } }).halts.describe()).toEqual(
      marketHalts({
        index,
        exchanges: ['X'],
        levels: [
          {
            basisPoints: 700,
            before: toMicros(15 * 3_600_000_000),
            halt: null,
            auction: toMicros(0),
          },
        ],
      }).describe(),
    );
  });

  it('of an exchange', () => {
    const exchange = { instruments: ['SBIN.NSE'], selfTrade: 'decrement' };
    expect(modelsOf({ exchange }).exchange).toEqual(exchange);
    expect(modelsOf({}).exchange).toEqual({ instruments: [], selfTrade: 'cancelNewest' });
  });
});

it.each([
  [{ fills: { model: 'competing', takers: '1' } }, 'venue.fills.model: .*takers'],
  [{ queue: { model: 'crowded', oneOf: 0 } }, 'venue.queue.model: .*oneOf'],
  [{ fees: { model: 'table', rows: [] } }, 'venue.fees.*at least one'],
  [{ fees: { model: 'byDate', steps: [] } }, 'venue.fees.*none'],
  [{ fees: { model: 'table', rows: [{ products: ['x'], fee: {} }] } }, 'venue.fees.*delivery'],
  [{ latency: { measured: { insert: [] } } }, 'venue.latency.measured: .*insert'],
  [{ latency: { measured: { insert: ['-1'] } } }, 'venue.latency.measured.insert: .*milliseconds'],
  [{ bands: { basisPoints: 0 } }, 'venue.bands.basisPoints: .*basisPoints is 0'],
  [{ bands: { references: { 'NONE.X': '1' } } }, 'venue.bands.references.NONE.X: unknown'],
  [{ bands: { byInstrument: { 'SBIN.NSE': 'some' } } }, 'expected none'],
  [{ interruptions: { basisPoints: 0 } }, 'venue.interruptions.basisPoints: '],
  [{ halts: { index: 'NONE.X' } }, 'venue.halts.index: unknown NONE.X'],
  [{ exchange: { selfTrade: 'zzz' } }, 'venue.exchange.selfTrade: expected none, cancelNewest'],
])('%j is a mistake', (venue, mistake) => {
  expect(mistakesOf(venue).join('\n')).toMatch(new RegExp(mistake, 'u'));
});
