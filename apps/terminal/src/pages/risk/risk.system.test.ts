import { describeTerminal, violationsOf } from '@argosy/testkit/browser';
import { expect, test } from 'vitest';

describeTerminal('the page of risk', (rig) => {
  /** What the journal says was set: no screen makes it up. */
  const setLimits = (): readonly Readonly<Record<string, unknown>>[] =>
    rig()
      .events()
      .flatMap((event) => {
        if (event.kind !== 'limit') return [];
        const { limit, value, reason } = event;
        return [{ limit, value, reason }];
      });

  test('sets a limit, shows how much of it is used, raises it by a held button and takes it back', async () => {
    const { page } = await rig().open('/risk');
    await page.getByRole('button', { name: 'Set a limit' }).click();
    const dialog = page.getByRole('dialog');
    await dialog.getByRole('textbox', { name: 'Limit at' }).fill('20,000');
    await dialog.getByRole('textbox', { name: 'Why' }).fill('the plan');
    expect(await violationsOf(page)).toEqual([]);
    await dialog.getByRole('button', { name: 'Set it' }).click();
    const row = page.getByRole('grid', { name: 'Limits' }).locator('tbody tr');
    await row.getByRole('meter', { name: 'Used: Loss of a day' }).waitFor();
    expect(await row.innerText()).toContain('of 20,000.00');
    expect(setLimits()).toEqual([{ limit: 'dailyLoss', value: 20_000_00n, reason: 'the plan' }]);

    await row.getByRole('button', { name: 'Change' }).click();
    await dialog.getByRole('textbox', { name: 'Limit at' }).fill('30000');
    await dialog.getByRole('textbox', { name: 'Why' }).fill('more room');
    const raise = dialog.getByRole('button', { name: 'Let more through' });
    await raise.click();
    expect(setLimits()).toHaveLength(1);
    await raise.click({ delay: 800 });
    await row.getByText('30,000.00 INR').waitFor();
    expect(setLimits()[1]).toEqual({ limit: 'dailyLoss', value: 30_000_00n, reason: 'more room' });

    await row.getByRole('button', { name: 'Change' }).click();
    await dialog.getByRole('textbox', { name: 'Why' }).fill('not needed');
    await dialog.getByRole('button', { name: 'Take it back' }).click({ delay: 800 });
    await page.getByText('Nothing is limited').waitFor();
    expect(setLimits()[2]).toMatchObject({ limit: 'dailyLoss', value: null });
    expect(await violationsOf(page)).toEqual([]);
  });

  test('says what is wrong with a limit that the server refuses', async () => {
    const { page, faults } = await rig().open('/risk');
    await page.getByRole('button', { name: 'Set a limit' }).click();
    const dialog = page.getByRole('dialog');
    await dialog.getByRole('combobox', { name: 'Where' }).selectOption('The whole firm');
    await dialog.getByRole('textbox', { name: 'Limit at' }).fill('0');
    await dialog.getByRole('textbox', { name: 'Why' }).fill('nothing');
    await dialog.getByRole('button', { name: 'Set it' }).click();
    await dialog.getByRole('alert').getByText('BAD_LIMIT').waitFor();
    expect(await violationsOf(page)).toEqual([]);
    // A no of the server is a line in the browser's own log.
    expect(faults.take().join('\n')).toContain('422');
  });
});
