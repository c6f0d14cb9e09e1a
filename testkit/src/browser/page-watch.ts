import type { Page } from 'playwright-core';

/** What is left of a page's nodes and memory once all that can go has gone. */
export type PageLeft = {
  /** Nodes that are in no document any more, and that something still holds. */
  readonly detached: number;
  readonly nodes: number;
  readonly heapBytes: number;
};

const COLLECTIONS = 3;

/** Collects what can be collected, then counts. */
export async function leftOf(page: Page): Promise<PageLeft> {
  const client = await page.context().newCDPSession(page);
  for (let times = 0; times < COLLECTIONS; times += 1) {
    await client.send('HeapProfiler.collectGarbage');
  }
  await client.send('DOM.enable');
  const { detachedNodes } = await client.send('DOM.getDetachedDomNodes');
  const { nodes } = await client.send('Memory.getDOMCounters');
  const { usedSize } = await client.send('Runtime.getHeapUsage');
  await client.detach();
  return { detached: detachedNodes.length, nodes, heapBytes: usedSize };
}

/** What has moved on a page without anybody's doing: its share of the screen, and what it was. */
export type Shift = { readonly share: number; readonly what: string };

/**
 * Watches for what moves on a page from now on; gives what tells it.
 *
 * @example
 * const shifts = await watchShifts(page);
 * expect(await shifts()).toEqual([]);
 */
export async function watchShifts(page: Page): Promise<() => Promise<readonly Shift[]>> {
  await page.evaluate(`{
    window.argosyShifts = [];
    const nameOf = (node) => {
      const element = node instanceof Element ? node : node?.parentElement;
      const panel = element?.closest('[data-panel]')?.dataset.panel ?? '';
      return [panel, element?.tagName.toLowerCase() ?? 'gone', element?.className ?? '', (node?.textContent ?? '').slice(0, 40)].join(' ');
    };
    new PerformanceObserver((list) => {
      for (const { value, sources } of list.getEntries()) {
        window.argosyShifts.push({ share: value, what: sources.map(({ node }) => nameOf(node)).join(' | ') });
      }
    }).observe({ type: 'layout-shift' });
  }`);
  return () => page.evaluate<readonly Shift[]>('window.argosyShifts');
}
