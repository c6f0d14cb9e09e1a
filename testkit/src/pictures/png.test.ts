import { expect, test } from 'vitest';

import { comparePixels } from './compare-pixels.ts';
import { asWritten, decodePng, encodePng, type Pixels } from './png.ts';

/** A picture whose pixels follow a rule. */
function aPicture(
  width: number,
  height: number,
  colourOf: (x: number, y: number) => number,
): Pixels {
  const bytes = new Uint8Array(width * height * 3);
  for (let at = 0; at < width * height; at += 1) {
    const colour = colourOf(at % width, Math.floor(at / width));
    bytes.set([colour >> 16, (colour >> 8) & 255, colour & 255], at * 3);
  }
  return { width, height, bytes };
}

test('few colours come back as they were', () => {
  const picture = aPicture(37, 11, (x, y) => (x * 7 + y) % 250);
  expect(decodePng(encodePng(picture))).toEqual(picture);
});

test('of many colours the frequent ones are as they were, and the others near', () => {
  const picture = aPicture(64, 64, (x, y) => (y < 32 ? 0x10_14_1b : (x << 16) | (y << 8) | 0x20));
  const kept = decodePng(encodePng(picture));
  expect(kept).toEqual(asWritten(picture));
  expect(kept.bytes.slice(0, 64 * 32 * 3)).toEqual(picture.bytes.slice(0, 64 * 32 * 3));
  expect(comparePixels(picture, kept).pixels).toBeLessThan(64 * 32);
});

test('a border of one pixel is found where it is, and a shade of a letter’s edge is not', () => {
  const plain = aPicture(50, 20, () => 0x10_14_1b);
  const bordered = aPicture(50, 20, (x, y) =>
    y === 4 && x >= 10 && x < 30 ? 0x23_2b_37 : 0x10_14_1b,
  );
  expect(comparePixels(plain, bordered)).toEqual({
    pixels: 20,
    box: { x: 10, y: 4, width: 20, height: 1 },
  });
  expect(
    comparePixels(
      plain,
      aPicture(50, 20, () => 0x16_18_20),
    ).pixels,
  ).toBe(0);
});

test('another size is another picture, and what is no picture is refused', () => {
  const one = aPicture(5, 5, () => 0);
  expect(
    comparePixels(
      one,
      aPicture(5, 6, () => 0),
    ).pixels,
  ).toBe(25);
  expect(() => decodePng(Buffer.from('a line of text, no picture at all'))).toThrow('not a PNG');
});
