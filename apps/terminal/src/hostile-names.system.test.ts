import { describeTerminal, type Page, type TestPage } from '@argosy/testkit/browser';
import { expect, test } from 'vitest';

const markup = '<img src=x onerror=window.hasRun=1>';
const scripted = `"'><script>window.hasRun=1</script>`;
/** What the server calls things that it takes no markup for, and what the page is told they are called. */
const names: readonly (readonly [string, string])[] = [
  ['PAPER01', `${markup}A`],
  ['"HAND"', `"${markup}H"`],
  ['ema-cross', `${markup}S`],
  ['"EMAC"', `"${markup}C"`],
  ['BANK01.DEMO', `${markup}B.DEMO`],
];
const toPage = (text: string): string =>
  names.reduce((all, [real, shown]) => all.replaceAll(real, shown), text);
const toServer = (text: string): string =>
  names.reduce((all, [real, shown]) => all.replaceAll(shown, real), text);

/** Has everything that the server tells a page be called by markup. */
async function renameAll({ page, context }: TestPage): Promise<void> {
  await context.route('**/api/v1/**', async (route) => {
    const request = route.request();
    const body = request.postData();
    const answer = await route.fetch({
      url: encodeURI(toServer(decodeURIComponent(request.url()))),
      ...(body === null ? {} : { postData: toServer(body) }),
    });
    const text = toPage(await answer.text());
    await route.fulfill({ response: answer, body: text });
  });
  await page.routeWebSocket(/\/ws/u, (socket) => {
    const server = socket.connectToServer();
    socket.onMessage((message) =>
      server.send(typeof message === 'string' ? toServer(message) : message),
    );
    server.onMessage((message) =>
      socket.send(typeof message === 'string' ? toPage(message) : message),
    );
  });
}

/** Each page, and what it shows once it has been told. */
const pages: readonly (readonly [string, string])[] = [
  ['/', `${markup}B`],
  ['/strategies', `${markup}S`],
  ['/backtests', markup],
  ['/risk', scripted],
  ['/portfolio', markup],
  ['/admin', `${markup}U`],
  ['/system', markup],
];

async function shown(page: Page): Promise<string> {
  return page.evaluate<string>('document.body.innerText');
}

describeTerminal('S-11 names that are markup', (rig) => {
  test('are text on every page: nothing of them is run, nothing of them is part of the page', async () => {
    const { server } = rig();
    const name = `${markup}U`;
    const invited = await server.ask('/users/invitations', {
      method: 'POST',
      body: { name, role: 'owner' },
    });
    const [, token] = String(invited.body['link']).split('#');
    const password = 'a pass phrase that nobody guesses';
    await server.ask('/auth/invitation', {
      method: 'POST',
      body: { token, password },
      headers: { authorization: '' },
    });
    await server.ask('/users/invitations', {
      method: 'POST',
      body: { name: scripted, role: 'viewer' },
    });
    const placed = await server.place({ instrument: 'BANK01.DEMO', note: '<img src=x>' });
    const scope = { kind: 'book', book: 'HAND' };
    const change = { account: 'PAPER01', scope, state: 'REDUCING', reason: scripted };
    const reduced = await server.ask('/risk/states', { method: 'PUT', body: change });
    expect([placed.status, reduced.status]).toEqual([201, 200]);

    const opened = await rig().openAsStranger(null);
    await renameAll(opened);
    const { page, context, faults } = opened;
    const login = await context.request.post(`${server.address}/api/v1/auth/login`, {
      data: { name: 'owner', password: 'a long enough pass phrase' },
    });
    expect(login.ok()).toBe(true);
    const seen: string[] = [];
    for (const [path, told] of pages) {
      await page.goto(server.address + path);
      await page.getByText(told).first().waitFor({ state: 'attached' });
      await page.waitForLoadState('networkidle').catch(() => undefined);
      seen.push(await shown(page));
      expect([path, await page.evaluate('window.hasRun ?? null')]).toEqual([path, null]);
      expect([path, await page.locator('img[src="x"], body script').count()]).toEqual([path, 0]);
      // A policy that had to step in says so here.
      expect([path, faults.take()]).toEqual([path, []]);
    }
    const all = seen.join('\n');
    expect([
      all.includes(`${markup}A`),
      all.includes(`${markup}U`),
      all.includes(scripted),
    ]).toEqual([true, true, true]);
    expect([all.includes(`${markup}S`), all.includes(`${markup}B`)]).toEqual([true, true]);
  });
});
