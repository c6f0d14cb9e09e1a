import { Random } from 'argosy/core';
import { expect, test } from 'vitest';

import { arrivalIntensity, fadingIntensity } from './arrival-intensity.ts';
import { corwinSchultz } from './corwin-schultz.ts';
import { kyleLambda } from './kyle-lambda.ts';
import { microprice } from './microprice.ts';
import { orderFlowImbalance } from './order-flow-imbalance.ts';
import { realisedSpread } from './realised-spread.ts';
import { rollSpread } from './roll-spread.ts';

test('a book that rises a tick counts all that stands at its new bid and all that stood at its old ask', () => {
  const flow = orderFlowImbalance.create({ period: 1 });
  flow.update(100, 101, 30, 50);
  expect(flow.update(101, 102, 7, 20)).toBe(7 + 50);
  expect(flow.update(101, 102, 12, 15)).toBe(5 + 5);
});

test('the microprice stands by the side that is about to be eaten', () => {
  expect(microprice.create().update(100, 102, 300, 100)).toBe(101.5);
});

test('Roll finds the spread of trades that bounce between two prices', () => {
  const random = Random.fromSeed('bounce');
  const bounce = Float64Array.from({ length: 4_000 }, () => 100 + random.nextInt(2) * 0.5);
  const { rollSpread: line } = rollSpread.over(bounce, { period: 3_000 });
  expect(line.at(-1)).toBeCloseTo(0.5, 1);
});

test('Kyle’s lambda is what each unit moved the price by', () => {
  const sizes = Float64Array.from({ length: 60 }, (_, row) => 1 + ((row * 5) % 7));
  let level = 1e9;
  const price = sizes.map((size, row) => (level += (row % 3 === 0 ? -1 : 1) * size * 0.25));
  const { kyleLambda: line } = kyleLambda.over({ price, size: sizes }, { period: 20 });
  expect(line.at(-1)).toBeCloseTo(0.25, 9);
});

test('realised spread and impact together are the effective spread', () => {
  const spread = realisedSpread.create({ period: 1, after: 1 });
  spread.update(10.5, 10, 10.75);
  expect(spread.update(10.5, 10.25, 10.75) + spread.impact).toBe(2 * (10.5 - 10.375));
});

test('a gap over night is no spread', () => {
  const still = corwinSchultz.create({ period: 1 });
  still.update(100, 100, 100);
  expect(still.update(120, 120, 120)).toBe(0);
});

test('events at one instant are as many a second as microseconds allow', () => {
  const time = new Float64Array(5).fill(1_700_000_000_000_000);
  expect(arrivalIntensity.over({ time }, { period: 2 }).arrivalIntensity.at(-1)).toBe(2e6);
});

test('what an event adds has halved after its half-life', () => {
  const fading = fadingIntensity.create({ halfLife: 2 });
  fading.update(1_700_000_000_000_000);
  const second = fading.update(1_700_000_002_000_000);
  expect(second).toBeCloseTo(Math.LN2 / 2 + Math.LN2 / 4, 12);
});
