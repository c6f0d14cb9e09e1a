// `npm run strategy-pages` runs the run file of each strategy's page and writes what the page shows of it.
import { readFileSync, writeFileSync } from 'node:fs';

import { makeStrategyParts, putBetween, strategyPages } from './strategy-page.ts';
import { examplesPath, pagePath, picturePath } from './page-paths.ts';

for (const name of Object.keys(strategyPages)) {
  const parts = await makeStrategyParts(name, examplesPath);
  const page = readFileSync(pagePath(name), 'utf8');
  const withParameters = putBetween(page, 'parameters', parts.parameters);
  writeFileSync(pagePath(name), putBetween(withParameters, 'figures', parts.figures));
  writeFileSync(picturePath(name), parts.picture);
}
