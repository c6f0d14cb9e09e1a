import {
  describeTerminal,
  violationsOf,
  type Locator,
  type Page,
  type TerminalRig,
} from '@argosy/testkit/browser';
import { expect, test } from 'vitest';

/** The orders that the journal knows, each with what it began as: the judge of what the page says. */
function ordersOf(rig: TerminalRig): readonly { readonly id: string; readonly text: string }[] {
  return rig.events().flatMap((event) => {
    if (event.kind !== 'order' || event.change.type !== 'initialized') return [];
    return [{ id: String(event.order), text: JSON.stringify(event.change, replaceBigInt) }];
  });
}

function replaceBigInt(_: string, value: unknown): unknown {
  return typeof value === 'bigint' ? String(value) : value;
}

function isFocused(element: Element): boolean {
  return element === document.activeElement;
}

async function openTicket(page: Page, instrument: string): Promise<void> {
  await page.locator(`[data-panel^="watchlist"] tr[data-key="${instrument}"]`).click();
  await page.getByRole('form', { name: 'Order' }).getByText(instrument).first().waitFor();
}

/** Whether people see it without a scroll, and nothing lies over it. */
async function isInSight(of: Locator): Promise<boolean> {
  return await of.evaluate((element) => {
    const { left, top, width, height } = element.getBoundingClientRect();
    const there = document.elementFromPoint(left + width / 2, top + height / 2);
    return element.contains(there);
  });
}

describeTerminal('trading by hand', (rig) => {
  test('an order goes out by keys alone, and the journal has it once', async () => {
    const { page } = await rig().open('/');
    const before = ordersOf(rig()).length;
    await openTicket(page, 'AUTO01.DEMO');
    await page.keyboard.press('s');
    await page.locator('select[name=product]').press('i');
    await page.locator('input[name=limit]').focus();
    await page.locator('input[name=limit]').fill('1500.00');
    await page.locator('input[name=qty]').fill('3');
    await page.keyboard.press('Control+Enter');
    const question = page.getByRole('dialog', { name: 'Send this order?' });
    await question.getByText('Sell 3 AUTO01.DEMO @ 1,500.00').first().waitFor();
    // Held down, Enter answers once.
    await page.keyboard.down('Enter');
    await page.keyboard.down('Enter');
    await page.keyboard.up('Enter');
    const placed = page.getByText(/^Order .+ is placed$/u);
    await placed.waitFor();
    expect(await isInSight(placed)).toBe(true);
    const made = ordersOf(rig()).slice(before);
    expect(made).toHaveLength(1);
    expect(made[0]?.text).toContain('sell');
    expect(made[0]?.text).toContain('intraday');
  });

  test('what is searched for is chosen, whatever had the focus before', async () => {
    const { page } = await rig().open('/');
    await openTicket(page, 'AUTO01.DEMO');
    await page.keyboard.press('/');
    await page.getByRole('combobox', { name: 'Find an instrument' }).fill('bank07');
    await page.getByRole('option', { name: /BANK07\.DEMO/u }).waitFor();
    await page.keyboard.press('Enter');
    await page.getByRole('form', { name: 'Order' }).getByText('BANK07.DEMO').first().waitFor();
  });

  test('what fills is held, with a gain that is the market times what is held', async () => {
    const { page } = await rig().open('/');
    await rig().server.mustPlace({ instrument: 'BANK02.DEMO', qty: '2' });
    const row = page.locator('[data-panel^="positions"] tr', { hasText: 'BANK02.DEMO' });
    await row.waitFor();
    await expect
      .poll(async () => {
        const cells = await row.locator('td').allInnerTexts();
        const number = (at: number): number =>
          Number((cells[at] ?? '').replaceAll(/[▲▼, +]/gu, '').replace('−', '-'));
        const [qty, average, last, gain] = [2, 3, 4, 5].map(number);
        return Math.abs(((last ?? 0) - (average ?? 0)) * (qty ?? 0) - (gain ?? Number.NaN)) < 0.011;
      })
      .toBe(true);
  });

  test('all orders are cancelled from within a field', async () => {
    const { page } = await rig().open('/');
    await openTicket(page, 'AUTO02.DEMO');
    await page.locator('input[name=limit]').fill('1.00');
    await page.keyboard.press('Control+Enter');
    await page
      .getByRole('dialog')
      .getByRole('button', { name: /^Buy 1/u })
      .click();
    await page.getByText(/^Order .+ is placed$/u).waitFor();
    await page.locator('input[name=qty]').focus();
    await page.keyboard.press('Control+Shift+KeyX');
    await page.getByRole('tab', { name: 'Orders' }).click();
    await page.getByRole('button', { name: 'Open 0' }).waitFor();
    const { body } = await rig().server.ask('/orders?isOpen=true');
    expect(body['items']).toEqual([]);
  });

  test('one-click sends without a question, and a reload ends it', async () => {
    const { page } = await rig().open('/');
    await openTicket(page, 'AUTO03.DEMO');
    await page.keyboard.press('F8');
    await page.locator('input[name=limit]').fill('2.00');
    await page.keyboard.press('Control+Enter');
    await page.getByText(/^Order .+ is placed$/u).waitFor();
    await page.reload();
    await openTicket(page, 'AUTO03.DEMO');
    expect(await page.getByRole('button', { name: 'One-click' }).getAttribute('aria-pressed')).toBe(
      'false',
    );
  });

  test('what a check refuses is told word for word, and nothing was sent', async () => {
    const { page, faults } = await rig().open('/');
    await openTicket(page, 'AUTO04.DEMO');
    await page.locator('input[name=limit]').fill('0.01');
    await page.locator('input[name=qty]').fill('7');
    const price = page.locator('.field', { has: page.locator('input[name=limit]') });
    await page.keyboard.press('Control+Enter');
    await price.getByText(/goes in steps of/u).waitFor();
    expect(await page.getByRole('dialog').count()).toBe(0);
    expect(await page.locator('input[name=limit]').evaluate(isFocused)).toBe(true);
    // What is wrong where nobody looks is unfolded.
    await page.locator('input[name=limit]').fill('1.00');
    await page.getByText('More', { exact: true }).click();
    await page.locator('input[name=display]').fill('0');
    await page.getByText('More', { exact: true }).click();
    await page.keyboard.press('Control+Enter');
    await page.getByText('has to be above zero').waitFor();
    expect(await page.locator('input[name=display]').evaluate(isFocused)).toBe(true);
    faults.take();
  });

  test('what was typed is found again after a look elsewhere, until it is cleared', async () => {
    const { page } = await rig().open('/');
    await openTicket(page, 'AUTO05.DEMO');
    const [qty, limit] = [page.locator('input[name=qty]'), page.locator('input[name=limit]')];
    await qty.fill('17');
    await limit.fill('12.35');
    await openTicket(page, 'AUTO06.DEMO');
    await openTicket(page, 'AUTO05.DEMO');
    expect([await qty.inputValue(), await limit.inputValue()]).toEqual(['17', '12.35']);
    await page.getByRole('link', { name: 'Risk' }).click();
    await page.getByRole('heading', { name: 'Limits' }).waitFor();
    await page.goBack();
    await qty.waitFor();
    expect([await qty.inputValue(), await limit.inputValue()]).toEqual(['17', '12.35']);
    await page.getByRole('button', { name: 'Clear' }).click();
    expect(await qty.inputValue()).toBe('1');
    expect(Number(await limit.inputValue())).toBeGreaterThan(100);
  });
});

