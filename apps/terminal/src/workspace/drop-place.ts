import type { Place } from './layout.ts';

/** A rectangle on the page. */
export type Box = {
  readonly left: number;
  readonly top: number;
  readonly width: number;
  readonly height: number;
};

/** The share of a stack at each side where a panel that is dropped splits it. */
const EDGE = 0.25;

/** Where a panel goes that is dropped at a point of a stack: to the side that is near, else among its tabs. */
export function dropSide({ left, top, width, height }: Box, x: number, y: number): Place['side'] {
  const across = (x - left) / width;
  const down = (y - top) / height;
  const distances: readonly (readonly [number, Place['side']])[] = [
    [across, 'left'],
    [1 - across, 'right'],
    [down, 'top'],
    [1 - down, 'bottom'],
  ];
  const nearest = distances.reduce((best, one) => (one[0] < best[0] ? one : best));
  return nearest[0] < EDGE ? nearest[1] : 'within';
}

/** The part of a stack that a panel would take. */
export function dropBox(box: Box, side: Place['side']): Box {
  const { left, top, width, height } = box;
  switch (side) {
    case 'within':
      return box;
    case 'left':
      return { ...box, width: width / 2 };
    case 'right':
      return { ...box, left: left + width / 2, width: width / 2 };
    case 'top':
      return { ...box, height: height / 2 };
    case 'bottom':
      return { ...box, top: top + height / 2, height: height / 2 };
  }
}
