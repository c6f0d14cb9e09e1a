/** The gateway's fan-out alone, as fast as it goes. Everything that it is told comes from its parent. */
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { setImmediate as turn } from 'node:timers/promises';

import { ok, toInstrumentId, toTimestamp } from 'argosy/core';
import { InstrumentTable } from 'argosy/domain';
import { hostLiveTime, MarketFan, Streams, type Caller } from '@argosy/gateway';
import { Log, Metrics, metricTable } from '@argosy/telemetry';
import { anInstrument, aQuote } from '@argosy/testkit';

import { channelNames, SYMBOLS, type PumpOrder, type PumpReport } from './messages.ts';

const CONNECTIONS_MAX = 20_000;
const ids = channelNames().map((name) => name.slice('quotes:'.length));
const instruments = new InstrumentTable(ids.map((id) => anInstrument({ id: toInstrumentId(id) })));
const metrics = new Metrics(metricTable);
const time = hostLiveTime();
const now = () => toTimestamp(Math.floor(time.wall()));
const nobody = { latest: () => null, book: () => null };
const markets: MarketFan[] = [];
const streams = new Streams({
  sources: (fanOut) => {
    const market = new MarketFan({ fanOut, instruments, cache: nobody, now });
    markets.push(market);
    return [market];
  },
  authenticate: () => Promise.resolve(ok(aCaller())),
  onEnd: () => () => {},
  orders: { handle: () => Promise.resolve(ok(null)) },
  stream: 'bench',
  limits: {
    connectionsMax: CONNECTIONS_MAX,
    strangersMax: CONNECTIONS_MAX,
    connectionsPerUserMax: CONNECTIONS_MAX,
    busyShare: Number.POSITIVE_INFINITY,
    silentMicros: Number.MAX_SAFE_INTEGER,
  },
  time,
  metrics,
  log: new Log({ now }).logger({}),
});
const sent = metrics
  .counter('websocket_messages_total')
  .with({ direction: 'out', channel: 'market' });
const server = createServer();
streams.attach(server);
server.listen({ port: 0, host: '127.0.0.1', backlog: 4_096 }, () => {
  process.send?.({ port: (server.address() as AddressInfo).port });
});
process.on('message', (order: PumpOrder) => {
  void pump(order).then((report) => process.send?.(report));
});
process.on('disconnect', () => process.exit());

let tick = 0;

/** Each value goes to each connection that takes it, so that a message has as many ticks as it is to have. */
async function pump({ ticks, millis }: PumpOrder): Promise<PumpReport> {
  const framesBefore = sent.value;
  const cpu = process.cpuUsage();
  const begin = performance.now();
  while (performance.now() - begin < millis) {
    for (let count = 0; count < ticks; count += 1) {
      tick += 1;
      const place = tick % SYMBOLS;
      const index = instruments.indexOf(toInstrumentId(ids[place] ?? ''));
      const quote = aQuote({ instrument: ids[place] ?? '', bid: 10_000 + (tick % 1_000) });
      if (index !== undefined) markets[0]?.offer(quote, index);
    }
    streams.fanOut.endBatch();
    await turn();
  }
  const { user, system } = process.cpuUsage(cpu);
  globalThis.gc?.();
  const { rss, heapUsed, external } = process.memoryUsage();
  return {
    frames: sent.value - framesBefore,
    millis: performance.now() - begin,
    cpuMillis: (user + system) / 1_000,
    userMillis: user / 1_000,
    rssBytes: rss,
    heldBytes: heapUsed + external,
  };
}

function aCaller(): Caller {
  return {
    user: 'bench',
    name: 'bench',
    role: 'viewer',
    ownAccount: null,
    accounts: [],
    session: 'bench',
    provedAt: toTimestamp(0),
    expiresAt: toTimestamp(Number.MAX_SAFE_INTEGER),
  };
}
