/**
 * Pictures of the terminal's screens for `docs/screens`, on the seeded demo in front of the real server: `npm run screens`.
 */
import { mkdirSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';

import { TerminalRig, type TestPage } from '../browser/index.ts';

const folder = fileURLToPath(new URL('../../../docs/screens/', import.meta.url));
const SETTLE_MILLIS = 4_000;
const wide = { width: 1_440, height: 900 };
const phone = { width: 390, height: 844 };
const pages = ['strategies', 'backtests', 'risk', 'portfolio', 'brokers', 'admin', 'system'];

mkdirSync(folder, { recursive: true });
const rig = await TerminalRig.start();
try {
  await trade();
  const opened = await rig.open('/trade', { viewport: wide });
  for (const theme of ['graphite', 'cockpit', 'light']) {
    await chooseLook(opened, theme);
    await beginOrder(opened);
    await picture(opened, `trade-${theme}`);
  }
  await chooseLook(opened, 'graphite');
  for (const name of pages) {
    await opened.page.goto(`${rig.server.address}/${name}`);
    await picture(opened, name);
  }
  const small = await rig.open('/', { viewport: phone });
  await small.page.locator('tr[data-key="AUTO05.DEMO"]').click();
  await picture(small, 'phone');
} finally {
  await rig.end();
}

/** Something to show: a position, and an order that waits. */
async function trade(): Promise<void> {
  const common = { account: 'PAPER01', book: 'HAND', product: 'delivery', side: 'buy' };
  const orders = [
    { ...common, instrument: 'AUTO05.DEMO', qty: '20', terms: { type: 'market' } },
    { ...common, instrument: 'BANK03.DEMO', qty: '5', terms: { type: 'market' } },
    { ...common, instrument: 'AUTO05.DEMO', qty: '10', terms: { type: 'limit', limit: '2900.00' } },
  ];
  for (const [at, body] of orders.entries()) {
    await rig.server.ask('/orders', {
      method: 'POST',
      body,
      headers: { 'idempotency-key': `screens-${at}` },
    });
  }
}

async function chooseLook({ page }: TestPage, theme: string): Promise<void> {
  await page.locator('[data-panel^="watchlist"] .price').first().waitFor();
  await page.evaluate(`{
    localStorage.setItem('argosy.preference.theme', JSON.stringify('${theme}'));
    localStorage.setItem('argosy.preference.guideIsOver', 'true');
  }`);
  await page.reload();
}

async function beginOrder({ page }: TestPage): Promise<void> {
  await page.locator('[data-panel^="watchlist"] tr[data-key="AUTO05.DEMO"]').click();
  await page.locator('.chart__legend', { hasText: 'O ' }).waitFor();
}

async function picture({ page }: TestPage, name: string): Promise<void> {
  await sleep(SETTLE_MILLIS);
  await page.screenshot({ path: join(folder, `${name}.png`) });
  console.log(`docs/screens/${name}.png`);
}
