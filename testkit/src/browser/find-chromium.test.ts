import { expect, test } from 'vitest';

import { findChromium } from './find-chromium.ts';

test('a Chromium that is named is taken, and one that is not there is told of', () => {
  expect(findChromium('/opt/chromium', () => true)).toBe('/opt/chromium');
  expect(() => findChromium('/opt/chromium', () => false)).toThrow('/opt/chromium');
});

test('else it is looked for where it usually is', () => {
  const usual = '/usr/bin/google-chrome';
  expect(findChromium('', (path) => path === usual)).toBe(usual);
  expect(findChromium(undefined, () => false)).toBeNull();
});
