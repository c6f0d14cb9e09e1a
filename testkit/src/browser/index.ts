export type { Page } from 'playwright-core';

export { describeBrowser, describeTerminal } from './suites.ts';
export { findChromium } from './find-chromium.ts';
export type { PageFaults } from './page-faults.ts';
export { TerminalRig } from './terminal-rig.ts';
export { TestBrowser, type TestPage } from './test-browser.ts';
export { violationsOf } from './violations.ts';
