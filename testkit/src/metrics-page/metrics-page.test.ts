import { readFileSync } from 'node:fs';

import { expect, test } from 'vitest';

import { makePage } from './metrics-page.ts';
import { pagePath } from './page-path.ts';

// Where this fails: npm run metrics-page -- --write
test('the page has every metric as the table has it', () => {
  expect(readFileSync(pagePath, 'utf8').split('\n')).toEqual(makePage().split('\n'));
});
