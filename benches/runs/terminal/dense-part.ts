import { setTimeout as sleep } from 'node:timers/promises';

import { FedMarket, fedEnv, fedFiles, TerminalRig } from '@argosy/testkit/browser';

import { countPage, recordCounter } from './page-counts.ts';
import { traceParts } from './trace-parts.ts';
import { watchOnly } from './watch-only.ts';

/** What a list costs of which every row changes all the time. */
export type DenseReport = {
  readonly denseRecordsPerSecond: number;
  readonly denseRowsPerSecond: number;
  /** Script. */
  readonly decodeMicrosPerRecord: number;
  readonly flushMicrosPerRow: number;
  readonly layoutMicrosPerRow: number;
  /** Frames in which most of the list was written. */
  readonly flush60MillisP50: number;
  readonly flush60MillisP99: number;
};

const ROWS = 60;
const WARM_MILLIS = 5_000;
const TRACE_SECONDS = 20;
const EVERY_MILLIS = 10;
const AT_ONCE = 100;
const MICROS = 1e6;
const MILLI_MICROS = 1_000;

/** 60 shares, told 10,000 quotes a second by this process. */
export async function measureDense(): Promise<DenseReport> {
  const shares = Array.from({ length: ROWS }, (_, at) => `SHARE${String(at + 10)}.NSE`);
  const rig = await TerminalRig.start(fedEnv, fedFiles(shares));
  const market = FedMarket.join(rig.server);
  let told = 0;
  const tell = (): void => {
    for (let left = AT_ONCE; left > 0; left -= 1) {
      told += 1;
      const bid = 10_000 + ((told * 7_919) % 9_000);
      market.tell(shares[told % ROWS] ?? '', { bid, ask: bid + 10 });
    }
  };
  const timer = setInterval(tell, EVERY_MILLIS);
  try {
    const opened = await rig.open('/', { viewport: { width: 1_600, height: 1_300 } });
    const { page, context } = opened;
    await context.addInitScript(recordCounter);
    await watchOnly(page, shares);
    await page.locator('[data-panel^="watchlist"] tbody tr').first().click();
    await sleep(WARM_MILLIS);
    const counts = await countPage(page);
    const parts = await traceParts(page, TRACE_SECONDS);
    const full = Math.max(1, Math.round(counts.fullFlushesPerSecond * TRACE_SECONDS));
    const flushes = parts.flushMicros.slice(0, full);
    const millisOf = (part: number): number =>
      (flushes[Math.floor(flushes.length * (1 - part))] ?? Number.NaN) / MILLI_MICROS;
    const perRow = (share: number): number => (share / counts.paintedRowsPerSecond) * MICROS;
    return {
      denseRecordsPerSecond: counts.recordsPerSecond,
      denseRowsPerSecond: counts.paintedRowsPerSecond,
      decodeMicrosPerRecord: (parts.decodeShare / counts.recordsPerSecond) * MICROS,
      flushMicrosPerRow: perRow(parts.flushShare),
      layoutMicrosPerRow: perRow(parts.layoutShare),
      flush60MillisP50: millisOf(0.5),
      flush60MillisP99: millisOf(0.99),
    };
  } finally {
    clearInterval(timer);
    await market.end();
    await rig.end();
  }
}
