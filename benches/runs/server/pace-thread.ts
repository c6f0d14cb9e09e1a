/**
 * Says when one is due, so many a second: a timer of the event loop comes up to a millisecond late, which would count
 * against whoever is measured. A thread that only waits is late by a tenth of that.
 */
import { parentPort, workerData } from 'node:worker_threads';

import type { Due, Pace } from './messages.ts';

const { perSecond, count } = workerData as Pace;
const bell = new Int32Array(new SharedArrayBuffer(Int32Array.BYTES_PER_ELEMENT));
const begin = performance.now();
for (let due = 0; due < count;) {
  const millis = begin + (due * 1_000) / perSecond - performance.now();
  if (millis > 0) Atomics.wait(bell, 0, 0, millis);
  due = Math.min(count, 1 + Math.floor(((performance.now() - begin) * perSecond) / 1_000));
  parentPort?.postMessage({ due, begin: performance.timeOrigin + begin } satisfies Due);
}
