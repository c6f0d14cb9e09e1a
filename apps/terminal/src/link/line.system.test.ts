import {
  CutLine,
  describeTerminal,
  fedEnv,
  fedFiles,
  FedMarket,
  type Page,
} from '@argosy/testkit/browser';
import { expect, test } from 'vitest';

const shares = ['SHARE10.NSE', 'SHARE11.NSE', 'SHARE12.NSE'] as const;
const [traded, typed, gapped] = shares;
const WAIT = { timeout: 20_000, interval: 100 };
const LONG = 90_000;

/** What a page shows as held of a share; null for nothing. */
async function heldIn(page: Page, share: string): Promise<string | null> {
  const row = page.locator('[data-panel^="positions"] tr', { hasText: share });
  return (await row.count()) === 0 ? null : ((await row.locator('td').allInnerTexts())[2] ?? null);
}

describeTerminal(
  'a line that is bad',
  (rig) => {
    const calm = (): Promise<FedMarket> => FedMarket.calm(rig().server, shares);

    test(
      'for half a minute: the page says so and how long, sends nothing later by itself, and catches up',
      async () => {
        const market = await calm();
        const line = await CutLine.to(rig().server.address);
        const { page, context, faults } = await rig().open('/login', {}, line.address);
        await page.clock.install();
        await page.goto(`${line.address}/`);
        await page.locator(`[data-panel^="watchlist"] tr[data-key="${typed}"]`).click();
        await page.locator('input[name=limit]').fill('50.00');
        await page.locator('.shell[data-live="true"]').waitFor();
        line.cut();
        await page.locator('.shell[data-live="false"]').waitFor();
        await page.locator('input[name=qty]').focus();
        await page.keyboard.press('Control+Enter');
        await page.getByRole('dialog', { name: 'Send this order?' }).waitFor();
        await page.keyboard.press('Enter');
        await page.getByText('It is not known whether the order arrived.').waitFor();
        await page.clock.fastForward(30_000);
        await page
          .getByRole('alert')
          .getByText(/For 3\d s\./u)
          .waitFor();
        await rig().server.mustPlace({ instrument: traded, qty: '9' });
        await rig().server.mustPlace({ instrument: traded, qty: '2' });
        await market.quote(traded, { bid: 12_300, ask: 12_310 });
        expect(await heldIn(page, traded)).toBeNull();

        line.mend();
        // The next try lies up to half a minute ahead.
        await page.clock.fastForward(30_000);
        await page.locator('.shell[data-live="true"]').waitFor();
        await expect.poll(() => heldIn(page, traded), WAIT).toBe('11');
        const price = page.locator('[data-panel^="positions"] tr', { hasText: traded });
        await expect.poll(() => price.locator('.price').innerText(), WAIT).toBe('123.05');
        await page.getByRole('button', { name: 'Send again with the same key' }).waitFor();
        await page.clock.fastForward(60_000);
        await rig().server.mustPlace({ instrument: traded, qty: '1' });
        await expect.poll(() => heldIn(page, traded), WAIT).toBe('12');
        expect(rig().ordersOf(typed)).toEqual([]);
        expect(await page.locator('input[name=limit]').inputValue()).toBe('50.00');
        faults.take();
        await context.close();
        await line.end();
        await market.end();
      },
      LONG,
    );

    test(
      'that loses a message: the page sees the gap, asks anew, and counts it',
      async () => {
        const market = await calm();
        const { page } = await rig().open('/login');
        const lost: string[] = [];
        let isLossy = false;
        await page.routeWebSocket('**/ws', (socket) => {
          const server = socket.connectToServer();
          server.onMessage((message) => {
            const isOfAccount = /"channel":"(?:orders|fills|positions|funds):PAPER01"/u;
            const isEvent = typeof message === 'string' && isOfAccount.test(message);
            if (isLossy && isEvent) lost.push(message);
            else socket.send(message);
          });
        });
        await page.goto(`${rig().server.address}/`);
        await page.locator(`[data-panel^="watchlist"] tr[data-key="${gapped}"]`).waitFor();
        await page.locator('.shell[data-live="true"]').waitFor();
        await rig().server.mustPlace({ instrument: gapped, qty: '1' });
        await expect.poll(() => heldIn(page, gapped), WAIT).toBe('1');
        isLossy = true;
        await rig().server.mustPlace({ instrument: gapped, qty: '3' });
        await expect.poll(() => lost.some((text) => text.includes('"fills:')), WAIT).toBe(true);
        expect(await heldIn(page, gapped)).toBe('1');
        isLossy = false;
        await rig().server.mustPlace({ instrument: gapped, qty: '5' });
        await expect.poll(() => heldIn(page, gapped), WAIT).toBe('9');
        await page.getByRole('tab', { name: 'Trades' }).click();
        const fills = page.locator('[data-panel^="trades"] tbody tr', { hasText: gapped });
        await expect.poll(() => fills.count(), WAIT).toBe(3);
        await page.getByRole('link', { name: 'Health' }).click();
        const gaps = page.getByText('Gaps of the stream').locator('xpath=following-sibling::dd[1]');
        expect(Number(await gaps.innerText())).toBeGreaterThan(0);
        await market.end();
      },
      LONG,
    );
  },
  fedEnv,
  fedFiles(shares),
);
