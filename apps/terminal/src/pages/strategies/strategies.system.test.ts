import { describeTerminal, violationsOf } from '@argosy/testkit/browser';
import { steadyStrategy } from '@argosy/testkit/live';
import { expect, test, vi } from 'vitest';

const WAIT = { timeout: 20_000, interval: 200 };
const files = {
  'steady.ts': steadyStrategy('BANK01.DEMO'),
  'config/strategies.yaml': `strategies:
  - { id: steady, code: STDY, account: PAPER01, file: steady.ts }
  - id: crossing
    code: CROS
    account: PAPER01
    strategy: EmaCross
    parameters: { instrument: BANK02.DEMO, fast: '200', slow: '400', quantity: '10' }
`,
};

describeTerminal(
  'the page of strategies',
  (rig) => {
    /** What the server says of a strategy, by itself. */
    const stateOf = async (id: string): Promise<unknown> =>
      (await rig().server.ask(`/strategies/${id}`)).body['state'];

    /** Their host is a process of its own, which comes up behind the server. */
    const untilRunning = (id: string): Promise<void> =>
      vi.waitFor(
        async () => {
          const { body } = await rig().server.ask(`/strategies/${id}`);
          expect(body).toMatchObject({ state: 'running', reason: null });
        },
        { timeout: 90_000, interval: 500 },
      );

    test('shows what runs, and pauses, starts and stops it by button and by key', async () => {
      await untilRunning('crossing');
      const { page } = await rig().open('/strategies');
      const list = page.getByRole('grid', { name: 'Strategies' });
      const row = list.locator('tr[data-key="crossing"]');
      await row.getByText('Running').waitFor();
      expect(await row.innerText()).toContain('PAPER');
      expect(await list.locator('tbody tr').count()).toBe(2);

      await row.getByRole('button', { name: 'Pause entries of crossing' }).click();
      await row.getByText('Entries paused').waitFor();
      expect(await stateOf('crossing')).toBe('paused');
      // A pause is a state in the journal: no screen makes it up.
      const states = rig()
        .events()
        .flatMap((event) =>
          event.kind === 'account' && event.scope.kind === 'strategy'
            ? [`${event.scope.strategy} ${event.state}`]
            : [],
        );
      expect(states.at(-1)).toBe('crossing REDUCING');

      await row.focus();
      await page.keyboard.press('KeyR');
      await row.getByText('Running').waitFor();
      await page.keyboard.press('KeyX');
      await row.getByText('Stopped').waitFor();
      expect(await stateOf('crossing')).toBe('stopped');
      await row.getByRole('button', { name: 'Start crossing' }).click();
      await row.getByText('Running').waitFor();

      const log = page.getByRole('log', { name: 'Log of crossing' });
      for (const word of ['paused', 'stopped', 'started']) {
        await log.getByText(word).first().waitFor();
      }
      expect(await violationsOf(page)).toEqual([]);
    });

    test('asks before it leaves positions alone, and closes them only as long as is held', async () => {
      await untilRunning('steady');
      const { page } = await rig().open('/strategies?strategy=steady');
      const detail = page.getByRole('complementary', { name: 'Strategy steady' });
      await detail.locator('.held-list').getByText('BANK01.DEMO').waitFor();
      await detail.getByRole('button', { name: 'Stop steady' }).click();
      await page.getByRole('dialog').getByText('nobody watches').waitFor();
      await page.keyboard.press('Escape');
      expect(await stateOf('steady')).toBe('running');

      const flatten = detail.getByRole('button', { name: 'Flatten' });
      await flatten.click();
      expect(await stateOf('steady')).toBe('running');
      await flatten.hover();
      await page.mouse.down();
      await detail.getByText('Entries paused').waitFor();
      await page.mouse.up();
      await detail.getByText('Nothing is held.').waitFor();
      await vi.waitFor(async () => {
        const { body } = await rig().server.ask('/positions?account=PAPER01&book=steady');
        expect(JSON.stringify(body)).not.toMatch(/"qty":"-?[1-9]/u);
      }, WAIT);
    });

    test('fits a phone', async () => {
      const { page } = await rig().open('/strategies', { viewport: { width: 390, height: 844 } });
      await page.getByRole('grid', { name: 'Strategies' }).waitFor();
      const wider = await page.evaluate(
        `{ const { scrollWidth, clientWidth } = document.querySelector('main'); scrollWidth - clientWidth; }`,
      );
      expect(wider).toBe(0);
      expect(await violationsOf(page, "document.querySelector('main')")).toEqual([]);
    });
  },
  { ARGOSY_DEMO_TICKS_PER_SECOND: '200' },
  files,
);
