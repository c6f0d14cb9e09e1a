import {
  chromium,
  type Browser,
  type BrowserContext,
  type BrowserContextOptions,
  type Page,
} from 'playwright-core';

import { findChromium } from './find-chromium.ts';
import { PageFaults } from './page-faults.ts';

/** A page with what it has complained of; its context is its own. */
export type TestPage = {
  readonly page: Page;
  readonly context: BrowserContext;
  readonly faults: PageFaults;
};

/** Figures are painted alike on every machine. */
const launchFlags: readonly string[] = [
  '--disable-gpu',
  '--force-color-profile=srgb',
  '--font-render-hinting=none',
];
const contextOptions: BrowserContextOptions = {
  viewport: { width: 1_440, height: 900 },
  locale: 'en-GB',
  timezoneId: 'Asia/Kolkata',
  colorScheme: 'dark',
  reducedMotion: 'reduce',
};
const WAIT_MILLIS = 30_000;
const ROOT = 0;

/** The Chromium of this machine, without a window. Each page has a context of its own: cookies and storage are its own. */
export class TestBrowser {
  readonly #browser: Browser;
  readonly #pages: TestPage[] = [];

  private constructor(browser: Browser) {
    this.#browser = browser;
  }

  /** Starts it; there has to be one (`findChromium`). */
  static async launch(): Promise<TestBrowser> {
    const executablePath = findChromium();
    if (executablePath === null) throw new Error('there is no Chromium on this machine');
    // Its sandbox does not start for root.
    const chromiumSandbox = process.getuid?.() !== ROOT;
    const args = [...launchFlags];
    return new TestBrowser(await chromium.launch({ executablePath, chromiumSandbox, args }));
  }

  /** A page that shows nothing yet. */
  async open(options: BrowserContextOptions = {}): Promise<TestPage> {
    const context = await this.#browser.newContext({ ...contextOptions, ...options });
    context.setDefaultTimeout(WAIT_MILLIS);
    const page = await context.newPage();
    const opened = { page, context, faults: new PageFaults(page) };
    this.#pages.push(opened);
    return opened;
  }

  /** Closes all pages; gives what they have complained of and nobody has taken. */
  async closePages(): Promise<readonly string[]> {
    const pages = this.#pages.splice(0);
    const found = pages.flatMap(({ faults }) => faults.take());
    for (const { context } of pages) await context.close();
    return found;
  }

  /** Ends it. */
  async close(): Promise<void> {
    await this.#browser.close();
  }
}
