import { Random, toMicros } from 'argosy/core';
import { VenueRig, aQuote, anOrderRequest } from '@argosy/testkit';
import { expect, test } from 'vitest';

import {
  computeDelay,
  latencyCard,
  longestDelay,
  measuredLatency,
  noLatency,
} from './latency-model.ts';

const fixed = { ...noLatency, insert: toMicros(100), cancel: toMicros(10) };
const measured = measuredLatency(fixed, { insert: [toMicros(5), toMicros(7)] });

test('a measured delay comes on top, each of the table as often as it stands there', () => {
  const stream = Random.fromSeed(3);
  const drawn = Array.from({ length: 1_000 }, () => computeDelay(measured, 'insert', () => stream));
  expect(new Set(drawn)).toEqual(new Set([105, 107]));
  expect(Math.abs(drawn.filter((one) => one === 105).length - 500)).toBeLessThan(60);
});

test('a request without a table draws nothing', () => {
  const noStream = (): Random => {
    throw new Error('nothing is left to chance');
  };
  expect(computeDelay(measured, 'cancel', noStream)).toBe(10);
});

test('the longest way is the fixed part, all of the jitter and the longest of the table', () => {
  const jittery = { ...measured, jitter: toMicros(1_000) };
  expect(longestDelay(jittery, 'insert')).toBe(1_107);
  expect(longestDelay(jittery, 'cancel')).toBe(1_010);
});

test('an order comes to the venue so much later', () => {
  const latency = measuredLatency(noLatency, { insert: [toMicros(40)] });
  const rig = new VenueRig({ latency }).feed(aQuote({ at: 1 }));
  rig.submit(anOrderRequest(), 2).runUntil(100);
  expect(rig.said()[0]).toBe('accepted @42');
});

test('an empty table is refused', () => {
  expect(() => measuredLatency(noLatency, { amend: [] })).toThrow('amend');
});

test('the card tells the table', () => {
  expect(JSON.stringify(latencyCard(measured))).toContain('"insert":"5 7"');
  expect(JSON.stringify(latencyCard(fixed))).not.toContain('measured');
});
