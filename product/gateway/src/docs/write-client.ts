/**
 * `npm run api-client -- --write`: writes the calls of the typed client, as the formatter wants them, and the tables of the
 * API's page. Without `--write` it says how many calls there are.
 */
import { execFileSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';

import { routes } from '../routes/routes.ts';
import { errorTable } from '../http/error-table.ts';
import { fillApiPage } from './api-page.ts';
import { apiPagePath, clientPath } from './client-path.ts';
import { clientText } from './client-text.ts';

const { values } = parseArgs({ options: { write: { type: 'boolean' } } });
if (values.write === true) {
  writeFileSync(clientPath, clientText(routes));
  const page = readFileSync(apiPagePath, 'utf8');
  writeFileSync(apiPagePath, fillApiPage(page, routes, errorTable()));
  const formatter = join(import.meta.dirname, '../../../../node_modules/oxfmt/bin/oxfmt');
  execFileSync(process.execPath, [formatter, clientPath]);
}
console.log(`${routes.length} calls`);
