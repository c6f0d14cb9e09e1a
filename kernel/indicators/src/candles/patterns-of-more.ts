import type { Way } from './candle-ring.ts';
import type { Candles } from './candles.ts';
import { downIf, NONE, UP, upIf, type Pattern } from './pattern.ts';

/** The patterns of four candles and more. */
export type LongerPatternName =
  | 'breakaway'
  | 'concealingBabySwallow'
  | 'hikkake'
  | 'ladderBottom'
  | 'matHold'
  | 'modifiedHikkake'
  | 'risingFallingThreeMethods'
  | 'threeBlackCrows'
  | 'threeLineStrike';

/** How each of them is told. */
export const patternsOfMore: Readonly<Record<LongerPatternName, Pattern>> = {
  breakaway: {
    title: 'Breakaway',
    ta: 'CDLBREAKAWAY',
    formula:
      'a long body; one beyond it; two further on; one of the other way that closes in the gap',
    bars: 5,
    means: ['bodies'],
    find: (c) => {
      const way = c.way(4);
      const isRun = c.way(3) === way && c.way(1) === way && c.bodyGaps(3, 4, way);
      const isFurther = isShiftedOn(c, 2, way) && isShiftedOn(c, 1, way);
      const isTurned = c.isLong(4) && c.way(0) !== way && closesInTheGap(c);
      return isRun && isFurther && isTurned ? -UP * way : NONE;
    },
  },
  concealingBabySwallow: {
    title: 'Concealing baby swallow',
    ta: 'CDLCONCEALBABYSWALL',
    formula:
      'two black marubozus; black below them with a shadow into the second; black around that',
    bars: 4,
    means: ['ranges'],
    find: (c) => {
      const areBlack = c.isBlack(3) && c.isBlack(2) && c.isBlack(1) && c.isBlack(0);
      const isBaby = c.bodyGaps(1, 2, -1) && c.hasUpperShadow(1) && c.high(1) > c.close(2);
      const isSwallowed = c.high(0) > c.high(1) && c.low(0) < c.low(1);
      return upIf(areBlack && c.hasNoShadows(3) && c.hasNoShadows(2) && isBaby && isSwallowed);
    },
  },
  hikkake: {
    title: 'Hikkake',
    ta: 'CDLHIKKAKE',
    formula:
      'an inside bar, then a false break; 200 where a close beyond its other end confirms in 3 bars',
    bars: 6,
    means: [],
    find: (c) => withConfirmation(c, hikkakeAt),
  },
  ladderBottom: {
    title: 'Ladder bottom',
    ta: 'CDLLADDERBOTTOM',
    formula:
      'three falling black ones; black with an upper shadow; white from above its body to above its high',
    bars: 5,
    means: ['ranges'],
    find: (c) => {
      const isLadder = isStepDown(c, 3) && isStepDown(c, 2) && c.isBlack(4);
      const isTurned = c.isWhite(0) && c.open(0) > c.open(1) && c.close(0) > c.high(1);
      return upIf(isLadder && c.isBlack(1) && c.hasUpperShadow(1) && isTurned);
    },
  },
  matHold: {
    title: 'Mat hold',
    ta: 'CDLMATHOLD',
    formula:
      'long white; short black above it; two short, falling, at most a share into it; white above them',
    bars: 5,
    means: ['bodies'],
    penetration: 0.5,
    find: (c, penetration) => {
      const areShort = c.isShorter(3) && c.isShorter(2) && c.isShorter(1);
      const areWhite = c.isWhite(4) && c.isWhite(0);
      const isPause = c.isBlack(3) && c.bodyGaps(3, 4, 1) && isFallingBack(c, penetration);
      const high = Math.max(c.high(3), c.high(2), c.high(1));
      const isResumed = c.open(0) > c.close(1) && c.close(0) > high;
      return upIf(c.isLong(4) && areShort && areWhite && isPause && isResumed);
    },
  },
  modifiedHikkake: {
    title: 'Modified hikkake',
    ta: 'CDLHIKKAKEMOD',
    formula:
      'two inside bars, the first closing near an end, then a false break that way; 200 as in hikkake',
    bars: 6,
    means: ['lastRanges'],
    find: (c) => withConfirmation(c, modifiedHikkakeAt),
  },
  risingFallingThreeMethods: {
    title: 'Rising or falling three methods',
    ta: 'CDLRISEFALL3METHODS',
    formula: 'a long body; three short ones back within its range; a long one on beyond its close',
    bars: 5,
    means: ['bodies'],
    find: (c) => {
      const way = c.way(4);
      const isPause = isStepBack(c, 3, way) && isStepBack(c, 2, way) && isStepBack(c, 1, way);
      const areInTurn =
        isBeyond(c.close(3), c.close(2), way) && isBeyond(c.close(2), c.close(1), way);
      const isResumed = c.way(0) === way && c.isLong(0) && isBeyond(c.open(0), c.close(1), way);
      const stands = c.isLong(4) && isPause && areInTurn && isResumed;
      return stands && isBeyond(c.close(0), c.close(4), way) ? UP * way : NONE;
    },
  },
  threeBlackCrows: {
    title: 'Three black crows',
    ta: 'CDL3BLACKCROWS',
    formula:
      'white; three falling black ones without lower shadow, each opening in the body before',
    bars: 4,
    means: ['ranges'],
    find: (c) => {
      const areCrows = isCrow(c, 2) && isCrow(c, 1) && isCrow(c, 0);
      const areInBodies = c.isInBody(c.open(1), 2) && c.isInBody(c.open(0), 1);
      const areFalling =
        c.high(3) > c.close(2) && c.close(2) > c.close(1) && c.close(1) > c.close(0);
      return downIf(c.isWhite(3) && areCrows && areInBodies && areFalling);
    },
  },
  threeLineStrike: {
    title: 'Three-line strike',
    ta: 'CDL3LINESTRIKE',
    formula:
      'three of one way, each opening in or near the body before; one from beyond to before the first',
    bars: 4,
    means: ['lastRanges'],
    find: (c) => {
      const way = c.way(1);
      const areThree =
        c.way(3) === way && c.way(2) === way && opensByBody(c, 2) && opensByBody(c, 1);
      const areOn = isBeyond(c.close(1), c.close(2), way) && isBeyond(c.close(2), c.close(3), way);
      const isStruck = isBeyond(c.open(0), c.close(1), way) && isBeyond(c.open(3), c.close(0), way);
      return areThree && areOn && c.way(0) !== way && isStruck ? UP * way : NONE;
    },
  },
};

