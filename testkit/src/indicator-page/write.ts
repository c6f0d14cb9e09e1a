/** `npm run indicators -- --write` writes the page of the indicators; without `--write` it says how many there are. */
import { writeFileSync } from 'node:fs';
import { parseArgs } from 'node:util';

import { indicators } from 'argosy/indicators';

import { makeIndicatorPage } from './indicator-page.ts';
import { pagePath } from './page-path.ts';

const { values } = parseArgs({ options: { write: { type: 'boolean' } } });
if (values.write === true) writeFileSync(pagePath, makeIndicatorPage());
console.log(`${indicators.length} indicators`);
