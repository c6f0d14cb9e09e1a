import {
  describeTerminal,
  fedEnv,
  fedFiles,
  FedMarket,
  type Page,
  type TerminalRig,
} from '@argosy/testkit/browser';
import type { Order, Position } from '@argosy/contract';
import { expect, test } from 'vitest';

const shares = ['SHARE10.NSE', 'SHARE11.NSE', 'SHARE12.NSE'] as const;
const [bracketed, sold, turned] = shares;
const WAIT = { timeout: 20_000, interval: 100 };
const LONG = 90_000;
const DRAG_PX = 30;

async function draw(page: Page, share: string, fields: Readonly<Record<string, string>>) {
  await page.locator(`[data-panel^="watchlist"] tr[data-key="${share}"]`).click();
  await page.getByRole('form', { name: 'Order' }).getByText(share).first().waitFor();
  for (const [name, value] of Object.entries(fields)) {
    await page.locator(`input[name=${name}]`).fill(value);
  }
}

async function send(page: Page): Promise<void> {
  await page.locator('input[name=qty]').focus();
  await page.keyboard.press('Control+Enter');
  await page.getByRole('dialog', { name: 'Send this order?' }).waitFor();
  await page.keyboard.press('Enter');
  await page.getByText(/^Order .+ is placed$/u).waitFor();
}

async function itemsOf<Item>(rig: TerminalRig, path: string): Promise<readonly Item[]> {
  const { body } = await rig.server.ask(path);
  return (body as { readonly items?: readonly Item[] }).items ?? [];
}

/** What the server says works in the share, by what an order waits for. */
async function workingOf(rig: TerminalRig): Promise<readonly string[]> {
  const orders = await itemsOf<Order>(rig, '/orders?account=PAPER01&isOpen=true');
  return orders
    .filter(({ instrument }) => instrument === bracketed)
    .map(({ terms }) => {
      if (terms.type === 'limit') return `limit ${terms.limit}`;
      return terms.type === 'stopMarket' ? `stop ${terms.trigger}` : terms.type;
    })
    .toSorted();
}

/** Where lines that may be dragged stand on the canvas, as a hand finds them: the highest first. */
async function graspable(
  page: Page,
): Promise<readonly { readonly x: number; readonly y: number }[]> {
  const host = page.locator('[data-panel^="chart"] .chart__host');
  const box = await host.boundingBox();
  if (box === null) return [];
  const STEP_PX = 3;
  const x = box.x + box.width / 3;
  const found: { readonly x: number; readonly y: number }[] = [];
  let isOn = false;
  for (let y = box.y + STEP_PX; y < box.y + box.height - DRAG_PX; y += STEP_PX) {
    await page.mouse.move(x, y);
    const isLine = await host.evaluate(({ style }) => style.cursor === 'ns-resize');
    if (isLine && !isOn) found.push({ x, y: y + STEP_PX });
    isOn = isLine;
  }
  return found;
}

