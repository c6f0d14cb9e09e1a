import type { Page } from 'playwright-core';

import {
  FedMarket,
  OWNER,
  wearLook,
  type Look,
  type TerminalRig,
  type TestPage,
} from '../browser/index.ts';

/** Something that is looked at: a page at a size in a look. */
export type Scene = {
  readonly name: string;
  readonly path: string;
  readonly look: Look;
  readonly size: { readonly width: number; readonly height: number };
  /** Whether all panels stand beside each other, in the place of the first workspace. */
  readonly hasAllPanels?: boolean;
  /** Whether what it shows goes on by itself, so that only its geometry can be told. */
  readonly isLive?: boolean;
};

/** What a scene looks like: a picture, and where its landmarks lie. */
export type Taken = { readonly png: Buffer; readonly boxes: readonly string[] };

const wide = { width: 1_920, height: 1_080 };
const phone = { width: 390, height: 844 };
const pages = ['strategies', 'backtests', 'risk', 'data', 'brokers', 'settings'];
const livePages = ['admin', 'system', 'portfolio'];

/** All that is looked at. */
export const scenes: readonly Scene[] = [
  ...(['graphite', 'cockpit', 'light'] as const).flatMap((look): readonly Scene[] => [
    { name: `trade-${look}`, path: '/', look, size: wide },
    { name: `panels-${look}`, path: '/', look, size: wide, hasAllPanels: true },
    { name: `phone-${look}`, path: '/', look, size: phone },
  ]),
  ...[...pages, ...livePages].flatMap((page): readonly Scene[] => {
    const scene = { path: `/${page}`, look: 'graphite', isLive: livePages.includes(page) } as const;
    return [
      { ...scene, name: page, size: wide },
      { ...scene, name: `${page}-phone`, size: phone },
    ];
  }),
  { name: 'settings-cockpit', path: '/settings', look: 'cockpit', size: wide },
  { name: 'risk-light', path: '/risk', look: 'light', size: wide },
];

/** The shares that all of it is about. */
export const sceneShares: readonly string[] = Array.from(
  { length: 8 },
  (_, at) => `SHARE${String(at + 10)}.NSE`,
);
const [first = ''] = sceneShares;

/** Brings a server to where all scenes are alike each time: a market that stands still, a position, orders. */
export async function setScene(rig: TerminalRig): Promise<FedMarket> {
  const market = FedMarket.join(rig.server);
  for (const [at, share] of sceneShares.entries()) {
    const bid = 10_000 + at * 1_235;
    await market.quote(share, { bid, ask: bid + 10 });
  }
  const orders = [
    { qty: '7' },
    { qty: '2', terms: { type: 'limit', limit: '90.00' } },
    { qty: '3', terms: { type: 'limit', limit: '110.00' }, side: 'sell' },
  ] as const;
  for (const order of orders) {
    await rig.server.mustPlace({ instrument: first, ...order });
  }
  return market;
}

/** Opens a page for scenes of one size: who looks has done with the guide. */
export async function openScenes(
  rig: TerminalRig,
  { size, hasAllPanels }: Scene,
): Promise<TestPage> {
  const opened = await rig.openAsStranger(null, { viewport: size });
  await opened.context.request.post(`${rig.server.address}/api/v1/auth/login`, { data: OWNER });
  const kept = {
    guideIsOver: 'true',
    ...(hasAllPanels === true ? { workspaces: allPanels() } : {}),
  };
  const lines = Object.entries(kept).map(
    ([name, text]) => `localStorage.setItem('argosy.preference.${name}', ${JSON.stringify(text)});`,
  );
  await opened.context.addInitScript(lines.join('\n'));
  return opened;
}

/** Looks at a scene once all of it is there and stands still. */
export async function takeScene(rig: TerminalRig, page: Page, scene: Scene): Promise<Taken> {
  await page.goto(rig.server.address + scene.path);
  await page.locator('.shell[data-live="true"]').waitFor();
  const chosen = page.locator(`tr[data-key="${first}"]`).first();
  if (scene.path === '/') {
    await chosen.locator('.price', { hasText: '100.05' }).waitFor();
    await chosen.click();
  }
  if (scene.path === '/' && scene.size.width > 640) {
    await page.locator('.ticket__cost dd', { hasNotText: '—' }).nth(1).waitFor();
    await page.locator('[data-panel^="positions"] tr', { hasText: first }).waitFor();
  }
  await page.locator('main .state--loading').first().waitFor({ state: 'detached' });
  await page.waitForLoadState('networkidle', { timeout: SETTLE_MS }).catch(() => {});
  await wearLook(page, scene.look);
  await page.mouse.move(0, 0);
  await page.evaluate(standStill);
  await page.evaluate('document.fonts.ready.then(() => {})');
  const boxes = await page.evaluate<readonly string[]>(landmarks);
  return { png: await page.screenshot({ animations: 'disabled', caret: 'hide' }), boxes };
}

const SETTLE_MS = 2_000;

/** Hides what is never twice the same: canvases with the time on them, and words with digits that a clock wrote. */
const standStill = `{
  document.activeElement.blur();
  for (const canvas of document.querySelectorAll('canvas, .toasts, .chart__legend, time')) {
    canvas.style.visibility = 'hidden';
  }
  const words = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  const isOfClock = /\\d\\d:\\d\\d|\\d (?:µs|ms|s|min|h|d|MB|kB|GB)\\b|\\d{4}-\\d\\d-\\d\\d|20\\d\\d/u;
  while (words.nextNode()) {
    const { data, parentElement } = words.currentNode;
    if (!isOfClock.test(data)) continue;
    // A warning that a price is so many seconds old is not there in time, or is: it must leave no room.
    if (parentElement.matches('.ticket__nudge')) parentElement.style.display = 'none';
    else parentElement.style.visibility = 'hidden';
  }
}`;

/** Where the parts of a page lie that letters do not move. */
const landmarks = `[...document.querySelectorAll('.top-bar, .rail, .banner, main, .stack, .phone__tabs, .phone__actions, .status-bar')]
  .map((element) => {
    const { x, y, width, height } = element.getBoundingClientRect();
    const name = element.getAttribute('data-stack') ?? element.className.split(' ')[0];
    return [name, x, y, width, height].map((part) => typeof part === 'number' ? Math.round(part) : part).join(' ');
  })`;

/** Every kind of panel, in three rows. */
function allPanels(): string {
  const rows = [
    ['watchlist', 'chart', 'depth', 'ladder'],
    ['positions', 'orders', 'trades', 'ticket'],
    ['holdings', 'funds', 'order-life', 'chain'],
  ];
  const stack = (kind: string): object => ({
    type: 'stack',
    id: `stack.${kind}`,
    panels: [`${kind}-1`],
    active: `${kind}-1`,
  });
  const split = (id: string, direction: string, children: readonly object[]): object => ({
    type: 'split',
    id,
    direction,
    children,
    sizes: children.map(() => 1 / children.length),
  });
  const layout = split(
    'all',
    'column',
    rows.map((row, at) => split(`row${at}`, 'row', row.map(stack))),
  );
  const panels = rows
    .flat()
    .map((kind): [string, object] => [
      `${kind}-1`,
      { id: `${kind}-1`, kind, group: 'A', state: {} },
    ]);
  return JSON.stringify([
    { name: 'All', layout, panels: Object.fromEntries(panels), isLocked: false },
  ]);
}
