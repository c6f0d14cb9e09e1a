/**
 * `npm run metrics-page -- --write`: writes the page of the metrics. Without `--write` it says how many there are.
 */
import { writeFileSync } from 'node:fs';
import { parseArgs } from 'node:util';

import { metricTable } from '@argosy/telemetry';

import { makePage } from './metrics-page.ts';
import { pagePath } from './page-path.ts';

const { values } = parseArgs({ options: { write: { type: 'boolean' } } });
if (values.write === true) writeFileSync(pagePath, makePage());
console.log(`${Object.keys(metricTable).length} metrics`);
