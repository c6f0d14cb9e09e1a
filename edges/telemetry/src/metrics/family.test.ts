import fc from 'fast-check';
import { expect, test } from 'vitest';

import { Family, LABEL_LENGTH_MAX, OVERFLOW_LABEL } from './family.ts';
import { Counter } from './instruments.ts';

function aFamily(labels: readonly string[], seriesMax: number) {
  const overflows: number[] = [];
  const family = new Family({
    labels,
    seriesMax,
    make: () => new Counter(),
    onOverflow: () => overflows.push(1),
  });
  return { family, overflows };
}

test('the same labels are the same series, in whatever order they are given', () => {
  const { family } = aFamily(['side', 'mode'], 5);
  family.with({ side: 'buy', mode: 'paper' }).add();
  family.with({ mode: 'paper', side: 'buy' }).add();
  expect(Array.from(family.series, ({ labels, metric }) => [labels, metric.value])).toEqual([
    [['buy', 'paper'], 2],
  ]);
});

test('labels that find no room share the overflow series; those that were there keep theirs', () => {
  const { family, overflows } = aFamily(['code'], 2);
  for (const code of ['a', 'b', 'c', 'd', 'a']) family.with({ code }).add();
  expect(Array.from(family.series, ({ labels, metric }) => [labels[0], metric.value])).toEqual([
    ['a', 2],
    ['b', 1],
    [OVERFLOW_LABEL, 2],
  ]);
  expect(overflows).toHaveLength(2);
});

test('a long value is cut', () => {
  const { family } = aFamily(['code'], 2);
  family.with({ code: 'x'.repeat(1000) });
  expect([...family.series][0]?.labels[0]).toHaveLength(LABEL_LENGTH_MAX);
});

test('two lists of values are never one series, whatever is in them', () => {
  const text = fc.string({ unit: fc.constantFrom('a', ':', '1', '\0'), maxLength: 6 });
  const lists = fc.uniqueArray(fc.tuple(text, text), { selector: JSON.stringify, minLength: 2 });
  const check = (all: readonly (readonly [string, string])[]): void => {
    const { family } = aFamily(['one', 'other'], 1_000);
    for (const [one, other] of all) family.with({ one, other }).add();
    expect([...family.series].map(({ labels }) => labels)).toEqual(all);
  };
  check([
    ['a', 'aa'],
    ['aa', 'a'],
  ]);
  check([
    ['1:a', ''],
    ['', '1:a'],
  ]);
  fc.assert(fc.property(lists, check));
});
