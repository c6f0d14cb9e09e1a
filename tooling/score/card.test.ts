import { expect, test } from 'vitest';
import { card, formatCard, shortfall } from './card.ts';

const comments = card.find((line) => line.key === 'comments');

test('measures a figure by its distance from the goal, on both sides', () => {
  expect(comments && [11, 12, 20, 22].map((value) => shortfall(comments, value))).toEqual([
    1, 0, 0, 2,
  ]);
});

test('marks a figure that moved away from its goal', () => {
  const text = formatCard({ comments: 9 }, { comments: 10 });
  expect(text).toMatch(/comment lines %\s+9 .*WORSE than 10/);
});

test('marks no figure that moved within its goal', () => {
  expect(formatCard({ fileP90: 200 }, { fileP90: 100 })).not.toContain('WORSE');
});

test('says so where a figure was not measured', () => {
  expect(formatCard({}, {})).toMatch(/seconds of check\s+not measured/);
});
