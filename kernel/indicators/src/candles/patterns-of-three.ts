import type { Candles } from './candles.ts';
import { downIf, NONE, UP, upIf, type Pattern } from './pattern.ts';

/** The patterns of three candles, stars aside. */
export type ThreeCandleName =
  | 'advanceBlock'
  | 'gapSideBySideWhite'
  | 'gapThreeMethods'
  | 'identicalThreeCrows'
  | 'stalled'
  | 'stickSandwich'
  | 'tasukiGap'
  | 'threeInside'
  | 'threeOutside'
  | 'threeStarsInTheSouth'
  | 'threeWhiteSoldiers'
  | 'twoCrows'
  | 'uniqueThreeRiver'
  | 'upsideGapTwoCrows';

/** How each of them is told. */
export const patternsOfThree: Readonly<Record<ThreeCandleName, Pattern>> = {
  advanceBlock: {
    title: 'Advance block',
    ta: 'CDLADVANCEBLOCK',
    formula:
      'three white, each opening in or near the body before; the first long, then they weaken',
    bars: 3,
    means: ['bodies', 'shadows', 'lastRanges'],
    find: (c) => {
      const isBegun = areRisingWhites(c) && c.isLong(2) && c.upperShadow(2) < c.shortShadow(2);
      return downIf(isBegun && opensNear(c, 1) && opensNear(c, 0) && isWeakening(c));
    },
  },
  gapSideBySideWhite: {
    title: 'Gap with side-by-side white lines',
    ta: 'CDLGAPSIDESIDEWHITE',
    formula: 'two white ones alike, opening at the same price, both bodies beyond the first one',
    bars: 3,
    means: ['lastRanges'],
    find: (c) => {
      const way = c.bottom(1) > c.top(2) ? 1 : -1;
      const isBeyond = c.bodyGaps(1, 2, way) && c.bodyGaps(0, 2, way);
      const areAlike = c.isEqual(c.open(0), c.open(1), 1) && isOfNearSize(c);
      return isBeyond && c.isWhite(1) && c.isWhite(0) && areAlike ? UP * way : NONE;
    },
  },
  gapThreeMethods: {
    title: 'Upside or downside gap three methods',
    ta: 'CDLXSIDEGAP3METHODS',
    formula:
      'two of one way with a gap between; one of the other way from inside the second into the first',
    bars: 3,
    means: [],
    find: (c) => {
      const way = c.way(2);
      const stands = c.way(1) === way && c.way(0) !== way && c.bodyGaps(1, 2, way);
      return stands && c.isInBody(c.open(0), 1) && c.isInBody(c.close(0), 2) ? UP * way : NONE;
    },
  },
  identicalThreeCrows: {
    title: 'Identical three crows',
    ta: 'CDLIDENTICAL3CROWS',
    formula: 'three falling black ones without lower shadow, each opening at the close before',
    bars: 3,
    means: ['ranges', 'lastRanges'],
    find: (c) => {
      const areCrows = isCrow(c, 2) && isCrow(c, 1) && isCrow(c, 0);
      const areFalling = c.close(2) > c.close(1) && c.close(1) > c.close(0);
      const areAtCloses =
        c.isEqual(c.open(1), c.close(2), 2) && c.isEqual(c.open(0), c.close(1), 1);
      return downIf(areCrows && areFalling && areAtCloses);
    },
  },
  stalled: {
    title: 'Stalled pattern',
    ta: 'CDLSTALLEDPATTERN',
    formula: 'two long white ones, then a short white one on the shoulder of the second',
    bars: 3,
    means: ['bodies', 'ranges', 'lastRanges'],
    find: (c) => {
      const isBegun = c.isLong(2) && c.isLong(1) && c.hasNoUpperShadow(1) && opensNear(c, 1);
      const isOnShoulder = c.open(0) >= c.close(1) - c.body(0) - c.near(1);
      return downIf(areRisingWhites(c) && isBegun && c.isShorter(0) && isOnShoulder);
    },
  },
  stickSandwich: {
    title: 'Stick sandwich',
    ta: 'CDLSTICKSANDWICH',
    formula: 'black; white above its close; black with the same close',
    bars: 3,
    means: ['lastRanges'],
    find: (c) => {
      const stands = c.isBlack(2) && c.isWhite(1) && c.isBlack(0) && c.low(1) > c.close(2);
      return upIf(stands && c.isEqual(c.close(0), c.close(2), 2));
    },
  },
  tasukiGap: {
    title: 'Tasuki gap',
    ta: 'CDLTASUKIGAP',
    formula:
      'a body beyond the first, one of its size and the other way from inside it into the gap',
    bars: 3,
    means: ['lastRanges'],
    find: (c) => {
      const way = c.way(1);
      const isTurned = c.way(0) !== way && c.isInBody(c.open(0), 1);
      const isOfSize = Math.abs(c.body(1) - c.body(0)) < c.near(1);
      return c.bodyGaps(1, 2, way) && isTurned && closesInGap(c) && isOfSize ? UP * way : NONE;
    },
  },
  threeInside: {
    title: 'Three inside up or down',
    ta: 'CDL3INSIDE',
    formula: 'a long body; a short one inside it; one of the other way that closes beyond its open',
    bars: 3,
    means: ['bodies'],
    find: (c) => {
      const way = c.way(0);
      const isHarami = c.isLong(2) && c.isShort(1) && c.isBodyWithin(1, 2);
      const isBeyond = way > 0 ? c.close(0) > c.open(2) : c.close(0) < c.open(2);
      return isHarami && way !== c.way(2) && isBeyond ? UP * way : NONE;
    },
  },
  threeOutside: {
    title: 'Three outside up or down',
    ta: 'CDL3OUTSIDE',
    formula: 'a body around the one before it, of the opposite way; a close further that way',
    bars: 4,
    means: [],
    find: (c) => {
      const way = c.way(1);
      const isFurther = way > 0 ? c.close(0) > c.close(1) : c.close(0) < c.close(1);
      return way !== c.way(2) && c.isBodyWithin(2, 1) && isFurther ? UP * way : NONE;
    },
  },
  threeStarsInTheSouth: {
    title: 'Three stars in the south',
    ta: 'CDL3STARSINSOUTH',
    formula:
      'long black with a long lower shadow; a smaller one above its low; a short marubozu in its range',
    bars: 3,
    means: ['bodies', 'ranges'],
    find: (c) => {
      const areBlack = c.isBlack(2) && c.isBlack(1) && c.isBlack(0);
      const isBegun = c.isLong(2) && c.hasLongLowerShadow(2);
      return upIf(areBlack && isBegun && isSmallerStar(c) && isLastStar(c));
    },
  },
  threeWhiteSoldiers: {
    title: 'Three white soldiers',
    ta: 'CDL3WHITESOLDIERS',
    formula: 'three rising white ones without upper shadow, none far smaller than the one before',
    bars: 3,
    means: ['bodies', 'ranges', 'lastRanges'],
    find: (c) => {
      const areAtHighs = c.hasNoUpperShadow(2) && c.hasNoUpperShadow(1) && c.hasNoUpperShadow(0);
      const areMarching = areRisingWhites(c) && opensNear(c, 1) && opensNear(c, 0);
      const areStrong = isNotFarSmaller(c, 1) && isNotFarSmaller(c, 0) && c.isLong(0);
      return upIf(areAtHighs && areMarching && areStrong);
    },
  },
  twoCrows: {
    title: 'Two crows',
    ta: 'CDL2CROWS',
    formula: 'long white; black above its body; black from inside that into the first',
    bars: 3,
    means: ['bodies'],
    find: (c) => {
      const areCrows = c.isBlack(1) && c.bodyGaps(1, 2, 1) && c.isBlack(0);
      const isInto = c.isInBody(c.open(0), 1) && c.isInBody(c.close(0), 2);
      return downIf(c.isWhite(2) && c.isLong(2) && areCrows && isInto);
    },
  },
  uniqueThreeRiver: {
    title: 'Unique three river',
    ta: 'CDLUNIQUE3RIVER',
    formula: 'long black; black inside its body with a lower low; short white above that low',
    bars: 3,
    means: ['bodies'],
    find: (c) => {
      const isInside = c.close(1) > c.close(2) && c.open(1) <= c.open(2) && c.low(1) < c.low(2);
      const isTurned = c.isShorter(0) && c.isWhite(0) && c.open(0) > c.low(1);
      return upIf(c.isLong(2) && c.isBlack(2) && c.isBlack(1) && isInside && isTurned);
    },
  },
  upsideGapTwoCrows: {
    title: 'Upside gap two crows',
    ta: 'CDLUPSIDEGAP2CROWS',
    formula: 'long white; short black above its body; black around that, closing above the first',
    bars: 3,
    means: ['bodies'],
    find: (c) => {
      const areCrows = c.isBlack(1) && c.isShort(1) && c.bodyGaps(1, 2, 1) && c.isBlack(0);
      const isAround = c.isBodyWithin(1, 0) && c.close(0) > c.close(2);
      return downIf(c.isWhite(2) && c.isLong(2) && areCrows && isAround);
    },
  },
};

