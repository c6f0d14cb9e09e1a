/**
 * The terminal as people have it open: chart, depth, ticket, blotter and a watchlist of 60 rows, in a Chromium that paints in
 * software, in front of the whole platform with its demo at 10,000 ticks a second. Processor time of the page's main thread.
 * `node --conditions=source benches/runs/terminal-run.ts [SECONDS] [TIMES] [MINUTES]`; prints one line of JSON. TIMES panels and
 * pages are opened and closed, 20 unless told; where MINUTES are told the heap is looked at once a minute for so long. Each part
 * says what it has found once it is through: a long run that ends early has told all but its last.
 */
import { performance } from 'node:perf_hooks';
import { setTimeout as sleep } from 'node:timers/promises';

import { TerminalRig, leftOf, watchShifts } from '@argosy/testkit/browser';

import { measureDense, type DenseReport } from './terminal/dense-part.ts';
import { traceParts } from './terminal/trace-parts.ts';
import { openAndClose, type LeftBehind } from './terminal/open-and-close.ts';
import { countPage, recordCounter, type PageCounts } from './terminal/page-counts.ts';
import { watchOnly } from './terminal/watch-only.ts';

/** What a call reports. */
export type TerminalReport = PageCounts &
  DenseReport &
  LeftBehind & {
    readonly seconds: number;
    /** Of one core. */
    readonly mainThreadShare: number;
    /** All that the main thread does, for each tick of the market and for each record that comes. */
    readonly microsPerTick: number;
    readonly microsPerRecord: number;
    /** All script of it, chart and collections of garbage within it included: decoded, conflated, written, drawn. */
    readonly scriptMicrosPerRecord: number;
    /** How much of the page has moved without anybody's doing: nothing should. */
    readonly layoutShift: number;
    /** What the heap gains a minute once all is collected, over so many minutes; 0 over 0 where nobody has waited. */
    readonly heapMinutes: number;
    readonly heapMbPerMinute: number;
    /** From the address to the first paint, and until the watchlist shows prices, of a page that was there before. */
    readonly firstPaintMillis: number;
    readonly pricesMillis: number;
  };

type Rig = Awaited<ReturnType<typeof TerminalRig.start>>;
type Opened = Awaited<ReturnType<Rig['open']>>;

const ROWS = 60;
const WARM_MILLIS = 8_000;
const TICKS_PER_SECOND = 10_000;
const MICROS = 1e6;
const MEGABYTE = 1e6;
const SECOND_MILLIS = 1_000;

const MINUTE_MILLIS = 60_000;
const TRACE_SECONDS = 20;

const [seconds = 60, times = 20, minutes = 0] = process.argv.slice(2).map(Number);
const dense = told(await measureDense());
const rig = await TerminalRig.start({ ARGOSY_DEMO_TICKS_PER_SECOND: String(TICKS_PER_SECOND) });
try {
  const opened = await rig.open('/', { viewport: { width: 1_600, height: 1_300 } });
  console.log(JSON.stringify({ ...dense, ...(await measure(opened)) } satisfies TerminalReport));
} finally {
  await rig.end();
}

async function measure(opened: Opened): Promise<Omit<TerminalReport, keyof DenseReport>> {
  const { page, context } = opened;
  await context.addInitScript(recordCounter);
  await watchOnly(page, await sixty());
  await page.locator('[data-panel^="watchlist"] tbody tr').first().click();
  await sleep(WARM_MILLIS);
  const counts = await countPage(page);
  const { took, mainThreadShare, layoutShift } = told(await spend(opened));
  const { decodeShare, flushShare } = await traceParts(page, TRACE_SECONDS);
  const scriptShare = decodeShare + flushShare;
  const cold = told(await comeBack(opened));
  const heapMbPerMinute = told(await heapSlope(opened));
  const left = told(await openAndClose(page, times));
  return {
    seconds: took,
    mainThreadShare,
    microsPerTick: (mainThreadShare / TICKS_PER_SECOND) * MICROS,
    microsPerRecord: (mainThreadShare / counts.recordsPerSecond) * MICROS,
    scriptMicrosPerRecord: (scriptShare / counts.recordsPerSecond) * MICROS,
    layoutShift,
    heapMinutes: minutes,
    heapMbPerMinute,
    ...counts,
    ...left,
    ...cold,
  };
}

/** Says a part that is through. */
function told<Found>(found: Found): Found {
  console.error(JSON.stringify(found));
  return found;
}

/** What the main thread takes while nothing else looks at it, and what has moved. */
async function spend({ page, context }: Opened): Promise<{
  readonly took: number;
  readonly mainThreadShare: number;
  readonly layoutShift: number;
}> {
  const client = await context.newCDPSession(page);
  await client.send('Performance.enable', { timeDomain: 'threadTicks' });
  const taskSeconds = async (): Promise<number> => {
    const { metrics } = await client.send('Performance.getMetrics');
    return metrics.find(({ name }) => name === 'TaskDuration')?.value ?? Number.NaN;
  };
  const shifts = await watchShifts(page);
  const before = await taskSeconds();
  const begunAt = performance.now();
  await sleep(seconds * SECOND_MILLIS);
  const spent = (await taskSeconds()) - before;
  const took = (performance.now() - begunAt) / SECOND_MILLIS;
  await client.detach();
  const moved = await shifts();
  for (const { what } of moved) console.error(`moved: ${what}`);
  return {
    took,
    mainThreadShare: spent / took,
    layoutShift: moved.reduce((all, { share }) => all + share, 0),
  };
}

/** The line through what the heap was at each minute, by least squares. */
async function heapSlope({ page }: Opened): Promise<number> {
  if (minutes === 0) return 0;
  const heaps: number[] = [];
  for (let minute = 0; minute <= minutes; minute += 1) {
    if (minute > 0) await sleep(MINUTE_MILLIS);
    const heap = (await leftOf(page)).heapBytes / MEGABYTE;
    console.error(`minute ${minute}: ${heap.toFixed(2)} MB`);
    heaps.push(heap);
  }
  const mid = (heaps.length - 1) / 2;
  const mean = heaps.reduce((all, heap) => all + heap, 0) / heaps.length;
  const over = heaps.reduce((all, heap, at) => all + (at - mid) * (heap - mean), 0);
  return over / heaps.reduce((all, _, at) => all + (at - mid) ** 2, 0);
}

async function sixty(): Promise<readonly string[]> {
  const { body } = await rig.server.ask(`/market/instruments?kind=equity&size=${ROWS}`);
  const { items } = { items: [], ...body } as {
    readonly items: readonly { readonly id: string }[];
  };
  return items.map(({ id }) => id);
}

async function comeBack({
  page,
}: Opened): Promise<Pick<TerminalReport, 'firstPaintMillis' | 'pricesMillis'>> {
  const begunAt = performance.now();
  await page.reload({ waitUntil: 'commit' });
  await page.locator('[data-panel^="watchlist"] .price', { hasText: /\d/u }).first().waitFor();
  const pricesMillis = performance.now() - begunAt;
  const firstPaintMillis = await page.evaluate<number>(
    "performance.getEntriesByName('first-contentful-paint')[0]?.startTime ?? NaN",
  );
  return { firstPaintMillis, pricesMillis };
}
