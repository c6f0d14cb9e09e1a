import type { Page } from '@argosy/testkit/browser';

/** Puts instruments onto the first list, as somebody would who has chosen them one by one, and comes back. */
export async function watchOnly(page: Page, instruments: readonly string[]): Promise<void> {
  const price = page.locator('[data-panel^="watchlist"] .price').first();
  await price.waitFor();
  await page.evaluate(`{
    const key = 'argosy.preference.workspaces';
    const all = JSON.parse(localStorage.getItem(key));
    const [id] = Object.keys(all[0].panels).filter((name) => name.startsWith('watchlist'));
    all[0].panels[id].state = { current: 0, lists: [${JSON.stringify(instruments)}] };
    localStorage.setItem(key, JSON.stringify(all));
  }`);
  await page.reload();
  await price.waitFor();
}
