import { expect, test } from 'vitest';

import { kept } from './kept.ts';
import { isAmount, isOneOf } from './shapes.ts';

/** A store in memory, as a browser's is. */
class Items {
  readonly items: Map<string, string>;
  constructor(items: Readonly<Record<string, string>> = {}) {
    this.items = new Map(Object.entries(items));
  }
  getItem(key: string): string | null {
    return this.items.get(key) ?? null;
  }
  setItem(key: string, value: string): void {
    this.items.set(key, value);
  }
}

const isTheme = isOneOf(['graphite', 'light']);

test('a setting outlives the page', () => {
  const store = new Items();
  kept(store, 'theme', 'graphite', isTheme).value = 'light';
  expect(kept(store, 'theme', 'graphite', isTheme).value).toBe('light');
});

test.each(['"sepia"', '3', 'null', '{', '[]'])('%s is no theme, and counts as not set', (text) => {
  const store = new Items({ 'argosy.preference.theme': text });
  expect(kept(store, 'theme', 'graphite', isTheme).value).toBe('graphite');
});

test.each(['"12"', '-1', '1e999', 'null'])('%s is no amount, and counts as not set', (text) => {
  const store = new Items({ 'argosy.preference.largeFrom': text });
  expect(kept(store, 'largeFrom', 7, isAmount).value).toBe(7);
});

test('a store that takes nothing costs the setting, not the page', () => {
  const full = {
    getItem: (): null => null,
    setItem: (): never => {
      throw new Error('full');
    },
  };
  const theme = kept<'graphite' | 'light'>(full, 'theme', 'graphite', isTheme);
  theme.value = 'light';
  expect(theme.value).toBe('light');
});
