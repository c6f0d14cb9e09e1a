import { existsSync, readFileSync } from 'node:fs';

import { describe, expect, it } from 'vitest';

import { exchangeShownIn, makePage, shownIn } from './matrix-page.ts';
import { caseFlags, caseTifs, caseTypes } from './order-cases.ts';
import { pagePath, projectRoot } from './page-path.ts';
import { words } from '../golden/words.ts';

describe('the matrix of orders', () => {
  it('has every type, every time in force and every price that fires a trigger', () => {
    expect([...caseTypes].toSorted()).toEqual(Object.keys(words.orderType).toSorted());
    expect([...caseTifs].toSorted()).toEqual(Object.keys(words.tif).toSorted());
    expect(caseFlags).toEqual(expect.arrayContaining(Object.keys(words.triggerSource)));
  });

  it('names tests that are there', () => {
    const missing = [...Object.values(shownIn), exchangeShownIn].filter(
      (path) => !existsSync(`${projectRoot}${path}`),
    );
    expect(missing).toEqual([]);
  });

  // Where this fails: read what has changed, then npm run order-matrix -- --write
  it('is what becomes of every order, whenever it is run', () => {
    expect(readFileSync(pagePath, 'utf8').split('\n')).toEqual(makePage().split('\n'));
  });
});
