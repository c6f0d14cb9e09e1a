import {
  buildTerminal,
  describeBrowser,
  OWNER,
  ServerProcess,
  type Page,
} from '@argosy/testkit/browser';
import { expect, test } from 'vitest';

const LONG = 120_000;
const SHARE = 'AUTO05.DEMO';

/** What has the focus, as somebody hears it who does not see it. */
function focusedName(page: Page): Promise<string> {
  return page.evaluate<string>(
    "document.activeElement.labels?.[0]?.textContent ?? document.activeElement.textContent ?? ''",
  );
}

/** What the guide says is to be done next. */
const nextStep = (page: Page) =>
  page.getByRole('complementary', { name: 'Your first trade' }).getByRole('status');

describeBrowser('an empty machine', (browser) => {
  test(
    'has an owner and a first trade on paper by keys alone, each step told by the page itself',
    async () => {
      await buildTerminal();
      const server = await ServerProcess.startUnowned({
        ARGOSY_DEMO_SEED: '1',
        ARGOSY_DEMO_HOURS: 'always',
        ARGOSY_DEMO_TICKS_PER_SECOND: '200',
      });
      try {
        const { page } = await browser().open();
        const { keyboard } = page;
        await page.goto(server.firstRunLink);
        await page.getByText('Choose the name and the password').waitFor();
        // The page takes the token out of its address once it can do something with it.
        await page.waitForURL(({ hash }) => hash === '');
        expect(await focusedName(page)).toBe('Name');
        await keyboard.type(OWNER.name);
        await keyboard.press('Tab');
        await keyboard.type(OWNER.password);
        await keyboard.press('Tab');
        await keyboard.type(OWNER.password);
        await keyboard.press('Enter');

        // It opens with something to trade; another is chosen.
        await nextStep(page).getByText('Press B to buy').waitFor();
        await keyboard.press('/');
        await keyboard.type('auto05');
        await page.getByRole('option', { name: /AUTO05/u }).waitFor();
        await keyboard.press('Enter');
        await page.getByRole('form', { name: 'Order' }).getByText(SHARE).first().waitFor();
        await keyboard.press('b');
        await expect.poll(() => focusedName(page)).toBe('Quantity');
        await keyboard.press('Control+KeyA');
        await keyboard.type('2');
        // The price beside it is where the market was; an order at market fills wherever it is by now.
        await keyboard.press('Shift+Tab');
        await keyboard.press('Shift+Tab');
        await keyboard.press('Shift+Tab');
        expect(await focusedName(page)).toContain('Type');
        await keyboard.press('Home');
        await keyboard.press('Control+Enter');
        await page.getByRole('dialog', { name: 'Send this order?' }).getByText('PAPER01').waitFor();
        await keyboard.press('Enter');
        await page.getByText('That was it.').waitFor();
        await page.locator('[data-panel^="positions"] tr', { hasText: SHARE }).waitFor();
        const { body } = await server.ask('/positions?account=PAPER01');
        expect(body['items']).toMatchObject([{ instrument: SHARE, qty: '2' }]);
      } finally {
        await server.end();
      }
    },
    LONG,
  );
});
