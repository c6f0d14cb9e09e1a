import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';

import type { TradingEvent } from 'argosy/domain';
import { readJournal } from '@argosy/journal';
import type { BrowserContextOptions } from 'playwright-core';

import { OWNER, ServerProcess } from '../server/server-process.ts';
import { TestBrowser, type TestPage } from './test-browser.ts';

const builder = fileURLToPath(new URL('../../../tooling/build.mjs', import.meta.url));
/** The same market each time; it opens at once and never closes. */
const seeded = { ARGOSY_DEMO_SEED: '1', ARGOSY_DEMO_HOURS: 'always' };

/** Builds the terminal where it has changed. */
export async function buildTerminal(): Promise<void> {
  await promisify(execFile)(process.execPath, [builder, '--only', 'terminal']);
}

/**
 * The terminal in a browser, in front of a real server with the demo exchange.
 *
 * @example
 * const rig = await TerminalRig.start();
 * const { page } = await rig.open('/');
 * await page.getByRole('button', { name: 'Buy' }).click();
 * expect(rig.events().some(({ kind }) => kind === 'order')).toBe(true);
 * await rig.end();
 */
export class TerminalRig {
  readonly browser: TestBrowser;
  readonly server: ServerProcess;

  private constructor(browser: TestBrowser, server: ServerProcess) {
    this.browser = browser;
    this.server = server;
  }

  /** Builds the terminal where it has changed, and starts a server with its owner. */
  static async start(
    env: Readonly<Record<string, string>> = {},
    files: Readonly<Record<string, string>> = {},
  ): Promise<TerminalRig> {
    await buildTerminal();
    const server = await ServerProcess.start({ ...seeded, ...env }, undefined, files);
    try {
      return new TerminalRig(await TestBrowser.launch(), server);
    } catch (error) {
      await server.end();
      throw error;
    }
  }

  /** The terminal in a context of its own, with its owner logged in; by another address where a line lies between. */
  async open(
    path = '/',
    options: BrowserContextOptions = {},
    address: string = this.server.address,
  ): Promise<TestPage> {
    const opened = await this.openAsStranger(null, options);
    // The context keeps the cookies of what it asks, as a page does.
    const login = await opened.context.request.post(`${address}/api/v1/auth/login`, {
      data: OWNER,
    });
    if (!login.ok()) throw new Error(`no login: ${login.status()} ${await login.text()}`);
    await opened.page.goto(address + path);
    return opened;
  }

  /** A page of the server's with nobody logged in; null for none yet. */
  async openAsStranger(
    path: string | null,
    options: BrowserContextOptions = {},
  ): Promise<TestPage> {
    const opened = await this.browser.open(options);
    if (path !== null) await opened.page.goto(this.server.address + path);
    return opened;
  }

  /** All that the journal says has happened, read from the disk beside the server: what no screen can make up. */
  events(): readonly TradingEvent[] {
    const folder = join(this.server.folder, 'journal');
    return [...readJournal({ folder, stream: 'event' })].flatMap(({ entry }) =>
      entry.kind === 'event' ? [entry.event] : [],
    );
  }

  /** The orders of an instrument that the journal knows: the judge of how often one went out. */
  ordersOf(instrument: string): readonly string[] {
    return this.events().flatMap((event) =>
      event.kind === 'order' &&
      event.change.type === 'initialized' &&
      event.change.request.instrument === instrument
        ? [String(event.order)]
        : [],
    );
  }

  /** Ends the browser and the server with all that it has left. */
  async end(): Promise<void> {
    await this.browser.close();
    await this.server.end();
  }
}
