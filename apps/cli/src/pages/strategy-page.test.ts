import { readFileSync } from 'node:fs';

import { expect, test } from 'vitest';

import { drawCurve } from './draw-curve.ts';
import { examplesPath, pagePath, picturePath } from './page-paths.ts';
import { makeStrategyParts, putBetween, strategyPages } from './strategy-page.ts';

const names = Object.keys(strategyPages);
const index = readFileSync(
  new URL('../../../../docs/strategies/README.md', import.meta.url),
  'utf8',
);

test.each(names)('the page of %s shows what its run comes to', async (name) => {
  const { parameters, figures, picture } = await makeStrategyParts(name, examplesPath);
  const page = readFileSync(pagePath(name), 'utf8');
  expect(putBetween(putBetween(page, 'parameters', parameters), 'figures', figures)).toBe(page);
  expect(readFileSync(picturePath(name), 'utf8')).toBe(picture);
  expect(page).toContain(`](${name}.svg)`);
  expect(index).toContain(`](${name}.md)`);
});

test('a page without a place for its figures is a mistake', () => {
  expect(putBetween('<!-- a: made -->old<!-- a: end -->.', 'a', 'new')).toBe(
    '<!-- a: made -->\nnew\n<!-- a: end -->.',
  );
  expect(() => putBetween('nothing', 'a', 'new')).toThrow('expected <!-- a: made -->');
});

test('a picture has its highest value on top, and leaves out what is not known', () => {
  const column = { at: [], equity: [], fall: [], samples: 3 };
  const curve = { ...column, growth: [1, 2, 1.5], benchmark: [null, 1, 1] };
  const picture = drawCurve({ title: 'A & B', curve });
  expect(picture).toContain('<title>A &amp; B</title>');
  expect(picture).toContain('points="0.0,176.0 320.0,4.0 640.0,90.0"');
  expect(picture).toContain('points="320.0,176.0 640.0,176.0"');
});
