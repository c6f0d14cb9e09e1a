import { readFileSync } from 'node:fs';

import {
  CutLine,
  describeTerminal,
  fedEnv,
  fedFiles,
  FedMarket,
  OWNER,
  type Page,
} from '@argosy/testkit/browser';

import { expect, test } from 'vitest';

const shares = Array.from({ length: 12 }, (_, at) => `SHARE${String(at + 10)}.NSE`);
const shareAt = (at: number): string => shares[at] ?? '';
const WAIT = { timeout: 20_000, interval: 100 };
const LONG = 90_000;

const form = (page: Page) => page.getByRole('form', { name: 'Order' });

/** The ticket of a share with a limit far below its market, which only rests. */
async function drawUp(page: Page, share: string, limit = '50.00', qty = '3'): Promise<void> {
  await page.locator(`[data-panel^="watchlist"] tr[data-key="${share}"]`).click();
  await form(page).getByText(share).first().waitFor();
  await page.locator('input[name=limit]').fill(limit);
  await page.locator('input[name=qty]').fill(qty);
}

async function confirm(page: Page): Promise<void> {
  await page.keyboard.press('Control+Enter');
  await page.getByRole('dialog', { name: 'Send this order?' }).waitFor();
  await page.keyboard.press('Enter');
}

const placed = (page: Page) => page.getByText(/^Order .+ is placed$/u);

const number = (text: string): number =>
  Number(text.replaceAll(/[▲▼, +]/gu, '').replace('\u2212', '-'));

