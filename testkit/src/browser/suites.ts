import { afterAll, afterEach, beforeAll, describe, test } from 'vitest';

import { findChromium } from './find-chromium.ts';
import { TerminalRig } from './terminal-rig.ts';
import { TestBrowser } from './test-browser.ts';

/** What a suite starts once, for all of its tests. */
type Kept<Rig> = {
  readonly start: () => Promise<Rig>;
  readonly browserOf: (rig: Rig) => TestBrowser;
  readonly end: (rig: Rig) => Promise<void>;
};

/**
 * A suite with the terminal in a browser, in front of one server for all of it. Each test opens pages of its own, and
 * fails where one of them complains of something that the test has not taken (`faults.take()`). Where there is no
 * Chromium the suite is skipped, and says so; where `CI` is set it fails.
 *
 * @example
 * describeTerminal('the ticket', (rig) => {
 *   test('sends an order', async () => {
 *     const { page } = await rig().open('/');
 *   });
 * });
 */
export function describeTerminal(
  name: string,
  suite: (rig: () => TerminalRig) => void,
  env: Readonly<Record<string, string>> = {},
  files: Readonly<Record<string, string>> = {},
): void {
  describeKept(name, suite, {
    start: () => TerminalRig.start(env, files),
    browserOf: ({ browser }) => browser,
    end: (rig) => rig.end(),
  });
}

/** The same with a browser alone. */
export function describeBrowser(name: string, suite: (browser: () => TestBrowser) => void): void {
  describeKept(name, suite, {
    start: () => TestBrowser.launch(),
    browserOf: (browser) => browser,
    end: (browser) => browser.close(),
  });
}

function describeKept<Rig>(name: string, suite: (rig: () => Rig) => void, kept: Kept<Rig>): void {
  const isThere = findChromium() !== null;
  describe(`${name}`, () => {
    if (isThere) keep(suite, kept);
    else tellMissing(name);
  });
}

function keep<Rig>(suite: (rig: () => Rig) => void, { start, browserOf, end }: Kept<Rig>): void {
  let rig: Rig | null = null;
  beforeAll(async () => {
    rig = await start();
  });
  afterEach(async () => {
    const faults = rig === null ? [] : await browserOf(rig).closePages();
    if (faults.length > 0) throw new Error(`pages complain:\n${faults.join('\n')}`);
  });
  afterAll(async () => {
    if (rig !== null) await end(rig);
  });
  suite(() => {
    if (rig === null) throw new Error('nothing is up yet');
    return rig;
  });
}

function tellMissing(name: string): void {
  const isRequired = (process.env['CI'] ?? '') !== '';
  const advice = 'there is no Chromium on this machine: install it, or name one in ARGOSY_CHROMIUM';
  if (!isRequired) console.log(`skipped: ${name}: ${advice}`);
  test.skipIf(!isRequired)('there is a Chromium on this machine', () => {
    throw new Error(advice);
  });
}
