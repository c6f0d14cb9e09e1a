import { parentPort } from 'node:worker_threads';

import { toTimestamp } from 'argosy/core';
import { Log, Metrics, metricTable, type Logger, type LogLevel } from '@argosy/telemetry';

import { serverError } from '../errors.ts';
import { LineBatch } from './line-batch.ts';
import type { FromThread, ToThread } from './thread-messages.ts';

/** What a thread has of its own: lines go to the thread that has started it, figures wait until they are asked for. */
export type ThreadSide = {
  readonly log: Logger;
  readonly metrics: Metrics;
  readonly say: (message: FromThread) => void;
};

/** Sets a thread up; `stop` runs once, when it is told to end, and the thread ends with it. */
export function openThreadSide(
  part: string,
  { level, stop }: { readonly level: LogLevel; readonly stop: () => Promise<void> },
): ThreadSide {
  const port = parentPort;
  if (port === null) throw serverError('START_FAILED', `${part} is no thread`);
  const say = (message: FromThread): void => port.postMessage(message);
  const metrics = new Metrics(metricTable);
  const log = new Log({ now: () => toTimestamp(Date.now() * 1_000), metrics });
  const lines = new LineBatch(level, (records) => say({ type: 'log', records }));
  log.addSink(lines);
  // A bug ends the thread: what was said last tells why.
  process.once('exit', () => lines.flush());
  port.on('message', ({ type }: ToThread) => {
    if (type !== 'stop') return;
    void stop().then(() => {
      lines.flush();
      say({ type: 'ended' });
      port.close();
    });
  });
  return { log: log.logger({ thread: part }), metrics, say };
}
