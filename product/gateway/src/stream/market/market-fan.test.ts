import { toInstrumentId, toMicros } from 'argosy/core';
import { InstrumentTable, type MarketData } from 'argosy/domain';
import { MarketCache } from '@argosy/bridge';
import { readRecords } from '@argosy/contract/stream';
import { aMarkPrice, anIndex, anIndexPrice, anInstrument } from '@argosy/testkit';
import { StreamRig, ValueReader } from '@argosy/testkit/stream';
import { expect, test } from 'vitest';

import type { LatestChannel } from '../engine/latest-channel.ts';
import { MarketFan } from './market-fan.ts';

const [share, index] = [anInstrument(), anIndex()];

function aFan() {
  const rig = new StreamRig();
  const instruments = new InstrumentTable([share, index]);
  const hours = { isOpen: () => true };
  const cache = new MarketCache({
    instruments: 2,
    hours,
    freshFor: toMicros(1),
    metrics: rig.metrics,
  });
  const fan = new MarketFan({ fanOut: rig.fanOut, instruments, cache, now: rig.clock.now });
  const say = (datum: MarketData): void => {
    const place = instruments.indexOf(datum.instrument);
    if (place === undefined) return;
    cache.keep(datum, place);
    fan.offer(datum, place);
  };
  const channel = (kind: 'trades' | 'marks', id: string) => fan.find(kind, id) as LatestChannel;
  return { rig, fan, say, channel };
}

const at = { at: 1_000_000, availableAt: 1_000_000 };

test('levels of an index come as its trades, the known one first', () => {
  const { rig, say, channel } = aFan();
  say(anIndexPrice({ instrument: index.id, price: 2_500_000, ...at }));
  const reader = new ValueReader(rig.fanOut, 'json', 1_000);
  reader.hear([channel('trades', index.id)]);
  say(anIndexPrice({ instrument: index.id, price: 2_500_100, ...at }));
  // What a share's underlying is worth is no price of the share.
  reader.hear([channel('trades', share.id)]);
  say(anIndexPrice({ instrument: share.id, price: 1, ...at }));
  rig.clock.advance(20_000);
  const values = reader.socket.of('values').flatMap((message) => message['values']);
  const told = { instrument: index.id, qty: '0', aggressor: null, at: '1970-01-01T00:00:01Z' };
  expect(values).toMatchObject([
    { value: { ...told, price: '25000.00' } },
    { value: { ...told, price: '25001.00' } },
  ]);
});

test('marks are told in either encoding', () => {
  const { rig, say, channel } = aFan();
  const marks = channel('marks', share.id);
  const [json, binary] = [
    new ValueReader(rig.fanOut, 'json', 1_000),
    new ValueReader(rig.fanOut, 'binary', 1_000),
  ];
  for (const reader of [json, binary]) reader.hear([marks]);
  say(aMarkPrice({ instrument: share.id, price: 81_205, ...at }));
  rig.clock.advance(20_000);
  expect(json.socket.of('values')[0]?.['values']).toMatchObject([
    { channel: `marks:${share.id}`, value: { price: '812.05', at: '1970-01-01T00:00:01Z' } },
  ]);
  const [message] = binary.socket.binaries;
  expect(message === undefined ? [] : readRecords(message)).toMatchObject([
    { kind: 'mark', fields: [1_000_000, 81_205] },
  ]);
});

test('a mark that is known is told to whoever begins to hear', () => {
  const { rig, say, channel } = aFan();
  say(aMarkPrice({ instrument: share.id, price: 100, ...at }));
  const reader = new ValueReader(rig.fanOut, 'json', 1_000);
  reader.hear([channel('marks', share.id)]);
  expect(reader.socket.of('values')).toHaveLength(1);
  expect(channel('marks', toInstrumentId('NOBODY.NSE'))).toBeNull();
});