describeTerminal(
  'what is held',
  (rig) => {
    const calm = (): Promise<FedMarket> => FedMarket.calm(rig().server, shares);

    test(
      'a stop and a target are dragged on the chart, each asked about, and one that fills ends the other',
      async () => {
        const market = await calm();
        const { page } = await rig().open('/');
        // A bar that is as high and as low as lines are dragged; nothing waits yet that its trades could fill.
        for (const price of [10_010, 10_400, 9_600, 10_010]) market.trade(bracketed, price);
        await page.locator(`[data-panel^="watchlist"] tr[data-key="${bracketed}"]`).click();
        await page.locator('.chart__legend', { hasText: 'H 104.00' }).waitFor();
        await draw(page, bracketed, {
          limit: '100.10',
          qty: '4',
          stopLoss: '98.00',
          target: '102.00',
        });
        await send(page);
        await expect.poll(() => workingOf(rig()), WAIT).toEqual(['limit 102.00', 'stop 98.00']);

        await expect.poll(async () => (await graspable(page)).length, WAIT).toBe(2);
        const [target, stop] = await graspable(page);
        if (target === undefined || stop === undefined) throw new Error('no line is there');
        /** Drags a line upwards, and gives the price that the page asks about. */
        const drag = async ({ x, y }: typeof target): Promise<string> => {
          await page.mouse.move(x, y);
          await page.mouse.down();
          await page.mouse.move(x, y - DRAG_PX / 2);
          await page.mouse.move(x, y - DRAG_PX);
          await page.mouse.up();
          const question = page.getByRole('dialog', { name: 'Move this order?' });
          const asked = await question.getByText(/^Move Sell 4 · /u).innerText();
          return / to (\S+)$/u.exec(asked)?.[1] ?? '';
        };
        // A question that is answered with no moves nothing.
        await drag(target);
        await page.keyboard.press('Escape');
        expect(await workingOf(rig())).toEqual(['limit 102.00', 'stop 98.00']);
        const higher = await drag(target);
        await page.getByRole('button', { name: `to ${higher}` }).click();
        await expect.poll(() => workingOf(rig()), WAIT).toEqual([`limit ${higher}`, 'stop 98.00']);
        const nearer = await drag(stop);
        await page.getByRole('button', { name: `to ${nearer}` }).click();
        await expect
          .poll(() => workingOf(rig()), WAIT)
          .toEqual([`limit ${higher}`, `stop ${nearer}`]);
        expect([Number(higher) > 102, Number(nearer) > 98]).toEqual([true, true]);

        await market.quote(bracketed, { bid: 10_700, ask: 10_710 });
        await expect.poll(() => workingOf(rig()), WAIT).toEqual([]);
        const held = await itemsOf<Position>(rig(), '/positions?account=PAPER01');
        const left = held.find(({ instrument }) => instrument === bracketed);
        expect([left?.qty ?? '0', Number(left?.realised.amount)]).toEqual([
          '0',
          expect.closeTo((Number(higher) - 100.1) * 4, 6),
        ]);
        await market.end();
      },
      LONG,
    );

    test(
      'what is sold again stands as realised, as the ledger has it',
      async () => {
        const market = await calm();
        const { page } = await rig().open('/');
        const before = await itemsOf<Position>(rig(), '/positions?account=PAPER01');
        await draw(page, sold, { limit: '100.10', qty: '10' });
        await send(page);
        const row = page.locator('[data-panel^="positions"] tr', { hasText: sold });
        await row.waitFor();
        await market.quote(sold, { bid: 10_100, ask: 10_110 });
        await row.focus();
        await page.keyboard.press('KeyS');
        await page.locator('input[name=limit]').fill('101.00');
        await page.locator('input[name=qty]').fill('10');
        await send(page);
        await row.waitFor({ state: 'detached' });
        const sum = (items: readonly Position[]): number =>
          items.reduce((all, { realised }) => all + Number(realised.amount), 0);
        const after = await itemsOf<Position>(rig(), '/positions?account=PAPER01');
        expect(sum(after) - sum(before)).toBeCloseTo(9, 6);
        const shown = page.locator('[data-panel^="positions"] .sums__one', { hasText: 'Realised' });
        await expect
          .poll(async () => Number((await shown.locator('dd').innerText()).replace('+', '')), WAIT)
          .toBeCloseTo(sum(after), 6);
        const [fees, net] = ['charges', 'realised'].map((name) =>
          after.reduce((all, of) => all + Number(of[name as 'charges' | 'realised'].amount), 0),
        );
        const all = page.locator('[data-panel^="positions"] .sums__one', { hasText: 'Net' });
        await expect
          .poll(async () => Number((await all.locator('dd').innerText()).replace('+', '')), WAIT)
          .toBeCloseTo((net ?? 0) - (fees ?? 0), 6);
        await market.end();
      },
      LONG,
    );

    test(
      'is turned to the other side by one order of twice its size, asked about first',
      async () => {
        const market = await calm();
        const { page } = await rig().open('/');
        await rig().server.mustPlace({ instrument: turned, product: 'intraday', qty: '6' });
        const heldOf = async (): Promise<readonly string[]> => {
          const rows = await itemsOf<Position>(rig(), '/positions?account=PAPER01');
          return rows.filter(({ instrument }) => instrument === turned).map(({ qty }) => qty);
        };
        await expect.poll(heldOf, WAIT).toEqual(['6']);
        const row = page.locator('[data-panel^="positions"] tr', { hasText: turned });
        await row.focus();
        await page.keyboard.press('KeyR');
        const question = page.getByRole('dialog');
        await question.getByText(`6 ${turned}`).waitFor();
        expect(rig().ordersOf(turned)).toHaveLength(1);
        await question.getByRole('button', { name: `Reverse ${turned}: order 12` }).click();
        await expect.poll(heldOf, WAIT).toEqual(['-6']);
        expect(rig().ordersOf(turned)).toHaveLength(2);
        await expect
          .poll(() => row.locator('td').nth(2).innerText(), WAIT)
          .toMatch(/^[-\u2212]6$/u);
        await market.end();
      },
      LONG,
    );
  },
  fedEnv,
  fedFiles(shares),
);
