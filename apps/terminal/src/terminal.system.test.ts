import { describeTerminal, violationsOf } from '@argosy/testkit/browser';
import { expect, test } from 'vitest';

describeTerminal('the terminal', (rig) => {
  test('comes up at / for who is logged in, without a complaint and for everybody', async () => {
    const { page, faults } = await rig().open('/');
    await page.locator('#root > *').first().waitFor();
    await page.getByText('PAPER01').first().waitFor({ state: 'attached' });
    expect(await page.title()).toContain('Argosy');
    expect(await violationsOf(page)).toEqual([]);
    expect(faults.take()).toEqual([]);
  });

  test('that is reloaded in the very moment it renews its login stays logged in', async () => {
    const { page, faults } = await rig().open('/');
    for (let count = 0; count < 8; count += 1) {
      const renewal = page.waitForRequest((request) => request.url().endsWith('/auth/refresh'));
      await page.reload({ waitUntil: 'commit' });
      await renewal;
    }
    await page.reload();
    await page.getByText('PAPER01').first().waitFor({ state: 'attached' });
    faults.take();
  });

  test('may reach its own server, by its socket as well, and nobody else', async () => {
    const { page, faults } = await rig().open('/');
    const opens = (host: string): Promise<string> =>
      page.evaluate<string>(`new Promise((resolve) => {
        const socket = new WebSocket('ws://' + ${host} + '/ws');
        socket.onopen = () => resolve('open');
        socket.onerror = () => resolve('refused');
      })`);
    expect(await opens('location.host')).toBe('open');
    expect(faults.take()).toEqual([]);
    expect(await opens("'127.0.0.1:9'")).toBe('refused');
    expect(faults.take().join('\n')).toContain('Content Security Policy');
  });

  test('makes no page out of text, and runs no script that stands within one', async () => {
    const { page, faults } = await rig().open('/');
    const written = page.evaluate("document.body.innerHTML = '<p>text</p>'");
    await expect(written).rejects.toThrow('TrustedHTML');
    await page.evaluate(`{
      const script = document.createElement('script');
      script.append('window.hasRun = true');
      document.head.append(script);
    }`);
    expect(await page.evaluate('window.hasRun')).toBeUndefined();
    expect(faults.take().join('\n')).toMatch(/Content Security Policy|TrustedScript/u);
  });

  test('the journal says what was asked of the server beside it', async () => {
    const before = rig().events().length;
    const id = await rig().server.mustPlace({ instrument: 'BANK01.DEMO' });
    const kinds = rig()
      .events()
      .slice(before)
      .flatMap((event) =>
        event.kind === 'order' && event.order === id ? [event.change.type] : [],
      );
    expect(kinds).toContain('initialized');
  });
});
