import { describe, expect, test } from 'vitest';

import { unlimited } from '../broker/capabilities.ts';
import { PacedLanes } from './paced-lanes.ts';

const SECOND = 1_000_000;
const twoASecond = { ...unlimited, perSecond: 2 };

function taken(lanes: PacedLanes<string>, now: number): readonly string[] {
  const found: string[] = [];
  for (let next = lanes.take(now); next !== undefined; next = lanes.take(now)) found.push(next);
  return found;
}

describe('two lanes', () => {
  test('keep the order of each', () => {
    const lanes = new PacedLanes<string>(unlimited, 10);
    for (const item of ['a', 'b', 'c']) lanes.push(item, 'usual');
    expect(taken(lanes, 0)).toEqual(['a', 'b', 'c']);
  });

  test('let what is urgent pass first', () => {
    const lanes = new PacedLanes<string>(unlimited, 10);
    lanes.push('order', 'usual');
    lanes.push('cancel', 'urgent');
    expect(taken(lanes, 0)).toEqual(['cancel', 'order']);
  });

  test('let no more through than the limit', () => {
    const lanes = new PacedLanes<string>(twoASecond, 10);
    for (const item of ['a', 'b', 'c']) lanes.push(item, 'usual');
    expect(taken(lanes, 0)).toEqual(['a', 'b']);
    expect(lanes.nextAt(1)).toBe(SECOND);
    expect(taken(lanes, SECOND)).toEqual(['c']);
  });

  test('count what is urgent toward the limit too', () => {
    const lanes = new PacedLanes<string>(twoASecond, 10);
    for (const item of ['a', 'b', 'c']) lanes.push(item, 'urgent');
    expect(taken(lanes, 0)).toEqual(['a', 'b']);
  });

  test('are asked for nothing while none waits', () => {
    expect(new PacedLanes(twoASecond, 10).nextAt(0)).toBe(Number.POSITIVE_INFINITY);
  });

  test('are full of usual things before they are full of urgent ones', () => {
    const lanes = new PacedLanes<string>(twoASecond, 10);
    const pushed = Array.from({ length: 10 }, () => lanes.push('order', 'usual'));
    expect(pushed.filter(Boolean)).toHaveLength(9);
    expect(lanes.push('cancel', 'urgent')).toBe(true);
    expect(lanes.push('cancel', 'urgent')).toBe(false);
    expect(lanes.size).toBe(10);
  });

  test('give back what is not to be sent any more', () => {
    const lanes = new PacedLanes<string>(unlimited, 10);
    for (const item of ['a', 'b', 'a']) lanes.push(item, 'usual');
    expect(lanes.withdraw((item) => item === 'a')).toEqual(['a', 'a']);
    expect(taken(lanes, 0)).toEqual(['b']);
  });
});
