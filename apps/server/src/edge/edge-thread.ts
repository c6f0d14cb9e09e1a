import { workerData } from 'node:worker_threads';

import { serveCalls } from '../calls/serve-calls.ts';
import type { EdgeStart } from '../threads/thread-messages.ts';
import { openThreadSide } from '../threads/thread-side.ts';
import { ThreadClock } from '../threads/thread-clock.ts';
import { edgePlatform } from './edge-platform.ts';
import { EdgeServer } from './edge-server.ts';
import { readStream } from './stream-reader.ts';

/** The thread of the network: what it does never holds up the machines, and it may be started again. */
async function run(start: EdgeStart): Promise<void> {
  const side = openThreadSide('edge', { level: start.level, stop });
  const { log, metrics, say } = side;
  const clock = new ThreadClock(start.now, start.pace, () => performance.now());
  const { lines, list, ...reached } = edgePlatform(start, clock, side);
  const server = await EdgeServer.open(start, reached);
  readStream(start.stream, start.read, {
    onMarket: (input, instrument) => {
      clock.hear(input.availableAt);
      server.onMarket(input, instrument);
    },
    onEvent: (event) => {
      clock.hear(event.receivedAt);
      server.onEvent(event);
    },
    onListed: list,
    onEnd: () => server.endBatch(),
  });
  const onBug = (method: string, error: unknown): void => log.error('a bug', { method, error });
  serveCalls(start.asked, { metrics: { snapshot: () => metrics.snapshot() } }, onBug);
  await server.begin(start.node);
  say({ type: 'ready', reached: await server.listen(start.node) });

  async function stop(): Promise<void> {
    await server.stop();
    for (const line of lines) line.close();
    for (const port of [start.stream, start.asked]) port.close();
  }
}

await run(workerData as EdgeStart);
