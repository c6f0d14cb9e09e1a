import type { Calendar } from '@argosy/contract';
import { expect, test } from 'vitest';

import { hoursText } from '../text/hours.ts';
import { shutMarkets } from './shut-markets.ts';

const calendar = (id: string, change: Partial<Calendar> = {}): Calendar => ({
  id,
  phase: null,
  isOpen: false,
  state: 'closed',
  nextOpen: '2026-11-23T03:45:00Z',
  nextClose: '2026-11-23T10:00:00Z',
  tradingDay: '2026-11-22',
  ...change,
});
const open = { phase: 'open', isOpen: true, state: 'open' } as const;

test('what trades is not told of, nor markets that a panel is not about', () => {
  const all = [calendar('NSE'), calendar('24x7', open), calendar('MCX')];
  const idsOf = (ids: readonly string[] | null) => shutMarkets(all, ids).map(({ id }) => id);
  expect(idsOf(['NSE', '24x7'])).toEqual(['NSE']);
  expect(idsOf([])).toEqual([]);
  expect(idsOf(null)).toEqual(['NSE', 'MCX']);
});

test('an open calendar whose market is halted does not trade', () => {
  const halted = calendar('NSE', { ...open, state: 'halted' });
  expect(shutMarkets([halted], null)).toEqual([halted]);
  expect(hoursText.now(halted)).toContain('halted');
});

test('each part of a day outside of trading is called what it is', () => {
  const phases = [null, 'preOpen', 'matching', 'closing', 'postClose'];
  const texts = phases.map((phase) => hoursText.now(calendar('NSE', { phase })));
  expect(new Set(texts).size).toBe(phases.length);
});
