/** The clients of the fan-out's bench, in a process of their own. */
import { setTimeout as sleep } from 'node:timers/promises';

import type { LoadOrder, LoadReport } from './messages.ts';
import { RawClient, type Tally } from './raw-client.ts';

/** So many connect at a time: more would not fit the queue of a listening socket. */
const AT_A_TIME = 200;
/** The usual first delay of a client that lost its server: half a second to one and a half. */
const JITTER_MILLIS = [500, 1_500] as const;

const tally: Tally = { frames: 0, ticks: 0, bytes: 0 };
let clients: RawClient[] = [];

process.on('message', (order: LoadOrder) => {
  void obey(order).then((millis) => process.send?.({ ...tally, millis } satisfies LoadReport));
});

async function obey(order: LoadOrder): Promise<number> {
  const begin = performance.now();
  switch (order.do) {
    case 'connect': {
      const { port, protocol, messages, connections } = order;
      clients = Array.from(
        { length: connections },
        () => new RawClient({ port, protocol, messages, tally }),
      );
      for (let from = 0; from < connections; from += AT_A_TIME) {
        await Promise.all(clients.slice(from, from + AT_A_TIME).map((client) => client.up()));
      }
      break;
    }
    case 'storm': {
      for (const client of clients) client.down();
      const [least, most] = JITTER_MILLIS;
      await Promise.all(
        clients.map(async (client) => {
          await sleep(least + Math.random() * (most - least));
          await client.up();
        }),
      );
      break;
    }
    case 'count':
      break;
    case 'end':
      for (const client of clients) client.down();
      process.disconnect();
  }
  return performance.now() - begin;
}
