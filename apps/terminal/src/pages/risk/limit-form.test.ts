import type { LimitChange, RiskLimit } from '@argosy/contract';
import { describe, expect, test } from 'vitest';

import {
  isLooser,
  limitBefore,
  limitChangeOf,
  limitFormOf,
  newLimitForm,
  shareOf,
} from './limit-form.ts';

const set: RiskLimit = {
  account: 'PAPER01',
  scope: { kind: 'book', book: 'HAND' },
  limit: 'orderValue',
  value: '20000.00',
  used: null,
  unit: 'money',
  currency: 'INR',
  from: 'person',
  until: null,
  reason: 'the plan',
};
const form = { ...newLimitForm('PAPER01'), value: '1,00,000', reason: ' less ' };

function changed(limit: RiskLimit, value: string): LimitChange | null {
  const to = { ...limitFormOf(limit, 'Asia/Kolkata'), reason: 'x', value };
  return limitChangeOf(to, 'Asia/Kolkata');
}

describe('what goes out', () => {
  test('is what was typed, exactly, and on what was picked', () => {
    expect(
      limitChangeOf({ ...form, limit: 'position', kind: 'instrument', of: ' A.B ' }, 'UTC'),
    ).toEqual({
      account: 'PAPER01',
      scope: { kind: 'instrument', instrument: 'A.B' },
      limit: 'position',
      value: '100000',
      until: null,
      reason: 'less',
    });
  });

  test.each([
    ['no number', { value: 'much' }],
    ['less than nothing', { value: '-1' }],
    ['no reason', { reason: ' ' }],
    ['no book', { kind: 'book' as const }],
    ['half an instant', { until: 'tomorrow' }],
  ])('is nothing while there is %s', (_, part) => {
    expect(limitChangeOf({ ...form, ...part }, 'UTC')).toBeNull();
  });
});

describe('a change of a limit that is set', () => {
  const change = changed(set, '20000.01');

  test('ends when the limit ended', () => {
    const until = '2026-11-23T09:30:00.000Z';
    expect(changed({ ...set, until }, '1')?.until).toBe(until);
  });

  test('is found by what it lies on', () => {
    expect(change === null ? null : limitBefore(change, [{ ...set, limit: 'position' }, set])).toBe(
      set,
    );
  });

  test.each([
    ['20000.01', true],
    ['20000', false],
    ['19999.99', false],
    [null, true],
  ])('to %s lets more through: %s', (value, expected) => {
    expect(change === null ? null : isLooser({ ...change, value }, set)).toBe(expected);
  });

  test('of a buffer lets more through where it is smaller', () => {
    const buffer = { ...set, limit: 'cashBufferBps', value: '50' } as const;
    const smaller = changed(buffer, '40');
    expect(smaller === null ? null : isLooser(smaller, buffer)).toBe(true);
  });
});

test.each([
  ['8200.00', '20000.00', 0.41],
  ['0', '0', 0],
  ['5', '0', 1],
  [null, '5', null],
])('of %s used of %s the share is %s', (used, value, share) => {
  expect(shareOf({ ...set, used, value })).toBe(share);
});
