import { describeTerminal, type Page } from '@argosy/testkit/browser';
import { expect, test } from 'vitest';

const SHARE = 'AUTO05.DEMO';
const WAIT = { timeout: 20_000, interval: 50 };
const LONG = 90_000;

const row = (page: Page, share = SHARE) => page.locator(`tr[data-key="${share}"]`);

/** Where the focus is: a row, a field, a button, by what it is known by. */
const focused = (page: Page): Promise<string> =>
  page.evaluate<string>(`{
    const { dataset, name, ariaLabel, textContent } = document.activeElement;
    dataset.key || dataset.tab || name || ariaLabel || textContent.slice(0, 40);
  }`);

/** A page whose time goes on only where a test lets it. */
async function stopClock(page: Page): Promise<void> {
  const AHEAD_MS = 1_000;
  await page.clock.install();
  await page.clock.pauseAt(Date.now() + AHEAD_MS);
}

describeTerminal(
  'the pieces that screens are made of',
  (rig) => {
    const open = async (): Promise<Page> => {
      const { page } = await rig().open('/');
      await row(page).waitFor();
      return page;
    };

    test(
      'a search waits for 300 ms without a key, shows ten, more of them when asked, and is chosen from by arrows',
      async () => {
        const page = await open();
        const asked: string[] = [];
        page.on('request', (request) => {
          const url = new URL(request.url());
          const words = url.searchParams.get('q') ?? '';
          if (url.pathname.endsWith('/market/search') && words !== '') asked.push(words);
        });
        await stopClock(page);
        await page.keyboard.press('/');
        const line = page.getByRole('combobox', { name: 'Find an instrument' });
        await expect.poll(() => focused(page), WAIT).toBe('Find an instrument');
        for (const key of 'auto') {
          await page.keyboard.press(key);
          await page.clock.runFor(299);
        }
        expect(asked).toEqual([]);
        await page.clock.runFor(1);
        const options = page.getByRole('dialog').getByRole('option');
        await expect.poll(() => options.count(), WAIT).toBe(10);
        expect(asked).toEqual(['auto']);
        await page.getByRole('button', { name: 'More' }).click();
        await expect.poll(() => options.count(), WAIT).toBe(20);
        await line.focus();
        await page.keyboard.press('ArrowDown');
        await page.keyboard.press('ArrowDown');
        await page.keyboard.press('ArrowUp');
        const second = options.nth(1);
        expect(await second.getAttribute('aria-selected')).toBe('true');
        expect(await line.getAttribute('aria-activedescendant')).toBe(
          await second.getAttribute('id'),
        );
        const [chosen = ''] = (await second.innerText()).split('\n');
        await page.keyboard.press('Enter');
        await page.getByRole('form', { name: 'Order' }).getByText(chosen).first().waitFor();
      },
      LONG,
    );

    test(
      'a button that is held does it once, at the end, and not where it is let go of or left before',
      async () => {
        const page = await open();
        let kills = 0;
        await page.route('**/api/v1/risk/kill', (route) => {
          kills += 1;
          return route.fulfill({ status: 200, json: { states: [] } });
        });
        const kill = page.getByRole('button', { name: 'KILL' });
        await kill.hover();
        await stopClock(page);
        await page.mouse.down();
        await page.clock.runFor(999);
        await page.mouse.up();
        await page.clock.runFor(2_000);
        await page.mouse.down();
        await page.clock.runFor(500);
        await page.mouse.move(0, 0);
        await page.clock.runFor(2_000);
        await page.mouse.up();
        await kill.focus();
        await page.keyboard.down('Space');
        await page.clock.runFor(500);
        await row(page).focus();
        await page.clock.runFor(2_000);
        await page.keyboard.up('Space');
        expect(kills).toBe(0);
        await kill.focus();
        await page.keyboard.down('Enter');
        await page.keyboard.down('Enter');
        await page.clock.runFor(1_000);
        await expect.poll(() => kills, WAIT).toBe(1);
        await page.keyboard.down('Enter');
        await page.clock.runFor(3_000);
        await page.keyboard.up('Enter');
        expect(kills).toBe(1);
      },
      LONG,
    );

    test(
      'a dialog keeps the focus within, and gives it back to where it came from',
      async () => {
        const page = await open();
        await row(page).focus();
        await page.keyboard.press('KeyG');
        await page.keyboard.press('KeyN');
        await page.getByRole('dialog', { name: 'Notices' }).waitFor();
        await page.keyboard.press('Escape');
        await expect.poll(() => focused(page), WAIT).toBe(SHARE);
        await page.keyboard.press('KeyB');
        await expect.poll(() => focused(page), WAIT).toBe('qty');
        await page.locator('.ticket__send', { hasText: `Buy 1 ${SHARE}` }).waitFor();
        await page.keyboard.press('Control+Enter');
        const question = page.getByRole('dialog', { name: 'Send this order?' });
        await question.waitFor();
        expect(await focused(page)).toContain(`Buy 1 ${SHARE}`);
        for (const key of ['Tab', 'Tab', 'Tab', 'Tab', 'Shift+Tab', 'Shift+Tab', 'Shift+Tab']) {
          await page.keyboard.press(key);
          // Between its last field and its first the browser itself is gone to, never the page behind.
          const isOut = await page.evaluate<boolean>(
            "document.activeElement !== document.body && document.activeElement.closest('dialog') === null",
          );
          expect([key, isOut]).toEqual([key, false]);
        }
        await page.keyboard.press('Escape');
        await question.waitFor({ state: 'detached' });
        await expect.poll(() => focused(page), WAIT).toBe('qty');
      },
      LONG,
    );

    test(
      'panels are gone to, brought forward, widened, pushed and put over all others by keys, and lie so after a reload',
      async () => {
        const page = await open();
        await page.keyboard.press('Alt+Digit1');
        expect(
          await page.evaluate("document.activeElement.closest('[data-panel]').dataset.panel"),
        ).toBe('watchlist-1');
        await page.getByRole('tab', { name: 'Positions' }).focus();
        await page.keyboard.press('ArrowRight');
        const orders = page.getByRole('tab', { name: 'Orders' });
        expect(await orders.getAttribute('aria-selected')).toBe('true');
        expect(await focused(page)).toBe('orders-1');
        const border = page.getByRole('separator').first();
        const share = async (): Promise<number> =>
          Number(await border.getAttribute('aria-valuenow'));
        const before = await share();
        await border.focus();
        await page.keyboard.press('ArrowRight');
        await page.keyboard.press('ArrowRight');
        await expect.poll(share, WAIT).toBe(before + 4);
        const stack = (id: string) =>
          page.locator('.stack', { has: page.locator(`[data-tab="${id}"]`) });
        const together = await stack('orders-1').getByRole('tab').count();
        await orders.focus();
        await page.keyboard.press('Alt+Shift+ArrowLeft');
        await expect.poll(() => stack('orders-1').getByRole('tab').count(), WAIT).toBe(1);
        expect(await focused(page)).toBe('orders-1');
        await page.keyboard.press('Alt+Shift+ArrowRight');
        await expect.poll(() => stack('orders-1').getByRole('tab').count(), WAIT).toBe(together);
        expect(await orders.getAttribute('aria-selected')).toBe('true');
        await row(page).focus();
        await page.keyboard.press('Alt+Enter');
        await page.locator('[data-panel="chart-1"]').waitFor({ state: 'hidden' });
        await row(page).focus();
        await page.keyboard.press('Alt+Enter');
        await page.locator('[data-panel="chart-1"]').waitFor();
        await page.getByRole('button', { name: 'Lock' }).click();
        await page.reload();
        await row(page).waitFor();
        expect(await share()).toBe(before + 4);
        expect(await orders.getAttribute('aria-selected')).toBe('true');
        expect(await page.getByRole('button', { name: 'Unlock' }).count()).toBe(1);
        expect(await page.getByRole('combobox', { name: 'Add a panel' }).isDisabled()).toBe(true);
      },
      LONG,
    );

    test(
      'rows are gone through by keys, and the one in focus is in view',
      async () => {
        const page = await open();
        const keys = await page
          .locator('[data-panel="watchlist-1"] tbody tr')
          .evaluateAll((rows) => rows.map((one) => one.getAttribute('data-key') ?? ''));
        await row(page, keys[0]).focus();
        const isInView = async (): Promise<boolean> => {
          const [panel, at] = [
            await page.locator('[data-panel="watchlist-1"]').boundingBox(),
            await page.locator(':focus').boundingBox(),
          ];
          if (panel === null || at === null) return false;
          return at.y >= panel.y && at.y + at.height <= panel.y + panel.height + 1;
        };
        for (const [key, to] of [
          ['PageDown', 10],
          ['ArrowDown', 11],
          ['End', keys.length - 1],
          ['PageUp', keys.length - 11],
          ['Home', 0],
        ] as const) {
          await page.keyboard.press(key);
          expect([key, await focused(page), await isInView()]).toEqual([key, keys[to], true]);
        }
        // Tab goes on behind the table: its rows are one stop.
        await page.keyboard.press('Tab');
        expect(keys).not.toContain(await focused(page));
      },
      LONG,
    );
  },
  { ARGOSY_DEMO_TICKS_PER_SECOND: '100' },
);
