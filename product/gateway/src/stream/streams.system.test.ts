import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';

import { InstrumentTable, type MarketData } from 'argosy/domain';
import { ok, refuse, toAccountId, toMicros, toTimestamp, type Result } from 'argosy/core';
import { MarketCache } from '@argosy/bridge';
import { StreamClient, type StreamClientOptions } from '@argosy/contract/stream';
import { Log, Metrics, metricTable } from '@argosy/telemetry';
import { anInstrument, aQuote } from '@argosy/testkit';
import { afterEach, expect, test, vi } from 'vitest';

import type { Caller } from '../auth/caller.ts';
import { MarketFan } from './market/market-fan.ts';
import { Streams } from './streams.ts';
import { hostLiveTime } from './host-live-time.ts';

const sbin = anInstrument();
const closers: (() => void)[] = [];

afterEach(() => {
  for (const close of closers.splice(0).toReversed()) close();
});

test('a quote comes to a client as JSON, the one before it arrived first', async () => {
  const rig = await aRig();
  rig.offer(aQuote({ bid: 9_990 }));
  const values: unknown[] = [];
  const client = rig.client();
  client.hear('quotes:SBIN.NSE', { value: (value) => values.push(value) });
  client.start();
  await vi.waitFor(() => expect(values).toHaveLength(1));
  rig.offer(aQuote({ bid: 10_000 }));
  await vi.waitFor(() => expect(values).toHaveLength(2));
  expect(values).toMatchObject([{ bid: '99.90' }, { instrument: 'SBIN.NSE', bid: '100.00' }]);
});

async function aRig() {
  const metrics = new Metrics(metricTable);
  const time = hostLiveTime();
  const now = () => toTimestamp(Math.floor(time.wall()));
  const instruments = new InstrumentTable([sbin]);
  const hours = { isOpen: () => true };
  const cache = new MarketCache({ instruments: 1, hours, freshFor: toMicros(5_000_000), metrics });
  const markets: MarketFan[] = [];
  const streams = new Streams({
    sources: (fanOut) => {
      const market = new MarketFan({ fanOut, instruments, cache, now });
      markets.push(market);
      return [market];
    },
    authenticate: (token): Promise<Result<Caller>> =>
      Promise.resolve(token === 'good' ? ok(aCaller()) : refuse('TOKEN_UNKNOWN', 'no such token')),
    onEnd: () => () => {},
    orders: { handle: () => Promise.resolve(refuse('NOT_PERMITTED', 'none here')) },
    stream: 'S1',
    time,
    metrics,
    log: new Log({ now }).logger({}),
  });
  const server: Server = createServer();
  streams.attach(server);
  await new Promise<void>((resolve) => {
    server.listen(0, '127.0.0.1', resolve);
  });
  closers.push(() => {
    streams.stop();
    server.close();
  });
  const { port } = server.address() as AddressInfo;
  return {
    streams,
    offer(datum: MarketData) {
      const index = instruments.indexOf(datum.instrument);
      if (index === undefined) return;
      cache.keep({ ...datum, availableAt: now() }, index);
      markets[0]?.offer(datum, index);
      streams.fanOut.endBatch();
    },
    client(changes: Partial<StreamClientOptions> = {}) {
      const url = `ws://127.0.0.1:${port}/ws`;
      const client = new StreamClient({ url, token: () => Promise.resolve('good'), ...changes });
      closers.push(() => client.stop());
      return client;
    },
  };
}

function aCaller(): Caller {
  return {
    user: 'U1',
    name: 'owner',
    role: 'owner',
    ownAccount: toAccountId('PAPER-1'),
    accounts: [toAccountId('PAPER-1')],
    session: 'S',
    provedAt: toTimestamp(0),
    expiresAt: toTimestamp(Date.now() * 1_000 + 3_600_000_000),
  };
}
