import { parameter } from 'argosy/engine';
import { expect, it } from 'vitest';

import { checkSchema, fillParameters, instrumentsOf } from './read-schema.ts';

it('makes up different instruments, and bars of the first', () => {
  const schema = {
    basket: parameter.instruments({ least: 2, most: 3 }),
    other: parameter.instrument(),
    bars: parameter.bars(),
  };
  const filled = fillParameters(schema, {});
  expect(filled).toEqual({
    basket: ['SYNTH-1.CHECK', 'SYNTH-2.CHECK', 'SYNTH-3.CHECK'],
    other: 'SYNTH-4.CHECK',
    bars: 'SYNTH-1.CHECK-1-MINUTE-LAST-EXTERNAL',
  });
  expect(instrumentsOf(schema, filled)).toEqual([
    'SYNTH-1.CHECK',
    'SYNTH-2.CHECK',
    'SYNTH-3.CHECK',
    'SYNTH-4.CHECK',
  ]);
});

it('makes up calls and puts on the first share', () => {
  const schema = {
    chain: parameter.instruments({ of: 'options', least: 2, most: 4 }),
    hedge: parameter.instrument(),
  };
  expect(fillParameters(schema, {})).toEqual({
    chain: ['SYNTH-1-C95.CHECK', 'SYNTH-1-P95.CHECK', 'SYNTH-1-C100.CHECK', 'SYNTH-1-P100.CHECK'],
    hedge: 'SYNTH-1.CHECK',
  });
});

it('makes up as many as are needed where those are more than usual', () => {
  const schema = { basket: parameter.instruments({ least: 9 }) };
  expect(fillParameters(schema, {})['basket']).toHaveLength(9);
  expect(checkSchema(schema)).toEqual([]);
});

it('keeps what is given', () => {
  const schema = { basket: parameter.instruments(), bars: parameter.bars() };
  expect(fillParameters(schema, { basket: ['A.X'] })).toEqual({
    basket: ['A.X'],
    bars: 'A.X-1-MINUTE-LAST-EXTERNAL',
  });
});