describeTerminal(
  'journeys',
  (rig) => {
    const calm = (): Promise<FedMarket> => FedMarket.calm(rig().server, shares);

    test(
      'from the login to a fill by keys alone',
      async () => {
        const market = await calm();
        const { page } = await rig().openAsStranger('/');
        await page.getByRole('textbox', { name: 'Name' }).waitFor();
        await page.keyboard.press('Tab');
        await page.keyboard.type(OWNER.name);
        await page.keyboard.press('Tab');
        await page.keyboard.type(OWNER.password);
        await page.keyboard.press('Enter');
        await page.locator('[data-panel^="watchlist"] tbody tr').first().waitFor();
        await page.keyboard.press('/');
        await page.keyboard.type('share10');
        await page.getByRole('option', { name: /SHARE10/u }).waitFor();
        await page.keyboard.press('Enter');
        await form(page).getByText(shareAt(0)).first().waitFor();
        await page.locator(`tr[data-key="${shareAt(0)}"]`).focus();
        await page.keyboard.press('KeyB');
        await page.locator('input[name=limit]').focus();
        await page.keyboard.press('Control+KeyA');
        await page.keyboard.type('100.10');
        await page.keyboard.press('Control+Enter');
        await page.getByRole('dialog', { name: 'Send this order?' }).waitFor();
        await page.keyboard.press('Enter');
        await placed(page).waitFor();
        await page.locator('[data-panel^="positions"] tr', { hasText: shareAt(0) }).waitFor();
        expect(rig().ordersOf(shareAt(0))).toHaveLength(1);
        await market.end();
      },
      LONG,
    );

    test(
      'a fill in part, a change, the rest: the gain is what the ledger says',
      async () => {
        const share = shareAt(1);
        const market = await calm();
        await market.quote(share, { bid: 10_000, ask: 10_010, qty: 40 });
        const { page } = await rig().open('/');
        await drawUp(page, share, '100.10', '100');
        await confirm(page);
        await placed(page).waitFor();
        await page.getByRole('tab', { name: 'Orders' }).click();
        const row = page.locator('[data-panel^="orders"] tr', { hasText: share });
        await row.getByText('Partly filled').waitFor();
        expect(await row.locator('.filled__text').innerText()).toBe('40');
        await row.getByRole('button', { name: /^Change/u }).click();
        const change = page.getByRole('dialog', { name: /^Change/u });
        await change.locator('input[name=limit]').fill('100.20');
        await change.getByRole('button', { name: 'Change' }).click();
        await market.quote(share, { bid: 10_010, ask: 10_020, qty: 500 });
        await page.getByRole('button', { name: /^Open 0/u }).waitFor();
        await market.quote(share, { bid: 10_100, ask: 10_110 });
        await page.getByRole('tab', { name: 'Positions' }).click();
        const held = page.locator('[data-panel^="positions"] tr', { hasText: share });
        await held.waitFor();
        await expect
          .poll(async () => {
            const { body } = await rig().server.ask('/positions?account=PAPER01');
            const { items } = { items: [], ...body } as {
              readonly items: readonly {
                readonly instrument: string;
                readonly qty: string;
                readonly averagePrice: string;
                readonly unrealised: { readonly amount: string } | null;
              }[];
            };
            const of = items.find(({ instrument }) => instrument === share);
            const cells = await held.locator('td').allInnerTexts();
            const shown = [2, 3, 5].map((at) => number(cells[at] ?? ''));
            expect(shown).toEqual([of?.qty, of?.averagePrice, of?.unrealised?.amount].map(Number));
            return shown[0];
          }, WAIT)
          .toBe(100);
        await market.end();
      },
      LONG,
    );

    test(
      'an order whose answer is lost is found, and goes out once',
      async () => {
        const market = await calm();
        const { page, faults } = await rig().open('/');
        await page.route('**/api/v1/orders', async (route) => {
          if (route.request().method() !== 'POST') return route.fallback();
          await route.fetch();
          return route.abort('connectionreset');
        });
        await drawUp(page, shareAt(2));
        await confirm(page);
        await placed(page).waitFor();
        expect(rig().ordersOf(shareAt(2))).toHaveLength(1);
        faults.take();
        await market.end();
      },
      LONG,
    );

    test(
      'an order that never arrived is sent again by hand alone, by the same key',
      async () => {
        const market = await calm();
        const { page, faults } = await rig().open('/');
        const keys: (string | undefined)[] = [];
        await page.route('**/api/v1/orders', async (route) => {
          if (route.request().method() !== 'POST') return route.fallback();
          keys.push(route.request().headers()['idempotency-key']);
          return keys.length === 1 ? route.abort('connectionreset') : route.fallback();
        });
        await drawUp(page, shareAt(3));
        await confirm(page);
        await page.getByText('It is not known whether the order arrived.').waitFor();
        const again = page.getByRole('button', { name: 'Send again with the same key' });
        await again.waitFor();
        expect(rig().ordersOf(shareAt(3))).toEqual([]);
        await again.click();
        await placed(page).waitFor();
        expect(rig().ordersOf(shareAt(3))).toHaveLength(1);
        expect(keys[1]).toBe(keys[0]);
        faults.take();
        await market.end();
      },
      LONG,
    );

    test(
      'whoever presses twice sends once',
      async () => {
        const market = await calm();
        const { page } = await rig().open('/');
        await drawUp(page, shareAt(4));
        await page.keyboard.press('Control+Enter');
        await page
          .getByRole('dialog')
          .getByRole('button', { name: /^Buy 3/u })
          .dblclick();
        await placed(page).waitFor();
        await page.keyboard.press('F8');
        await drawUp(page, shareAt(5));
        await page.evaluate(`{
        const press = () => document.querySelector('input[name=qty]').dispatchEvent(
          new KeyboardEvent('keydown', { code: 'Enter', key: 'Enter', ctrlKey: true, bubbles: true, cancelable: true }));
        press();
        press();
        document.querySelector('.ticket__send').click();
      }`);
        await placed(page).waitFor();
        expect(shares.slice(4, 6).map((share) => rig().ordersOf(share).length)).toEqual([1, 1]);
        await market.end();
      },
      LONG,
    );

    test(
      'a session that ends keeps what was typed, and after a login it is sent once',
      async () => {
        const market = await calm();
        const { page, faults } = await rig().open('/');
        await drawUp(page, shareAt(6), '51.25', '4');
        await rig().server.ask('/auth/sessions', { method: 'DELETE' });
        const login = page.getByRole('dialog', { name: 'Log in' });
        await page.keyboard.press('Control+Shift+KeyX');
        await login.waitFor();
        await login.getByRole('textbox', { name: 'Name' }).fill(OWNER.name);
        await login.getByRole('textbox', { name: 'Password' }).fill(OWNER.password);
        await login.getByRole('button', { name: 'Log in' }).click();
        await login.waitFor({ state: 'detached' });
        expect(await page.locator('input[name=limit]').inputValue()).toBe('51.25');
        expect(await page.locator('input[name=qty]').inputValue()).toBe('4');
        await page.locator('input[name=qty]').focus();
        await confirm(page);
        await placed(page).waitFor();
        expect(rig().ordersOf(shareAt(6))).toHaveLength(1);
        faults.take();
        await market.end();
      },
      LONG,
    );

    test(
      'a line that is cut is told of, ends one-click, and loses no fill',
      async () => {
        const market = await calm();
        const line = await CutLine.to(rig().server.address);
        const { page, faults } = await rig().open('/', {}, line.address);
        await drawUp(page, shareAt(7));
        await page.keyboard.press('F8');
        const armed = page.getByRole('button', { name: 'One-click' });
        await expect.poll(() => armed.getAttribute('aria-pressed')).toBe('true');
        line.cut();
        await page.getByRole('alert').getByText('What you see may be old').waitFor();
        await page.locator('.shell[data-live="false"]').waitFor();
        await rig().server.mustPlace({ instrument: shareAt(7), qty: '9' });
        market.tell(shareAt(7), { bid: 12_300, ask: 12_310 });
        line.mend();
        await page.locator('.shell[data-live="true"]').waitFor();
        const held = page.locator('[data-panel^="positions"] tr', { hasText: shareAt(7) });
        await held.waitFor();
        await expect.poll(() => held.locator('.price').innerText(), WAIT).toBe('123.05');
        expect(number((await held.locator('td').allInnerTexts())[2] ?? '')).toBe(9);
        expect(await armed.getAttribute('aria-pressed')).toBe('false');
        expect(await page.locator('input[name=limit]').inputValue()).toBe('50.00');
        faults.take();
        await line.end();
        await market.end();
      },
      LONG,
    );

    test(
      'a workspace and a table go into files, and what is in them is what was there',
      async () => {
        const { page } = await rig().open('/');
        const saved = async (button: string): Promise<string> => {
          const [file] = await Promise.all([
            page.waitForEvent('download'),
            page.getByRole('button', { name: button, exact: true }).click(),
          ]);
          return readFileSync(await file.path(), 'utf8');
        };
        const depth = page.locator('[data-panel="depth-1"]');
        await page.getByRole('button', { name: 'Close Depth' }).click();
        const workspace = await saved('Save as file');
        await page.getByRole('button', { name: 'Reset' }).click();
        await depth.waitFor();
        const buffer = Buffer.from(workspace);
        await page
          .locator('input[type=file]')
          .setInputFiles({ name: 'mine.json', mimeType: 'application/json', buffer });
        await depth.waitFor({ state: 'detached' });
        expect(await saved('Save as file')).toBe(workspace);
        await page.getByRole('tab', { name: 'Orders' }).click();
        await page.locator('[data-panel^="orders"] tbody tr').first().waitFor();
        const [, ...lines] = (await saved('CSV')).split('\r\n');
        const { body } = await rig().server.ask('/orders?account=PAPER01&isOpen=true&size=100');
        const { items } = { items: [], ...body } as {
          readonly items: readonly { readonly instrument: string }[];
        };
        const inFile = lines.map((line) => line.split(',')[1] ?? '');
        expect(inFile).toHaveLength(items.length);
        expect(new Set(inFile)).toEqual(new Set(items.map(({ instrument }) => instrument)));
      },
      LONG,
    );

    test(
      'two tabs agree',
      async () => {
        const market = await calm();
        const one = await rig().open('/');
        const other = await one.context.newPage();
        await other.goto(`${rig().server.address}/`);
        await drawUp(one.page, shareAt(8));
        await confirm(one.page);
        await placed(one.page).waitFor();
        await other.getByRole('tab', { name: 'Orders' }).click();
        const row = other.locator('[data-panel^="orders"] tr', { hasText: shareAt(8) });
        await row.getByRole('button', { name: /^Cancel/u }).click();
        await row.waitFor({ state: 'detached' });
        await one.page.getByRole('tab', { name: 'Orders' }).click();
        await one.page
          .locator('[data-panel^="orders"] tr', { hasText: shareAt(8) })
          .waitFor({ state: 'detached' });
        await market.end();
      },
      LONG,
    );

    test(
      'what the venue refuses is told in its own words',
      async () => {
        const market = await calm();
        const { page } = await rig().open('/');
        await rig().server.mustPlace({
          instrument: shareAt(9),
          terms: { type: 'limit', limit: '100.10' },
          postOnly: true,
        });
        const reasons = (): readonly string[] =>
          rig()
            .events()
            .flatMap((event) =>
              event.kind === 'order' && event.change.type === 'rejected'
                ? [event.change.reason]
                : [],
            );
        await expect.poll(reasons, WAIT).toHaveLength(1);
        await page.getByRole('tab', { name: 'Orders' }).click();
        await page.getByRole('button', { name: /^Refused/u }).click();
        const row = page.locator('[data-panel^="orders"] tr', { hasText: shareAt(9) });
        await row.getByText(reasons()[0] ?? '', { exact: true }).waitFor();
        await market.end();
      },
      LONG,
    );

    test(
      'the kill switch is heard by a page that has no time',
      async () => {
        const market = await calm();
        const { page } = await rig().open('/');
        await page.getByRole('combobox', { name: 'Account' }).selectOption('PAPER02');
        await form(page).or(page.getByText('Order')).first().waitFor();
        await page.evaluate(`{
        const burn = () => {
          const until = performance.now() + 180;
          while (performance.now() < until);
          setTimeout(burn, 1);
        };
        burn();
      }`);
        await page.keyboard.down('Control');
        await page.keyboard.down('Shift');
        await page.keyboard.down('KeyK');
        const halted = (): boolean =>
          rig()
            .events()
            .some(
              (event) =>
                event.kind === 'account' && event.account === 'PAPER02' && event.state === 'HALTED',
            );
        await expect.poll(halted, WAIT).toBe(true);
        for (const key of ['KeyK', 'Shift', 'Control']) await page.keyboard.up(key);
        await market.end();
      },
      LONG,
    );
  },
  fedEnv,
  fedFiles(shares),
);
