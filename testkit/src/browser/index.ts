export type { Locator, Page } from 'playwright-core';

export { CutLine } from './cut-line.ts';
export { describeBrowser, describeTerminal } from './suites.ts';
export { fedEnv, fedFiles, FedMarket, type FedQuote } from './fed-market.ts';
export { findChromium } from './find-chromium.ts';
export type { PageFaults } from './page-faults.ts';
export { looks, wearLook, type Look } from './looks.ts';
export { leftOf, watchShifts, type PageLeft, type Shift } from './page-watch.ts';
export { OWNER, ServerProcess } from '../server/server-process.ts';
export { buildTerminal, TerminalRig } from './terminal-rig.ts';
export { TestBrowser, type TestPage } from './test-browser.ts';
export { violationsOf } from './violations.ts';
