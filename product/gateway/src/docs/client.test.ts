import { readFileSync } from 'node:fs';

import { expect, test } from 'vitest';

import { routes } from '../routes/routes.ts';
import { errorTable } from '../http/error-table.ts';
import { fillApiPage } from './api-page.ts';
import { apiPagePath, clientPath } from './client-path.ts';
import { clientText } from './client-text.ts';

/** The formatter decides where lines end: only what stands in them counts. */
function words(text: string): string {
  return text
    .replaceAll(/\s+/gu, '')
    .replaceAll(/,([)\]}])/gu, '$1')
    .replaceAll(/;\}/gu, '}');
}

// Where this fails: npm run api-client -- --write
test('the client has every call as the routes have it', () => {
  expect(words(readFileSync(clientPath, 'utf8'))).toBe(words(clientText(routes)));
});

// Where this fails: npm run api-client -- --write
test('the page has every route and every code as they are', () => {
  const page = readFileSync(apiPagePath, 'utf8');
  expect(page.split('\n')).toEqual(fillApiPage(page, routes, errorTable()).split('\n'));
});
