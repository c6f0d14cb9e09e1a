import { Metrics, metricTable } from '@argosy/telemetry';
import { toStrategyId, toTimestamp } from 'argosy/core';
import { expect, test } from 'vitest';

import type { CallbackFigures } from '../host/messages.ts';
import { StrategyFigures } from './strategy-figures.ts';

const strategy = toStrategyId('ema');
const at = (second: number): ReturnType<typeof toTimestamp> => toTimestamp(second * 1_000_000);

/** 98 calls of up to 2 µs, and two of up to 50 µs. */
const told: CallbackFigures = {
  strategy,
  calls: 100,
  micros: 230,
  microsMax: 41,
  breaches: 1,
  counts: [0, 98, 0, 0, 0, 2],
};

test('of one that no host has told of, nothing is known', () => {
  const figures = new StrategyFigures(new Metrics(metricTable));
  expect(figures.of(strategy)).toMatchObject({ calls: 0, microsP99: null, heardAt: null });
});

test('99 of 100 calls take no longer than is said, and no longer than the longest', () => {
  const figures = new StrategyFigures(new Metrics(metricTable));
  figures.take([told], at(1));
  expect(figures.of(strategy)).toMatchObject({ microsP99: 35, microsMax: 41, heardAt: at(1) });
  figures.take([{ ...told, microsMax: 22 }], at(2));
  expect(figures.of(strategy)).toMatchObject({ microsP99: 22, heardAt: at(2) });
});

test('a host that changes without a word of its strategies gives no sign of them', () => {
  const figures = new StrategyFigures(new Metrics(metricTable));
  figures.take([told], at(1));
  figures.take([told], at(9));
  expect(figures.of(strategy).heardAt).toBe(at(1));
});