function areRisingWhites(c: Candles): boolean {
  const areRising = c.close(0) > c.close(1) && c.close(1) > c.close(2);
  return areRising && c.isWhite(2) && c.isWhite(1) && c.isWhite(0);
}

/** Whether a candle opens above the open before it, no further than near the close before it. */
function opensNear(c: Candles, age: number): boolean {
  const before = age + 1;
  return c.open(age) > c.open(before) && c.open(age) <= c.close(before) + c.near(before);
}

function isNotFarSmaller(c: Candles, age: number): boolean {
  return c.body(age) > c.body(age + 1) - c.far(age + 1);
}

/** A third white candle that does not carry on, or one that shows no strength. */
function isWeakening(c: Candles): boolean {
  const [first, second, third] = [c.body(2), c.body(1), c.body(0)];
  if (second < first - c.far(2) && third < second + c.near(1)) return true;
  if (third < second - c.far(1)) return true;
  if (third >= second) return false;
  const areShadowed = c.upperShadow(0) > c.shortShadow(0) || c.upperShadow(1) > c.shortShadow(1);
  return (second < first && areShadowed) || c.hasLongUpperShadow(0);
}

function isOfNearSize(c: Candles): boolean {
  return c.body(0) >= c.body(1) - c.near(1) && c.body(0) <= c.body(1) + c.near(1);
}

function isCrow(c: Candles, age: number): boolean {
  return c.isBlack(age) && c.hasNoLowerShadow(age);
}

/** Whether the close lies between the open before it and the body before that. */
function closesInGap(c: Candles): boolean {
  const close = c.close(0);
  if (c.isWhite(1)) return close < c.open(1) && close > c.top(2);
  return close > c.open(1) && close < c.bottom(2);
}

function isSmallerStar(c: Candles): boolean {
  const opensInRange = c.open(1) > c.close(2) && c.open(1) <= c.high(2);
  const isLow = c.low(1) < c.close(2) && c.low(1) >= c.low(2);
  return c.body(1) < c.body(2) && opensInRange && isLow && c.hasLowerShadow(1);
}

function isLastStar(c: Candles): boolean {
  const isInRange = c.low(0) > c.low(1) && c.high(0) < c.high(1);
  return c.isShorter(0) && c.hasNoShadows(0) && isInRange;
}