describeTerminal('every look', (rig) => {
  test.each(['graphite', 'cockpit', 'light'])('%s can be used by everybody', async (theme) => {
    const { page } = await rig().open('/');
    // A page that is loaded anew while it comes in would use its cookie twice.
    await openTicket(page, 'AUTO05.DEMO');
    await page.evaluate(
      `localStorage.setItem('argosy.preference.theme', JSON.stringify('${theme}'))`,
    );
    await page.reload();
    await openTicket(page, 'AUTO05.DEMO');
    await page.locator('.chart__legend', { hasText: 'O ' }).waitFor();
    expect(await violationsOf(page)).toEqual([]);
  });

  test('bars are read out one by one, and the one that was gone to stays while prices move', async () => {
    const { page } = await rig().open('/');
    await openTicket(page, 'AUTO05.DEMO');
    const legend = page.locator('.chart__legend');
    await legend.getByText('O ', { exact: false }).first().waitFor();
    await page.locator('.chart__canvas').focus();
    await page.keyboard.type('1w');
    await page.getByText('No timeframe 1w: 1m 5m').waitFor();
    await page.keyboard.press('Escape');
    await page.keyboard.press('Shift+ArrowLeft');
    const spoken = page.locator('.chart output');
    await expect.poll(() => spoken.textContent()).toMatch(/O [\d,]+/u);
    const first = await spoken.textContent();
    await page.keyboard.press('Shift+ArrowLeft');
    await expect.poll(() => spoken.textContent()).not.toBe(first);
    const open = /O [\d,]+\.\d+/u.exec((await spoken.textContent()) ?? '')?.[0] ?? '';
    const ticked = page.locator('[data-panel^="depth"] td').first();
    const before = await ticked.textContent();
    await expect.poll(() => ticked.textContent(), { timeout: 20_000 }).not.toBe(before);
    expect(await legend.textContent()).toContain(open);
  });

  test('on a phone one screen at a time, and the ways out under the thumb', async () => {
    const { page } = await rig().open('/', { viewport: { width: 390, height: 844 } });
    await page.getByRole('button', { name: 'Positions' }).click();
    await page.getByRole('button', { name: 'Close all', exact: true }).waitFor();
    const kill = await page.getByRole('button', { name: 'KILL' }).boundingBox();
    expect(kill?.y ?? 0).toBeGreaterThan(700);
    expect(await violationsOf(page)).toEqual([]);
    expect(await page.evaluate('document.documentElement.scrollWidth')).toBe(390);
  });
});
