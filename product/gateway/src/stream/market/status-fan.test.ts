import { nseEquity, SessionClock, toMicros, toTimestamp } from 'argosy/core';
import { InstrumentTable, toInstrumentIndex, type InstrumentStatus } from 'argosy/domain';
import { MarketCache } from '@argosy/bridge';
import { anInstrument, aStatus } from '@argosy/testkit';
import { LogReader, StreamRig } from '@argosy/testkit/stream';
import { expect, test } from 'vitest';

import type { LogChannel } from '../engine/log-channel.ts';
import { StatusFan } from './status-fan.ts';

const sbin = toInstrumentIndex(0);
/** 08:59:58 in India on Friday, 20 November 2026; the auction's orders come in from 09:00 on. */
const MORNING = Date.UTC(2026, 10, 20, 3, 29, 58) * 1_000;
const MINUTE = 60_000_000;

function aFan() {
  const rig = new StreamRig({ silentMicros: Number.MAX_SAFE_INTEGER });
  const instruments = new InstrumentTable([anInstrument({ calendar: nseEquity.id })]);
  const market = new MarketCache({
    instruments: 1,
    hours: { isOpen: () => true },
    freshFor: toMicros(1),
    metrics: rig.metrics,
  });
  const begin = rig.clock.now();
  const fan = new StatusFan({
    fanOut: rig.fanOut,
    instruments,
    calendars: new Map([[nseEquity.id, new SessionClock(nseEquity)]]),
    market,
    now: () => toTimestamp(MORNING + rig.clock.now() - begin),
    time: rig.time,
  });
  const say = (state: InstrumentStatus['state']): void => {
    const status = aStatus({ at: 5, state });
    market.keep(status, sbin);
    fan.offer(status, sbin);
    rig.fanOut.endBatch();
  };
  const hear = (key: string): LogReader => {
    return new LogReader(rig.fanOut, [fan.find('status', key) as LogChannel]);
  };
  return { rig, fan, say, hear };
}

test('markets tell when they begin to take orders, open and are halted', () => {
  const { rig, say, hear } = aFan();
  const reader = hear('');
  rig.clock.advance(4_000_000);
  rig.clock.advance(15 * MINUTE);
  say('open');
  rig.clock.advance(1_000_000);
  say('halted');
  rig.clock.advance(1_000_000);
  say('open');
  rig.clock.advance(1_000_000);
  const states = reader.items()[0] as readonly { readonly state: string }[];
  expect(states.map(({ state }) => state)).toEqual([
    'closed',
    'preOpen',
    ...states.slice(2, -3).map(() => 'preOpen'),
    'open',
    'halted',
    'open',
  ]);
  expect(states.at(-1)).toMatchObject({
    id: nseEquity.id,
    phase: 'open',
    isOpen: true,
    nextClose: '2026-11-20T10:00:00Z',
    tradingDay: '2026-11-20',
  });
});

test('an instrument tells what the exchange says of it', () => {
  const { say, hear } = aFan();
  const early = hear('SBIN.NSE');
  say('halted');
  say('open');
  const told = { instrument: 'SBIN.NSE', at: '1970-01-01T00:00:00.000005Z' };
  const [halted, open] = [
    { ...told, state: 'halted' },
    { ...told, state: 'open' },
  ];
  expect(early.items()[0]).toEqual([halted, open]);
  expect(hear('SBIN.NSE').items()[0]).toEqual([open]);
});

test('nothing is looked at while nobody hears, nor of what is not traded here', () => {
  const { rig, fan, hear } = aFan();
  expect([fan.find('status', 'NOBODY.NSE'), fan.find('quotes', 'SBIN.NSE')]).toEqual([null, null]);
  const reader = hear('');
  rig.clock.advance(3_000_000);
  rig.fanOut.remove(reader.connection);
  rig.clock.advance(3_000_000);
  expect(rig.clock.waiting).toBe(0);
  hear('');
  fan.stop();
  fan.stop();
  rig.clock.advance(15 * MINUTE);
  expect(rig.clock.waiting).toBe(1);
});
