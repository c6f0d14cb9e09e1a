import { workerData } from 'node:worker_threads';

import { serveCalls } from '../calls/serve-calls.ts';
import type { EdgeStart } from '../threads/thread-messages.ts';
import { openThreadSide } from '../threads/thread-side.ts';
import { EdgeClock } from './edge-clock.ts';
import { edgePlatform } from './edge-platform.ts';
import { readStream } from './stream-reader.ts';

/** The thread of the network: what it does never holds up the machines, and it may be started again. */
async function run(start: EdgeStart): Promise<void> {
  const side = openThreadSide('edge', { level: start.level, stop });
  const { log, metrics, say } = side;
  const clock = new EdgeClock(start.now, start.pace, () => performance.now());
  const { platform, lines } = edgePlatform(start, clock, side);
  const { market } = platform;
  readStream(start.stream, start.read, {
    onMarket: (input, instrument) => {
      clock.hear(input.availableAt);
      if (instrument >= 0) market.keep(input, instrument as never);
    },
    onEvent: (event) => {
      clock.hear(event.receivedAt);
    },
  });
  const onBug = (method: string, error: unknown): void => log.error('a bug', { method, error });
  serveCalls(start.asked, { metrics: { snapshot: () => metrics.snapshot() } }, onBug);
  say({ type: 'ready', detail: null });

  async function stop(): Promise<void> {
    for (const line of lines) line.close();
    for (const port of [start.stream, start.asked]) port.close();
    await Promise.resolve();
  }
}

await run(workerData as EdgeStart);
