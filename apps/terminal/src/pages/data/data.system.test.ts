import { readFileSync } from 'node:fs';

import { describeTerminal, violationsOf } from '@argosy/testkit/browser';
import { expect, test } from 'vitest';

const SERIES = 'bar SBIN.NSE 1-DAY-LAST-EXTERNAL';
const csv = `Date,Open,High,Low,Close,Volume
2026-11-18,800.10,812.00,799.05,810.55,120000
2026-11-20,811.00,815.50,805.00,806.25,98000
`;
/** Each step is a process of its own, which comes up late where much else runs. */
const patience = { timeout: 90_000 };

/** Days of a share that rises and falls, as its history is to be had from anywhere. */
const SHARE = 'TCS.NSE';
const days = Array.from({ length: 60 }, (_, at) => new Date(Date.UTC(2026, 7, 3) + at * 86_400_000))
  .filter((day) => day.getUTCDay() % 6 !== 0)
  .map((day, at) => {
    const close = 3_000 + Math.round(100 * Math.sin(at / 4));
    return `${day.toISOString().slice(0, 10)},${close - 5}.05,${close + 10}.15,${close - 10}.20,${close}.35,1000`;
  });
const run = `instruments: [{ id: ${SHARE} }]
sources: [{ history: history }]
accounts: [{ id: DEMO, balance: 1000000.00 INR }]
strategies:
  - id: crossing
    strategy: EmaCrossBars
    account: DEMO
    parameters: { instrument: ${SHARE}, bars: ${SHARE}-1-DAY-LAST-EXTERNAL, fast: 2, slow: 5 }
`;

describeTerminal(
  'the page of data',
  (rig) => {
    test('takes a file in, shows its days and faults, and gives it out again', async () => {
      const { page } = await rig().open('/data');
      await page.getByText('History is empty.').waitFor();
      const brought = { name: 'sbin.csv', mimeType: 'text/csv', buffer: Buffer.from(csv) };
      await page.getByLabel('File', { exact: true }).setInputFiles(brought);
      await page.getByRole('button', { name: 'Look at it' }).click();
      await page.getByText('the instrument: say it').waitFor(patience);
      expect(await page.getByRole('button', { name: 'Take it in' }).isDisabled()).toBe(true);
      await page.getByRole('textbox', { name: /^Instrument \(/u }).fill('SBIN.NSE');
      await page.getByRole('button', { name: 'Look again' }).click();
      const take = page.getByRole('button', { name: 'Take it in' });
      await expect.poll(() => take.isEnabled(), patience).toBe(true);
      expect(await violationsOf(page)).toEqual([]);
      await take.click();

      const row = page.getByRole('grid', { name: 'What there is' }).locator('tbody tr').first();
      await row.getByText('SBIN.NSE').click(patience);
      // What the page shows is what the server's own manifests say.
      const { body } = await rig().server.ask('/data/series');
      expect(body['series']).toMatchObject([{ series: SERIES, rows: 2 }]);
      const strip = page.getByRole('img', { name: `Days of ${SERIES}` });
      expect(await strip.getAttribute('aria-label')).toContain('2 days have rows, 1 are missing');
      await page.getByText('Missing: 2026-11-19').waitFor();

      await page.getByRole('button', { name: 'Look it through' }).click();
      const faults = page.getByRole('grid', { name: 'Quality' });
      await faults.getByText('Days without a row').waitFor(patience);

      await page.getByRole('button', { name: 'As CSV' }).click();
      const save = page.getByRole('button', { name: /^Save: / });
      await save.waitFor(patience);
      const [file] = await Promise.all([page.waitForEvent('download'), save.click()]);
      expect(file.suggestedFilename()).toBe('bar-SBIN.NSE-1-DAY-LAST-EXTERNAL.csv');
      expect(await violationsOf(page)).toEqual([]);
    }, 240_000);

    test('what is brought is traded by a backtest, stands on its chart, and comes back as it went out', async () => {
      const { page } = await rig().open('/data');
      const bring = async (text: string): Promise<void> => {
        const file = { name: 'tcs.csv', mimeType: 'text/csv', buffer: Buffer.from(text) };
        await page.getByLabel('File', { exact: true }).setInputFiles(file);
        await page.getByRole('textbox', { name: /^Instrument \(/u }).fill(SHARE);
        await page.getByRole('button', { name: 'Look at it' }).click();
        await page.getByRole('button', { name: 'Take it in' }).click(patience);
      };
      const known = async (): Promise<unknown> => {
        const { body } = await rig().server.ask('/data/series');
        const { series } = { series: [], ...body } as {
          readonly series: readonly { readonly series: string; readonly rows: number }[];
        };
        return series.find(({ series: name }) => name.includes(SHARE))?.rows;
      };
      await bring(['Date,Open,High,Low,Close,Volume', ...days].join('\n'));
      await expect.poll(known, patience).toBe(days.length);

      await page
        .getByRole('grid', { name: 'What there is' })
        .getByText(SHARE)
        .first()
        .click(patience);
      await page.getByRole('button', { name: 'As CSV' }).click();
      const save = page.getByRole('button', { name: /^Save: .*TCS/u });
      await save.waitFor(patience);
      const [file] = await Promise.all([page.waitForEvent('download'), save.click()]);
      await bring(readFileSync(await file.path(), 'utf8'));
      const newest = async (): Promise<unknown> => {
        const { body } = await rig().server.ask('/data/tasks');
        return (body['tasks'] as readonly unknown[])[0];
      };
      await expect
        .poll(newest, patience)
        .toMatchObject({ kind: 'import', status: 'done', error: null });
      expect(await known()).toBe(days.length);

      await page.getByRole('link', { name: 'Backtests' }).click();
      await page.getByRole('textbox', { name: 'Title' }).fill('brought');
      await page.getByRole('textbox', { name: 'Run file' }).fill(run);
      await page.getByRole('button', { name: 'Queue this run' }).click();
      const article = page.getByRole('article', { name: 'brought' });
      await article
        .getByRole('grid', { name: 'Trades' })
        .locator('tbody tr')
        .first()
        .click(patience);
      await article.getByRole('heading', { name: `${SHARE} at the fills` }).waitFor();
      await article.locator('canvas').first().waitFor();
      const id = new URL(page.url()).pathname.split('/').at(-1) ?? '';
      const { body: sheet } = await rig().server.ask(`/backtests/${id}/files/sheet.json`);
      const { summary } = sheet as { readonly summary: { readonly net: string } };
      const figures = article.locator('.key-figures');
      const shown = (await figures.innerText()).replaceAll(',', '').replaceAll('\u2212', '-');
      expect([summary.net === '0.00', shown]).toEqual([
        false,
        expect.stringContaining(summary.net),
      ]);
    }, 240_000);
  },
  { ARGOSY_BACKTEST_FILES: '.', ARGOSY_DEMO_TICKS_PER_SECOND: '50' },
);
