import { setTimeout as sleep } from 'node:timers/promises';

import { leftOf, type Page, type PageLeft } from '@argosy/testkit/browser';

/** What opening and closing everything many times has left. */
export type LeftBehind = {
  readonly times: number;
  /** Nodes in no document: those of panels that wait behind a tab are there from the beginning. */
  readonly detachedBefore: number;
  readonly detachedAfter: number;
  readonly nodesBefore: number;
  readonly nodesAfter: number;
  readonly heapMbBefore: number;
  /** Half-way: what grows as the browser makes code faster has grown by then. */
  readonly heapMbHalfway: number;
  readonly heapMbAfter: number;
};

const MEGABYTE = 1e6;
/** What a busy server has not answered yet still holds the page that has asked. */
const SETTLE_MILLIS = 3_000;

/** Opens and closes each panel, then each page, so many times. */
export async function openAndClose(page: Page, times: number): Promise<LeftBehind> {
  await openAll(page);
  const before = await settledOf(page);
  const half = Math.floor(times / 2);
  for (let done = 0; done < half; done += 1) await openAll(page);
  const halfway = await settledOf(page);
  for (let done = half; done < times; done += 1) await openAll(page);
  const after = await settledOf(page);
  return {
    times,
    detachedBefore: before.detached,
    detachedAfter: after.detached,
    nodesBefore: before.nodes,
    nodesAfter: after.nodes,
    heapMbBefore: before.heapBytes / MEGABYTE,
    heapMbHalfway: halfway.heapBytes / MEGABYTE,
    heapMbAfter: after.heapBytes / MEGABYTE,
  };
}

async function settledOf(page: Page): Promise<PageLeft> {
  await sleep(SETTLE_MILLIS);
  return leftOf(page);
}

/** In the page, frame by frame: thousands of clicks from outside would take an hour. */
async function openAll(page: Page): Promise<void> {
  await page.evaluate(`(async () => {
    const frames = async () => {
      for (let left = 3; left > 0; left -= 1) await new Promise((next) => requestAnimationFrame(next));
    };
    const add = document.querySelector('.workspace-bar__add');
    const kinds = [...add.options].map(({ value }) => value).filter((kind) => kind !== '');
    const choose = Object.getOwnPropertyDescriptor(HTMLSelectElement.prototype, 'value').set;
    for (const kind of kinds) {
      choose.call(document.querySelector('.workspace-bar__add'), kind);
      document.querySelector('.workspace-bar__add').dispatchEvent(new Event('change', { bubbles: true }));
      await frames();
      const added = document.querySelector('[data-panel="' + kind + '-2"]');
      if (added === null) throw new Error('no panel ' + kind);
      added.closest('.stack').querySelector('.stack__close').click();
      await frames();
    }
    for (const { ariaLabel } of document.querySelectorAll('.rail__link')) {
      document.querySelector('.rail__link[aria-label="' + ariaLabel + '"]').click();
      await frames();
      await new Promise((next) => setTimeout(next, 60));
    }
    document.querySelector('.rail__link').click();
    await frames();
  })()`);
}
