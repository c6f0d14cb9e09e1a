import { describeTerminal, violationsOf } from '@argosy/testkit/browser';
import { expect, test } from 'vitest';

const SERIES = 'bar SBIN.NSE 1-DAY-LAST-EXTERNAL';
const csv = `Date,Open,High,Low,Close,Volume
2026-11-18,800.10,812.00,799.05,810.55,120000
2026-11-20,811.00,815.50,805.00,806.25,98000
`;
/** Each step is a process of its own, which comes up late where much else runs. */
const patience = { timeout: 60_000 };

describeTerminal('the page of data', (rig) => {
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
});
