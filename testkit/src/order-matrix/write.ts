/**
 * `npm run order-matrix -- --write`: runs every order of the matrix and writes its page. Without `--write`
 * it says how many cells there are.
 */
import { writeFileSync } from 'node:fs';
import { parseArgs } from 'node:util';

import { cellCount, makePage } from './matrix-page.ts';
import { pagePath } from './page-path.ts';

const { values } = parseArgs({ options: { write: { type: 'boolean' } } });
if (values.write === true) writeFileSync(pagePath, makePage());
console.log(`${cellCount()} cells`);
