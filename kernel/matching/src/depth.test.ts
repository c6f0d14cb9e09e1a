import { expect, test } from 'vitest';

import { Depth } from './depth.ts';

test('a new price begins with nothing taken', () => {
  const depth = new Depth(false);
  depth.show(10, 20);
  depth.take(1, 4);
  depth.show(30, 40);
  expect([depth.sizeFor(1), depth.takenFor(1)]).toEqual([30, 0]);
});

test('each side of a quote is taken by itself', () => {
  const depth = new Depth(false);
  depth.show(10, 20);
  depth.take(1, 4);
  depth.take(-1, 5);
  expect([depth.takenFor(1), depth.takenFor(-1)]).toEqual([4, 5]);
});

test('one volume is taken by both sides', () => {
  const depth = new Depth(true);
  depth.show(10, 10);
  depth.take(1, 4);
  depth.take(-1, 5);
  expect([depth.takenFor(1), depth.takenFor(-1)]).toEqual([9, 9]);
});

test('an order is a share of what is there, of a bar’s point a share of the whole bar', () => {
  const depth = new Depth(true);
  depth.show(10, 20);
  const ofQuote = [depth.volumeFor(1), depth.volumeFor(-1)];
  depth.showPart(25, 100);
  expect([ofQuote, depth.sizeFor(1), depth.volumeFor(1)]).toEqual([[10, 20], 25, 100]);
});
