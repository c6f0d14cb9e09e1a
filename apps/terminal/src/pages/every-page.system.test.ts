import {
  describeTerminal,
  looks,
  violationsOf,
  wearLook,
  type Page,
  type TerminalRig,
} from '@argosy/testkit/browser';
import { beforeAll, expect, test } from 'vitest';

import { pageNames } from '../app/routes.ts';

const SHARE = 'AUTO05.DEMO';
const LONG = 240_000;
const SETTLED_MS = 1_500;
const sizes = [
  { width: 1_920, height: 1_080 },
  { width: 390, height: 844 },
] as const;

/** Something to show: a position, an order that waits, one that was refused. */
async function trade(rig: TerminalRig): Promise<void> {
  const orders = [
    { qty: '3' },
    { qty: '2', terms: { type: 'limit', limit: '2900.00' } },
    { qty: '999999' },
  ] as const;
  for (const order of orders) {
    await rig.server.place({ instrument: SHARE, ...order });
  }
  for (const name of ['a guest', 'who has not come yet']) {
    const guest = { name, role: 'viewer' };
    const { body } = await rig.server.ask('/users/invitations', { method: 'POST', body: guest });
    const [, token] = String(body['link']).split('#');
    if (name !== 'a guest') continue;
    await rig.server.ask('/auth/invitation', {
      method: 'POST',
      body: { token, password: 'another long pass phrase' },
      headers: { authorization: '' },
    });
  }
}

/**
 * What is wrong in two of the four looks: in the first two or the last, by turns. A page that is looked at in both sizes
 * is seen in all of them, and each size in each look by every second page.
 */
async function violationsInTurn(page: Page, turn: number): Promise<readonly string[]> {
  const found: string[] = [];
  const from = (turn % 2) * 2;
  for (const look of looks.slice(from, from + 2)) {
    await wearLook(page, look);
    for (const line of await violationsOf(page)) found.push(`${look}: ${line}`);
  }
  return found;
}

async function settle(page: Page): Promise<void> {
  await page.locator('main').waitFor();
  await page.waitForLoadState('networkidle', { timeout: SETTLED_MS }).catch(() => {});
  await page.locator('main .state--loading').first().waitFor({ state: 'detached' });
}

/** What lies over the page where people trade: how it is opened, and by what it is known. */
const overlays: readonly (readonly [string, (page: Page) => Promise<void>])[] = [
  ['Find an instrument', (page) => page.keyboard.press('/')],
  ['Do something', (page) => page.keyboard.press('Control+KeyK')],
  ['Keys', (page) => page.keyboard.press('Shift+Slash')],
  [
    'Notices',
    async (page) => {
      await page.keyboard.press('KeyG');
      await page.keyboard.press('KeyN');
    },
  ],
  [
    'Send this order?',
    async (page) => {
      await page.keyboard.press('b');
      await page.locator('.ticket__send', { hasText: `Buy 1 ${SHARE}` }).waitFor();
      await page.getByRole('form', { name: 'Order' }).locator('input[name=qty]').focus();
      await page.keyboard.press('Control+Enter');
    },
  ],
];

const isWide = (page: Page): boolean => (page.viewportSize()?.width ?? 0) > 640;

/** Goes to a panel: a tab of the workspace, or the screen of a phone. */
async function goTo(page: Page, tab: string, screen: string): Promise<void> {
  if (isWide(page)) await page.getByRole('tab', { name: tab, exact: true }).click();
  else await page.locator('.phone__tabs').getByRole('button', { name: screen }).click();
}

/** What lies over a panel, or stands in one, once something of it was chosen. */
const inPanels: readonly (readonly [string, (page: Page) => Promise<void>])[] = [
  [
    'a position is closed',
    async (page) => {
      await goTo(page, 'Positions', 'Positions');
      await page.getByRole('button', { name: `Close ${SHARE}` }).click();
      await page.getByRole('dialog', { name: 'Close this position' }).waitFor();
    },
  ],
  [
    'an order is changed',
    async (page) => {
      await goTo(page, 'Orders', 'Orders');
      const waiting = page.locator('tbody tr', { hasText: 'Working' });
      await waiting
        .getByRole('button', { name: /^Change/u })
        .first()
        .click();
      await page.getByRole('dialog', { name: /^Change/u }).waitFor();
    },
  ],
  [
    'indicators are set',
    async (page) => {
      await goTo(page, 'Chart', 'Chart');
      await page.getByRole('button', { name: 'Indicators' }).click();
      await page.getByLabel('Find an indicator').fill('bollinger');
      await page.locator('.indicator-list button').first().click();
      await page.locator('.indicator-settings').first().waitFor();
    },
  ],
];

describeTerminal(
  'every page, for everybody',
  (rig) => {
    beforeAll(() => trade(rig()));

    test.each(sizes)(
      'is without a fault at $width, in the looks by turns',
      async (viewport) => {
        const { page, faults } = await rig().open('/', { viewport });
        const wrong: string[] = [];
        for (const [at, name] of pageNames.entries()) {
          await page.goto(`${rig().server.address}/${name === 'trade' ? '' : name}`);
          await settle(page);
          const turn = at + sizes.findIndex(({ width }) => width === viewport.width);
          const found = await violationsInTurn(page, turn);
          wrong.push(...found.map((line) => `/${name}: ${line}`));
        }
        expect(wrong).toEqual([]);
        faults.take();
      },
      LONG,
    );

    test.each(sizes)(
      'and what lies over it at $width: search, palette, keys, notices, questions, an order’s life',
      async (viewport) => {
        const { page, faults } = await rig().open('/', { viewport });
        const wrong: string[] = [];
        let turn = sizes.findIndex(({ width }) => width === viewport.width);
        const look = async (name: string): Promise<void> => {
          const found = await violationsInTurn(page, (turn += 1));
          wrong.push(...found.map((line) => `${name}: ${line}`));
        };
        await page.locator(`tr[data-key="${SHARE}"]`).click();
        for (const [name, open] of overlays) {
          await open(page);
          await page.getByRole('dialog', { name }).waitFor();
          await look(name);
          await page.keyboard.press('Escape');
          await page.getByRole('dialog').waitFor({ state: 'detached' });
        }
        for (const [name, open] of inPanels) {
          await open(page);
          await look(name);
          await page.keyboard.press('Escape');
          await page.getByRole('dialog').waitFor({ state: 'detached' });
        }
        if (isWide(page)) {
          await goTo(page, 'Orders', 'Orders');
          await page.locator('[data-panel^="orders"] tbody tr').first().dblclick();
          await page.locator('.life__time').first().waitFor();
          await look('an order’s life');
        }
        expect(wrong).toEqual([]);
        faults.take();
      },
      LONG,
    );

    test(
      'and what is set of people and limits, and the way in',
      async () => {
        const wrong: string[] = [];
        const { page, faults } = await rig().open('/admin');
        await page
          .getByRole('button', { name: /^Change: /u })
          .first()
          .click();
        await page.getByRole('dialog').waitFor();
        wrong.push(...(await violationsInTurn(page, 0)));
        await page.goto(`${rig().server.address}/backtests/new`);
        await settle(page);
        wrong.push(...(await violationsInTurn(page, 1)));
        const stranger = await rig().openAsStranger('/');
        await stranger.page.getByRole('button', { name: 'Log in' }).waitFor();
        wrong.push(...(await violationsInTurn(stranger.page, 0)));
        expect(wrong).toEqual([]);
        faults.take();
        stranger.faults.take();
      },
      LONG,
    );
  },
  { ARGOSY_DEMO_TICKS_PER_SECOND: '100' },
);
