import fc from 'fast-check';
import { describe, expect, test } from 'vitest';

import { ByteShelf } from './byte-shelf.ts';

const bytesOf = (length: number, fill: number): Uint8Array => new Uint8Array(length).fill(fill);
const lengths = fc.oneof(
  { weight: 8, arbitrary: fc.integer({ min: 0, max: 900 }) },
  { weight: 1, arbitrary: fc.integer({ min: 4_000, max: 9_000 }) },
);
const steps = fc.array(
  fc.oneof(fc.record({ put: lengths, fill: fc.nat(255) }), fc.record({ drop: fc.nat() })),
  { maxLength: 200, size: 'max' },
);

describe('a shelf of bytes', () => {
  test('gives back what was put there, whatever else came and went', () => {
    fc.assert(
      fc.property(steps, (all) => {
        const shelf = new ByteShelf();
        const kept: { place: number; bytes: Uint8Array }[] = [];
        for (const step of all) {
          if ('put' in step) {
            const bytes = bytesOf(step.put, step.fill);
            kept.push({ place: shelf.put(bytes), bytes });
          } else {
            for (const { place } of kept.splice(step.drop % (kept.length + 1), 1))
              shelf.drop(place);
          }
        }
        for (const { place, bytes } of kept) expect(shelf.view(place)).toEqual(bytes);
        expect(new Set(kept.map(({ place }) => place)).size).toBe(kept.length);
      }),
      { numRuns: 100, endOnFailure: true },
    );
  });

  test('keeps a copy: what was given may be written over', () => {
    const [shelf, bytes] = [new ByteShelf(), bytesOf(10, 1)];
    const place = shelf.put(bytes);
    bytes.fill(2);
    expect(shelf.view(place)).toEqual(bytesOf(10, 1));
  });

  test('takes no more room for items that follow one another than for those that stay', () => {
    const shelf = new ByteShelf();
    const places = Array.from({ length: 100 }, () => shelf.put(bytesOf(300, 1)));
    const before = shelf.capacity;
    for (let round = 0; round < 5_000; round += 1) {
      shelf.drop(places.shift() ?? -1);
      places.push(shelf.put(bytesOf(300, 2)));
    }
    expect(shelf.capacity).toBeLessThanOrEqual(before + 4_096);
  });

  test('gives the room of a long item back', () => {
    const shelf = new ByteShelf();
    const place = shelf.put(bytesOf(100_000, 1));
    expect(shelf.capacity).toBeGreaterThan(100_000);
    shelf.drop(place);
    expect(shelf.capacity).toBe(0);
  });

  test('uses the page it is filling again once all on it have left', () => {
    const shelf = new ByteShelf();
    for (let round = 0; round < 1_000; round += 1) shelf.drop(shelf.put(bytesOf(1_000, 1)));
    expect(shelf.capacity).toBe(4_096);
  });

  test('is empty after everything was forgotten', () => {
    const shelf = new ByteShelf();
    const place = shelf.put(bytesOf(10, 1));
    shelf.clear();
    expect(shelf.capacity).toBe(0);
    expect(() => shelf.view(place)).toThrow('nothing stands at');
  });
});
