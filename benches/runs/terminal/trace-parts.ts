import { setTimeout as sleep } from 'node:timers/promises';

import type { Page } from '@argosy/testkit/browser';

/** What the main thread of a page was at, in processor time. */
export type TraceParts = {
  /** Script outside of frames: taking messages in, and writing them into rows. Of one core. */
  readonly decodeShare: number;
  /** Script in frames: text that is written, canvases that are drawn. */
  readonly flushShare: number;
  /** Style, layout, and what is made ready to be painted. */
  readonly layoutShare: number;
  /** Each frame's script in microseconds, the longest first. */
  readonly flushMicros: readonly number[];
};

type TraceEvent = {
  readonly name: string;
  readonly ph: string;
  readonly pid: number;
  readonly tid: number;
  readonly ts: number;
  readonly dur?: number;
  /** Processor time, in microseconds. */
  readonly tdur?: number;
};

const MICROS = 1e6;
const SECOND_MILLIS = 1_000;
const laidOut: ReadonlySet<string> = new Set([
  'UpdateLayoutTree',
  'Layout',
  'PrePaint',
  'Paint',
  'Layerize',
  'Commit',
]);

/** Traces a page for some seconds. To trace costs: nothing else is measured meanwhile. */
export async function traceParts(page: Page, seconds: number): Promise<TraceParts> {
  const browser = page.context().browser();
  if (browser === null) throw new Error('the page has no browser');
  await browser.startTracing(page, { categories: ['devtools.timeline'] });
  await sleep(seconds * SECOND_MILLIS);
  const { traceEvents } = JSON.parse((await browser.stopTracing()).toString()) as {
    readonly traceEvents: readonly TraceEvent[];
  };
  const frames = traceEvents.filter(({ name }) => name === 'FireAnimationFrame');
  const [first] = frames;
  const own = traceEvents.filter(
    ({ pid, tid, ph }) => pid === first?.pid && tid === first.tid && ph === 'X',
  );
  const isInFrame = ({ ts }: TraceEvent): boolean =>
    frames.some((frame) => ts >= frame.ts && ts < frame.ts + (frame.dur ?? 0));
  const share = (events: readonly TraceEvent[]): number =>
    events.reduce((all, { tdur = 0 }) => all + tdur, 0) / MICROS / seconds;
  return {
    decodeShare: share(own.filter((event) => event.name === 'FunctionCall' && !isInFrame(event))),
    flushShare: share(frames),
    layoutShare: share(own.filter(({ name }) => laidOut.has(name))),
    flushMicros: frames.map(({ tdur = 0 }) => tdur).sort((one, other) => other - one),
  };
}
