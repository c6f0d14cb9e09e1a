import {
  describeTerminal,
  fedEnv,
  fedFiles,
  FedMarket,
  leftOf,
  watchShifts,
  type Page,
} from '@argosy/testkit/browser';
import { expect, test, vi } from 'vitest';

const shares = Array.from({ length: 30 }, (_, at) => `SHARE${String(at + 10)}.NSE`);
const [first = ''] = shares;
const WAIT = { timeout: 20_000, interval: 100 };

/** The same walk each time: prices of a share that gains and loses digits. */
function priceAt(step: number, share: number): number {
  const wide = 10_000 + ((step * 7_919 + share * 104_729) % 95_000);
  return wide - (wide % 5);
}

function tellAll(market: FedMarket, step: number): void {
  for (const [at, share] of shares.entries()) {
    const bid = priceAt(step, at);
    market.tell(share, { bid, ask: bid + 10 });
  }
}

function textOf(hundredths: number): string {
  return (hundredths / 100).toLocaleString('en-IN', { minimumFractionDigits: 2 });
}

const priceCell = (page: Page, share: string) =>
  page.locator(`[data-panel^="watchlist"] tr[data-key="${share}"] .price`);

/** Counts frames, and remembers in which the last record came and in which the last price was written. */
const countFrames = `{
  window.frame = 0;
  const count = () => { window.frame += 1; requestAnimationFrame(count); };
  requestAnimationFrame(count);
  new MutationObserver(() => { window.paintedIn = window.frame; }).observe(
    document.querySelector('[data-panel^="watchlist"]'), { characterData: true, subtree: true });
}`;
const hearRecords = `{
  const Plain = window.WebSocket;
  window.WebSocket = class extends Plain {
    constructor(...words) {
      super(...words);
      this.addEventListener('message', ({ data }) => {
        if (typeof data !== 'string') window.heardIn = window.frame;
      });
    }
  };
}`;

/** What one panel holds comes to more, forty times over; what a browser makes of code that runs often was up to 1.26. */
const WARMTH = 1.5;

/** Behind the first time all that is loaded once is there; from then on nothing is to be added. */
async function expectNothingLeft(
  page: Page,
  run: () => Promise<void>,
  times: number,
): Promise<void> {
  await run();
  const start = await leftOf(page);
  for (let done = 0; done < times; done += 1) await run();
  await vi.waitFor(async () => {
    const end = await leftOf(page);
    // Panels behind the others of their stack stand in no document either, from the beginning.
    expect(end.detached).toBeLessThanOrEqual(start.detached);
    expect(end.nodes).toBeLessThanOrEqual(start.nodes * 1.02);
    expect(end.heapBytes).toBeLessThan(start.heapBytes * WARMTH);
  }, WAIT);
}

describeTerminal(
  'what ticks',
  (rig) => {
    test('ends at the last price, within two frames, however often the market stops', async () => {
      const market = FedMarket.join(rig().server);
      await market.quote(first, { bid: 10_000, ask: 10_010 });
      const { page, context } = await rig().open('/login');
      await context.addInitScript(hearRecords);
      await page.goto(`${rig().server.address}/`);
      await priceCell(page, first).getByText('100.05').waitFor();
      await page.evaluate(countFrames);
      for (let stop = 1; stop <= 25; stop += 1) {
        const ticks = 3 + ((stop * 5) % 11);
        for (let tick = 0; tick < ticks; tick += 1) {
          tellAll(market, stop * 100 + tick);
          await new Promise((resolve) => setTimeout(resolve, 9));
        }
        const last = shares.map((_, at) => textOf(priceAt(stop * 100 + ticks - 1, at) + 5));
        await expect
          .poll(() => page.locator('[data-panel^="watchlist"] .price').allInnerTexts(), WAIT)
          .toEqual(last);
        const late = await page.evaluate<number>('window.paintedIn - window.heardIn');
        expect(late, `frames behind the last record of stop ${stop}`).toBeLessThanOrEqual(2);
      }
      await market.end();
    }, 60_000);

    test('moves nothing but itself: prices of any length, gains, sums, marks on the chart', async () => {
      const market = FedMarket.join(rig().server);
      await market.quote(first, { bid: 10_000, ask: 10_010 });
      await rig().server.mustPlace({ instrument: first, qty: '7' });
      await rig().server.mustPlace({ instrument: first, terms: { type: 'limit', limit: '1.00' } });
      const { page } = await rig().open('/');
      const positions = page.locator('[data-panel^="positions"] tr', { hasText: first });
      await positions.waitFor();
      await page.locator(`[data-panel^="watchlist"] tr[data-key="${first}"]`).click();
      await page.getByRole('form', { name: 'Order' }).getByText('Value').waitFor();
      await page.locator('.chart__host canvas').first().waitFor();
      const ticks = async (from: number, millis: number): Promise<void> => {
        for (let step = 0; step * 25 < millis; step += 1) {
          tellAll(market, from + step);
          await new Promise((resolve) => setTimeout(resolve, 25));
        }
      };
      await ticks(5_000, 2_000);
      const shifts = await watchShifts(page);
      await ticks(6_000, 5_000);
      // What fills while nobody looks comes in without pushing.
      await rig().server.mustPlace({ instrument: shares[1] ?? '', qty: '3' });
      await ticks(7_000, 1_500);
      expect(await shifts()).toEqual([]);
      await market.end();
    }, 60_000);

    test('is let go of with its panel', async () => {
      const market = FedMarket.join(rig().server);
      tellAll(market, 1);
      const { page, faults } = await rig().open('/');
      await page.locator(`[data-panel^="watchlist"] tr[data-key="${first}"]`).click();
      await page.locator('.chart__host canvas').first().waitFor();
      const add = page.getByRole('combobox', { name: 'Add a panel' });
      const kinds = await add
        .locator('option[value]:not([value=""])')
        .evaluateAll((options) => options.map((option) => option.getAttribute('value') ?? ''));
      const openAll = async (): Promise<void> => {
        for (const kind of kinds) {
          await add.selectOption(kind);
          const added = page.locator(`[data-panel="${kind}-2"]`);
          await added.waitFor({ state: 'attached' });
          tellAll(market, 2);
          await page.locator('.stack', { has: added }).locator('.stack__close').click();
          await added.waitFor({ state: 'detached' });
        }
      };
      expect(kinds.length).toBeGreaterThan(8);
      await expectNothingLeft(page, openAll, 4);
      // A share without options says so each time that its chain is opened.
      faults.take();
      await market.end();
    }, 90_000);

    test('is let go of with its page', async () => {
      const market = FedMarket.join(rig().server);
      tellAll(market, 1);
      const { page } = await rig().open('/');
      await priceCell(page, first).waitFor();
      const links = page.getByRole('navigation', { name: 'Pages' }).getByRole('link');
      const goEverywhere = async (): Promise<void> => {
        for (const link of await links.all()) {
          await link.click();
          const name = (await link.getAttribute('aria-label')) ?? '';
          await page.getByRole('main', { name, exact: true }).waitFor();
          tellAll(market, 3);
        }
      };
      await expectNothingLeft(page, goEverywhere, 4);
      await market.end();
    }, 90_000);
  },
  fedEnv,
  fedFiles(shares),
);
