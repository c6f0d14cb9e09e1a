import { smallSheet } from '@argosy/testkit/sheets';
import { expect, test } from 'vitest';

import type { TearSheet } from '../sheet.ts';
import { writeTearSheetPage } from './write-page.ts';

const { sheet } = smallSheet();
const page = writeTearSheetPage(sheet);
const hostile = `</style><script>alert("1")</script><img src='https://example.com/x' onerror=alert(2)>&quot;`;

/** Tags that have no end. */
const single = ['meta', 'path', 'rect', '!doctype'];

/** The names of what is open where the text ends or a tag ends what is not the last to have begun. */
function unclosed(text: string): readonly string[] {
  const open: string[] = [];
  for (const [, end = '', name = '', rest = ''] of text.matchAll(
    /<(\/?)([!a-z][a-z0-9]*)([^>]*)>/giu,
  )) {
    if (single.includes(name.toLowerCase()) || rest.endsWith('/')) continue;
    if (end === '') open.push(name);
    else if (open.pop() !== name) return [...open, `/${name}`];
  }
  return open;
}

/** The same document with a hostile text in the place of every text that says no number and no time. */
function spoiled(value: unknown, name = ''): unknown {
  if (typeof value === 'string') {
    return /^-?\d/u.test(value) || ['kind', 'schema', 'absent'].includes(name) ? value : hostile;
  }
  if (Array.isArray(value)) return value.map((one) => spoiled(one));
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, one]) => [key, spoiled(one, key)]));
}

test('a page is well formed', () => {
  expect(unclosed(page)).toEqual([]);
  expect(unclosed('<p><i></p>')).toEqual(['p', '/p']);
  expect(page.startsWith('<!doctype html>')).toBe(true);
});

test('a page needs nothing but itself: no script, no address, no file', () => {
  expect(page).not.toMatch(/<script|https?:|src=|url\(|@import|<link/iu);
  expect(page).toContain(`default-src 'none'`);
});

test('hostile names stay text wherever they stand', () => {
  const text = writeTearSheetPage(spoiled(sheet) as TearSheet);
  expect(text).toContain('&lt;script&gt;');
  expect(text).not.toMatch(/<script|<img/iu);
  expect(unclosed(text)).toEqual([]);
});

test('every chart and table says what it is', () => {
  const charts = [...page.matchAll(/<svg[^>]*>/gu)].map(([tag]) => tag);
  expect(charts.length).toBeGreaterThan(5);
  for (const chart of charts) expect(chart).toMatch(/role="img"\s+aria-label="[^"]+"/u);
  expect(page.match(/<table>/gu)?.length).toBe(page.match(/<caption>/gu)?.length);
});

test('an account that has hardly moved has an axis whose lines say different things', () => {
  const growth = sheet.curve.growth.map((_, at) => 1 - at * 1e-8);
  const benchmark = { absent: 'none was given' };
  const text = writeTearSheetPage({ ...sheet, benchmark, curve: { ...sheet.curve, growth } });
  const chart = text.slice(text.indexOf('Growth since the beginning'), text.indexOf('Below the'));
  const ticks = [...chart.matchAll(/>([−\d.]+)\u202F%</gu)].map(([, tick]) => tick);
  expect(ticks.length).toBeGreaterThan(2);
  expect(new Set(ticks).size).toBe(ticks.length);
});

test('what is not there says why', () => {
  expect(page).toContain('None: no search was run: argosy sweep runs one.');
});
