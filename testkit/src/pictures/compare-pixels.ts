import type { Pixels } from './png.ts';

/** Channels this far apart are another colour: what a palette approximates of the edges of letters is nearer. */
const APART = 14;

/** How much of one picture is not as in another, and where: the smallest box around it. */
export type PixelDifference = {
  readonly pixels: number;
  /** Null where nothing differs. */
  readonly box: {
    readonly x: number;
    readonly y: number;
    readonly width: number;
    readonly height: number;
  } | null;
};

/** Compares pictures pixel by pixel; of another size all of it differs. */
export function comparePixels(one: Pixels, other: Pixels): PixelDifference {
  const { width, height } = one;
  const all = { x: 0, y: 0, width, height };
  if (width !== other.width || height !== other.height) return { pixels: width * height, box: all };
  let [pixels, left, top, right, bottom] = [0, width, height, -1, -1];
  for (let at = 0; at < width * height; at += 1) {
    if (!isApart(one.bytes, other.bytes, at * 3)) continue;
    const [x, y] = [at % width, Math.floor(at / width)];
    pixels += 1;
    [left, right] = [Math.min(left, x), Math.max(right, x)];
    [top, bottom] = [Math.min(top, y), Math.max(bottom, y)];
  }
  if (pixels === 0) return { pixels, box: null };
  return { pixels, box: { x: left, y: top, width: right - left + 1, height: bottom - top + 1 } };
}

function isApart(one: Uint8Array, other: Uint8Array, from: number): boolean {
  for (let at = from; at < from + 3; at += 1) {
    if (Math.abs((one[at] ?? 0) - (other[at] ?? 0)) > APART) return true;
  }
  return false;
}
