import type { Page } from '@argosy/testkit/browser';

/** How much a page takes in and writes, a second. */
export type PageCounts = {
  /** Records of the stream: ticks, as they come behind conflation. */
  readonly recordsPerSecond: number;
  readonly paintedCellsPerSecond: number;
  /** Rows of a list of which something was written in a frame. */
  readonly paintedRowsPerSecond: number;
  /** Frames in which most of a list of 60 rows was written. */
  readonly fullFlushesPerSecond: number;
};

/** Has to be there before the page opens its socket; counts only while it is asked to. */
export const recordCounter = `{
  const Plain = window.WebSocket;
  window.WebSocket = class extends Plain {
    constructor(...words) {
      super(...words);
      this.addEventListener('message', ({ data }) => {
        if (window.records === undefined || typeof data === 'string') return;
        const view = new DataView(data);
        for (let at = 8; at < view.byteLength; at += view.getUint16(at, true)) window.records += 1;
      });
    }
  };
}`;

const COUNT_MILLIS = 5_000;
const SECOND_MILLIS = 1_000;

/** Counts for some seconds, by themselves: to count costs. */
export async function countPage(page: Page): Promise<PageCounts> {
  const counted = await page.evaluate<
    Readonly<Record<'cells' | 'rows' | 'full' | 'records', number>>
  >(
    `new Promise((resolve) => {
      let [cells, rows, full] = [0, 0, 0];
      window.records = 0;
      const seen = new MutationObserver((changes) => {
        cells += changes.length;
        const written = new Set(changes.map(({ target }) => target.parentElement?.closest('tr, .ladder__row') ?? target));
        rows += written.size;
        if (written.size >= 40) full += 1;
      });
      seen.observe(document.body, { characterData: true, subtree: true, childList: true });
      setTimeout(() => {
        seen.disconnect();
        resolve({ cells, rows, full, records: window.records });
        window.records = undefined;
      }, ${COUNT_MILLIS});
    })`,
  );
  const perSecond = (count: number): number => count / (COUNT_MILLIS / SECOND_MILLIS);
  return {
    recordsPerSecond: perSecond(counted.records),
    paintedCellsPerSecond: perSecond(counted.cells),
    paintedRowsPerSecond: perSecond(counted.rows),
    fullFlushesPerSecond: perSecond(counted.full),
  };
}
