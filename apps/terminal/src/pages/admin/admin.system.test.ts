import { describeTerminal, violationsOf } from '@argosy/testkit/browser';
import { expect, test } from 'vitest';

const GUEST = { name: 'a guest', password: 'another long pass phrase' };

describeTerminal('the page of people, jobs and the audit', (rig) => {
  /** What the server says to somebody who tries to come in. */
  const loginStatus = async (): Promise<number> => {
    const headers = { authorization: '' };
    const body = GUEST;
    return (await rig().server.ask('/auth/login', { method: 'POST', body, headers })).status;
  };

  test('invites somebody by a link, keeps them out and lets them in again', async () => {
    const { page } = await rig().open('/admin');
    await page.getByRole('button', { name: 'Invite somebody' }).click();
    const dialog = page.getByRole('dialog');
    await dialog.getByRole('textbox', { name: 'Name' }).fill(GUEST.name);
    await dialog.getByLabel('PAPER02').check();
    await dialog.getByRole('button', { name: 'Make the link' }).click();
    const link = await dialog.getByLabel('Link', { exact: true }).inputValue();
    expect(await violationsOf(page)).toEqual([]);
    await page.keyboard.press('Escape');
    expect(await page.content()).not.toContain(link);

    const [, token] = link.split('#');
    const body = { token, password: GUEST.password };
    const headers = { authorization: '' };
    const accepted = await rig().server.ask('/auth/invitation', { method: 'POST', body, headers });
    expect([accepted.status, await loginStatus()]).toEqual([204, 200]);

    await page.reload();
    const people = page.getByRole('grid', { name: 'People' });
    const row = people.locator('tr', { hasText: GUEST.name });
    expect(await row.innerText()).toContain('PAPER02');
    await row.getByRole('button', { name: `Keep out: ${GUEST.name}` }).click();
    await row.getByText('Kept out', { exact: true }).waitFor();
    expect(await loginStatus()).toBe(401);
    await row.getByRole('button', { name: `Let in again: ${GUEST.name}` }).click();
    await row.getByText('May come in').waitFor();
    expect(await loginStatus()).toBe(200);
  });

  test('runs a job now, and finds it in the audit', async () => {
    const { page } = await rig().open('/admin');
    await page.getByRole('button', { name: 'Run now: snapshots' }).click();
    const audit = page.getByRole('region', { name: 'Audit' });
    await audit.getByLabel('What', { exact: true }).fill('job.run');
    const entry = audit.getByRole('grid').locator('tbody tr').first();
    await entry.getByText('snapshots').waitFor();
    const actions = await audit.locator('tbody tr td:nth-child(4)').allInnerTexts();
    expect(new Set(actions)).toEqual(new Set(['job.run']));
    expect(await violationsOf(page)).toEqual([]);
  });
});
