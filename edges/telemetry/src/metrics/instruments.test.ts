import fc from 'fast-check';
import { expect, test } from 'vitest';

import { boundsOf } from './buckets.ts';
import { Counter, Gauge, Histogram } from './instruments.ts';

test('a counter adds one, or what it is told', () => {
  const counter = new Counter();
  counter.add();
  counter.add(2.5);
  expect(counter.value).toBe(3.5);
});

test.each([-1, Number.NaN])('a counter does not take %d', (amount) => {
  expect(() => new Counter().add(amount)).toThrow(/was given/u);
});

test('a gauge is put somewhere and moved', () => {
  const gauge = new Gauge();
  gauge.set(5);
  gauge.add(-7);
  expect(gauge.value).toBe(-2);
});

test('a histogram counts each observation in the first bucket that has room for it', () => {
  const histogram = new Histogram([1, 5]);
  for (const value of [0, 1, 1.01, 5, 6, Number.POSITIVE_INFINITY]) histogram.observe(value);
  expect(Array.from(histogram.counts)).toEqual([2, 2, 2]);
  expect(histogram.count).toBe(6);
});

test('what took less than no time, since a clock was set back, took none', () => {
  const histogram = new Histogram([1]);
  histogram.observe(-3);
  expect([histogram.sum, histogram.count]).toEqual([0, 1]);
});

test('spans of microseconds are seconds in it', () => {
  const histogram = new Histogram([1, 5]);
  histogram.observeMicros(1_500_000);
  histogram.observeMicros(-1);
  expect([Array.from(histogram.counts), histogram.sum]).toEqual([[1, 1, 0], 1.5]);
  expect(() => histogram.observeMicros(Number.NaN)).toThrow(/NaN/u);
});

test('a span falls into the same bucket by seconds and by microseconds', () => {
  fc.assert(
    fc.property(fc.nat(20_000_000), fc.constantFrom(...boundsOf('latency')), (span, bound) => {
      for (const micros of [span, Math.round(bound * 1e6)]) {
        const [one, other] = [
          new Histogram(boundsOf('latency')),
          new Histogram(boundsOf('latency')),
        ];
        one.observe(micros / 1e6);
        other.observeMicros(micros);
        expect(Array.from(other.counts)).toEqual(Array.from(one.counts));
      }
    }),
  );
});

test('a histogram does not take what is no number', () => {
  const histogram = new Histogram([1]);
  expect(() => histogram.observe(Number.NaN)).toThrow(/NaN/u);
  expect(histogram.count).toBe(0);
});

test('its sum and count are those of what it was given', () => {
  fc.assert(
    fc.property(fc.array(fc.nat()), (values) => {
      const histogram = new Histogram([10, 100, 1000]);
      for (const value of values) histogram.observe(value);
      expect(histogram.count).toBe(values.length);
      expect(histogram.sum).toBe(values.reduce((sum, value) => sum + value, 0));
    }),
  );
});
