import { expect, test } from 'vitest';

import { Asking } from './asking.ts';

test('asks once at a time, and once more for all that changed meanwhile', async () => {
  const answers: (() => void)[] = [];
  const told: number[] = [];
  let value = 0;
  const asking = new Asking<string, number>({
    ask: () => new Promise((resolve) => void answers.push(() => resolve(value))),
    onValue: (_key, heard) => told.push(heard),
    onFault: () => {},
  });
  for (value = 1; value < 5; value += 1) asking.changed('A');
  expect(answers).toHaveLength(1);
  answers[0]?.();
  await settled();
  expect(answers).toHaveLength(2);
  value = 9;
  answers[1]?.();
  await settled();
  expect([told, answers.length]).toEqual([[5, 9], 2]);
  asking.changed('A');
  expect(answers).toHaveLength(3);
});

test('rests between two questions about the same, and asks once for all that changed meanwhile', async () => {
  const rests: (() => void)[] = [];
  const asked: string[] = [];
  const asking = new Asking<string, null>({
    ask: (key) => {
      asked.push(key);
      return Promise.resolve(null);
    },
    onValue: () => {},
    onFault: () => {},
    rest: () => new Promise((resolve) => void rests.push(resolve)),
  });
  asking.changed('A');
  await settled();
  for (const key of ['A', 'B', 'A']) asking.changed(key);
  await settled();
  expect(asked).toEqual(['A', 'B']);
  rests[0]?.();
  await settled();
  expect(asked).toEqual(['A', 'B', 'A']);
});

test('whoever waits for what rests is not kept waiting', async () => {
  const asked: string[] = [];
  const asking = new Asking<string, null>({
    ask: (key) => {
      asked.push(key);
      return Promise.resolve(null);
    },
    onValue: () => {},
    onFault: () => {},
    rest: () => new Promise(() => {}),
  });
  asking.hurry('A');
  asking.changed('A');
  await settled();
  asking.changed('A');
  await settled();
  expect(asked).toEqual(['A']);
  asking.hurry('A');
  await settled();
  expect(asked).toEqual(['A', 'A']);
  asking.hurry('A');
  await settled();
  expect(asked).toEqual(['A', 'A']);
});

test('a question that fails is told, and the next change asks again', async () => {
  const faults: unknown[] = [];
  let asked = 0;
  const asking = new Asking<string, number>({
    ask: () => {
      asked += 1;
      return Promise.reject(new Error('gone'));
    },
    onValue: () => {},
    onFault: (key, error) => faults.push([key, String(error)]),
  });
  asking.changed('A');
  await settled();
  asking.changed('A');
  await settled();
  expect([asked, faults]).toEqual([
    2,
    [
      ['A', 'Error: gone'],
      ['A', 'Error: gone'],
    ],
  ]);
});

function settled(): Promise<void> {
  return new Promise((resolve) => void setImmediate(resolve));
}
