import type { MessagePort } from 'node:worker_threads';

import { readBatch, type StreamSink } from '../line/stream-batch.ts';

/** What reads batches; `onEnd` comes behind each. */
export type BatchSink = StreamSink & { readonly onEnd: () => void };

/** Reads batches as they come, and counts each once it is read: whoever sends waits for that. */
export function readStream(port: MessagePort, read: Int32Array, sink: BatchSink): void {
  port.on('message', (bytes: Uint8Array) => {
    try {
      readBatch(bytes, sink);
      sink.onEnd();
    } finally {
      Atomics.add(read, 0, 1);
    }
  });
}
