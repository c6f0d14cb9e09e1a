import { readFileSync } from 'node:fs';

import { expect, test } from 'vitest';

import { makeIndicatorPage } from './indicator-page.ts';
import { pagePath } from './page-path.ts';

test('docs/indicators.md is what the indicators say of themselves', () => {
  expect(readFileSync(pagePath, 'utf8')).toBe(makeIndicatorPage());
});