/** Whether a price lies beyond another, that way. */
function isBeyond(price: number, other: number, way: Way): boolean {
  return way > 0 ? price > other : price < other;
}

function isShiftedOn(c: Candles, age: number, way: Way): boolean {
  const before = age + 1;
  return isBeyond(c.high(age), c.high(before), way) && isBeyond(c.low(age), c.low(before), way);
}

/** Whether the close lies between the body of the first of five and the open of the second. */
function closesInTheGap(c: Candles): boolean {
  const [close, one, other] = [c.close(0), c.close(4), c.open(3)];
  return close > Math.min(one, other) && close < Math.max(one, other);
}

function isStepDown(c: Candles, age: number): boolean {
  const before = age + 1;
  return c.isBlack(age) && c.open(age) < c.open(before) && c.close(age) < c.close(before);
}

/** Whether the two before the newest fall, in part below the close of the first of five, but not far. */
function isFallingBack(c: Candles, penetration: number): boolean {
  const [top, floor] = [c.close(4), c.close(4) - c.body(4) * penetration];
  const areHeld =
    c.bottom(2) < top && c.bottom(1) < top && c.bottom(2) > floor && c.bottom(1) > floor;
  return areHeld && c.top(2) < c.open(3) && c.top(1) < c.top(2);
}

/** A short body against the way, in part within the range of the first of five. */
function isStepBack(c: Candles, age: number, way: Way): boolean {
  const isWithin = c.bottom(age) < c.high(4) && c.top(age) > c.low(4);
  return c.way(age) !== way && c.isShorter(age) && isWithin;
}

function isCrow(c: Candles, age: number): boolean {
  return c.isBlack(age) && c.hasNoLowerShadow(age);
}

function opensByBody(c: Candles, age: number): boolean {
  const [open, before] = [c.open(age), age + 1];
  const near = c.near(before);
  return open >= c.bottom(before) - near && open <= c.top(before) + near;
}

function isInside(c: Candles, age: number): boolean {
  return c.high(age) < c.high(age + 1) && c.low(age) > c.low(age + 1);
}

/** Up where a bar breaks down out of an inside bar, down where it breaks up: either may be false. */
function hikkakeAt(c: Candles, age: number): number {
  if (!isInside(c, age + 1)) return NONE;
  if (isShiftedOn(c, age, -1)) return UP;
  return downIf(isShiftedOn(c, age, 1));
}

function modifiedHikkakeAt(c: Candles, age: number): number {
  const found = isInside(c, age + 2) ? hikkakeAt(c, age) : NONE;
  const second = age + 2;
  if (found > 0) return upIf(c.close(second) <= c.low(second) + c.near(second));
  return downIf(found < 0 && c.close(second) >= c.high(second) - c.near(second));
}

/** A pattern at the newest candle, or twice the latest one of the last three that it is first to confirm. */
function withConfirmation(c: Candles, at: (c: Candles, age: number) => number): number {
  const now = at(c, 0);
  if (now !== NONE) return now;
  for (let since = 1; since <= 3; since += 1) {
    const found = at(c, since);
    if (found === NONE) continue;
    return confirmedAt(c, since, found) === 0 ? 2 * found : NONE;
  }
  return NONE;
}

/** The age of the first candle after a pattern that closes beyond the inside bar; −1 where none does. */
function confirmedAt(c: Candles, since: number, found: number): number {
  const inside = since + 1;
  for (let age = since - 1; age >= 0; age -= 1) {
    if (found > 0 ? c.close(age) > c.high(inside) : c.close(age) < c.low(inside)) return age;
  }
  return -1;
}
