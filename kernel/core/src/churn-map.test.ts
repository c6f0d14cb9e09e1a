import fc from 'fast-check';
import { describe, expect, test } from 'vitest';

import { ChurnMap } from './churn-map.ts';

/** Four keys that come and go: 400 steps are enough for a few moves. */
const key = fc.nat(3);
const steps = fc.array(
  fc.oneof(
    { weight: 200, arbitrary: fc.record({ put: key }) },
    { weight: 200, arbitrary: fc.record({ take: key }) },
    { weight: 1, arbitrary: fc.constant({ clear: true }) },
  ),
  { minLength: 400, maxLength: 600, size: 'max' },
);

describe('a map whose members come and go', () => {
  test('is like any other map, however many have left', () => {
    fc.assert(
      fc.property(steps, (all) => {
        const [map, model] = [new ChurnMap<number, number>(), new Map<number, number>()];
        for (const [place, step] of all.entries()) {
          if ('put' in step) {
            map.set(step.put, place);
            model.set(step.put, place);
          } else if ('take' in step) {
            expect(map.delete(step.take)).toBe(model.delete(step.take));
          } else {
            map.clear();
            model.clear();
          }
          expect(map.size).toBe(model.size);
          expect(map.firstKey).toBe([...model.keys()][0]);
        }
        expect([...map]).toEqual([...model]);
        expect(map.values()).toEqual([...model.values()]);
        for (let one = 0; one < 4; one += 1) {
          expect([map.has(one), map.get(one)]).toEqual([model.has(one), model.get(one)]);
        }
      }),
      { endOnFailure: true },
    );
  });

  test('shows its members as they were when it was asked, whatever leaves meanwhile', () => {
    const map = new ChurnMap<number, string>();
    for (let one = 0; one < 200; one += 1) map.set(one, `${one}`);
    const seen: number[] = [];
    for (const [one] of map) {
      seen.push(one);
      map.delete(199 - one);
    }
    expect(seen).toEqual(Array.from({ length: 200 }, (_, one) => one));
    expect(map.size).toBe(0);
  });
});
