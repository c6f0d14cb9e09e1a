import { join } from 'node:path';

import { describeTerminal, violationsOf } from '@argosy/testkit/browser';
import { expect, test } from 'vitest';

const examples = join(import.meta.dirname, '../../../../../examples');
const LONG = { timeout: 90_000 };

describeTerminal(
  'the page of backtests',
  (rig) => {
    test('queues a run and shows what its tear sheet says', async () => {
      const { page } = await rig().open('/backtests');
      await page.getByRole('textbox', { name: 'Title' }).fill('turtles');
      await page.getByRole('button', { name: 'Queue this run' }).click();
      const run = page.getByRole('article', { name: 'turtles' });
      await run.getByRole('button', { name: 'sheet.html' }).waitFor(LONG);
      const id = new URL(page.url()).pathname.split('/').at(-1) ?? '';

      // The server's own words, not the screen's.
      const { body: sheet } = await rig().server.ask(`/backtests/${id}/files/sheet.json`);
      const { summary, card } = sheet as {
        readonly summary: { readonly net: string; readonly figures: Record<string, number> };
        readonly card: { readonly events: string };
      };
      const figures = run.locator('.key-figures');
      await figures.getByText('Sharpe').waitFor();
      const shown = (await figures.innerText()).replaceAll(',', '').replaceAll('\u2212', '-');
      expect(shown).toContain(summary.net);
      expect(shown).toContain((summary.figures['SharpeRatio'] ?? 0).toFixed(2));
      await run.getByText(card.events).waitFor();

      await run.getByRole('grid', { name: 'Trades' }).locator('tbody tr').first().click();
      await run.getByRole('heading', { name: 'SP500.SAMPLE at the fills' }).waitFor();
      expect(await run.getByRole('table').count()).toBeGreaterThan(0);
      expect(await violationsOf(page)).toEqual([]);

      // What was typed last is there for the next one.
      await page.getByRole('button', { name: 'New run' }).click();
      expect(await page.getByRole('textbox', { name: 'Title' }).inputValue()).toBe('turtles');
    });

    test('shows in full why a run has failed', async () => {
      const { page } = await rig().open('/backtests/new');
      await page.getByRole('textbox', { name: 'Title' }).fill('nothing in it');
      await page.getByRole('textbox', { name: 'Run file' }).fill('strategies: []\n');
      await page.getByRole('button', { name: 'Queue this run' }).click();
      const alert = page.getByRole('alert');
      await alert.getByText('Why it failed').waitFor(LONG);
      const id = new URL(page.url()).pathname.split('/').at(-1) ?? '';
      const { body } = await rig().server.ask(`/backtests/${id}`);
      const error = String(body['error']);
      expect(error.length).toBeGreaterThan(10);
      expect(await alert.locator('pre').textContent()).toBe(error);
    });

    test('fits a phone', async () => {
      const { page } = await rig().open('/backtests', { viewport: { width: 390, height: 844 } });
      await page.getByRole('navigation', { name: 'Runs' }).waitFor();
      const wider = await page.evaluate(
        `{ const { scrollWidth, clientWidth } = document.querySelector('main'); scrollWidth - clientWidth; }`,
      );
      expect(wider).toBe(0);
      expect(await violationsOf(page, "document.querySelector('main')")).toEqual([]);
    });
  },
  { ARGOSY_BACKTEST_FILES: examples, ARGOSY_DEMO_TICKS_PER_SECOND: '50' },
);
