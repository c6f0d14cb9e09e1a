import {
  CutLine,
  describeTerminal,
  fedEnv,
  fedFiles,
  FedMarket,
  looks,
  violationsOf,
  wearLook,
  type Page,
} from '@argosy/testkit/browser';
import { expect, test } from 'vitest';

import { pageNames } from './app/routes.ts';

const shares = ['SHARE10.NSE', 'SHARE11.NSE', 'SHARE12.NSE'] as const;
/** One of a market that is closed for days. */
const shutShare = 'SHUT10.NSE';
const LONG = 120_000;
const kinds = [
  'watchlist',
  'chart',
  'depth',
  'ladder',
  'ticket',
  'positions',
  'orders',
  'trades',
  'order-life',
  'chain',
];
const wide = { viewport: { width: 2_400, height: 1_300 } };

/** All panels beside each other, in two rows. */
function allPanels(): string {
  const stack = (kind: string) => ({
    type: 'stack',
    id: `stack.${kind}`,
    panels: [`${kind}-1`],
    active: `${kind}-1`,
  });
  const split = (id: string, direction: string, children: readonly unknown[]) => ({
    type: 'split',
    id: `split.${id}`,
    direction,
    children,
    sizes: children.map(() => 1 / children.length),
  });
  const rows = [kinds.slice(0, 5), kinds.slice(5)].map((row, at) =>
    split(`row${at}`, 'row', row.map(stack)),
  );
  const panels = kinds.map((kind): [string, object] => [
    `${kind}-1`,
    { id: `${kind}-1`, kind, group: 'A', state: {} },
  ]);
  const layout = split('all', 'column', rows);
  return JSON.stringify([
    { name: 'All', layout, panels: Object.fromEntries(panels), isLocked: false },
  ]);
}

const keepAll = `localStorage.setItem('argosy.preference.workspaces', ${JSON.stringify(allPanels())})`;

/** What is wrong in each look, one after the other on the same page: its state stays. */
async function violationsInAllLooks(page: Page): Promise<readonly string[]> {
  const found: string[] = [];
  for (const look of looks) {
    await wearLook(page, look);
    for (const line of await violationsOf(page)) found.push(`${look}: ${line}`);
  }
  return found;
}

const choose = (page: Page, share: string = shares[0]): Promise<void> =>
  page.locator(`[data-panel="watchlist-1"] tr[data-key="${share}"]`).click();

/** Has a page be told that the market of all shares has closed, as its server tells it each evening. */
function closeMarket(page: Page, nextOpen: string): Promise<void> {
  const closed = JSON.stringify({ phase: null, isOpen: false, state: 'closed', nextOpen });
  return page.routeWebSocket('**/ws', (socket) => {
    const server = socket.connectToServer();
    server.onMessage((message) => {
      const isStatus = typeof message === 'string' && message.includes('"channel":"status"');
      socket.send(isStatus ? message.replace(openNow, closed.slice(1, -1)) : message);
    });
  });
}
const openNow = /"phase":"open","isOpen":true,"state":"open","nextOpen":null/u;

