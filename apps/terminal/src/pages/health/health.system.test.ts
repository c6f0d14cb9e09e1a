import { describeTerminal, violationsOf } from '@argosy/testkit/browser';
import { expect, test } from 'vitest';

const patience = { timeout: 90_000, interval: 500 };

describeTerminal('how well everything goes, and what an account is worth', (rig) => {
  const place = async (side: 'buy' | 'sell', qty: string): Promise<void> => {
    const body = {
      account: 'PAPER01',
      book: 'HAND',
      product: 'delivery',
      instrument: 'BANK01.DEMO',
      side,
      qty,
      terms: { type: 'market' },
    };
    const { status } = await rig().server.ask('/orders', { method: 'POST', body });
    expect(status).toBe(201);
  };

  const heldOf = async (): Promise<unknown> => {
    const { body } = await rig().server.ask('/holdings?account=PAPER01');
    const [held] = body['items'] as readonly { readonly qty: string }[];
    return held?.qty;
  };

  test('shows how long orders took and what they cost, as the server has counted it', async () => {
    await place('buy', '7');
    await expect.poll(heldOf, patience).toBe('7');
    await place('sell', '2');
    const filled = async (): Promise<unknown> =>
      (await rig().server.ask('/system/slippage?account=PAPER01')).body['orders'];
    await expect.poll(filled, patience).toBe(2);
    const { page } = await rig().open('/system');
    const costs = page.getByRole('region', { name: 'What orders cost beside their price' }).last();
    const row = costs.getByRole('row', { name: /BANK01\.DEMO/u });
    expect(await row.innerText()).toMatch(/[+\u2212]\d/u);
    // The node looks each half minute, and these orders came before its second look.
    const counts = async (): Promise<number> => {
      const { body } = await rig().server.ask('/system/latency?hop=order');
      const rows = body['rows'] as readonly { readonly counts: readonly number[] }[];
      return rows.flatMap((one) => one.counts).reduce((sum, count) => sum + count, 0);
    };
    await expect.poll(counts, patience).toBe(2);
    await page.getByRole('img', { name: /An order, until it is safe: 2 times/u }).waitFor();
    expect(await violationsOf(page)).toEqual([]);
  }, 120_000);

  test('shows what is held, and what the account was worth beside the index', async () => {
    const { page } = await rig().open('/portfolio');
    const holdings = page.getByRole('grid', { name: 'Holdings' });
    const row = holdings.locator('tr[data-key="BANK01.DEMO"]');
    await row.waitFor();
    expect([await heldOf(), (await row.innerText()).split('\t')[1]]).toEqual(['5', '5']);
    await page.getByRole('img', { name: /What it was worth: Since the node began/u }).waitFor({
      timeout: 60_000,
    });
    expect(await violationsOf(page)).toEqual([]);
  }, 90_000);
});
