import type { Page } from 'playwright-core';

/** What a page complains of: errors in its console, such as a policy that was broken, and errors that nobody caught. */
export class PageFaults {
  #found: string[] = [];

  constructor(page: Page) {
    page.on('console', (message) => {
      if (message.type() !== 'error') return;
      const { url, lineNumber } = message.location();
      this.#found.push(`console: ${message.text()} (${url}:${lineNumber})`);
    });
    page.on('pageerror', (error) => void this.#found.push(`page: ${error.stack ?? error.message}`));
    page.on('crash', () => void this.#found.push('the page has crashed'));
  }

  /** What was found since the last time, which is not told again: a test that causes faults takes them. */
  take(): readonly string[] {
    const found = this.#found;
    this.#found = [];
    return found;
  }
}
