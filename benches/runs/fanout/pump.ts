import type { AddressInfo } from 'node:net';
import { setImmediate as turn } from 'node:timers/promises';

import type { PumpOrder, PumpReport } from './messages.ts';

/** A quote as the gateway would write it, with its channel and its number. */
export function valueOf(channel: string, tick: number): unknown {
  const bid = (100 + (tick % 1_000) / 100).toFixed(2);
  return {
    channel,
    seq: tick,
    value: {
      instrument: channel.slice('quotes:'.length),
      bid,
      ask: '100.05',
      bidQty: '100',
      askQty: '100',
      at: '1970-01-01T00:00:00Z',
    },
  };
}

/** Sends as fast as it goes when the parent says so; `send` gives how many frames one round was. */
export function servePump(
  server: {
    address(): AddressInfo | string | null;
    on(type: 'listening', run: () => void): unknown;
  },
  send: (ticks: number) => number,
): void {
  server.on('listening', () => {
    process.send?.({ port: (server.address() as AddressInfo).port });
  });
  process.on('message', (order: PumpOrder) => {
    void pump(order).then((report) => process.send?.(report));
  });
  process.on('disconnect', () => process.exit());

  async function pump({ ticks, millis }: PumpOrder): Promise<PumpReport> {
    const cpu = process.cpuUsage();
    const begin = performance.now();
    let frames = 0;
    while (performance.now() - begin < millis) {
      frames += send(ticks);
      await turn();
    }
    const { user, system } = process.cpuUsage(cpu);
    const { rss, heapUsed, external } = process.memoryUsage();
    return {
      frames,
      millis: performance.now() - begin,
      cpuMillis: (user + system) / 1_000,
      userMillis: user / 1_000,
      rssBytes: rss,
      heldBytes: heapUsed + external,
    };
  }
}
