import { toAccountId } from 'argosy/core';
import { anEventHead, rupees } from '@argosy/testkit';
import { describe, expect, test } from 'vitest';

import type { EntryBody } from './bodies.ts';
import { EntryIndex } from './entry-index.ts';

const account = toAccountId('MAIN');

function bodyOf(entry: string, changes: Partial<EntryBody> = {}): EntryBody {
  const legs = [
    { ledgerAccount: 'MAIN/cash', amount: rupees(5n) },
    { ledgerAccount: 'MAIN/capital', amount: rupees(-5n) },
  ];
  return { kind: 'entry', entry, account, purpose: 'deposit', order: null, legs, ...changes };
}

const fillOf = (entry: string): EntryBody => bodyOf(entry, { purpose: 'fill' });

function having(fillsMax: number, ...bodies: readonly EntryBody[]): EntryIndex {
  const index = new EntryIndex(fillsMax);
  for (const body of bodies) index.note({ ...anEventHead(), ...body });
  return index;
}

describe('an entry', () => {
  const [cash, capital] = bodyOf('A').legs;
  const legs = [cash, capital].filter((leg) => leg !== undefined);

  test.each<[string, EntryBody, string]>([
    ['of the same content', bodyOf('A'), 'same'],
    ['of another id', bodyOf('B'), 'absent'],
    ['of another account', bodyOf('A', { account: toAccountId('OTHER') }), 'absent'],
    ['for something else', bodyOf('A', { purpose: 'withdrawal' }), 'other'],
    ['with fewer legs', bodyOf('A', { legs: legs.slice(0, 1) }), 'other'],
    ['with more legs', bodyOf('A', { legs: [...legs, ...legs] }), 'other'],
    ['with other legs', bodyOf('A', { legs: legs.toReversed() }), 'other'],
    [
      'with another last leg',
      bodyOf('A', {
        legs: legs.map((leg, at) => (at === 0 ? leg : { ...leg, amount: rupees(6n) })),
      }),
      'other',
    ],
    [
      'with another first leg',
      bodyOf('A', {
        legs: legs.map((leg, at) => (at === 1 ? leg : { ...leg, amount: rupees(6n) })),
      }),
      'other',
    ],
    [
      'with another amount',
      bodyOf('A', { legs: legs.map((leg) => ({ ...leg, amount: rupees(6n) })) }),
      'other',
    ],
  ])('%s is told: %o is %s', (_, body, expected) => {
    expect(having(4, bodyOf('A')).find(body)).toBe(expected);
  });

  test('is given back by its account and id', () => {
    expect(having(4, bodyOf('A')).get(account, 'A')?.purpose).toBe('deposit');
    expect(having(4, bodyOf('A')).get(account, 'B')).toBeUndefined();
  });
});

describe('a fill', () => {
  test.each(['fill', 'bust'] as const)('is known by its id alone: %s', (purpose) => {
    const index = having(4, bodyOf('F', { purpose }));
    expect(index.find(bodyOf('F', { purpose, legs: [] }))).toBe('same');
    expect(index.find(fillOf('G'))).toBe('absent');
    expect([index.hasFill('F'), index.hasFill('G')]).toEqual([true, false]);
    expect(index.get(account, 'F')).toBeUndefined();
  });

  test('is forgotten beyond the bound, the oldest first', () => {
    const index = having(2, fillOf('F'), fillOf('G'));
    expect(index.hasFill('F')).toBe(true);
    index.note({ ...anEventHead(), ...fillOf('H') });
    expect(['F', 'G', 'H'].map((name) => index.hasFill(name))).toEqual([false, true, true]);
  });
});

test('an index goes on from its state, and knows nothing of before', () => {
  const other = having(2, bodyOf('OLD'), fillOf('OLD'));
  const index = having(2, bodyOf('A'), fillOf('F'), fillOf('G'));
  other.importState(structuredClone(index.exportState()));
  expect(other.exportState()).toEqual(index.exportState());
  expect([other.hasFill('OLD'), other.find(bodyOf('OLD'))]).toEqual([false, 'absent']);
  expect(other.find(bodyOf('A'))).toBe('same');
  other.note({ ...anEventHead(), ...fillOf('H') });
  expect([other.hasFill('F'), other.hasFill('G')]).toEqual([false, true]);
});
