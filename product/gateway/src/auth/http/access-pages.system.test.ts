import { describeBrowser, violationsOf, type Page, type TestPage } from '@argosy/testkit/browser';
import { aLogin, people, type LoginRig } from '@argosy/testkit/login';
import { afterEach, beforeEach, expect, test } from 'vitest';

import type { TerminalFile } from '../../terminal/terminal-file.ts';

const page =
  '<!doctype html><html lang="en"><title>the terminal</title><link rel="icon" href="data:," /></html>';
const terminal: readonly TerminalFile[] = [
  { path: '/index.html', bytes: Buffer.from(page), brotli: null, gzip: null },
];

describeBrowser('the pages of coming in', (browser) => {
  let rig: LoginRig;
  beforeEach(async () => {
    rig = await aLogin({ terminal });
  });
  afterEach(async () => {
    await rig.close();
  });

  const at = async (path: string): Promise<TestPage> => {
    const opened = await browser().open();
    await opened.page.goto(rig.url + path);
    return opened;
  };
  /** What stands in the address bar, once the terminal is there. */
  const arrival = async ({ page: shown }: TestPage): Promise<string> => {
    await shown.waitForURL(({ pathname }) => !pathname.startsWith('/ui/'));
    expect(await shown.title()).toBe('the terminal');
    return shown.url().slice(rig.url.length);
  };
  const isIn = async ({ context }: TestPage): Promise<boolean> =>
    (await context.cookies()).some(({ name }) => name === 'argosy-refresh');

  const choose = async (shown: Page, password: string): Promise<void> => {
    await shown.getByLabel('Password').fill(password);
    await shown.getByLabel('The same again').fill(password);
  };
  const logIn = async ({ page: shown }: TestPage): Promise<void> => {
    await shown.getByLabel('Name').fill(people.owner.name);
    await shown.getByLabel('Password').fill(people.owner.password);
    await shown.getByRole('button', { name: 'Log in' }).click();
  };

  test('the first owner chooses a name and a password, and is at the terminal, logged in', async () => {
    const link = new URL((await rig.auth.firstRunLink()) ?? '');
    const opened = await at(link.pathname + link.hash);
    expect(opened.page.url()).toBe(`${rig.url}/ui/first-run`);
    expect(await violationsOf(opened.page)).toEqual([]);
    await opened.page.getByLabel('Name').fill(people.owner.name);
    await choose(opened.page, people.owner.password);
    await opened.page.getByRole('button', { name: 'Make the owner' }).click();
    expect([await arrival(opened), await isIn(opened)]).toEqual(['/', true]);
  });

  test.each([
    ['', '/'],
    ['?next=/strategies', '/strategies'],
    [`?next=${encodeURIComponent('/backtests/7?sheet=2#top')}`, '/backtests/7?sheet=2#top'],
    ['?next=//elsewhere.example/', '/'],
    ['?next=/%5Celsewhere.example', '/'],
    ['?next=/%09/elsewhere.example', '/'],
    ['?next=https://elsewhere.example/', '/'],
    ['?next=javascript:alert(1)', '/'],
    ['?next=strategies', '/'],
  ])('who logs in at /ui/login%s goes on to %s', async (query, place) => {
    await rig.owner();
    const opened = await at(`/ui/login${query}`);
    await logIn(opened);
    expect([await arrival(opened), await isIn(opened)]).toEqual([place, true]);
  });

  test('who is logged in already goes on at once', async () => {
    await rig.owner();
    const opened = await at('/ui/login');
    expect(await violationsOf(opened.page)).toEqual([]);
    await logIn(opened);
    await arrival(opened);
    await opened.page.goto(`${rig.url}/ui/login?next=/strategies`);
    expect(await arrival(opened)).toBe('/strategies');
  });

  test('a wrong password is told, and the page stays', async () => {
    await rig.owner();
    const opened = await at('/ui/login');
    await opened.page.getByLabel('Name').fill(people.owner.name);
    await opened.page.getByLabel('Password').fill('not the password');
    await opened.page.getByRole('button', { name: 'Log in' }).click();
    await opened.page.getByRole('status').filter({ hasText: /\w/u }).waitFor();
    expect([opened.page.url(), await isIn(opened)]).toEqual([`${rig.url}/ui/login`, false]);
    expect(opened.faults.take()).toEqual([expect.stringContaining('401')]);
  });

  test('who was invited chooses a password, and goes on to the login', async () => {
    const owner = await rig.owner();
    const invited = await owner.send('POST', '/users/invitations', {
      name: 'bert',
      role: 'viewer',
    });
    const link = new URL(String(invited.body['link']));
    const opened = await at(link.pathname + link.hash);
    expect(await violationsOf(opened.page)).toEqual([]);
    await choose(opened.page, people.viewer.password);
    await opened.page.getByRole('button', { name: 'Accept' }).click();
    await opened.page.getByRole('button', { name: 'Log in' }).waitFor();
    expect(opened.page.url()).toBe(`${rig.url}/ui/login`);
  });
});