describeTerminal(
  'every panel in every look',
  (rig) => {
    const calm = (): Promise<FedMarket> => FedMarket.calm(rig().server, shares);

    test(
      'while it loads',
      async () => {
        const { page, context, faults } = await rig().open('/login', wide);
        await context.addInitScript(keepAll);
        await page.route('**/api/v1/market/**', () => {});
        await page.routeWebSocket('**/ws', () => {});
        await page.goto(`${rig().server.address}/`);
        await page.locator('[data-panel="positions-1"] .state--loading').waitFor();
        expect(await page.locator('.state--loading').count()).toBeGreaterThan(3);
        expect(await violationsInAllLooks(page)).toEqual([]);
        faults.take();
      },
      LONG,
    );

    test(
      'while it is empty',
      async () => {
        const market = await calm();
        const { page, context, faults } = await rig().open('/login', wide);
        await context.addInitScript(keepAll);
        await page.goto(`${rig().server.address}/`);
        await page.getByText('Nothing is held.').waitFor();
        expect(await violationsInAllLooks(page)).toEqual([]);
        faults.take();
        await market.end();
      },
      LONG,
    );

    test(
      'live, then stale',
      async () => {
        const market = await calm();
        const line = await CutLine.to(rig().server.address);
        for (const [qty, terms] of [
          ['5', { type: 'market' }],
          ['2', { type: 'limit', limit: '50.00' }],
        ] as const) {
          await rig().server.mustPlace({ instrument: shares[0], qty, terms });
        }
        const { page, context, faults } = await rig().open('/login', wide, line.address);
        await context.addInitScript(keepAll);
        await page.goto(`${line.address}/`);
        await choose(page);
        await page.locator('[data-panel="positions-1"] tr', { hasText: 'SHARE10' }).waitFor();
        await page
          .locator('[data-panel="orders-1"] tr', { hasText: 'Working' })
          .locator('td')
          .first()
          .dblclick();
        await page.locator('[data-panel="order-life-1"] .life__time').first().waitFor();
        expect(await violationsInAllLooks(page)).toEqual([]);
        line.cut();
        await page.locator('.shell[data-live="false"]').waitFor();
        expect(await violationsInAllLooks(page)).toEqual([]);
        faults.take();
        await line.end();
        await market.end();
      },
      LONG,
    );

    test(
      'where the server fails',
      async () => {
        const market = await calm();
        const { page, context, faults } = await rig().open('/login', wide);
        await context.addInitScript(keepAll);
        await page.goto(`${rig().server.address}/`);
        await choose(page);
        const problem = {
          type: 'about:blank',
          title: 'a bug, told in the log',
          status: 500,
          code: 'INTERNAL',
          detail: 'a bug, told in the log',
          requestId: 'r-1',
          isRetryable: false,
        };
        await page.route('**/api/v1/market/**', (route) =>
          route.fulfill({ status: 500, json: problem }),
        );
        await page.reload();
        await page.locator('[data-panel="watchlist-1"] .state--error').waitFor();
        expect(await violationsInAllLooks(page)).toEqual([]);
        faults.take();
        await market.end();
      },
      LONG,
    );

    test(
      'for who may only look',
      async () => {
        const market = await calm();
        const { page, context, faults } = await rig().open('/login', wide);
        await context.addInitScript(keepAll);
        await page.route('**/api/v1/auth/me', async (route) => {
          const answer = await route.fetch();
          await route.fulfill({
            response: answer,
            json: { ...((await answer.json()) as object), role: 'viewer' },
          });
        });
        await page.goto(`${rig().server.address}/`);
        await choose(page);
        await page.getByText('You may look at this account, not trade in it.').waitFor();
        expect(await violationsInAllLooks(page)).toEqual([]);
        faults.take();
        await market.end();
      },
      LONG,
    );

    test(
      'while its market is closed',
      async () => {
        const market = await calm();
        await rig().server.mustPlace({ instrument: shares[0], qty: '5' });
        const works = { type: 'limit', limit: '50.00' } as const;
        await rig().server.mustPlace({ instrument: shares[0], terms: works });
        const { page, context, faults } = await rig().open('/login', wide);
        await context.addInitScript(keepAll);
        await closeMarket(page, '2099-01-05T03:45:00Z');
        await page.goto(`${rig().server.address}/`);
        await choose(page);
        await page.locator('[data-panel="positions-1"] .hours-note').waitFor();
        const notes = page.locator('.hours-note');
        const told = [
          'watchlist',
          'chart',
          'depth',
          'ladder',
          'ticket',
          'positions',
          'orders',
          'chain',
        ];
        const panels = await notes.evaluateAll((all) =>
          all.map((note) => note.parentElement?.dataset['panel']?.replace(/-1$/u, '')),
        );
        expect(new Set(panels)).toEqual(new Set(told));
        for (const text of await notes.allInnerTexts()) {
          expect(text).toMatch(/24x7 is closed\. It opens 05 Jan 2099 09:15:00, in \d+ d/u);
        }
        expect(await violationsInAllLooks(page)).toEqual([]);
        faults.take();
        await market.end();
      },
      LONG,
    );

    test(
      'as the ticket says, a closed market takes what waits for its opening and nothing else, and lets it go again',
      async () => {
        const market = await calm();
        await market.quote(shutShare, { bid: 10_000, ask: 10_010 });
        const { page, faults } = await rig().open('/');
        await page.locator(`tr[data-key="${shutShare}"]`).click();
        const ticket = page.locator('[data-panel^="ticket"]');
        await ticket.getByRole('note').getByText('“At the open”').waitFor();
        const send = async (): Promise<void> => {
          await page.locator('input[name=limit]').focus();
          await page.keyboard.press('Control+Enter');
          await page.getByRole('dialog', { name: 'Send this order?' }).waitFor();
          await page.keyboard.press('Enter');
        };
        await page.locator('input[name=limit]').fill('99.00');
        await send();
        await ticket.getByText('MARKET_CLOSED').last().waitFor();
        await ticket.getByText('Not placed').waitFor();
        await page.getByLabel('Valid').selectOption('AT_OPEN');
        await send();
        await page.getByText(/^Order .+ is placed$/u).waitFor();
        const { body } = await rig().server.ask('/orders?account=PAPER01');
        const { items } = { items: [], ...body } as {
          readonly items: readonly {
            readonly instrument: string;
            readonly tif: string;
            readonly isOpen: boolean;
          }[];
        };
        const sent = items.filter(({ instrument }) => instrument === shutShare);
        expect(new Set(sent.map(({ tif, isOpen }) => `${tif} ${isOpen}`))).toEqual(
          new Set(['DAY false', 'AT_OPEN true']),
        );
        // What works there is told of, and can be cancelled while nothing else can be done.
        await page.getByRole('tab', { name: 'Orders' }).click();
        const orders = page.locator('[data-panel^="orders"]');
        await orders.getByRole('note').getByText('it can be cancelled').waitFor();
        await orders.locator('tbody tr', { hasText: shutShare }).focus();
        await page.keyboard.press('Control+Shift+KeyX');
        await orders.getByRole('button', { name: 'Open 0' }).waitFor();
        await orders.getByRole('note').waitFor({ state: 'detached' });
        faults.take();
        await market.end();
      },
      LONG,
    );

    test.each([
      ['on a phone', { width: 390, height: 844 }],
      ['at twice the size', { width: 720, height: 450 }],
    ])(
      'every page can be used %s',
      async (_, viewport) => {
        const market = await calm();
        const { page, faults } = await rig().open('/', { viewport });
        await page.locator('.shell').waitFor();
        const wrong: string[] = [];
        for (const name of pageNames) {
          await page.goto(`${rig().server.address}/${name === 'trade' ? '' : name}`);
          await page.locator('main').waitFor();
          await page.waitForLoadState('networkidle', { timeout: 1_000 }).catch(() => {});
          wrong.push(
            ...(await page.evaluate<readonly string[]>(lost)).map((line) => `/${name}: ${line}`),
          );
        }
        expect(wrong).toEqual([]);
        faults.take();
        await market.end();
      },
      LONG,
    );
  },
  fedEnv,
  fedFiles(shares, [shutShare]),
);

/** What cannot be got at: a page that is wider than its window, and buttons that nothing brings to where they are hit. */
const lost = `(() => {
  const found = [];
  const { scrollWidth, clientWidth } = document.documentElement;
  if (scrollWidth > clientWidth) found.push('the page is ' + scrollWidth + ' wide');
  for (const button of document.querySelectorAll('button, a[href], select')) {
    if (!button.checkVisibility({ visibilityProperty: true }) || button.closest('.hidden-text')) continue;
    button.scrollIntoView({ block: 'center', inline: 'center' });
    const { left, right, top, bottom, width } = button.getBoundingClientRect();
    const x = Math.min(Math.max((left + right) / 2, 0), innerWidth - 1);
    const hit = document.elementFromPoint(x, (top + bottom) / 2);
    const isHit = hit !== null && (button.contains(hit) || hit.contains(button));
    if (width === 0 || !isHit) found.push('cannot be got at: ' + (button.ariaLabel || button.textContent).slice(0, 40));
  }
  return found;
})()`;
