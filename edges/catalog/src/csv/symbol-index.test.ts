import { toInstrumentId } from 'argosy/core';
import { anInstrument } from '@argosy/testkit';
import { expect, it } from 'vitest';

import { SymbolIndex } from './symbol-index.ts';

// Two names that the hash of the index cannot tell apart.
const ids = ['Aa.X', 'BB.X'].map(toInstrumentId);
const indexOf = (): SymbolIndex =>
  new SymbolIndex(
    ids.map((id) => anInstrument({ id })),
    () => null,
  );

it('finds instruments by the bytes of their names', () => {
  const bytes = Buffer.from('Aa.X,BB.X,Aa.X,BB.X');
  const index = indexOf();
  const found = [0, 5, 10, 15].map((from) => index.find(bytes, from, from + 4)?.id);
  expect(found).toEqual(['Aa.X', 'BB.X', 'Aa.X', 'BB.X']);
});

it('does not find what is not there, nor a part of a name', () => {
  const bytes = Buffer.from('Aa.XY');
  const index = indexOf();
  const found = [5, 4, 5, 3, 0].map((to) => index.find(bytes, 0, to)?.id ?? null);
  expect(found).toEqual([null, 'Aa.X', null, null, null]);
});

it('throws for an instrument it was not given', () => {
  expect(() => indexOf().entryOf(toInstrumentId('C.X'))).toThrow('C.X is not indexed');
});
