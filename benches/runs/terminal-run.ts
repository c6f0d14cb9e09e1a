/**
 * The terminal as people have it open: chart, depth, ticket, blotter and a watchlist of 60 rows, in a Chromium that paints in
 * software, in front of the whole platform with its demo at 10,000 ticks a second. Processor time of the page's main thread.
 * `node --conditions=source benches/runs/terminal-run.ts [SECONDS]`; prints one line of JSON.
 */
import { performance } from 'node:perf_hooks';
import { setTimeout as sleep } from 'node:timers/promises';

import { TerminalRig } from '@argosy/testkit/browser';

/** What a call reports. */
export type TerminalReport = {
  readonly seconds: number;
  /** Of one core. */
  readonly mainThreadShare: number;
  readonly scriptShare: number;
  readonly layoutShare: number;
  readonly paintedCellsPerSecond: number;
  readonly scriptMicrosPerCell: number;
  /** How much of the page has moved without anybody's doing: nothing should. */
  readonly layoutShift: number;
  readonly heapMbBefore: number;
  readonly heapMbAfter: number;
  readonly nodesBefore: number;
  readonly nodesAfter: number;
  /** From the address to the first paint, and until the watchlist shows prices, of a page that was there before. */
  readonly firstPaintMillis: number;
  readonly pricesMillis: number;
};

type Rig = Awaited<ReturnType<typeof TerminalRig.start>>;
type Opened = Awaited<ReturnType<Rig['open']>>;
type Counters = Readonly<Record<string, number>>;

const ROWS = 60;
const WARM_MILLIS = 8_000;
const COUNT_MILLIS = 5_000;
const MICROS = 1e6;
const MEGABYTE = 1e6;
const SECOND_MILLIS = 1_000;

const seconds = Number(process.argv[2] ?? '60');
const rig = await TerminalRig.start({ ARGOSY_DEMO_TICKS_PER_SECOND: '10000' });
try {
  console.log(
    JSON.stringify(
      await measure(await rig.open('/', { viewport: { width: 1_600, height: 1_300 } })),
    ),
  );
} finally {
  await rig.end();
}

async function measure(opened: Opened): Promise<TerminalReport> {
  const { page, context } = opened;
  const price = page.locator('[data-panel^="watchlist"] .price').first();
  await price.waitFor();
  await watchSixty(opened);
  await page.reload();
  await price.waitFor();
  await page.locator('[data-panel^="watchlist"] tbody tr').first().click();
  await sleep(WARM_MILLIS);
  const cells = await countCells(opened);
  const client = await context.newCDPSession(page);
  await client.send('Performance.enable', { timeDomain: 'threadTicks' });
  const read = async (): Promise<Counters> => {
    await client.send('HeapProfiler.collectGarbage');
    const { metrics } = await client.send('Performance.getMetrics');
    return Object.fromEntries(metrics.map(({ name, value }) => [name, value]));
  };
  await page.evaluate(`{
    window.moved = 0;
    new PerformanceObserver((list) => {
      for (const entry of list.getEntries()) window.moved += entry.value;
    }).observe({ type: 'layout-shift' });
  }`);
  const before = await read();
  const begunAt = performance.now();
  await sleep(seconds * SECOND_MILLIS);
  const after = await read();
  const took = (performance.now() - begunAt) / SECOND_MILLIS;
  const spent = (name: string): number => (after[name] ?? 0) - (before[name] ?? 0);
  const layoutShift = await page.evaluate<number>('window.moved');
  const cold = await comeBack(opened);
  return {
    seconds: took,
    mainThreadShare: spent('TaskDuration') / took,
    scriptShare: spent('ScriptDuration') / took,
    layoutShare: (spent('LayoutDuration') + spent('RecalcStyleDuration')) / took,
    paintedCellsPerSecond: cells,
    scriptMicrosPerCell: (spent('ScriptDuration') / took / cells) * MICROS,
    layoutShift,
    heapMbBefore: (before['JSHeapUsedSize'] ?? 0) / MEGABYTE,
    heapMbAfter: (after['JSHeapUsedSize'] ?? 0) / MEGABYTE,
    nodesBefore: before['Nodes'] ?? 0,
    nodesAfter: after['Nodes'] ?? 0,
    ...cold,
  };
}

/** Puts 60 instruments onto the first list, as somebody would who has chosen them one by one. */
async function watchSixty({ page }: Opened): Promise<void> {
  const { body } = await rig.server.ask(`/market/instruments?kind=equity&size=${ROWS}`);
  const { items } = { items: [], ...body } as {
    readonly items: readonly { readonly id: string }[];
  };
  const ids = JSON.stringify(items.map(({ id }) => id));
  await page.evaluate(`{
    const key = 'argosy.preference.workspaces';
    const all = JSON.parse(localStorage.getItem(key));
    const [id] = Object.keys(all[0].panels).filter((name) => name.startsWith('watchlist'));
    all[0].panels[id].state = { current: 0, lists: [${ids}] };
    localStorage.setItem(key, JSON.stringify(all));
  }`);
}

/** How many cells are written a second: counted by themselves, as to count costs. */
async function countCells({ page }: Opened): Promise<number> {
  const count = await page.evaluate<number>(`new Promise((resolve) => {
    let cells = 0;
    const seen = new MutationObserver((changes) => { cells += changes.length; });
    seen.observe(document.body, { characterData: true, subtree: true, childList: true });
    setTimeout(() => { seen.disconnect(); resolve(cells); }, ${COUNT_MILLIS});
  })`);
  return count / (COUNT_MILLIS / SECOND_MILLIS);
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
